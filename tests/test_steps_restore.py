"""`lzfx restore`: a backup becomes a workspace again, anywhere, and work goes on in it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk

LATER = "2026-09-19T09:00:00"
LATE = "第一轮/苇渡街道计生办申报表（盖章版）.xlsx"
FIRST = "第一轮/主任办公会申报表.xlsx"


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign with a definition of its own, one return, and a backup of it on a stick."""
    clerk = sample_clerk(tmp_path_factory.mktemp("drive") / "2026")
    own = clerk.folder / "form_templates/templates"
    own.mkdir(parents=True)
    (own / "说明.txt").write_text("自己的文件", "utf-8")
    clerk.deliver(FIRST, "第一轮/宣传教育科（报送） 9.8.ods")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("merge", now=ROUND_ONE)
    ran = clerk.run("backup", "--to", str(clerk.folder.parent / "U盘"), now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    assert "lzfxrestore" in flat(ran.out)
    return clerk


def flat(text: str) -> str:
    """A text without the places where the screen breaks it."""
    return "".join(text.split())


@pytest.fixture
def backup(drive: Clerk) -> Path:
    (made,) = (drive.folder.parent / "U盘").glob("*.zip")
    return made


def state(clerk: Clerk) -> object:
    status = clerk.run("status", "--json", now=LATER).json
    return status["boards"], status["next"]


def works_on(clerk: Clerk) -> None:
    """Forms already out are taken, merged and printed."""
    clerk.deliver(LATE)
    ran = clerk.run("collect", "--json", now=LATER)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    assert clerk.run("merge", now=LATER).code == 0
    assert clerk.run("publish", "一览表", now=LATER).code == 0
    assert clerk.run("verify", now=LATER).code == 0


def test_empty_folder_on_another_path__is_the_same_campaign(
    drive: Clerk, backup: Path, tmp_path: Path
) -> None:
    """The backup lies in the folder itself, as a clerk would copy it from a stick."""
    home = tmp_path / "另一台电脑" / "廉政"
    home.mkdir(parents=True)
    shutil.copy(backup, home)
    clerk = Clerk(home)
    ran = clerk.run("restore", backup.name, now=LATER)
    assert ran.code == 0, ran.out + ran.err
    said = flat(ran.out)
    assert "经办记录" in said
    assert "这个备份里没有：退回、成果" in said or "这个备份里没有：退回" in said
    assert "“收件”和“归档”备份从来不带" in said
    assert "下一步：运行lzfxstatus" in said
    assert state(clerk) == state(drive)
    assert (home / "form_templates/templates/说明.txt").read_text("utf-8") == "自己的文件"
    assert clerk.files("发出") == drive.files("发出")
    assert "从备份“" in clerk.run("log", now=LATER).out
    works_on(clerk)
    (home / "台账.db").unlink()
    assert clerk.run("rebuild", now=LATER).code == 0, "the copy is kept there too"


def test_damaged_workspace__nothing_is_overwritten(
    drive: Clerk, backup: Path, tmp_path: Path
) -> None:
    shutil.copytree(drive.folder, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    clerk.deliver("第一轮/信访与纪检监察室 申报表 改2.xlsx")
    clerk.run("collect", now=ROUND_TWO)
    (clerk.folder / "台账.db").write_bytes(b"broken")
    before = {name: (clerk.folder / name).read_bytes() for name in clerk.files(".")}
    ran = clerk.run("restore", str(backup), now=LATER)
    assert ran.code == 1, ran.out + ran.err
    said = flat(ran.out)
    assert "比这个备份新" in said, "the copy beside the originals knows more, and it is said"
    assert "备份之后收到的" in said
    (aside,) = clerk.folder.glob("恢复前 *")
    after = {name: (clerk.folder / name).read_bytes() for name in clerk.files(".")}
    for name, data in before.items():
        kept = after.get(f"{aside.name}/{name}", after.get(name))
        assert kept == data, name
    assert (aside / "台账.db").read_bytes() == b"broken"
    ran = clerk.run("collect", "--json", now=LATER)
    assert len(ran.json["deliveries"]) == 1, "what came after the backup is still in 收件"
    works_on(clerk)
    assert Clerk(aside).run("rebuild", now=LATER).code == 0, "the newer state can be had as well"


def test_lost_settings_or_half_restored__the_folder_still_counts_as_the_workspace(
    drive: Clerk, backup: Path, tmp_path: Path
) -> None:
    shutil.copytree(drive.folder, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    (clerk.folder / "lzfx.toml").unlink()
    ran = clerk.run("status", now=LATER)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "lzfx restore" in ran.err, "it is no folder that never was a workspace"
    assert clerk.run("restore", str(backup), now=LATER).code == 0
    assert state(clerk) == state(drive)


def test_from_within_archive__restores_the_workspace_above(drive: Clerk, tmp_path: Path) -> None:
    shutil.copytree(drive.folder, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    clerk.run("backup", now=ROUND_TWO)
    (backup,) = (clerk.folder / "归档").glob("*.zip")
    (clerk.folder / "台账.db").unlink()
    ran = Clerk(clerk.folder / "归档").run("restore", backup.name, now=LATER)
    assert ran.code == 0, ran.out + ran.err
    assert backup.is_file()
    assert state(clerk) == state(drive)


def test_folder_with_other_things__is_left_alone(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    ran = Clerk(tmp_path).run("restore", str(backup), now=LATER)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "空文件夹" in ran.err
    assert Clerk(tmp_path).files(".") == ["照片.jpg"]


@pytest.mark.parametrize("fault", ["cut", "bit", "no zip", "ledger", "missing"])
def test_damaged_backup__changes_nothing(backup: Path, tmp_path: Path, fault: str) -> None:
    home = tmp_path / "空"
    home.mkdir()
    bad = tmp_path / "坏.zip"
    data = bytearray(backup.read_bytes())
    if fault == "cut":
        bad.write_bytes(bytes(data[: len(data) // 2]))
    elif fault == "bit":
        data[len(data) // 3] ^= 4
        bad.write_bytes(bytes(data))
    elif fault == "no zip":
        bad.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    elif fault == "ledger":
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"none" if name == "台账.db" else old.read(name))
    ran = Clerk(home).run("restore", str(bad), now=LATER)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.out + ran.err
    assert "坏.zip" in ran.err
    assert Clerk(home).files(".") == []


def test_older_backup__says_what_it_did_not_hold(backup: Path, tmp_path: Path) -> None:
    """A backup of the program before had neither what went out nor what was printed."""
    older = tmp_path / "旧备份.zip"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(older, "w") as new:
        for name in old.namelist():
            if not name.startswith(("发出/", "成果/", "退回/", "印制记录/")):
                new.writestr(name, old.read(name))
    home = tmp_path / "新"
    home.mkdir()
    clerk = Clerk(home)
    ran = clerk.run("restore", str(older), now=LATER)
    said = flat(ran.out)
    assert "这个备份里没有：发出、退回、成果、印制记录" in said
    assert "发出去的表照样能收，不用重发" in said
    works_on(clerk)


def test_restore_help__is_there() -> None:
    ran = Clerk(Path()).run("restore", "--help")
    assert "不覆盖" in ran.out
    assert "restore" in Clerk(Path()).run("--help").out
