"""One run of typst: a tree of blocks as JSON -> PDF/A-2b, and where on its pages things stand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, cast

import typst

from lzfx.errors import DefinitionError
from lzfx.model.finding import Finding, Where

_MAIN = "typst/main.typ"
_MISSING = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
_DIAGNOSED = re.compile(r"┌─ (.+?):(\d+):\d+")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class NoGlyph(Exception):  # noqa: N818 - said in the clerk's words by whoever knows the document
    """No font at hand shows `text`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Typeset:
    """What came out, page numbers from 1.

    `headings` are the printed page numbers of the headings, `rows` the pages in the file of each
    row of each table; `cards` and `heads` name what does not fit its place.
    """

    data: bytes
    pages: int
    headings: tuple[int, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    heads: tuple[str, ...] = ()


class Typesetter:
    """Sets one tree, dated `day`.

    A `part` of a longer file can be set again with the number of its first page, for little: its
    layout stays. It has no structure tags.
    """

    def __init__(
        self, templates: Path, fonts: typst.Fonts, tree: str, day: date, *, part: bool = False
    ) -> None:
        self._templates = templates
        self._fonts = fonts
        self._moment = datetime.combine(day, time(), UTC)
        self._part = part
        self._compiler = self._reading(tree)
        self._tree = tree

    def _reading(self, tree: str) -> typst.Compiler:
        main: Any = _numbered_from(1) if self._part else self._templates / _MAIN
        return typst.Compiler(
            main,
            root=self._templates,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": tree},
        )

    def typeset(self) -> Typeset:
        """The PDF with pages from 1; NoGlyph for a character that no font has.

        DefinitionError with file and line for what typst cannot read in a template.
        """
        try:
            result = self._result()
        except RuntimeError:
            self._compile()  # says where the fault is
            raise
        data, settled = self._compile()
        if not settled:  # cutting merged cells at breaks moved the breaks, again and again
            self._compiler = self._reading(_unmerged(self._tree))
            result = self._result()
            data, _ = self._compile()
        return Typeset(
            data,
            result["pages"],
            tuple(result["headings"]),
            tuple(map(tuple, result["rows"] or ())),
            tuple(result["cards"]),
            tuple(result["heads"]),
        )

    def _result(self) -> Mapping[str, Any]:
        """What the layout says of itself.

        Asked before a part is printed: its main file is no file, and typst forgets it then.
        """
        result: Mapping[str, Any] = json.loads(
            self._compiler.query("<result>", field="value", one=True)
        )
        return result

    def typeset_again(self, first: int) -> bytes:
        """The PDF of a part whose first page has that number."""
        data, _ = self._compile(first)
        return data

    def _compile(self, first: int = 1) -> tuple[bytes, bool]:
        """The PDF, and whether typst found page breaks that stay the same from run to run."""
        main: dict[str, Any] = {"input": _numbered_from(first)} if self._part else {}
        try:
            data, warnings = self._compiler.compile_with_warnings(
                format="pdf",
                pdf_standards="a-2b",
                pdf_tags=not self._part,
                timestamp=self._moment,
                **main,
            )
        except typst.TypstError as error:
            missing = _MISSING.search(error.message)
            if missing is None:
                raise _wrong(error) from error
            raise NoGlyph(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), missing[1])) from error
        return cast("bytes", data), not any("converge" in warning.message for warning in warnings)


def _wrong(error: typst.TypstError) -> DefinitionError:
    """What typst says of a template, with the file and line it says it of."""
    found = _DIAGNOSED.search(error.diagnostic)
    file, line = (found[1], int(found[2])) if found else (_MAIN, 0)
    *_, folder, name = ("", *re.split(r"[\\/]", file))
    file = f"{folder}/{name}" if folder == "typst" else name
    params = {"line": line, "detail": error.message}
    return DefinitionError([Finding("page-template-wrong", Where(f"documents/{file}"), params)])


def _numbered_from(first: int) -> bytes:
    """The templates under another first page number.

    It is not part of the tree: what typst remembers of a layout holds while the tree is the same.
    """
    return f'#counter(page).update({first})\n#include "/{_MAIN}"'.encode()


def _unmerged(tree: str) -> str:
    """The tree with every cell of its tables shown on its own."""
    parsed = json.loads(tree)
    for section in parsed["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "table":
                block["merge"] = []
    return json.dumps(parsed, ensure_ascii=False)
