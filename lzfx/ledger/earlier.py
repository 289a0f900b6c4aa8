"""A ledger as it was: a copy in memory without what was added later, to be read and thrown away."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import date

from lzfx.ledger.store import Ledger

_LATER_DAYS = ("delivery", "issue", "publication")
"""Tables whose rows say when they were written."""

_END_OF_DAY = "T99"
"""After every time of a day, in texts that are compared."""


def earlier(
    ledger: Ledger, acts: int, day: date, taken_in: Collection[str], numbers: int
) -> Ledger:
    """A copy without what came later than `day` (the office's time), nothing of it on disk.

    `acts` is how many actions there were; `taken_in` are the hashes of the returns and rosters that
    they took in, `numbers` is how many records of numbers they gave.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(ledger.as_file())
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("CREATE TEMP TABLE kept (sha256 TEXT PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((one,) for one in taken_in))
    connection.execute("DELETE FROM action WHERE seq > ?", (acts,))
    connection.execute("DELETE FROM submission WHERE sha256 NOT IN (SELECT sha256 FROM kept)")
    connection.execute(
        "DELETE FROM point_id WHERE seq NOT IN (SELECT seq FROM point_id ORDER BY seq LIMIT ?)",
        (numbers,),
    )
    end = day.isoformat() + _END_OF_DAY
    for table in _LATER_DAYS:
        connection.execute(f'DELETE FROM "{table}" WHERE at > ?', (end,))
    return Ledger(ledger.path, connection)
