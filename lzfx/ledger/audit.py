"""Whether the ledger is as it was written: its file, and the chain of what was done."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from lzfx.forms.spec import FormSpec
from lzfx.ledger import seals
from lzfx.ledger.copies import make_tables
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.queries import actions
from lzfx.ledger.record import COLUMNS, FIRST_HASH, chain_hash
from lzfx.ledger.schema import migrate_to_newest
from lzfx.ledger.store import Ledger
from lzfx.model.action import Verb
from lzfx.model.printed_code import is_code_of

_ACTIONS = f"SELECT seq, {', '.join(COLUMNS)}, previous_hash, hash FROM action"


def damage(ledger: Ledger) -> tuple[str, ...]:
    """What SQLite finds wrong with the file; nothing when it is sound."""
    rows = ledger.connection.execute("PRAGMA integrity_check(20)").fetchall()
    broken = ledger.connection.execute("PRAGMA foreign_key_check").fetchall()
    said = [str(row[0]) for row in rows if row[0] != "ok"]
    return (*said, *(f"{row[0]} {row[1]}" for row in broken))


def broken_links(ledger: Ledger) -> Iterator[int]:
    """The numbers of the actions that do not follow from those before them."""
    previous, expected = FIRST_HASH, 1
    for seq, *facts, linked, own in ledger.connection.execute(f"{_ACTIONS} ORDER BY seq"):
        texts = all(isinstance(one, str) for one in (previous, *facts, own))
        follows = texts and chain_hash(previous, facts) == own
        if seq != expected or linked != previous or not follows:
            yield seq
        previous, expected = own, seq + 1


def heads_of(ledger: Ledger) -> tuple[str, ...]:
    """Every hash in which the chain ended at some time, oldest first."""
    sql = "SELECT hash FROM action ORDER BY seq"
    return tuple(str(row[0]) for row in ledger.connection.execute(sql))


def has_head(ledger: Ledger, code: str) -> bool:
    """Whether the chain ever ended in a hash of which `code` is what is printed, or more."""
    return any(is_code_of(code, one) for one in heads_of(ledger))


def head_in(data: bytes) -> tuple[str, str]:
    """The newest hash of the chain in the bytes of a ledger file, and its moment.

    Empty for a record that is empty, and for bytes that are no ledger.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        try:
            connection.deserialize(data)
            row = connection.execute("SELECT hash, at FROM action ORDER BY seq DESC LIMIT 1")
            found = row.fetchone()
        except sqlite3.Error:
            return "", ""
    return (str(found[0]), str(found[1])) if found else ("", "")


@damage_reported
def row_faults(ledger: Ledger) -> tuple[seals.Fault, ...]:
    """Rows that are not as they were when an action sealed them."""
    return tuple(seals.faults(ledger.connection))


def strange_schema(ledger: Ledger) -> Iterator[str]:
    """Names of tables, triggers, indexes and views that lack, differ, or are no ledger's."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with contextlib.closing(connection):
        migrate_to_newest(connection)
        sql = "SELECT definition FROM form_version ORDER BY rowid"
        texts = [row[0] for row in ledger.connection.execute(sql)]
        make_tables(Ledger(ledger.path, connection), texts)
        wanted, there = _schema(connection), _schema(ledger.connection)
    for kind, name in sorted(wanted.keys() | there.keys()):
        if wanted.get((kind, name)) != there.get((kind, name)):
            yield name


def _schema(connection: sqlite3.Connection) -> Mapping[tuple[str, str], str]:
    found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return {(str(kind), str(name)): str(sql) for kind, name, sql in found}


@damage_reported
def forms_of(ledger: Ledger, form: str) -> dict[int, FormSpec]:
    """The last known definition of each version of a form."""
    sql = "SELECT version, definition FROM form_version WHERE form = ? ORDER BY rowid"
    rows = ledger.connection.execute(sql, (form,))
    return {int(version): FormSpec.model_validate_json(text) for version, text in rows}


def kept_files(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Hash and name of every file whose bytes were ever read, each hash once."""
    sql = """SELECT sha256, file FROM delivery WHERE sha256 NOT LIKE '%:%'
             GROUP BY sha256 ORDER BY min(id)"""
    found = {str(sha256): str(file) for sha256, file in ledger.connection.execute(sql)}
    return tuple((found | {key: name for key, name in _sheets(ledger) if key not in found}).items())


def _sheets(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Hash and name of what decisions were entered from: kept as files that came in are."""
    for one in actions(ledger):
        if one.verb is Verb.RECORD:
            yield one.text("sha256"), one.text("file")


def dump(ledger: Ledger) -> tuple[str, ...]:
    """Everything in the ledger as SQL text, by which two ledgers are compared."""
    return tuple(ledger.connection.iterdump())


def known_hashes(ledger: Ledger) -> frozenset[str]:
    """The hashes of all files that the ledger tells of, whatever became of them.

    What was printed is among them: contents are kept beside the files that came in.
    """
    sql = """SELECT sha256 FROM delivery UNION SELECT sha256 FROM submission UNION
             SELECT json_extract(payload, '$.kept') FROM action
             WHERE verb = 'print' AND json_valid(payload)"""
    told = {str(row[0]) for row in ledger.connection.execute(sql)}
    return frozenset(told | {sha256 for sha256, _ in _sheets(ledger)})


def differences(old: Ledger, new: Ledger) -> Mapping[str, tuple[int, int]]:
    """By table of either: how many rows the new one lacks, and how many only it has."""
    before, after = _content(old), _content(new)
    found = {}
    for table in dict.fromkeys((*before, *after)):
        had, has = before.get(table, Counter()), after.get(table, Counter())
        lost, added = sum((had - has).values()), sum((has - had).values())
        if lost or added:
            found[table] = (lost, added)
    return found


def _content(ledger: Ledger) -> dict[str, Counter[tuple[object, ...]]]:
    """All rows by table; those of returns with the hash of their return in place of its number."""
    hashes = dict(ledger.connection.execute("SELECT id, sha256 FROM submission").fetchall())
    tables = ledger.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    found: dict[str, Counter[tuple[object, ...]]] = {}
    for (name,) in tables.fetchall():
        rows: Counter[tuple[object, ...]] = Counter()
        of_returns = "__" in name
        for number, *values in ledger.connection.execute(f'SELECT * FROM "{name}"'):
            first = hashes.get(number, number) if of_returns else number
            rows[None if name in _NUMBERED else first, *values] += 1
        found[name] = rows
    return found


_NUMBERED = frozenset({"submission", "point_id"})
"""Tables whose rows are numbered as they come; a ledger made anew may number them otherwise."""


def hash_at(ledger: Ledger, number: int) -> str:
    """The hash of the action of that number, from 1; empty when there is none."""
    row = ledger.connection.execute("SELECT hash FROM action WHERE seq = ?", (number,)).fetchone()
    return str(row[0]) if row else ""
