"""Revisions laid over the master table: texts under the rules, levels over the decisions.

A revision holds while the master table says what stood before it. Where the returns say the revised
text themselves it is moot, where they say a third thing it no longer fits, and both are told.
Revisions follow each other by the day of approval and their number, whatever order they came in.
A text that the office revises does not undo what a reviewer decided of the point before (domain
1.18: only level, responsible party and withdrawal are the group's): `versions` are the contents of
each point that a decision may have been about. One that changes the level by the rules does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lzfx.forms.characters import fold
from lzfx.forms.kinds import KINDS, ParsedValue, shown
from lzfx.forms.spec import FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.cell import Cell
from lzfx.model.finding import Where
from lzfx.model.revision import (
    GROUP,
    LEVEL,
    OF_THE_GROUP,
    OWNER,
    WHOLE,
    JudgedRevision,
    RevisionHolds,
    TakenRevision,
)
from lzfx.model.risk import Graded, Level, RiskPoint, Source
from lzfx.model.submission import Value
from lzfx.rules.merge import fingerprint

_NUMBERS = re.compile(r"(\d+)")

Regrade = Callable[[Graded, Level], Graded]


@dataclass(frozen=True, slots=True)
class RevisedPoints:
    """The points with their texts revised, and every revision of a text as it was judged.

    `versions` are the fingerprints that a point had or would have before each revision, by id.
    """

    points: tuple[RiskPoint, ...]
    judged: Mapping[str, tuple[JudgedRevision, ...]] = field(default_factory=dict)
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[JudgedRevision, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisedLevels:
    """The graded points after revisions of levels, and those that a revision took out."""

    graded: tuple[Graded, ...]
    withdrawn: tuple[Graded, ...] = ()


def in_order(revisions: Iterable[TakenRevision]) -> tuple[TakenRevision, ...]:
    """The revisions by day of approval and number, `修2026-9` before `修2026-10`."""
    return tuple(sorted(revisions, key=_order))


def _order(one: TakenRevision) -> tuple[date, list[tuple[int, str]], str, str]:
    number = one.revision.number
    parts = [(int(part), "") if part.isdecimal() else (-1, part) for part in _NUMBERS.split(number)]
    return one.revision.approved_on or date.min, parts, repr(one.revision), one.sha256


def revise_points(
    points: Iterable[RiskPoint],
    revisions: Iterable[TakenRevision],
    fields: Mapping[str, FieldSpec],
) -> RevisedPoints:
    """The points with the revisions of their texts; `fields` are those of the office's form.

    Revisions of levels and of whole points wait for `revise_levels`.
    """
    by_point: dict[str, list[TakenRevision]] = defaultdict(list)
    for each in in_order(revisions):
        by_point[each.revision.point_id].append(each)
    others = [JudgedRevision(each, RevisionHolds.BESIDE) for each in by_point.pop("", ())]
    revised: list[RiskPoint] = []
    judged: dict[str, tuple[JudgedRevision, ...]] = {}
    versions: dict[str, tuple[str, ...]] = {}
    for point in points:
        said = by_point.pop(point.point_id, ())
        if not said:
            revised.append(point)
            continue
        one = _Revising(point, fields)
        judged[point.point_id] = one.follow(said)
        versions[point.point_id] = tuple(dict.fromkeys(one.versions))
        revised.append(one.point)
    others += [
        JudgedRevision(each, RevisionHolds.GONE) for said in by_point.values() for each in said
    ]
    return RevisedPoints(tuple(revised), judged, versions, tuple(others))


class _Revising:
    """A point while its revisions are followed one after the other."""

    def __init__(self, point: RiskPoint, fields: Mapping[str, FieldSpec]) -> None:
        self.point = point
        self.versions = [point.fingerprint]
        self._fields = fields

    def follow(self, said: Sequence[TakenRevision]) -> tuple[JudgedRevision, ...]:
        """Judge each of them; what holds is laid over the point."""
        found = [self._one(each, said[at + 1 :]) for at, each in enumerate(said)]
        before = self.point.values
        for one in reversed(found):
            if one.holds is RevisionHolds.MOOT and (spec := self._spec(one.taken)):
                before = {**before, spec.name: _read(spec, one.taken.revision.before)[1]}
                self.versions.append(fingerprint(before))
        return tuple(found)

    def _spec(self, one: TakenRevision) -> FieldSpec | None:
        return self._fields.get(one.revision.field)

    def _one(self, one: TakenRevision, later: Sequence[TakenRevision]) -> JudgedRevision:
        revision = one.revision
        if revision.field in OF_THE_GROUP and revision.step != GROUP:
            return JudgedRevision(one, RevisionHolds.NEEDS_GROUP)
        if revision.field in {LEVEL, WHOLE}:
            return JudgedRevision(one, RevisionHolds.YES)
        spec = self._spec(one)
        if spec is None:
            return JudgedRevision(one, RevisionHolds.NO_FIELD)
        return self._text(one, spec, later)

    def _text(
        self, one: TakenRevision, spec: FieldSpec, later: Sequence[TakenRevision]
    ) -> JudgedRevision:
        fits, after = _read(spec, one.revision.after)
        now = self.point.values.get(spec.name)
        if not fits:
            return JudgedRevision(one, RevisionHolds.UNFIT)
        if _same(spec, one.revision.before, now):
            self._lay(one, spec, after)
            return JudgedRevision(one, RevisionHolds.YES)
        same = (each for each in (one, *later) if each.revision.field == spec.name)
        if any(_same(spec, each.revision.after, now) for each in same):
            return JudgedRevision(one, RevisionHolds.MOOT)
        return JudgedRevision(one, RevisionHolds.CHANGED, shown(now, spec.choices))

    def _lay(self, one: TakenRevision, spec: FieldSpec, after: Value) -> None:
        """The same point with the revised value, whose source is the cell of the revision.

        What its own unit changes is before everybody anew, as if the unit had declared it so.
        """
        point = self.point
        self.versions.append(point.fingerprint)
        if one.revision.step == OWNER:
            self.versions.clear()
        values = {**point.values, spec.name: after}
        sources = point.sources
        where = one.places.get("after", Where())
        if isinstance(where.cell, Cell):
            source = Source(where.file, one.sha256, where.sheet, where.cell)
            sources = {**dict(sources), spec.name: source}
        self.point = replace(point, values=values, sources=sources, fingerprint=fingerprint(values))


def _read(spec: FieldSpec, text: str) -> tuple[bool, Value]:
    """Whether a text is a value of that field, and which; a code of its list is one, too."""
    if spec.kind == "choice" and any(choice.code == text for choice in spec.choices):
        return True, text
    cell = RawCell(1, 1, CellKind.TEXT, text)
    parsed = KINDS[spec.kind].parse(cell, spec, spec.choices)
    if isinstance(parsed, ParsedValue):
        return not (spec.required and parsed.value is None), parsed.value
    return False, None


def _same(spec: FieldSpec, text: str, now: Value) -> bool:
    """Whether a text says what the point says; how it is spaced and typed does not count."""
    fits, value = _read(spec, text)
    if fits and value == now:
        return True
    return fold(text) == fold(shown(now, spec.choices))


def revise_levels(
    graded: Iterable[Graded], revised: RevisedPoints, levels: Iterable[str], regrade: Regrade
) -> RevisedLevels:
    """The points after their decisions with the revisions of levels, and of whole points.

    `levels` are the codes of levels there are; `regrade` gives a point another level.
    """
    known = frozenset(levels)
    standing: list[Graded] = []
    withdrawn: list[Graded] = []
    for one in graded:
        said = revised.judged.get(one.point.point_id, ())
        if not said:
            standing.append(one)
            continue
        found, told, gone = replace(one, ruled=one.by_rule), [], False
        for at, each in enumerate(said):
            judged = each
            if each.holds is RevisionHolds.YES and each.taken.revision.field == LEVEL:
                judged = _level(found, each, said[at + 1 :], known)
                if judged.holds is RevisionHolds.YES:
                    found = _regraded(found, int(each.taken.revision.after), regrade)
            elif each.holds is RevisionHolds.YES and each.taken.revision.field == WHOLE:
                judged = _whole(found, each)
                gone = gone or judged.holds is RevisionHolds.YES
            told.append(judged)
        found = replace(found, revisions=tuple(told))
        (withdrawn if gone else standing).append(found)
    return RevisedLevels(tuple(standing), tuple(withdrawn))


def _regraded(one: Graded, level: Level, regrade: Regrade) -> Graded:
    """The same point, decisions and all, at another level."""
    kept = {"ruled": one.ruled, "decided": one.decided, "decisions": one.decisions}
    return replace(regrade(one, level), **kept)  # type: ignore[arg-type]  # as they were


def _level(
    one: Graded, each: JudgedRevision, later: Sequence[JudgedRevision], known: frozenset[str]
) -> JudgedRevision:
    revision = each.taken.revision
    if revision.after.strip() not in known:
        return replace(each, holds=RevisionHolds.UNFIT)
    now = str(one.level or "")
    if revision.before.strip() == now:
        return each
    same = (each, *(other for other in later if other.taken.revision.field == LEVEL))
    if any(other.taken.revision.after.strip() == now for other in same):
        return replace(each, holds=RevisionHolds.MOOT)
    return replace(each, holds=RevisionHolds.CHANGED, says=now)


def _whole(one: Graded, each: JudgedRevision) -> JudgedRevision:
    """A point is withdrawn by its name, so that no wrong one goes by a slip in its number."""
    name = str(one.point.values.get("name") or "")
    if fold(each.taken.revision.before) == fold(name):
        return each
    return replace(each, holds=RevisionHolds.CHANGED, says=name)


def all_judged(revised: RevisedPoints, graded: Iterable[Graded]) -> tuple[JudgedRevision, ...]:
    """Every revision as it was judged last: of the points that there are, and of no point."""
    judged = {**revised.judged, **{one.point.point_id: one.revisions for one in graded}}
    return (*(each for said in judged.values() for each in said), *revised.others)
