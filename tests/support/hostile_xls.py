"""Cases of old binary workbooks: records cut, lying, doubled; streams in circles; files cut."""

from __future__ import annotations

import functools
import struct
from collections.abc import Callable, Sequence

from support.hostile_biff import (
    BLANK,
    BOUNDSHEET,
    EOF,
    FORMULA,
    LABEL,
    MULBLANK,
    MULRK,
    NUMBER,
    RK,
    RSTRING,
    STRUCK,
    Record,
    begin,
    global_records,
    records_of,
    sheet_records,
    stream_of,
    unicode_text,
)
from support.hostile_books import base, column, head_row, last_row
from support.hostile_judge import shipped
from support.intake_files import ole

from lzfx.intake.xls.compound_file import OleFile

Make = Callable[[], bytes]
Records = list[Record]
GOOD = "每月由科长抽查一次凭证并签字。"
_STRINGS = 0x00FC
_ROW, _COLUMN = head_row(), column("measures") - 1


def place(row: int, at: int, style: int = 15) -> bytes:
    """The beginning of a cell record."""
    return struct.pack("<3H", row, at, style)


def substreams() -> list[Records]:
    """The clean return as records, the workbook's own first."""
    heads = global_records([(one.name, one.visible) for one in base().sheets])
    return [heads, *map(sheet_records, base().sheets)]


def built(change: Callable[[list[Records]], object]) -> Make:
    """The return after something was done to its records."""

    def make() -> bytes:
        found = substreams()
        change(found)
        return ole({"Workbook": stream_of(found)})

    return make


def more(*records: Record) -> Make:
    """The return with more records in its first sheet."""
    return built(lambda found: found[1].__setitem__(slice(-1, -1), records))


def answer(*records: Record) -> Make:
    """The return with one answer kept in these records."""

    def change(found: list[Records]) -> None:
        at = next(
            n
            for n, one in enumerate(found[1])
            if one.kind == LABEL and one.body[:4] == struct.pack("<2H", _ROW, _COLUMN)
        )
        found[1][at : at + 1] = records

    return built(change)


def streamed(change: Callable[[bytearray], object]) -> Make:
    """The return with the bytes of its stream changed."""

    def make() -> bytes:
        raw = bytearray(stream_of(substreams()))
        change(raw)
        return ole({"Workbook": bytes(raw)})

    return make


def cut_stream(percent: int) -> Make:
    """The return with its stream cut, the file around it sound."""
    return lambda: ole(
        {"Workbook": stream_of(substreams())[: len(stream_of(substreams())) * percent // 100]}
    )


@functools.cache
def real() -> bytes:
    """A return as LibreOffice saved it."""
    return shipped("规划统计科-岗位廉政风险等级划分申报表.xls")


def real_changed(at: int, layout: str, value: int) -> Make:
    """A real return with one number of its file changed."""

    def make() -> bytes:
        raw = bytearray(real())
        struct.pack_into(layout, raw, at, value)
        return bytes(raw)

    return make


def _circular() -> bytes:
    raw = bytearray(real())
    (first,) = struct.unpack_from("<I", raw, 76)
    table = (first + 1) * 512
    for sector in range(100):
        (following,) = struct.unpack_from("<I", raw, table + sector * 4)
        if following == sector + 1:
            struct.pack_into("<I", raw, table + sector * 4, sector)
    return bytes(raw)


def _real_records(change: Callable[[Records], Sequence[Record]]) -> Make:
    """A real return with its records changed and put into a plain file again."""

    def make() -> bytes:
        found = change(records_of(OleFile(real()).stream("Workbook")))
        return ole({"Workbook": b"".join(one.raw for one in found)})

    return make


def _without(kind: int) -> Make:
    return _real_records(lambda found: [one for one in found if one.kind != kind])


_RUNS = struct.pack("<H2H", 1, 0, 5)
_FILEPASS = Record(0x002F, b"\1\0\1\0" + bytes(50))


def counted(change: Callable[[int], int]) -> Make:
    """A real return whose table of strings says another count than it holds."""

    def otherwise(one: Record) -> Record:
        if one.kind != _STRINGS:
            return one
        (held,) = struct.unpack_from("<I", one.body, 4)
        return Record(_STRINGS, one.body[:4] + struct.pack("<I", change(held)) + one.body[8:])

    return _real_records(lambda found: [*map(otherwise, found)])


CASES: dict[str, Make] = {
    "xls+/real": real,
    "xls+/cell-twice-different": more(Record(LABEL, place(_ROW, _COLUMN) + unicode_text("另一条"))),
    "xls+/cell-twice-alike": more(*[Record(NUMBER, place(40, 30) + struct.pack("<d", 7.0))] * 2),
    "xls+/cell-far-right": more(Record(LABEL, place(_ROW, 255) + unicode_text("远处"))),
    "xls+/cell-beyond-the-columns": more(Record(LABEL, place(_ROW, 300) + unicode_text("更远"))),
    "xls+/cell-in-column-65535": more(Record(NUMBER, place(_ROW, 65_535) + struct.pack("<d", 7.0))),
    "xls+/cell-in-the-last-row": more(Record(LABEL, place(65_535, 8) + unicode_text("很远"))),
    "xls+/rows-of-65535-columns": more(
        *(Record(BLANK, place(row, 65_535)) for row in range(100, 200))
    ),
    "xls+/blanks": more(
        *(
            Record(MULBLANK, place(row, 0)[:4] + b"\x0f\0" * 20 + b"\x13\0")
            for row in range(100, 900)
        )
    ),
    "xls+/rk-numbers": more(
        Record(RK, place(last_row(), 25) + struct.pack("<I", 7 << 2 | 2)),
        Record(
            MULRK,
            struct.pack("<2H", last_row(), 27) + struct.pack("<HI", 15, 9 << 2 | 2) * 2 + b"\x1c\0",
        ),
    ),
    "xls+/rich-text-struck": answer(
        Record(RSTRING, place(_ROW, _COLUMN) + unicode_text(GOOD) + _RUNS)
    ),
    "xls+/style-struck": answer(Record(LABEL, place(_ROW, _COLUMN, STRUCK) + unicode_text(GOOD))),
    "xls+/style-not-there": answer(Record(LABEL, place(_ROW, _COLUMN, 999) + unicode_text(GOOD))),
    "xls+/text-longer-than-its-record": answer(
        Record(LABEL, place(_ROW, _COLUMN) + b"\xff\x7f\1x")
    ),
    "xls+/text-of-half-a-sign": answer(
        Record(LABEL, place(_ROW, _COLUMN) + b"\x05\0\1" + GOOD.encode("utf-16-le")[:9])
    ),
    "xls+/text-of-half-a-pair": answer(
        Record(LABEL, place(_ROW, _COLUMN) + b"\2\0\1\x3d\xd8\x41\0")
    ),
    "xls+/number-not-finite": answer(
        Record(NUMBER, place(_ROW, _COLUMN) + struct.pack("<d", float("inf")))
    ),
    "xls+/number-cut": answer(Record(NUMBER, place(_ROW, _COLUMN) + b"\0\0")),
    "xls+/error-unknown": answer(Record(0x0205, place(_ROW, _COLUMN) + b"\x55\1")),
    "xls+/truth-odd": answer(Record(0x0205, place(_ROW, _COLUMN) + b"\x55\0")),
    "xls+/formula-without-its-text": answer(
        Record(
            FORMULA,
            place(_ROW, _COLUMN)
            + bytes(6)
            + b"\xff\xff"
            + struct.pack("<HIH", 0, 0, 3)
            + b"\x1e\1\0",
        )
    ),
    "xls+/formula-with-an-empty-text": answer(
        Record(
            FORMULA,
            place(_ROW, _COLUMN)
            + b"\3"
            + bytes(5)
            + b"\xff\xff"
            + struct.pack("<HIH", 0, 0, 3)
            + b"\x1e\1\0",
        )
    ),
    "xls+/record-cut": answer(Record(LABEL, b"\0")),
    "xls+/record-empty": answer(Record(LABEL, b"")),
    "xls+/record-unknown": answer(
        Record(0x7777, b"x" * 90), Record(LABEL, place(_ROW, _COLUMN) + unicode_text(GOOD))
    ),
    "xls+/merges-broken": more(Record(0x00E5, b"\xff\xff\1\0")),
    "xls+/merges-inside-out": more(Record(0x00E5, struct.pack("<5H", 1, 40, 30, 9, 2))),
    "xls+/merges-21000": more(
        *[Record(0x00E5, struct.pack("<H", 1000) + struct.pack("<4H", 90, 91, 30, 31) * 1000)] * 21
    ),
    "xls+/end-missing": built(lambda found: [records.pop() for records in found[1:]]),
    "xls+/end-of-globals-missing": built(lambda found: found[0].pop()),
    "xls+/sheet-twice": built(
        lambda found: found[0].insert(-1, next(r for r in found[0] if r.kind == BOUNDSHEET))
    ),
    "xls+/sheet-name-twice": built(
        lambda found: found[0].__setitem__(
            -3, Record(BOUNDSHEET, struct.pack("<I2B", 0, 0, 0) + unicode_text("风险点", "<B"))
        )
    ),
    "xls+/sheet-of-a-chart": built(
        lambda found: found[0].__setitem__(
            -3, Record(BOUNDSHEET, struct.pack("<I2B", 0, 0, 2) + unicode_text("岗位职责", "<B"))
        )
    ),
    "xls+/sheet-of-macros": built(
        lambda found: found[0].__setitem__(
            -3, Record(BOUNDSHEET, struct.pack("<I2B", 0, 0, 1) + unicode_text("岗位职责", "<B"))
        )
    ),
    "xls+/no-sheets": built(lambda found: found.__setitem__(slice(0, None), [global_records([])])),
    "xls+/sheets-70": built(
        lambda found: found.__setitem__(
            slice(0, None),
            [
                global_records([(f"页{n}", True) for n in range(70)]),
                *[[begin(0x10), Record(EOF, b"")]] * 70,
            ],
        )
    ),
    "xls+/sheet-place-outside": streamed(
        lambda raw: struct.pack_into("<I", raw, raw.index(b"\x85\0") + 4, 0x7FFFFFFF)
    ),
    "xls+/sheet-place-in-the-middle": streamed(
        lambda raw: struct.pack_into("<I", raw, raw.index(b"\x85\0") + 4, 40)
    ),
    "xls+/locked": built(lambda found: found[0].insert(1, _FILEPASS)),
    "xls+/fonts-missing": built(
        lambda found: found[0].__setitem__(
            slice(0, None), [one for one in found[0] if one.kind != 0x0031]
        )
    ),
    "xls+/formats-missing": built(
        lambda found: found[0].__setitem__(
            slice(0, None), [one for one in found[0] if one.kind != 0x00E0]
        )
    ),
    "xls+/stream-of-zeros": lambda: ole({"Workbook": b"\x09\x08\x10\0\0\x06" + bytes(9000)}),
    "xls+/stream-empty": lambda: ole({"Workbook": b""}),
    "xls+/stream-in-capitals": lambda: ole({"WORKBOOK": stream_of(substreams())}),
    "xls+/old-stream-in-capitals": lambda: ole({"BOOK": stream_of(substreams())}),
    "xls+/two-streams": lambda: ole({"Book": b"x", "Workbook": stream_of(substreams())}),
    "xls+/nested-begin": built(
        lambda found: found[1].__setitem__(slice(-1, -1), [begin(0x20), Record(EOF, b"")])
    ),
    "xls+/begin-without-end": built(
        lambda found: found[1].__setitem__(slice(1, 1), [begin(0x20)] * 50)
    ),
    "xls+/file-circular": _circular,
    "xls+/file-sector-size": real_changed(30, "<H", 1),
    "xls+/file-directory-outside": real_changed(48, "<I", 0x00FFFFFF),
    "xls+/file-table-outside": real_changed(76, "<I", 0x00FFFFFF),
    "xls+/file-table-count": real_changed(44, "<I", 0x0FFFFFFF),
    "xls+/file-list-of-tables": real_changed(68, "<I", 3),
    "xls+/file-small-streams": real_changed(56, "<I", 0xFFFFFFF0),
    "xls+/strings-counted-too-few": counted(lambda held: held - 9),
    "xls+/strings-counted-too-many": counted(lambda held: held + 9),
    "xls+/strings-counted-wildly": counted(lambda _: 0xFFFFFFFF),
    "xls+/strings-counted-as-none": counted(lambda _: 0),
    "xls+/stream-called-book": lambda: ole({"Book": OleFile(real()).stream("Workbook")}),
    "xls+/real-without-strings": _without(0x00FC),
    "xls+/real-without-fonts": _without(0x0031),
    "xls+/real-without-formats": _without(0x00E0),
    "xls+/real-without-dimensions": _without(0x0200),
    "xls+/real-records-backwards": _real_records(lambda found: found[::-1]),
    "xls+/real-first-half-of-records": _real_records(lambda found: found[: len(found) // 2]),
    **{f"xls+/stream-cut-at-{percent}": cut_stream(percent) for percent in (5, 20, 40, 60, 80, 95)},
    **{
        f"xls+/cut-at-{percent}": functools.partial(
            lambda percent: real()[: len(real()) * percent // 100], percent
        )
        for percent in (1, 5, 10, 25, 50, 75, 90, 95, 99)
    },
}
