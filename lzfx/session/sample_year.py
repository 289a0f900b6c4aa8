"""Returns of the sample's year: workbooks that went out, filled in as a content file says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lzfx.campaign.choices import printed_text
from lzfx.campaign.prefill import identified
from lzfx.campaign.subjects import OFFICE
from lzfx.forms.as_shown import shown_text
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.forms.written import raw_answers
from lzfx.ledger.queries import current_submissions, issues
from lzfx.model.book import RawCell
from lzfx.model.filling import Filling
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session
from lzfx.workbook.bulk_writer import BulkWriter

_SUBJECT, _EVERY, _FILE, _ALONE, _OLD = "subject", "every", "file", "alone", "old"
Answers = Mapping[str, Any]


def year_returns(session: Session, content: Answers) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each workbook of one form, filled in with these answers.

    `content` says the `form` and its `returns`: each has the `subject` (the office where none is
    named), the `header` and the rows of each table, codes for choices; `every` holds for all rows
    that went out filled in, which a row of the same key goes on from; `file` is another name for
    the file. A content that stands `alone` leaves out the rows that went out filled in. Where each
    workbook is a return of its own, they are taken in the order they went out; of others the last
    counts, but for a return that is on an `old` one, the first. KeyError for a subject whom no
    workbook went out to.
    """
    form = session.kept_forms[content["form"]]
    waiting = _waiting(session, form)
    writer = BulkWriter(form, notes_of(session, form))
    for said in content["returns"]:
        subject = said.get(_SUBJECT, OFFICE)
        out = waiting[subject]
        if not out:
            raise KeyError(subject)
        issue = out.pop(0) if form.returns == "many" else out[0 if said.get(_OLD) else -1]
        stamp = Stamp(form.name, issue.version, subject, issue.campaign, issue.number)
        if content.get(_ALONE):
            issue = replace(issue, filling=replace(issue.filling, tables={}))
        filling = _filled_in(session, form, issue, said)
        name = said.get(_FILE, issue.file)
        yield name, writer.build(identified(filling, stamp, session.ledger.key))


def _waiting(session: Session, form: FormSpec) -> Mapping[str, list[Issue]]:
    """The workbooks that went out by subject; of single returns only those not yet taken in."""
    done = {
        (one.stamp.subject, one.stamp.issue)
        for one in current_submissions(session.ledger, form)
        if form.returns == "many"
    }
    found: dict[str, list[Issue]] = defaultdict(list)
    for one in issues(session.ledger, form.name):
        if (one.subject, one.number) not in done:
            found[one.subject].append(one)
    return found


def _filled_in(session: Session, form: FormSpec, issue: Issue, said: Answers) -> Filling:
    """The workbook as it went out with the answers in it."""
    tables = {table.name: said[table.name] for table in form.tables if table.name in said}
    raw = raw_answers(issue.file, form, {"header": said.get("header", {}), **tables}, None)
    header = _texts(session, form.header, raw.header)
    rows = {
        table.name: tuple(_texts(session, table.fields, row.cells) for row in taken.rows)
        for table, taken in zip(form.tables, raw.tables, strict=True)
    }
    every = said.get(_EVERY, {})
    return replace(
        issue.filling,
        header={**issue.filling.header, **header},
        tables={
            table.name: _rows(session, table, issue.filling, rows[table.name], every)
            for table in form.tables
        },
    )


def _rows(
    session: Session,
    table: TableSpec,
    filling: Filling,
    said: Sequence[Mapping[str, str]],
    every: Answers,
) -> tuple[Mapping[str, str], ...]:
    """The rows that went out, each with what is said of the row of its key; then the others."""
    given = {
        spec.name: printed_text(spec, every[spec.name], session.roster)
        for spec in table.fields
        if spec.name in every
    }
    by_key = {tuple(row.get(name, "") for name in table.key): row for row in said}
    found: list[Mapping[str, str]] = []
    for row in filling.tables.get(table.name, ()):
        key = tuple(row.get(name, "") for name in table.key)
        found.append({**row, **given, **by_key.pop(key, {})})
    return (*found, *by_key.values())


def _texts(
    session: Session, fields: Sequence[FieldSpec], cells: Mapping[str, RawCell]
) -> dict[str, str]:
    """The answers as a person writes them: labels for codes, also for those of the roster."""
    specs = {spec.name: spec for spec in fields}
    return {name: _text(session, specs[name], cell) for name, cell in cells.items()}


def _text(session: Session, spec: FieldSpec, cell: RawCell) -> str:
    text = shown_text(cell)
    if not (spec.choices or spec.roster):
        return text
    codes = tuple(text.split("、"))
    return printed_text(spec, codes if spec.kind == "choices" else text, session.roster)
