"""`lzfx why`: where a point or a return came from, cell by cell, and why a point has its level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.campaign.choices import printed_text
from lzfx.campaign.subjects import ANYBODY
from lzfx.checks.versions import cell_of
from lzfx.documents.labels import color_name, level_name, post_name, unit_name
from lzfx.documents.labels import text_of as declared_text
from lzfx.errors import LzfxError
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.ledger.queries import accepted, current_submissions
from lzfx.messages import reason
from lzfx.model.ledger import Accepted
from lzfx.model.submission import Row, Submission
from lzfx.rules.reasons import reasons
from lzfx.session.master import graded_master
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class TracedValue:
    """One value of a point, and the cell of the return it was read from."""

    title: str
    value: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class PointTrace:
    """A point's origin and grade; `versions` are all returns of its subject, oldest first."""

    point_id: str
    unit: str
    post: str
    file: str
    sha256: str
    original: str
    level: str
    color: str
    monitor: str
    because: str
    values: tuple[TracedValue, ...]
    versions: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class TracedTable:
    """The rows of one table, value by value; `sheet` is its name in the form."""

    sheet: str
    rows: tuple[tuple[TracedValue, ...], ...]


@dataclass(frozen=True, slots=True)
class TracedReturn:
    """A return that counts; `versions` are all returns taken in for it so far, oldest first."""

    form: str
    file: str
    sha256: str
    original: str
    header: tuple[TracedValue, ...]
    tables: tuple[TracedTable, ...]
    versions: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True)
class SubjectTrace:
    """All returns of a subject that count, form by form."""

    subject: str
    name: str
    returns: tuple[TracedReturn, ...]


def why(session: Session, text: str) -> PointTrace | SubjectTrace:
    """Trace a point by its number, or all that a subject has returned by its code or name.

    LzfxError when there is neither.
    """
    subject = session.everybody.named(text, ANYBODY)
    returned = _returned(session, text)
    if subject is not None and returned:
        return SubjectTrace(subject.code, subject.name, returned)
    return _why_point(session, text)


def _why_point(session: Session, point_id: str) -> PointTrace:
    master = graded_master(session).master
    wanted = point_id.strip().upper()
    one = next((each for each in master.graded if each.point.point_id == wanted), None)
    if one is None:
        raise LzfxError("point-unknown", {"value": point_id})
    sources = one.point.sources
    traced = []
    for spec in session.points_table.fields:
        source = sources.get(spec.name)
        own = {"point_id": wanted, "post": post_name(master, one.point.post)}
        text = own.get(spec.name) or declared_text(master, one, spec.name)
        traced.append(
            TracedValue(
                spec.title,
                text,
                source.sheet if source else "",
                source.cell.text if source else "",
            )
        )
    first = next(iter(sources.values()))
    returned = accepted(session.ledger, session.declaration.name)
    mine = {each.sha256: each.subject for each in returned}.get(first.sha256)
    versions = (each for each in returned if each.subject == mine)
    original = session.workspace.original(first.sha256)
    return PointTrace(
        point_id=one.point.point_id,
        unit=unit_name(master, one.point.unit),
        post=post_name(master, one.point.post),
        file=first.file,
        sha256=first.sha256,
        original=original.relative_to(session.workspace.root).as_posix(),
        level=level_name(master, one.level),
        color=color_name(master, one.color),
        monitor=one.monitor,
        because=reason(reasons(one, master.labels)),
        values=tuple(traced),
        versions=tuple(versions),
    )


def _returned(session: Session, text: str) -> tuple[TracedReturn, ...]:
    """The returns of a subject that count, form by form, every value with its cell.

    One name may mean a person in one form and a reviewer in another.
    """
    found: list[TracedReturn] = []
    for form in session.kept_forms.values():
        subject = session.everybody.named(text, form.owed_by) if form.stamped else None
        if subject is None:
            continue
        history = [
            one for one in accepted(session.ledger, form.name) if one.subject == subject.code
        ]
        if not history:
            continue
        current = current_submissions(session.ledger, form)
        mine = (one for one in current if one.stamp.subject == subject.code)
        found.extend(_traced(session, form, one, history) for one in mine)
    return tuple(found)


def _traced(
    session: Session, form: FormSpec, one: Submission, history: Sequence[Accepted]
) -> TracedReturn:
    many = form.returns == "many"
    versions = (each for each in history if not many or each.issue == one.stamp.issue)
    header = tuple(
        TracedValue(
            spec.title,
            printed_text(spec, one.header.get(spec.name), session.roster),
            *_spot(one, spec),
        )
        for spec in form.header
    )
    tables = tuple(
        TracedTable(
            table.sheet,
            tuple(
                tuple(_cell(session, one, table, row, spec) for spec in table.fields)
                for row in one.tables.get(table.name, ())
            ),
        )
        for table in form.tables
    )
    original = session.workspace.original(one.sha256).relative_to(session.workspace.root)
    return TracedReturn(
        form=form.title,
        file=one.file,
        sha256=one.sha256,
        original=original.as_posix(),
        header=header,
        tables=tables,
        versions=tuple(versions),
    )


def _spot(one: Submission, spec: FieldSpec) -> tuple[str, str]:
    """Sheet and address of a single cell."""
    where = one.header_place(spec.name)
    return where.sheet, where.address


def _cell(
    session: Session, one: Submission, table: TableSpec, row: Row, spec: FieldSpec
) -> TracedValue:
    where = cell_of(one, table, row.number, spec.name)
    text = printed_text(spec, row.values.get(spec.name), session.roster)
    return TracedValue(spec.title, text, where.sheet, where.address)
