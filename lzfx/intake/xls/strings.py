"""The table of shared strings of an .xls: how many strings it truly holds.

Some programs write a wrong count into its head. The cells then point at strings that stand in the
file and are not read, or the whole file seems to be cut.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEAD = struct.Struct("<2H")
_SST, _CONTINUE = 0x00FC, 0x003C
_COUNT_AT = 4
_FIRST = 8
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08
_RUN = 4


def strings_counted(stream: bytes) -> bytes:
    """The stream with the true count of shared strings in the head of their table."""
    at = _table(stream)
    if at is None:
        return stream
    pieces = list(_pieces(stream, at))
    if len(pieces[0]) < _FIRST:
        return stream
    (said,) = struct.unpack_from("<I", pieces[0], _COUNT_AT)
    held = _held(pieces)
    if held == said:
        return stream
    place = at + _HEAD.size + _COUNT_AT
    return stream[:place] + struct.pack("<I", held) + stream[place + 4 :]


def _table(stream: bytes) -> int | None:
    """Where the record of the table begins; None when there is no table."""
    at = 0
    while at + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        if kind == _SST:
            return at
        at += _HEAD.size + length
    return None


def _pieces(stream: bytes, at: int) -> Iterator[bytes]:
    """The bodies of the table's record and of those that continue it."""
    wanted = _SST
    while at + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        if kind != wanted:
            return
        yield stream[at + _HEAD.size : at + _HEAD.size + length]
        at += _HEAD.size + length
        wanted = _CONTINUE


class _Reader:
    """Walks over the pieces; where it ends, IndexError or struct.error says so."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = _FIRST

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left; moves on to the next piece where one is used up."""
        while self._at >= len(self._pieces[self._piece]):
            if self._piece + 1 == len(self._pieces):
                return True
            self._at -= len(self._pieces[self._piece])
            self._piece += 1
        return False

    def number(self, layout: str) -> int:
        """A number, which is never cut."""
        (value,) = struct.unpack_from(layout, self._pieces[self._piece], self._at)
        self._at += struct.calcsize(layout)
        return int(value)

    def characters(self, left: int, flags: int) -> None:
        """Pass over the characters; a piece that goes on with them says anew how wide they are."""
        while True:
            width = 2 if flags & _WIDE else 1
            here = min(left, (len(self._pieces[self._piece]) - self._at) // width)
            self._at += here * width
            left -= here
            if not left:
                return
            self._piece += 1
            flags, self._at = self._pieces[self._piece][0], 1

    def skip(self, length: int) -> None:
        """Pass over what may be cut anywhere; what is not there ends the table."""
        self._at += length
        if self.is_at_end and self._at > len(self._pieces[self._piece]):
            raise IndexError(length)


def _held(pieces: list[bytes]) -> int:
    """How many whole strings the table holds."""
    reader = _Reader(pieces)
    count = 0
    try:
        while not reader.is_at_end:
            length, flags = reader.number("<H"), reader.number("<B")
            runs = reader.number("<H") if flags & _RICH else 0
            phonetic = reader.number("<I") if flags & _PHONETIC else 0
            reader.characters(length, flags)
            reader.skip(runs * _RUN)
            reader.skip(phonetic)
            count += 1
    except (IndexError, struct.error):
        pass  # the rest is no whole string
    return count
