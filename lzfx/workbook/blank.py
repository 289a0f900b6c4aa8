"""A form as a workbook to be filled in: guidance, tables, example, sign-off, hidden identity."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms import layout
from lzfx.forms.layout import header_spots
from lzfx.forms.spec import FormSpec
from lzfx.model.cell import letters
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.cells import put, write_row
from lzfx.workbook.lists import form_lists, list_areas, list_lines
from lzfx.workbook.package import Rewrite, with_fixed_times
from lzfx.workbook.page import protect, set_page
from lzfx.workbook.pages import write_example, write_instructions, write_sign_off
from lzfx.workbook.plan import PlannedSheet
from lzfx.workbook.prompts import validation
from lzfx.workbook.rules import rule_header, rule_table
from lzfx.workbook.saving import workbook_bytes
from lzfx.workbook.styles import GREEN, HIDDEN, NUMBER, SONG, Looks


@dataclass(frozen=True, slots=True)
class Draft:
    """A workbook that is not saved yet, the styles registered in it, and its sheets of answers."""

    workbook: Workbook
    looks: Looks
    form: FormSpec
    filling: Filling
    notes: FormNotes
    plans: tuple[PlannedSheet, ...]

    def member(self, sheet: Worksheet) -> str:
        """The name of the zip member that will hold that sheet."""
        return f"xl/worksheets/sheet{self.workbook.sheetnames.index(sheet.title) + 1}.xml"


def build(form: FormSpec, filling: Filling, notes: FormNotes) -> bytes:
    """The form as an xlsx workbook with that filling; equal arguments give equal bytes."""
    return saved(draft_workbook(form, filling, notes))


def draft_workbook(form: FormSpec, filling: Filling, notes: FormNotes) -> Draft:
    """The workbook with all its sheets, still open for changes."""
    workbook = Workbook()
    normal = workbook._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    normal.font = Font(name=SONG, size=11)
    first = workbook.worksheets[0]
    first.title = layout.INSTRUCTION_SHEET
    made = Draft(workbook, Looks(workbook), form, filling, notes, PlannedSheet.all_of(form, notes))
    write_instructions(first, made.looks, form, filling, notes)
    for plan in made.plans:
        _write_answers(made, plan)
    write_example(workbook.create_sheet(layout.EXAMPLE_SHEET), made.looks, form, filling, notes)
    if form.sign_off:
        sheet = workbook.create_sheet(layout.SIGN_OFF_SHEET)
        write_sign_off(sheet, made.looks, form, filling, notes)
    if form.stamped:
        for sheet in workbook.worksheets:
            protect(sheet)
    _write_lists(made)
    if form.stamped:
        _write_stamp(made)
    _write_properties(made)
    return made


def saved(made: Draft) -> bytes:
    """The bytes of a draft."""
    return with_fixed_times(workbook_bytes(made.workbook), made.notes.made, _rewrites(made))


def _write_answers(made: Draft, plan: PlannedSheet) -> None:
    sheet = made.workbook.create_sheet(plan.name)
    sheet.sheet_properties.tabColor = GREEN
    sheet.sheet_view.showGridLines = False
    looks = (NUMBER, *map(plan.column_look, plan.on.fields)) if plan.on.table else ()
    for number, width in enumerate(plan.layout.widths, start=1):
        column = sheet.column_dimensions[letters(number)]
        column.width = width
        if looks:
            made.looks.dress(column, looks[number - 1])
    for line in plan.lines(made.filling):
        write_row(sheet, made.looks, line)
    _merge(sheet, plan)
    _validate(sheet, plan)
    if plan.on.table is not None:
        _finish_table(sheet, plan)
    if plan.is_first:
        rule_header(sheet, made.form)
    set_page(sheet, made.filling.code if made.form.stamped else None)


def _finish_table(sheet: Worksheet, plan: PlannedSheet) -> None:
    """Rules for rows, a filter, and a heading that stays in view and is printed on every page."""
    rule_table(sheet, plan.layout)
    if not plan.is_fixed:
        last = letters(plan.layout.last_column)
        sheet.auto_filter.ref = f"B{plan.layout.heading_row}:{last}{layout.LAST_ROW}"
    sheet.freeze_panes = f"A{plan.layout.first_row}"
    sheet.print_title_rows = f"{plan.layout.heading_row}:{plan.layout.heading_row}"


def _merge(sheet: Worksheet, plan: PlannedSheet) -> None:
    last = plan.layout.last_column
    areas = [(layout.TITLE_ROW, 1, last)]
    areas.extend((layout.STATUS_ROW, first, until) for first, until in plan.zones())
    if plan.is_first:
        for spot in header_spots(plan.form).values():
            areas.extend((span.row, span.first, span.last) for span in (spot.label, spot.value))
    for row, first, until in areas:
        if until > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=until)


def _validate(sheet: Worksheet, plan: PlannedSheet) -> None:
    if plan.is_first:
        for name, spot in header_spots(plan.form).items():
            spec = next(spec for spec in plan.form.header if spec.name == name)
            if not spec.locked:
                rule = validation(spec, plan.notes, spot.value.cell, guarded=False)
                sheet.add_data_validation(rule)
    for spec in plan.on.fields:
        letter = letters(plan.layout.columns[spec.name])
        area = f"{letter}{plan.layout.first_row}:{letter}{layout.LAST_ROW}"
        guarded = spec.locked and not plan.is_fixed
        sheet.add_data_validation(validation(spec, plan.notes, area, guarded=guarded))


def _write_lists(made: Draft) -> None:
    lists = form_lists(made.form)
    sheet = made.workbook.create_sheet(layout.LISTS_SHEET)
    sheet.sheet_state = "hidden"
    for line in list_lines(lists, made.filling):
        write_row(sheet, made.looks, line)
    for name, area in list_areas(lists, made.filling).items():
        made.workbook.defined_names[name] = DefinedName(name, attr_text=area)


def _write_stamp(made: Draft) -> None:
    sheet = made.workbook.create_sheet(layout.STAMP_SHEET)
    sheet.sheet_state = "hidden"
    token = made.filling.token
    put(sheet, made.looks, (1, 1), HIDDEN, layout.STAMP_PROPERTY)
    put(sheet, made.looks, (1, 2), HIDDEN, token)
    name = DefinedName(layout.STAMP_NAME, attr_text=f'"{token}"')
    made.workbook.defined_names[layout.STAMP_NAME] = name
    properties = made.workbook.custom_doc_props  # type: ignore[attr-defined] # stubs lag behind
    properties.append(StringProperty(layout.STAMP_PROPERTY, token))


def _write_properties(made: Draft) -> None:
    properties = made.workbook.properties
    properties.title = made.form.title
    properties.creator = made.notes.author
    properties.created = made.notes.made


_DATA_ROW = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')


def _rewrites(made: Draft) -> dict[str, Rewrite]:
    """What openpyxl cannot write: rows whose height follows their text, the counter's result."""
    return {
        made.member(made.workbook[plan.name]): _finished(plan, made.filling) for plan in made.plans
    }


def _finished(plan: PlannedSheet, filling: Filling) -> Rewrite:
    cached = {
        f"{letters(cell.column)}{line.number}".encode(): str(cell.value).encode()
        for line in (plan.status_line(filling),)
        for cell in line.cells
        if cell.formula
    }

    def grows(found: re.Match[bytes]) -> bytes:
        return found[1] if int(found[2]) >= plan.layout.first_row else found[0]

    def finish(body: bytes) -> bytes:
        body = _DATA_ROW.sub(grows, body)
        for address, value in cached.items():
            pattern = rb'(<c r="' + address + rb'"[^>]*><f>.*?</f><v)(?:\s*/>|>[^<]*</v>)'
            body = re.sub(pattern, rb"\g<1>>" + value + b"</v>", body, count=1)
        return body

    return finish
