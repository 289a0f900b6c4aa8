"""Cells that a person does not see, cells with two texts, and extensions that look like our own."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from support.intake_files import MAIN, converted, ods_parts, sheet, xlsx, xlsx_parts, zipped

from lzfx.intake.book import read_book
from lzfx.intake.oddities import odd_answers
from lzfx.intake.ods.workbook import read_ods
from lzfx.intake.process.wire import decode, encode
from lzfx.intake.unseen import colour_of, formatted_away
from lzfx.intake.xlsx.workbook import read_xlsx
from lzfx.model.book import CellKind, RawBook, Unseen

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"


def _only(book: RawBook) -> list[tuple[str, object]]:
    return [(cell.kind.value, cell.value) for cell in book.sheets[0].cells]


def _codes(book: RawBook) -> list[tuple[str, str]]:
    one = book.sheets[0]
    return [(said.code, said.where.address) for said in odd_answers("甲.xlsx", one, one.cells)]


@pytest.mark.parametrize(
    ("cell", "value", "beside"),
    [
        ('<c r="A1" t="inlineStr"><v>甲</v><is><t>甲</t></is></c>', "甲", {}),
        ('<c r="A1" t="inlineStr"><v></v><is><t>甲</t></is></c>', "甲", {}),
        ('<c r="A1" t="inlineStr"><is><t>甲</t></is><v>甲</v></c>', "甲", {}),
        ('<c r="A1" t="inlineStr"><v>乙</v><is><t>甲</t></is></c>', "甲", {"A1": "乙"}),
        ('<c r="A1" t="s"><v>0</v><is><t>甲</t></is></c>', "甲", {"A1": "丙"}),
        ('<c r="A1"><v>5</v><is><t>5</t></is></c>', "5", {}),
        ('<c r="A1" t="str"><v>乙</v><is/></c>', "乙", {}),
    ],
)
def test_two_texts__the_inline_one_is_read_and_the_other_told(
    cell: str, value: str, beside: dict[str, str]
) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>丙</t></si></sst>'
    book = read_xlsx(xlsx(f'<row r="1">{cell}</row>', strings=strings))
    assert _only(book) == [("text", value)]
    assert book.sheets[0].beside == beside
    assert _codes(book) == [("two-texts-in-cell", "A1")] * bool(beside)
    assert decode(encode(book)) == book


def test_extensions__x15_does_not_reset_the_days_of_1904() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>"
    )
    parts = xlsx_parts(
        sheet('<row r="1"><c r="A1" s="1"><v>44811</v></c></row>'),
        styles=styles,
        workbook_head='<workbookPr date1904="1"/>',
        workbook_tail=(
            f'<extLst><ext xmlns:x15="{X15}" uri="a"><x15:workbookPr chartTrackingRefBase="1"/>'
            f'<workbookPr/><sheets><sheet name="假" sheetId="9"/></sheets></ext></extLst>'
        ),
    )
    book = read_xlsx(zipped(parts))
    assert [one.name for one in book.sheets] == ["表1"]
    assert _only(book) == [("date", "2026-09-08")]


CELL = '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>'
OTHER = '<c r="B1" t="inlineStr"><is><t>乙</t></is></c>'


EXTENDED = f'<extLst><ext uri="x"><v>乙</v><t>丙</t>{OTHER}</ext></extLst>'
FOREIGN = '<x:row xmlns:x="urn:x" r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>'
NEITHER = f'<row r="1">{CELL}</row>{FOREIGN}'
EITHER = (
    f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><row r="1">{OTHER}</row>'
    f'</mc:Choice><mc:Fallback><row r="1">{CELL}</row></mc:Fallback></mc:AlternateContent>'
)


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1"><c r="A1" t="str"><v>甲</v>{EXTENDED}</c></row>',
        f'<row r="1">{CELL}{EXTENDED}</row>',
        NEITHER,
        EITHER,
    ],
)
def test_extensions__content_in_them_is_no_cell(rows: str) -> None:
    assert _only(read_xlsx(xlsx(rows))) == [("text", "甲")]


def test_extensions__merges_in_them_are_none() -> None:
    after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    hidden = '<extLst><ext uri="x"><mergeCells><mergeCell ref="A3:B3"/></mergeCells></ext></extLst>'
    parts = xlsx_parts(sheet(f'<row r="1">{CELL}</row>', after=after + hidden))
    assert read_xlsx(zipped(parts)).sheets[0].merges == ((1, 1, 1, 2),)


def test_extensions__in_strings_styles_relations_and_properties() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><!-- --><si><t>甲</t><extLst><ext uri="x"><t>假</t></ext></extLst>'
        '</si><extLst><ext uri="x"><si><t>多</t></si></ext></extLst></sst>'
    )
    book = read_xlsx(xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings))
    assert _only(book) == [("text", "甲")]
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
        ' xmlns:o="urn:o"><property name="lzfx"><vt:lpwstr>真</vt:lpwstr></property>'
        '<o:property name="lzfx"><vt:lpwstr>假</vt:lpwstr></o:property></Properties>'
    )
    parts = xlsx_parts(sheet(f'<row r="1">{CELL}</row>')) | {"docProps/custom.xml": custom}
    assert read_xlsx(zipped(parts)).custom == {"lzfx": "真"}


def test_ods__a_property_of_another_namespace_is_none() -> None:
    table = '<table:table table:name="表1"><table:table-row/></table:table>'
    meta = (
        '<m xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:x="urn:x">'
        '<meta:user-defined meta:name="a">真</meta:user-defined>'
        '<x:user-defined x:name="a">假</x:user-defined></m>'
    )
    assert read_ods(zipped(ods_parts(table) | {"meta.xml": meta})).custom == {"a": "真"}


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_unseen__each_way_in_xlsx() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in range(1, 9):
        page.cell(row, 1, f"第{row}行")
    page["A9"] = 7
    page["A2"].font = Font(color="FFFFFFFF")
    page["A3"].font = Font(color="FFFF0000")
    page["A3"].fill = PatternFill("solid", fgColor="FFFE0000")
    page["A4"].font = Font(size=1)
    page["A5"].number_format = ";;;"
    page["A6"].number_format = ";;"  # hides numbers, not texts
    page["A7"].font = Font(color="FFFFFFFF")
    page["A7"].fill = PatternFill("solid", fgColor="FF1F4E79")  # white on blue is a heading
    page["A9"].number_format = ";;"
    read = read_xlsx(_saved(book))
    assert read.sheets[0].unseen == {
        "A2": Unseen.COLOUR, "A3": Unseen.COLOUR, "A4": Unseen.SIZE,
        "A5": Unseen.FORMAT, "A9": Unseen.FORMAT,
    }  # fmt: skip
    assert _codes(read) == [
        ("unseen-colour", "A2"), ("unseen-colour", "A3"), ("unseen-size", "A4"),
        ("unseen-format", "A5"), ("unseen-format", "A9"),
    ]  # fmt: skip
    assert decode(encode(read)) == read


@pytest.mark.parametrize("colour", ['rgb="FFFFFFFF"', 'theme="0"', 'indexed="9"'])
def test_unseen__a_white_part_of_a_text(colour: str) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>看得见</t></r><r><rPr><sz val="11"/><color {colour}/>'
        "</rPr><t>看不见</t></r></si></sst>"
    )
    book = read_xlsx(xlsx('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings))
    assert _only(book) == [("text", "看得见看不见")]
    assert book.sheets[0].unseen == {"A1": Unseen.COLOUR}


def test_unseen__in_ods() -> None:
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    style = f"<style:style {fo} style:name"
    styles = (
        f'{style}="w"><style:text-properties fo:color="#ffffff"/></style:style>'
        f'{style}="b" style:parent-style-name="w"><style:table-cell-properties'
        ' fo:background-color="#000080"/></style:style>'
        f'{style}="t"><style:text-properties fo:font-size="1pt"/></style:style>'
    )
    cells = "".join(
        f'<table:table-cell table:style-name="{name}" office:value-type="string">'
        f"<text:p>{name}</text:p></table:table-cell>"
        for name in "wbt"
    ) + (
        '<table:table-cell office:value-type="float" office:value="7"><text:p/></table:table-cell>'
    )
    table = (
        f'<table:table table:name="表1"><table:table-row>{cells}</table:table-row></table:table>'
    )
    book = read_ods(zipped(ods_parts(table, styles=styles)))
    assert book.sheets[0].unseen == {
        "A1": Unseen.COLOUR, "C1": Unseen.SIZE, "D1": Unseen.FORMAT
    }  # fmt: skip


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_unseen__as_libreoffice_saves_it(suffix: str) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row, text in enumerate(("黑字", "白字", "蓝底", "小字"), start=1):
        page.cell(row, 1, text)
    page["A2"].font = Font(color="FFFFFFFF")
    page["A3"].font = Font(color="FFFFFFFF")
    page["A3"].fill = PatternFill("solid", fgColor="FF000080")
    page["A4"].font = Font(size=1)
    page["A5"] = 7
    page["A5"].number_format = ";;;"
    page["A6"] = "隐去"
    page["A6"].number_format = ";;;"
    page["C7"] = "窄"
    page.column_dimensions["C"].width = 0.05
    read = read_book(converted(_saved(book), "xlsx", suffix))
    wanted = {"A2": Unseen.COLOUR, "A4": Unseen.SIZE, "A5": Unseen.FORMAT, "A6": Unseen.FORMAT}
    assert read.sheets[0].unseen == wanted
    assert read.sheets[0].hidden_columns == {3}


@pytest.mark.parametrize(
    ("code", "text", "number"),
    [
        (None, False, False), ("General", False, False), (";;;", True, True),
        (";;;@", False, True), ("0;-0;", False, False), ('"a;b;c;"', False, False),
        ("0;0;0;", True, False), ('0;0;0;""', True, False), (r"\;\;\;", False, False),
    ],
)  # fmt: skip
def test_formatted_away(code: str | None, text: bool, number: bool) -> None:  # noqa: FBT001
    assert formatted_away(code, CellKind.TEXT) is text
    assert formatted_away(code, CellKind.NUMBER) is number


def test_colour_of__every_way_to_write_one() -> None:
    black = (0, 0, 0)
    assert colour_of({"rgb": "FFFFFFFF"}, black) == (255, 255, 255)
    assert colour_of({"indexed": "9"}, black) == (255, 255, 255)
    assert colour_of({"indexed": "64"}, black) == black
    assert colour_of({"theme": "0", "tint": "-0.5"}, black) == (128, 128, 128)
    assert colour_of({"theme": "4"}, black) == "4 0"
    assert colour_of({"auto": "1"}, black) == black
    assert colour_of({"rgb": "nonsense"}, black) is None
    assert colour_of({"indexed": "999"}, black) is None
