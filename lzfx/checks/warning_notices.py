"""What a warning must say before it counts: number, point, colour, signer, deadline, forerunner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from lzfx.campaign.warning_numbers import number_key
from lzfx.checks.context import Understood
from lzfx.checks.referred import points_exist
from lzfx.checks.warnings import PointWarned, Standings, WarningCheck, WarningsKnown
from lzfx.forms.characters import as_code, fold
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.records import records_of
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity
from lzfx.model.risk import MOST_LEVELS, Level
from lzfx.model.submission import Row
from lzfx.model.warning import IssuedWarning, WarningNotice, WarningStanding

_OF = About.WARNING
_LIGHTEST = MOST_LEVELS + 1


@dataclass(frozen=True, slots=True)
class _Noticed:
    """A row with its warning, and the point it is about where that is known."""

    row: Row
    one: WarningNotice
    number: str
    point: PointWarned | None

    @property
    def own(self) -> PointWarned | None:
        """The point where it is of the warned unit; what is wrong with another's was said."""
        return self.point if self.point and self.point.unit == self.one.unit else None


def _noticed(seen: Understood) -> Iterator[_Noticed]:
    known = seen.known.on(WarningsKnown)
    records = records_of(seen.form, seen.tables, WarningNotice)
    for row, one in zip(seen.rows_about(_OF), records, strict=True):
        if isinstance(row.values.get("number"), int) and row.values.get("color"):
            point = (known.points or {}).get(as_code(one.risk_point))
            yield _Noticed(row, one, known.number(one), point)


def numbers_run(seen: Understood) -> Iterator[Finding]:
    """Numbers that another return has already, and gaps before a number of the year and colour."""
    known = seen.known.on(WarningsKnown)
    taken = {number_key(one.number) for one in known.issued}
    there = {(one.notice.year, one.notice.color, one.notice.number) for one in known.issued}
    rows = list(_noticed(seen))
    there |= {(each.one.year, each.one.color, each.one.number) for each in rows}
    for each in rows:
        if number_key(each.number) in taken:
            yield seen.say("warning-number-taken", _OF, each.row, "number", item=each.number)
            continue
        before = range(1, each.one.number)
        gap = next((at for at in before if (each.one.year, each.one.color, at) not in there), 0)
        if gap:
            params = {"item": each.number, "expected": gap}
            yield seen.say("warning-number-gap", _OF, each.row, "number", Severity.QUERY, **params)


def points_of_unit(seen: Understood) -> Iterator[Finding]:
    """A point of another unit than the warned one; a level that is not the point's."""
    labels = seen.labels_about(_OF, "level")
    for each in _noticed(seen):
        if each.point is None:
            continue
        if each.point.unit != each.one.unit:
            unit = seen.known.roster.called(each.point.unit)
            yield seen.say("warning-point-of-other", _OF, each.row, "risk_point", unit=unit)
        elif each.one.level and each.point.level and each.one.level != each.point.level:
            level = str(each.point.level)
            params = {"item": each.number, "expected": labels.get(level, level)}
            yield seen.say("warning-level-differs", _OF, each.row, "level", **params)


def colors_of_level(seen: Understood) -> Iterator[Finding]:
    """A colour lighter than the level, or graver without a reason."""
    known = seen.known.on(WarningsKnown)
    labels = seen.labels_about(_OF, "level")
    for each in _noticed(seen) if known.levels else ():
        level = each.one.level or (each.own.level if each.own else None)
        if level is None:
            continue
        said = known.levels.get(each.one.color, _LIGHTEST)
        told = {
            "item": each.number,
            "color": seen.quoted(_OF, each.row, "color"),
            "level": labels.get(str(level), str(level)),
        }
        if said > level:
            yield seen.say("warning-lighter-than-level", _OF, each.row, "color", **told)
        elif said < level and not each.one.raised_because:
            name = "raised_because"
            yield seen.say("warning-raised-without-reason", _OF, each.row, name, **told)


def signed_by_monitor(seen: Understood) -> Iterator[Finding]:
    """A signer who is not the monitor of that point nor above him, or who warns himself."""
    known = seen.known.on(WarningsKnown)
    for each in _noticed(seen) if known.ranks else ():
        one = each.one
        own = {each.own.holder if each.own else "", one.person, _holder(seen, one)} - {""}
        if fold(one.signer) in set(map(fold, own)):
            yield seen.say("warning-signs-own", _OF, each.row, "signer", item=each.number)
            continue
        role = each.own.role if each.own else None
        fit = _fit(known, role, known.levels.get(one.color, _LIGHTEST))
        told = {"item": each.number, "color": seen.quoted(_OF, each.row, "color")}
        if one.signer_role and one.signer_role not in fit:
            yield seen.say("warning-signed-below", _OF, each.row, "signer_role", **told)
            continue
        names = _signers(known, [one.signer_role] if one.signer_role else fit, one.unit)
        if one.signer and names and fold(one.signer) not in set(map(fold, names)):
            params = {"item": each.number, "expected": MULTIPLE.join(dict.fromkeys(names))}
            yield seen.say("warning-signer-other", _OF, each.row, "signer", **params)


def _fit(known: WarningsKnown, role: str | None, level: Level) -> list[str]:
    """The roles that may warn of a point with that monitor in the colour of that level.

    A monitor by a rule of his own, who usually has no level, stands under the gravest only.
    """
    gravest = min(known.ranks.values())
    needed = min(level, known.ranks.get(role, gravest)) if role else level
    own = [role] if role and role not in known.ranks else []
    return [*own, *(name for name, rank in known.ranks.items() if rank <= needed)]


def _signers(known: WarningsKnown, roles: Sequence[str], unit: str) -> tuple[str, ...]:
    """The names of all who may sign in those roles; none where the roster lacks some."""
    found = [known.signers.get((role, unit), ()) for role in roles]
    return tuple(name for names in found for name in names) if all(found) else ()


def _holder(seen: Understood, one: WarningNotice) -> str:
    """The name of who has the post that the warning names."""
    roster = seen.known.roster
    posts = (post for post in roster.posts_of(one.unit) if fold(post.name) == fold(one.post))
    return next((roster.name_of(post.holder) for post in posts if one.post), "")


def deadlines_fit(seen: Understood) -> Iterator[Finding]:
    """A deadline before the day of issue, or sooner after it than the office usually gives."""
    usual = seen.known.campaign.warning_days
    for each in _noticed(seen):
        issued, last = each.one.issued_on, each.one.deadline
        if not isinstance(issued, date) or not isinstance(last, date):
            continue
        days = (last - issued).days
        if days < 0:
            yield seen.say("warning-deadline-crossed", _OF, each.row, "deadline", item=each.number)
        elif days < usual:
            told = {"item": each.number, "days": days, "expected": usual}
            name: FindingCode = "warning-deadline-short"
            yield seen.say(name, _OF, each.row, "deadline", Severity.QUERY, **told)


def follows_what_it_raises(seen: Understood) -> Iterator[Finding]:
    """What a raised warning names as its predecessor: there, still open, of the unit, lighter."""
    known = seen.known.on(WarningsKnown)
    before = known.with_more((), (), ())
    rows = list(_noticed(seen))
    own = [IssuedWarning(each.number, each.one) for each in rows]
    after = known.with_more(own, (), ()) if known.levels else {}
    times = Counter(number_key(each.one.follows) for each in rows if each.one.follows)
    for each in rows if known.levels else ():
        if each.one.follows:
            key = number_key(each.one.follows)
            code = _faulty(each, known, after, before.get(key), twice=times[key] > 1)
            if code:
                yield seen.say(code, _OF, each.row, "follows", item=each.number)
            continue
        open_one = _unnamed(each, known, before)
        if open_one:
            told = {"item": each.number, "other": open_one}
            yield seen.say("warning-follows-nothing", _OF, each.row, "follows", **told)


def _faulty(
    each: _Noticed,
    known: WarningsKnown,
    after: Standings,
    before: WarningStanding | None,
    *,
    twice: bool,
) -> FindingCode | None:
    """What is wrong with the predecessor that a warning names, or None."""
    one = after.get(number_key(each.one.follows))
    if one is None or one.notice == each.one:
        return "warning-unknown"
    if one.notice.unit != each.one.unit:
        return "warning-of-other-unit"
    mine, its = (known.levels.get(c, _LIGHTEST) for c in (each.one.color, one.notice.color))
    if mine >= its:
        return "warning-follows-no-lighter"
    strays = (stray.cause for stray in one.strays)
    if twice or each.one in strays or (before is not None and before.is_over):
        return "warning-follows-over"
    return None


def _unnamed(each: _Noticed, known: WarningsKnown, before: Standings) -> str:
    """The open, lighter warning of the same unit and point that a raised one does not name."""

    def grave(color: str) -> Level:
        return known.levels.get(color, _LIGHTEST)

    found = (
        one.number
        for one in before.values()
        if not one.is_over
        and each.one.risk_point
        and as_code(one.notice.risk_point) == as_code(each.one.risk_point)
        and one.notice.unit == each.one.unit
        and grave(each.one.color) < grave(one.notice.color)
        and number_key(one.number) != number_key(each.number)
    )
    return next(found, "")


NOTICE_CHECKS: Sequence[WarningCheck] = (
    partial(points_exist, about=About.WARNING, name="risk_point"),
    numbers_run,
    points_of_unit,
    colors_of_level,
    signed_by_monitor,
    deadlines_fit,
    follows_what_it_raises,
)
