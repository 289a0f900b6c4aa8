"""Workbooks are saved in memory: what openpyxl would have written, and no file on the way."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from support.readme import ROOT
from support.templates import form_named
from support.workbook_examples import ABOUT, ISSUED

from lzfx.workbook.blank import build
from lzfx.workbook.saving import workbook_bytes


def _book() -> Workbook:
    """A workbook with all that a sheet may bring along."""
    book = Workbook()
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        for row in range(1, 40):
            sheet.append([f"{name}{row}", row])
        sheet["A1"].comment = Comment("批注", "lzfx")
        sheet["B1"].hyperlink = "https://example.cn/"
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=9))
        sheet.add_chart(chart, "D2")
    return book


def _members(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_same_members_as_openpyxl_saves() -> None:
    saved = io.BytesIO()
    _book().save(saved)
    mine, theirs = _members(workbook_bytes(_book())), _members(saved.getvalue())
    times = "docProps/core.xml"
    assert list(mine) == list(theirs)
    assert {**mine, times: b""} == {**theirs, times: b""}


def test_no_file_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", full)
    monkeypatch.setattr(tempfile, "mkstemp", full)
    assert build(form_named("declaration"), ISSUED, ABOUT)
    with pytest.raises(OSError, match="No space"):
        _book().save(io.BytesIO())  # so that the test can fail


def test_without_lxml__as_it_is_installed_at_the_clerks(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from openpyxl.xml import LXML; assert not LXML\n"
        "from support.templates import form_named\n"
        "from support.workbook_examples import ABOUT, ISSUED\n"
        "from lzfx.workbook.blank import build\n"
        "sys.stdout.buffer.write(build(form_named('declaration'), ISSUED, ABOUT))\n"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"OPENPYXL_LXML": "False", "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert len(_members(ran.stdout)) > 10
    assert list(tmp_path.iterdir()) == []
