from __future__ import annotations

import pytest
from support.addresses import at
from support.intake_files import ODF, ods, ods_parts, zipped

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.ods.workbook import read_ods
from lzfx.model.book import RawSheet

ONE = '<table:table-cell office:value-type="float" office:value="1"/>'
ROW = f"<table:table-row>{ONE}</table:table-row>"


def _row(*cells: str, said: str = "") -> str:
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


def _cell(said: str = "", inner: str = "", kind: str = "") -> str:
    typed = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{typed} {said}>{inner}</table:table-cell>"


def _text(text: str, said: str = "") -> str:
    return _cell(said, f"<text:p>{text}</text:p>", "string")


def _only(data: bytes) -> RawSheet:
    (found,) = read_ods(data).sheets
    return found


def _values(rows: str) -> list[tuple[int, int, str, object]]:
    return [(c.row, c.column, c.kind.value, c.value) for c in _only(ods(rows)).cells]


def _refusal(data: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        read_ods(data, limits or Limits())
    return caught.value


def test_read_ods__every_kind_of_cell() -> None:
    cells = [
        _cell('office:value="1.5"', "<text:p>1.50</text:p>", "float"),
        _cell('office:value="0.25"', "<text:p>25%</text:p>", "percentage"),
        _cell('office:value="12"', "<text:p>¥12</text:p>", "currency"),
        _cell('office:date-value="2026-09-15"', "<text:p>9月15日</text:p>", "date"),
        _cell('office:date-value="2026-09-15T08:30:00.5"', "", "date"),
        _cell('office:time-value="PT36H00M00S"', "<text:p>36:00</text:p>", "time"),
        _cell('office:boolean-value="true" table:formula="of:=TRUE()"', "", "boolean"),
        _text("甲"),
        _cell('office:string-value="乙"', "", "string"),
        _cell('table:formula="of:=1/0" calcext:value-type="error"', "<text:p>#DIV/0!</text:p>"),
        _cell('table:formula="of:=1/0" office:value="0"', "<text:p>#REF!</text:p>", "float"),
        _cell('table:formula="of:=1+1"'),
        _cell('office:date-value="2026-19-99"', "<text:p>怪</text:p>", "date"),
        _cell('office:value="一"', "<text:p>一</text:p>", "float"),
    ]
    found = _only(ods(_row(*cells)))
    assert [(c.kind.value, c.value, c.formula) for c in found.cells] == [
        ("number", 1.5, False),
        ("number", 0.25, False),
        ("number", 12, False),
        ("date", "2026-09-15", False),
        ("date", "2026-09-15T08:30:00", False),
        ("number", 1.5, False),
        ("bool", 1, True),
        ("text", "甲", False),
        ("text", "乙", False),
        ("error", "#DIV/0!", True),
        ("error", "#REF!", True),
        ("uncached", "", True),
        ("text", "怪", False),
        ("text", "一", False),
    ]


def test_read_ods__blanks_tabs_breaks_and_paragraphs() -> None:
    inner = '<text:p>  a\n  b<text:s text:c="2"/>c<text:tab/><text:span>d</text:span></text:p>'
    inner += "<text:p><text:s/>e<text:line-break/>f<text:ruby-text>g</text:ruby-text></text:p>"
    assert _values(_row(_cell("", inner, "string"))) == [(1, 1, "text", "a b  c\td\n e\nf")]


def test_read_ods__pretty_printed_file_reads_the_same() -> None:
    cell = _cell("", "\n   <text:p>甲</text:p>\n ", "string")
    rows = f"\n  <table:table-row>\n   {cell}\n  </table:table-row>\n"
    assert _values(rows) == [(1, 1, "text", "甲")]


def test_read_ods__repeats_only_where_filled() -> None:
    rows = _row(
        _cell('table:number-columns-repeated="2"'),
        _text("甲", 'table:number-columns-repeated="2"'),
        _cell('table:number-columns-repeated="16380"'),
        said=' table:number-rows-repeated="2"',
    )
    rows += _row(
        _cell('table:number-columns-repeated="16384"'), said=' table:number-rows-repeated="1048000"'
    )
    rows += _row(_text("乙"))
    assert _values(rows) == [
        (1, 3, "text", "甲"),
        (1, 4, "text", "甲"),
        (2, 3, "text", "甲"),
        (2, 4, "text", "甲"),
        (1_048_003, 1, "text", "乙"),
    ]


def test_read_ods__hostile_repeats() -> None:
    filled = _text("x", 'table:number-columns-repeated="10000"')
    many = _row(filled, said=' table:number-rows-repeated="10000"')
    assert _refusal(ods(many)).code == "too-many-cells"
    giant = _row(_text("x"), said=' table:number-rows-repeated="999999999"')
    assert _refusal(ods(giant)).code == "too-many-cells"
    below = _row(_cell(), said=' table:number-rows-repeated="1048576"') + ROW
    refusal = _refusal(ods(below))
    assert (refusal.code, refusal.cell) == ("out-of-grid", at("A1048577"))
    spaces = _row(_cell("", '<text:p><text:s text:c="999999999"/></text:p>', "string"))
    assert _refusal(ods(spaces)).code == "text-too-long"
    hidden = _row(
        _cell(), said=' table:visibility="collapse" table:number-rows-repeated="99999999"'
    )
    assert _only(ods(ROW + hidden)).hidden_rows == set()


def test_read_ods__merges_keep_covered_values() -> None:
    spanned = _text("甲", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    covered = _text("藏").replace("table:table-cell", "table:covered-table-cell")
    found = _only(ods(_row(spanned, covered)))
    assert found.merges == ((1, 1, 3, 2),)
    assert [(cell.column, cell.value) for cell in found.cells] == [(1, "甲"), (2, "藏")]


def test_read_ods__comments_and_drawings_are_no_cell_text() -> None:
    said = "<dc:creator>张</dc:creator><text:p>请</text:p><text:p>改</text:p>"
    note = f"<office:annotation>{said}</office:annotation>"
    drawing = "<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>"
    shapes = f"<table:shapes>{drawing}</table:shapes>"
    found = _only(ods(shapes + _row(_cell("", f"{note}{drawing}<text:p>甲</text:p>", "string"))))
    assert [cell.value for cell in found.cells] == ["甲"]
    assert found.comments == {"A1": "请\n改"}


def test_read_ods__tables_that_are_not_sheets() -> None:
    inner = f'<table:table table:name="里">{ROW}</table:table>'
    table = f'<table:table table:name="外"><table:table-row><table:table-cell>{inner}'
    table += f"</table:table-cell>{ONE}</table:table-row></table:table>"
    table += f"<table:dde-links><table:dde-link>{inner}</table:dde-link></table:dde-links>"
    book = read_ods(zipped(ods_parts(table)))
    assert [(s.name, [(c.row, c.column) for c in s.cells]) for s in book.sheets] == [
        ("外", [(1, 2)])
    ]


def test_read_ods__hidden_tables_rows_columns_and_struck_cells() -> None:
    through = '<style:text-properties style:text-line-through-style="{}"/>'
    styles = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style>"
        f'<style:style style:name="ce1">{through.format("solid")}</style:style>'
        '<style:style style:name="ce2" style:parent-style-name="ce1"/>'
        f'<style:style style:name="ce3">{through.format("none")}</style:style>'
    )
    named = 'table:style-name="{}"'
    columns = '<table:table-column/><table:table-column table:visibility="collapse" '
    columns += 'table:number-columns-repeated="2"/>'
    columns += '<table:table-column table:default-cell-style-name="ce1"/>'
    first = _row(
        _text("a", named.format("ce2")), _text("b"), _text("c", named.format("ce3")), _text("d")
    )
    rows = first + _row(_text("e"), said=' table:visibility="filter"')
    table = f'<table:table table:name="甲" table:style-name="ta2">{columns}'
    table += f"<table:table-row-group>{rows}</table:table-row-group></table:table>"
    (found,) = read_ods(zipped(ods_parts(table, styles=styles))).sheets
    assert not found.visible
    assert found.hidden_rows == {2}
    assert found.hidden_columns == {2, 3}
    assert [cell.struck for cell in found.cells] == [True, False, False, True, False]


def test_read_ods__names_and_custom_properties() -> None:
    names = '<table:named-range table:name="区" table:cell-range-address="$表1.$A$1"/>'
    names += '<table:named-expression table:name="章" table:expression="of:=&quot;LZ1&quot;"/>'
    parts = ods_parts(f'<table:table table:name="表1">{ROW}</table:table>', names=names)
    parts["meta.xml"] = (
        f"<office:document-meta {ODF}><office:meta><meta:user-defined meta:name='lzfx'>LZ1.abc"
        "</meta:user-defined><meta:keyword>x</meta:keyword></office:meta></office:document-meta>"
    )
    book = read_ods(zipped(parts))
    assert book.names == {"区": "$表1.$A$1", "章": '"LZ1"'}
    assert book.custom == {"lzfx": "LZ1.abc"}
    assert book.container == "ods"


def test_read_ods__refusals() -> None:
    parts = ods_parts(f'<table:table table:name="表1">{ROW}</table:table>')
    locked = parts | {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    bare = {name: body for name, body in parts.items() if name != "content.xml"}
    evil = parts | {"content.xml": '<!DOCTYPE a [<!ENTITY x "y">]>' + parts["content.xml"]}
    tables = "".join(f'<table:table table:name="{n}"/>' for n in range(5))
    assert _refusal(zipped(locked)).code == "password-protected"
    assert _refusal(zipped(bare)).code == "workbook-damaged"
    assert _refusal(zipped(evil)).code == "xml-entity"
    assert _refusal(zipped(ods_parts(""))).code == "no-worksheet"
    assert _refusal(zipped(ods_parts(tables)), Limits(sheets=4)).code == "too-many-sheets"
    assert _refusal(ods(ROW * 30), Limits(cell_elements=20)).code == "too-many-cells"
    merged = _row(_text("x", 'table:number-columns-spanned="2"') * 5)
    assert _refusal(ods(merged), Limits(merges=4)).code == "too-many-merges"
