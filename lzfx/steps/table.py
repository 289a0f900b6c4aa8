"""`lzfx table`: what was taken in of any form, as a workbook and as csv, into 成果."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lzfx.campaign.choices import printed_texts
from lzfx.content.blocks import Table
from lzfx.documents.lists.form_table import TakenRow, form_table
from lzfx.documents.unnamed import unnamed
from lzfx.files.names import safe_file_name
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.layout import AnswerSheet, answer_sheets
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import current_submissions, submission_by_hash
from lzfx.model.finding import Finding
from lzfx.model.submission import Row, Submission
from lzfx.session.issuing import form_named
from lzfx.session.opening import Session
from lzfx.session.outputs import write_outputs
from lzfx.session.private_names import private_names
from lzfx.workbook.csv_view import render_csv
from lzfx.workbook.table_view import render_xlsx


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet of the form: how many rows of it count, and its csv."""

    sheet: str
    rows: int
    csv: Path


@dataclass(frozen=True, slots=True)
class FormTable:
    """The table of a form: how many returns count, the workbook, and what is in it.

    `kept` says which files a person had edited, and which copies are kept of them.
    """

    form: str
    returns: int
    file: Path
    sheets: tuple[SheetRows, ...]
    kept: tuple[Finding, ...] = ()


def form_rows(session: Session, name: str) -> FormTable:
    """Write the rows of all returns that count; LzfxError for a form that does not exist.

    The newest return of each subject counts; of a form that may come many times, the newest of each
    issue. Rows are in roster order and name the cells they were read from, also those in an earlier
    file from which they were carried over. Private answers are masked.
    """
    form = session.kept_forms.get(name) or form_named(session, name)
    returns = _in_roster_order(session, form, current_submissions(session.ledger, form))
    sheets = answer_sheets(form)
    names = private_names(session, form)
    rows = {
        sheet.name: tuple(row for one in returns for row in _rows(session, form, sheet, one, names))
        for sheet in sheets
    }
    day = session.now.date()
    document = form_table(form, rows, session.campaign.issuer, day)
    folder = session.workspace.folder("output")
    file = folder / safe_file_name(f"{document.name}.xlsx")
    files = {file: render_xlsx(document)}
    tables = [block for block in document.blocks if isinstance(block, Table)]
    written = []
    for sheet, table in zip(sheets, tables, strict=True):
        path = folder / safe_file_name(f"{document.name} {sheet.name}.csv")
        files[path] = render_csv(table)
        written.append(SheetRows(sheet.name, len(table.rows), path))
    kept = write_outputs(session, files)
    return FormTable(form.title, len(returns), file, tuple(written), kept)


def _in_roster_order(
    session: Session, form: FormSpec, returns: tuple[Submission, ...]
) -> list[Submission]:
    """Returns in the order of those who owe the form; subjects not in the roster come last."""
    everybody = session.everybody
    codes = (one.code for owner in form.owed_by for one in everybody.owing(owner, form.owed_by))
    if "post" in form.owed_by:
        codes = (
            code
            for unit in everybody.roster.units
            for code in (unit.code, *(post.code for post in everybody.roster.posts_of(unit.code)))
        )
    order = {code: at for at, code in enumerate(dict.fromkeys(codes))}
    last = len(order)
    return sorted(returns, key=lambda one: (order.get(one.stamp.subject, last), one.stamp.issue))


def _rows(
    session: Session, form: FormSpec, sheet: AnswerSheet, one: Submission, names: Sequence[str]
) -> Iterator[TakenRow]:
    """The rows of a return on that sheet; without a table its single cells are one row.

    The `names` stand whole in none of them.
    """
    stamp, roster = one.stamp, session.roster
    header = unnamed(form.header, printed_texts(form.header, one.header, roster), names)
    name = session.everybody.called(stamp.subject, form.owed_by)
    whose = (stamp.subject, name, stamp.issue, header)
    if sheet.table is None:
        yield TakenRow(*whose, {}, *_cells_of_header(session, form, one))
        return
    for row in one.tables.get(sheet.table.name, ()):
        texts = unnamed(sheet.fields, printed_texts(sheet.fields, row.values, roster), names)
        yield TakenRow(*whose, texts, *_cells_of_row(one, sheet.table.name, row))


def _cells_of_row(one: Submission, table: str, row: Row) -> tuple[str, str]:
    """The file a row stands in, and its cells there from the first column to the last."""
    origin, number = one.origin(table, row.number)
    place = origin.places.get(table)
    columns = sorted(place.columns.values()) if place else []
    if place is None or not columns:
        return origin.file, ""
    return origin.file, f"{place.sheet}!{a1(number, columns[0])}:{a1(number, columns[-1])}"


def _cells_of_header(session: Session, form: FormSpec, one: Submission) -> tuple[str, str]:
    """The file of a return and the cells of its single answers.

    Cells of an earlier file, from which the return was completed, come with that file's name; they
    are taken for answers that both files give, since the later file's own cell may be empty.
    """
    wanted = {name for name, value in one.header.items() if value is not None}
    found: list[str] = []
    at = one
    while wanted:
        earlier = submission_by_hash(session.ledger, form, at.onto.sha256) if at.onto else None
        told = earlier.header if earlier else {}
        own = {name for name in wanted if told.get(name) != at.header[name]}
        cells = [cell.text for name, cell in at.header_cells.items() if name in own]
        if cells:
            here = MULTIPLE.join(cells)
            found.append(here if at is one else f"{at.file}：{here}")
        if earlier is None:
            break
        wanted, at = wanted - own, earlier
    return one.file, "；".join(found)
