"""What the ledger holds that may still need a person: files by outcome, columns of what counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lzfx.forms.spec import FormSpec
from lzfx.forms.table import ledger_tables
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.store import Ledger


@damage_reported
def hashes_with_outcome(ledger: Ledger, outcomes: Collection[str]) -> frozenset[str]:
    """The files whose last judgement had one of those outcomes."""
    sql = """SELECT sha256, outcome FROM delivery
             WHERE id IN (SELECT max(id) FROM delivery GROUP BY sha256)"""
    return frozenset(
        sha256 for sha256, outcome in ledger.connection.execute(sql) if outcome in outcomes
    )


@damage_reported
def values_told(
    ledger: Ledger, form: FormSpec, table: str, field: str
) -> Mapping[str, frozenset[str]]:
    """The texts in a column of the returns that count, by subject; a subject without any has none.

    Read in the ledger itself, because there may be many rows.
    """
    name = next(one.name for one in ledger_tables(form) if one.part == table)
    sql = f"""SELECT one.subject, said."{field}" FROM current_submission AS one
              LEFT JOIN "{name}" AS said ON said.submission = one.id
              WHERE one.form = ? GROUP BY 1, 2"""
    found: dict[str, set[str]] = {}
    for subject, value in ledger.connection.execute(sql, (form.name,)):
        found.setdefault(str(subject), set()).update({str(value)} if value else ())
    return {subject: frozenset(values) for subject, values in found.items()}


@damage_reported
def rows_ever(
    ledger: Ledger, form: FormSpec, table: str, fields: Sequence[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The texts in these columns of all returns of a form that were ever taken in, oldest first.

    Each different row once, with the hash of the newest return that has it.
    """
    name = next(one.name for one in ledger_tables(form) if one.part == table)
    columns = ", ".join(f"""coalesce(said."{field}", '')""" for field in fields)
    groups = ", ".join(str(number) for number in range(3, len(fields) + 3))
    # A bare column beside one max() comes from the row that has it: SQLite promises that.
    sql = f"""SELECT max(one.id), one.sha256, {columns} FROM submission AS one
              JOIN "{name}" AS said ON said.submission = one.id
              WHERE one.form = ? GROUP BY {groups} ORDER BY 1"""
    found = ledger.connection.execute(sql, (form.name,))
    return tuple((str(sha256), tuple(map(str, row))) for _, sha256, *row in found)
