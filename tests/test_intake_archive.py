from __future__ import annotations

import struct
import zlib

import pytest
from support.intake_files import zipped

from lzfx.intake.archive import members
from lzfx.intake.bounded import Limits, Refused


def _renamed(old: bytes, new: bytes, *, flags: int = 0) -> bytes:
    """A zip with one member whose name is these raw bytes."""
    data = zipped({old.decode(): b"x"}, stored=True).replace(old, new)
    raw = bytearray(data)
    struct.pack_into("<H", raw, raw.rfind(b"PK\x01\x02") + 8, flags)
    return bytes(raw)


def test_members__order_bytes_and_what_is_passed_over() -> None:
    inner = zipped({"c": b"3"})
    data = zipped(
        {
            "科室/": b"",
            "科室/b.xlsx": b"2",
            "a.xlsx": b"1",
            "科室/~$b.xlsx": b"lock",
            "__MACOSX/科室/._b.xlsx": b"m",
            "._a.xlsx": b"m",
            "Thumbs.db": b"t",
            "in.zip": inner,
            "../evil.xlsx": b"4",
            "C:\\Windows\\evil.xlsx": b"5",
        }
    )
    assert members(data) == (
        ("科室/b.xlsx", b"2"),
        ("a.xlsx", b"1"),
        ("in.zip", inner),
        ("../evil.xlsx", b"4"),
        ("C:/Windows/evil.xlsx", b"5"),
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_members__unmarked_chinese_names(encoding: str) -> None:
    name = "财务科.xls".encode(encoding)
    assert members(_renamed(b"n" * len(name), name)) == (("财务科.xls", b"x"),)


def test_members__name_kept_beside() -> None:
    raw, wide = b"????.xls", "财务科.xls".encode()
    body = struct.pack("<BL", 1, zlib.crc32(raw)) + wide
    data = bytearray(zipped({raw.decode(): b"x"}, stored=True))
    extra = struct.pack("<2H", 0x7075, len(body)) + body
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 30, len(extra))
    data[at + 46 + len(raw) : at + 46 + len(raw)] = extra
    end = data.rfind(b"PK\x05\x06")
    (size,) = struct.unpack_from("<L", data, end + 12)
    struct.pack_into("<L", data, end + 12, size + len(extra))
    assert members(bytes(data)) == (("财务科.xls", b"x"),)


def test_members__two_of_one_name_are_both_there() -> None:
    data = zipped({"a": b"1", "b": b"2"}, stored=True)
    at = data.rfind(b"PK\x01\x02")
    both = data[: at + 46] + b"a" + data[at + 47 :]
    assert members(both) == (("a", b"1"), ("a", b"2"))


def test_members__caps() -> None:
    data = zipped({str(n): b"x" * 100 for n in range(5)})
    for limits, code in (
        (Limits(archive_members=4), "zip-too-many-members"),
        (Limits(archive_bytes=400), "zip-bomb"),
        (Limits(part_bytes=50), "zip-bomb"),
        (Limits(file_bytes=50), "file-too-big"),
        (Limits(name_length=0), "zip-name-too-long"),
    ):
        with pytest.raises(Refused) as caught:
            members(data, limits)
        assert caught.value.code == code


def test_members__locked_archive() -> None:
    with pytest.raises(Refused) as caught:
        members(_renamed(b"a", b"a", flags=1))
    assert caught.value.code == "password-protected"
