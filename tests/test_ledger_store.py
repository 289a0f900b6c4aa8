"""The ledger's file: damaged, foreign, opened by two programs at once, made by an older one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.ledger_examples import (
    ACTIONS,
    BY,
    ONE_MORE,
    chain_holds,
    everything,
    write_full_ledger,
)
from support.readme import ROOT

from lzfx.errors import LzfxError, WorkspaceError
from lzfx.ledger import queries, schema, store
from lzfx.ledger.store import Ledger, open_ledger

_VERSION = len(schema.MIGRATIONS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger file that holds a row of everything."""
    found = tmp_path / "台账.db"
    write_full_ledger(found)
    return found


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE chat (text)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")


def overwritten(path: Path) -> None:
    path.write_bytes(b"no database " * 500)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def missing(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (foreign, "ledger-damaged"),
        (overwritten, "ledger-damaged"),
        (emptied, "ledger-damaged"),
        (cut, "ledger-damaged"),
        (newer, "ledger-newer"),
        (missing, "ledger-missing"),
    ],
)
def test_open__a_file_that_is_no_sound_ledger_is_left_as_it_is(
    path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(LzfxError) as stopped, open_ledger(path) as ledger:
        everything(ledger)
    assert stopped.value.code == code
    assert (path.read_bytes() if path.exists() else None) == before


def test_read__a_page_damaged_in_the_middle_is_told_as_damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(3 * 4096, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    with pytest.raises(WorkspaceError) as stopped, open_ledger(path) as ledger:
        everything(ledger)
    assert stopped.value.code == "ledger-damaged"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_write__a_file_that_may_not_be_written(path: Path) -> None:
    path.chmod(0o400)
    with pytest.raises(LzfxError) as stopped, open_ledger(path) as ledger, ledger.transaction():
        ledger.act(ACTIONS[0])
    assert stopped.value.code == "file-no-permission"


def test_said__a_mistake_of_ours_is_no_damage(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.OperationalError), ledger.transaction():
        ledger.connection.execute("SELECT nothing FROM nowhere")


# Two programs at once.

_OTHER = """
import sys
from pathlib import Path
from lzfx.ledger.store import open_ledger
from lzfx.model.action import Action, Verb
with open_ledger(Path(sys.argv[1])) as ledger:
    try:
        with ledger.transaction():
            ledger.act(Action("2026", "other", Verb.SEND, facts={"forms": 0, "replies": 0}))
            print("holds", flush=True)
            if sys.stdin.readline() != "commit\\n":
                raise OSError
    except OSError:
        pass
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def other(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is in the middle of a transaction; told how to end it, it goes on."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _OTHER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield process
        process.kill()


def tell(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()


def test_two__the_second_waits_and_goes_on(path: Path, other: subprocess.Popen[str]) -> None:
    threading.Timer(0.3, tell, (other, "roll back")).start()
    with open_ledger(path) as ledger, ledger.transaction():
        ledger.act(ONE_MORE)
    with open_ledger(path) as ledger:
        assert [one.by for one in queries.actions(ledger)] == [BY] * 5
        assert chain_holds(ledger)


def test_two__the_second_is_told_when_what_it_read_is_no_longer_so(
    path: Path, other: subprocess.Popen[str]
) -> None:
    with open_ledger(path) as ledger:
        threading.Timer(0.3, tell, (other, "commit")).start()
        for _ in range(2):
            with pytest.raises(WorkspaceError) as stopped, ledger.transaction():
                raise AssertionError("must not get here")
            assert stopped.value.code == "ledger-busy"
    with open_ledger(path) as ledger, ledger.transaction():
        ledger.act(ONE_MORE)
    with open_ledger(path) as ledger:
        assert [one.by for one in queries.actions(ledger)] == [*([BY] * 4), "other", BY]
        assert chain_holds(ledger)


def test_two__the_second_is_told_when_the_first_takes_too_long(
    path: Path, other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.2)
    with open_ledger(path) as ledger:
        with pytest.raises(WorkspaceError) as stopped, ledger.transaction():
            raise AssertionError("must not get here")
        assert stopped.value.code == "ledger-busy"
        assert len(queries.actions(ledger)) == 4, "reading goes on meanwhile"
    other.kill()
    other.wait()
    with open_ledger(path) as ledger:
        assert queries.actions(ledger) == ACTIONS, "what a killed process began is not there"


def test_two__own_transactions_do_not_count_as_another_program(ledger: Ledger) -> None:
    for _ in range(3):
        with ledger.transaction():
            ledger.act(ACTIONS[0])


# Old ledgers are raised.


def raising(monkeypatch: pytest.MonkeyPatch, *more: schema.Migration) -> None:
    migrations = (*schema.MIGRATIONS, *(("made up", each) for each in more))
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(store, "MIGRATIONS", migrations)


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE action ADD COLUMN place TEXT")


def test_migrations__are_applied_once_however_many_open_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[str] = []

    def counted(connection: sqlite3.Connection) -> None:
        applied.append("once")
        add_column(connection)

    raising(monkeypatch, counted)
    ready = threading.Barrier(4)
    trouble: list[BaseException] = []

    def opens() -> None:
        ready.wait()
        try:
            with open_ledger(path) as ledger:
                assert queries.actions(ledger) == ACTIONS
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            trouble.append(error)

    threads = [threading.Thread(target=opens) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not trouble
    assert applied == ["once"]


def test_migrations__one_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        add_column(connection)
        raise OSError("made up")

    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    raising(monkeypatch, fails)
    with pytest.raises(OSError, match="made up"):
        open_ledger(path)
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(copy)) as before:
        assert list(one.iterdump()) == list(before.iterdump())
        assert one.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS) - 1,)
