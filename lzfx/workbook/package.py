"""The zip of a workbook: times fixed, members rewritten or spliced; equal input, equal bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMAT = (20, 0, zipfile.ZIP_DEFLATED, 0, 0x21)
"""Version needed, flags, method, and the time and day of `EPOCH` in the format of zip."""
_LEVEL = 6
_NOT_WORTH_DEFLATING = 400
_REMEMBERED = 512
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MERGES = re.compile(rb"(<mergeCells[^>]*>)(.*?)(</mergeCells>)", re.DOTALL)
_MERGE = re.compile(rb"<mergeCell [^>]*?/>")
_REFERENCE = re.compile(rb"&#([0-9]{3,7});")
_FIRST_BEYOND_ASCII = 128

Rewrite = Callable[[bytes], bytes]


def with_fixed_times(data: bytes, made: datetime, rewrites: Mapping[str, Rewrite]) -> bytes:
    """The package with every time set to `made`, merges sorted, and some members rewritten.

    Texts become UTF-8 in place of character references: half as long and quicker to read.
    """
    stamp = rb"\g<1>" + f"{made.isoformat(timespec='seconds')}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = _REFERENCE.sub(_spelled, source.read(name))
            if name == _CORE:
                body = _MODIFIED.sub(stamp, body)
            elif name.startswith("xl/worksheets/sheet"):
                body = _MERGES.sub(_sorted_merges, body)
            if name in rewrites:
                body = rewrites[name](body)
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, body)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a package: deflated bytes with checksum and size."""

    name: bytes
    deflated: bytes
    crc: int
    size: int

    @classmethod
    def of(cls, name: str, body: bytes) -> Member:
        """Deflate a body."""
        deflated = _deflated(body, zlib.Z_FINISH)
        return cls(name.encode("ascii"), deflated, zlib.crc32(body), len(body))


@dataclass(frozen=True, slots=True)
class SlottedMember:
    """A member's body split at its slots; the constant pieces are deflated once.

    A deflate stream may be flushed at any byte and continued by another compressor, if nothing
    refers back over the seam. So deflated pieces are simply put one after the other. `slots` has
    the name of the slot after each piece but the last.
    """

    name: str
    pieces: tuple[bytes, ...]
    deflated: tuple[bytes, ...]
    slots: tuple[str, ...]

    @classmethod
    def of(cls, name: str, texts: Sequence[str], slots: Sequence[str]) -> SlottedMember:
        """Prepare the constant texts around the slots."""
        pieces = tuple(text.encode("utf-8") for text in texts)
        flushes = [zlib.Z_SYNC_FLUSH] * len(slots) + [zlib.Z_FINISH]
        deflated = tuple(
            _deflated(piece, flush) for piece, flush in zip(pieces, flushes, strict=True)
        )
        return cls(name, pieces, deflated, tuple(slots))

    def filled(self, values: Mapping[str, str]) -> Member:
        """The member with every slot filled."""
        out = [self.deflated[0]]
        crc, size = zlib.crc32(self.pieces[0]), len(self.pieces[0])
        for slot, piece, deflated in zip(
            self.slots, self.pieces[1:], self.deflated[1:], strict=True
        ):
            value, spliced = _spliced(values[slot])
            out += (spliced, deflated)
            crc = zlib.crc32(piece, zlib.crc32(value, crc))
            size += len(value) + len(piece)
        return Member(self.name.encode("ascii"), b"".join(out), crc, size)


@lru_cache(_REMEMBERED)
def _spliced(text: str) -> tuple[bytes, bytes]:
    """A slot's bytes, plain and as part of a deflate stream; cached, because many recur."""
    value = text.encode("utf-8")
    if len(value) < _NOT_WORTH_DEFLATING:
        return value, _stored(value)
    return value, _deflated(value, zlib.Z_SYNC_FLUSH)


def _deflated(body: bytes, flush: int) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush(flush)


def _stored(body: bytes) -> bytes:
    """A deflate block with the bytes uncompressed; it must begin at a byte boundary."""
    return struct.pack("<BHH", 0, len(body), len(body) ^ 0xFFFF) + body if body else b""


def packed(members: Iterable[Member]) -> bytes:
    """A zip of these members, written by hand, so that nothing is deflated twice.

    For each member local header and data; then the central directory and its end record.
    """
    out: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        facts = struct.pack(
            "<5H3I2H",
            *_FORMAT,
            member.crc,
            len(member.deflated),
            member.size,
            len(member.name),
            0,
        )
        directory.append(b"PK\x01\x02\x14\x00" + facts + bytes(10) + struct.pack("<I", offset))
        directory.append(member.name)
        local = b"PK\x03\x04" + facts + member.name
        out += (local, member.deflated)
        offset += len(local) + len(member.deflated)
    count = len(directory) // 2
    listed = b"".join(directory)
    end = b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, count, count, len(listed), offset, 0)
    return b"".join((*out, listed, end))


def _sorted_merges(found: re.Match[bytes]) -> bytes:
    return found[1] + b"".join(sorted(_MERGE.findall(found[2]))) + found[3]


def _spelled(found: re.Match[bytes]) -> bytes:
    """The character of a reference; ASCII ones stay references, because they have to be."""
    number = int(found[1])
    return chr(number).encode() if number >= _FIRST_BEYOND_ASCII else found[0]
