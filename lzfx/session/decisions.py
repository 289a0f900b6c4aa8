"""Decisions on points in the returns that count, and the points with them laid over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from lzfx.campaign.subjects import OFFICE
from lzfx.checks.versions import cell_of
from lzfx.forms.records import records_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.cell import cell_at
from lzfx.model.decision import DecidedRow, Decision, ReviewRound
from lzfx.model.finding import Where
from lzfx.model.risk import Graded, Level
from lzfx.model.submission import Submission
from lzfx.rules.decided import Decided, decide_all
from lzfx.session.forms_about import returns_about
from lzfx.session.opening import Session


def decisions_taken(session: Session) -> Iterator[Decision]:
    """All decisions of the returns that count, form by form, each with its cell."""
    for form, table, one in returns_about(session, About.DECISION):
        yield from _of_return(session, form, table, one)


def _of_return(
    session: Session, form: FormSpec, table: TableSpec, one: Submission
) -> Iterator[Decision]:
    on = one.header.get("on")
    day = on if isinstance(on, date) else None
    rows = zip(records_of(form, one.tables, DecidedRow), one.tables[table.name], strict=True)
    for record, row in rows:
        stage, subject, by = _whose(session, form, one, record)
        yield Decision(
            row=record,
            stage=stage,
            subject=subject,
            by=str(one.header.get("by") or by),
            on=day,
            paper=str(one.header.get("paper") or ""),
            where=_stands(one, record) or cell_of(one, table, row.number, "outcome"),
            sha256=one.sha256,
            until=_until(session, day),
        )


def _whose(
    session: Session, form: FormSpec, one: Submission, record: DecidedRow
) -> tuple[ReviewRound, str, str]:
    """The round, the code and the name of the one who decided: the row may say it, or the form."""
    code = record.reviewer or one.stamp.subject
    of_group = one.stamp.subject == OFFICE and not record.reviewer
    stage = ReviewRound.FINAL if of_group else ReviewRound.REVIEW
    if stage is ReviewRound.FINAL:
        return stage, OFFICE, session.campaign.bodies[REVIEW_GROUP]
    subject = session.everybody.find(code, (*form.owed_by, "reviewer"))
    return stage, code, subject.name if subject else code


def _stands(one: Submission, record: DecidedRow) -> Where | None:
    """The cell of the sheet that the decision was entered from."""
    sheet, _, address = record.place.rpartition("!")
    file, cell = str(one.header.get("evidence") or ""), cell_at(address)
    return Where(file, sheet, cell) if file and cell else None


def _until(session: Session, on: date | None) -> date | None:
    """The last day on which a decision of that day counts; None where decisions do not expire."""
    days = session.campaign.decisions_valid_days
    return on + timedelta(days=days) if days and on else None


def decided(
    session: Session,
    graded: tuple[Graded, ...],
    regrade: Callable[[Graded, Level], Graded],
    versions: Mapping[str, tuple[str, ...]],
) -> Decided:
    """The graded points with all decisions laid over them; `versions` as `decide_all` has them."""
    taken = tuple(decisions_taken(session))
    if not taken:
        return Decided(graded)
    told = session.everybody.reviews
    return decide_all(graded, taken, told, regrade, versions=versions, day=session.now.date())
