"""Cases of OpenDocument: repeats, nesting, comments, styles, broken and locked packages."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from support.hostile_books import base, column, facts, head_row, put
from support.hostile_pack import zipped
from support.hostile_write import ods_cell, ods_of
from support.hostile_xlsx import DTD, LAUGHS
from support.hostile_zip import noise
from support.intake_files import ODF

from lzfx.model.book import CellKind, RawCell

Make = Callable[[], bytes]
GOOD = "每月由科长抽查一次凭证并签字。"
_DEEP = "<text:span>" * 70 + "</text:span>" * 70


def parts() -> dict[str, bytes]:
    """The parts of the clean return."""
    with zipfile.ZipFile(io.BytesIO(ods_of(base()))) as package:
        return {name: package.read(name) for name in package.namelist()}


def content(change: Callable[[str], str | bytes]) -> Make:
    """The return with its content changed."""
    return lambda: zipped(parts() | {"content.xml": change(parts()["content.xml"].decode())})


def with_part(name: str, body: str | bytes) -> Make:
    """The return with a part replaced or added."""
    return lambda: zipped(parts() | {name: body})


def without(name: str) -> Make:
    """The return without a part."""
    return lambda: zipped({key: body for key, body in parts().items() if key != name}, stored=True)


def cell(written: str) -> Make:
    """The return with the cell of one answer written so."""
    mark = RawCell(head_row() + 1, column("measures"), CellKind.TEXT, "这里")

    def make() -> bytes:
        data = ods_of(put("measures", "这里")(base()))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {name: package.read(name) for name in package.namelist()}
        text = found["content.xml"].decode()
        assert text.count(ods_cell(mark)) == 1
        return zipped(found | {"content.xml": text.replace(ods_cell(mark), written)})

    return make


def held(said: str, inner: str = "") -> Make:
    """The same, with these attributes and paragraphs."""
    return cell(f"<table:table-cell {said}>{inner}</table:table-cell>")


def rows(text: str) -> Make:
    """The return with more rows at the end of its first table."""
    return content(lambda old: old.replace("</table:table>", f"{text}</table:table>", 1))


def _tables(count: int) -> Make:
    more = "".join(f'<table:table table:name="另{n}"/>' for n in range(count - 3))
    return content(lambda old: old.replace("<table:named-expr", f"{more}<table:named-expr", 1))


_STRUCK = (
    '<style:style style:name="common"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)
_STRING = 'office:value-type="string"'
_P = f"<text:p>{GOOD}</text:p>"
_X = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'


def _filtered() -> bytes:
    found = _read(ods_of(facts(hidden_rows=frozenset({head_row() + 2}))(base())))
    found["content.xml"] = found["content.xml"].replace(b'"collapse"', b'"filter"')
    return zipped(found)


def _cut(percent: int) -> bytes:
    return ods_of(base())[: len(ods_of(base())) * percent // 100]


def _read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


CASES: dict[str, Make] = {
    "ods+/entity": content(lambda text: DTD + text),
    "ods+/billion-laughs": content(lambda text: LAUGHS + text),
    "ods+/cut": content(lambda text: text[: len(text) // 2]),
    "ods+/utf-16": content(
        lambda text: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    ),
    "ods+/pretty-printed": content(lambda text: text.replace("><table:", ">\n    <table:")),
    "ods+/no-utf-8": content(lambda text: text.encode().replace("经".encode(), b"\xe7\xbb", 1)),
    "ods+/content-missing": without("content.xml"),
    "ods+/mimetype-missing": without("mimetype"),
    "ods+/manifest-missing": without("META-INF/manifest.xml"),
    "ods+/meta-missing": without("meta.xml"),
    "ods+/meta-broken": with_part("meta.xml", "<a>"),
    "ods+/styles-broken": with_part("styles.xml", "<a>"),
    "ods+/content-of-noise": with_part("content.xml", noise(3000)),
    "ods+/content-empty": with_part("content.xml", ""),
    "ods+/locked": with_part("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"),
    "ods+/no-tables": content(
        lambda text: re.sub("<table:table .*</table:table>", "", text, flags=re.DOTALL)
    ),
    "ods+/tables-64": _tables(64),
    "ods+/tables-65": _tables(65),
    "ods+/table-name-twice": content(
        lambda text: text.replace('table:name="岗位职责"', 'table:name="风险点"')
    ),
    "ods+/deep": held(_STRING, f"<text:p>{_DEEP}</text:p>"),
    "ods+/repeat-of-a-billion-rows": rows(
        f'<table:table-row table:number-rows-repeated="999999999">{_X.format("")}</table:table-row>'
    ),
    "ods+/repeat-of-a-million-cells": rows(
        "<table:table-row>"
        + _X.format(' table:number-columns-repeated="1000000"')
        + "</table:table-row>"
    ),
    "ods+/repeat-of-empty-rows": rows('<table:table-row table:number-rows-repeated="1048000"/>'),
    "ods+/repeat-without-sense": rows('<table:table-row table:number-rows-repeated="-7"/>'),
    "ods+/row-below-the-grid": rows(
        '<table:table-row table:number-rows-repeated="1048576"/>'
        f"<table:table-row>{_X.format('')}</table:table-row>"
    ),
    "ods+/hundred-million-repeated-cells": rows(
        '<table:table-row table:number-rows-repeated="10000">'
        + _X.format(' table:number-columns-repeated="10000"')
        + "</table:table-row>"
    ),
    "ods+/spaces-of-a-billion": held(_STRING, '<text:p><text:s text:c="999999999"/></text:p>'),
    "ods+/text-of-32768": held(_STRING, f"<text:p>{'字' * 32_768}</text:p>"),
    "ods+/text-in-paragraphs-and-spans": held(
        _STRING,
        "<text:p>每月由科长<text:span>抽查</text:span></text:p><text:p>一次凭证并签字。</text:p>",
    ),
    "ods+/text-struck-in-a-part": held(
        _STRING,
        '<text:p>每月由科长<text:span text:style-name="struck">抽查</text:span>凭证一次。</text:p>',
    ),
    "ods+/text-struck-by-a-common-style": lambda: zipped(
        _read(held(f'{_STRING} table:style-name="common"', _P)())
        | {
            "styles.xml": f"<office:document-styles {ODF}><office:styles>{_STRUCK}</office:styles>"
            "</office:document-styles>",
        }
    ),
    "ods+/text-only-as-attribute": held(f'{_STRING} office:string-value="{GOOD}"'),
    "ods+/text-with-a-note-inside": held(
        _STRING,
        f"<text:p>每月由科长<office:annotation><text:p>问</text:p></office:annotation>{GOOD}</text:p>",
    ),
    "ods+/comment": held(
        _STRING, f"<office:annotation><text:p>请改</text:p></office:annotation>{_P}"
    ),
    "ods+/drawing-in-the-cell": held(
        _STRING, f"<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>{_P}"
    ),
    "ods+/table-in-the-cell": held(
        _STRING,
        f'<table:table table:name="里"><table:table-row>{_X.format("")}</table:table-row>'
        f"</table:table>{_P}",
    ),
    "ods+/error": held(
        'table:formula="of:=1/0" calcext:value-type="error"', "<text:p>#DIV/0!</text:p>"
    ),
    "ods+/error-as-number": held(
        'table:formula="of:=1/0" office:value-type="float" office:value="0"',
        "<text:p>Err:502</text:p>",
    ),
    "ods+/formula-only": held('table:formula="of:=1+1"'),
    "ods+/truth-by-formula": held(
        'table:formula="of:=TRUE()" office:value-type="float" office:value="1"'
    ),
    "ods+/duration": held(
        'office:value-type="time" office:time-value="PT36H00M00S"', "<text:p>36:00</text:p>"
    ),
    "ods+/duration-without-end": held(
        f'office:value-type="time" office:time-value="PT{"9" * 400}H"', "<text:p>很久</text:p>"
    ),
    "ods+/percentage": held(
        'office:value-type="percentage" office:value="0.25"', "<text:p>25%</text:p>"
    ),
    "ods+/number-without-a-number": held(
        'office:value-type="float" office:value="x"', f"<text:p>{escape(GOOD)}</text:p>"
    ),
    "ods+/number-not-finite": held(
        'office:value-type="float" office:value="INF"', "<text:p>INF</text:p>"
    ),
    "ods+/number-18-digits": held(
        'office:value-type="float" office:value="350702199001011234"',
        "<text:p>350702199001011234</text:p>",
    ),
    "ods+/day-without-sense": held(
        'office:value-type="date" office:date-value="2026-99-99"', f"<text:p>{GOOD}</text:p>"
    ),
    "ods+/type-unknown": held('office:value-type="zz"', _P),
    "ods+/covered-cell-with-a-text": held(
        f'{_STRING} table:number-columns-spanned="2"',
        f"{_P}</table:table-cell><table:covered-table-cell {_STRING}><text:p>藏</text:p>"
        "</table:covered-table-cell><table:table-cell>",
    ),
    "ods+/row-filtered": _filtered,
    "ods+/table-not-shown": content(
        lambda text: text.replace(
            'table:name="风险点"', 'table:name="风险点" table:style-name="away"'
        )
    ),
    "ods+/in-a-row-group": content(
        lambda text: re.sub(
            "(<table:table-row.*?</table:table-row>)(?=</table:table>)",
            r"<table:table-row-group>\1</table:table-row-group>",
            text,
            count=1,
            flags=re.DOTALL,
        )
    ),
    "ods+/tracked-changes": content(
        lambda text: text.replace(
            "<office:spreadsheet>",
            f'<office:spreadsheet><table:tracked-changes><table:table table:name="旧">'
            f"<table:table-row>{_X.format('')}</table:table-row></table:table>"
            "</table:tracked-changes>",
        )
    ),
    **{
        f"ods+/cut-at-{percent}": functools.partial(_cut, percent)
        for percent in (10, 30, 50, 70, 90, 98)
    },
}
