"""A zip that is no box: names that lead elsewhere, twice the same name, swelling, newer formats."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clerk import Clerk

from lzfx.errors import FileError
from lzfx.files import box
from lzfx.files.box import checksums_in, checksums_text, opened_box, stays_below
from lzfx.files.reading import opened


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def opens(path: Path) -> None:
    with opened_box(path):
        pass


def test_opened_box__is_opened_once_for_all_its_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "盒.zip"
    path.write_bytes(zipped({f"{at:03}": b"%d" % at for at in range(200)}))
    seen: list[Path] = []

    def noted(path: Path) -> AbstractContextManager[BinaryIO]:
        seen.append(path)
        return opened(path)

    monkeypatch.setattr(box, "opened", noted)
    with opened_box(path) as whole:
        assert [whole.read(name) for name in whole.names] == [b"%d" % at for at in range(200)]
    assert seen == [path]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "原件/../../evil", "C:/evil", "原件\\..\\evil", "a//b", "./a"]
)
def test_opened_box__a_name_that_leads_elsewhere(tmp_path: Path, name: str) -> None:
    path = tmp_path / "盒.zip"
    facts = {"format": 1, "items": 0, "listed": {}, "up_to": "2027-01-01"}
    files = {"format.json": json.dumps(facts).encode(), name: b"x"}
    hashes = {each: hashlib.sha256(data).hexdigest() for each, data in files.items()}
    path.write_bytes(zipped({**files, "checksums.sha256": checksums_text(hashes)}))
    ran = Clerk(tmp_path).run("archive", "--open", str(path), "--into", "副本", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, "box-refused")
    assert ran.json["error"]["params"]["value"] == name
    assert [*tmp_path.iterdir()] == [path]


def test_opened_box__names_that_are_one_on_windows(tmp_path: Path) -> None:
    path = tmp_path / "盒.zip"
    path.write_bytes(zipped({"a.txt": b"1", "A.TXT": b"2"}))
    with pytest.raises(FileError) as told:
        opens(path)
    assert told.value.code == "box-refused"


def test_opened_box__a_zip_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "盒.zip"
    path.write_bytes(zipped({f"{at}": bytes(1 << 20) for at in range(20)}))
    assert path.stat().st_size < 100_000
    opens(path)
    monkeypatch.setattr(box, "MOST_BYTES", 10 << 20)
    with pytest.raises(FileError) as told:
        opens(path)
    assert told.value.code == "box-refused"
    monkeypatch.setattr(box, "MOST_FILES", 19)
    with pytest.raises(FileError):
        opens(path)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "box-refused"),
        ({"照片.jpg": b"x"}, "box-refused"),
        ({"format.json": b"[]", "checksums.sha256": b""}, "box-refused"),
        ({"format.json": b"{", "checksums.sha256": b""}, "box-refused"),
        (
            {
                "format.json": json.dumps(
                    {"format": 99, "items": 1, "listed": {}, "up_to": "2027-01-01"}
                ).encode(),
                "checksums.sha256": b"",
            },
            "box-newer",
        ),
    ],
)
def test_verify__what_is_no_box_or_a_newer_one(
    tmp_path: Path, members: Mapping[str, bytes], code: str
) -> None:
    path = tmp_path / "盒.zip"
    path.write_bytes(zipped(members))
    ran = Clerk(tmp_path).run("archive", "--verify", str(path), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, code)


def test_verify__a_file_that_is_no_zip_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "盒.zip").write_bytes(b"PK no zip")
    assert Clerk(tmp_path).run("archive", "--verify", "盒.zip").code == 2
    assert Clerk(tmp_path).run("archive", "--verify", "没有.zip").code == 2
    ran = Clerk(tmp_path).run("archive", "--verify", "盒.zip", "--open", "盒.zip", "--json")
    assert ran.json["error"]["code"] == "box-one-only"


_NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\/:"), min_size=1
).filter(stays_below)


@given(st.dictionaries(_NAMES, st.binary(max_size=8)))
def test_checksums__read_back_as_they_were_written(files: dict[str, bytes]) -> None:
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    text = checksums_text(hashes)
    assert checksums_in(text) == hashes
    assert b"\r" not in text


@pytest.mark.parametrize("line", ["abc  a", f"{'0' * 64} a", f"{'0' * 64}  ../a", f"{'G' * 64}  a"])
def test_checksums__a_line_that_is_none(line: str) -> None:
    with pytest.raises(FileError):
        checksums_in(f"{line}\n".encode())
