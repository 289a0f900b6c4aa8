"""Plain sheets to files of every format, written out by hand: no library tidies anything up.

What a `RawBook` holds is written as plainly as the format allows, and every hook takes raw text, so
that a case can put anything anywhere. Reading the file gives the same record again (a test).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from support.hostile_pack import zipped
from support.intake_files import MAIN, ods_parts, relations, sheet, xlsx_parts

from lzfx.forms.general import stored_text
from lzfx.forms.places import a1
from lzfx.model.book import CellKind, Drawn, RawBook, RawCell, RawSheet
from lzfx.model.cell import cell_at
from lzfx.workbook.text import escaped

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font/><font><strike/></font></fonts>
<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/>
<xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>"""
HIDDEN = ' hidden="1"'
_EPOCH = dt.date(1899, 12, 30).toordinal()
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def xlsx_of(book: RawBook, **changed: str | bytes) -> bytes:
    """An xlsx of the book; `changed` parts (with `__` for `/`) replace or join those written."""
    parts: dict[str, str | bytes] = {**parts_of(book)}
    return zipped({**parts, **(changed or {})})


def parts_of(book: RawBook) -> dict[str, str]:
    """The parts of an xlsx of the book."""
    names = "".join(
        f"<definedName name={quoteattr(name)}>{escape(text)}</definedName>"
        for name, text in book.names.items()
    )
    tail = f"<definedNames>{names}</definedNames>" if names else ""
    parts = xlsx_parts(*map(xlsx_sheet, book.sheets), styles=STYLES, workbook_tail=tail)
    parts["_rels/.rels"] = relations(("w", "officeDocument", "xl/workbook.xml"))
    lines = parts["xl/workbook.xml"]
    for number, one in enumerate(book.sheets, start=1):
        state = "" if one.visible else ' state="hidden"'
        old = f'<sheet name="表{number}" '
        lines = lines.replace(old, f"<sheet name={quoteattr(one.name)}{state} ")
        related = []
        if one.drawn:
            parts[f"xl/drawings/drawing{number}.xml"] = xlsx_drawing(one.drawn)
            related.append(("d", "drawing", f"../drawings/drawing{number}.xml"))
        if one.comments:
            notes = "".join(
                f'<comment ref="{cell}"><text><t>{escape(text)}</t></text></comment>'
                for cell, text in one.comments.items()
            )
            parts[f"xl/comments{number}.xml"] = (
                f'<comments xmlns="{MAIN}"><commentList>{notes}</commentList></comments>'
            )
            related.append(("c", "comments", f"../comments{number}.xml"))
        if related:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations(*related)
    parts["xl/workbook.xml"] = lines
    if book.custom:
        inner = "".join(
            f"<property name={quoteattr(name)}><vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
            for name, text in book.custom.items()
        )
        parts["docProps/custom.xml"] = (
            f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">{inner}</Properties>'
        )
    return parts


def xlsx_drawing(drawn: Iterable[Drawn]) -> str:
    """A drawing part with a text box for each text."""
    boxes = "".join(
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{one.column - 1}</xdr:col>"
        "<xdr:colOff>9</xdr:colOff>"
        f"<xdr:row>{one.row - 1}</xdr:row></xdr:from><xdr:sp><xdr:txBody>"
        + "".join(
            f"<a:p><a:r><a:t>{escape(line)}</a:t></a:r></a:p>" for line in one.text.split("\n")
        )
        + "</xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
        for one in drawn
    )
    spaces = f'xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main"'
    return f"<xdr:wsDr {spaces}>{boxes}</xdr:wsDr>"


def xlsx_sheet(one: RawSheet) -> str:
    """A worksheet part."""
    rows = "".join(
        f'<row r="{row}"{HIDDEN if row in one.hidden_rows else ""}>'
        f"{''.join(map(xlsx_cell, cells))}</row>"
        for row, cells in by_row(one)
    )
    columns = "".join(
        f'<col min="{at}" max="{at}" hidden="1"/>' for at in sorted(one.hidden_columns)
    )
    merges = "".join(f'<mergeCell ref="{area_of(merge)}"/>' for merge in one.merges)
    return sheet(
        rows,
        before=f"<cols>{columns}</cols>" if columns else "",
        after=f"<mergeCells>{merges}</mergeCells>" if merges else "",
    )


def by_row(one: RawSheet) -> Iterator[tuple[int, list[RawCell]]]:
    """The cells of each row, hidden rows also without any."""
    rows: dict[int, list[RawCell]] = {row: [] for row in one.hidden_rows}
    for cell in one.cells:
        rows.setdefault(cell.row, []).append(cell)
    yield from sorted(rows.items())


def area_of(merge: tuple[int, int, int, int]) -> str:
    """The address of a merged area."""
    top, left, bottom, right = merge
    return f"{a1(top, left)}:{a1(bottom, right)}"


def xlsx_cell(cell: RawCell) -> str:
    """One cell element."""
    said = ' s="2"' if cell.struck else ""
    formula = "<f>1+1</f>" if cell.formula else ""
    text = escape(escaped(str(cell.value)))
    value = f"{formula}<v>{text}</v>"
    if cell.kind is CellKind.TEXT and not cell.formula:
        said += ' t="inlineStr"'
        value = f'<is><t xml:space="preserve">{text}</t></is>'
    elif cell.kind is CellKind.DATE:
        said, value = ' s="1"', f"{formula}<v>{serial_of(str(cell.value))}</v>"
    elif cell.kind is CellKind.UNCACHED:
        value = "<f>1+1</f>"
    elif cell.kind is CellKind.NUMBER:
        value = f"{formula}<v>{cell.value!r}</v>"
    else:
        said += {CellKind.TEXT: ' t="str"', CellKind.BOOL: ' t="b"'}.get(cell.kind, ' t="e"')
    return f'<c r="{a1(cell.row, cell.column)}"{said}>{value}</c>'


def serial_of(day: str) -> int:
    """The number a sheet keeps for a day (no hours)."""
    return dt.date.fromisoformat(day[:10]).toordinal() - _EPOCH


def ods_of(
    book: RawBook, *, styles: str = "", changed: Mapping[str, str | bytes] | None = None
) -> bytes:
    """An OpenDocument spreadsheet of the book."""
    own = (
        '<style:style style:name="struck"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="away"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    parts: dict[str, str | bytes] = {
        **ods_parts("".join(map(ods_table, book.sheets)), styles=own + styles)
    }
    if book.custom:
        inner = "".join(
            f"<meta:user-defined meta:name={quoteattr(name)}>{escape(text)}</meta:user-defined>"
            for name, text in book.custom.items()
        )
        head = str(parts["content.xml"]).partition(">")[0].partition(" ")[2]
        parts["meta.xml"] = (
            f"<office:document-meta {head}><office:meta>{inner}</office:meta>"
            "</office:document-meta>"
        )
    return zipped({**parts, **(changed or {})})


def ods_table(one: RawSheet) -> str:
    """A table element."""
    spans = {(top, left): merge for merge in one.merges for top, left, *_ in (merge,)}
    filled = dict(by_row(one))
    for top, _left in spans:
        filled.setdefault(top, [])
    for row in (*(drawn.row for drawn in one.drawn), *(cell_at(at).row for at in one.comments)):  # type: ignore[union-attr]
        filled.setdefault(row, [])
    rows, reached = [], 0
    for row in sorted(filled):
        if row - reached > 1:
            rows.append(f'<table:table-row table:number-rows-repeated="{row - reached - 1}"/>')
        hidden = ' table:visibility="collapse"' if row in one.hidden_rows else ""
        rows.append(
            f"<table:table-row{hidden}>{_ods_row(one, row, filled[row], spans)}</table:table-row>"
        )
        reached = row
    columns, reached = [], 0
    for at in sorted(one.hidden_columns):
        if at - reached > 1:
            columns.append(
                f'<table:table-column table:number-columns-repeated="{at - reached - 1}"/>'
            )
        columns.append('<table:table-column table:visibility="collapse"/>')
        reached = at
    shown = "" if one.visible else ' table:style-name="away"'
    return (
        f"<table:table table:name={quoteattr(one.name)}{shown}>"
        f"{''.join(columns)}{''.join(rows)}</table:table>"
    )


def _ods_row(
    one: RawSheet,
    row: int,
    cells: list[RawCell],
    spans: Mapping[tuple[int, int], tuple[int, int, int, int]],
) -> str:
    held = {cell.column: cell for cell in cells}
    wanted = {*held, *(left for top, left in spans if top == row)}
    wanted |= {at for at in range(1, 40) if a1(row, at) in one.comments}
    wanted |= {drawn.column for drawn in one.drawn if drawn.row == row}
    out, reached = [], 0
    for column in sorted(wanted):
        if column - reached > 1:
            out.append(
                f'<table:table-cell table:number-columns-repeated="{column - reached - 1}"/>'
            )
        note = one.comments.get(a1(row, column), "")
        inner = f"<office:annotation><text:p>{escape(note)}</text:p></office:annotation>" * bool(
            note
        )
        inner += "".join(
            ods_frame(drawn.text)
            for drawn in one.drawn
            if (drawn.row, drawn.column) == (row, column)
        )
        said = ""
        if (row, column) in spans:
            top, left, bottom, right = spans[row, column]
            said = f' table:number-rows-spanned="{bottom - top + 1}"'
            said += f' table:number-columns-spanned="{right - left + 1}"'
        out.append(ods_cell(held.get(column), said, inner))
        reached = column
    return "".join(out)


def ods_frame(text: str) -> str:
    """A text box that lies at a cell."""
    lines = "".join(f"<text:p>{_blanks(escape(line))}</text:p>" for line in text.split("\n"))
    return f"<draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame>"


def ods_cell(cell: RawCell | None, said: str = "", inner: str = "") -> str:
    """One cell element."""
    if cell is None:
        return f"<table:table-cell{said}>{inner}</table:table-cell>"
    if cell.struck:
        said += ' table:style-name="struck"'
    if cell.formula:
        said += ' table:formula="of:=1+1"'
    value = escape(stored_text(cell.kind, cell.value))
    match cell.kind:
        case CellKind.NUMBER:
            said += f' office:value-type="float" office:value="{cell.value!r}"'
        case CellKind.DATE:
            said += f' office:value-type="date" office:date-value="{cell.value}"'
        case CellKind.BOOL:
            truth = "true" if cell.value else "false"
            said += f' office:value-type="boolean" office:boolean-value="{truth}"'
        case CellKind.ERROR:
            said += ' office:value-type="string" calcext:value-type="error"'
        case CellKind.UNCACHED:
            said, value = f"{said}", ""
        case _:
            said += ' office:value-type="string"'
    lines = (
        "".join(f"<text:p>{_blanks(line)}</text:p>" for line in value.split("\n")) if value else ""
    )
    return f"<table:table-cell{said}>{inner}{lines}</table:table-cell>"


def _blanks(text: str) -> str:
    """Blanks that are meant, as elements."""
    return text.replace("\t", "<text:tab/>").replace(" ", "<text:s/>")


def csv_of(one: RawSheet, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """The sheet as text in columns, every row as wide as the widest."""
    width = max(cell.column for cell in one.cells)
    height = max(cell.row for cell in one.cells)
    rows = [[""] * width for _ in range(height)]
    for cell in one.cells:
        rows[cell.row - 1][cell.column - 1] = str(cell.value)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding, "replace")
