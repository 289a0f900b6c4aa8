"""The ledger file: opened, and appended to in transactions that are written whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from lzfx.errors import WorkspaceError
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import KEY_BYTES
from lzfx.forms.table import LedgerTable, Stored, ledger_tables
from lzfx.ledger import record, seals
from lzfx.ledger.codec import filling_text, findings_text, places_text
from lzfx.ledger.complaints import complaint_of, sqlite_complaint
from lzfx.ledger.returns import put_values
from lzfx.ledger.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    Keep,
    append_only,
    migrate_to_newest,
    version_of,
)
from lzfx.model.action import Action
from lzfx.model.ledger import Delivery, Issue, Publication
from lzfx.model.risk import PointId
from lzfx.model.submission import Submission
from lzfx.rules.guards import any_time
from lzfx.rules.verbs import VERBS, refuse_strange

_KEY = "form_key"
_BUSY_SECONDS = 10.0


class Ledger:
    """One campaign's ledger; call methods that write inside `with ledger.transaction()`.

    A run writes by what it has read since opening. If another program has written in between, its
    transactions are refused as `ledger-busy`.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self._others = self._written_by_others()
        self._done: list[Action] | None = None
        self._sealed_to: seals.Reach | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()
        told = complaint_of(self.path, error)
        if told is not None:
            raise told from error

    def _written_by_others(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _refuse_if_overtaken(self) -> None:
        if self._written_by_others() != self._others:
            params = {"path": str(self.path), "detail": "written by another program"}
            raise WorkspaceError("ledger-busy", params)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is stored together and flushed to disk, or not at all."""
        with sqlite_complaint(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_if_overtaken()
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self._done = self._sealed_to = None
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @property
    def key(self) -> bytes:
        """The campaign's key, with which the forms it issues are sealed."""
        row = self.connection.execute("SELECT value FROM secret WHERE name = ?", (_KEY,)).fetchone()
        return bytes(row[0])

    def remember_form(self, form: FormSpec) -> None:
        """Store the definition and create tables for its returns; a known one changes nothing."""
        text = form.model_dump_json(by_alias=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        known = self.connection.execute(
            "SELECT 1 FROM form_version WHERE form = ? AND digest = ?", (form.name, digest)
        )
        if known.fetchone():
            return
        with self.transaction():
            self._insert("form_version", (form.name, form.version, digest, text))
            for table in ledger_tables(form):
                self.make_table(table)

    def make_table(self, table: LedgerTable) -> None:
        """Make a table of returns, or add the columns that it lacks."""
        there = [row[1] for row in self.connection.execute(f'PRAGMA table_info("{table.name}")')]
        if not there:
            for statement in (table.create, *append_only(table.name)):
                self.connection.execute(statement)
        for name, sql in table.columns.items() if there else ():
            if name not in there:
                self.connection.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{name}" {sql}')

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Store what went out."""
        for one in issues:
            facts = (one.form, one.subject, one.number, one.version, one.campaign, one.at, one.file)
            self._insert("issue", (*facts, filling_text(one.filling)))

    def add_delivery(self, one: Delivery) -> None:
        """Store that a file came in and what became of it."""
        judged = (one.sha256, one.basis, one.at, one.file, one.outcome.value, one.form)
        said_of = (one.subject, one.answer, findings_text(one.findings), one.issue)
        self._insert("delivery", (None, *judged, *said_of))

    def append(
        self, form: FormSpec, one: Submission, at: str, by: str, arrival: int | None = None
    ) -> None:
        """Store a return that was taken in, in the tables that `remember_form` created.

        `arrival` is its place in the record, by which returns are ordered: the number of the first
        action about its bytes, or that of the next action where there is none yet.
        """
        stamp = one.stamp
        identity = (stamp.form, stamp.version, stamp.subject, stamp.campaign, stamp.issue)
        place = record.length(self.connection) + 1 if arrival is None else arrival
        facts = (None, one.sha256, *identity, one.file, at, by, places_text(one), place)
        number = self._insert("submission", facts).lastrowid
        put_values(self.connection, form, one, number)

    def add_point_ids(self, records: Iterable[PointId]) -> None:
        """Store ids that were given, or the new wording of a known id."""
        for one in records:
            wording = (one.post, one.power, one.name, one.manifestation)
            self._insert("point_id", (None, one.point_id, one.unit, *wording))

    def inherit(
        self,
        points: Iterable[tuple[str, str, str, Mapping[str, Stored]]],
        duties: Mapping[str, str],
    ) -> None:
        """Store the points (id, unit, post, stored row) and duties of the year before."""
        for point_id, unit, post, row in points:
            self._insert("inherited", (point_id, unit, post, json.dumps(row, ensure_ascii=False)))
        for code, duty in duties.items():
            self._insert("inherited_duty", (code, duty))

    def act(self, one: Action) -> str:
        """Record what was done, chained to all before it; gives the head of the chain.

        What was written since the last action is sealed by it, so it comes behind all its rows.
        LzfxError where its guard forbids it; StrangeAction when it is not as its verb needs it.
        """
        refuse_strange(one)
        guard = VERBS[one.verb].guard
        if guard is not any_time:
            refused = guard(self._done_before(), one)
            if refused is not None:
                raise refused
        return self.act_unasked(one)

    def act_unasked(self, one: Action) -> str:
        """The same without its guard: how a ledger begins behind acts that were handed on."""
        if self._sealed_to is None:
            self._sealed_to = seals.reach_of(self.connection)
        sealed, self._sealed_to = seals.seal(self.connection, self._sealed_to)
        head = record.append(self.connection, record.row_of(one, sealed))
        if self._done is not None:
            self._done.append(one)
        return head

    def act_again(self, row: record.Row) -> None:
        """Record a row of another ledger unchanged, so that the chain of hashes stays the same."""
        self._done = self._sealed_to = None
        record.append(self.connection, row)

    def _done_before(self) -> list[Action]:
        """The record so far: read once, then appended to."""
        if self._done is None:
            try:
                self._done = [record.action_of(row) for row in record.rows(self.connection)]
            except ValueError as error:
                params = {"path": str(self.path), "detail": repr(error)}
                raise WorkspaceError("ledger-damaged", params) from error
        return self._done

    def as_file(self) -> bytes:
        """Everything in it as the bytes of a ledger file."""
        return self.connection.serialize()

    def add_publication(self, one: Publication) -> None:
        """Store that a document was printed."""
        made_of = (one.document, one.at, one.file, one.up_to_submission, one.rules_sha256)
        self._insert("publication", (None, *made_of, one.output_sha256))

    def _insert(self, table: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        marks = ", ".join("?" * len(values))
        return self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def new_ledger(path: Path, key: bytes | None = None) -> Ledger:
    """A ledger in memory, with the given key or a new one.

    The caller writes its bytes to `path` once it is complete, so that the file is whole or not
    there at all. WorkspaceError when there is a file already.
    """
    if path.exists():
        raise WorkspaceError("workspace-exists", {"path": str(path.parent)})
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate_to_newest(connection)
    value = key or secrets.token_bytes(KEY_BYTES)
    connection.execute("INSERT INTO secret VALUES (?, ?)", (_KEY, value))
    return Ledger(path, connection)


def open_ledger(path: Path, keep: Keep | None = None) -> Ledger:
    """The ledger at `path`, migrated to this program's schema; WorkspaceError for any other file.

    The bytes of an older version are given to `keep` before anything is changed.
    """
    if not path.is_file():
        raise WorkspaceError("ledger-missing", {"path": str(path)})
    with sqlite_complaint(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _refuse_foreign(path, connection)
            # The ledger is one file that may be copied when closed; every commit is flushed.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # REPLACE is a deletion too
            migrate_to_newest(connection, keep)
            return Ledger(path, connection)
        except BaseException:
            connection.close()
            raise


def open_in_memory(path: Path) -> Ledger:
    """A ledger like that at `path`, migrated in memory; the file stays as it is, down to its bytes.

    WorkspaceError for any file that is no ledger.
    """
    if not path.is_file():
        raise WorkspaceError("ledger-missing", {"path": str(path)})
    with sqlite_complaint(path):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            connection.deserialize(path.read_bytes())
            _refuse_foreign(path, connection)
            connection.execute("PRAGMA foreign_keys = ON")
            migrate_to_newest(connection)
            return Ledger(path, connection)
        except BaseException:
            connection.close()
            raise


def _refuse_foreign(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file of another program, an emptied one, or one of a newer lzfx."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise WorkspaceError("ledger-damaged", {"path": str(path)})
    if version_of(connection) > len(MIGRATIONS):
        raise WorkspaceError("ledger-newer", {"path": str(path)})
