"""Whatever is changed in the record afterwards is found, given a code printed before (P10)."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_TWO, Clerk
from support.figures import FIGURES
from support.stored_ledgers import restored, versions
from support.tampering import unguarded

from lzfx.errors import LzfxError
from lzfx.ledger.complaints import complaint_of
from lzfx.ledger.record import COLUMNS, FIRST_HASH, chain_hash
from lzfx.ledger.store import Ledger
from lzfx.session.opening import open_session
from lzfx.steps.verify import of_the_record, verify

NOW = datetime.fromisoformat(ROUND_TWO)
_MANY, _SOME = 1000, 60
_COLUMNS = (*COLUMNS, "previous_hash", "hash")
_ALL = f"SELECT seq, {', '.join(_COLUMNS)} FROM action ORDER BY seq"  # noqa: S608 - as named above

Change = Callable[[sqlite3.Connection, random.Random], object]


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign with some returns in it."""
    return restored(versions()[-1], tmp_path_factory.mktemp("record") / "2026")


@pytest.fixture(scope="module")
def sound(clerk: Clerk) -> bytes:
    """The bytes of its ledger."""
    return (clerk.folder / "台账.db").read_bytes()


def _opened(data: bytes) -> sqlite3.Connection:
    """Those bytes as a ledger in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    return connection


def _record(connection: sqlite3.Connection) -> list[tuple[object, ...]] | None:
    """All actions, or None when they cannot be read."""
    try:
        return connection.execute(_ALL).fetchall()
    except sqlite3.Error:
        return None


def _is_found(connection: sqlite3.Connection, anchor: str) -> bool:
    """Whether a verification has something to say."""
    try:
        return any(True for _ in of_the_record(Ledger(Path("台账.db"), connection), anchor))
    except LzfxError:
        return True
    except sqlite3.Error as error:
        return complaint_of(Path("台账.db"), error) is not None  # told as damage, not as our error


def _other(text: str, dice: random.Random) -> str:
    """A text with one sign flipped, put in, taken away, or changed for another."""
    at = dice.randrange(len(text) + 1)
    sign = dice.choice("0a甲 ")
    ways = [text[:at] + sign + text[at:]]
    if at < len(text):
        ways += [text[:at] + text[at + 1 :], text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]]
    return dice.choice(ways)


def _numbers(connection: sqlite3.Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT seq FROM action ORDER BY seq")]


def _field(connection: sqlite3.Connection, dice: random.Random) -> None:
    """One sign of one fact."""
    seq, column = dice.choice(_numbers(connection)), dice.choice(_COLUMNS)
    (text,) = connection.execute(
        f"SELECT {column} FROM action WHERE seq = ?",  # noqa: S608 - as named above
        (seq,),
    ).fetchone()
    changed = (_other(text, dice), seq)
    connection.execute(f"UPDATE action SET {column} = ? WHERE seq = ?", changed)  # noqa: S608


def _inserted(connection: sqlite3.Connection, dice: random.Random) -> None:
    """A copy of a row, put somewhere."""
    seq, at = dice.choice(_numbers(connection)), dice.choice([*_numbers(connection), 10_000])
    connection.execute("UPDATE action SET seq = -seq - 1 WHERE seq >= ?", (at,))
    copied = ", ".join(_COLUMNS)
    taken = seq if seq < at else -seq - 1
    connection.execute(
        f"INSERT INTO action SELECT ?, {copied} FROM action WHERE seq = ?",  # noqa: S608
        (at, taken),
    )
    connection.execute("UPDATE action SET seq = -seq WHERE seq < 0")


def _deleted(connection: sqlite3.Connection, dice: random.Random) -> None:
    """A row gone, sometimes with those after it moved up."""
    seq = dice.choice(_numbers(connection))
    connection.execute("DELETE FROM action WHERE seq = ?", (seq,))
    if dice.random() < 0.5:
        connection.execute("UPDATE action SET seq = -(seq - 1) WHERE seq > ?", (seq,))
        connection.execute("UPDATE action SET seq = -seq WHERE seq < 0")


def _swapped(connection: sqlite3.Connection, dice: random.Random) -> None:
    """Two rows in each other's place."""
    one, other = dice.sample(_numbers(connection), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE action SET seq = ? WHERE seq = ?", (new, old))


def _chained_anew(connection: sqlite3.Connection, dice: random.Random) -> None:
    """A fact changed by somebody who knows how rows are chained, and chains them anew."""
    seq, column = dice.choice(_numbers(connection)), dice.choice(COLUMNS)
    (text,) = connection.execute(
        f"SELECT {column} FROM action WHERE seq = ?",  # noqa: S608 - as named above
        (seq,),
    ).fetchone()
    connection.execute(
        f"UPDATE action SET {column} = ? WHERE seq = ?",  # noqa: S608 - as named above
        (_other(text, dice), seq),
    )
    previous = FIRST_HASH
    for number, *facts, _, _ in connection.execute(_ALL).fetchall():
        own = chain_hash(previous, facts)
        linked = (previous, own, number)
        connection.execute("UPDATE action SET previous_hash = ?, hash = ? WHERE seq = ?", linked)
        previous = own


ROWS: Mapping[str, Change] = {
    "facts": _field,
    "inserted": _inserted,
    "deleted": _deleted,
    "swapped": _swapped,
    "chained anew": _chained_anew,
}


def _changed_rows(sound: bytes, seeds: range) -> Iterator[tuple[str, bool]]:
    """Each change of rows that makes the record another one, and whether it is found."""
    before = _opened(sound)
    record = _record(before)
    assert record is not None
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311 - which change, the same each time
        name = dice.choice(list(ROWS))
        connection = _opened(sound)
        with unguarded(connection):
            ROWS[name](connection, dice)
        if _record(connection) != record:
            yield f"{name} {seed}", _is_found(connection, str(record[-1][-1]))
        connection.close()


def _changed_bytes(sound: bytes, seeds: range) -> Iterator[tuple[str, bool]]:
    """Each changed byte in its pages that makes the record another one, and whether it is found."""
    record = _record(_opened(sound))
    assert record is not None
    pages = [
        at
        for at in range(0, len(sound), 4096)
        if any(str(row[-1]).encode() in sound[at : at + 4096] for row in record)
    ]
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311 - which byte, the same each time
        spoilt = bytearray(sound)
        at = dice.choice(pages) + dice.randrange(4096)
        spoilt[at] ^= 1 << dice.randrange(8)
        try:
            connection = _opened(bytes(spoilt))
        except sqlite3.Error:
            yield f"byte {at}", True
            continue
        if _record(connection) != record:
            yield f"byte {at}", _is_found(connection, str(record[-1][-1]))
        connection.close()


def _holds(found: Iterator[tuple[str, bool]], least: int) -> None:
    tried: Counter[str] = Counter()
    for name, is_found in found:
        assert is_found, name
        tried[name.rpartition(" ")[0]] += 1
    assert tried.total() >= least
    FIGURES["changes of the record, all found"] += tried.total()


def test_untouched__nothing_is_found(sound: bytes) -> None:
    connection = _opened(sound)
    record = _record(connection)
    assert record is not None
    assert not _is_found(connection, str(record[-1][-1]))


def test_rows_changed(sound: bytes) -> None:
    _holds(_changed_rows(sound, range(_SOME)), _SOME * 9 // 10)


def test_bytes_changed(sound: bytes) -> None:
    _holds(_changed_bytes(sound, range(_SOME)), _SOME // 3)


@pytest.mark.reliability
def test_rows_changed__a_thousand(sound: bytes) -> None:
    _holds(_changed_rows(sound, range(_MANY * 11 // 10)), _MANY)


@pytest.mark.reliability
def test_bytes_changed__a_thousand(sound: bytes) -> None:
    _holds(_changed_bytes(sound, range(_MANY * 3)), _MANY)


# Any bit of the whole file: what it does is told as damage or as a difference, if it does anything.


def _flipped(clerk: Clerk, sound: bytes, seeds: range) -> Counter[str]:
    """What verification says of ledgers with one bit flipped anywhere."""
    path, said = clerk.folder / "台账.db", Counter[str]()
    try:
        for seed in seeds:
            dice = random.Random(seed)  # noqa: S311 - which bit, the same each time
            spoilt = bytearray(sound)
            spoilt[dice.randrange(len(sound))] ^= 1 << dice.randrange(8)
            path.write_bytes(spoilt)
            try:
                with open_session(clerk.folder, NOW, "tester") as session:
                    said["a finding" if verify(session).findings else "nothing"] += 1
            except LzfxError:
                said["a sentence"] += 1
    finally:
        path.write_bytes(sound)
    return said


def test_any_bit__is_never_an_error_of_ours(clerk: Clerk, sound: bytes) -> None:
    said = _flipped(clerk, sound, range(20))
    assert said["a finding"] + said["a sentence"] >= 1


@pytest.mark.reliability
def test_any_bit__is_never_an_error_of_ours__many(clerk: Clerk, sound: bytes) -> None:
    said = _flipped(clerk, sound, range(20, 220))
    assert said["a finding"] + said["a sentence"] >= 40
    FIGURES["bits of a ledger flipped"] += said.total()
