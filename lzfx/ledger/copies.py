"""A compact copy of the ledger in segments: what was added since, and a ledger made of them again.

The ledger only grows, so a segment holds the rows that were added. Two generations are kept in
turn, the segments with odd and those with even numbers, and each is whole in itself: a damaged
file costs nothing while the other generation has its rows.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from lzfx.errors import WorkspaceError
from lzfx.forms.spec import FormSpec
from lzfx.forms.table import ledger_tables
from lzfx.ledger.schema import APPLICATION_ID, MIGRATIONS, migrate_to_newest, version_of
from lzfx.ledger.store import Ledger

_MARK = b"LZR1 "
_DEFINITIONS = "form_version"
"""The table of the definitions that the tables of returns are made by."""

Marks = Mapping[str, int]
"""The number of the newest row of each table."""

Rows = Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]
"""By table: the names of its columns, and its rows, each behind its number."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The rows that were added between two states of one ledger.

    `series` tells apart ledgers that do not continue each other; `schema` is the ledger's version;
    `head` is the newest hash of its record, `at` the time of the action that has it.
    """

    series: str
    number: int
    schema: int
    since: Marks
    upto: Marks
    head: str
    at: str
    body: bytes

    @property
    def rows(self) -> Rows:
        """The rows themselves."""
        plain = json.loads(zlib.decompress(self.body))
        return {name: (columns, rows) for name, columns, rows in plain}

    def as_bytes(self) -> bytes:
        """The segment as a file: a hash, a line of facts, the rows."""
        facts = {
            "series": self.series,
            "number": self.number,
            "schema": self.schema,
            "since": dict(self.since),
            "upto": dict(self.upto),
            "head": self.head,
            "at": self.at,
        }
        rest = json.dumps(facts, ensure_ascii=False).encode() + b"\n" + self.body
        return _MARK + hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest

    @classmethod
    def of(cls, data: bytes) -> Self | None:
        """The segment in those bytes; None when a single bit of them was changed."""
        first, _, rest = data.partition(b"\n")
        if first != _MARK + hashlib.sha256(rest).hexdigest().encode():
            return None
        line, _, body = rest.partition(b"\n")
        facts = json.loads(line)
        return cls(body=body, **facts)


def marks_of(ledger: Ledger) -> Marks:
    """How far each table of the ledger reaches now."""
    found = ledger.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    ).fetchall()
    newest = (
        (name, ledger.connection.execute(f'SELECT max(rowid) FROM "{name}"').fetchone()[0])
        for (name,) in found
    )
    return {name: int(mark or 0) for name, mark in newest}


def follows(ledger: Ledger, one: Segment) -> bool:
    """Whether the ledger goes on from where that segment ends, or stands there."""
    if one.schema != version_of(ledger.connection):
        return False
    sql = "SELECT hash FROM action WHERE seq = ?"
    row = ledger.connection.execute(sql, (one.upto.get("action", 0),)).fetchone()
    return (row[0] if row else "") == one.head


def segment_after(
    ledger: Ledger, before: Segment | None, series: str, number: int, upto: Marks
) -> Segment:
    """The rows since an earlier segment of its generation, or all of them."""
    since = before.upto if before else {}
    body = []
    for name, mark in upto.items():
        if mark <= since.get(name, 0):
            continue
        found = ledger.connection.execute(
            f'SELECT rowid, * FROM "{name}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid',
            (since.get(name, 0), mark),
        )
        columns = [column[0] for column in found.description[1:]]
        body.append((name, columns, found.fetchall()))
    newest = ledger.connection.execute(
        "SELECT hash, at FROM action WHERE seq = ?", (upto.get("action", 0),)
    ).fetchone()
    head, at = newest or ("", "")
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()
    schema = version_of(ledger.connection)
    return Segment(series, number, schema, since, upto, head, at, zlib.compress(text, 6))


def _plain(value: object) -> Mapping[str, str]:
    assert isinstance(value, bytes)  # noqa: S101 - the only stored type that JSON lacks
    return {"hex": value.hex()}


def _stored(value: Any) -> Any:  # noqa: ANN401 - whatever the ledger stores
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Whole:
    """All rows that segments of one series hold together, and the newest of these segments."""

    newest: Segment
    rows: Rows

    def named(self, table: str) -> list[Mapping[str, Any]]:
        """The rows of a table by the names of its columns; none for one that it does not hold."""
        columns, rows = self.rows.get(table, ((), ()))
        return [dict(zip(columns, map(_stored, row[1:]), strict=True)) for row in rows]


def whole_of(segments: Sequence[Segment]) -> Whole | None:
    """What the segments of the newest series hold without a gap; None when that is nothing.

    Where the newest series has no beginning any more, an older one is taken.
    """
    ordered = sorted(segments, key=lambda one: one.number)
    for series in dict.fromkeys(one.series for one in reversed(ordered)):
        found = _joined([one for one in ordered if one.series == series])
        if found is not None:
            return found
    return None


def _joined(segments: Sequence[Segment]) -> Whole | None:
    newest: Segment | None = None
    reached: dict[str, int] = {}
    columns: dict[str, Sequence[str]] = {}
    rows: dict[str, dict[int, Mapping[str, Any]]] = {}
    for one in segments:
        if any(mark > reached.get(name, 0) for name, mark in one.since.items()):
            continue  # rows between it and those before are lost
        newest = one
        reached.update(one.upto)
        for name, (names, added) in one.rows.items():
            columns[name] = names  # a later version of a form only adds some
            kept = rows.setdefault(name, {})
            kept.update((number, dict(zip(names, row, strict=True))) for number, *row in added)
    if newest is None:
        return None
    return Whole(
        newest,
        {
            name: (
                columns[name],
                [
                    [number, *(kept[number].get(column) for column in columns[name])]
                    for number in sorted(kept)
                ],
            )
            for name, kept in rows.items()
        },
    )


def ledger_of(whole: Whole, path: Path) -> Ledger:
    """A ledger in memory with all rows of a copy, raised to the newest version.

    WorkspaceError when a newer program wrote the copy.
    """
    if whole.newest.schema > len(MIGRATIONS):
        raise WorkspaceError("ledger-newer", {"path": str(path)})
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for _, apply in MIGRATIONS[: whole.newest.schema]:
        apply(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {whole.newest.schema}")
    ledger = Ledger(path, connection)
    make_tables(ledger, (row["definition"] for row in whole.named(_DEFINITIONS)))
    for name, (names, rows) in whole.rows.items():
        put_rows(ledger, name, names, rows)
    migrate_to_newest(connection)
    return ledger


def make_tables(ledger: Ledger, definitions: Any) -> None:  # noqa: ANN401 - texts, one by one
    """Make the tables of returns that those definitions need, in their order."""
    for text in definitions:
        for table in ledger_tables(FormSpec.model_validate_json(text)):
            ledger.make_table(table)


def put_rows(
    ledger: Ledger, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Put rows into a table, each under its own number, which comes first in it."""
    names = ", ".join(("rowid", *(f'"{name}"' for name in columns)))
    marks = ", ".join("?" * (len(columns) + 1))
    ledger.connection.executemany(
        f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
        ([_stored(value) for value in row] for row in rows),
    )


COPIED = ("secret", _DEFINITIONS, "issue", "inherited", "inherited_duty", "delivery", "publication")
"""The tables that cannot be made again from originals and record; definitions are among them."""


def copy_all(old: Ledger, new: Ledger) -> None:
    """Put the rows of `COPIED` into a ledger that has none of them, each under its number."""
    sql = f"SELECT definition FROM {_DEFINITIONS} ORDER BY rowid"
    make_tables(new, (row[0] for row in old.connection.execute(sql)))
    for table in COPIED:
        found = old.connection.execute(f'SELECT rowid, * FROM "{table}" ORDER BY rowid')
        columns = [column[0] for column in found.description[1:]]
        rows = found.fetchall()
        there = {row[0] for row in new.connection.execute(f'SELECT rowid FROM "{table}"')}
        put_rows(new, table, columns, [row for row in rows if row[0] not in there])
