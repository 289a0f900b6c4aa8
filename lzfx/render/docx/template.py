"""A letter written into its Word template, which the office may have changed.

The template has the head, the sign-off and the 版记 with the names of fields in them; docxtpl puts
in what they say. The text and the annexes are many paragraphs of many kinds: they are written by
the writer of all other documents, in the styles of the template, and set in at their marks.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from html import escape
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree
from markupsafe import Markup

from lzfx.content.blocks import Block, Document
from lzfx.content.letter import Imprint, SignOff, bare
from lzfx.errors import DefinitionError
from lzfx.model.finding import Finding, Where
from lzfx.render.docx import text as docx_text
from lzfx.render.docx.block_writer import GAP, BlockWriter
from lzfx.render.docx.graft import Grafted
from lzfx.render.docx.letter import LetterParts, annex_names
from lzfx.render.docx.lint import BLOCKS
from lzfx.render.docx.order import W
from lzfx.render.docx.pages import SPACES, section_properties
from lzfx.render.docx.places import placed
from lzfx.render.sections import sections
from lzfx.sandbox import Sandbox, TooManySteps, counted

ROOM, FOLDER = "documents", "docx"
FILES: Mapping[str, str] = {"document": "letter.docx", "letter": "warning.docx"}
"""The template of each style of letter."""
UPRIGHT_BREAK = docx_text.paragraph("Gap", "", "<w:sectPr/>")
"""Ends upright pages; the properties of the template's section are put in afterwards."""
_MARK = "lzfx-"
_MOST_STEPS = 200_000
"""Lines of XML with fields in them that a letter may run: its own are some hundred."""
_STYLE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)')


def fields(letter: LetterParts) -> dict[str, str]:
    """What each field of a letter says, line breaks in it; all but the paragraphs of `BLOCKS`."""
    head, signed = letter.head, letter.signed or SignOff("", "")
    imprint = bare(letter.imprint or Imprint("", "", ""))
    return {
        "copy_number": head.copy_number,
        "secrecy": head.secrecy,
        "urgency": head.urgency,
        "mark": head.mark,
        "number": head.number,
        "signer": head.signer,
        "title": "\n".join(head.title),
        "recipients": head.recipients,
        "issuer": signed.issuer,
        "date": signed.date,
        "note": signed.note,
        "copies_to": imprint.copies_to,
        "printer": imprint.printer,
        "printed_on": imprint.printed_on,
    }


def fill_letter(
    document: Document, letter: LetterParts, writer: BlockWriter, templates: Path
) -> bytes:
    """The letter in the template of its style; same input -> same bytes.

    DefinitionError with what is wrong in the template when it cannot be filled in.
    """
    name = FILES[letter.head.style]
    files = _filled((templates / FOLDER / name).read_bytes(), letter, name)
    grafted = Grafted(files, writer.standard)
    body = grafted.document.find(W + "body")
    assert body is not None  # noqa: S101 - every Word document has one
    body_xml = _written(document, letter.text, writer)
    inserted = {
        "body": body_xml if len(letter.text) == 1 else _kept(body_xml),
        "annex_names": annex_names(letter.names, writer.standard) if letter.names else "",
        "annexes": _written(document, letter.annexes, writer),
    }
    for mark in list(grafted.document.iter(W + "p")):
        look = mark.find(f"{W}pPr/{W}pStyle")
        value = "" if look is None else look.get(W + "val", "")
        if value.startswith(_MARK):
            _set_in(mark, inserted[value.removeprefix(_MARK)], grafted)
    _sections(body)
    placed(grafted, letter)
    return grafted.data(document, writer.pictures.values())


def _filled(data: bytes, letter: LetterParts, name: str) -> dict[str, bytes]:
    """The files of the template with its fields filled in and marks where paragraphs come."""
    context: dict[str, object] = {key: _safe(text) for key, text in fields(letter).items()}
    empty = {"annex_names": not letter.names, "annexes": not letter.annexes}
    for field in BLOCKS:
        mark = f'<w:p><w:pPr><w:pStyle w:val="{_MARK}{field}"/></w:pPr></w:p>'
        context[field] = Markup("" if empty.get(field) else mark)  # noqa: S704 - our own XML
    template = DocxTemplate(io.BytesIO(data))
    where = Where(f"{ROOM}/{FOLDER}/{name}")
    try:
        counted(lambda: template.render(context, Sandbox()), _MOST_STEPS)
    except TooManySteps as error:
        raise DefinitionError([Finding("letter-template-endless", where)]) from error
    except (TemplateError, RecursionError, ArithmeticError, TypeError, ValueError) as error:
        finding = Finding("letter-template-failed", where, {"detail": str(error)})
        raise DefinitionError([finding]) from error
    buffer = io.BytesIO()
    template.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def _safe(text: str) -> Markup:
    """The text as XML; an underscore as its number, because docxtpl reads `{_{` as `{{`."""
    clean = escape(docx_text.printable(text), quote=False).replace("_", "&#95;")
    return Markup(clean)  # noqa: S704 - escaped in the line above


def _written(document: Document, blocks: tuple[Block, ...], writer: BlockWriter) -> str:
    """The blocks, which begin and end on upright pages, as far as they are written."""
    found = []
    upright = True
    for part in sections(replace(document, blocks=blocks, landscape=False)):
        begin = UPRIGHT_BREAK if upright else ""
        upright = not (part.landscape or part.sheets or part.cover)
        if upright:
            found.append(writer.blocks(part))
        else:
            properties = section_properties(part, writer.standard, first_numbered=False)
            end = docx_text.paragraph("Gap", "", properties)
            found.append(begin + writer.blocks(part) + end)
    return "".join(found)


def _kept(xml: str) -> str:
    """The text with its end on the page of who signs it: a page with a signature alone is void.

    Not the only paragraph of a letter: some offices move it whole, and page 1 must show text.
    """
    start = xml.rfind("<w:p>")
    head, last = xml[:start], xml[start:]
    ends = start >= 0 and last.endswith("</w:p>") and "<w:sectPr" not in last
    if not ends or docx_text.KEEP_NEXT in last:
        return xml
    return head + _STYLE.sub(rf"\1{docx_text.KEEP_NEXT}", last, count=1)


def _set_in(mark: etree._Element, xml: str, grafted: Grafted) -> None:
    parent = mark.getparent()
    assert parent is not None  # noqa: S101 - a mark is a paragraph of the body
    new = etree.fromstring(f"<w:body {SPACES}>{xml}</w:body>")
    grafted.adopt(new)
    at = parent.index(mark)
    parent[at : at + 1] = list(new)


def _sections(body: etree._Element) -> None:
    """Upright breaks get the template's section; only the first page of all is a first page."""
    final = body[-1]
    breaks = [
        one for one in body.iter(W + "sectPr") if one.getparent() is not body and not len(one)
    ]
    for at, one in enumerate(breaks):
        properties = deepcopy(final)
        if at:
            _goes_on(properties)
        holder = one.getparent()
        assert holder is not None  # noqa: S101 - sections inside the text end in a paragraph
        holder.replace(one, properties)
    if breaks:
        _goes_on(final)
    last = body[-2] if len(body) > 1 else None
    inner = None if last is None else last.find(f"{W}pPr/{W}sectPr")
    if last is not None and inner is not None:
        body.remove(last)
        body.replace(final, inner)
    if len(body) > 1 and body[-2].tag == W + "tbl":
        body.insert(len(body) - 1, etree.fromstring(f"<w:x {SPACES}>{GAP}</w:x>")[0])


def _goes_on(properties: etree._Element) -> None:
    """A section after the first one: no first page of its own, and its numbers go on."""
    for name in ("titlePg", "pgNumType"):
        for one in properties.findall(W + name):
            properties.remove(one)
    for one in properties.findall(W + "type"):
        one.set(W + "val", "nextPage")
