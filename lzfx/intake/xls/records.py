"""What xlrd leaves out of an .xls: which cells are formulas or given twice, custom properties."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lzfx.intake.serials import whole_as_int
from lzfx.intake.xls.drawn import drawn_on
from lzfx.model.book import Drawn

_HEAD = struct.Struct("<2H")
_BOF, _EOF = 0x0809, 0x000A
_BOUNDSHEET = 0x0085
_FORMULA = 0x0006
_BLANKS = frozenset((0x0201, 0x00BE))
_MANY = frozenset((0x00BD, 0x00BE))
_CELLS = _BLANKS | _MANY | {_FORMULA, 0x0203, 0x0204, 0x0205, 0x00FD, 0x00D6, 0x027E}
_PLACE = struct.Struct("<2H")
_SHORTEST_MANY = 12
_WORKSHEET = b"\x00"

_CUSTOM_SET = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")
_LPSTR, _LPWSTR = 30, 31
_INT, _FLOAT, _BOOL = 3, 5, 11
_UTF16_PAGE = 1200
_DICTIONARY, _CODE_PAGE = 0, 1


@dataclass(frozen=True, slots=True)
class CellPlaces:
    """Places (row << 16 | column) of formulas and of doubled cells on one sheet, and its extent.

    The extent is the number of cells that xlrd allocates, filled or not. `drawn` are the texts of
    shapes.
    """

    formulas: frozenset[int]
    doubled: frozenset[int]
    extent: int
    drawn: tuple[Drawn, ...] = ()


def cell_places(stream: bytes) -> Mapping[int, CellPlaces]:
    """The places of each worksheet, by the number of the sheet counted from 0."""
    starts = [
        struct.unpack_from("<I", stream, at)[0]
        for kind, at, length in _records(stream, 0)
        if kind == _BOUNDSHEET and stream[at + 5 : at + 6] == _WORKSHEET
    ]
    return {index: _placed(stream, start) for index, start in enumerate(starts)}


def _placed(stream: bytes, start: int) -> CellPlaces:
    formulas: set[int] = set()
    doubled: set[int] = set()
    contents: dict[int, bytes] = {}
    widths: dict[int, int] = {}
    for kind, at, length in _records(stream, start):
        if kind not in _CELLS or length < _PLACE.size:
            continue
        row, column = _PLACE.unpack_from(stream, at)
        last = column
        if kind in _MANY and length >= _SHORTEST_MANY:
            (last,) = struct.unpack_from("<H", stream, at + length - 2)
        widths[row] = max(widths.get(row, 0), last + 1)
        if kind == _FORMULA:
            formulas.add(row << 16 | column)
        if kind in _BLANKS:
            continue
        step = (length - 6) // max(1, last - column + 1) if kind in _MANY else 0
        for place in range(column, last + 1):
            content = stream[
                at + 4 + (place - column) * step : at + 4 + (place - column + 1) * step
            ]
            content = content if step else stream[at : at + length]
            if contents.setdefault(row << 16 | place, content) != content:
                doubled.add(row << 16 | place)
    bodies = ((kind, stream[at : at + length]) for kind, at, length in _records(stream, start))
    drawn = drawn_on(bodies)
    return CellPlaces(frozenset(formulas), frozenset(doubled), sum(widths.values()), drawn)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place of the body and length of each record up to the end of this substream."""
    depth = 0
    while at + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        body = at + _HEAD.size
        if body + length > len(stream):
            return
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body, length
        at = body + length


def custom_properties(stream: bytes) -> Mapping[str, str]:
    """The custom properties of a DocumentSummaryInformation stream as texts; none if broken."""
    try:
        return _properties(stream)
    except (struct.error, UnicodeError, LookupError, ValueError):
        return {}


def _properties(stream: bytes) -> Mapping[str, str]:
    (sets,) = struct.unpack_from("<I", stream, 24)
    for at in range(28, 28 + 20 * min(sets, 8), 20):
        if stream[at : at + 16] == _CUSTOM_SET:
            (offset,) = struct.unpack_from("<I", stream, at + 16)
            return _section(stream[offset:])
    return {}


def _section(section: bytes) -> Mapping[str, str]:
    _, count = struct.unpack_from("<2I", section)
    places = dict(struct.iter_unpack("<2I", section[8 : 8 + 8 * min(count, 4096)]))
    page = _UTF16_PAGE
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", section, places[_CODE_PAGE] + 4)
    names = _dictionary(section[places[_DICTIONARY] :], page)
    found = {}
    for number, name in names.items():
        if number in places:
            value = _variant(section[places[number] :], page)
            if value is not None:
                found[name] = value
    return found


def _dictionary(data: bytes, page: int) -> Mapping[int, str]:
    (count,) = struct.unpack_from("<I", data)
    at = 4
    names = {}
    for _ in range(min(count, 4096)):
        number, length = struct.unpack_from("<2I", data, at)
        size = length * 2 if page == _UTF16_PAGE else length
        names[number] = _text(data[at + 8 : at + 8 + size], page)
        at += 8 + (size + 3) // 4 * 4 if page == _UTF16_PAGE else 8 + size
    return names


def _variant(data: bytes, page: int) -> str | None:
    kind, first = struct.unpack_from("<2I", data)
    if kind == _LPSTR:
        return _text(data[8 : 8 + first], page)
    if kind == _LPWSTR:
        return _text(data[8 : 8 + first * 2], _UTF16_PAGE)
    if kind == _INT:
        return str(struct.unpack_from("<i", data, 4)[0])
    if kind == _FLOAT:
        return str(whole_as_int(struct.unpack_from("<d", data, 4)[0]))
    return ("true" if first & 0xFFFF else "false") if kind == _BOOL else None


def _text(data: bytes, page: int) -> str:
    encoding = {_UTF16_PAGE: "utf-16-le", 65001: "utf-8"}.get(page, f"cp{page}")
    return data.decode(encoding).rstrip("\0")
