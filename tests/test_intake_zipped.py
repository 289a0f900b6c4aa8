from __future__ import annotations

import io
import struct
import zipfile

import pytest
from support.intake_files import zipped

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.zipped import open_zip, part_name


def _refusal(data: bytes, limits: Limits | None = None, read: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        open_zip(data, limits or Limits()).read(read)
    return caught.value


def test_open_zip__reads_stored_and_deflated() -> None:
    body = b"abc" * 500
    for stored in (True, False):
        package = open_zip(zipped({"A/b.xml": body}, stored=stored))
        assert package.names == ("a/b.xml",)
        assert package.read("a/B.xml") == body


def test_open_zip__reads_streamed_zip64_as_the_standard_library_writes_it() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("x", "w", force_zip64=True) as member,
    ):
        member.write(b"hello")
    assert open_zip(b"prefix" + out.getvalue()).read("x") == b"hello"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("./xl/A.xml", "xl/a.xml"),
        ("/xl/a.xml", "xl/a.xml"),
        ("//xl//a.xml", "xl/a.xml"),
        ("xl\\a.xml", "xl/a.xml"),
        ("../../xl/a.xml", "xl/a.xml"),
        ("xl/./b/../a.xml", "xl/a.xml"),
        ("./xl/", "xl/"),
        ("", ""),
    ],
)
def test_part_name__without_idle_steps(written: str, name: str) -> None:
    assert part_name(written) == name


def test_open_zip__one_name_written_in_two_ways_is_doubled() -> None:
    assert (
        _refusal(zipped({"a.xml": "1", "./a.xml": "2"}), read="a.xml").code == "zip-doubled-member"
    )


def test_open_zip__bomb_by_ratio_size_and_sum() -> None:
    data = zipped({"x": b"\0" * 300_000})
    assert _refusal(data, Limits(part_bytes=100_000), "x").code == "zip-bomb"
    assert _refusal(data, Limits(ratio=20, ratio_from_bytes=1000), "x").code == "zip-bomb"
    package = open_zip(zipped({"a": b"1" * 900, "b": b"2" * 900}), Limits(parts_bytes=1000))
    package.read("a")
    with pytest.raises(Refused) as caught:
        package.read("b")
    assert caught.value.code == "zip-bomb"


def test_open_zip__sizes_in_the_directory_are_not_believed() -> None:
    data = bytearray(zipped({"x": b"\0" * 300_000}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    assert _refusal(bytes(data), read="x").code == "zip-damaged"


def test_open_zip__wrong_checksum() -> None:
    data = bytearray(zipped({"x": b"hello"}, stored=True))
    at = data.find(b"hello")
    data[at] ^= 1
    assert _refusal(bytes(data), read="x").code == "zip-damaged"


@pytest.mark.parametrize("kept", [10, 50, 90, 99])
def test_open_zip__cut_download(kept: int) -> None:
    data = zipped({"x": b"hello" * 100, "y": bytes(range(256))}, stored=True)
    assert _refusal(data[: len(data) * kept // 100], read="x").code == "zip-damaged"


def test_open_zip__encrypted_method_doubled_many_long() -> None:
    data = bytearray(zipped({"x": b"hello"}))
    at = data.rfind(b"PK\x01\x02")
    locked, lzma = bytearray(data), bytearray(data)
    locked[at + 8] |= 1
    lzma[at + 10] = 14
    assert _refusal(bytes(locked), read="x").code == "password-protected"
    assert _refusal(bytes(lzma), read="x").code == "zip-method"
    doubled = zipped({"a.xml": "1", "A.XML": "2"})
    assert _refusal(doubled, read="x").code == "zip-doubled-member"
    many = zipped({str(n): b"" for n in range(11)})
    assert _refusal(many, Limits(members=10), "1").code == "zip-too-many-members"
    assert _refusal(zipped({"n" * 600: b""}), read="x").code == "zip-name-too-long"


def test_open_zip__members_lying_over_each_other() -> None:
    data = bytearray(zipped({"a": b"1" * 50, "b": b"1" * 50}, stored=True))
    second = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    refusal = _refusal(bytes(data), read="a")
    assert refusal.code == "zip-damaged"
    assert "overlap" in str(refusal.params["detail"])
