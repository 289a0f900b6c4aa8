"""A list of very many rows as one PDF: its parts are set by child processes, two at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any

import lzfx
from lzfx.content.blocks import Document, Heading, Table, day
from lzfx.content.parts import Part, parts
from lzfx.errors import DefinitionError, LzfxError
from lzfx.model.codes import finding_code
from lzfx.model.finding import Finding, Where
from lzfx.render.fonts import FontChoice
from lzfx.render.pdf.binding import Bookmark, bound
from lzfx.render.pdf.tree import typst_input
from lzfx.render.pdf.typesetting import NoGlyph, Typeset

_AT_A_TIME = 2
_START_SECONDS = 30.0
_PACKAGE_HOME = Path(lzfx.__file__).resolve().parent.parent
"""Where a child starts, so that nothing in the clerk's folder can stand in for a module."""


def typeset_long(
    document: Document, templates: Path, fonts: FontChoice, standard: Mapping[str, Any]
) -> Typeset:
    """The list in one file, pages numbered through, with a bookmark for each unit.

    NoGlyph as for a short one; LzfxError when a child does not start or dies.
    """
    cut = parts(document, standard["long"]["part"])
    asked = {
        "templates": str(templates.resolve()),
        "fonts": fonts,
        "day": day(document).isoformat(),
    }
    requests = (
        asked
        | {"tree": typst_input(one.document, standard, follows=not one.first, goes_on=one.goes_on)}
        for one in cut
    )
    made = list(_set(requests))
    marks = list(_bookmarks(cut, made))
    headings = tuple(
        before + page
        for before, one in zip(_pages_before(made), made, strict=True)
        for page in one.headings
    )
    data = bound([one.data for one in made], marks)
    return Typeset(data, sum(one.pages for one in made), headings)


def _pages_before(made: Sequence[Typeset]) -> Iterator[int]:
    """For each part, how many pages the parts before it have."""
    return accumulate((part.pages for part in made[:-1]), initial=0)


def _set(requests: Iterator[Mapping[str, str]]) -> Iterator[Typeset]:
    """Every part in order; while one is written, the next is being laid out."""
    running: deque[_Child] = deque()
    first = 1
    try:
        while True:
            while len(running) < _AT_A_TIME and (request := next(requests, None)) is not None:
                running.append(_Child(request))
            if not running:
                return
            made = running[0].typeset(first)
            running.popleft().end()
            first += made.pages
            yield made
    finally:
        for child in running:
            child.end()


class _Child:
    """A process that lays one part out, tells its pages, is told the first number, and prints."""

    def __init__(self, request: Mapping[str, str]) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lzfx.render.pdf.part_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_PACKAGE_HOME,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise LzfxError("typesetter-not-starting", {"detail": str(error)}) from error
        self._tell(json.dumps(request))

    def _tell(self, line: str) -> None:
        pipe = self._process.stdin
        with suppress(OSError):  # a dead child is found out by its answer
            if pipe is not None:
                pipe.write(line.encode() + b"\n")
                pipe.flush()

    def typeset(self, first: int) -> Typeset:
        """Its part, the first page numbered `first`; headings count from its own first page."""
        pipe = self._process.stdout
        try:
            answer = json.loads(pipe.readline() if pipe else b"")
        except ValueError as error:
            raise LzfxError("typesetter-died") from error
        if "missing" in answer:
            raise NoGlyph(answer["missing"])
        if "wrong" in answer:
            raise DefinitionError(
                [
                    Finding(finding_code(code), Where(file), given)
                    for code, file, given in answer["wrong"]
                ]
            )
        self._tell(str(first))
        data = pipe.read() if pipe else b""
        if self._process.wait() != 0:
            raise LzfxError("typesetter-died")
        return Typeset(
            data, answer["pages"], tuple(answer["headings"]), tuple(map(tuple, answer["rows"]))
        )

    def end(self) -> None:
        """Kill the process, if it still runs, and wait until it is gone."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait(_START_SECONDS)


def _bookmarks(cut: Sequence[Part], made: Sequence[Typeset]) -> Iterator[Bookmark]:
    """The headings, and under each the units of its table: the cells of the first merged column."""
    above = 0
    for part, layout, before in zip(cut, made, _pages_before(made), strict=True):
        headings, rows = iter(layout.headings), iter(layout.rows)
        for at, block in enumerate(part.document.blocks):
            if isinstance(block, Heading):
                yield Bookmark(block.level, block.text, before + next(headings))
                above = block.level
            elif isinstance(block, Table):
                goes_on = part.goes_on if at == 0 else ()
                pages = next(rows)
                for row, text in _units(block, goes_on):
                    yield Bookmark(above + 1, text, before + pages[row])


def _units(table: Table, goes_on: Sequence[int]) -> Iterator[tuple[int, str]]:
    """First row and text of each cell of the first merged column that begins in the table."""
    for column in table.merge[:1]:
        for start, _ in table.runs(column):
            text = table.rows[start][column].text
            if text and not (start == 0 and column in goes_on):
                yield start, text
