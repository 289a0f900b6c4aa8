"""A ledger changed by somebody who knows SQLite, and who may know how its chain is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lzfx.ledger import seals
from lzfx.ledger.record import COLUMNS, FIRST_HASH, chain_hash

_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
_ACTIONS = f"SELECT seq, {', '.join(COLUMNS)} FROM action ORDER BY seq"  # noqa: S608 - its own


@contextmanager
def unguarded(ledger: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The ledger without its triggers, which keep it append-only and are there again afterwards."""
    triggers = ledger.execute(_TRIGGERS).fetchall()
    for name, _ in triggers:
        ledger.execute(f'DROP TRIGGER "{name}"')
    yield ledger
    for _, sql in triggers:
        ledger.execute(sql)


@contextmanager
def unguarded_file(path: Path) -> Iterator[sqlite3.Connection]:
    """The same for a ledger file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as ledger, unguarded(ledger):
        yield ledger


def chained_anew(ledger: sqlite3.Connection) -> None:
    """Chain the record again as it stands, with one seal over all rows there are at its end."""
    sealed, _ = seals.seal(ledger, {})
    rows = ledger.execute(_ACTIONS).fetchall()
    previous = FIRST_HASH
    for seq, *facts, _ in rows:
        facts.append(sealed if seq == rows[-1][0] else "")
        own = chain_hash(previous, facts)
        linked = (facts[-1], previous, own, seq)
        ledger.execute(
            "UPDATE action SET sealed = ?, previous_hash = ?, hash = ? WHERE seq = ?", linked
        )
        previous = own
