"""Every document in every format, as a program: prints the SHA-256 of each file as JSON.

Run as `python -m support.every_print TEMPLATES`, in a process of its own.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from support import printed_document, printed_letters, printed_papers
from support.master_examples import master
from support.specimens import all_documents, sample

from lzfx.content.blocks import Document, Table
from lzfx.content.drawing import Chart
from lzfx.content.paper import Grid
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.render.pdf.document import render_pdf
from lzfx.workbook.table_view import render_xlsx

LONG = "long list"
"""It has 130 rows: templates that call a list of 100 rows long set it in parts."""


def documents() -> Iterator[tuple[str, Document]]:
    """The registered ones on invented data, and those the tests of the renderers print."""
    for kind in MADE_OF_MASTER:
        yield kind.name, kind.build(master())
    for number, (of_record, document) in enumerate(all_documents(sample())):
        yield f"{of_record.name} {number}", document
    yield "example of a book", printed_document.handbook()
    yield "example of a notice", printed_letters.notice()
    yield "example of a report", printed_letters.report()
    yield "example of a warning", printed_letters.warning()
    yield "example of a form", printed_papers.feedback()
    yield "example of cards", printed_papers.cards()
    yield "example of drawings", printed_papers.drawings()
    yield LONG, printed_document.overview(130)


def files(document: Document, templates: Path) -> Iterator[tuple[str, bytes]]:
    """The document in each format it can have."""
    pdf = render_pdf(document, templates, "bundled")
    yield "pdf", pdf.data
    yield "docx", render_docx(document, templates, pdf.heading_pages, "bundled")
    yield "html", render_html(document, templates)
    if any(isinstance(block, Table | Grid | Chart) for block in document.blocks):
        yield "xlsx", render_xlsx(document)


def main(templates: Path) -> None:
    """Print what came out."""
    found = {
        f"{name}.{kind}": hashlib.sha256(data).hexdigest()
        for name, document in documents()
        for kind, data in files(document, templates)
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
