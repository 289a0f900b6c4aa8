"""A TOML text -> its values, or every fault of it with its line and the slip that it looks like.

The parser stops at the first fault; so the line is put right in memory, and the reading goes on.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lzfx.forms.toml_slips import said, slips
from lzfx.forms.toml_text import entries, on_line
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding

_AT = re.compile(r"\(at line (\d+), column \d+\)")
_TWICE = ("Cannot overwrite", "twice", "Cannot mutate", "Duplicate")
_HEADING = re.compile(r"\s*\[")
_SPARE = "__doubled__"


@dataclass(frozen=True, slots=True)
class TomlText:
    """A text that was read: with `faults`, `values` and `text` are those of a likely repair.

    The repair has the same lines.
    """

    text: str
    values: Mapping[str, Any]
    faults: tuple[Finding, ...] = ()


def read_toml(file: str, text: str) -> TomlText:
    """The values of a text, and every fault of it; `file` is only quoted."""
    try:
        return TomlText(text, tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        repair = _Repair(file, text)
        values = {key: value for key, value in repair.values().items() if key != _SPARE}
        return TomlText(repair.text, values, tuple(repair.faults))


class _Repair:
    """The lines of a text while they are put right, and the faults found so far."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._tried: set[int] = set()
        self._closed: set[int] = set()
        self._doubles: set[int] = set()
        self.faults: list[Finding] = []

    @property
    def text(self) -> str:
        """The lines as they are now."""
        return "\n".join(self._lines)

    def values(self) -> Mapping[str, Any]:
        """The values once every line is put right or passed over."""
        while True:
            try:
                return tomllib.loads(self.text)
            except tomllib.TOMLDecodeError as error:
                self._mend(self.text, str(error))

    def _mend(self, text: str, detail: str) -> None:
        found = _AT.search(detail)
        number = min(int(found[1]) if found else len(self._lines), len(self._lines))
        if any(sign in detail for sign in _TWICE) and number not in self._doubles:
            self._doubles.add(number)
            self._doubled(number)
            return
        for line in self._suspects(text, number):
            if line in self._tried:
                continue
            self._tried.add(line)
            written = self._lines[line - 1]
            slipped, put_right = slips(written)
            if slipped and self._helps(line, put_right, number):
                for code in slipped:
                    self._say(code, line, expected=said(put_right), value=written)
                return
        begun = self._open(text, number)
        if begun and begun not in self._closed:
            self._closed.add(begun)
            self._close(begun)
            return
        self._say("definition-not-toml", number, value=self._lines[number - 1], detail=detail)
        self._pass_over(number)

    def _helps(self, line: int, put_right: str, number: int) -> bool:
        """Put a line right, unless the parser stumbles over the same place all the same."""
        written = self._lines[line - 1]
        self._lines[line - 1] = put_right
        try:
            tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = _AT.search(str(error))
            if found and int(found[1]) <= number:
                self._lines[line - 1] = written
                return False
        return True

    def _suspects(self, text: str, number: int) -> Iterator[int]:
        """The line of the error, then the other lines of the same value, then the line before."""
        yield number
        for one in entries(text):
            last = text.count("\n", 0, one.end) + 1
            if one.line <= number <= last:
                yield from range(one.line, last + 1)

    def _open(self, text: str, number: int) -> int:
        """The line of a list that was begun at or before that line and is not closed, else 0."""
        begun = [
            one
            for one in entries(text)
            if one.line <= number
            and text[one.start : one.start + 1] == "["
            and text.count("[", one.start, one.end) > text.count("]", one.start, one.end)
        ]
        return begun[-1].line if begun else 0

    def _close(self, line: int) -> None:
        written = self._lines[line - 1]
        self._lines[line - 1] = f"{written.partition('#')[0].rstrip()}]"
        expected = self._lines[line - 1].strip()
        self._say("definition-toml-bracket-missing", line, value=written, expected=expected)

    def _doubled(self, number: int) -> None:
        """A key or a heading that stands there a second time: the first one counts."""
        written = self._lines[number - 1]
        key = re.split(r"[=#]", written)[0].strip()
        self._say("definition-toml-twice", number, value=key)
        if _HEADING.match(written):
            self._lines[number - 1] = f"[[{_SPARE}]]"
        else:
            self._pass_over(number)

    def _pass_over(self, number: int) -> None:
        """Leave a line out; one that is a heading is kept as one, for what stands under it.

        Where the line is out already, the nearest one before it goes, else the next one: so that
        every text comes to an end.
        """
        written = self._lines[number - 1]
        if _HEADING.match(written) and "=" not in written and _SPARE not in written:
            self._lines[number - 1] = f"[[{_SPARE}]]"
            return
        nearest = sorted(
            range(len(self._lines)), key=lambda at: (at >= number, abs(number - 1 - at))
        )
        for at in nearest:
            if self._lines[at].strip():
                self._lines[at] = ""
                return

    def _say(self, code: FindingCode, number: int, **params: str) -> None:
        told = {name: said(text) for name, text in params.items()}
        self.faults.append(Finding(code, on_line(self._file, number), told))
