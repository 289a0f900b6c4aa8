"""What the patterns leave to the parser: nothing in a sheet is passed over unseen."""

from __future__ import annotations

import time

import pytest
from support.intake_files import MAIN, sheet, xlsx, xlsx_parts, zipped

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.cells import Tally
from lzfx.intake.xlsx.fast_path import read_by_patterns
from lzfx.intake.xlsx.strings import written
from lzfx.intake.xlsx.workbook import read_xlsx
from lzfx.model.book import RawBook

ONE = '<c r="A1"><v>1</v></c>'
PREFIXED = '<y:c r="B2" t="inlineStr"><y:is><y:t>乙</y:t></y:is></y:c>'
TWO = '<c r="B2" t="inlineStr"><is><t>乙</t></is></c>'


def _values(data: bytes) -> list[tuple[int, int, object]]:
    (found,) = read_xlsx(data).sheets
    return [(cell.row, cell.column, cell.value) for cell in found.cells]


def _part(text: str) -> bytes:
    return zipped(xlsx_parts(text))


BOTH = [(1, 1, 1), (2, 2, "乙")]


@pytest.mark.parametrize(
    "text",
    [
        sheet(f'<row r="1">{ONE}</row><row r="2">{TWO}</row>'),
        f"<!-- <x:worksheet > -->{sheet(f'<row>{ONE}{TWO}</row>')}",
        f"<?a <x:worksheet ?>{sheet(f'<row>{ONE}{TWO}</row>')}",
        sheet(f"<row>{ONE}</row>").replace(
            "</row>", f'<y:row xmlns:y="{MAIN}">{PREFIXED}</y:row></row>'
        ),
        sheet(f"<row>{ONE}</row>", before=f"<cols>{TWO}<col/></cols>"),
        sheet(f"<row>{ONE}</row>", after=TWO),
        sheet(f"<!-- --><row>{ONE}{TWO}</row>", namespace="urn:unheard-of"),
        sheet(f"<row>{ONE}</row>", after=f"<sheetData><row>{TWO}</row></sheetData>"),
        sheet(f"<row>{ONE}{TWO}</row>").replace("<sheetData>", '<sheetData x="1">'),
    ],
)
def test_read_sheet__finds_cells_wherever_they_stand(text: str) -> None:
    assert _values(_part(text)) == BOTH


def test_read_sheet__another_root_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_xlsx(_part(f"<other><!-- --><sheetData>{ONE}</sheetData></other>"))
    assert caught.value.code == "workbook-damaged"


@pytest.mark.parametrize(
    "columns", ['<col min="2" max="2" hidden="1"/>', "<col min='2' max='2' hidden='1'/>"]
)
def test_read_sheet__hidden_columns_are_seen_however_written(columns: str) -> None:
    (found,) = read_xlsx(
        _part(sheet(f"<row>{ONE}{TWO}</row>", before=f"<cols>{columns}</cols>"))
    ).sheets
    assert found.hidden_columns == {2}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("甲&amp;&#20057;", "甲&乙"),
        ("_x0041_", "A"),
        ("a]b", "a]b"),
        ("", ""),
        ("&lt;&#60;", "<<"),
        ("甲\r\n乙", "甲\n乙"),
    ],
)
def test_written__makes_sense_of_references_and_escapes(raw: str, text: str) -> None:
    assert list(written("p", (raw.encode(), "丙".encode()), 9)) == [text, "丙"]


@pytest.mark.parametrize("raw", [b"\xff", b"\x01", b"&x;", b"&#1;", b"]]>", "\ufffe".encode()])
def test_written__refuses_what_no_xml_may_hold(raw: bytes) -> None:
    with pytest.raises(Refused) as caught:
        written("p", (raw,), 9)
    assert caught.value.code == "xml-damaged"


def test_take__says_nothing_about_what_it_cannot_judge() -> None:
    tally = Tally(Limits())
    for text in (f"<!-- -->{sheet(ONE)}", sheet(ONE).replace("<sheetData>", "<sheetData >")):
        assert read_by_patterns("p", text.encode(), "表", tally) is None


def test_read_xlsx__a_hostile_pattern_costs_no_time() -> None:
    for piece in ('<row r="1" ', '<c r="A1', "<v>1", '<c r="A1" t="inlineStr"><is><t>'):
        began = time.perf_counter()
        with pytest.raises(Refused):
            read_xlsx(_part(sheet(piece * 400_000)))
        assert time.perf_counter() - began < 5


def _struck(book: RawBook) -> list[bool]:
    return [cell.struck for cell in book.sheets[0].cells]


def test_read_xlsx__texts_struck_in_a_part() -> None:
    run = "<r><rPr><strike{}/></rPr><t>删</t></r><r><t>留</t></r>"
    items = "".join(f"<si>{run.format(said)}</si>" for said in ("", ' val="0"'))
    strings = f'<sst xmlns="{MAIN}">{items}<si><t>全</t></si></sst>'
    cells = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABC"))
    assert _struck(read_xlsx(xlsx(f"<row>{cells}</row>", strings=strings))) == [True, False, False]
    assert _struck(read_xlsx(xlsx(f"<row>{cells}<!-- --></row>", strings=strings))) == [
        *(True, False, False)
    ]
    inline = f'<c r="A1" t="inlineStr"><is>{run.format("")}</is></c>'
    assert _struck(read_xlsx(xlsx(f"<row>{inline}</row>"))) == [True]


def test_read_xlsx__a_picture_in_a_cell_is_no_text() -> None:
    cell = '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID",1)</f><v>=DISPIMG("ID",1)</v></c>'
    (found,) = read_xlsx(xlsx(f"<row>{cell}</row>")).sheets[0].cells
    assert (found.kind, found.value) == ("error", "嵌入的图片")


def test_read_xlsx__two_values_in_a_cell_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_xlsx(xlsx('<row><c r="A1"><v>1</v><v>2</v></c></row>'))
    assert caught.value.code == "workbook-damaged"


FOOTER = "<headerFooter><oddFooter>&amp;C{}</oddFooter></headerFooter>"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('<dimension ref="A1:B2"/>', FOOTER.format("编号1"), ""),
        ('<dimension ref="A1:Z9"/>', FOOTER.format("编号2"), ""),
        ("", FOOTER.format("&nothing;"), "xml-damaged"),
        ("", FOOTER.format("\x01"), "xml-damaged"),
        ("", FOOTER.format("\ufffe"), "xml-damaged"),
        ("", FOOTER.format("]]>"), "xml-damaged"),
        ("", FOOTER.format("<b>"), "xml-damaged"),
        ('<dimension ref="A1"></dimensions>', "", "xml-damaged"),
        ("", FOOTER.format("1") + "<mergeCells>", "xml-damaged"),
    ],
)
def test_take__what_differs_from_return_to_return_must_be_sound_too(
    before: str, after: str, code: str
) -> None:
    data = _part(sheet(f'<row r="1">{ONE}</row><row r="2">{TWO}</row>', before=before, after=after))
    if not code:
        assert _values(data) == BOTH
        return
    with pytest.raises(Refused) as caught:
        read_xlsx(data)
    assert caught.value.code == code


def test_take__the_same_frame_around_other_rows_gives_other_rows() -> None:
    """What is remembered of one sheet says nothing about the cells of the next."""
    merge = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    first, second = (
        read_xlsx(_part(sheet(f'<row r="1">{cell}</row>', after=merge))).sheets[0]
        for cell in (ONE, ONE.replace("A1", "C1"))
    )
    assert first.merges == second.merges == ((1, 1, 1, 2),)
    assert [cell.column for sheet_ in (first, second) for cell in sheet_.cells] == [1, 3]


def test_styles__are_not_those_of_the_return_before() -> None:
    """Parts are remembered by their bytes, not by their names."""
    rows = sheet('<row r="1"><c r="A1" s="0"><v>40000</v></c></row>')
    kinds = []
    for number in ("0", "14"):
        formats = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
        styles = f'<styleSheet xmlns="{MAIN}">{formats}</styleSheet>'
        data = zipped(xlsx_parts(rows, styles=styles))
        kinds.append(read_xlsx(data).sheets[0].cells[0].kind)
    assert kinds == ["number", "date"]
