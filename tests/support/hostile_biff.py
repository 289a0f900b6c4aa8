"""Old binary workbooks, record by record: enough of BIFF8 for everything a reader looks at."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from support.hostile_write import by_row, serial_of
from support.intake_files import ole

from lzfx.model.book import CellKind, Drawn, RawBook, RawCell, RawSheet

BOF, EOF, BOUNDSHEET = 0x0809, 0x000A, 0x0085
LABEL, NUMBER, BOOLERR, FORMULA, STRING = 0x0204, 0x0203, 0x0205, 0x0006, 0x0207
RSTRING, MULRK, BLANK, MULBLANK, RK = 0x00D6, 0x00BD, 0x0201, 0x00BE, 0x027E
ROW, COLINFO, MERGED, FONT, XF, FORMAT = 0x0208, 0x007D, 0x00E5, 0x0031, 0x00E0, 0x041E
DRAWING, OBJECT, SHAPE_TEXT, CONTINUED = 0x00EC, 0x005D, 0x01B6, 0x003C
_ERRORS = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#NUM!": 36,
    "#N/A": 42,
}
PLAIN, DAY, STRUCK = 15, 16, 17


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the stream."""

    kind: int
    body: bytes

    @property
    def raw(self) -> bytes:
        """As it stands in the stream."""
        return struct.pack("<2H", self.kind, len(self.body)) + self.body


def unicode_text(text: str, lengths: str = "<H") -> bytes:
    """A text as BIFF8 keeps it."""
    raw = text.encode("utf-16-le")
    return struct.pack(lengths, len(raw) // 2) + b"\1" + raw


def begin(kind: int) -> Record:
    """The record that begins a substream: 5 the workbook, 0x10 a sheet, 0x20 a chart."""
    return Record(BOF, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def cell_record(cell: RawCell) -> Iterator[Record]:
    """The record (and the text of a formula) for one cell."""
    style = STRUCK if cell.struck else DAY if cell.kind is CellKind.DATE else PLAIN
    place = struct.pack("<3H", cell.row - 1, cell.column - 1, style)
    number = serial_of(str(cell.value)) if cell.kind is CellKind.DATE else cell.value
    if cell.formula:
        is_text = cell.kind is CellKind.TEXT
        if is_text:
            result = bytes(6) + b"\xff\xff"
        elif cell.kind is CellKind.ERROR:
            result = bytes((2, 0, _ERRORS[str(cell.value)], 0, 0, 0, 255, 255))
        else:
            result = struct.pack("<d", float(number or 0))
        tokens = b"\x1e\1\0"
        yield Record(FORMULA, place + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens)
        if is_text:
            yield Record(STRING, unicode_text(str(cell.value)))
    elif cell.kind is CellKind.TEXT:
        yield Record(LABEL, place + unicode_text(str(cell.value)))
    elif cell.kind is CellKind.BOOL:
        yield Record(BOOLERR, place + bytes((int(cell.value), 0)))
    elif cell.kind is CellKind.ERROR:
        yield Record(BOOLERR, place + bytes((_ERRORS[str(cell.value)], 1)))
    else:
        yield Record(NUMBER, place + struct.pack("<d", float(number)))


def sheet_records(one: RawSheet) -> list[Record]:
    """The substream of a worksheet."""
    records = [begin(0x10)]
    records += [
        Record(COLINFO, struct.pack("<6H", at - 1, at - 1, 2000, PLAIN, 1, 0))
        for at in sorted(one.hidden_columns)
    ]
    records += [
        Record(ROW, struct.pack("<6HI", row - 1, 0, 40, 255, 0, 0, 0x0120))
        for row in sorted(one.hidden_rows)
    ]
    for _, cells in by_row(one):
        for cell in cells:
            records += cell_record(cell)
    if one.merges:
        areas = b"".join(
            struct.pack("<4H", top - 1, bottom - 1, left - 1, right - 1)
            for top, left, bottom, right in one.merges
        )
        records.append(Record(MERGED, struct.pack("<H", len(one.merges)) + areas))
    for number, drawn in enumerate(one.drawn, start=1):
        records += shape_records(drawn, number)
    return [*records, Record(EOF, b"")]


def shape_records(drawn: Drawn, number: int, kind: int = 6) -> list[Record]:
    """A text box (6), or another kind of object, with its text in one continued record."""
    place = (drawn.column - 1, 0, drawn.row - 1, 0, drawn.column + 1, 0, drawn.row + 1, 0)
    anchor = struct.pack("<HHI9H", 0, 0xF010, 18, 0, *place)
    raw = drawn.text.encode("utf-16-le")
    head = struct.pack("<6HI", 0x0212, 0, 0, 0, 0, len(raw) // 2, 0) + bytes(2)
    return [
        Record(DRAWING, anchor),
        Record(OBJECT, struct.pack("<4HH12x", 0x15, 0x12, kind, number, 0x6011) + bytes(4)),
        Record(SHAPE_TEXT, head),
        Record(CONTINUED, b"\1" + raw),
    ]


def _font(*, struck: bool) -> Record:
    body = struct.pack("<5H4B", 200, 8 if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
    return Record(FONT, body + unicode_text("宋体", "<B"))


def _xf(font: int, number: int, *, style: bool) -> Record:
    return Record(XF, struct.pack("<3H", font, number, 0xFFF5 if style else 1) + bytes(14))


def global_records(names: Sequence[tuple[str, bool]]) -> list[Record]:
    """The workbook's own substream; places of sheets are filled in by `stream_of`."""
    records = [begin(5), Record(0x0042, b"\xb0\x04"), Record(0x0022, b"\0\0")]
    records += [*[_font(struck=False)] * 4, _font(struck=True)]
    records += [Record(FORMAT, struct.pack("<H", 164) + unicode_text("yyyy-mm-dd"))]
    records += [_xf(0, 0, style=True)] * 15
    records += [_xf(0, 0, style=False), _xf(0, 164, style=False), _xf(5, 0, style=False)]
    records += [
        Record(
            BOUNDSHEET, struct.pack("<I2B", 0, 0 if visible else 1, 0) + unicode_text(name, "<B")
        )
        for name, visible in names
    ]
    return [*records, Record(EOF, b"")]


def stream_of(substreams: Iterable[Sequence[Record]]) -> bytes:
    """The Workbook stream: globals first, each BOUNDSHEET told where its sheet begins."""
    first, *others = substreams
    at = sum(len(record.raw) for record in first)
    places = []
    for records in others:
        places.append(at)
        at += sum(len(record.raw) for record in records)
    waiting = iter(places)
    head = b"".join(
        Record(record.kind, struct.pack("<I", next(waiting, 0)) + record.body[4:]).raw
        if record.kind == BOUNDSHEET
        else record.raw
        for record in first
    )
    return head + b"".join(record.raw for records in others for record in records)


def xls_of(book: RawBook) -> bytes:
    """An old binary workbook of the book, without comments, names and properties."""
    heads = global_records([(one.name, one.visible) for one in book.sheets])
    return ole({"Workbook": stream_of([heads, *map(sheet_records, book.sheets)])})


def records_of(stream: bytes) -> list[Record]:
    """A stream taken apart; what is left at its end is no record."""
    records, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        records.append(Record(kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return records
