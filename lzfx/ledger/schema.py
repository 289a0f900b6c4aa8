"""The ledger's tables, the triggers that keep them append-only, and migrations of old ledgers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

APPLICATION_ID = 0x4C5A4658  # "LZFX": no other program's SQLite file has it
_TABLES = (
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    """CREATE TABLE form_version (
         form TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL,
         definition TEXT NOT NULL, PRIMARY KEY (form, version, digest)) STRICT""",
    """CREATE TABLE issue (
         form TEXT NOT NULL, subject TEXT NOT NULL, number INTEGER NOT NULL,
         version INTEGER NOT NULL, campaign TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL,
         filling TEXT NOT NULL, PRIMARY KEY (form, subject, number)) STRICT""",
    """CREATE TABLE submission (
         id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, form TEXT NOT NULL,
         version INTEGER NOT NULL, subject TEXT NOT NULL, campaign TEXT NOT NULL,
         issue INTEGER NOT NULL, file TEXT NOT NULL, received_at TEXT NOT NULL,
         received_by TEXT NOT NULL, places TEXT NOT NULL) STRICT""",
    "CREATE INDEX submission_of ON submission (form, subject, received_at, id)",
    """CREATE TABLE delivery (
         id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, basis TEXT NOT NULL, at TEXT NOT NULL,
         file TEXT NOT NULL, outcome TEXT NOT NULL, form TEXT NOT NULL, subject TEXT NOT NULL,
         answer TEXT NOT NULL, findings TEXT NOT NULL) STRICT""",
    "CREATE INDEX delivery_of ON delivery (sha256, basis)",
    "CREATE INDEX delivery_to ON delivery (subject, id)",
    """CREATE TABLE point_id (
         seq INTEGER PRIMARY KEY, id TEXT NOT NULL, unit TEXT NOT NULL, post TEXT NOT NULL,
         power TEXT NOT NULL, name TEXT NOT NULL, manifestation TEXT NOT NULL) STRICT""",
    """CREATE TABLE inherited (
         point_id TEXT PRIMARY KEY, unit TEXT NOT NULL, post TEXT NOT NULL,
         row TEXT NOT NULL) STRICT""",
    "CREATE TABLE inherited_duty (code TEXT PRIMARY KEY, duty TEXT NOT NULL) STRICT",
    """CREATE TABLE action (
         seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, verb TEXT NOT NULL,
         about TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL,
         previous_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    """CREATE TABLE publication (
         id INTEGER PRIMARY KEY, document TEXT NOT NULL, at TEXT NOT NULL, file TEXT NOT NULL,
         up_to_submission INTEGER NOT NULL, rules_sha256 TEXT NOT NULL,
         output_sha256 TEXT NOT NULL) STRICT""",
    """CREATE VIEW current_submission AS
         SELECT * FROM submission AS one WHERE NOT EXISTS (
           SELECT 1 FROM submission AS later
           WHERE later.form = one.form AND later.subject = one.subject
             AND (later.received_at, later.id) > (one.received_at, one.id))""",
)
_APPEND_ONLY = (
    "secret",
    "form_version",
    "issue",
    "submission",
    "delivery",
    "point_id",
    "inherited",
    "inherited_duty",
    "action",
    "publication",
)


def append_only(table: str) -> tuple[str, str]:
    """The triggers that refuse to change or delete a row of that table."""
    refused = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    return (
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {refused}',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refused}',
    )


def _first(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    for table in _APPEND_ONLY:
        for statement in append_only(table):
            connection.execute(statement)


def _typed_facts(connection: sqlite3.Connection) -> None:
    """Add a column for the facts of an action by name, as JSON.

    Older rows keep their facts in the two old columns, because their hashes cover these.
    """
    connection.execute("ALTER TABLE action ADD COLUMN payload TEXT NOT NULL DEFAULT ''")


Migration = Callable[[sqlite3.Connection], None]


def _delivery_issue(connection: sqlite3.Connection) -> None:
    """Add the number of the workbook that a file is; for older rows it is not known (0)."""
    connection.execute("ALTER TABLE delivery ADD COLUMN issue INTEGER NOT NULL DEFAULT 0")


def _arrival(connection: sqlite3.Connection) -> None:
    """Order returns by the record and no longer by the clock: `arrival` is a place in the record.

    It is the number of the action about the bytes that came first; for a return that a person let
    count, of the action that took it in. 0 where the record knows nothing of it.
    """
    connection.execute("ALTER TABLE submission ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0")
    connection.execute("DROP TRIGGER submission_no_update")
    connection.execute(
        """CREATE TEMP TABLE told AS
             SELECT seq, verb, CASE payload WHEN '' THEN evidence
               ELSE coalesce(json_extract(payload, '$.sha256'), '') END AS sha256
             FROM action"""
    )
    connection.execute("CREATE INDEX temp.told_of ON told (sha256, seq)")
    connection.execute(
        """UPDATE submission SET arrival = coalesce(
             CASE WHEN EXISTS (
               SELECT 1 FROM told WHERE sha256 = submission.sha256 AND verb = 'decide')
             THEN (SELECT max(seq) FROM told WHERE sha256 = submission.sha256 AND verb = 'accepted')
             ELSE (SELECT min(seq) FROM told WHERE sha256 = submission.sha256) END, 0)"""
    )
    connection.execute("DROP TABLE told")
    for statement in append_only("submission"):
        connection.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))
    connection.execute("DROP INDEX submission_of")
    connection.execute("CREATE INDEX submission_of ON submission (form, subject, arrival, id)")
    connection.execute("DROP VIEW current_submission")
    connection.execute(
        """CREATE VIEW current_submission AS
             SELECT * FROM submission AS one WHERE NOT EXISTS (
               SELECT 1 FROM submission AS later
               WHERE later.form = one.form AND later.subject = one.subject
                 AND (later.arrival, later.id) > (one.arrival, one.id))"""
    )


def _sealed(connection: sqlite3.Connection) -> None:
    """Add the seal of an action over the rows of other tables; see `lzfx.ledger.seals`.

    What is there already gets its seal with the next action: older rows of the record keep their
    hashes, which cover no seal.
    """
    connection.execute("ALTER TABLE action ADD COLUMN sealed TEXT NOT NULL DEFAULT ''")


MIGRATIONS: Sequence[tuple[str, Migration]] = (
    ("first tables", _first),
    ("typed facts of actions", _typed_facts),
    ("issue of a delivery", _delivery_issue),
    ("arrival of a return", _arrival),
    ("seals over all tables", _sealed),
)
"""Every change of the schema, in order, by name; a ledger's version is how many it has had.

A released migration is never changed: ledgers that it made are stored with the tests.
"""

Keep = Callable[[int, bytes], object]
"""A function that keeps the bytes of a ledger of an old version (number, bytes)."""


def migrate_to_newest(connection: sqlite3.Connection, keep: Keep | None = None) -> None:
    """Apply the migrations that this file has not had, all in one transaction.

    Its old bytes are given to `keep` first. The version is read again once the file is locked,
    since another program may be migrating it too.
    """
    if version_of(connection) >= len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = version_of(connection)
        if keep is not None and version < len(MIGRATIONS):
            keep(version, connection.serialize())
        for _, apply in MIGRATIONS[version:]:
            apply(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the file has had."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
