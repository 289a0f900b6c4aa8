"""Specimens as they are printed: the proof-reader finds nothing missing or misplaced in any."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from support.risk_examples import TEMPLATES, labels

from lzfx.documents.blocks import Document, Heading, PageBreak, Paragraph, Table
from lzfx.inspection.inspect import inspect
from lzfx.messages import sentence
from lzfx.model.finding import Severity
from lzfx.render.docx import render_docx
from lzfx.render.html import render_html
from lzfx.render.pdf import render_pdf
from lzfx.render.standard import load_standard
from lzfx.steps.specimen import all_documents
from lzfx.workbook.table_view import render_xlsx

FOLDER = TEMPLATES / "documents"
FORMATS: Mapping[str, Callable[[Document], bytes]] = {
    "pdf": lambda document: render_pdf(document, FOLDER).data,
    "docx": lambda document: render_docx(document, FOLDER),
    "html": lambda document: render_html(document, FOLDER),
    "xlsx": render_xlsx,
}
LISTS = tuple(
    document
    for _, document in all_documents(labels())
    if all(isinstance(block, Heading | Paragraph | Table | PageBreak) for block in document.blocks)
)
"""Those without letters and forms to fill in."""


def test_lists__are_those_of_the_work() -> None:
    assert [document.name.removeprefix("2026年度") for document in LISTS] == [
        "职权目录", "制度梳理表", "意见采纳情况表", "修订记录表", "考核评分表", "归档文件目录",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("document", LISTS, ids=lambda one: one.name)
def test_specimen__passes_the_proof_reader(document: Document, kind: str) -> None:
    data = FORMATS[kind](document)
    found = inspect(data, load_standard(FOLDER), f"样张.{kind}", document)
    wrong = [sentence(one) for one in found if one.severity is not Severity.ADVICE]
    assert not wrong


def test_specimen__a_text_that_is_not_printed_is_found() -> None:
    document = LISTS[0]
    data = FORMATS["pdf"](document)
    more = replace(document, blocks=(*document.blocks, Paragraph("没有印的一句话。")))
    found = inspect(data, load_standard(FOLDER), "样张.pdf", more)
    assert [one for one in found if one.severity is Severity.ERROR]
