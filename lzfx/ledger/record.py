"""The record of what was done, as rows of the ledger; a hash chains each row to all before it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence

from lzfx.model.action import Action, Verb
from lzfx.rules.verb import NUMBERS
from lzfx.rules.verbs import VERBS, StrangeAction, known_facts

FIRST_HASH = "0" * 64
"""The hash before the first action."""

COLUMNS = ("at", "by", "verb", "about", "reason", "evidence", "payload", "sealed")
"""The columns of a row; `payload` has the facts by name, `sealed` the seal over other tables.

In rows from version 1 of the ledger `payload` is empty; the facts are in `reason` and `evidence`,
as text. In rows up to version 4 there is no seal.
"""

Row = Sequence[str]
"""The texts of an action, as they are stored and hashed."""


def row_of(one: Action, sealed: str = "") -> Row:
    """An action as a new row; equal facts and an equal seal always give the same texts."""
    payload = json.dumps(dict(one.facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (one.at, one.by, one.verb.value, one.about, "", "", payload, sealed)


def action_of(row: Row) -> Action:
    """The action of a stored row; ValueError when the row is not as it was written."""
    if not all(isinstance(text, str) for text in row):
        raise StrangeAction(repr(row))
    at, by, word, about, reason, evidence, payload, _ = row
    verb = Verb(word)
    facts = _named(payload) if payload else _of_old(verb, reason, evidence)
    return Action(at, by, verb, about, known_facts(verb, facts))


def _named(payload: str) -> Mapping[str, object]:
    facts = json.loads(payload)
    if not isinstance(facts, dict):
        raise StrangeAction(payload)
    return facts


def _of_old(verb: Verb, reason: str, evidence: str) -> Mapping[str, object]:
    """The facts of a row of version 1."""
    spec = VERBS[verb]
    texts = {**_parted(reason, spec.legacy.reason), **_parted(evidence, spec.legacy.evidence)}
    return {
        name: int(text) if spec.facts[name].kind in NUMBERS else text
        for name, text in texts.items()
    }


def _parted(text: str, ways: Sequence[str]) -> Mapping[str, str]:
    """The parts of a text between `/`, by name; a text with only one name may have `/` in it."""
    for way in ways:
        names = way.split()
        parts = text.split("/") if len(names) > 1 else [text]
        if len(parts) == len(names):
            return dict(zip(names, parts, strict=True))
    if text:
        raise StrangeAction(text)
    return {}


def chain_hash(previous: str, row: Row) -> str:
    """The hash of a row and of all before it, the newest of which has the hash `previous`.

    A row of an older version is hashed as that version did: without what it had no column for.
    """
    *facts, payload, sealed = row
    body = json.dumps(
        [previous, *facts, *(text for text in (payload, sealed) if text)],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()


def append(connection: sqlite3.Connection, row: Row) -> str:
    """Put a row at the end of the chain; gives the new head."""
    newest = connection.execute("SELECT hash FROM action ORDER BY seq DESC LIMIT 1").fetchone()
    previous = newest[0] if newest else FIRST_HASH
    own = chain_hash(previous, row)
    names = ", ".join((*COLUMNS, "previous_hash", "hash"))
    marks = ", ".join("?" * (len(COLUMNS) + 2))
    connection.execute(f"INSERT INTO action ({names}) VALUES ({marks})", (*row, previous, own))
    return own


def is_in_force(connection: sqlite3.Connection, roster: str) -> bool:
    """Whether the roster of that hash is the one that the record names last.

    Asked at every opening, so the record is not read whole, nor is a fault of it told here.
    """
    sql = "SELECT payload, evidence FROM action WHERE verb = 'roster' ORDER BY seq DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return row is None or roster in f"{row[0]} {row[1]}"


def latest_time(connection: sqlite3.Connection) -> str:
    """The latest time in the record, empty when there is none; the newest entry may be earlier."""
    (at,) = connection.execute("SELECT coalesce(max(at), '') FROM action").fetchone()
    return str(at)


def length(connection: sqlite3.Connection) -> int:
    """How many actions there are; the newest has that number."""
    (number,) = connection.execute("SELECT coalesce(max(seq), 0) FROM action").fetchone()
    return int(number)


def rows(connection: sqlite3.Connection, verb: str = "") -> tuple[Row, ...]:
    """Every row as it is stored, oldest first; or those of one verb."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM action WHERE ? IN ('', verb) ORDER BY seq"
    return tuple(connection.execute(sql, (verb,)))
