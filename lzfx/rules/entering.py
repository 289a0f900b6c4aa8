"""Decisions from a sheet of the clerk's own, by short codes: what they decide, or what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.codes import FindingCode
from lzfx.model.decision import REVOKES, Conclusion, DecidedRow, Holds, Judged, ReviewRound
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.papers import Review
from lzfx.model.risk import Graded
from lzfx.model.roster import Roster
from lzfx.rules.decided import REVOKED_BY, final_mark, review_mark
from lzfx.rules.said_decision import ConclusionWords, conclusion_read, level_read
from lzfx.rules.short_codes import code_read, round_of

IN_FORCE = frozenset({Holds.YES, Holds.TWICE, Holds.EXPIRED})
"""What may be taken back: it counts, or would count but for a fault."""


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row of the sheet as texts, with the places of its cells by the same names."""

    code: str
    said: str
    level: str = ""
    reason: str = ""
    cells: Mapping[str, Where] = field(default_factory=dict)

    def at(self, name: str) -> Where:
        """The place of that cell, or of the code where the sheet has no such column."""
        return self.cells.get(name) or self.cells.get("code") or Where()


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decided, by the code of the reviewer or body, on which day; `group` decides last."""

    code: str
    name: str
    on: date
    group: bool = False


@dataclass(frozen=True, slots=True)
class Deciding:
    """What lies before the one who decides: points by id, who reviews them, whose they are."""

    points: Mapping[str, Graded]
    reviews: Mapping[str, Review]
    roster: Roster
    words: ConclusionWords
    group: str = REVIEW_GROUP


@dataclass(frozen=True, slots=True)
class Entered:
    """What a sheet decides, row by row, and all that is wrong with it or to be said."""

    rows: tuple[DecidedRow, ...]
    findings: tuple[Finding, ...]

    @property
    def faulty(self) -> bool:
        """Whether nothing of it may be taken in."""
        return any(one.severity is Severity.ERROR for one in self.findings)


def entered(rows: Iterable[EnteredRow], by: Decider, known: Deciding) -> Entered:
    """The decisions of a sheet; every fault of every row, at its cell.

    A decision that is on record already, or stands twice in the sheet, is taken once and told.
    """
    findings: list[Finding] = []
    taken: dict[tuple[str, str], tuple[EnteredRow, tuple[DecidedRow, ...]]] = {}
    for row in rows:
        read = _read(row, by, known)
        findings += read.findings
        if not read.rows:
            continue
        first = taken.setdefault((read.rows[0].point_id, read.rows[0].stage), (row, read.rows))
        if first[0] is not row:
            same = _says(first[1][0]) == _says(read.rows[0])
            told = {"row": first[0].at("code").address, "code": row.code}
            code: FindingCode = "recording-row-again" if same else "recording-twice"
            severity = Severity.ADVICE if same else Severity.ERROR
            findings.append(Finding(code, row.at("code"), told, severity))
    decided = tuple(each for _, found in taken.values() for each in found)
    return Entered(decided, tuple(findings))


def _says(row: DecidedRow) -> tuple[str, int | None]:
    return row.outcome, row.decided_level


def _read(row: EnteredRow, by: Decider, known: Deciding) -> Entered:
    """One row: the point of its code, then what is said of it."""
    code = code_read(row.code, known.points)
    if code is None:
        return _wrong("recording-code-unreadable", row, "code", value=row.code)
    one = known.points.get(code.point_id)
    if one is None:
        return _wrong("recording-code-unknown", row, "code", value=row.code, point=code.point_id)
    told = {"point": code.point_id, "name": str(one.point.values.get("name") or "")}
    if not code.signs:
        return _wrong("recording-code-bare", row, "code", value=row.code, **told)
    stage = round_of(code.signs, one)
    if stage is None:
        return _wrong("recording-code-stale", row, "code", value=row.code, **told)
    not_theirs = _not_theirs(row, one, stage, by, known)
    said = _said(row, one, known)
    faults = (*not_theirs, *said.findings)
    if any(each.severity is Severity.ERROR for each in faults):
        return Entered((), faults)
    mark = final_mark(one) if stage is ReviewRound.FINAL else review_mark(one)
    (plain,) = said.rows
    where = row.at("code")
    reviewer = by.code if stage is ReviewRound.REVIEW else ""
    place = f"{where.sheet}!{where.address}" if where.address else where.sheet
    whole = replace(
        plain, mark=mark, name=told["name"], stage=stage.value, reviewer=reviewer, place=place
    )
    return _beside_before(whole, row, one, by, faults)


def _not_theirs(
    row: EnteredRow, one: Graded, stage: ReviewRound, by: Decider, known: Deciding
) -> tuple[Finding, ...]:
    """Why this one may not decide of the point in that round: his own (G13), or another's."""
    told = {"point": one.point.point_id, "by": by.name, "code": row.code}
    if not by.group and by.code and by.code == _owner(one, known.roster):
        return (Finding("recording-own-point", row.at("code"), told),)
    review = known.reviews.get(one.point.post or one.point.unit)
    if stage is ReviewRound.FINAL:
        who = "" if by.group else known.group
    else:
        who = (
            ""
            if review and review.code_on(by.on) == by.code
            else (review.reviewer if review else "")
        )
        if review is None or not review.code:
            who = who or known.group
    return (Finding("recording-not-theirs", row.at("code"), {**told, "who": who}),) if who else ()


def _owner(one: Graded, roster: Roster) -> str:
    """Whose point it is: the holder of the post, or the head of the unit that declared it."""
    post, unit = roster.post(one.point.post), roster.unit(one.point.unit)
    return post.holder if post is not None else unit.head if unit is not None else ""


def _said(row: EnteredRow, one: Graded, known: Deciding) -> Entered:
    """What the row says, whoever says it: outcome, level, reason, each where it belongs."""
    words = known.words
    said = conclusion_read(row.said, words)
    told = {"point": one.point.point_id, "value": row.said}
    if said is None:
        labels = tuple(choice.label for choice in words.outcomes)
        return _wrong("recording-unclear", row, "said", **told, choices=labels)
    beside = level_read(row.level, words) if row.level else None
    if row.level and beside is None:
        labels = tuple(choice.label for choice in words.levels)
        return _wrong("recording-level-unclear", row, "level", value=row.level, choices=labels)
    level = said.level or beside
    if said.level and beside and said.level != beside:
        return _wrong("recording-levels-differ", row, "level", value=row.level, other=row.said)
    reason = "；".join(dict.fromkeys(filter(None, (said.reason, row.reason))))
    faults: list[Finding] = []
    if said.outcome == Conclusion.LEVEL and level is None:
        faults += _wrong("recording-no-level", row, "level", **told).findings
    if said.outcome != Conclusion.AGREE and not reason:
        faults += _wrong("recording-no-reason", row, "reason", **told).findings
    if said.outcome == Conclusion.AGREE and level not in {None, one.level}:
        faults += _wrong("recording-agrees-otherwise", row, "said", **told).findings
    if said.outcome != Conclusion.LEVEL:
        level = None
    decided = DecidedRow(one.point.point_id, said.outcome, "", "", level, reason)
    return Entered((decided,), tuple(faults))


def _beside_before(
    whole: DecidedRow, row: EnteredRow, one: Graded, by: Decider, said: Sequence[Finding]
) -> Entered:
    """The row beside what the same body decided before; a revocation names what it takes back."""
    stage = ReviewRound(whole.stage)
    before = [each for each in one.decisions if each.decision.stage is stage]
    in_force = [each for each in before if each.holds in IN_FORCE]
    if whole.outcome == REVOKES:
        if not in_force:
            return _wrong("recording-nothing-to-revoke", row, "said", point=whole.point_id)
        hashes = dict.fromkeys(each.decision.sha256[:REVOKED_BY] for each in in_force)
        return Entered(tuple(replace(whole, revokes=each) for each in hashes), tuple(said))
    last = next((each for each in before if each.holds in {Holds.YES, Holds.TWICE}), None)
    if last is None:
        return Entered((whole,), tuple(said))
    told = _told_of(last, whole, by)
    if _says(last.decision.row) == _says(whole) and last.holds is Holds.YES:
        known = Finding("recording-known", row.at("code"), told, Severity.ADVICE)
        return Entered((), (*said, known))
    if last.decision.on is not None and by.on > last.decision.on:
        replaces = Finding("recording-replaces", row.at("code"), told, Severity.ADVICE)
        return Entered((whole,), (*said, replaces))
    return Entered((), (*said, Finding("recording-decided-before", row.at("code"), told)))


def _told_of(last: Judged, whole: DecidedRow, by: Decider) -> Mapping[str, object]:
    """What is told of an earlier decision: whose, of which day, where it stands."""
    before = last.decision
    place = "".join(filter(None, (before.where.file, before.where.sheet, before.where.address)))
    return {
        "point": whole.point_id,
        "by": by.name,
        "on": before.on.isoformat() if before.on else "",
        "file": place,
    }


def _wrong(code: FindingCode, row: EnteredRow, cell: str, /, **told: object) -> Entered:
    return Entered((), (Finding(code, row.at(cell), told),))
