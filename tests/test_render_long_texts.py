"""Texts no line or page holds: they are printed whole, and our own reading finds them whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.printed_document import TEMPLATES

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.inspection.content import broken_over_pages
from lzfx.inspection.inspect import inspect
from lzfx.model.finding import Finding, Severity
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)
ADDRESS = ("https://www.luochuan.example.cn/f/" + "0a1b2c3d4e" * 30)[:300]
CODE = ("LCQ" + "A1b2C3d4E5" * 30)[:300]
"""No address: the typesetter knows no place to break it."""
HEAD = (Column("依据", 30), Column("内容", 195))
LONG = pytest.mark.parametrize("text", [ADDRESS, CODE], ids=["address", "code"])


PLACES: dict[str, Callable[[str], Block]] = {
    "cell": lambda text: Table(HEAD, ((Cell(text), Cell("公开")),)),
    "paragraph": lambda text: Paragraph(f"依据见{text}。"),
    "column title": lambda text: Table(
        (Column(text, 60), Column("内容", 165)), ((Cell("甲"), Cell("乙")),)
    ),
    "heading": lambda text: Heading(2, f"一、{text}"),
}


def printed(title: str, blocks: tuple[Block, ...]) -> Document:
    return Document("公开版", title, blocks, "罗川区纪检监察机关", "2026-09-30")


def faults(document: Document, name: str) -> list[Finding]:
    match name:
        case "pdf":
            data = render_pdf(document, TEMPLATES, "bundled").data
        case "docx":
            data = render_docx(document, TEMPLATES)
        case _:
            data = render_html(document, TEMPLATES)
    found = inspect(data, STANDARD, f"公开版.{name}", document)
    return [one for one in found if one.severity is Severity.ERROR]


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
@pytest.mark.parametrize("place", PLACES)
@LONG
def test_run_of_300_signs__is_printed_whole_and_found(text: str, place: str, name: str) -> None:
    assert len(text) == 300
    assert faults(printed("公开版", (PLACES[place](text),)), name) == []


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
@LONG
def test_run_in_the_title__is_printed_whole_and_found(text: str, name: str) -> None:
    assert faults(printed(f"公开{text}", (Paragraph("正文。"),)), name) == []


def test_text_over_four_pages__is_found_on_them() -> None:
    text = "，".join(f"第{number}项由科室复核并报纪检组备案" for number in range(1, 161))
    document = printed("公开版", (Paragraph(text),))
    assert render_pdf(document, TEMPLATES, "bundled").pages >= 4
    assert faults(document, "pdf") == []


OVER = "甲" * 9 + "乙" * 30 + "丙" * 25 + "丁" * 3


def test_broken_over_pages__follows_the_text_over_whole_pages() -> None:
    pages = ("头" + "甲" * 9, "乙" * 30 + "旁", "丙" * 25, "丁" * 3 + "尾")
    assert broken_over_pages(OVER, pages)


@pytest.mark.parametrize(
    "pages",
    [
        ("头" + "甲" * 9, "乙" * 29, "丙" * 25, "丁" * 3 + "尾"),
        ("头" + "甲" * 9, "乙" * 30, "丙" * 25),
        ("头" + "甲" * 9, "乙" * 30, "无", "丙" * 25, "丁" * 3),
    ],
    ids=["sign lost", "end lost", "page between"],
)
def test_broken_over_pages__misses_what_is_lost(pages: tuple[str, ...]) -> None:
    assert not broken_over_pages(OVER, pages)
