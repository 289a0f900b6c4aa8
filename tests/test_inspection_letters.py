"""Letters as they are printed pass the checks, and fail them when their ends are misplaced."""

from __future__ import annotations

import pytest
from support.printed_document import TEMPLATES
from support.printed_letters import IMPRINT, TEXT, letter, notice, report, warning

from lzfx.content.blocks import Document, Paragraph
from lzfx.inspection.pdf import inspect_pdf
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)


def codes(printed: Document, should_be: Document) -> set[str]:
    data = render_pdf(printed, TEMPLATES, "bundled").data
    return {one.code for one in inspect_pdf(data, STANDARD, "公文.pdf", should_be).findings}


@pytest.mark.parametrize(
    "document",
    [
        notice(),
        report(),
        warning(),
        letter(TEXT, IMPRINT),
        letter(*(Paragraph("占一行。"),) * 27, IMPRINT),
    ],
    ids=["notice", "report", "letter format", "imprint overleaf", "imprint behind a blank page"],
)
def test_letter__as_printed_is_to_the_standard(document: Document) -> None:
    # A table of eight high rows may leave one of them for its last page.
    assert codes(document, document) <= {"print-row-alone"}


def test_imprint__in_the_middle_of_a_page_is_misplaced() -> None:
    wanted = letter(TEXT, IMPRINT)
    without = letter(TEXT, Paragraph(f"{IMPRINT.printer}{IMPRINT.printed_on}印发"))
    assert "print-imprint-misplaced" in codes(without, wanted)
