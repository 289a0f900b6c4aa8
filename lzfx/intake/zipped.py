"""Zip files from strangers: the directory is checked first; members are inflated within limits."""

from __future__ import annotations

import posixpath
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache

from lzfx.intake.bounded import LIMITS, Limits, Refused, too_many

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MARK = b"PK\x06\x06"
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_MARK = b"PK\x06\x07"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRY_MARK = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MARK = b"PK\x03\x04"
_LONGEST_COMMENT = 65_535
_FULL16 = 0xFFFF
_FULL32 = 0xFFFFFFFF
_ENCRYPTED = 0x0001
_STORED = 0
_DEFLATED = 8
_EXTRA_ZIP64 = 1


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One entry of a zip's directory; sizes are those that the directory claims."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    extra: bytes


def damaged(detail: str) -> Refused:
    """The refusal for a zip that is cut or broken."""
    return Refused("zip-damaged", {"detail": detail})


@lru_cache(1)
def directory(data: bytes, members: int, name_length: int) -> tuple[tuple[ZipEntry, ...], int]:
    """All entries, and the number of bytes before the zip; refuses a directory out of bounds.

    Cached, because it is asked for when a file is sniffed and again when it is opened.
    """
    count, size, offset, end = _directory_place(data)
    too_many("zip-too-many-members", count, members)
    shift = end - size - offset
    if shift < 0:
        raise damaged("directory outside the file")
    entries = []
    at = end - size
    for _ in range(count):
        entry, at = _entry(data, at, end)
        if len(entry.name) > name_length:
            raise Refused("zip-name-too-long", {"limit": name_length})
        entries.append(entry)
    if at != end:
        raise damaged("directory longer than said")
    return tuple(entries), shift


def _directory_place(data: bytes) -> tuple[int, int, int, int]:
    """Number of entries, size, claimed offset, and the true end of the directory."""
    at = data.rfind(_END_MARK, max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if at < 0 or at + _END.size > len(data):
        raise damaged("no end of directory")
    _, disk, _, _, count, size, offset, _ = _END.unpack_from(data, at)
    if disk not in (0, _FULL16):
        raise damaged("one volume of several")
    locator = at - _LOCATOR.size
    if locator < 0 or data[locator : locator + 4] != _LOCATOR_MARK:
        return count, size, offset, at
    end = data.rfind(_END64_MARK, 0, locator)
    if end < 0 or end + _END64.size > len(data):
        raise damaged("no 64-bit end of directory")
    _, _, _, _, _, _, _, count, size, offset = _END64.unpack_from(data, end)
    return count, size, offset, end


def _entry(data: bytes, at: int, end: int) -> tuple[ZipEntry, int]:
    if at + _ENTRY.size > end or data[at : at + 4] != _ENTRY_MARK:
        raise damaged("directory broken")
    fields = _ENTRY.unpack_from(data, at)
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_end = at + _ENTRY.size + fields[10]
    extra_end = name_end + fields[11]
    after = extra_end + fields[12]
    if after > end:
        raise damaged("directory broken")
    extra = data[name_end:extra_end]
    offset = fields[16]
    if _FULL32 in (packed, size, offset):
        size, packed, offset = _wide(extra, size, packed, offset)
    name = data[at + _ENTRY.size : name_end]
    return ZipEntry(name, flags, method, crc, packed, size, offset, extra), after


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The 64-bit values that replace 32-bit ones of 0xFFFFFFFF."""
    numbers = extra_field(extra, _EXTRA_ZIP64)
    values = [size, packed, offset]
    at = 0
    for index, value in enumerate(values):
        if value == _FULL32:
            if at + 8 > len(numbers):
                raise damaged("64-bit sizes missing")
            (values[index],) = struct.unpack_from("<Q", numbers, at)
            at += 8
    return values[0], values[1], values[2]


def extra_field(extra: bytes, wanted: int) -> bytes:
    """The body of one extra field of an entry, or nothing."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


class BoundedZip:
    """A zip with a sound directory; its members are inflated only within the limits."""

    def __init__(
        self, data: bytes, entries: dict[str, ZipEntry], shift: int, limits: Limits = LIMITS
    ) -> None:
        self._data = data
        self._entries = entries
        self._shift = shift
        self._limits = limits
        self._left = limits.parts_bytes

    @property
    def names(self) -> tuple[str, ...]:
        """Member names in lower case, as packages ignore case."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The member's bytes, counted and checksummed; KeyError when there is none."""
        return self.inflate(name, self._entries[name.lower()])

    def inflate(self, name: str, entry: ZipEntry) -> bytes:
        """The bytes of one entry; `name` is only for the refusal."""
        limits = self._limits
        by_ratio = max(limits.ratio_from_bytes, limits.ratio * entry.packed)
        cap = min(limits.part_bytes, self._left, by_ratio)
        raw = packed_bytes(self._data, entry, self._shift)
        if entry.method == _STORED:
            out, whole = raw, len(raw) == entry.size
        else:
            inflater = zlib.decompressobj(-15)
            try:
                out = inflater.decompress(raw, cap + 1)
            except zlib.error as error:
                raise damaged(f"{name}: {error}") from error
            whole = inflater.eof and len(out) == entry.size
        self._left -= len(out)
        if len(out) > cap:
            raise Refused("zip-bomb", {"part": name, "limit": cap})
        if not whole or zlib.crc32(out) != entry.crc:
            raise damaged(f"{name}: checksum")
        return out


def packed_bytes(data: bytes, entry: ZipEntry, shift: int) -> bytes:
    """The entry's bytes as they lie in the file."""
    at = entry.offset + shift
    if at + _LOCAL.size > len(data) or data[at : at + 4] != _LOCAL_MARK:
        raise damaged("member not where the directory says")
    fields = _LOCAL.unpack_from(data, at)
    begin = at + _LOCAL.size + fields[9] + fields[10]
    if begin + entry.packed > len(data):
        raise damaged("member cut off")
    return data[begin : begin + entry.packed]


def is_encrypted(entry: ZipEntry) -> bool:
    """Whether the member cannot be read without a password."""
    return bool(entry.flags & _ENCRYPTED)


def check_method(entry: ZipEntry) -> None:
    """Refuse a member that is neither stored nor deflated, the methods every program knows."""
    if entry.method not in (_STORED, _DEFLATED):
        raise Refused("zip-method", {"method": entry.method})


def check_overlap(entries: tuple[ZipEntry, ...]) -> None:
    """Refuse members lying over each other."""
    reached = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < reached:
            raise damaged("members overlap")
        reached = entry.offset + _LOCAL.size + len(entry.name) + entry.packed


def part_name(written: str) -> str:
    r"""The name by which a part is found: from the root, in lower case, without idle steps.

    Some programs write `./xl/workbook.xml`, `/xl/workbook.xml` or `xl\workbook.xml`. The slash at
    the end of a folder stays.
    """
    name = written.replace("\\", "/").lower()
    folder = "/" if name.endswith("/") else ""
    return posixpath.normpath(f"/{name}").lstrip("/") + folder


def open_zip(data: bytes, limits: Limits = LIMITS) -> BoundedZip:
    """The package in `data`; refuses damage, encryption, overlap and doubled members."""
    entries, shift = directory(data, limits.members, limits.name_length)
    check_overlap(entries)
    named: dict[str, ZipEntry] = {}
    for entry in entries:
        if is_encrypted(entry):
            raise Refused("password-protected")
        check_method(entry)
        try:
            name = entry.name.decode()
        except UnicodeDecodeError:
            name = entry.name.decode("latin-1")
        name = part_name(name)
        if name in named:
            raise Refused("zip-doubled-member", {"part": name})
        named[name] = entry
    return BoundedZip(data, named, shift, limits)
