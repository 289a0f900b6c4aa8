"""Who is where: every unit with all it owes, for the office that guides, and stage by stage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lzfx.campaign.subjects import OFFICE
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.decision import Holds, ReviewRound
from lzfx.model.papers import FormStanding, Supervised, UnitStanding
from lzfx.model.risk import Graded
from lzfx.rules.workflow import State
from lzfx.session.master import GradedMaster
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard, Progress

DONE = frozenset({State.ACCEPTED, State.MERGED})
"""What a subject has done of a form, as far as it owes it."""

_ORDER = (State.SENT_BACK, State.CORRECTING, State.NOT_ISSUED, State.ISSUED)
"""Which of several states of a unit's posts is told: the one that asks most of somebody."""


class When(StrEnum):
    """Where a stage lies, seen from today."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage of the campaign, where it lies, and what is done of its forms.

    `forms` are titles with how many of how many have come in, of the forms due in that stage.
    """

    name: str
    start: date
    end: date
    when: When
    forms: tuple[tuple[str, int, int], ...] = ()


def stages(session: Session, found: Sequence[FormBoard]) -> tuple[StageStanding, ...]:
    """The stages with the forms that are due in each; what is due after the last is the last's."""
    today, told = session.now.date(), session.campaign.stages
    found_in: list[list[tuple[str, int, int]]] = [[] for _ in told]
    for board in found:
        place = next(
            (at for at, one in enumerate(told) if board.deadline <= one.end), len(told) - 1
        )
        done = sum(one.state in DONE for one in board.subjects)
        if board.subjects:
            found_in[place].append((board.title, done, len(board.subjects)))
    return tuple(
        StageStanding(
            name=one.name,
            start=one.start,
            end=one.end,
            when=When.PAST if today > one.end else When.AHEAD if today < one.start else When.NOW,
            forms=tuple(forms),
        )
        for one, forms in zip(told, found_in, strict=True)
    )


def supervised(session: Session, graded: GradedMaster, found: Sequence[FormBoard]) -> Supervised:
    """Every unit in use: what it owes of each form, and how far its points are decided on."""
    owed = [board for board in found if board.subjects and not board.of_ours]
    by_unit = [_by_unit(session, board) for board in owed]
    rounds = tuple(ReviewRound) if any(one.decisions for one in graded.master.graded) else ()
    points: dict[str, list[Graded]] = defaultdict(list)
    for one in graded.master.graded:
        points[one.point.unit].append(one)
    rows = tuple(
        UnitStanding(
            unit.code,
            unit.name,
            (
                *(
                    _said(session, board, told.get(unit.code, ()))
                    for board, told in zip(owed, by_unit, strict=True)
                ),
                *(_decided(points.get(unit.code, ()), stage) for stage in rounds),
            ),
            behind=sum(
                any(one.state not in DONE for one in told.get(unit.code, ())) for told in by_unit
            ),
        )
        for unit in session.roster.units
        if unit.in_use
    )
    titles = (
        *(board.title for board in owed),
        *(word(screen_word(f"inspect-{stage}")) for stage in rounds),
    )
    return Supervised(titles, rows)


def standings(
    session: Session, found: Sequence[FormBoard]
) -> Mapping[str, tuple[FormStanding, ...]]:
    """By the code of each unit, every form that it, its posts or its people owe; ours left out."""
    told: dict[str, list[FormStanding]] = defaultdict(list)
    for board in found:
        owners = session.forms[board.form].owed_by
        for one in () if board.of_ours else board.subjects:
            unit = session.everybody.unit_of(one.subject, owners)
            if unit is not None and one.subject != OFFICE:
                told[unit.code].append(_standing(board, one))
    return {code: tuple(forms) for code, forms in told.items()}


def _standing(board: FormBoard, one: Progress) -> FormStanding:
    return FormStanding(
        title=board.title,
        name=one.name,
        state=word(screen_word(f"state-{one.state}")),
        deadline=board.deadline,
        received_on=date.fromisoformat(one.taken.received_at[:10]) if one.taken else None,
        faults=one.errors,
        done=one.state in DONE,
    )


def _by_unit(session: Session, board: FormBoard) -> dict[str, list[Progress]]:
    """The subjects of a form by their unit; a reviewer stands at all units he reviews."""
    owners = session.forms[board.form].owed_by
    found: dict[str, list[Progress]] = {}
    reviewed = _units_reviewed(session) if owners[0] == "reviewer" else {}
    for one in board.subjects:
        unit = session.everybody.unit_of(one.subject, owners)
        own = {unit.code} if unit else set()
        for code in reviewed.get(one.subject, own):
            found.setdefault(code, []).append(one)
    return found


def _units_reviewed(session: Session) -> Mapping[str, set[str]]:
    """The units of which each reviewer has something to review, by his code."""
    found: dict[str, set[str]] = defaultdict(set)
    told = session.everybody.reviews
    for code, review in told.items():
        unit = session.everybody.unit_of(code)
        if unit is not None:
            found[review.code].add(unit.code)
    return found


def _said(session: Session, board: FormBoard, of_unit: Sequence[Progress]) -> str:
    """What one unit has done of one form, in a few signs."""
    if not of_unit:
        return word("inspect-owes-nothing")
    waiting = [one for one in of_unit if one.state not in DONE]
    if not waiting:
        days = [one.taken.received_at[:10] for one in of_unit if one.taken]
        last = date.fromisoformat(max(days)) if days else None
        late = last is not None and last > board.deadline
        name = screen_word("inspect-done-late" if late else "inspect-done")
        return word(name, day=f"{last.month}.{last.day}" if last else "")
    state = min((one.state for one in waiting), key=_rank)
    overdue = (session.now.date() - board.deadline).days
    parts = [word(screen_word(f"state-{state}"))]
    if len(of_unit) > 1:
        parts.append(word("inspect-of", count=len(waiting), total=len(of_unit)))
    if overdue > 0:
        parts.append(word("inspect-overdue", days=overdue))
    return "\n".join(parts)


def _rank(state: State) -> int:
    return _ORDER.index(state) if state in _ORDER else len(_ORDER)


def _decided(points: Sequence[Graded], stage: ReviewRound) -> str:
    """How many of a unit's points are decided on in that round, by decisions that count."""
    if not points:
        return word("inspect-owes-nothing")
    done = sum(
        any(each.decision.stage is stage and each.holds is Holds.YES for each in one.decisions)
        for one in points
    )
    return f"{done}/{len(points)}"
