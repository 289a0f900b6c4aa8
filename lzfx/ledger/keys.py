"""Keys of other copies of the campaign: read from their ledgers, kept in this one."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from lzfx.forms.stamp import KEY_BYTES
from lzfx.ledger.copies import Whole
from lzfx.ledger.store import Ledger

_OTHER = "other_key:"


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that were found somewhere, and the codes of the campaigns whose forms they sealed."""

    keys: tuple[bytes, ...]
    campaigns: frozenset[str]


def fingerprint(key: bytes) -> str:
    """A few signs that tell keys apart and give none of them away."""
    return hashlib.sha256(b"lzfx-key\0" + key).hexdigest()[:16]


def other_keys(ledger: Ledger) -> tuple[bytes, ...]:
    """The keys that were taken over, oldest first."""
    sql = "SELECT value FROM secret WHERE name LIKE ? ORDER BY rowid"
    return tuple(bytes(row[0]) for row in ledger.connection.execute(sql, (f"{_OTHER}%",)))


def add_key(ledger: Ledger, key: bytes) -> None:
    """Keep a key that was taken over; call it inside a transaction."""
    ledger.connection.execute(
        "INSERT INTO secret VALUES (?, ?)", (f"{_OTHER}{fingerprint(key)}", key)
    )


def keys_of_file(data: bytes) -> Keys | None:
    """The keys in the bytes of a ledger file, which is not changed; None when it is none."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(data)
            secrets = connection.execute("SELECT value FROM secret ORDER BY rowid").fetchall()
            campaigns = connection.execute("SELECT DISTINCT campaign FROM issue").fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            return None
    return _keys([row[0] for row in secrets], [row[0] for row in campaigns])


def keys_of_copy(whole: Whole) -> Keys:
    """The keys in a copy of a ledger."""
    secrets = [row["value"] for row in whole.named("secret")]
    return _keys(secrets, [row["campaign"] for row in whole.named("issue")])


def _keys(secrets: list[object], campaigns: list[object]) -> Keys:
    found = (one for one in secrets if isinstance(one, bytes) and len(one) == KEY_BYTES)
    return Keys(tuple(found), frozenset(str(one) for one in campaigns))
