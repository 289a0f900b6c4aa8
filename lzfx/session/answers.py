"""Proposals on the points of units, and what units answered, in the returns that count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lzfx.checks.answers import Proposed
from lzfx.checks.versions import cell_of
from lzfx.forms.records import records_of
from lzfx.model.about import About
from lzfx.model.answer import Answer, Proposal, TakenAnswer
from lzfx.model.opinion import MissedPoint, Said
from lzfx.rules.answered import Answers, proposal_of, standing_answers
from lzfx.session.forms_about import returns_about
from lzfx.session.moved import numbers_now
from lzfx.session.opening import Session
from lzfx.session.opinions import opinions_given


@dataclass(frozen=True, slots=True)
class Answered:
    """All that was said of the points of others, what it proposes, and the answers to that."""

    given: tuple[Said, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    answers: Answers = field(default_factory=lambda: Answers({}))


def answered(session: Session) -> Answered:
    """Every proposal there is, and the answers to them."""
    given = opinions_given(session)
    proposals = proposals_made(session, given)
    return Answered(given, proposals, standing_answers(proposals, _taken(session)))


def proposals_made(session: Session, given: tuple[Said, ...]) -> tuple[Proposal, ...]:
    """The proposals in what was said, each once, in the same order."""
    units = {one.point_id: one.unit for one in numbers_now(session.ledger)} if given else {}
    found: dict[str, Proposal] = {}
    for said in given:
        row = said.row
        unit = row.unit if isinstance(row, MissedPoint) else units.get(row.point_id, "")
        one = proposal_of(said, unit) if unit else None
        if one is not None:
            found[one.code] = one
    return tuple(found.values())


def _taken(session: Session) -> Iterator[TakenAnswer]:
    """Every answer in the returns that count, with its cells."""
    for form, table, one in returns_about(session, About.ANSWER):
        unit = session.everybody.unit_of(one.stamp.subject, form.owed_by)
        on = one.header.get("filed_on")
        records = records_of(form, one.tables, Answer)
        for record, row in zip(records, one.tables.get(table.name, ()), strict=True):
            yield TakenAnswer(
                answer=record,
                unit=unit.code if unit else "",
                issue=one.stamp.issue,
                on=on if isinstance(on, date) else None,
                places={
                    spec.name: cell_of(one, table, row.number, spec.name) for spec in table.fields
                },
                sha256=one.sha256,
            )


def what_is_proposed(session: Session) -> Proposed:
    """What a return with answers is checked against."""
    made = proposals_made(session, opinions_given(session))
    units = {one.point_id: one.unit for one in numbers_now(session.ledger)}
    return Proposed({one.code: one.mark for one in made}, units)
