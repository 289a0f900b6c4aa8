"""Texts of shapes on the sheets of an .xls, which xlrd leaves out; those of comments are not here.

A shape is a drawing record, which says where it begins, then an object record, which says what it
is, then a record of its text with that text continued in the next ones.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from lzfx.model.book import Drawn

_DRAWING, _OBJECT, _TEXT, _CONTINUE = 0x00EC, 0x005D, 0x01B6, 0x003C
_COMMENT = 0x19
_ANCHOR = bytes.fromhex("000010f012000000")
_PLACE = struct.Struct("<4H")
_LENGTH_AT, _LONGEST_HEAD = 10, 14


def drawn_on(records: Iterable[tuple[int, bytes]]) -> tuple[Drawn, ...]:
    """The texts of the shapes on one sheet, of kinds and bodies of its records in order."""
    return tuple(_found(records))


def _found(records: Iterable[tuple[int, bytes]]) -> Iterator[Drawn]:
    at = (0, 0)
    is_comment = False
    waiting = 0
    pieces: list[str] = []
    for kind, body in records:
        if kind == _CONTINUE and waiting > 0:
            piece = _piece(body, waiting)
            pieces.append(piece)
            waiting -= len(piece) or waiting
        elif kind in {_DRAWING, _CONTINUE}:
            at = _begins(body) or at
        elif kind == _OBJECT:
            is_comment = len(body) > _PLACE.size - 3 and body[4] == _COMMENT
        elif kind == _TEXT and len(body) >= _LONGEST_HEAD:
            (waiting,) = struct.unpack_from("<H", body, _LENGTH_AT)
            pieces = []
            continue
        if pieces and waiting <= 0:
            text = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n").strip()
            if text and not is_comment:
                yield Drawn(*at, text)
            at, is_comment, pieces = (0, 0), False, []


def _piece(body: bytes, longest: int) -> str:
    """The text of a continued record: a byte that says how wide its characters are, then these."""
    if not body:
        return ""
    if body[0] & 1:
        return body[1 : 1 + 2 * longest].decode("utf-16-le", "replace")
    return body[1 : 1 + longest].decode("latin-1")


def _begins(body: bytes) -> tuple[int, int] | None:
    """Row and column of the cell at which the last shape in a drawing record begins."""
    found = body.rfind(_ANCHOR)
    start = found + len(_ANCHOR)
    if found < 0 or start + 2 + _PLACE.size > len(body):
        return None
    column, _, row, _ = _PLACE.unpack_from(body, start + 2)
    return row + 1, column + 1
