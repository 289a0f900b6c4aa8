"""No document that was cut takes the place of a whole one."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.templates import form_named
from support.workbook_examples import ABOUT, ISSUED

from lzfx.errors import FileError
from lzfx.files.whole import is_whole, write_whole
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

FORM = form_named("declaration")
WORKBOOK = build(FORM, ISSUED, ABOUT)
SHEET = "xl/worksheets/sheet2.xml"
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def _with(body: Callable[[bytes], bytes], member: str = SHEET) -> bytes:
    """The workbook with one member's body changed, its sums right again."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WORKBOOK)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, body(data) if name == member else data)
    return out.getvalue()


def test_what_we_write__is_whole() -> None:
    assert is_whole(".xlsx", WORKBOOK)
    assert is_whole(".xlsx", BulkWriter(FORM, ABOUT).build(ISSUED))
    assert is_whole(".pdf", PDF)
    assert is_whole(".txt", b"")


def test_cut_anywhere__is_seen() -> None:
    for at in range(0, len(WORKBOOK), 97):
        assert not is_whole(".xlsx", WORKBOOK[:at]), at
    for at in range(len(PDF) - 2):
        assert not is_whole(".pdf", PDF[:at]), at


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_member_cut_before_it_was_packed__is_seen(share: float) -> None:
    """As a library leaves it whose temporary file was cut."""
    assert not is_whole(".xlsx", _with(lambda body: body[: int(len(body) * share)]))


def test_member_whose_bytes_changed__is_seen() -> None:
    dice = random.Random(1)  # noqa: S311 - which bytes, the same each time
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as package:
        info = package.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET)
    for _ in range(100):
        spoilt = bytearray(WORKBOOK)
        spoilt[start + dice.randrange(info.compress_size)] ^= 1 << dice.randrange(8)
        assert not is_whole(".xlsx", bytes(spoilt))


def test_root_without_content__is_whole() -> None:
    for body in (b"<a/>", b'<?xml version="1.0"?>\n<a b="c" />', b"<x:a></x:a>\n"):
        assert is_whole(".xlsx", _with(lambda _, body=body: body)), body  # type: ignore[misc]
    for body in (b"", b"<a/>x", b"<a><b/>", b"<a></b>"):
        assert not is_whole(".xlsx", _with(lambda _, body=body: body)), body  # type: ignore[misc]


def test_write__a_cut_one_leaves_the_old_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "主表.xlsx"
    write_whole(path, WORKBOOK)
    with pytest.raises(FileError) as stopped:
        write_whole(path, WORKBOOK[:-1])
    assert stopped.value.code == "document-cut"
    assert path.read_bytes() == WORKBOOK
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
