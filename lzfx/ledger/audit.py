"""Whether the ledger is as it was written: its file, and the chain of what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lzfx.forms.spec import FormSpec
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.record import COLUMNS, FIRST_HASH, chain_hash
from lzfx.ledger.store import Ledger

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


def has_head(ledger: Ledger, anchor: str) -> bool:
    """Whether the chain ever ended in a hash that begins like `anchor`; blanks are ignored."""
    begins = "".join(anchor.split()).lower()
    found = ledger.connection.execute("SELECT hash FROM action")
    return bool(begins) and any(str(row[0]).startswith(begins) for row in found)


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
    return tuple((str(sha256), str(file)) for sha256, file in ledger.connection.execute(sql))


def dump(ledger: Ledger) -> tuple[str, ...]:
    """Everything in the ledger as SQL text, by which two ledgers are compared."""
    return tuple(ledger.connection.iterdump())


@damage_reported
def all_definitions(ledger: Ledger) -> tuple[FormSpec, ...]:
    """Every form definition that ever was in force, oldest first."""
    rows = ledger.connection.execute("SELECT definition FROM form_version ORDER BY rowid")
    return tuple(FormSpec.model_validate_json(row[0]) for row in rows)


def content_by_return(ledger: Ledger) -> Counter[tuple[object, ...]]:
    """All rows of returns, each with the hash of its return, and all numbers of points."""
    hashes = dict(ledger.connection.execute("SELECT id, sha256 FROM submission").fetchall())
    found: Counter[tuple[object, ...]] = Counter()
    for row in ledger.connection.execute("SELECT * FROM submission"):
        found["submission", *row[1:]] += 1
    for row in ledger.connection.execute("SELECT * FROM point_id"):
        found["point_id", *row[1:]] += 1
    tables = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\\_\\_%' ESCAPE '\\'"
    )
    for (name,) in ledger.connection.execute(tables).fetchall():
        for number, *values in ledger.connection.execute(f'SELECT * FROM "{name}"'):
            found[name, hashes[number], *values] += 1
    return found
