"""Proof-reading of Word files, workbooks and pages: sound as we make them, each fault found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.printed_document import TEMPLATES, handbook, overview

from lzfx.content.blocks import Paragraph
from lzfx.inspection.inspect import inspect
from lzfx.model.finding import Finding
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.render.standard import load_standard
from lzfx.workbook.table_view import render_xlsx

STANDARD = load_standard(TEMPLATES)
BOOK = handbook()
LIST = overview()
WORD = render_docx(BOOK, TEMPLATES, [1] * 200)
SHEET = render_xlsx(LIST)
PAGE = render_html(BOOK, TEMPLATES)


def found(data: bytes, name: str) -> tuple[Finding, ...]:
    return inspect(data, STANDARD, name, LIST if name.endswith("xlsx") else BOOK)


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one of its parts changed; the change must change something."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == part:
                text = change(body.decode("utf-8"))
                assert text != body.decode("utf-8"), "the seed changed nothing"
                body = text.encode("utf-8")
            target.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"), [(WORD, "手册.docx"), (SHEET, "表.xlsx"), (PAGE, "页.html")]
)
def test_sound__what_we_make_has_no_fault(data: bytes, name: str) -> None:
    assert found(data, name) == ()


def swap(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, count)


WORD_SEEDS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "wider paper": ("document", swap('w:w="11906"', 'w:w="12240"'), "word-page-wrong"),
    "other margin": ("document", swap('w:left="1587"', 'w:left="1440"'), "word-page-wrong"),
    "other font": ("styles", swap("仿宋_GB2312", "宋体"), "word-style-wrong"),
    "other pitch": ("styles", swap('w:line="579"', 'w:line="560"'), "word-style-wrong"),
    "other language": (
        "styles", swap('w:eastAsia="zh-CN"', 'w:eastAsia="ja-JP"'), "word-language-wrong"
    ),
    "head not on top": ("document", lambda text: text.replace("<w:tblHeader/>", "", 1)
        .replace("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>", 3)
        .replace("<w:cantSplit/><w:tblHeader/>", "<w:cantSplit/>", 1), "word-head-not-repeated"),
    "row may split": ("document", swap("<w:cantSplit/>", "", 1), "word-row-may-split"),
    "merge without beginning": (
        "document", swap("<w:vAlign", "<w:vMerge/><w:vAlign", 1), "word-merge-broken"
    ),
    "order of the schema": (
        "document",
        swap("<w:pPr>", '<w:pPr><w:jc w:val="left"/>', 1),
        "word-order-wrong",
    ),
    "one footer for all": ("settings", swap("<w:evenAndOddHeaders/>", ""), "word-number-missing"),
    "no contents field": ("document", swap("TOC ", "TAC "), "word-contents-missing"),
    "placeholder left": (
        "document",
        swap("</w:body>", "<w:p><w:r><w:t>{{ issuer_name }}</w:t></w:r></w:p></w:body>"),
        "word-placeholder-left",
    ),
    "text taken away": ("document", swap("每季度由纪检组抽查一次", ""), "print-text-missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", WORD_SEEDS)
def test_word__every_seeded_fault_is_found(name: str) -> None:
    part, change, code = WORD_SEEDS[name]
    findings = found(changed(WORD, f"word/{part}.xml", change), "手册.docx")
    assert code in {one.code for one in findings}
    assert all(one.where.file == "手册.docx" for one in findings)


def test_word__that_fetches_from_outside_is_told_of() -> None:
    link = '<Relationship Id="x" Type="t" Target="http://a.example/" TargetMode="External"/>'
    data = changed(
        WORD, "word/_rels/document.xml.rels", swap("</Relationships>", f"{link}</Relationships>")
    )
    (finding,) = found(data, "手册.docx")
    assert (finding.code, finding.params["value"]) == ("file-reaches-out", "http://a.example/")


SHEET_SEEDS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "upright": (
        "worksheets/sheet1",
        swap('orientation="landscape"', 'orientation="portrait"'),
        "sheet-page-wrong",
    ),
    "head once": ("workbook", swap("_xlnm.Print_Titles", "titles"), "sheet-head-not-repeated"),
    "formula": ("worksheets/sheet1", swap("<v>1</v>", "<f>1+1</f><v>1</v>", 1), "sheet-formula"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEET_SEEDS)
def test_sheet__every_seeded_fault_is_found(name: str) -> None:
    part, change, code = SHEET_SEEDS[name]
    findings = found(changed(SHEET, f"xl/{part}.xml", change), "表.xlsx")
    assert [one.code for one in findings] == [code]
    assert all(one.where.sheet for one in findings)


def test_sheet__row_too_low_is_named_at_its_cell() -> None:
    def lower(text: str) -> str:
        head, _, rest = text.partition('<row r="5"')
        before, _, after = rest.partition('ht="')
        return f'{head}<row r="5"{before}ht="13"{after[after.index(chr(34)) + 1 :]}'

    findings = found(changed(SHEET, "xl/worksheets/sheet1.xml", lower), "表.xlsx")
    assert {(one.code, one.where.address[-1]) for one in findings} == {("sheet-row-too-low", "5")}


def test_sheet__with_a_link_to_another_workbook_is_told_of() -> None:
    out = io.BytesIO(SHEET)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/externalLinks/externalLink1.xml", "<x/>")
    (finding,) = found(out.getvalue(), "表.xlsx")
    assert finding.code == "file-reaches-out"


@pytest.mark.parametrize(
    "seed",
    [
        "<script>1</script>",
        '<img src="http://a.example/x">',
        '<p onclick="x()">',
        '<a href="http://a">',
    ],
)
def test_page__that_runs_or_fetches_is_told_of(seed: str) -> None:
    (finding,) = found(PAGE.replace(b"</main>", f"{seed}</main>".encode()), "页.html")
    assert finding.code == "file-reaches-out"


@pytest.mark.parametrize(
    ("data", "name"), [(WORD, "手册.docx"), (SHEET, "表.xlsx"), (PAGE, "页.html")]
)
def test_text_missing__in_every_format(data: bytes, name: str) -> None:
    document = LIST if name.endswith("xlsx") else BOOK
    last = Paragraph("没有印的一句。")
    blocks = (*document.blocks, last)
    findings = inspect(data, STANDARD, name, replace(document, blocks=blocks))
    assert [(one.code, one.params["value"]) for one in findings] == [
        ("print-text-missing", "没有印的一句")
    ]
