"""`lzfx open`: a kept original under its own name, shown only if it is no program."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import pytest
from support.clerk import SAMPLE, Clerk, sample_clerk

CLEAN = "第一轮/主任办公会申报表.xlsx"
DATA = (SAMPLE / "returns" / CLEAN).read_bytes()


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a campaign with a return, one without its extension, and a program."""
    clerk = sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")
    clerk.deliver(CLEAN)
    (clerk.folder / "收件/通知附件").write_bytes(b"%PDF-1.4\n%%EOF")
    (clerk.folder / "收件/申报表.exe").write_bytes(b"MZ\x90\x00\x03\x00\x00\x00 program")
    clerk.run("collect")
    shutil.rmtree(clerk.folder / "收件")
    return clerk.folder


@pytest.fixture
def clerk(collected: Path, tmp_path: Path) -> Clerk:
    """Their clerk, in a folder of their own, after everything in 收件 was cleared away."""
    return Clerk(shutil.copytree(collected, tmp_path / "2026"))


@pytest.mark.parametrize("what", [CLEAN, "主任办公会申报表.xlsx", "JC00", "主任办公会", "主任办"])
def test_open__by_file_or_by_unit(clerk: Clerk, what: str) -> None:
    (one,) = clerk.run("open", what, "--json").json
    assert one["file"] == CLEAN
    copy = Path(one["copy"])
    assert copy == clerk.folder / "查看/主任办公会申报表.xlsx"
    assert copy.read_bytes() == DATA


def test_open__says_the_path_and_that_it_is_a_copy(clerk: Clerk) -> None:
    ran = clerk.run("打开", "JC00")
    assert ran.code == 0
    assert ran.out == (
        f"“{CLEAN}”的副本（改它不影响原件和台账），在“查看”文件夹里：\n"
        f"  {clerk.folder / '查看/主任办公会申报表.xlsx'}\n"
        "请在文件夹里点开它。\n"
    )


def test_open__a_file_without_its_extension_gets_it(clerk: Clerk) -> None:
    (one,) = clerk.run("open", "通知附件", "--json").json
    assert Path(one["copy"]).name == "通知附件.pdf"


def test_open__again_gives_the_same_copy_and_another_file_its_own(clerk: Clerk) -> None:
    (first,) = clerk.run("open", "通知附件", "--json").json
    assert clerk.run("open", "通知附件", "--json").json == [first]
    other = clerk.folder.parent / "通知附件.pdf"
    other.write_bytes(b"%PDF-1.4\n% another\n%%EOF")
    (second,) = clerk.run("open", str(other), "--json").json
    assert Path(second["copy"]).name == "通知附件（2）.pdf"


def test_open__never_the_kept_original_itself(clerk: Clerk) -> None:
    (one,) = clerk.run("open", "JC00", "--json").json
    copy = Path(one["copy"])
    kept = clerk.folder / "原件" / one["sha256"][:2] / one["sha256"]
    assert not copy.samefile(kept)
    if os.name != "nt":
        assert not stat.S_IMODE(copy.stat().st_mode) & 0o222
    assert clerk.run("verify").code == 0


@pytest.mark.skipif(os.name == "nt", reason="a program of the system is stood in by a script")
def test_open__a_table_is_shown_with_the_systems_program_and_a_program_is_not(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools, seen = clerk.folder.parent / "bin", clerk.folder.parent / "seen"
    tools.mkdir()
    script = tools / "xdg-open"
    script.write_text(f'#!/bin/sh\necho "$1" >> "{seen}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    strange = clerk.run("open", "申报表.exe").out
    assert "这不是表格、文档或图片，没有替您打开；来路不明的不要点开。" in strange
    assert clerk.run("open", "JC00").out.endswith("已替您打开。\n")
    while not (seen.exists() and seen.read_text().endswith("\n")):
        time.sleep(0.01)
    assert seen.read_text() == f"{clerk.folder / '查看/主任办公会申报表.xlsx'}\n"


def test_open__of_a_unit_that_sent_nothing_and_of_nobody(clerk: Clerk) -> None:
    nothing = clerk.run("open", "JD07")
    assert (nothing.code, nothing.err) == (2, "还没有收到锦枋街道计生办的表，没有原件可看。\n")
    nobody = clerk.run("open", "锦坊街道计生办")
    assert nobody.code == 2
    assert "没有找到“锦坊街道计生办”" in nobody.err
    assert "您是不是要写：JD07（锦枋街道计生办）" in nobody.err
