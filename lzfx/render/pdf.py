"""Document -> PDF/A-2b by typst; the text goes in as data and is never read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from lzfx.documents.blocks import Document, Table, day, strings
from lzfx.errors import DefinitionError, LzfxError
from lzfx.model.finding import Finding, Where
from lzfx.render.fonts import FontChoice, find_fonts, substituted
from lzfx.render.standard import load_standard
from lzfx.render.tree import typst_input

_MAIN = "typst/main.typ"
_MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_DIAGNOSED = re.compile(r"┌─ (.+?):(\d+):\d+")
_NEAR = 60


class MissingGlyph(LzfxError):  # noqa: N818 - named after what the clerk is told
    """No font at hand shows `text`; `near` is the printed string it stands in."""

    def __init__(self, text: str, near: str) -> None:
        super().__init__("missing-glyph", {"text": text, "near": near})
        self.text = text
        self.near = near


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF, the standard's fonts it had to replace, its pages, and each heading's page number."""

    data: bytes
    substituted: tuple[str, ...]
    pages: int
    heading_pages: tuple[int, ...]


def render_pdf(document: Document, templates: Path, fonts: FontChoice = "auto") -> Rendered:
    """The document as PDF/A-2b; same document, templates and fonts -> same bytes.

    `templates` is the folder `documents` of the form templates. MissingGlyph when no font shows
    a character, FontsMissing when there is no Chinese font at all, LzfxError for a card taller
    than its place and for a letterhead that leaves no room for text on the first page (7.3.3),
    DefinitionError with file and line for what typst cannot read in a template.
    """
    found = find_fonts(fonts)
    standard = load_standard(templates)
    replaced = substituted(standard, found.families())
    compiler = typst.Compiler(
        templates / _MAIN, root=templates, font_paths=found, ignore_system_fonts=True
    )
    data, settled = _compile(compiler, document, standard)
    if not settled:  # cutting merged cells at page breaks moved the page breaks, again and again
        document = _unmerged(document)
        data, _ = _compile(compiler, document, standard)
    result = json.loads(compiler.query("<result>", field="value", one=True))
    _refuse_what_does_not_fit(result)
    return Rendered(data, replaced, result["pages"], tuple(result["headings"]))


def _refuse_what_does_not_fit(result: Mapping[str, Any]) -> None:
    for card in result["cards"]:
        raise LzfxError("card-too-long", card)
    for title in result["heads"]:
        raise LzfxError("letterhead-too-long", {"title": title})


def _compile(
    compiler: typst.Compiler, document: Document, standard: Mapping[str, Any]
) -> tuple[bytes, bool]:
    """The PDF, and whether its page breaks came to rest."""
    moment = datetime.combine(day(document), time(), UTC)
    try:
        data, warnings = compiler.compile_with_warnings(
            format="pdf",
            pdf_standards="a-2b",
            timestamp=moment,
            sys_inputs={"data": typst_input(document, standard)},
        )
    except typst.TypstError as error:
        missing = _MISSING.search(error.message)
        if missing is None:
            raise _wrong(error) from error
        text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), missing[1])
        near = next((string for string in strings(document) if text in string), text)
        raise MissingGlyph(text, near[:_NEAR]) from error
    return cast("bytes", data), not any("converge" in warning.message for warning in warnings)


def _wrong(error: typst.TypstError) -> DefinitionError:
    """What typst says of a template, with the file and line it says it of."""
    found = _DIAGNOSED.search(error.diagnostic)
    file, line = (found[1], int(found[2])) if found else (_MAIN, 0)
    *_, folder, name = ("", *re.split(r"[\\/]", file))
    file = f"{folder}/{name}" if folder == "typst" else name
    params = {"line": line, "detail": error.message}
    return DefinitionError([Finding("page-template-wrong", Where(f"documents/{file}"), params)])


def _unmerged(document: Document) -> Document:
    """The document with every cell of its tables shown on its own."""
    blocks = tuple(
        replace(block, merge=()) if isinstance(block, Table) else block for block in document.blocks
    )
    return replace(document, blocks=blocks)
