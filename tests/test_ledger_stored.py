"""Ledgers of every version open after an upgrade with nothing lost, or stay as they are (P14)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_TWO, Clerk
from support.readme import ROOT
from support.stored_ledgers import restored, versions

from lzfx.errors import FileError, WorkspaceError
from lzfx.ledger import schema, store
from lzfx.ledger.audit import broken_links
from lzfx.ledger.queries import actions, head
from lzfx.ledger.schema import MIGRATIONS, append_only
from lzfx.ledger.store import open_ledger
from lzfx.model.action import Verb
from lzfx.session.opening import open_session
from lzfx.steps.rebuild import rebuild
from lzfx.steps.verify import verify

NOW = datetime.fromisoformat(ROUND_TWO)
Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def _tables(path: Path) -> Mapping[str, Table]:
    """Columns and rows of every table of a ledger file."""
    with closing(sqlite3.connect(path)) as ledger:
        names = ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        found = {}
        for (name,) in names:
            rows = ledger.execute(f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608 - its own
            found[name] = (tuple(column[0] for column in rows.description), rows.fetchall())
        return found


def _lost(before: Mapping[str, Table], after: Mapping[str, Table]) -> list[str]:
    """Rows that are no longer there, in the columns there were."""
    wrong = []
    for name, (columns, rows) in before.items():
        now, there = after.get(name, ((), []))
        if not set(columns) <= set(now):
            wrong.append(f"{name}: a column is gone")
            continue
        places = [now.index(column) for column in columns]
        kept = [tuple(row[place] for place in places) for row in there]
        wrong += [f"{name}: {row}" for row in rows if row not in kept]
    return wrong


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as ledger:
        return int(ledger.execute("PRAGMA user_version").fetchone()[0])


def _copies(clerk: Clerk) -> list[Path]:
    return sorted((clerk.folder / "归档").glob("台账（升级前*.db"))


def test_a_ledger_is_stored_of_every_version() -> None:
    assert versions() == tuple(range(1, len(MIGRATIONS) + 1))


@pytest.mark.parametrize("version", versions())
def test_opened__nothing_is_lost_and_all_is_verified(version: int, tmp_path: Path) -> None:
    clerk = restored(version, tmp_path / "2026")
    before = _tables(clerk.folder / "台账.db")
    assert len(before["submission"][1]) == 4
    assert {row[5] for row in before["delivery"][1]} == {"accepted", "sent_back", "refused"}
    with open_session(clerk.folder, NOW, "tester") as session:
        found = verify(session)
        assert (found.findings, found.returns) == ((), 4)
        assert rebuild(session).findings == ()
        with open_ledger(clerk.folder / "台账.重建.db") as rebuilt:
            assert head(rebuilt) == head(session.ledger), "codes on paper hold in it as well"
    assert _version(clerk.folder / "台账.db") == len(MIGRATIONS)
    assert _lost(before, _tables(clerk.folder / "台账.db")) == []
    assert len(_copies(clerk)) == (version < len(MIGRATIONS))


@pytest.mark.parametrize("version", versions())
def test_opened__every_action_is_read_with_its_facts(version: int, tmp_path: Path) -> None:
    clerk = restored(version, tmp_path / "2026")
    with open_session(clerk.folder, NOW, "tester") as session:
        done = {one.verb: one for one in actions(session.ledger)}
        assert list(broken_links(session.ledger)) == []
    assert done[Verb.ISSUE].facts == {"fresh": 3, "total": 3}
    assert done[Verb.NUMBER].facts == {"fresh": 32, "reworded": 0, "up_to": 4}
    sent = {"forms": 1, "replies": 3} if version < 5 else {"forms": 0, "replies": 4}
    assert done[Verb.SEND].facts == sent
    assert done[Verb.ASSIGN].about == "JD07"
    assert done[Verb.SENT_BACK].text("file") == "缺项.xlsx"
    assert (done[Verb.COLLECT].number("accepted"), done[Verb.COLLECT].number("fewer")) == (1, 0)


@pytest.mark.parametrize("version", versions())
def test_opened__work_goes_on_in_it(version: int, tmp_path: Path) -> None:
    clerk = restored(version, tmp_path / "2026")
    clerk.deliver("第一轮/宣传教育科（报送） 9.8.ods")
    ran = clerk.run("collect", "--json", now=ROUND_TWO)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"]
    merged = clerk.run("merge", "--json", now=ROUND_TWO)
    assert (merged.code, merged.json["points"] > 32) == (0, True)
    assert clerk.run("verify", now=ROUND_TWO).code == 0
    assert clerk.run("rebuild", now=ROUND_TWO).code == 0
    assert "收下委领导" not in clerk.run("log", now=ROUND_TWO).out
    assert "收下宣传教育科的" in clerk.run("log", now=ROUND_TWO).out


FIELD = """\
[[table.field]]
name = "hotline"
title = "监督电话"
kind = "phone"
width = 14

"""


@pytest.mark.parametrize("version", versions())
def test_rebuilt__under_a_later_version_of_the_form(version: int, tmp_path: Path) -> None:
    clerk = restored(version, tmp_path / "2026")
    text = (ROOT / "form_templates/forms/declaration.toml").read_text("utf-8")
    text = text.replace("version = 1\n", "version = 2\naccepts = [1]\n", 1)
    own = clerk.folder / "form_templates/forms/declaration.toml"
    own.parent.mkdir(parents=True)
    note = '[[table.field]]\nname = "note"\n'
    assert text.count(note) == 1
    own.write_text(text.replace(note, FIELD + note), "utf-8")
    with open_session(clerk.folder, NOW, "tester") as session:
        assert verify(session).findings == ()
        assert rebuild(session).findings == (), "one that was assigned keeps its version"


def test_newer_than_the_program__is_left_as_it_is(tmp_path: Path) -> None:
    clerk = restored(versions()[-1], tmp_path / "2026")
    path = clerk.folder / "台账.db"
    with closing(sqlite3.connect(path)) as ledger:
        ledger.execute("ALTER TABLE action ADD COLUMN witness TEXT")
        ledger.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    for words in (("status",), ("collect",), ("verify",), ("merge",), ("backup",)):
        ran = clerk.run(*words, now=ROUND_TWO)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), words
        assert path.read_bytes() == before, words


# A version that does not exist yet: all that a migration may have to do.


def _places(connection: sqlite3.Connection) -> None:
    """A new table, filled from one that was there."""
    connection.execute("CREATE TABLE place (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT")
    connection.execute("INSERT OR IGNORE INTO place SELECT file, sha256 FROM delivery")
    for statement in append_only("place"):
        connection.execute(statement)


def _witnessed(connection: sqlite3.Connection) -> None:
    """A column that every row of an append-only table gets a value in."""
    connection.execute("DROP TRIGGER action_no_update")
    connection.execute("ALTER TABLE action ADD COLUMN witness TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE action SET witness = by")
    connection.execute(append_only("action")[0])


def _fails(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM nowhere")


def _program_of(monkeypatch: pytest.MonkeyPatch, *more: schema.Migration) -> None:
    """Make this a program whose schema has seen more migrations."""
    migrations = (*MIGRATIONS, *((one.__name__, one) for one in more))
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(store, "MIGRATIONS", migrations)


def test_upgrade__rows_stay_and_the_old_one_is_kept_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = restored(1, tmp_path / "2026")
    path = clerk.folder / "台账.db"
    before = _tables(path)
    _program_of(monkeypatch, _places, _witnessed)
    with open_session(clerk.folder, NOW, "tester") as session:
        assert list(broken_links(session.ledger)) == []
        assert verify(session).findings == ()
        with pytest.raises(sqlite3.IntegrityError):
            session.ledger.connection.execute("UPDATE action SET witness = 'x'")
    assert _version(path) == len(MIGRATIONS) + 2
    after = _tables(path)
    assert _lost(before, after) == []
    assert len(after["place"][1]) == 5
    assert all(row[-1] == row[2] for row in after["action"][1])
    (copy,) = _copies(clerk)
    assert (_version(copy), _tables(copy)) == (1, before)
    with open_session(clerk.folder, NOW, "tester"):
        assert len(_copies(clerk)) == 1, "the second time there is nothing to raise"


def test_upgrade__one_that_fails_half_way_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = restored(1, tmp_path / "2026")
    path = clerk.folder / "台账.db"
    before = path.read_bytes()
    _program_of(monkeypatch, _places, _witnessed, _fails)
    with pytest.raises(sqlite3.OperationalError), open_session(clerk.folder, NOW, "tester"):
        pass
    assert path.read_bytes() == before


def test_upgrade__without_room_for_the_old_one_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = restored(1, tmp_path / "2026")
    path = clerk.folder / "台账.db"
    before = path.read_bytes()
    (clerk.folder / "归档").rmdir()
    (clerk.folder / "归档").write_text("a file where the folder should be")
    _program_of(monkeypatch, _witnessed)
    with pytest.raises(FileError), open_session(clerk.folder, NOW, "tester"):
        pass
    assert path.read_bytes() == before


def test_upgrade__foreign_files_are_none(tmp_path: Path) -> None:
    clerk = restored(1, tmp_path / "2026")
    with closing(sqlite3.connect(clerk.folder / "台账.db")) as ledger:
        ledger.execute("PRAGMA application_id = 1")
    with pytest.raises(WorkspaceError), open_session(clerk.folder, NOW, "tester"):
        pass
