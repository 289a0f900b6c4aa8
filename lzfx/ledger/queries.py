"""What the ledger knows: current returns, issues, deliveries, ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from lzfx.forms.spec import FormSpec
from lzfx.forms.table import LedgerTable, ledger_tables, restored_value
from lzfx.ledger.codec import filling_of, findings_of, places_of
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.record import Row as ActionRow
from lzfx.ledger.record import action_of
from lzfx.ledger.record import rows as action_rows
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action
from lzfx.model.ledger import Accepted, Delivery, Issue, Outcome, Publication
from lzfx.model.risk import PointId
from lzfx.model.submission import Row, Stamp, Submission, Value

_REMEMBERED = 1024
_SPELT = frozenset({"choices", "date"})
"""The kinds of field whose values are stored as text and have to be parsed again."""
_NEWEST_OF_EACH = """submission AS one WHERE form = ? AND NOT EXISTS (
  SELECT 1 FROM submission AS later
  WHERE later.form = one.form AND later.subject = one.subject AND later.issue = one.issue
    AND (later.arrival, later.id) > (one.arrival, one.id))"""
_DELIVERED = """SELECT sha256, basis, at, file, outcome, form, subject, answer, findings, issue
  FROM delivery"""
_WHOLE = "SELECT id, sha256, form, version, subject, campaign, issue, file, places FROM "


@damage_reported
def current_submissions(ledger: Ledger, form: FormSpec) -> tuple[Submission, ...]:
    """The returns that count, in order of arrival: the newest of every subject.

    Where each workbook is a return of its own, the newest return of every workbook.
    """
    counts = _NEWEST_OF_EACH if form.returns == "many" else "current_submission WHERE form = ?"
    sql = f"{_WHOLE} {counts} ORDER BY arrival, id"
    return _submissions(ledger, form, sql, (form.name,))


@damage_reported
def submission_by_hash(ledger: Ledger, form: FormSpec, sha256: str) -> Submission | None:
    """The return made of those bytes, if it was taken in."""
    sql = f"{_WHOLE} submission WHERE form = ? AND sha256 = ?"
    return next(iter(_submissions(ledger, form, sql, (form.name, sha256))), None)


def _submissions(
    ledger: Ledger, form: FormSpec, sql: str, params: tuple[str, ...]
) -> tuple[Submission, ...]:
    heads = ledger.connection.execute(sql, params).fetchall()
    wanted = {head[0] for head in heads}
    parts = {
        table.part: _rows_by_submission(ledger, table, wanted) for table in ledger_tables(form)
    }
    return tuple(_submission(head, parts) for head in heads)


Parts = Mapping[str, Mapping[int, list[Row]]]


def _rows_by_submission(
    ledger: Ledger, table: LedgerTable, wanted: set[int]
) -> Mapping[int, list[Row]]:
    """The rows of one table by return; a single return is selected by its number, to be fast."""
    names = ", ".join(f'"{spec.name}"' for spec in table.fields)
    number = "row_number" if table.part else "0"
    only = f" WHERE submission = {min(wanted)}" if len(wanted) == 1 else ""
    sql = f'SELECT submission, {number}, {names} FROM "{table.name}"{only} ORDER BY 1, 2'
    found: dict[int, list[Row]] = {one: [] for one in wanted}
    fields = [spec.name for spec in table.fields]
    spelt = [
        (
            at,
            spec.name,
            lru_cache(_REMEMBERED)(partial(restored_value, spec)),
        )  # few different values
        for at, spec in enumerate(table.fields)
        if spec.kind in _SPELT
    ]
    for submission, row_number, *values in ledger.connection.execute(sql):
        if submission in found:
            typed: dict[str, Value] = dict(zip(fields, values, strict=True))
            for at, name, value_of in spelt:
                typed[name] = value_of(values[at])
            found[submission].append(Row(row_number, typed))
    return found


def _submission(head: tuple[object, ...], parts: Parts) -> Submission:
    number, sha256, form, version, subject, campaign, issue, file, places = head
    where = places_of(str(places))
    key = int(str(number))
    header = parts.get("", {}).get(key, [])
    return Submission(
        stamp=Stamp(str(form), int(str(version)), str(subject), str(campaign), int(str(issue))),
        file=str(file),
        sha256=str(sha256),
        header=header[0].values if header else {},
        tables={name: tuple(rows[key]) for name, rows in parts.items() if name},
        places=where.tables,
        header_cells=where.header,
        onto=where.onto,
    )


def accepted(ledger: Ledger, form: str) -> tuple[Accepted, ...]:
    """Every return taken in, in order of arrival; the last of a subject is the current one."""
    sql = """SELECT id, subject, sha256, file, received_at, received_by, issue, arrival
             FROM submission WHERE form = ? ORDER BY arrival, id"""
    return tuple(Accepted(*row) for row in ledger.connection.execute(sql, (form,)))


def last_submission(ledger: Ledger, form: str = "") -> int:
    """The number of the newest return (of that form), 0 when there is none."""
    sql = "SELECT coalesce(max(id), 0) FROM submission WHERE ? IN ('', form)"
    (number,) = ledger.connection.execute(sql, (form,)).fetchone()
    return int(number)


@damage_reported
def issues(ledger: Ledger, form: str) -> tuple[Issue, ...]:
    """All that went out of a form, oldest first."""
    rows = ledger.connection.execute("SELECT * FROM issue WHERE form = ? ORDER BY number", (form,))
    return tuple(
        Issue(name, subject, number, version, campaign, at, file, filling_of(filling))
        for name, subject, number, version, campaign, at, file, filling in rows
    )


@dataclass(frozen=True, slots=True)
class LastJudgement:
    """A file's last judgement; `basis` is what it was judged by besides its bytes."""

    outcome: Outcome
    basis: str
    form: str = ""
    issue: int = 0
    subject: str = ""


@damage_reported
def last_judgements(ledger: Ledger) -> Mapping[str, LastJudgement]:
    """The last judgement of every file that ever came in, by hash."""
    known: dict[str, LastJudgement] = {}
    sql = "SELECT sha256, outcome, basis, form, issue, subject FROM delivery ORDER BY id"
    for sha256, outcome, *rest in ledger.connection.execute(sql):
        known[sha256] = LastJudgement(Outcome(outcome), *rest)
    return known


@damage_reported
def all_deliveries(ledger: Ledger, form: str) -> tuple[Delivery, ...]:
    """The deliveries of a form that were taken in or sent back, oldest first."""
    sql = f"""{_DELIVERED}
             WHERE form = ? AND outcome IN ('accepted', 'sent_back') ORDER BY id"""
    return tuple(_delivery(row) for row in ledger.connection.execute(sql, (form,)))


@damage_reported
def last_deliveries(ledger: Ledger, hashes: Collection[str]) -> tuple[Delivery, ...]:
    """The last delivery of each file with one of these hashes, in the order of judgement."""
    sql = f"""{_DELIVERED}
             WHERE id IN (SELECT max(id) FROM delivery GROUP BY sha256) ORDER BY id"""
    found = ledger.connection.execute(sql) if hashes else ()
    return tuple(_delivery(row) for row in found if row[0] in hashes)


@damage_reported
def returns_of(ledger: Ledger, form: str, subject: str) -> tuple[Delivery, ...]:
    """Every file that came for a subject, whatever became of it, each as it was judged last."""
    sql = f"""{_DELIVERED} WHERE id IN (
             SELECT max(id) FROM delivery WHERE form = ? AND subject = ? GROUP BY sha256)
             ORDER BY id"""
    return tuple(_delivery(row) for row in ledger.connection.execute(sql, (form, subject)))


@dataclass(frozen=True, slots=True)
class AnsweredReturn:
    """The return that a marked copy in 退回 answers: its hash, form, subject and issue."""

    sha256: str
    form: str
    subject: str
    issue: int


def answered_returns(ledger: Ledger) -> dict[str, AnsweredReturn]:
    """The returns that the files in 退回 answer, by file name."""
    sql = "SELECT answer, sha256, form, subject, issue FROM delivery WHERE answer != '' ORDER BY id"
    return {name: AnsweredReturn(*told) for name, *told in ledger.connection.execute(sql)}


def names_of_files(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """The hash and the name of every file that ever came in, oldest first."""
    sql = "SELECT sha256, file FROM delivery GROUP BY sha256, file ORDER BY min(id)"
    return tuple((sha256, file) for sha256, file in ledger.connection.execute(sql))


@damage_reported
def refused_deliveries(ledger: Ledger) -> tuple[Delivery, ...]:
    """The last delivery of every file that was refused, because it belongs to nobody."""
    sql = f"""{_DELIVERED}
             WHERE id IN (SELECT max(id) FROM delivery GROUP BY sha256) AND outcome = 'refused'
             ORDER BY id"""
    return tuple(_delivery(row) for row in ledger.connection.execute(sql))


def _delivery(row: tuple[Any, ...]) -> Delivery:
    sha256, basis, at, file, outcome, form, subject, answer, findings, issue = row
    kept, judged_as = findings_of(findings), Outcome(outcome)
    return Delivery(sha256, basis, at, file, judged_as, form, subject, answer, kept, int(issue))


def point_id_records(ledger: Ledger) -> tuple[PointId, ...]:
    """Every record of an id ever given, oldest first."""
    sql = "SELECT id, unit, post, power, name, manifestation FROM point_id ORDER BY seq"
    return tuple(PointId(*row) for row in ledger.connection.execute(sql))


@damage_reported
def actions(ledger: Ledger) -> tuple[Action, ...]:
    """What was done, oldest first."""
    return tuple(action_of(row) for row in action_rows(ledger.connection))


@damage_reported
def actions_as_stored(ledger: Ledger) -> tuple[tuple[Action, ActionRow], ...]:
    """What was done, oldest first, each with its row as it is stored."""
    return tuple((action_of(row), row) for row in action_rows(ledger.connection))


def head(ledger: Ledger) -> str:
    """The newest hash of the chain of actions, empty when nothing was done yet."""
    row = ledger.connection.execute("SELECT hash FROM action ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def publications(ledger: Ledger) -> tuple[Publication, ...]:
    """What was printed, oldest first."""
    sql = """SELECT document, at, file, up_to_submission, rules_sha256, output_sha256
             FROM publication ORDER BY id"""
    return tuple(Publication(*row) for row in ledger.connection.execute(sql))


def issued_forms(ledger: Ledger) -> frozenset[str]:
    """The names of the forms of which anything went out."""
    return frozenset(
        name for (name,) in ledger.connection.execute("SELECT DISTINCT form FROM issue")
    )


def form_names(ledger: Ledger) -> tuple[str, ...]:
    """The names of all forms that ever had a definition, in the order they came."""
    sql = "SELECT form FROM form_version GROUP BY form ORDER BY min(rowid)"
    return tuple(name for (name,) in ledger.connection.execute(sql))


@damage_reported
def newest_form(ledger: Ledger, form: str) -> FormSpec | None:
    """The definition of that form that was stored last; None when there is none."""
    sql = "SELECT definition FROM form_version WHERE form = ? ORDER BY rowid DESC LIMIT 1"
    row = ledger.connection.execute(sql, (form,)).fetchone()
    return FormSpec.model_validate_json(row[0]) if row else None


@damage_reported
def definitions_of(ledger: Ledger, form: str, version: int) -> tuple[FormSpec, ...]:
    """Every definition that a version of a form ever had, newest first."""
    sql = """SELECT definition FROM form_version WHERE form = ? AND version = ?
             ORDER BY rowid DESC"""
    rows = ledger.connection.execute(sql, (form, version))
    return tuple(FormSpec.model_validate_json(row[0]) for row in rows)
