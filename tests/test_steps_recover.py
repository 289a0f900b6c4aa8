"""A lost or damaged ledger comes back from the copy beside the originals, table by table."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from support.stored_ledgers import restored, versions

from lzfx.session.opening import open_session

LATER = "2026-09-19T09:00:00"
Tables = dict[str, list[tuple[object, ...]]]


def tables(clerk: Clerk) -> Tables:
    """Every row of every table, with its number."""
    with closing(sqlite3.connect(clerk.folder / "台账.db")) as ledger:
        names = ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: ledger.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall()  # noqa: S608 - its own
            for (name,) in names
        }


def same_but_for_the_rebuilding(before: Tables, after: Tables) -> None:
    """Nothing is lost and nothing is new, except that the rebuilding itself is on record."""
    assert before.keys() == after.keys()
    for name, rows in before.items():
        kept = after[name][: len(rows)] if name == "action" else after[name]
        assert kept == rows, name
    (last,) = after["action"][len(before["action"]) :]
    assert last[4] == "rebuild"


def boards(clerk: Clerk) -> object:
    """Where everybody stands, and what is to be done; a backup is due by the last work there is,
    which a rebuilding is too."""
    status = clerk.run("status", "--json", now=LATER).json
    todo = [one for one in status["todo"] if one["kind"] != "backup"]
    return status["boards"], status["next"], todo


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign with returns of all fates, numbers, letters, and a print."""
    clerk = sample_clerk(tmp_path_factory.mktemp("recover") / "2026")
    clerk.deliver("第一轮")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("merge", now=ROUND_ONE)
    clerk.deliver("第二轮")
    clerk.run("collect", now=ROUND_TWO)
    clerk.run("merge", now=ROUND_TWO)
    clerk.run("send", "--late", now=ROUND_TWO)
    assert clerk.run("publish", "一览表", now=ROUND_TWO).code == 0
    return clerk


@pytest.fixture
def clerk(drive: Clerk, tmp_path: Path) -> Clerk:
    """A copy of it to break."""
    shutil.copytree(drive.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def segments(clerk: Clerk) -> list[Path]:
    return sorted((clerk.folder / "台账副本").glob("*.lzr"))


def test_lost__every_table_comes_back_and_forms_out_are_accepted(clerk: Clerk) -> None:
    before, stood = tables(clerk), boards(clerk)
    assert {"delivery", "publication", "issue", "point_id"} <= {k for k, v in before.items() if v}
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", now=LATER)
    assert ran.code == 0, ran.out + ran.err
    assert "台账已用副本和原件重做" in ran.out
    assert "已发出的表照样能收" in ran.out
    same_but_for_the_rebuilding(before, tables(clerk))
    assert boards(clerk) == stood
    assert "用副本重做“台账.db”" in clerk.run("log", now=LATER).out
    name = next(one for one in clerk.files("发出") if one.endswith(".xlsx"))
    shutil.copy(clerk.folder / "发出" / name, clerk.folder / "收件/又一份.xlsx")
    (seen,) = clerk.run("collect", "收件/又一份.xlsx", "--json", now=LATER).json["deliveries"]
    assert seen["subject"], "a blank form of ours: known as ours, only not filled in"
    assert seen["outcome"] != "refused"
    assert clerk.run("verify", now=LATER).code == 0


@pytest.mark.parametrize("spoilt", [b"", b"SQLite format 3\0" + bytes(5000), None])
def test_damaged__is_moved_aside_and_made_again(clerk: Clerk, spoilt: bytes | None) -> None:
    before = tables(clerk)
    path = clerk.folder / "台账.db"
    whole = path.read_bytes()
    bad = whole[: len(whole) // 2] if spoilt is None else spoilt
    path.write_bytes(bad)
    (clerk.folder / "台账.db-journal").write_bytes(b"left by the old one")
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert (ran.code, ran.json["findings"]) == (0, []), ran.out + ran.err
    same_but_for_the_rebuilding(before, tables(clerk))
    aside = Path(ran.json["aside"])
    assert aside.parent.name == "归档"
    assert aside.read_bytes() == bad
    assert not (clerk.folder / "台账.db-journal").exists()
    assert clerk.run("verify", now=LATER).code == 0


def test_newest_copy_damaged__falls_back_to_the_generation_before_and_says_so(
    clerk: Clerk,
) -> None:
    newest = segments(clerk)[-1]
    spoilt = bytearray(newest.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    newest.write_bytes(bytes(spoilt))
    before = tables(clerk)
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert ran.code == 1
    places = {one["code"]: one["where"]["file"] for one in ran.json["findings"]}
    assert places == {"copy-damaged": f"台账副本/{newest.name}", "copy-older": ""}
    after = tables(clerk)
    assert after["delivery"] == before["delivery"], "only the last run, the print, is lost"
    assert after["publication"] == []


@pytest.mark.parametrize("which", [0, 1, 2, -2])
def test_any_other_file_damaged__costs_nothing(clerk: Clerk, which: int) -> None:
    before = tables(clerk)
    segments(clerk)[which].write_bytes(b"gone")
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert [one["code"] for one in ran.json["findings"]] == ["copy-damaged"]
    same_but_for_the_rebuilding(before, tables(clerk))


def test_damaged_copy__the_next_run_makes_it_whole_again(clerk: Clerk) -> None:
    for path in segments(clerk):
        path.write_bytes(b"gone")
    clerk.run("lock", now=LATER)
    before = tables(clerk)
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert {one["code"] for one in ran.json["findings"]} == {"copy-damaged"}
    same_but_for_the_rebuilding(before, tables(clerk))


def test_originals_without_a_record__are_listed_and_taken_in_again(clerk: Clerk) -> None:
    """The last two runs are gone from the copy: what they took in is named, and comes back."""
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    stray = clerk.folder / "收件/第一轮/主任办公会申报表.xlsx"
    stray.write_bytes(stray.read_bytes() + b"\0")
    before = len(tables(clerk)["delivery"])
    clerk.run("collect", now=LATER)
    assert len(tables(clerk)["delivery"]) == before + 1
    segments(clerk)[-1].unlink()
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert ran.code == 1
    places = [(one["code"], one["where"]["file"]) for one in ran.json["findings"]]
    assert places == [("original-not-recorded", "收件/第一轮/主任办公会申报表.xlsx")]
    clerk.run("collect", now=LATER)
    assert len(tables(clerk)["delivery"]) == before + 1


def test_neither_ledger_nor_copy__says_what_to_do(clerk: Clerk) -> None:
    shutil.rmtree(clerk.folder / "台账副本")
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", now=LATER)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "lzfx restore" in ran.err
    assert not (clerk.folder / "台账.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        (),
        ("collect",),
        ("issue",),
        ("send",),
        ("merge",),
        ("grade",),
        ("publish", "一览表"),
        ("why", "KS02-001"),
        ("table", "申报表"),
        ("log",),
        ("verify",),
        ("backup",),
        ("lock",),
        ("assign", "x.xlsx", "KS02"),
        ("decide", "x.xlsx"),
        ("init", "."),
    ],
)
def test_lost__every_command_says_in_one_sentence_what_to_do(
    clerk: Clerk, words: tuple[str, ...]
) -> None:
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run(*words, now=LATER)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.out + ran.err
    assert "lzfx rebuild" in ran.err
    assert "lzfx restore" in ran.err
    assert not (clerk.folder / "台账.db").exists()


@pytest.mark.parametrize("version", versions())
def test_stored_ledgers__come_back_table_by_table(version: int, tmp_path: Path) -> None:
    clerk = restored(version, tmp_path / "2026")
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_TWO), "tester"):
        pass  # opened once by this program: raised to its version, and copied
    before = tables(clerk)
    (clerk.folder / "台账.db").unlink()
    ran = clerk.run("rebuild", "--json", now=LATER)
    assert (ran.code, ran.json["findings"]) == (0, []), ran.out + ran.err
    same_but_for_the_rebuilding(before, tables(clerk))


def test_sound__is_not_called_equal_when_a_table_is_missing(clerk: Clerk) -> None:
    """A ledger beside whose deliveries or prints are not those of the record."""
    ran = clerk.run("rebuild", now=LATER)
    assert ran.code == 0
    assert "逐表对照，与现在的台账完全一致" in ran.out
    with closing(sqlite3.connect(clerk.folder / "台账.重建.db")) as made:
        for name in ("delivery", "publication", "issue", "action", "secret"):
            rows = made.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid").fetchall()  # noqa: S608 - of this list
            assert rows == tables(clerk)[name], name


def test_nothing_changed__nothing_is_written(clerk: Clerk) -> None:
    before = segments(clerk)
    clerk.run("status", now=LATER)
    clerk.run("verify", now=LATER)
    assert segments(clerk) == before
