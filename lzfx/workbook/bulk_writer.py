"""Many workbooks of one form: a template is built once, then its slots are filled for each.

Everything that differs between units stands in a slot of the template's XML. To make a workbook,
the slots are filled, members with slots are deflated, and the others are copied as they are. The
result is, cell by cell and style by style, what `blank.build` gives; a test compares the two.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lzfx.forms import layout
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.model.cell import letters
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.blank import Draft, draft_workbook, saved
from lzfx.workbook.lists import form_lists, list_areas, list_lines
from lzfx.workbook.package import Member, SlottedMember, packed
from lzfx.workbook.pages import whose_values
from lzfx.workbook.plan import PlannedCell, PlannedRow, PlannedSheet
from lzfx.workbook.styles import Look
from lzfx.workbook.text import clean, looks_like_formula, xml_text

_SLOT = re.compile(r"\{\{lzfx ([^{}]*)\}\}")
_ROWS = re.compile(r"<sheetData(?:\s*/>|>.*?</sheetData>)", re.DOTALL)
_AREA = re.compile(r'(<dimension ref=")[^"]*')
_WORKBOOK = "xl/workbook.xml"
_LETTERS = tuple(letters(column) for column in range(1, 200))


class BulkWriter:
    """Writes workbooks of one form; made once for each form and issue."""

    def __init__(self, form: FormSpec, notes: FormNotes) -> None:
        template = draft_workbook(form, _probe(form), notes)
        self._sheets = template.plans
        self._lists = form_lists(form)
        self._form = form
        package = saved(template)
        self._ids = _Numbers(template.looks.ids)
        self._empty = {sheet.name: self._endings(sheet) for sheet in self._sheets}
        self._members = _members(package, self._planned(template))

    def build(self, filling: Filling) -> bytes:
        """The workbook `blank.build` would give for that filling."""
        slots = self._slots(filling)
        return packed(
            each if isinstance(each, Member) else each.filled(slots) for each in self._members
        )

    def _endings(self, sheet: PlannedSheet) -> tuple[str, ...]:
        """The XML of a table's empty rows: all, all but the first, all but the first two, ..."""
        rows = [_row_xml(sheet.empty_line(index), self._ids) for index in range(sheet.ready)]
        return tuple("".join(rows[index:]) for index in range(sheet.ready + 1))

    def _planned(self, template: Draft) -> Mapping[str, tuple[str, str]]:
        """The area and the rows, as slots, of each member whose rows depend on the filling."""
        planned = {layout.LISTS_SHEET: _slot(f"rows {layout.LISTS_SHEET}")}
        for sheet in self._sheets:
            name = sheet.name
            title = _row_xml(sheet.title_line(), self._ids)
            heading = _row_xml(sheet.heading_line(), self._ids) if sheet.on.table else ""
            rows = _slot(f"rows {name}") + _slot(f"rest {name}")
            planned[name] = f"{title}{_slot(f'top {name}')}{heading}{rows}"
        return {
            template.member(template.workbook[name]): (_slot(f"area {name}"), rows)
            for name, rows in planned.items()
        }

    def _slots(self, filling: Filling) -> Mapping[str, str]:
        slots = {"code": xml_text(clean(filling.code)), "token": xml_text(clean(filling.token))}
        for name, value in whose_values(self._form, filling):
            slots[f"header {name}"] = xml_text(value)
        for name, area in list_areas(self._lists, filling).items():
            slots[f"list {name}"] = xml_text(area)
        for sheet in self._sheets:
            top = (sheet.status_line(filling), *sheet.header_lines(filling))
            rows = sheet.rows(filling)
            lines = (sheet.row_line(index, row) for index, row in enumerate(rows))
            name, empty = sheet.name, self._empty[sheet.name]
            slots[f"top {name}"] = "".join(_row_xml(line, self._ids) for line in top)
            slots[f"rows {name}"] = "".join(_row_xml(line, self._ids) for line in lines)
            slots[f"rest {name}"] = empty[len(rows)] if len(rows) < len(empty) else ""
            corner = a1(sheet.last_row(len(rows)), sheet.layout.last_column)
            slots[f"area {name}"] = f"A1:{corner}"
        lists = list_lines(self._lists, filling)
        slots[f"rows {layout.LISTS_SHEET}"] = "".join(_row_xml(line, self._ids) for line in lists)
        corner = a1(lists[-1].number, max(1, len(self._lists)))
        slots[f"area {layout.LISTS_SHEET}"] = f"A1:{corner}"
        return slots


class _Numbers:
    """The style numbers of looks, by object identity: hashing a look costs more than a cell.

    Every look is kept, so that its identity cannot be that of another one later.
    """

    def __init__(self, ids: Mapping[Look, int]) -> None:
        self._ids = ids
        self._seen: dict[int, tuple[Look, int, int]] = {}

    def of(self, look: Look, *, quoted: bool = False) -> int:
        """The style number of the look, or of the same look quoted."""
        found = self._seen.get(id(look))
        if found is None:
            found = (look, self._ids[look], self._ids[replace(look, quoted=True)])
            self._seen[id(look)] = found
        return found[2] if quoted else found[1]


def _probe(form: FormSpec) -> Filling:
    """A filling with a slot for every value; fixed tables have one row, to register its looks."""
    header = {spec.name: _slot(f"header {spec.name}") for spec in form.header}
    empty: Mapping[str, str] = {}
    tables = {table.name: (empty,) for table in form.tables if table.fixed}
    return Filling(header, tables, {}, _slot("token"), _slot("code") if form.stamped else "")


def _slot(name: str) -> str:
    return f"{{{{lzfx {name}}}}}"  # plain ASCII, or some XML writers would spell it differently


def _members(
    package: bytes, planned: Mapping[str, tuple[str, str]]
) -> tuple[Member | SlottedMember, ...]:
    """The template's members: deflated once, or split at their slots."""
    found: list[Member | SlottedMember] = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            body = archive.read(name)
            text = body.decode("utf-8")
            if name in planned:
                text = _with_rows(text, *planned[name])
            elif name == _WORKBOOK:
                text = _LIST_NAME.sub(_list_slot, text)
            parts = _SLOT.split(text)
            cut = len(parts) > 1
            found.append(
                SlottedMember.of(name, parts[::2], parts[1::2]) if cut else Member.of(name, body)
            )
    return tuple(found)


_LIST_NAME = re.compile(r'(<definedName name="(list_[^"]*)"[^>]*>)[^<]*')


def _list_slot(found: re.Match[str]) -> str:
    return found[1] + _slot(f"list {found[2]}")


def _with_rows(text: str, area: str, rows: str) -> str:
    """A sheet's XML with these rows, and the area that they cover."""
    text = _ROWS.sub(lambda _: f"<sheetData>{rows}</sheetData>", text, count=1)
    return _AREA.sub(lambda found: found[1] + area, text, count=1)


def _row_xml(line: PlannedRow, ids: _Numbers) -> str:
    height = f' ht="{line.height:g}"' if line.height else ""
    custom = ' customHeight="1"' if line.height and not line.grows else ""
    cells = "".join(_cells_xml(line.number, line.cells, ids))
    return f'<row r="{line.number}"{height}{custom}>{cells}</row>'


def _cells_xml(row: int, cells: Iterable[PlannedCell], ids: _Numbers) -> Iterator[str]:
    for cell in cells:
        value, look = cell.value, cell.look
        start = f'<c r="{_LETTERS[cell.column - 1]}{row}" s="'
        if value is None or value == "":
            yield f'{start}{ids.of(look)}"/>'
        elif isinstance(value, int):
            formula = f"<f>{xml_text(cell.formula[1:])}</f>" if cell.formula else ""
            yield f'{start}{ids.of(look)}">{formula}<v>{value}</v></c>'
        else:
            text = f'<is><t xml:space="preserve">{xml_text(value)}</t></is>'
            number = ids.of(look, quoted=looks_like_formula(value))
            yield f'{start}{number}" t="inlineStr">{text}</c>'
