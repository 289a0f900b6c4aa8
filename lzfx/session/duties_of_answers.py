"""What proposals leave to be done: answers of units, and what they adopted to be declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from lzfx.forms.characters import fold
from lzfx.model.answer import Became, Followed
from lzfx.model.duty import Duty, DutyKind
from lzfx.rules.duties import duty, few
from lzfx.session.answering import answering_forms, followed, open_proposals
from lzfx.session.going_out import late_word
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.opinions import opinions_given
from lzfx.session.progress import FormBoard

_IN_DECLARATION = frozenset({Became.TO_ADD, Became.TO_DROP})


def of_answers(session: Session, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Nothing, and nothing is computed, while nobody has said anything of the points of others."""
    if not opinions_given(session):
        return
    told = graded_master(session)
    waiting = open_proposals(session, told)
    for form in answering_forms(session) if waiting else ():
        facts = {
            "count": len(waiting),
            "proposals": sum(map(len, waiting.values())),
            "whom": few([session.roster.called(code) for code in waiting]),
            "late": late_word(session, form),
        }
        yield duty(DutyKind.ANSWERS, about=form.name, name=form.title, facts=facts)
    yield from _to_declare(session, followed(told), found)


def _to_declare(
    session: Session, told: Sequence[Followed], found: Sequence[FormBoard]
) -> Iterator[Duty]:
    """Points that a unit adopted to add or to give up, which no declaration on its way says yet."""
    form = session.declaration
    left = [one for one in told if one.became in _IN_DECLARATION]
    on_the_way = _on_the_way(session, found) if left else ()
    units = Counter(
        one.proposal.unit for one in left if (one.proposal.unit, _waits_for(one)) not in on_the_way
    )
    if units:
        facts = {
            "count": units.total(),
            "whom": few([session.roster.called(code) for code in units]),
            "form": form.name,
            "only": tuple(word for code in units for word in ("--only", code)),
            "late": late_word(session, form),
        }
        yield duty(DutyKind.ADOPTED, about=form.name, name=form.title, facts=facts)


def _waits_for(one: Followed) -> str:
    """By what a declaration on its way tells that it asks for it."""
    if one.proposal.point_id or one.answer is None:
        return one.proposal.point_id
    return fold(one.answer.answer.new_name or one.answer.answer.name)


def _on_the_way(session: Session, found: Sequence[FormBoard]) -> Collection[tuple[str, str]]:
    """Numbers, and names of points without one, in declarations that are out, with the unit."""
    form, told = session.declaration, set()
    table = session.points_table.name
    for board in found:
        for one in board.subjects if board.form == form.name else ():
            unit = session.everybody.unit_of(one.subject, form.owed_by)
            if one.is_out and one.issue is not None and unit is not None:
                for row in one.issue.filling.tables.get(table, ()):
                    told.add((unit.code, row["point_id"] or fold(row.get("name", ""))))
    return told
