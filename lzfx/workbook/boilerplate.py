"""The boilerplate of a form as it was issued, from the plan by which workbooks are written."""

from __future__ import annotations

from datetime import datetime

from lzfx.forms.layout import TITLE_ROW, marked_title
from lzfx.forms.spec import FormSpec
from lzfx.model.boilerplate import Boilerplate, BoilerplateList, BoilerplateTable
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.lists import form_lists, is_listed, list_name
from lzfx.workbook.pages import numbered
from lzfx.workbook.plan import PlannedSheet
from lzfx.workbook.printed import printed_pages
from lzfx.workbook.styles import NOTE
from lzfx.workbook.text import clean

_NOBODYS = FormNotes("", "", datetime.min)  # noqa: DTZ901 - no time is asked of it


def boilerplate_of(form: FormSpec, notes: FormNotes | None = None) -> Boilerplate:
    """The text that every workbook of that form has, whoever it went to.

    Without `notes` it is not known what its pages say.
    """
    titles: dict[str, list[str]] = {}
    for spec in (*form.header, *(each for table in form.tables for each in table.fields)):
        if is_listed(spec):
            titles.setdefault(list_name(spec), []).append(spec.title)
    return Boilerplate(
        tables=tuple(map(_sheet, PlannedSheet.all_of(form, _NOBODYS))),
        lists=tuple(
            BoilerplateList(column, tuple(titles[each.name]), each.labels, each.roster)
            for column, each in enumerate(form_lists(form), start=1)
        ),
        instructions=tuple(map(clean, numbered(form.instructions))),
        pages=printed_pages(form, notes) if notes is not None else {},
    )


def _sheet(plan: PlannedSheet) -> BoilerplateTable:
    form, table = plan.form, plan.on.table
    printed = plan.heading_line().cells if table else ()
    headings = {cell.column: str(cell.value) for cell in printed}
    notes = {
        (line.number, cell.column): str(cell.value)
        for line in (plan.status_line(Filling()),)
        for cell in line.cells
        if cell.look == NOTE and cell.value
    }
    return BoilerplateTable(
        name=table.name if table else "",
        headings={name: headings[column] for name, column in plan.layout.columns.items()},
        heading_row=plan.layout.heading_row,
        columns=plan.layout.columns,
        above={(TITLE_ROW, 1): clean(form.title), **notes},
        labels={spec.name: marked_title(spec) for spec in form.header if plan.is_first},
    )
