"""What became of proposals, and what still waits for the units: answers, and rows to declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lzfx.campaign.choices import UNIT_SCOPE_LABEL
from lzfx.forms.characters import fold
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.answer import Answer, Became, Followed, Proposal
from lzfx.model.codes import screen_word
from lzfx.model.opinion import Hand, OpinionRow
from lzfx.rules.answered import follow, points_to_add
from lzfx.session.master import GradedMaster, graded_master
from lzfx.session.opening import Session
from lzfx.session.opinions import opinions_given
from lzfx.session.withdrawn import standing

Text = Mapping[str, str]

_FOUND_BY: Mapping[Hand, str] = {
    Hand.PEER: "peer",
    Hand.LEADER: "leader",
    Hand.MEETING: "collective",
    Hand.ORGANISATION: "collective",
}
"""By which of the ways of `found_by` a point was found that a hand proposed."""


def followed(told: GradedMaster) -> tuple[Followed, ...]:
    """Every proposal with its answer and what became of it, in the order of the work."""
    known = told.answered
    return follow(known.proposals, known.answers, told.master.graded, told.revisions)


def open_proposals(session: Session, told: GradedMaster) -> Mapping[str, list[Proposal]]:
    """By unit, the proposals that wait for an answer and lie in no workbook that is out.

    What is proposed of a point that is no more needs no answer.
    """
    out = _out(session)
    in_use = {unit.code for unit in session.roster.units if unit.in_use}
    found: dict[str, list[Proposal]] = defaultdict(list)
    for one in followed(told):
        proposal = one.proposal
        is_open = one.became is Became.OPEN and proposal.unit in in_use
        if is_open and (proposal.code, proposal.mark) not in out:
            found[proposal.unit].append(proposal)
    return found


def _out(session: Session) -> Collection[tuple[str, str]]:
    """Code and mark of each proposal in a workbook that a unit has not returned yet."""
    found: set[tuple[str, str]] = set()
    for form in answering_forms(session):
        table = form.table_about(About.ANSWER)
        back = {(one.subject, one.issue) for one in accepted(session.ledger, form.name)}
        for issue in standing(session.ledger, form.name):
            if table is not None and (issue.subject, issue.number) not in back:
                rows = issue.filling.tables.get(table.name, ())
                found |= {(row.get("proposal", ""), row.get("mark", "")) for row in rows}
    return found


def answering_forms(session: Session) -> tuple[FormSpec, ...]:
    """The forms in which units answer proposals."""
    forms = session.going_out.values()
    return tuple(form for form in forms if form.table_about(About.ANSWER) is not None)


def proposals_to_answer(session: Session) -> Mapping[str, Sequence[Text]]:
    """By unit, the rows that its next workbook of answers asks about."""
    if not opinions_given(session):
        return {}
    told = graded_master(session)
    return {
        unit: [_row(session, one) for one in proposals]
        for unit, proposals in open_proposals(session, told).items()
    }


def _row(session: Session, one: Proposal) -> Text:
    """A proposal as `campaign.prefill` knows it; a missed point has no more than it says."""
    said, row = one.said, one.said.row
    labels = session.labels
    told = {
        "proposal": one.code,
        "hand": f"{word(screen_word(f'hand-{said.hand}'))}：{said.by}",
        "opinion": labels["proposals"].get(one.kind, ""),
        "proposed_level": _level(session, row.proposed_level),
        "proposed_text": row.proposed_text if isinstance(row, OpinionRow) else "",
        "proposed_reason": row.reason,
        "proposal_mark": one.mark,
        "point_id": one.point_id,
    }
    if (missed := one.missed) is None:
        return told
    return told | {
        "post_name": missed.post or UNIT_SCOPE_LABEL,
        "name": missed.name,
        "manifestation_said": missed.manifestation,
    }


def _level(session: Session, level: int | None) -> str:
    return session.labels["declared_level"].get(str(level), "") if level else ""


def missed_to_declare(session: Session) -> Mapping[str, Sequence[Text]]:
    """By unit, the points that it adopted and has not declared, as rows of its declaration."""
    if not opinions_given(session):
        return {}
    found: dict[str, list[Text]] = defaultdict(list)
    for proposal, answer in points_to_add(followed(graded_master(session))):
        found[proposal.unit].append(_declared(session, proposal, answer))
    return found


def _declared(session: Session, proposal: Proposal, answer: Answer) -> Text:
    """What is known of a missed point; its unit writes the rest."""
    missed = proposal.missed
    level = answer.new_level or (missed.proposed_level if missed else None)
    found_by = session.labels.get("found_by", {}).get(_FOUND_BY[proposal.said.hand], "")
    told = {
        "point_id": "",
        "post": _post(session, proposal),
        "name": answer.new_name or answer.name,
        "manifestation": answer.new_manifestation or answer.manifestation,
        "measures": answer.new_measures,
        "declared_level": _level(session, level),
        "found_by": found_by,
    }
    return {name: text for name, text in told.items() if text or name == "point_id"}


def _post(session: Session, proposal: Proposal) -> str:
    """The post as the form offers it; empty where the unit has none of that name."""
    said = proposal.missed.post if proposal.missed else ""
    posts = [post.name for post in session.roster.posts_of(proposal.unit)]
    if not said:
        return UNIT_SCOPE_LABEL
    return next((name for name in posts if fold(name) == fold(said)), "")
