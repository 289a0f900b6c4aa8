"""Zip archives from the mail: their files as labelled bytes, never written out by name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

from lzfx.intake.bounded import LIMITS, Limits, Refused
from lzfx.intake.names import shown_label
from lzfx.intake.zipped import (
    BoundedZip,
    ZipEntry,
    check_method,
    check_overlap,
    directory,
    extra_field,
    is_encrypted,
)

_UTF8_FLAG = 0x0800
_UNICODE_NAME = 0x7075
_JUNK_NAMES = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_LOCK_START = "~$"
_MAC_START = "._"
_MAC_FOLDER = "__macosx"


def members(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes | Refused]]:
    """Each file in the archive as (label, bytes or a refusal), in the archive's order.

    Folders, lock files and files of operating systems are left out; a zip within is returned as it
    is. Labels may hold any characters and must never be used as paths. An archive that cannot be
    trusted as a whole is Refused: at once, or when its contents grow beyond the limits.
    """
    if len(data) > limits.file_bytes:
        raise Refused("file-too-big", {"bytes": len(data), "limit": limits.file_bytes})
    entries, shift = directory(data, limits.archive_members, limits.name_length)
    check_overlap(entries)
    wanted = tuple(
        (label, entry) for entry in entries if not _is_passed_over(label := file_label(entry))
    )
    if any(is_encrypted(entry) for _, entry in wanted):
        raise Refused("archive-protected")
    caps = replace(limits, part_bytes=limits.file_bytes, parts_bytes=limits.archive_bytes)
    package = BoundedZip(data, {}, shift, caps)
    return ((shown_label(label), _content(package, entry, caps)) for label, entry in wanted)


def _content(package: BoundedZip, entry: ZipEntry, limits: Limits) -> bytes | Refused:
    """The bytes of a member, or its refusal; a zip bomb refuses the whole archive."""
    if entry.size > limits.part_bytes:
        return Refused("file-too-big", {"bytes": entry.size, "limit": limits.part_bytes})
    try:
        check_method(entry)
        return package.inflate("", entry)
    except Refused as refused:
        if refused.code == "zip-bomb":
            raise
        return refused


def file_label(entry: ZipEntry) -> str:
    """The member's name as text: UTF-8 where marked, else the first of UTF-8, GBK, cp437 that fits.

    UTF-8 is tried before GBK: Chinese GBK names are hardly ever valid UTF-8, but UTF-8 names are
    often valid GBK.
    """
    name = _unicode_extra(entry) or _first_reading(entry)
    return name.replace("\\", "/")


def _unicode_extra(entry: ZipEntry) -> str:
    """The UTF-8 name that some programs add, if it belongs to the name in the directory."""
    body = extra_field(entry.extra, _UNICODE_NAME)
    head = struct.Struct("<BL")
    if len(body) < head.size:
        return ""
    _, checksum = head.unpack_from(body)
    if checksum != zlib.crc32(entry.name):
        return ""
    return body[head.size :].decode("utf-8", "replace")


def _first_reading(entry: ZipEntry) -> str:
    encodings = ("utf-8",) if entry.flags & _UTF8_FLAG else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return entry.name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.name.decode("cp437")


def _is_passed_over(label: str) -> bool:
    folders, _, name = label.rpartition("/")
    if not name or _MAC_FOLDER in folders.lower().split("/"):
        return True
    return name.startswith((_LOCK_START, _MAC_START)) or name.lower() in _JUNK_NAMES
