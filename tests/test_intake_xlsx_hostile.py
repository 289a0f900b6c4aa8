from __future__ import annotations

import random

import pytest
from support.addresses import at
from support.intake_files import MAIN, sheet, xlsx, xlsx_parts, zipped

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.xlsx.workbook import read_xlsx

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
TEXT = '<row r="1"><c r="C7" t="s"><v>{}</v></c></row>'


def _refusal(data: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_xlsx(data, limits or Limits())
    return caught.value


@pytest.mark.parametrize("cell", ["XFE1", "A1048577", "ZZZ9999999", "A0"])
@pytest.mark.parametrize("written", ['<c r="{}"><v>1</v></c>', '<c r="{}" t="str"><v>x</v></c>'])
def test_read_xlsx__outside_the_grid(cell: str, written: str) -> None:
    refusal = _refusal(xlsx(f"<row>{written.format(cell)}</row>"))
    assert refusal.code in ("out-of-grid", "workbook-damaged")
    assert refusal.sheet == "表1"
    if cell != "A0":
        assert (refusal.code, refusal.cell) == ("out-of-grid", at(cell))


def test_read_xlsx__last_cell_of_the_grid_is_read() -> None:
    (found,) = read_xlsx(xlsx('<row><c r="XFD1048576"><v>1</v></c></row>')).sheets
    assert (found.cells[0].row, found.cells[0].column) == (1_048_576, 16_384)


@pytest.mark.parametrize("second", ['<c r="A1"><v>2</v></c>', '<c r="A1" t="str"><v>x</v></c>'])
def test_read_xlsx__cell_given_twice(second: str) -> None:
    refusal = _refusal(xlsx(f'{ONE}<row r="1">{second}</row>'))
    assert (refusal.code, refusal.sheet, refusal.cell) == ("cell-given-twice", "表1", at("A1"))


def test_read_xlsx__counts_above_the_caps() -> None:
    empty = "<row>" + '<c r="A1" s="1"/>' * 30 + "</row>"
    filled = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 31))
    merges = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 30 + "</mergeCells>"
    strings = f'<sst xmlns="{MAIN}">' + "<si><t>x</t></si>" * 30 + "</sst>"
    slow_strings = strings.replace("</sst>", "<si/></sst>")
    merged = zipped(xlsx_parts(sheet(ONE, after=merges)))
    assert _refusal(xlsx(empty), Limits(cell_elements=20)).code == "too-many-cells"
    assert _refusal(xlsx(filled), Limits(values=20)).code == "too-many-cells"
    assert _refusal(xlsx(filled, filled), Limits(values=50)).code == "too-many-cells"
    assert _refusal(merged, Limits(merges=20)).code == "too-many-merges"
    assert _refusal(xlsx(*[ONE] * 5), Limits(sheets=4)).code == "too-many-sheets"
    for table in (strings, slow_strings):
        refusal = _refusal(xlsx(ONE, strings=table), Limits(strings=20))
        assert refusal.code == "too-many-strings"


def test_read_xlsx__text_no_cell_can_hold() -> None:
    long = "字" * 32_768
    shared = f'<sst xmlns="{MAIN}"><si><t>{long}</t></si></sst>'
    slow = shared.replace("<sst", "<!-- --><sst")
    inline = f'<row r="1"><c r="C7" t="inlineStr"><is><t>{long}</t></is></c></row>'
    for data in (
        xlsx(TEXT.format(0), strings=shared),
        xlsx(TEXT.format(0), strings=slow),
        xlsx(TEXT.format(0) + "<!-- -->", strings=shared),
        xlsx(inline),
    ):
        refusal = _refusal(data)
        assert (refusal.code, refusal.sheet, refusal.cell) == ("text-too-long", "表1", at("C7"))
        assert refusal.params == {"limit": 32_767}


@pytest.mark.parametrize("number", ["1", "-1", "99999999999", "1.5", "x"])
@pytest.mark.parametrize("comment", ["", "<!-- -->"])
def test_read_xlsx__shared_string_that_is_not_there(number: str, comment: str) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'
    refusal = _refusal(xlsx(TEXT.format(number) + comment, strings=strings))
    assert (refusal.code, refusal.sheet, refusal.cell) == ("workbook-damaged", "表1", at("C7"))


def test_read_xlsx__missing_parts() -> None:
    parts = xlsx_parts(sheet(ONE))
    without = {name: body for name, body in parts.items() if "sheet1" not in name}
    rels = "xl/_rels/workbook.xml.rels"
    outside = parts | {rels: parts[rels].replace("Target=", 'TargetMode="External" Target=')}
    unrelated = parts | {rels: parts[rels].replace("rId1", "rId9")}
    above = parts | {rels: parts[rels].replace("worksheets/sheet1", "../../../etc/passwd")}
    for broken in (without, outside, unrelated, above):
        refusal = _refusal(zipped(broken))
        assert (refusal.code, refusal.params) == ("sheet-part-missing", {"sheet": "表1"})
    headless = {name: body for name, body in parts.items() if name != "xl/workbook.xml"}
    assert _refusal(zipped(headless)).code == "workbook-damaged"
    bare = parts | {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}
    assert _refusal(zipped(bare)).code == "no-worksheet"


def test_read_xlsx__entities_and_bombs_in_each_part() -> None:
    parts = xlsx_parts(sheet(ONE), strings="<sst/>", styles="<styleSheet/>")
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for name in parts:
        if name.startswith("xl/"):
            assert _refusal(zipped(parts | {name: evil + parts[name]})).code == "xml-entity"
            padded = parts[name] + " " * 20_000_000
            assert _refusal(zipped(parts | {name: padded})).code == "zip-bomb"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><c r="B1"><f>1</f></c></c></row>',
        '<row r="1"><c r="A1"><v>1<v>2</v></v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</c></v></row>',
    ],
)
def test_read_xlsx__nonsense_is_named(rows: str) -> None:
    assert _refusal(xlsx(rows)).code in ("workbook-damaged", "xml-damaged")


def test_read_xlsx__nesting() -> None:
    deep = "<x>" * 70 + "</x>" * 70
    assert _refusal(xlsx(deep)).code == "xml-too-deep"
    inside = f'<row r="1"><c r="A1"><is>{deep}</is></c></row>'
    assert _refusal(xlsx(inside)).code == "xml-too-deep"


def test_read_xlsx__absurd_counts_are_no_crash() -> None:
    digits = "9" * 5000
    style = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="{digits}"/><xf numFmtId="²"/>'
    data = xlsx(
        f'<row r="{digits}"><c r="A1"><v>{digits}</v></c></row>',
        styles=f"{style}</cellXfs></styleSheet>",
    )
    assert read_xlsx(data).sheets[0].cells[0].value == digits
    refusal = _refusal(xlsx(TEXT.format(digits), strings=f'<sst xmlns="{MAIN}"/>'))
    assert refusal.code == "workbook-damaged"
    columns = '<col min="1" max="16384" hidden="1"/>' * 16_385
    wide = zipped(xlsx_parts(sheet(ONE, before=f"<cols>{columns}</cols>")))
    assert _refusal(wide).code == "workbook-damaged"


def test_read_xlsx__millions_of_values_are_refused_before_they_are_taken() -> None:
    numbers = "".join(f'<c r="A{n}"><v>{n}</v></c>' for n in range(1, 600_000))
    assert _refusal(xlsx(f"<row>{numbers}</row>")).code == "too-many-cells"


def test_read_xlsx__mutations_end_in_a_book_or_a_refusal() -> None:
    base = xlsx(ONE, TEXT.format(0), strings=f'<sst xmlns="{MAIN}"><si><t>甲</t></si></sst>')
    parts = xlsx_parts(sheet(ONE), sheet(TEXT.format(0)))
    dice = random.Random(20260915)  # noqa: S311 - a fixed seed, so that a failure can be repeated
    outcomes = set()
    for number in range(400):
        if number % 2:
            data = bytearray(base)
            for _ in range(dice.randint(1, 8)):
                data[dice.randrange(len(data))] = dice.randrange(256)
            mutant = bytes(data)
        else:
            name = dice.choice(sorted(parts))
            text = parts[name]
            begin = dice.randrange(len(text))
            cut = text[:begin] + text[begin + dice.randint(1, 40) :]
            mutant = zipped(parts | {name: cut})
        try:
            read_xlsx(mutant)
            outcomes.add("read")
        except Refused as refused:
            outcomes.add(refused.code)
    assert {"read", "zip-damaged", "xml-damaged"} <= outcomes
