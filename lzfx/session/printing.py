"""A document in all its formats, proof-read before anybody may write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lzfx.content.blocks import Document
from lzfx.content.fitting import fitted
from lzfx.files.names import safe_file_name
from lzfx.inspection.inspect import read_and_inspect
from lzfx.model.finding import Finding, Severity
from lzfx.model.office import Words
from lzfx.render.docx.document import render_docx
from lzfx.render.fonts import FontChoice
from lzfx.render.html import render_html
from lzfx.render.lengths import rooms
from lzfx.render.pdf.document import render_pdf
from lzfx.render.standard import load_standard
from lzfx.workbook.table_view import render_xlsx


@dataclass(frozen=True, slots=True)
class Prints:
    """The files of a document by format, none of them written yet.

    If there are `faults` none may be written. `pages` is the text of each page of the pdf;
    `substituted` names the fonts of the standard that this PC lacks.
    """

    files: Mapping[str, bytes]
    pages: tuple[str, ...]
    substituted: tuple[str, ...]
    faults: tuple[Finding, ...]


def prints_of(
    document: Document, formats: Sequence[str], templates: Path, fonts: FontChoice = "auto"
) -> Prints:
    """Render the document in those formats (pdf is always made) and proof-read each of them."""
    standard = load_standard(templates)
    document = fitted(document, *rooms(standard))
    pdf = render_pdf(document, templates, fonts)
    made: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf.data,
        "docx": lambda: render_docx(document, templates, pdf.heading_pages, fonts),
        "xlsx": lambda: render_xlsx(document),
        "html": lambda: render_html(document, templates),
    }
    files = {kind: made[kind]() for kind in formats}
    faults: list[Finding] = []
    pages: tuple[str, ...] = ()
    for kind, data in {**files, "pdf": pdf.data}.items():
        seen = read_and_inspect(data, standard, file_name(document, kind), document)
        faults += (one for one in seen.findings if one.severity is not Severity.ADVICE)
        pages = seen.pages or pages
    return Prints(files, pages, pdf.substituted, tuple(faults))


def file_name(document: Document, kind: str) -> str:
    """What the file of a document is called in that format; that of a draft says so."""
    mark = f"（{document.mark}）" if document.mark else ""
    return safe_file_name(f"{document.name}{mark}.{kind}")


def names_of_all(document: Document, words: Words, kind: str) -> tuple[str, ...]:
    """What its file is called in that format: under its mark, as a draft of each kind, as final."""
    marks = dict.fromkeys(("", document.mark, words.draft_for_review, words.draft_for_comment))
    return tuple(file_name(replace(document, mark=mark), kind) for mark in marks)
