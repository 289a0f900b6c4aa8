"""Seeded mutants: `mutant("xlsx-xml", 17)` is the same bytes on every machine, for ever.

Five levels: the zip, the XML in it, cells, the records of an old workbook, plain bytes.
"""

from __future__ import annotations

import functools
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from support.hostile_biff import Record, records_of, xls_of
from support.hostile_books import base, sheet_of, with_cells, with_sheet
from support.hostile_judge import shipped
from support.hostile_mutated import NUMBERS, Dice, bytes_changed, records_changed, xml_changed
from support.hostile_pack import zipped
from support.hostile_sheets import EDITS
from support.hostile_write import csv_of, ods_of, xlsx_of
from support.intake_files import ole

from lzfx.intake.xls.compound_file import OleFile
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet

XLSX, XLS, ODS = (
    "主任办公会申报表.xlsx",
    "规划统计科-岗位廉政风险等级划分申报表.xls",
    "宣传教育科（报送） 9.8.ods",
)
TEXTS = (
    *("合计", "小计：", "注：略", "负责人（签字）", "填表人：甲", "无", "/", "一级", "特级"),
    *("岗位", "风险点名称", "防范措施", "序号", "本单位", "撤销", "KS01-001", "二○二六年九月八日"),
    *(
        "\u3000\u00a0",
        "\u200b\u200b",
        "\u202e反\u202c",
        "=1+1",
        "0599",
        "９月８日",
        "是",
        "违规、违纪",
    ),
    *("字" * 600, "甲\n乙\r\n丙", "_x000D_", "#REF!", "3.5E+17", "a,b;c\td", '"', "'", "😀", "<>&"),
)
_SIGNS = (b'"', b",", b"\t", b";", b"\n", b"\r", b"\0", b"\xff", b'""', b"\xe5", b"\xb5\xa5", b"'")


@functools.cache
def _plain(suffix: str) -> bytes:
    writers: Mapping[str, Callable[[RawBook], bytes]] = {
        "xlsx": xlsx_of,
        "ods": ods_of,
        "xls": xls_of,
    }
    return writers[suffix](base())


def _bases(suffix: str) -> Sequence[bytes]:
    return _plain(suffix), shipped({"xlsx": XLSX, "ods": ODS, "xls": XLS}[suffix])


@functools.cache
def _members(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _of_bytes(dice: Dice, suffix: str) -> bytes:
    return bytes_changed(dice, dice.choice(_bases(suffix)))


def _of_zip(dice: Dice, suffix: str) -> bytes:
    """Members gone, doubled, swapped, renamed, spoilt; or numbers of the zip itself."""
    data = dice.choice(_bases(suffix))
    if dice.random() < 0.5:
        return _numbers_changed(dice, data)
    members = list(_members(data).items())
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(members))
        name, body = members[at]
        match dice.randrange(6):
            case 0:
                del members[at]
            case 1:
                members.insert(at, (dice.choice(members)[0], body))
            case 2:
                members[at] = (name, dice.choice(members)[1])
            case 3:
                members[at] = (name.upper() if dice.random() < 0.5 else f"x{name}", body)
            case 4:
                members[at] = (name, bytes_changed(dice, body))
            case _:
                dice.shuffle(members)
        members = members or [("a", b"")]
    return zipped(members)


def _numbers_changed(dice: Dice, data: bytes) -> bytes:
    raw = bytearray(data)
    marks = [found.start() for found in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    for _ in range(dice.choice((1, 1, 2))):
        at, number = dice.choice(marks) + dice.randrange(4, 46), dice.choice(NUMBERS)
        packed = struct.pack("<I", number)[: dice.choice((2, 4))]
        raw[at : at + len(packed)] = packed
    return bytes(raw)


def _of_xml(dice: Dice, suffix: str) -> bytes:
    members = dict(_members(dice.choice(_bases(suffix))))
    parts = [name for name in members if name.endswith((".xml", ".rels"))]
    heavy = [name for name in parts if "sheet" in name or "content" in name or "String" in name]
    for _ in range(dice.choice((1, 1, 2))):
        name = dice.choice(heavy if heavy and dice.random() < 0.6 else parts)
        text = members[name].decode("utf-8", "replace")
        for _ in range(dice.choice((1, 1, 2, 5))):
            text = xml_changed(dice, text)
        members[name] = text.encode("utf-8", "replace")
    return zipped(members)


def _of_cells(dice: Dice) -> RawBook:
    """The clean return after some edits and with anything anywhere."""
    book = base()
    for _ in range(dice.choice((0, 1, 1, 2, 3))):
        try:
            book = EDITS[dice.choice(sorted(EDITS))]()(book)
        except StopIteration:  # what it wanted to change is gone already
            continue
        if not any(one.name == "风险点" for one in book.sheets):
            return book
    book = with_cells(book, [_any_cell(dice) for _ in range(dice.choice((0, 1, 3, 10, 40)))])
    return with_sheet(book, _any_facts(dice, sheet_of(book)))


def _any_facts(dice: Dice, one: RawSheet) -> RawSheet:
    """A merge, a hidden row, cells gone."""
    if dice.random() < 0.3:
        spans = [sorted((dice.randrange(1, 40), dice.randrange(1, 40))) for _ in range(2)]
        merge = (spans[0][0], spans[1][0], spans[0][1], spans[1][1])
        one = replace(one, merges=(*one.merges, merge))
    if dice.random() < 0.2:
        one = replace(one, hidden_rows=one.hidden_rows | {dice.randrange(1, 30)})
    if dice.random() < 0.2:
        one = replace(one, cells=tuple(cell for cell in one.cells if dice.random() < 0.95))
    return one


@functools.cache
def _headings() -> Sequence[str]:
    return [str(cell.value) for cell in sheet_of(base()).cells if cell.row <= 6]


def _any_cell(dice: Dice) -> RawCell:
    numbers = (0, 7, -3.5, 1e15, 3.5e17, 46273)
    kind, value = dice.choice(
        (
            (CellKind.NUMBER, dice.choice(numbers)),
            (CellKind.DATE, "2026-09-08"),
            (CellKind.BOOL, dice.randrange(2)),
            (CellKind.ERROR, "#REF!"),
            (CellKind.TEXT, dice.choice(_headings())),
            *[(CellKind.TEXT, dice.choice(TEXTS))] * 3,
        )
    )
    row, column = dice.randrange(1, 80), dice.choice((*range(1, 26), 250))
    formula = kind is CellKind.ERROR and dice.random() < 0.5
    return RawCell(row, column, kind, value, formula, kind is CellKind.TEXT and dice.random() < 0.1)


@functools.cache
def _taken_apart(stream: bytes) -> Sequence[Record]:
    return [one for one in records_of(stream) if one.kind or one.body]


def _of_records(dice: Dice) -> bytes:
    stream = OleFile(dice.choice(_bases("xls"))).stream("Workbook")
    records = list(_taken_apart(stream))
    for _ in range(dice.choice((1, 1, 2, 5))):
        records_changed(dice, records)
    return ole({"Workbook": b"".join(record.raw for record in records)})


def _of_text(dice: Dice) -> bytes:
    one = (_of_cells(dice) if dice.random() < 0.5 else base()).sheets[0]
    encoding = dice.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    data = csv_of(one, dice.choice(",\t;"), encoding)
    if dice.random() < 0.4:
        return data
    raw = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 9))):
        at = dice.randrange(len(raw) + 1)
        if dice.random() < 0.7:
            raw[at : at + dice.randrange(2)] = dice.choice(_SIGNS)
        else:
            del raw[at : at + dice.choice((1, 2, 40))]
    return bytes(raw)


def _for_xls(book: RawBook) -> RawBook:
    """Without what BIFF cannot hold: very long texts, rows and formulas without a result."""

    def fits(cell: RawCell) -> bool:
        in_grid = cell.row <= 65_536 and cell.column <= 256
        return in_grid and len(str(cell.value)) < 2000 and cell.kind is not CellKind.UNCACHED

    sheets = (replace(one, cells=tuple(filter(fits, one.cells))) for one in book.sheets)
    return replace(book, sheets=tuple(sheets))


LEVELS: Mapping[str, tuple[int, Callable[[Dice], bytes]]] = {
    "xlsx-zip": (500, lambda dice: _of_zip(dice, "xlsx")),
    "xlsx-xml": (1000, lambda dice: _of_xml(dice, "xlsx")),
    "xlsx-cell": (600, lambda dice: xlsx_of(_of_cells(dice))),
    "xlsx-byte": (400, lambda dice: _of_bytes(dice, "xlsx")),
    "xls-biff": (600, _of_records),
    "xls-cell": (150, lambda dice: xls_of(_for_xls(_of_cells(dice)))),
    "xls-byte": (250, lambda dice: _of_bytes(dice, "xls")),
    "ods-zip": (100, lambda dice: _of_zip(dice, "ods")),
    "ods-xml": (500, lambda dice: _of_xml(dice, "ods")),
    "ods-cell": (250, lambda dice: ods_of(_of_cells(dice))),
    "ods-byte": (150, lambda dice: _of_bytes(dice, "ods")),
    "csv-text": (500, _of_text),
}
"""How many mutants of each level are promised."""


def mutant(level: str, number: int) -> bytes:
    """The mutant of that level and number."""
    return LEVELS[level][1](random.Random(f"{level} {number}"))  # noqa: S311 - repeatable
