"""What others said of points, in the returns that count: 互相找, 领导提, 组织审, 集体定."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lzfx.campaign.dealing import of_checkers
from lzfx.checks.versions import cell_of
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.opinion import Hand, MissedPoint, OpinionRow, Said
from lzfx.model.subject import Owner
from lzfx.model.submission import Submission
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session

_HANDS: dict[Owner, Hand] = {"reviewer": Hand.LEADER, "office": Hand.ORGANISATION}
_ORDER = tuple(Hand)


def opinions_given(session: Session) -> tuple[Said, ...]:
    """Every opinion on a point, hand by hand in the order of the work, each with its cell.

    Those on points come first, then the points that somebody found missing.
    """
    found: list[Said] = []
    for form, table, one in returns_about(session, About.OPINION):
        rows = records_of(form, one.tables, OpinionRow)
        found += _of_return(session, form, table, one, rows, "opinion")
    for form, table, one in returns_about(session, About.MISSED_POINT):
        missed = records_of(form, one.tables, MissedPoint)
        found += _of_return(session, form, table, one, missed, "name")
    return tuple(sorted(found, key=lambda said: _ORDER.index(said.hand)))


def hand_of(form: FormSpec) -> Hand:
    """Whose opinions a form asks for: checkers', reviewers', the office's, or a meeting's."""
    return Hand.PEER if of_checkers(form) else _HANDS.get(form.owed_by[0], Hand.MEETING)


def _of_return(  # noqa: PLR0913, PLR0917 - a return, one of its tables, and what its rows say
    session: Session,
    form: FormSpec,
    table: TableSpec,
    one: Submission,
    records: Sequence[OpinionRow | MissedPoint],
    cell: str,
) -> Iterator[Said]:
    on = one.header.get("filed_on")
    for record, row in zip(records, one.tables.get(table.name, ()), strict=True):
        if isinstance(record, MissedPoint) or record.opinion:
            yield Said(
                row=record,
                hand=hand_of(form),
                subject=one.stamp.subject,
                by=session.everybody.called(one.stamp.subject, form.owed_by),
                form=form.title,
                on=on if isinstance(on, date) else None,
                paper=str(one.header.get("paper") or ""),
                where=cell_of(one, table, row.number, cell),
                sha256=one.sha256,
                issue=one.stamp.issue if form.returns == "many" else 0,
            )
