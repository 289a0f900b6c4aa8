"""Cases in the cells of an xlsx: addresses, kinds, numbers, merges, and too much of everything."""

# ruff: noqa: RUF001 - full-width signs are what is looked at

from __future__ import annotations

from collections.abc import Callable

from support.hostile_books import base, column, head_row, last_row, put_header
from support.hostile_pack import zipped
from support.hostile_write import STYLES, parts_of
from support.hostile_xlsx import AT, cell, rows, sheet, tail
from support.hostile_zip import SHEET, part
from support.intake_files import MAIN, RELS, relations, xlsx_parts

from lzfx.model.book import CellKind

Make = Callable[[], bytes]
GOOD = "每月由科长抽查一次凭证并签字。"
_END = last_row() + 1
_MERGE = '<mergeCell ref="X{0}:Y{0}"/>'
_HIDDEN = '<col min="1" max="16384" hidden="1"/>'
_INLINE = ' t="inlineStr"'


def _one(inner: str) -> str:
    return f'<row r="{_END}">{inner}</row>'


def _counted(template: str, count: int) -> str:
    return "".join(template.format(n) for n in range(1, count + 1))


def _alone(data: str, **more: str) -> bytes:
    """A workbook of nobody with this sheet data; only for what is refused before it is read."""
    return zipped(
        xlsx_parts(f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>', **more)
    )


def _shared(item: str, *, style: str = "") -> Callable[[], bytes]:
    """The return with one answer from a table of shared strings written so."""

    def make() -> bytes:
        found = dict(parts_of(base()))
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{item}</sst>'
        old = f'<Relationship Id="y" Type="{RELS}/styles"'
        line = f'<Relationship Id="s" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>'
        key = "xl/_rels/workbook.xml.rels"
        found[key] = found[key].replace(old, line + old)
        start = found[SHEET].index(f'<c r="{AT}"')
        end = found[SHEET].index("</c>", start) + 4
        found[SHEET] = (
            f'{found[SHEET][:start]}<c r="{AT}"{style} t="s"><v>0</v></c>{found[SHEET][end:]}'
        )
        return zipped(found)

    return make


def _threads() -> bytes:
    found = dict(parts_of(base()))
    found["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
        ("a", "comments", "../comments1.xml"), ("b", "threadedComment", "../threaded.xml")
    )
    note = '<comment ref="{}"><text><t>{}</t></text></comment>'
    found["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList>{note.format(AT, "[线程]")}'
        "</commentList></comments>"
    )
    found["xl/threaded.xml"] = (
        f'<ThreadedComments><threadedComment ref="{AT}"><text>这条够不够？</text></threadedComment>'
        "</ThreadedComments>"
    )
    return zipped(found)


def _since_1904() -> bytes:
    """2026-09-08, counted from 1904."""
    found = dict(parts_of(put_header("filed_on", "2022-09-07", CellKind.DATE)(base())))
    found["xl/workbook.xml"] = found["xl/workbook.xml"].replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    return zipped(found)


_HEADINGS = f'<row r="{head_row()}">'
_STRUCK_RUN = "<r><rPr><strike/></rPr><t>每月由科长</t></r><r><t>抽查一次凭证并签字。</t></r>"
_PLAIN_RUNS = "<r><rPr><b/></rPr><t>每月由科长</t></r><r><t>抽查一次凭证并签字。</t></r>"


def _backwards(text: str) -> str:
    """The rows of the sheet from the last to the first."""
    head, _, rest = text.partition("<sheetData>")
    inner, _, after = rest.partition("</sheetData>")
    found = inner.split("</row>")[:-1]
    return (
        f"{head}<sheetData>{''.join(f'{row}</row>' for row in reversed(found))}</sheetData>{after}"
    )


CASES: dict[str, Make] = {
    "cell/error": cell("<v>#REF!</v>", ' t="e"'),
    "cell/error-spill": cell("<v>#SPILL!</v>", ' t="e"'),
    "cell/error-getting-data": cell("<v>#GETTING_DATA</v>", ' t="e"'),
    "cell/formula-only": cell("<f>A1</f>"),
    "cell/formula-with-nothing": cell("<f>A1</f><v></v>"),
    "cell/formula-with-an-empty-text": cell("<f>A1</f><v></v>", ' t="str"'),
    "cell/formula-text": cell(f"<f>A1</f><v>{GOOD}</v>", ' t="str"'),
    "cell/formula-array": cell(f'<f t="array" ref="{AT}">A1</f><v>{GOOD}</v>', ' t="str"'),
    "cell/formula-shared": cell(f'<f t="shared" si="0"/><v>{GOOD}</v>', ' t="str"'),
    "cell/picture-of-wps": cell(
        '<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>', ' t="str"'
    ),
    "cell/type-unknown": cell(f"<v>{GOOD}</v>", ' t="zz"'),
    "cell/type-day": cell("<v>2026-09-08</v>", ' t="d"'),
    "cell/type-day-wrong": cell("<v>2026-99-99</v>", ' t="d"'),
    "cell/truth": cell("<v>1</v>", ' t="b"'),
    "cell/truth-by-formula": cell("<f>TRUE()</f><v>1</v>", ' t="b"'),
    "cell/number-not-finite": cell("<v>NaN</v>"),
    "cell/number-too-large": cell("<v>1e400</v>"),
    "cell/number-full-width": cell("<v>１２</v>"),
    "cell/number-18-digits": cell("<v>350702199001011234</v>"),
    "cell/number-with-underscore": cell("<v>1_000</v>"),
    "cell/text-as-number": cell(f"<v>{GOOD}</v>"),
    "cell/value-twice": cell("<v>1</v><v>2</v>"),
    "cell/value-and-inline-text": cell(f"<v>1</v><is><t>{GOOD}</t></is>", _INLINE),
    "cell/value-within-a-value": cell("<v>1<v>2</v></v>"),
    "cell/cell-within-a-cell": cell('<c r="A1"><v>1</v></c>'),
    "cell/unknown-element": cell(f"<x>ignored</x><is><t>{GOOD}</t></is>", _INLINE),
    "cell/attributes-in-another-order": sheet(
        lambda text: text.replace(f'<c r="{AT}" t="inlineStr"', f'<c t="inlineStr" r="{AT}"')
    ),
    "cell/single-quotes": sheet(lambda text: text.replace(f'<c r="{AT}"', f"<c r='{AT}'")),
    "cell/small-letters": sheet(lambda text: text.replace(f'r="{AT}"', f'r="{AT.lower()}"')),
    "cell/breaks-between-elements": sheet(lambda text: text.replace("><", ">\n  <")),
    "cell/inline-runs": cell(f"<is>{_PLAIN_RUNS}</is>", _INLINE),
    "cell/inline-run-struck": cell(f"<is>{_STRUCK_RUN}</is>", _INLINE),
    "cell/inline-phonetic": cell(
        f'<is><t>{GOOD}</t><rPh sb="0" eb="1"><t>mei</t></rPh></is>', _INLINE
    ),
    "cell/shared-runs": _shared(f"<si>{_PLAIN_RUNS}</si>"),
    "cell/shared-run-struck": _shared(f"<si>{_STRUCK_RUN}</si>"),
    "cell/shared-run-struck-off": _shared(
        f"<si>{_STRUCK_RUN}</si>".replace("<strike/>", '<strike val="0"/>')
    ),
    "cell/shared-phonetic": _shared(f'<si><t>{GOOD}</t><rPh sb="0" eb="1"><t>mei</t></rPh></si>'),
    "cell/shared-style-struck": _shared(f"<si><t>{GOOD}</t></si>", style=' s="2"'),
    "cell/shared-not-there": cell("<v>7</v>", ' t="s"'),
    "cell/shared-negative": cell("<v>-1</v>", ' t="s"'),
    "cell/shared-no-number": cell("<v>x</v>", ' t="s"'),
    "cell/shared-absurd": cell(f"<v>{'9' * 4000}</v>", ' t="s"'),
    "cell/shared-without-a-table": cell("<v>0</v>", ' t="s"'),
    "cell/style-not-there": cell(f"<is><t>{GOOD}</t></is>", ' s="999" t="inlineStr"'),
    "cell/style-no-number": cell(f"<is><t>{GOOD}</t></is>", ' s="x" t="inlineStr"'),
    "cell/text-of-32768": cell(f"<is><t>{'字' * 32_768}</t></is>", _INLINE),
    "cell/shared-text-of-32768": _shared(f"<si><t>{'字' * 32_768}</t></si>"),
    "cell/struck": cell(f"<is><t>{GOOD}</t></is>", ' s="2" t="inlineStr"'),
    "cell/threaded-comment": _threads,
    "place/beyond-the-last-column": rows(_one('<c r="XFE1"><v>1</v></c>')),
    "place/beyond-the-last-row": rows('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    "place/row-nought": rows(_one('<c r="B0"><v>1</v></c>')),
    "place/no-address": rows(_one('<c r="1B"><v>1</v></c>')),
    "place/no-letters": rows(_one('<c r="77"><v>1</v></c>')),
    "place/four-letters": rows(_one('<c r="AAAA1"><v>1</v></c>')),
    "place/last-cell-of-all": rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "place/twice-different": rows(_one(f'<c r="{AT}" t="str"><v>另一条</v></c>')),
    "place/twice-alike": rows(_one('<c r="X9"><v>1</v></c><c r="X9"><v>1</v></c>')),
    "place/row-twice": sheet(
        lambda text: text.replace(
            "</sheetData>", f'{_HEADINGS}<c r="X{head_row()}"><v>1</v></c></row></sheetData>'
        )
    ),
    "place/rows-backwards": sheet(_backwards),
    "place/cells-without-address": rows('<row><c/><c t="str"><v>无址</v></c></row>'),
    "place/rows-without-number": sheet(
        lambda text: text.replace(f'<row r="{head_row() + 1}"', "<row")
    ),
    "place/row-number-absurd": rows(f'<row r="{"9" * 400}"><c r="X9"><v>1</v></c></row>'),
    "place/row-and-cell-disagree": rows('<row r="3"><c r="X99"><v>1</v></c></row>'),
    "place/dimension-lies": sheet(
        lambda text: text.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    ),
    "place/cell-outside-the-data": tail('<c r="X9"><v>1</v></c>'),
    "merge/broken": tail('<mergeCells><mergeCell ref="nonsense"/></mergeCells>'),
    "merge/one-corner": tail('<mergeCells><mergeCell ref="X9"/></mergeCells>'),
    "merge/corners-swapped": tail('<mergeCells><mergeCell ref="Z12:X9"/></mergeCells>'),
    "merge/whole-grid": tail('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "merge/whole-column": tail(
        f'<mergeCells><mergeCell ref="D{head_row() + 1}:D1048576"/></mergeCells>'
    ),
    "merge/twice": tail(
        '<mergeCells><mergeCell ref="X9:Y9"/><mergeCell ref="X9:Y9"/></mergeCells>'
    ),
    "many/merges-below-the-cap": tail(f"<mergeCells>{_counted(_MERGE, 19_970)}</mergeCells>"),
    "many/merges-above-the-cap": tail(f"<mergeCells>{_counted(_MERGE, 20_001)}</mergeCells>"),
    "many/hidden-columns": sheet(
        lambda text: text.replace("<sheetData>", f"<cols>{_HIDDEN * 9}</cols><sheetData>")
    ),
    "many/empty-cells": rows(_one("".join(f'<c r="X{n}" s="1"/>' for n in range(1, 200_000)))),
    "many/empty-cells-above-the-cap": lambda: _alone('<c r="A1" s="1"/>' * 2_000_100),
    "many/values-above-the-cap": lambda: _alone(_counted('<c r="A{0}"><v>1</v></c>', 500_001)),
    "many/inline-texts-above-the-cap": lambda: _alone(
        _counted('<c r="A{0}" t="inlineStr"><is><t>x</t></is></c>', 500_001)
    ),
    "many/formulas-above-the-cap": lambda: _alone(_counted("<c><f>1</f></c>", 500_001)),
    "many/strings-above-the-cap": lambda: _alone(
        "", strings=f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 500_001}</sst>'
    ),
    "many/rows-of-nothing": lambda: part(
        SHEET,
        parts_of(base())[SHEET].replace(
            "</sheetData>", "".join(f'<row r="{n}"/>' for n in range(100, 300_000)) + "</sheetData>"
        ),
    ),
    "day/since-1904": _since_1904,
    "day/negative": cell("<v>-5</v>", ' s="1"'),
    "day/that-never-was": cell("<v>60</v>", ' s="1"'),
    "day/typed-as-number": cell("<v>20240202</v>", ' s="1"'),
    "day/with-hours": cell("<v>46273.5</v>", ' s="1"'),
    "day/by-own-format": lambda: part(
        "xl/styles.xml",
        STYLES.replace(
            "<fonts",
            '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;'
            'd&quot;日&quot;"/></numFmts><fonts',
        ).replace('numFmtId="14"', 'numFmtId="164"'),
    ),
    "hidden/row-of-no-height": sheet(
        lambda text: text.replace(
            f'<row r="{head_row() + 1}"', f'<row r="{head_row() + 1}" ht="0" customHeight="1"'
        )
    ),
    "hidden/row-filtered": sheet(
        lambda text: text.replace(
            f'<row r="{head_row() + 1}"', f'<row r="{head_row() + 1}" hidden="true"'
        )
    ),
    "hidden/column-of-no-width": sheet(
        lambda text: text.replace(
            "<sheetData>",
            f'<cols><col min="{column("measures")}" max="{column("measures")}" width="0"/></cols>'
            "<sheetData>",
        )
    ),
}
