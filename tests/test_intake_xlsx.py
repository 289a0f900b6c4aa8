from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from support.intake_files import (
    MAIN,
    RELS,
    STRICT,
    STRICT_RELS,
    relations,
    sheet,
    xlsx,
    xlsx_parts,
    zipped,
)

from lzfx.intake.xlsx.workbook import read_xlsx
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet, Shown

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1">
<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<fonts count="3"><font><sz val="11"/></font><font><strike/></font>
<font><strike val="0"/></font></fonts>
<fills><fill/></fills><cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs>
<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/>
<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs>
<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"""


def _only(data: bytes) -> RawSheet:
    (found,) = read_xlsx(data).sheets
    return found


def _values(data: bytes) -> list[tuple[int, int, str, object]]:
    return [(c.row, c.column, c.kind.value, c.value) for c in _only(data).cells]


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_read_xlsx__every_kind_of_cell() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>甲</t></si><si><t xml:space="preserve"> 乙 </t></si></sst>'
    )
    row = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>丙</t></is></c><c r="D1"><v>-1.5E2</v></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#REF!</v></c>'
        '<c r="G1" s="1"><v>46280</v></c><c r="H1" s="2"><v>46280.5</v></c>'
        '<c r="I1" t="d"><v>2026-09-15T00:00:00</v></c><c r="J1" t="str"><f>A1</f><v>甲</v></c>'
        '<c r="K1"><f>SUM(D1)</f><v>3</v></c><c r="L1"><f>SUM(D1)</f></c>'
        '<c r="M1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="N1" t="b"><f>TRUE()</f><v>1</v></c>'
        '<c r="O1" s="1"><v>20240202</v></c><c r="P1" t="s"/><c r="Q1" s="9"></c>'
        '<c r="R1"><f>A1</f><v></v></c><c r="S1"><v>一千</v></c></row>'
    )
    cells = _only(xlsx(row, strings=strings, styles=STYLES)).cells
    assert [(c.column, c.kind.value, c.value, c.formula) for c in cells] == [
        (1, "text", "甲", False),
        (2, "text", " 乙 ", False),
        (3, "text", "丙", False),
        (4, "number", -150, False),
        (5, "bool", 1, False),
        (6, "error", "#REF!", False),
        (7, "date", "2026-09-15", False),
        (8, "date", "2026-09-15T12:00:00", False),
        (9, "date", "2026-09-15", False),
        (10, "text", "甲", True),
        (11, "number", 3, True),
        (12, "uncached", "", True),
        (13, "error", "#DIV/0!", True),
        (14, "bool", 1, True),
        (15, "number", 20240202, False),
        (18, "uncached", "", True),
        (19, "text", "一千", False),
    ]


def test_read_xlsx__struck_cells_in_both_ways_of_reading() -> None:
    row = '<row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1" s="4"><v>1</v></c>'
    row += '<c r="C1" s="3" t="inlineStr"><is><t>删</t></is></c><c r="D1"><v>1</v></c></row>'
    cells = _only(xlsx(row, styles=STYLES)).cells
    assert [cell.struck for cell in cells] == [True, False, True, False]


def test_read_xlsx__since_1904() -> None:
    parts = xlsx_parts(
        sheet('<row r="1"><c r="A1" s="1"><v>44818</v></c></row>'),
        styles=STYLES,
        workbook_head='<workbookPr date1904="1"/>',
    )
    assert _values(zipped(parts)) == [(1, 1, "date", "2026-09-15")]


@pytest.mark.parametrize(
    "item",
    [
        "<si><t>甲&amp;&lt;乙&#x4E19;&#10;丁</t></si>",
        "<si><r><rPr><b/><rFont val='x'/></rPr><t>甲&amp;</t></r><r><t>&lt;乙丙\n丁</t></r></si>",
        "<si><t>甲&amp;&lt;乙丙_x000A_丁</t></si>",
        "<si><t>甲&amp;&lt;乙丙\n丁</t><rPh sb='0' eb='1'><t>jia</t></rPh></si>",
        "<si><t>甲<!-- -->&amp;<![CDATA[<乙]]>丙\r\n丁</t></si>",
    ],
)
def test_read_xlsx__shared_strings_however_written(item: str) -> None:
    strings = f'<sst xmlns="{MAIN}"><si/>{item}<si><t/></si></sst>'
    row = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABC"))
    alone = f'<sst xmlns="{MAIN}">{item}</sst>'
    value = "甲&<乙丙\n丁"
    assert _values(xlsx(f'<row r="1">{row}</row>', strings=strings)) == [(1, 2, "text", value)]
    first = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert _values(xlsx(first, strings=alone)) == [(1, 1, "text", value)]


def test_read_xlsx__escapes() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    cases = {
        "a_x000D_b": "a\rb",
        "_x005F_x000D_": "_x000D_",
        "_xD83D__xDE00_": "\U0001f600",
        "_xD83D_!": "\ufffd!",
        "x_x00_": "x_x00_",
    }
    for written, meant in cases.items():
        assert _values(xlsx(row.format(written))) == [(1, 1, "text", meant)]


def test_read_xlsx__phonetic_guide_in_an_inline_string_is_no_text() -> None:
    item = "<is><r><t>张</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh><r><t>三</t></r></is>"
    row = f'<row r="1"><c r="A1" t="inlineStr">{item}</c></row>'
    assert _values(xlsx(row)) == [(1, 1, "text", "张三")]


def test_read_xlsx__rows_out_of_order_and_small_dimension() -> None:
    rows = '<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>2</v></c></row>'
    rows += '<row r="1"><c r="A1"><v>1</v></c></row>'
    part = sheet(rows, before='<dimension ref="A1"/>')
    expected = [(1, 1, "number", 1), (3, 1, "number", 2), (3, 2, "number", 3)]
    assert _values(zipped(xlsx_parts(part))) == expected


@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_read_xlsx__cells_and_rows_without_address(comment: str) -> None:
    rows = '<row><c r="A1" s="1"/><c><v>2</v></c></row>'
    rows += '<row r="4"><c r="C4"><v>3</v></c><c s="1"/><c t="n"><v>5</v></c></row>'
    rows += f"<row><c><v>6</v></c></row>{comment}"
    assert _values(xlsx(rows)) == [
        (1, 2, "number", 2),
        (4, 3, "number", 3),
        (4, 5, "number", 5),
        (5, 1, "number", 6),
    ]


def test_read_xlsx__the_same_cell_twice_alike_is_one() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>'
    assert _values(xlsx(rows)) == [(1, 1, "number", 1)]


def test_read_xlsx__value_inside_a_merge_is_kept() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    part = sheet(rows, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    found = _only(zipped(xlsx_parts(part)))
    assert [cell.value for cell in found.cells] == [1, 2]
    assert found.merges == ((1, 1, 2, 2),)


@pytest.mark.parametrize("quirk", ["", " customFormat='1'"])
def test_read_xlsx__hidden_rows_and_columns(quirk: str) -> None:
    rows = "".join(
        f'<row r="{n}"{said}{quirk}><c r="A{n}"><v>{n}</v></c><c r="F{n}"><v>{n}</v></c></row>'
        for n, said in enumerate(
            ("", ' hidden="1"', ' ht="0" customHeight="1"', ' hidden="0"', ' hidden="true"'), 1
        )
    )
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/>'
    columns += '<col min="8" max="16384" hidden="1"/></cols>'
    found = _only(zipped(xlsx_parts(sheet(rows, before=columns))))
    assert found.hidden_rows == {2, 3, 5}
    assert found.hidden_columns == {2, 3, 5}
    assert len(found.cells) == 10


def test_read_xlsx__strict_namespaces() -> None:
    parts = xlsx_parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    strict = {
        name: body.replace(MAIN, STRICT).replace(RELS, STRICT_RELS) for name, body in parts.items()
    }
    assert strict != parts
    assert _values(zipped(strict)) == [(1, 1, "number", 1)]


def test_read_xlsx__prefixed_elements_and_utf16() -> None:
    part = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:f>1</x:f>'
    part += '<x:v>7</x:v></x:c><x:c r="C2" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
    part += "</x:row></x:sheetData></x:worksheet>"
    expected = [(2, 2, "number", 7), (2, 3, "text", "甲")]
    parts: dict[str, str | bytes] = {**xlsx_parts(part)}
    assert _values(zipped(parts)) == expected
    parts["xl/worksheets/sheet1.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + part).encode(
        "utf-16"
    )
    assert _values(zipped(parts)) == expected


def test_read_xlsx__charts_and_dialogs_are_no_sheets_and_states_are_told() -> None:
    parts = xlsx_parts(sheet(""), sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), sheet(""))
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(
        'worksheet" Target="worksheets/sheet1', 'chartsheet" Target="c/1'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        'name="表3"', 'name="表3" state="veryHidden"'
    )
    book = read_xlsx(zipped(parts))
    assert [(s.name, s.visible, len(s.cells)) for s in book.sheets] == [
        ("表2", True, 1),
        ("表3", False, 0),
    ]


def test_read_xlsx__workbook_somewhere_else() -> None:
    parts = xlsx_parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    moved = {name.replace("xl/workbook", "book/main"): body for name, body in parts.items()}
    moved["book/_rels/main.xml.rels"] = relations(
        ("rId1", "worksheet", "/xl/worksheets/sheet1.xml")
    )
    moved["_rels/.rels"] = relations(("a", "officeDocument", "book/main.xml"))
    assert _values(zipped(moved)) == [(1, 1, "number", 1)]


def test_read_xlsx__threads_replace_their_stand_in_notes() -> None:
    parts = xlsx_parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("a", "comments", "../comments1.xml"), ("b", "threadedComment", "../threaded.xml")
    )
    parts["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList>'
        '<comment ref="A1"><text><t>[线程]</t></text></comment>'
        '<comment ref="B2"><text><r><t>请</t></r><r><t>核实</t></r></text></comment>'
        "</commentList></comments>"
    )
    parts["xl/threaded.xml"] = (
        '<ThreadedComments><threadedComment ref="A1"><text>问</text></threadedComment>'
        '<threadedComment ref="A1"><text>答</text></threadedComment></ThreadedComments>'
    )
    assert _only(zipped(parts)).comments == {"A1": "问\n答", "B2": "请核实"}


def _rich_book() -> RawBook:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "风险点"
    first["A1"] = "单位"
    first["B2"] = dt.datetime(2026, 9, 15, 8, 30)  # noqa: DTZ001 - sheets know no zones
    first["C3"] = "=SUM(D1:D2)"
    first["E4"] = 1
    first["A4"] = "作废"
    first["A4"].font = Font(strike=True)
    first["A1"].comment = Comment("请填全称", "编者")
    first.merge_cells("A6:C7")
    first.row_dimensions[5].hidden = True
    first.column_dimensions["D"].hidden = True
    book.create_sheet("_lzfx").sheet_state = "veryHidden"
    book.custom_doc_props.append(StringProperty(name="lzfx", value="LZ1.abc"))  # type: ignore[attr-defined]
    book.defined_names["lzfx_stamp"] = DefinedName("lzfx_stamp", attr_text='"LZ1.abc"')
    return read_xlsx(_saved(book))


def test_read_xlsx__a_workbook_of_openpyxl() -> None:
    book = _rich_book()
    first, second = book.sheets
    assert first.cells == (
        RawCell(1, 1, CellKind.TEXT, "单位"),
        RawCell(2, 2, CellKind.DATE, "2026-09-15T08:30:00", shown=Shown("2026-09-15 8:30:00")),
        RawCell(3, 3, CellKind.UNCACHED, "", formula=True),
        RawCell(4, 1, CellKind.TEXT, "作废", struck=True),
        RawCell(4, 5, CellKind.NUMBER, 1),
    )
    assert first.comments == {"A1": "请填全称"}
    assert first.merges == ((6, 1, 7, 3),)
    assert first.hidden_rows == {5}
    assert first.hidden_columns == {4}
    assert (second.name, second.visible) == ("_lzfx", False)
    assert book.custom == {"lzfx": "LZ1.abc"}
    assert book.names == {"lzfx_stamp": '"LZ1.abc"'}
    assert book.container == "xlsx"
