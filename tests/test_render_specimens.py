"""Specimens as they are printed: the proof-reader finds nothing missing or misplaced in any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.specimens import all_documents, sample
from support.templates import SHIPPED

from lzfx.content.blocks import Document, Paragraph
from lzfx.documents.document_kind import OfRecord
from lzfx.inspection.inspect import inspect
from lzfx.messages import sentence
from lzfx.model.flow import FlowSet
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard
from lzfx.session.printing import prints_of

FOLDER = SHIPPED / "documents"
ALL = tuple(all_documents(sample()))
PRINTED = tuple(
    (kind, document)
    for kind, document in ALL
    if kind.of is not FlowSet
    or kind.name == "flow-book"
    or document.facts.get("图号") in {"1", "7"}
)
"""All, but of the flows two alone: the bound set has the others."""


@pytest.mark.parametrize(
    ("kind", "document"), PRINTED, ids=[document.name for _, document in PRINTED]
)
def test_specimen__passes_the_proof_reader(kind: OfRecord[Any], document: Document) -> None:
    prints = prints_of(document, kind.formats, FOLDER, "bundled")
    assert [sentence(fault) for fault in prints.faults] == []
    assert set(prints.files) == set(kind.formats)
    assert prints.pages[0]  # blank pages are behind covers and before imprints


def test_specimen__a_text_that_is_not_printed_is_found() -> None:
    _, document = ALL[0]
    data = render_pdf(document, FOLDER, "bundled").data
    more = replace(document, blocks=(*document.blocks, Paragraph("没有印的一句话。")))
    found = inspect(data, load_standard(FOLDER), "样张.pdf", more)
    assert [(one.code, one.params["value"]) for one in found] == [
        ("print-text-missing", "没有印的一句话")
    ]
