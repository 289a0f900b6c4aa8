"""What the readers keep of how a value is shown: in every format, by every path."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from openpyxl import Workbook
from support.intake_files import converted, ods, xlsx
from support.sample_office import have_office

from lzfx.checks.cells import read_cell
from lzfx.forms.as_shown import has_lost_digits
from lzfx.forms.spec import FieldSpec
from lzfx.intake.book import read_book
from lzfx.intake.process.wire import decode, encode
from lzfx.model.book import CellKind, RawBook, RawCell, Shown, Unseen
from lzfx.model.finding import Where

OFFICE = pytest.mark.skipif(
    not have_office() and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="3"><numFmt numFmtId="164" formatCode="000000"/>
<numFmt numFmtId="165" formatCode="0;;&quot;无&quot;;@&quot;同志&quot;"/>
<numFmt numFmtId="166" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/>
<xf numFmtId="166"/><xf numFmtId="9"/></cellXfs></styleSheet>"""
ROW = (
    '<row r="1"><c r="A1"><v>7</v></c><c r="B1" s="1"><v>7</v></c>'
    '<c r="C1" s="1"><v>1234567</v></c>'
    '<c r="D1" s="2"><v>0</v></c><c r="E1" s="2"><v>-3</v></c>'
    '<c r="F1" s="2" t="inlineStr"><is><t>林晓芸</t></is></c><c r="G1" s="3"><v>46266</v></c>'
    '<c r="H1" s="4"{more}><v>0.15</v></c><c r="I1" s="1" t="b"><v>1</v></c></row>'
)
FAST, PARSED = ROW.format(more=""), ROW.format(more=' cm="1"')


def _shown(book: RawBook) -> dict[str, str]:
    """The texts shown by address, where they are not what is stored."""
    (sheet,) = book.sheets
    return {
        f"{'ABCDEFGHI'[cell.column - 1]}{cell.row}": cell.shown.text
        for cell in sheet.cells
        if cell.shown is not None
    }


@pytest.mark.parametrize("row", [FAST, PARSED, ROW.format(more=" xmlns:x='u'")])
def test_xlsx__shown_beside_what_is_stored(row: str) -> None:
    book = read_book(xlsx(row, styles=STYLES))
    assert _shown(book) == {
        "B1": "000007",
        "D1": "无",
        "F1": "林晓芸同志",
        "G1": "2026年9月",
        "H1": "15%",
    }
    by_place = {cell.column: cell for cell in book.sheets[0].cells}
    assert by_place[1] == RawCell(1, 1, CellKind.NUMBER, 7)
    assert by_place[3] == RawCell(1, 3, CellKind.NUMBER, 1234567)  # nothing else is seen
    assert by_place[7] == RawCell(1, 7, CellKind.DATE, "2026-09-01", shown=Shown("2026年9月"))
    assert by_place[9] == RawCell(1, 9, CellKind.BOOL, 1)  # truths have no number format


@pytest.mark.parametrize("more", ["", ' cm="1"'])
def test_xlsx__cells_without_a_style_have_the_first(more: str) -> None:
    first = STYLES.replace('<xf numFmtId="0"/>', '<xf numFmtId="9"/>')
    row = f'<row r="1"><c r="A1"{more}><v>0.15</v></c><c r="B1" s="0"{more}><v>0.5</v></c></row>'
    assert _shown(read_book(xlsx(row, styles=first))) == {"A1": "15%", "B1": "50%"}


def test_xlsx__a_number_that_its_format_shows_as_nothing_is_not_seen() -> None:
    (sheet,) = read_book(xlsx(FAST, styles=STYLES)).sheets
    assert sheet.unseen == {"E1": Unseen.FORMAT}
    (negative,) = [cell for cell in sheet.cells if cell.column == 5]
    assert (negative.value, negative.shown) == (-3, None)


def test_wire__takes_what_is_shown_along() -> None:
    book = read_book(xlsx(FAST, styles=STYLES))
    assert decode(encode(book)) == book
    unsure = RawCell(1, 1, CellKind.NUMBER, 7, shown=Shown("七", sure=False))
    (sheet,) = book.sheets
    one = RawBook("xlsx", (type(sheet)("页", True, (unsure,)),))  # noqa: FBT003
    assert decode(encode(one)) == one


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ('float" office:value="15', "人民币十五元", Shown("人民币十五元")),
        ('float" office:value="15', "15", None),
        ('percentage" office:value="0.15', "15%", Shown("15%")),
        ('date" office:date-value="2026-09-01', "2026年9月", Shown("2026年9月")),
        ('date" office:date-value="2026-09-01', "2026-09-01", None),
        ('time" office:time-value="PT9H30M0S', "9:30", Shown("9:30")),
        ('boolean" office:boolean-value="true', "真", Shown("真")),
        ('float" office:value="15', "###", Shown("###", sure=False)),
        ('string" office:string-value="甲', "甲", None),
    ],
)
def test_ods__the_text_of_the_file_is_what_is_shown(
    kind: str, text: str, shown: Shown | None
) -> None:
    cell = (
        f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'
    )
    ((found,),) = (
        one.cells for one in read_book(ods(f"<table:table-row>{cell}</table:table-row>")).sheets
    )
    assert found.shown == shown


def test_csv__texts_are_as_they_were_printed() -> None:
    cells = read_book("责任人,备注,数\n000007,15%,9:30\n甲,乙,2026年9月\n".encode()).sheets[0].cells
    assert [cell.value for cell in cells if cell.row == 2] == ["000007", "15%", "9:30"]
    assert all(cell.shown is None for cell in cells)


VALUES: tuple[tuple[Any, str, str], ...] = (
    (7, "000000", "000007"),
    (0.395833333333333, "h:mm", "9:30"),
    (46273, "yyyy/m/d", "2026/9/8"),
    (46273.604166666664, "yyyy/m/d h:mm", "2026/9/8 14:30"),
    (1.5, "[h]:mm", "36:00"),
    (-5, "0;(0)", "(5)"),
    (2.5, "# ?/?", "2 1/2"),
    (123456, "0.00E+00", "1.23E+05"),
    (15, "[DBNum2][$-804]General", "壹拾伍"),
)


@OFFICE
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_formats__are_kept_by_other_programs(suffix: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (value, code, _) in enumerate(VALUES, start=1):
        sheet.cell(row, 1, value).number_format = code
    out = io.BytesIO()
    book.save(out)
    data = converted(out.getvalue(), "xlsx", suffix)
    assert list(_shown(read_book(data)).values()) == [text for _, _, text in VALUES]


@pytest.mark.parametrize(
    ("printed", "stored", "lost"),
    [
        ("3.50102E+11", 350102000000, True),  # twelve digits, of which a sheet printed six
        ("3.50102E+17", 350102000000000000, True),
        ("1.38E+10", 13800000000, True),
        ("1.23456789012E+11", "1.23456789012E+11", False),  # nothing is left out
        ("13800138000", "13800138000", False),
        ("E+11", "E+11", False),
    ],
)
def test_csv__a_number_printed_short_has_lost_its_end(
    printed: str,
    stored: str | int,
    lost: bool,  # noqa: FBT001
) -> None:
    cells = read_book(f"甲,乙,丙\n{printed},丁,戊\n己,庚,辛\n".encode()).sheets[0].cells
    (cell,) = [cell for cell in cells if (cell.row, cell.column) == (2, 1)]
    assert (cell.value, has_lost_digits(cell)) == (stored, lost)
    field = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": "text"})
    codes = [one.code for one in read_cell(cell, field, (), Where()).findings]
    assert codes == ["digits-lost"] * lost


def test_csv__no_amount_is_made_of_a_number_printed_short() -> None:
    cells = read_book("甲,乙,丙\n1.38E+10,丁,戊\n己,庚,辛\n".encode()).sheets[0].cells
    (cell,) = [cell for cell in cells if (cell.row, cell.column) == (2, 1)]
    for kind in ("decimal", "integer", "phone", "code"):
        field = FieldSpec.model_validate({"name": "x", "title": "栏", "kind": kind})
        codes = [one.code for one in read_cell(cell, field, (), Where()).findings]
        assert codes == ["digits-lost"]
