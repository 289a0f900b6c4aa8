"""What others said of one point, what its unit answered, and what became of it, as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.documents.labels import level_name, shown
from lzfx.messages import word
from lzfx.model.answer import Followed
from lzfx.model.codes import screen_word
from lzfx.model.master import Master
from lzfx.model.opinion import OpinionRow, Said
from lzfx.model.risk import Graded
from lzfx.rules.decided import review_mark
from lzfx.session.answering import followed
from lzfx.session.master import GradedMaster


@dataclass(frozen=True, slots=True)
class TracedOpinion:
    """What somebody said of a point; `hand` is whose it is, `changed` whether it is another now.

    Texts are as they are printed; `text` is the proposed wording, `votes` those for and against.
    `answer`, `answered_on` and `answer_reason` are the unit's, `became` is what became of it, all
    empty where nothing was proposed. A point that was missed is told of the point that it became.
    """

    hand: str
    by: str
    on: str
    paper: str
    opinion: str
    level: str
    text: str
    reason: str
    votes: str
    changed: bool
    sheet: str
    cell: str
    file: str
    answer: str = ""
    answered_on: str = ""
    answer_reason: str = ""
    became: str = ""


def opinions_on(told: GradedMaster, one: Graded) -> Iterator[TracedOpinion]:
    """What others said of the point, in the order of the work."""
    answers = {each.proposal.said.place: each for each in followed(told)}
    for said in told.answered.given:
        row, each = said.row, answers.get(said.place)
        is_of_it = isinstance(row, OpinionRow) and row.point_id == one.point.point_id
        if is_of_it or (each is not None and each.point_id == one.point.point_id):
            yield _traced(told.master, one, said, each)


def _traced(master: Master, one: Graded, said: Said, each: Followed | None) -> TracedOpinion:
    row = said.row
    declared = row if isinstance(row, OpinionRow) else None
    kind = each.proposal.kind if each else ""
    label = shown(master, "proposals", kind) or shown(
        master, "point_opinions", declared.opinion if declared else ""
    )
    voted = declared is not None and declared.votes_for is not None
    made = each.answer if each else None
    return TracedOpinion(
        hand=word(screen_word(f"hand-{said.hand}")),
        by=said.by,
        on=str(said.on or ""),
        paper=said.paper,
        opinion=label,
        level=level_name(master, row.proposed_level) if row.proposed_level else "",
        text=declared.proposed_text if declared else row.name,
        reason=row.reason,
        votes=f"{declared.votes_for}:{declared.votes_against or 0}" if declared and voted else "",
        changed=declared is not None and declared.mark != review_mark(one),
        sheet=said.where.sheet,
        cell=said.where.address,
        file=said.where.file,
        answer=shown(master, "answer_outcomes", made.answer.outcome) if made else "",
        answered_on=str(made.on or "") if made else "",
        answer_reason=made.answer.answer_reason if made else "",
        became=shown(master, "proposal_results", each.became.value) if each else "",
    )
