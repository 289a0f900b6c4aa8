"""What puts every table under the chain: each action carries a seal over the rows since the last.

A seal says how far each table reaches, and for the rows that are new its digests. It is part of
what the action's hash covers, so a code that was printed later vouches for these rows too. Tables
with the values of returns have no seal: `verify` reads their originals again, whose hashes are
under it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SEALED = (
    "secret",
    "form_version",
    "issue",
    "submission",
    "delivery",
    "point_id",
    "inherited",
    "inherited_duty",
    "publication",
)
"""The tables under the seal; a row of theirs is written before the action that it belongs to."""

_NUMBERED = frozenset({"submission", "point_id"})
"""Tables whose first column is a number that a ledger made anew may give otherwise."""

_BEFORE_THEIR_ACTION = frozenset({"form_version"})
"""Tables that grow at the opening of a campaign, to be sealed by whatever is done next."""

_SHORT = 16
"""How many digits of each row's digest a seal keeps, to name the row; all count in the digest."""

_ABSENT = "-" * _SHORT

Reach = Mapping[str, int]
"""The number of the last sealed row, by table."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not as it was sealed: `altered`, `gone`, or `added` behind the last seal."""

    table: str
    row: int
    what: str


def reach_of(connection: sqlite3.Connection) -> Reach:
    """How far the last seal reaches; nothing when there is none."""
    sql = "SELECT sealed FROM action WHERE sealed != '' ORDER BY seq DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return dict(json.loads(row[0])["to"]) if row else {}


def seal(connection: sqlite3.Connection, reach: Reach) -> tuple[str, Reach]:
    """The seal over the rows behind `reach`, and how far it reaches; empty when there are none."""
    now, sealed = dict(reach), {}
    for table in SEALED:
        rows = _rows(connection, table, reach.get(table, 0))
        if rows.digests:
            now[table] = max(rows.digests)
            sealed[table] = [rows.columns, *_told(rows.digests, reach.get(table, 0), now[table])]
    if not sealed:
        return "", reach
    text = json.dumps({"to": now, "of": sealed}, sort_keys=True, separators=(",", ":"))
    return text, now


def faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Every row that differs from its seal, and rows behind the last one that none can have left.

    Nothing for rows of a ledger that has no seal yet. ValueError for a seal that is none.
    """
    reach: dict[str, int] = {}
    for (text,) in connection.execute("SELECT sealed FROM action ORDER BY seq"):
        if text:
            told = json.loads(text)
            for table, (columns, digest, short) in told["of"].items():
                upto = int(told["to"][table])
                there = _rows(connection, table, reach.get(table, 0), upto, columns).digests
                yield from _differing(table, there, reach.get(table, 0), upto, digest, short)
            reach.update(told["to"])
    for table in SEALED if reach else ():
        if table not in _BEFORE_THEIR_ACTION:
            for row in _rows(connection, table, reach.get(table, 0)).digests:
                yield Fault(table, row, "added")


def _differing(  # noqa: PLR0913, PLR0917 - the parts of a seal
    table: str, there: Mapping[int, str], since: int, upto: int, digest: str, short: str
) -> Iterator[Fault]:
    if list(_told(there, since, upto)) == [digest, short]:
        return
    kept = [short[at : at + _SHORT] for at in range(0, len(short), _SHORT)]
    found = False
    for row, was in zip(range(since + 1, upto + 1), kept, strict=False):
        own = there.get(row, _ABSENT)[:_SHORT]
        if own != was:
            found = True
            yield Fault(table, row, "gone" if own == _ABSENT else "altered")
    if not found:  # as far as the short digests tell; the long one tells more
        yield Fault(table, upto, "altered")


def _told(digests: Mapping[int, str], since: int, upto: int) -> tuple[str, str]:
    """One digest over all rows of a stretch, and the beginning of each row's own."""
    own = [digests.get(row, _ABSENT) for row in range(since + 1, upto + 1)]
    return hashlib.sha256("".join(own).encode()).hexdigest(), "".join(one[:_SHORT] for one in own)


@dataclass(frozen=True, slots=True)
class _Rows:
    columns: int
    digests: Mapping[int, str]


def _rows(
    connection: sqlite3.Connection,
    table: str,
    since: int,
    upto: int | None = None,
    columns: int | None = None,
) -> _Rows:
    """The digest of each row behind `since`, by number; of as many columns as there were then."""
    found = connection.execute(
        f'SELECT rowid, * FROM "{table}" WHERE rowid > ? AND rowid <= coalesce(?, rowid)'
        " ORDER BY rowid",
        (since, upto),
    )
    wide = len(found.description) - 1 if columns is None else columns
    first = 2 if table in _NUMBERED else 1
    return _Rows(wide, {row[0]: _digest(row[first : wide + 1]) for row in found})


def _digest(values: Iterable[Any]) -> str:
    text = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"), default=_hex)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _hex(value: bytes) -> Mapping[str, str]:
    return {"hex": bytes(value).hex()}
