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
    assert tuple(members(data)) == (
        ("科室/b.xlsx", b"2"),
        ("a.xlsx", b"1"),
        ("in.zip", inner),
        ("../evil.xlsx", b"4"),
        ("C:/Windows/evil.xlsx", b"5"),
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_members__unmarked_chinese_names(encoding: str) -> None:
    name = "财务科.xls".encode(encoding)
    assert tuple(members(_renamed(b"n" * len(name), name))) == (("财务科.xls", b"x"),)


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
    assert tuple(members(bytes(data))) == (("财务科.xls", b"x"),)


def test_members__two_of_one_name_are_both_there() -> None:
    data = zipped({"a": b"1", "b": b"2"}, stored=True)
    at = data.rfind(b"PK\x01\x02")
    both = data[: at + 46] + b"a" + data[at + 47 :]
    assert tuple(members(both)) == (("a", b"1"), ("a", b"2"))


def test_members__caps() -> None:
    data = zipped({str(n): b"x" * 100 for n in range(5)})
    for limits, code in (
        (Limits(archive_members=4), "zip-too-many-members"),
        (Limits(archive_bytes=400), "zip-bomb"),
        (Limits(file_bytes=50), "file-too-big"),
        (Limits(name_length=0), "zip-name-too-long"),
    ):
        with pytest.raises(Refused) as caught:
            tuple(members(data, limits))
        assert caught.value.code == code


def test_members__what_came_before_a_bomb_is_there() -> None:
    data = zipped({"a": b"1", "b": b"0" * 30_000_000, "c": b"2"}, stored=False)
    lying = bytearray(data)
    at = lying.rfind(b"PK\x01\x02", 0, lying.rfind(b"PK\x01\x02"))
    struct.pack_into("<L", lying, at + 24, 100)
    inside = members(bytes(lying))
    assert next(inside) == ("a", b"1")
    with pytest.raises(Refused) as caught:
        next(inside)
    assert caught.value.code == "zip-bomb"


def test_members__one_bad_member_does_not_stop_the_others() -> None:
    data = bytearray(zipped({"a": b"1", "b": b"222", "c": b"3", "d": b"4"}, stored=True))
    places = [at for at in range(len(data)) if data[at : at + 4] == b"PK\x01\x02"]
    struct.pack_into("<H", data, places[0] + 10, 12)  # packed in another way
    data[data.find(b"222")] ^= 1
    struct.pack_into("<L", data, places[2] + 24, 30_000_000)
    found = {
        label: got if isinstance(got, bytes) else got.code for label, got in members(bytes(data))
    }
    assert found == {"a": "zip-method", "b": "zip-damaged", "c": "file-too-big", "d": b"4"}


def test_members__locked_archive() -> None:
    with pytest.raises(Refused) as caught:
        members(_renamed(b"a", b"a", flags=1))
    assert caught.value.code == "archive-protected"


def test_members__labels_hide_nothing() -> None:
    ((label, _),) = members(_renamed(b"n" * 8, "\u202e甲.x".encode()))
    assert label == "⟨U+202E⟩甲.x"
    ((long, _),) = members(zipped({"a" * 400: b"1"}))
    assert (len(long), long[-1]) == (200, "…")
