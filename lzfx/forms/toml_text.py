"""Where each value of a TOML text stands: its line, and the stretch of text that it is.

The text need not be sound: what cannot be understood is passed over, so that faults in it can
still be told with their line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lzfx.model.finding import Where

Path = tuple[str | int, ...]
"""The keys that lead to a value; a number is a position in a list."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_ASSIGNMENT = re.compile(rf"({_KEY})[ \t]*=[ \t]*")
_HEADER = re.compile(rf"(\[\[?)[ \t]*({_KEY})[ \t]*\]\]?")
_PARTS = re.compile(_PART)
IN_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
"""A text of one line, with its quotes."""

_LONG = ('"""', "'''")
_SHORT = re.compile(r'"(?:[^"\\\n]|\\.)*"?|\'[^\'\n]*\'?')
_BLANK = " \t\r\n\ufeff"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of the text, or the heading of a table: `start` and `end` delimit the value."""

    path: Path
    line: int
    start: int
    end: int


def entries(text: str) -> Iterator[Entry]:
    """Every value and every heading, in their order."""
    table: Path = ()
    counted: Counter[Path] = Counter()
    at = 0
    while at < len(text):
        if text[at] in _BLANK:
            at += 1
            continue
        if heading := _HEADER.match(text, at):
            table = _table(heading, counted)
            yield Entry(table, _line(text, at), heading.end(), heading.end())
            at = _end_of_line(text, heading.end())
        elif found := _ASSIGNMENT.match(text, at):
            end = value_end(text, found.end())
            path = (*table, *_parts(found[1]))
            yield Entry(path, _line(text, at), found.end(), end)
            at = _end_of_line(text, end)
        else:
            at = _end_of_line(text, at)


def value_end(text: str, at: int) -> int:
    """Where the value that begins there ends, without the blanks and the comment behind it."""
    depth, last = 0, at
    while at < len(text):
        sign = text[at]
        if sign == "\n" and not depth:
            break
        if sign == "#":
            if not depth:
                break
            at = _end_of_line(text, at)
            continue
        step = _after_string(text, at) if sign in "\"'" else at + 1
        depth += (sign in "[{") - (sign in "]}")
        if sign not in _BLANK:
            last = step
        at = step
    return last


def outside_texts(value: str, change: Callable[[str], str]) -> str:
    """The value with everything changed that is not a text in quotes."""
    return "".join(part if text else change(part) for part, text in _pieces(value))


def without_texts(value: str) -> str:
    """What of a value is not a text in quotes."""
    return "".join(part for part, text in _pieces(value) if not text)


def _pieces(value: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a value, each with whether it is a text in quotes."""
    at = 0
    for found in IN_QUOTES.finditer(value):
        yield value[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield value[at:], False


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the values of one file, by their keys."""

    file: str
    at: Mapping[Path, int]

    @classmethod
    def of(cls, file: str, text: str) -> Lines:
        """Those of that text."""
        return cls(file, {one.path: one.line for one in reversed(tuple(entries(text)))})

    def where(self, path: Path) -> Where:
        """The place of a value; of what holds it where it does not stand for itself."""
        while path and path not in self.at:
            path = path[:-1]
        return on_line(self.file, self.at[path]) if path else Where(self.file)


def on_line(file: str, line: int) -> Where:
    """A line of a text file, as a place."""
    return Where(file, f"第{line}行")


def _table(heading: re.Match[str], counted: Counter[Path]) -> Path:
    """The path of a table, with the positions of the lists of tables it lies in."""
    *above, last = _parts(heading[2])
    path: Path = ()
    for key in above:
        path = (*path, key)
        if counted[path]:
            path = (*path, counted[path] - 1)
    path = (*path, last)
    if heading[1] == "[":
        return path
    counted[path] += 1
    return (*path, counted[path] - 1)


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PARTS.findall(key))


def _after_string(text: str, at: int) -> int:
    if text.startswith(_LONG, at):
        close = text.find(text[at : at + 3], at + 3)
        return len(text) if close < 0 else close + 3
    found = _SHORT.match(text, at)
    return found.end() if found else at + 1


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
