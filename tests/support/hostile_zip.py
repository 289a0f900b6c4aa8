"""Cases at the level of the zip around a workbook: bombs, lies, overlaps, cuts, odd names."""

from __future__ import annotations

import functools
import io
import random
import struct
import zipfile
from collections.abc import Callable

from support.hostile_books import base
from support.hostile_pack import dated, write_zip, zipped
from support.hostile_write import ods_of, parts_of, xlsx_of

Make = Callable[[], bytes]
MIB = 1024 * 1024
LOCAL, END = b"PK\x03\x04", b"PK\x05\x06"
TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"


@functools.cache
def plain() -> bytes:
    """The clean return as an xlsx."""
    return xlsx_of(base())


def entry_of(data: bytes, name: str) -> int:
    """Where the directory's line for a member begins."""
    return data.rindex(name.encode()) - 46


def field(name: str, offset: int, layout: str, value: int, data: bytes | None = None) -> bytes:
    """The return with one number in the directory's line of a member changed."""
    raw = bytearray(data or plain())
    struct.pack_into(layout, raw, entry_of(bytes(raw), name) + offset, value)
    return bytes(raw)


def ending(offset: int, layout: str, value: int) -> bytes:
    """The return with one number at the end of the directory changed."""
    raw = bytearray(plain())
    struct.pack_into(layout, raw, raw.rindex(END) + offset, value)
    return bytes(raw)


def part(name: str, body: str | bytes) -> bytes:
    """The return with one part replaced or added."""
    return zipped({**parts_of(base()), name: body})


def without(name: str) -> bytes:
    """The return without one part."""
    return zipped({key: body for key, body in parts_of(base()).items() if key != name})


def renamed(change: Callable[[str], str]) -> bytes:
    """The return with other member names."""
    return zipped({change(name): body for name, body in parts_of(base()).items()})


def spaces(name: str, size: int) -> bytes:
    """A part followed by so much white space."""
    return part(name, parts_of(base()).get(name, "<a/>") + " " * size)


def doubled(*, other_case: bool = False) -> bytes:
    """A member given twice with different contents."""
    out = io.BytesIO(plain())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        info = dated(SHEET.upper() if other_case else SHEET)
        package.NameToInfo.clear()
        package.writestr(info, "<worksheet/>")
    return out.getvalue()


def overlapping() -> bytes:
    """Two lines of the directory for one and the same bytes."""
    data = plain()
    first = entry_of(data, "xl/workbook.xml")
    (place,) = struct.unpack_from("<L", data, first + 42)
    return field("xl/styles.xml", 42, "<L", place)


def streamed() -> bytes:
    """Written to a pipe: sizes stand behind the members."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    write_zip(out, parts_of(base()), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def wide() -> bytes:
    """Sizes given in 64 bits, as some programs always do."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts_of(base()).items():
            with package.open(dated(name), "w", force_zip64=True) as member:
                member.write(body.encode())
    return out.getvalue()


def packed_otherwise(method: int) -> bytes:
    """A real workbook in a way of packing that other programs do not know."""
    return zipped(parts_of(base()), method=method)


def many(count: int) -> bytes:
    """So many members more."""
    return zipped({**parts_of(base()), **{f"x/{n}": "" for n in range(count)}}, stored=True)


def noise(size: int) -> bytes:
    """Bytes that cannot be packed, always the same."""
    return random.Random(size).randbytes(size)  # noqa: S311 - repeatable


def elsewhere(*, told: bool = True) -> bytes:
    """The workbook in another folder than usual, with the list of content types or without it."""
    inside = {
        f"book/{name[3:]}": body for name, body in parts_of(base()).items() if name[:3] == "xl/"
    }
    beside = {name: body for name, body in parts_of(base()).items() if name[:3] != "xl/"}
    moved = {name: body.replace("xl/", "book/") for name, body in {**beside, **inside}.items()}
    return zipped({name: body for name, body in moved.items() if told or name != TYPES})


CASES: dict[str, Make] = {
    "zip/bomb-sheet": lambda: spaces(SHEET, 70 * MIB),
    "zip/bomb-styles": lambda: spaces("xl/styles.xml", 70 * MIB),
    "zip/bomb-workbook": lambda: spaces("xl/workbook.xml", 70 * MIB),
    "zip/bomb-relations": lambda: spaces("xl/_rels/workbook.xml.rels", 70 * MIB),
    "zip/bomb-properties": lambda: spaces("docProps/custom.xml", 70 * MIB),
    "zip/bomb-by-ratio": lambda: spaces(SHEET, 12 * MIB),
    "zip/bomb-where-nobody-looks": lambda: spaces("docProps/app.xml", 70 * MIB),
    "zip/bomb-ods": lambda: ods_of(base(), changed={"content.xml": b"<a>" + b" " * (70 * MIB)}),
    "zip/overlap": overlapping,
    "zip/size-said-larger": lambda: field(SHEET, 24, "<L", 10_000_000),
    "zip/size-said-smaller": lambda: field(SHEET, 24, "<L", 10),
    "zip/packed-said-larger": lambda: field(SHEET, 20, "<L", 10_000_000),
    "zip/packed-said-smaller": lambda: field(SHEET, 20, "<L", 10),
    "zip/checksum-wrong": lambda: field(SHEET, 16, "<L", 1),
    "zip/place-wrong": lambda: field(SHEET, 42, "<L", 17),
    "zip/place-outside": lambda: field(SHEET, 42, "<L", 0x7FFFFFFF),
    "zip/name-longer-than-there-is": lambda: field(SHEET, 28, "<H", 60_000),
    "zip/encrypted": lambda: field(SHEET, 8, "<H", 1),
    "zip/method-unknown": lambda: field(SHEET, 10, "<H", 99),
    "zip/method-bzip2": lambda: packed_otherwise(zipfile.ZIP_BZIP2),
    "zip/method-lzma": lambda: packed_otherwise(zipfile.ZIP_LZMA),
    "zip/stored": lambda: zipped(parts_of(base()), stored=True),
    "zip/streamed": streamed,
    "zip/64-bit": wide,
    "zip/doubled-member": doubled,
    "zip/doubled-member-in-capitals": lambda: doubled(other_case=True),
    "zip/names-with-backslashes": lambda: renamed(lambda name: name.replace("/", "\\")),
    "zip/names-in-capitals": lambda: renamed(str.upper),
    "zip/names-with-a-slash-in-front": lambda: renamed(lambda name: f"/{name}"),
    "zip/names-with-a-step-in-front": lambda: renamed(lambda name: f"./{name}"),
    "zip/names-with-steps-back": lambda: renamed(lambda name: f"x/../{name}"),
    "zip/workbook-elsewhere": elsewhere,
    "zip/workbook-elsewhere-without-types": lambda: elsewhere(told=False),
    "zip/types-missing": lambda: without(TYPES),
    "zip/name-of-600-signs": lambda: part("x" * 600, "x"),
    "zip/members-5000": lambda: many(5_000 - len(parts_of(base()))),
    "zip/members-5001": lambda: many(5_001 - len(parts_of(base()))),
    "zip/members-70000": lambda: many(70_000),
    "zip/bytes-in-front": lambda: b"#!/bin/sh\n" + plain(),
    "zip/marked-bytes-in-front": lambda: LOCAL + b"\0" * 40 + plain(),
    "zip/comment": lambda: _commented(b"note"),
    "zip/comment-of-65535": lambda: _commented(b"n" * 65_535),
    "zip/bytes-behind": lambda: plain() + b"\0" * 100,
    "zip/many-bytes-behind": lambda: plain() + b"\0" * 70_000,
    "zip/disk-two": lambda: ending(4, "<H", 2),
    "zip/count-said-larger": lambda: ending(10, "<H", 500),
    "zip/count-said-smaller": lambda: ending(10, "<H", 1),
    "zip/directory-said-larger": lambda: ending(12, "<L", 1_000_000),
    "zip/directory-said-smaller": lambda: ending(12, "<L", 10),
    "zip/end-only": lambda: plain()[plain().rindex(END) :],
    "zip/member-of-noise": lambda: part(SHEET, noise(5000)),
    "zip/random-behind-its-mark": lambda: LOCAL + noise(5000),
    **{
        f"zip/cut-at-{percent:02}": functools.partial(
            lambda percent: plain()[: len(plain()) * percent // 100], percent
        )
        for percent in (1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99)
    },
}


def _commented(note: bytes) -> bytes:
    return ending(20, "<H", len(note)) + note
