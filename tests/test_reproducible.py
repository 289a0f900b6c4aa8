"""The same document gives the same bytes, whoever prints it, wherever and whenever."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.every_print import LONG, documents
from support.printed_document import TEMPLATES

import lzfx

ROOT = Path(lzfx.__file__).parents[1]
TESTS = Path(__file__).parent
KINDS = ("pdf", "docx", "xlsx", "html")
_TWO_STAMPS = 2.1
"""Seconds between two times that a zip file can tell apart."""


def printed(templates: Path, folder: Path, **around: str) -> dict[str, str]:
    """The hash of every file, printed by a process of its own that works in `folder`."""
    folder.mkdir()
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "support.every_print", str(templates)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS, ROOT))), **around},
        check=True,
        capture_output=True,
    )
    assert list(folder.iterdir()) == []
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Two printings with other hash seeds, clocks, languages and folders of work and templates."""
    home = tmp_path_factory.mktemp("twice")
    for copy in ("one", "other"):
        text = shutil.copytree(TEMPLATES, home / copy / "documents") / "gb9704.toml"
        few = text.read_text("utf-8").replace("rows = 3000 ", "rows = 100 ")
        text.write_text(few.replace("part = 500 ", "part = 40 "), "utf-8")
    one = printed(
        home / "one" / "documents",
        home / "here",
        PYTHONHASHSEED="1",
        TZ="Asia/Shanghai",
        LC_ALL="C",
        TMPDIR=str(home / "one"),
    )
    time.sleep(_TWO_STAMPS)
    other = printed(
        home / "other" / "documents",
        home / "there",
        PYTHONHASHSEED="77",
        TZ="America/New_York",
        LC_ALL="C.UTF-8",
        TMPDIR=str(home / "other"),
    )
    return one, other


def test_bytes__are_the_same_for_every_document_and_format(
    twice: tuple[dict[str, str], dict[str, str]],
) -> None:
    one, other = twice
    assert one.keys() == other.keys()
    assert [name for name, digest in one.items() if other[name] != digest] == []


def test_bytes__are_those_of_every_document(
    twice: tuple[dict[str, str], dict[str, str]],
) -> None:
    names = [name for name, _ in documents()]
    assert len(set(names)) == len(names)
    assert {name.rpartition(".")[0] for name in twice[0]} == set(names)
    assert {f"{LONG}.{kind}" for kind in KINDS} <= twice[0].keys()
    assert len(set(twice[0].values())) == len(twice[0])
