"""Runs, paragraphs, headings and contents as WordprocessingML; text is escaped here only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from lzfx.content.blocks import Contents, Cover, Heading, Paragraph

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EITHER_WIDTH = re.compile(r"[“”\u2018\u2019…—·§×÷①-⑳]")
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_ROLES = {
    "body": "Body",
    "flush": "Normal",
    "centered": "Centered",
    "note": "Note",
    "title": "ContentsTitle",
}
_LANDSCAPE_ROLES = _ROLES | {"body": "WideBody", "flush": "Wide", "centered": "WideCentered"}

KEEP_NEXT = "<w:keepNext/>"


def run(text: str, half_points: int | None = None, font: str = "") -> str:
    """A run whose line breaks and tabs are kept; dashes and quotes are set full width.

    `half_points` is its size and `font` its font, by the name in Word, if they are not the style's.
    """
    names = "".join(f' w:{script}="{font}"' for script in _SCRIPTS) if font else ""
    hint = ' w:hint="eastAsia"' if _EITHER_WIDTH.search(text) else ""
    looks = f"<w:rFonts{hint}{names}/>" if hint or names else ""
    if half_points is not None:
        looks += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    pieces = re.split(r"([\n\t])", printable(text))
    inside = "".join(_piece(piece) for piece in pieces if piece)
    return f"<w:r>{looks}{inside}</w:r>"


def printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _piece(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a style; `content` is runs, `properties` come after the style's name."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with the result it shows until Word renews it."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{instruction_run(instruction)}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def instruction_run(instruction: str) -> str:
    """The run that carries a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'


def page_break() -> str:
    """A paragraph that takes no room and ends the page."""
    return paragraph("Gap", '<w:r><w:br w:type="page"/></w:r>')


def cut_line(text: str) -> str:
    """A dashed line over the whole width, the word in its middle."""
    tab = "<w:r><w:tab/></w:r>"
    return paragraph("CutLine", f"{tab}{run(text)}{tab}")


def text_block(block: Paragraph, *, landscape: bool, stays: bool) -> str:
    """Running text; each line of it is a paragraph, on the page of what follows if it `stays`."""
    style = (_LANDSCAPE_ROLES if landscape else _ROLES)[block.role]
    keep = KEEP_NEXT if stays else ""
    return "".join(paragraph(style, run(line), keep) for line in block.text.split("\n"))


def heading(block: Heading, number: int) -> str:
    """A heading with the bookmark the contents point to; `number` counts headings from 0."""
    mark = f'w:id="{number}" w:name="{_bookmark(number)}"'
    content = f'<w:bookmarkStart {mark}/>{run(block.text)}<w:bookmarkEnd w:id="{number}"/>'
    return paragraph(f"Heading{min(block.level, 4)}", content)


def cover(block: Cover, half_points: int, width: int) -> str:
    """Title lines of that size, facts below; issuer and date in a frame at the foot, in twips."""
    titles = [run(line, half_points) for line in block.title]
    groups = (("CoverTitle", titles), ("CoverFact", [run(fact) for fact in block.facts]))
    lines = [
        paragraph(style if at else f"{style}First", line)
        for style, found in groups
        for at, line in enumerate(found)
    ]
    frame = (
        f'<w:framePr w:w="{width}" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin"'
        ' w:xAlign="center" w:yAlign="bottom"/>'
    )
    foot = "".join(paragraph("CoverFact", run(text), frame) for text in (block.issuer, block.date))
    return "".join(lines) + foot


def contents(block: Contents, headings: Sequence[Heading], pages: Sequence[int] | None) -> str:
    """A TOC field with its entries already there, with page numbers if they are known."""
    listed = [at for at, heading in enumerate(headings) if heading.level <= block.depth]
    entries = [_entry(headings[at], at, pages[at] if pages else None) for at in listed]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + instruction_run(f'TOC \\o "1-{block.depth}" \\h \\z')
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    if entries:
        entries[0] = entries[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
        begin = ""
    end = paragraph("Gap", f'{begin}<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return paragraph("ContentsTitle", run(block.title)) + "".join(entries) + end


def _entry(heading: Heading, number: int, page: int | None) -> str:
    mark = _bookmark(number)
    shown = "" if page is None else str(page)
    content = run(heading.text.replace("\n", " ")) + "<w:r><w:tab/></w:r>"
    content += field(f"PAGEREF {mark} \\h", shown)
    link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{content}</w:hyperlink>'
    return paragraph(f"TOC{min(heading.level, 3)}", link)


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1:06d}"
