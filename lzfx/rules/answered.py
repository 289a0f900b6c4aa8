"""Proposals and their answers: which answer counts, what it revises, and what became of it.

An answer holds for what was proposed: when the proposal changes or is taken back it counts no more,
and the proposal is open again. What a unit adopts of a text or of the level that it declared is a
revision of its own; a point that it adds or gives up stands in its next declaration, since only
that says all that a point needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.forms.characters import as_code, fold
from lzfx.forms.marks import mark_of
from lzfx.model.answer import (
    MISSED,
    Answer,
    Became,
    Followed,
    Outcome,
    Proposal,
    TakenAnswer,
)
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.opinion import MissedPoint, Opinion, Said
from lzfx.model.revision import OWNER, JudgedRevision, Revision, RevisionHolds, TakenRevision
from lzfx.model.risk import Graded

_GIVES_UP = frozenset({Opinion.MERGE, Opinion.DROP})
_DONE = frozenset({RevisionHolds.YES, RevisionHolds.MOOT})


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that count, by the code of the proposal, and those that do not.

    `changed` are about a proposal that says something else by now, `gone` about none there is.
    """

    standing: Mapping[str, TakenAnswer]
    changed: tuple[TakenAnswer, ...] = ()
    gone: tuple[TakenAnswer, ...] = ()


def proposal_of(said: Said, unit: str) -> Proposal | None:
    """The proposal in what somebody said of a point of that unit; None where he only agrees."""
    row = said.row
    whose = (said.hand, said.subject, str(said.issue))
    if isinstance(row, MissedPoint):
        code = mark_of(*whose, MISSED, unit, fold(row.name))
        told = (row.name, row.manifestation, str(row.proposed_level or ""), row.reason, row.post)
        return Proposal(said, unit, MISSED, code, mark_of(code, *told))
    if row.opinion in {"", Opinion.AGREE}:
        return None
    code = mark_of(*whose, row.point_id)
    told = (row.opinion, str(row.proposed_level or ""), row.proposed_text, row.reason, row.problem)
    return Proposal(said, unit, row.opinion, code, mark_of(code, *told))


def standing_answers(proposals: Iterable[Proposal], taken: Iterable[TakenAnswer]) -> Answers:
    """Which answers count: of each proposal that of the unit's last workbook which is about it."""
    known = {one.code: one for one in proposals}
    standing: dict[str, TakenAnswer] = {}
    changed: list[TakenAnswer] = []
    gone: list[TakenAnswer] = []
    for each in sorted(taken, key=lambda one: (one.unit, one.issue, one.sha256)):
        one = known.get(each.answer.proposal)
        if one is None or one.unit != each.unit:
            gone.append(each)
        elif one.mark != each.answer.mark:
            changed.append(each)
        else:
            standing[one.code] = each
    answered = standing.keys()
    return Answers(
        standing,
        tuple(one for one in changed if one.answer.proposal not in answered),
        tuple(gone),
    )


def revisions_by_owners(proposals: Iterable[Proposal], answers: Answers) -> Iterator[TakenRevision]:
    """What units change in their own points because they adopted it, each with its cells."""
    for one in proposals:
        taken = answers.standing.get(one.code)
        if taken is not None and one.point_id and taken.answer.outcome != Outcome.DECLINED:
            yield from _revisions(one, taken)


def _revisions(one: Proposal, taken: TakenAnswer) -> Iterator[TakenRevision]:
    answer = taken.answer
    for field, (cell, before, after) in answer.changes.items():
        at = {"before": field, "after": cell, "about": "point_id", "field": cell}
        places = {name: taken.places.get(spec, Where()) for name, spec in at.items()}
        revision = Revision(
            number=one.code,
            about=one.point_id,
            field=field,
            before=before,
            after=after,
            reason=answer.answer_reason or one.said.row.reason,
            proposed_by=one.said.by,
            step=OWNER,
            approved_on=taken.on,
        )
        yield TakenRevision(revision, places, taken.sha256)


def follow(
    proposals: Iterable[Proposal],
    answers: Answers,
    graded: Collection[Graded],
    judged: Iterable[JudgedRevision],
) -> tuple[Followed, ...]:
    """What became of each proposal; `graded` are the points that stand, `judged` all revisions."""
    points = {one.point.point_id: one for one in graded}
    held: dict[str, list[JudgedRevision]] = {}
    for each in judged:
        if each.taken.revision.step == OWNER:
            held.setdefault(each.taken.revision.number, []).append(each)
    found = []
    for one in proposals:
        taken = answers.standing.get(one.code)
        added = _carried(one, taken.answer, graded, points) if taken and one.missed else ""
        became = _became(one, taken, held.get(one.code, ()), points, added=added)
        found.append(Followed(one, taken, became, added))
    return tuple(found)


def _became(
    one: Proposal,
    taken: TakenAnswer | None,
    revisions: Sequence[JudgedRevision],
    points: Mapping[str, Graded],
    *,
    added: str,
) -> Became:
    if taken is None:
        gone = bool(one.point_id) and one.point_id not in points
        return Became.DROPPED if gone else Became.OPEN
    if taken.answer.outcome == Outcome.DECLINED:
        return Became.DECLINED
    if one.missed is not None:
        return Became.ADDED if added else Became.TO_ADD
    return _became_of_point(one, revisions, points)


def _became_of_point(
    one: Proposal, revisions: Sequence[JudgedRevision], points: Mapping[str, Graded]
) -> Became:
    """What became of a proposal on a declared point that its unit adopted."""
    if one.point_id not in points:
        return Became.DROPPED
    if one.kind in _GIVES_UP and not revisions:
        return Became.TO_DROP
    if revisions and all(each.holds in _DONE for each in revisions):
        return Became.CHANGED
    return Became.KEPT


def _carried(
    one: Proposal, answer: Answer, graded: Iterable[Graded], points: Mapping[str, Graded]
) -> str:
    """The number of the unit's point that says what was missed; empty while there is none."""
    if answer.outcome == Outcome.DECLINED:
        return ""
    said = as_code(answer.becomes)
    if said in points and points[said].point.unit == one.unit:
        return said
    names = {fold(answer.new_name or answer.name)} - {""}
    texts = {fold(answer.new_manifestation or answer.manifestation)} - {""}
    for each in graded:
        values = each.point.values
        if each.point.unit == one.unit and (
            fold(str(values.get("name") or "")) in names
            or fold(str(values.get("manifestation") or "")) in texts
        ):
            return each.point.point_id
    return ""


def answer_findings(answers: Answers) -> Iterator[Finding]:
    """A question at the cell of each answer that counts no more, and why."""
    for each in answers.changed:
        yield _told("answer-proposal-changed", each)
    for each in answers.gone:
        yield _told("answer-proposal-gone", each)


def _told(code: FindingCode, each: TakenAnswer) -> Finding:
    told = {"proposal": each.answer.proposal, "about": about_said(each.answer)}
    where = each.places.get("proposal", Where())
    return Finding(code, where, told, Severity.QUERY)


def about_said(answer: Answer) -> str:
    """The point that an answer is about, as it is quoted."""
    return f"{answer.point_id} {answer.name}".strip()


def points_to_add(followed: Iterable[Followed]) -> Iterator[tuple[Proposal, Answer]]:
    """Missed points that their unit adopted and has not declared yet."""
    for one in followed:
        if one.became is Became.TO_ADD and one.answer is not None:
            yield one.proposal, one.answer.answer
