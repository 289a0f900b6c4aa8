"""The roster and the returns of a sample office, as its clerk and its units would write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lzfx.campaign.choices import UNIT_SCOPE_LABEL
from lzfx.campaign.prefill import identified
from lzfx.files.offices import PlantedFault, SampleOffice
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.ledger.queries import issues
from lzfx.model.about import About as Kind
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.ledger import Issue
from lzfx.model.submission import Stamp
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session
from lzfx.workbook.blank import build
from lzfx.workbook.bulk_writer import BulkWriter

Rows = tuple[Mapping[str, str], ...]
_ZERO = {True: "zero", False: "declared"}


def office_roster(form: FormSpec, office: SampleOffice) -> bytes:
    """The workbook of its roster, every sheet filled in."""
    made = FormNotes(heading=form.title, author=office.called, made=office.issued_at)
    return roster_book(form, office.roster(), made)


def roster_book(
    form: FormSpec, said: Mapping[str, Sequence[Mapping[str, Any]]], made: FormNotes
) -> bytes:
    """A roster as a workbook with these rows of its tables, codes for choices."""
    tables = {
        table.name: tuple(_shown(table, row) for row in said.get(table.name, ()))
        for table in form.tables
    }
    return build(form, Filling(tables=tables), made)


def office_returns(
    session: Session, office: SampleOffice, form: FormSpec, number: int
) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of every return of a round.

    In the first round (`number` 0) every unit returns its form, some with faults; in later rounds
    the units that had faults return theirs corrected.
    """
    faulty = {fault.unit for fault in office.faults}
    last = {one.subject: one for one in issues(session.ledger, form.name)}
    writer = BulkWriter(form, notes_of(session, form))
    for subject, issue in last.items():
        if number and subject not in faulty:
            continue
        filling = _filled_in(session, office, form, issue)
        if not number:
            for fault in office.faults:
                filling = _planted(filling, fault) if fault.unit == subject else filling
        stamp = Stamp(form.name, issue.version, subject, issue.campaign, issue.number)
        again = "（改）" if number else ""
        stem, dot, suffix = issue.file.rpartition(".")
        sealed = identified(filling, stamp, session.ledger.key)
        yield f"{stem}{again}{dot}{suffix}", writer.build(sealed)


def _filled_in(session: Session, office: SampleOffice, form: FormSpec, issue: Issue) -> Filling:
    """The form as it was issued with the answers of its unit in it."""
    said = office.answers(issue.subject)
    unit = session.roster.unit(issue.subject)
    person = {
        "filler": session.roster.name_of(str(said.get("filler", ""))),
        "filler_phone": unit.phone if unit else "",
        "unit_duty": str(said.get("duty", "")),
    }
    header = {spec.name: _text(spec, said[spec.name]) for spec in form.header if spec.name in said}
    names = {spec.name for spec in form.header}
    header |= {name: text for name, text in person.items() if name in names and text}
    tables = dict(issue.filling.tables)
    points = form.table_about(Kind.RISK_POINT)
    if points is not None:
        rows = (_point(session, points, row) for row in said.get("points", ()))
        tables[points.name] = tuple(rows)
    duties = form.table_about(Kind.POST_DUTY)
    if duties is not None:
        zero = {one["post"]: str(one["reason"]) for one in said.get("zero", ())}
        asked = issue.filling.tables.get(duties.name, ())
        tables[duties.name] = tuple(_post(duties, row, zero) for row in asked)
    return replace(issue.filling, header={**issue.filling.header, **header}, tables=tables)


def _point(session: Session, table: TableSpec, row: Mapping[str, Any]) -> Mapping[str, str]:
    found = dict(_shown(table, row))
    for spec in table.fields:
        if spec.roster == "posts" and spec.name in row:
            post = session.roster.post(str(row[spec.name]))
            found[spec.name] = post.name if post else UNIT_SCOPE_LABEL
    return found


def _post(
    table: TableSpec, issued: Mapping[str, str], zero: Mapping[str, str]
) -> Mapping[str, str]:
    """A post as it was issued, with its zero report and reason where it has no point."""
    code = issued.get("post_code", "")
    said = {"zero_report": _ZERO[code in zero], "zero_reason": zero.get(code, "")}
    names = {spec.name for spec in table.fields}
    return {**issued, **_shown(table, {k: v for k, v in said.items() if k in names})}


def _shown(table: TableSpec, row: Mapping[str, Any]) -> Mapping[str, str]:
    """A row as a person writes it: labels for codes, nothing for none."""
    specs = {spec.name: spec for spec in table.fields}
    texts = {name: _text(specs[name], value) for name, value in row.items() if name in specs}
    return {name: text for name, text in texts.items() if text}


def _text(spec: FieldSpec, value: object) -> str:
    """A value as a person writes it."""
    labels = {choice.code: choice.label for choice in spec.choices}
    codes = value if isinstance(value, list) else [value]
    return MULTIPLE.join(labels.get(str(code), str(code)) for code in codes)


def _planted(filling: Filling, fault: PlantedFault) -> Filling:
    """The same answers with that cell filled in wrongly."""
    rows = list(filling.tables[fault.table])
    rows[fault.row] = {**rows[fault.row], fault.field: fault.value}
    return replace(filling, tables={**filling.tables, fault.table: tuple(rows)})
