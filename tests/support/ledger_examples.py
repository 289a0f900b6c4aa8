"""Forms nobody has, returns with any typed values, a ledger with a row of everything."""

# ruff: noqa: S608 - names of tables and columns come from the ledger itself

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from support.templates import form_named
from support.workbook_examples import ISSUED

from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.ledger.inherited import inherited_row
from lzfx.ledger.record import COLUMNS, FIRST_HASH, chain_hash
from lzfx.ledger.store import Ledger, new_ledger, open_ledger
from lzfx.model.action import Action, Verb
from lzfx.model.cell import Cell, SheetCell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Delivery, Issue, Outcome, Publication
from lzfx.model.risk import PointId
from lzfx.model.submission import Place, Row, Stamp, Submission, Value

DECLARATION = form_named("declaration")
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_CODES = st.lists(_TEXT, max_size=3).map(tuple)
_INTEGERS = st.integers(-(10**15), 10**15)
_BY_KIND: Mapping[str, st.SearchStrategy[Value]] = {
    "choices": _CODES,
    "date": st.dates(),
    "integer": _INTEGERS,
}


def made_up_form(
    *,
    version: int = 1,
    header: Sequence[Mapping[str, Any]] = (),
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> FormSpec:
    """A form of that version with those fields."""
    listed = [
        {"name": name, "sheet": f"第{name}页", "field": fields} for name, fields in tables.items()
    ]
    plain = {"name": "made_up", "version": version, "title": "试填表", "stamped": False}
    return FormSpec.model_validate({**plain, "header": header, "table": listed})


def values_of_kind(kind: str) -> st.SearchStrategy[Value]:
    """Every value a field of that kind may have, none included."""
    return st.none() | _BY_KIND.get(kind, _TEXT)


def _values(fields: Sequence[FieldSpec]) -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries({spec.name: values_of_kind(spec.kind) for spec in fields})


@st.composite
def submissions(draw: st.DrawFn, form: FormSpec) -> Submission:
    """A return of that form with any values."""
    tables = {}
    for table in form.tables:
        rows = draw(st.lists(_values(table.fields), max_size=4))
        numbers = draw(
            st.lists(st.integers(1, 9999), min_size=len(rows), max_size=len(rows), unique=True)
        )
        tables[table.name] = tuple(map(Row, sorted(numbers), rows))
    return Submission(
        stamp=Stamp(form.name, form.version, draw(_TEXT), draw(_TEXT), draw(st.integers(0, 99))),
        file=draw(_TEXT),
        sha256=draw(_TEXT),
        header=draw(_values(form.header)),
        tables=tables,
        places={table.name: Place(draw(_TEXT), {"a": 3}) for table in form.tables},
        header_cells={
            spec.name: SheetCell("表", Cell(at, 3)) for at, spec in enumerate(form.header)
        },
    )


def submission_of(
    form: FormSpec, subject: str = "KS01", sha256: str = "a", **values: Value
) -> Submission:
    """A return with one row in each table; what is not given is empty."""

    def row(fields: Sequence[FieldSpec]) -> dict[str, Value]:
        return {spec.name: values.get(spec.name) for spec in fields}

    return Submission(
        stamp=Stamp(form.name, form.version, subject, "2026"),
        file=f"{subject}.xlsx",
        sha256=sha256,
        header=row(form.header),
        tables={table.name: (Row(4, row(table.fields)),) for table in form.tables},
        places={table.name: Place(table.sheet, {}) for table in form.tables},
        header_cells={},
    )


AT, BY = "2026-09-10T09:00:00", "示例人甲"
_PLACE = Where("甲.xlsx", "风险点", Cell(7, 3))
DELIVERY = Delivery(
    "a", "basis", AT, "来件/甲.xlsx", Outcome.SENT_BACK, "declaration", "KS01", "甲（需更正）.xlsx",
    (Finding("not-a-date", _PLACE, {"value": "明天"}, Severity.QUERY),),
)  # fmt: skip
PUBLICATION = Publication("handbook", AT, "手册.pdf", 3, "rules", "output")
POINT_ID = PointId("KS01-001", "KS01", "KS01-P1", "票据", "核销", "补记")
ISSUE = Issue(
    "declaration", "KS01", 1, 1, "2026", AT, "甲.xlsx", replace(ISSUED, token="", code="")
)
ACTIONS = tuple(
    Action(AT, BY, verb, "KS01", {"file": f"{number}/甲.xlsx", "sha256": "a"})
    for number, verb in enumerate((Verb.SENT_BACK, Verb.ACCEPTED, Verb.DECIDE, Verb.UNCHANGED))
)
ONE_MORE = Action(AT, BY, Verb.SEND, facts={"forms": 2, "replies": 1})


def write_full_ledger(path: Path) -> None:
    """A ledger file that holds a row of everything."""
    with new_ledger(path) as ledger:
        path.write_bytes(ledger.as_file())
    with open_ledger(path) as ledger:
        ledger.remember_form(DECLARATION)
        with ledger.transaction():
            ledger.add_issues([ISSUE])
            ledger.append(DECLARATION, submission_of(DECLARATION, power="票据"), AT, BY)
            ledger.add_delivery(DELIVERY)
            ledger.add_point_ids([POINT_ID])
            told = inherited_row({"power": "票据"}, 2)
            ledger.inherit([("KS01-001", "KS01", "", told)], {"KS01": "管票据"})
            ledger.add_publication(PUBLICATION)
            for one in ACTIONS:
                ledger.act(one)


def in_memory(*forms: FormSpec) -> Ledger:
    """A ledger that is no file, with room for those forms."""
    made = new_ledger(Path("nowhere/台账.db"))
    for form in forms:
        made.remember_form(form)
    return made


def tables(ledger: Ledger) -> list[str]:
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in ledger.connection.execute(sql)]


def everything(ledger: Ledger) -> dict[str, list[object]]:
    """Every row of every table."""
    return {
        name: ledger.connection.execute(f'SELECT rowid, * FROM "{name}"').fetchall()
        for name in tables(ledger)
    }


def chain_holds(ledger: Ledger) -> bool:
    """Whether every action has the hash of itself and all before it."""
    sql = f"SELECT {', '.join(COLUMNS)}, previous_hash, hash FROM action"
    head = FIRST_HASH
    for *facts, previous, told in ledger.connection.execute(f"{sql} ORDER BY seq"):
        if (previous, told) != (head, chain_hash(head, facts)):
            return False
        head = told
    return True
