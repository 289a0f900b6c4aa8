"""A backup is done when it was restored and compared; afterwards every changed bit is found."""

from __future__ import annotations

import contextlib
import random
import shutil
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from support.figures import FIGURES

from lzfx.errors import LzfxError
from lzfx.files.backups import restore_backup
from lzfx.files.workspace import LEDGER
from lzfx.session.opening import open_session
from lzfx.steps.backup import check_backup

FEW, MANY = 8, 100


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign with some returns in it."""
    clerk = sample_clerk(tmp_path_factory.mktemp("backup") / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx", "第一轮/宣传教育科（报送） 9.8.ods")
    clerk.deliver("第一轮/苇渡街道签字页扫描件.pdf")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("merge", now=ROUND_ONE)
    return clerk


@pytest.fixture(scope="module")
def backup(clerk: Clerk) -> Path:
    """A backup of it."""
    ran = clerk.run("backup", "--json", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    return Path(ran.json["file"])


def test_backup__unpacked_is_a_whole_workspace(backup: Path, clerk: Clerk, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        archive.extractall(tmp_path / "恢复")
    restored = Clerk(tmp_path / "恢复")
    assert restored.run("verify", now=ROUND_TWO).code == 0
    mine = clerk.run("grade", "--json", now=ROUND_TWO).json
    assert restored.run("grade", "--json", now=ROUND_TWO).json == mine
    assert restored.run("issue", "--late", "--json", now=ROUND_TWO).json["files"][0]["number"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind there")
def test_what_holds_the_key__only_its_owner_may_read(
    backup: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = sample_clerk(tmp_path_factory.mktemp("key") / "2026").folder / LEDGER
    restored = restore_backup(backup, tmp_path / "恢复")
    assert [one.stat().st_mode & 0o077 for one in (ledger, backup, restored.ledger)] == [0, 0, 0]
    assert restored.settings.stat().st_mode & 0o044 == 0o044


def test_backup__goes_where_it_is_told(clerk: Clerk, tmp_path: Path) -> None:
    ran = clerk.run("backup", "--to", str(tmp_path / "U盘"), now=ROUND_TWO)
    assert ran.code == 0
    assert "恢复" in ran.out
    assert len(list((tmp_path / "U盘").glob("*.zip"))) == 1


def test_check__sound_backup(backup: Path, clerk: Clerk) -> None:
    assert clerk.run("backup", "--check", str(backup), now=ROUND_TWO).code == 0


def _flipped(data: bytes, seed: int) -> bytes:
    """The backup with one bit flipped."""
    dice = random.Random(seed)  # noqa: S311 - which bit, the same each time
    spoilt = bytearray(data)
    spoilt[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def test_check__every_flipped_bit_is_found(backup: Path, clerk: Clerk, tmp_path: Path) -> None:
    path = tmp_path / backup.name
    for seed in range(FEW):
        path.write_bytes(_flipped(backup.read_bytes(), seed))
        ran = clerk.run("backup", "--check", str(path), now=ROUND_TWO)
        assert ran.code in {1, 2}, ran.out
        assert "Traceback" not in ran.out + ran.err


@pytest.mark.reliability
def test_check__every_flipped_bit_of_a_hundred_is_found(
    backup: Path, clerk: Clerk, tmp_path: Path
) -> None:
    """The same as the command does, without a process for each."""
    path = tmp_path / backup.name
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_TWO), "tester") as session:
        for seed in range(FEW, FEW + MANY):
            path.write_bytes(_flipped(backup.read_bytes(), seed))
            with contextlib.suppress(LzfxError):
                assert check_backup(session, path).findings != (), seed
            FIGURES["bits of a backup flipped, all found"] += 1
        path.write_bytes(backup.read_bytes())
        assert check_backup(session, path).findings == ()


def test_check__not_a_backup(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "照片.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    ran = clerk.run("backup", "--check", str(tmp_path / "照片.zip"), now=ROUND_TWO)
    assert ran.code == 2
    assert "照片.zip" in ran.err
    ran = clerk.run("backup", "--check", "没有.zip", now=ROUND_TWO)
    assert ran.code == 2


def test_check__names_that_lead_elsewhere_are_refused(clerk: Clerk, tmp_path: Path) -> None:
    evil = tmp_path / "坏.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        for name in ("台账.db", "lzfx.toml", "名册.xlsx", "原件/../../evil"):
            archive.writestr(name, b"x")
    ran = clerk.run("backup", "--check", str(evil), now=ROUND_TWO)
    assert ran.code == 2
    assert not (tmp_path.parent / "evil").exists()


def test_backup__original_lost_is_said_and_not_called_done(clerk: Clerk, tmp_path: Path) -> None:
    shutil.copytree(clerk.folder, tmp_path / "2026")
    broken = Clerk(tmp_path / "2026")
    (name, *_) = broken.files("原件")
    (broken.folder / "原件" / name).unlink()
    ran = broken.run("backup", "--json", now=ROUND_TWO)
    assert ran.code == 1
    assert {one["code"] for one in ran.json["verified"]["findings"]} == {"original-missing"}
