"""The compound file around .xls, .et, .doc and encrypted workbooks: its streams, within limits."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.intake.bounded import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<8s16s5H6x9I")
_SLOTS = struct.Struct("<109I")
_SPECIAL_SECTORS = 0xFFFFFFFA
_NOBODY = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sH2B3I16s4x16xIQ")
_SECTOR_SHIFTS = (9, 12)
_MINI = 64
_STREAM = 2
_ROOT = 5
_WORKBOOKS = ("workbook", "book")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


def _damaged(detail: str) -> Refused:
    return Refused("workbook-damaged", {"part": "OLE", "detail": detail})


class OleFile:
    """The streams directly under the root, by name; Refused when the file is cut or circular."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER.size + _SLOTS.size or not data.startswith(MAGIC):
            raise _damaged("header")
        fields = _HEADER.unpack_from(data)
        shift, first_entry, cutoff, first_mini = fields[5], fields[9], fields[11], fields[12]
        if shift not in _SECTOR_SHIFTS:
            raise _damaged("sector size")
        self._data = data
        self._sector = 1 << shift
        self._fat = self._read_fat(fields[14])
        self._cutoff = cutoff
        self._first_mini = first_mini
        entries = self._entries(first_entry)
        if not entries or entries[0].kind != _ROOT:
            raise _damaged("no root")
        self._root = entries[0]
        self._members = _children(entries)

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams and storages under the root, lower case: no two differ by case."""
        return frozenset(self._members)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream under the root; nothing when there is none of that name."""
        entry = self._members.get(name.lower())
        if entry is None or entry.kind != _STREAM:
            return b""
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        table = _numbers(self._chain(self._first_mini))
        holder = self._chain(self._root.start)
        pieces = (holder[at * _MINI : (at + 1) * _MINI] for at in _walk(entry.start, table))
        return b"".join(pieces)[: entry.size]

    def _at(self, sector: int) -> bytes:
        begin = (sector + 1) * self._sector
        if begin >= len(self._data):
            raise _damaged("sector outside the file")
        return self._data[begin : begin + self._sector]

    def _chain(self, start: int) -> bytes:
        return b"".join([self._at(sector) for sector in _walk(start, self._fat)])

    def _read_fat(self, next_list: int) -> Sequence[int]:
        """The table of following sectors; lists of its sectors may themselves be chained."""
        sectors = list(_SLOTS.unpack_from(self._data, _HEADER.size))
        most = len(self._data) // self._sector
        seen: set[int] = set()
        while next_list < _SPECIAL_SECTORS:
            if next_list in seen or len(seen) > most:
                raise _damaged("circular")
            seen.add(next_list)
            *more, next_list = _numbers(self._at(next_list)) or (_NOBODY,)
            sectors.extend(more)
        used = [sector for sector in sectors if sector < _SPECIAL_SECTORS]
        if len(used) > most:
            raise _damaged("too many sectors")
        return _numbers(b"".join([self._at(sector) for sector in used]))

    def _entries(self, start: int) -> list[_Entry]:
        table = self._chain(start)
        entries = []
        for at in range(0, len(table) - _ENTRY.size + 1, _ENTRY.size):
            name, length, kind, _, left, right, child, _, first, size = _ENTRY.unpack_from(
                table, at
            )
            text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.append(_Entry(text, kind, left, right, child, first, size & 0xFFFFFFFF))
        return entries


def workbook_stream(ole: OleFile) -> bytes | None:
    """The stream of the workbook in a compound file; None when it holds no workbook.

    Excel 95 called it Book, and so do some programs that write the format of Excel 97. A file
    for both has both, and the newer one counts.
    """
    name = next((name for name in _WORKBOOKS if name in ole.names), None)
    return None if name is None else ole.stream(name)


def _children(entries: Sequence[_Entry]) -> Mapping[str, _Entry]:
    """Entries directly under the root; storages within storages are not read."""
    found: dict[str, _Entry] = {}
    seen: set[int] = set()
    waiting = [entries[0].child]
    while waiting:
        at = waiting.pop()
        if at >= len(entries) or at in seen:
            continue
        seen.add(at)
        found.setdefault(entries[at].name.lower(), entries[at])
        waiting += (entries[at].left, entries[at].right)
    return found


def _numbers(data: bytes) -> Sequence[int]:
    count = len(data) // 4
    return struct.unpack_from(f"<{count}I", data)


def _walk(start: int, table: Sequence[int]) -> Sequence[int]:
    """Sector numbers from `start` on, as the table chains them."""
    chain: list[int] = []
    at = start
    while at < _SPECIAL_SECTORS:
        if at >= len(table) or len(chain) > len(table):
            raise _damaged("broken chain")
        chain.append(at)
        at = table[at]
    return chain
