"""Rows of a form -> frozen records of the model, by the names of their fields.

What a table is about decides which record its rows become. A tuple of records within a record comes
from the tables that are part of that table; a single record takes its fields from the same row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from types import UnionType
from typing import Any, Literal, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

from lzfx.forms.consistency import HEADER
from lzfx.forms.spec import FieldSpec, FormSpec, TableSpec
from lzfx.model.about import About
from lzfx.model.accountability import AccountabilityEntry
from lzfx.model.answer import Answer
from lzfx.model.archive import ArchiveBox, ArchiveItem
from lzfx.model.assessment import (
    AnsweredObjection,
    Assessed,
    Criticism,
    Indicator,
    Objection,
    Rating,
    Score,
    SelfScore,
)
from lzfx.model.comment import Comment, Remark
from lzfx.model.control import ControlSheet, ControlStage
from lzfx.model.correction import CheckedPoint, CorrectionCheck
from lzfx.model.decision import DecidedRow
from lzfx.model.excerpt import TakenExcerpt
from lzfx.model.finding import Finding, Where
from lzfx.model.flow import DrawnFlow, DrawnStep
from lzfx.model.measure import Measure
from lzfx.model.opinion import MissedPoint, OpinionRow
from lzfx.model.power import Power
from lzfx.model.revision import Revision
from lzfx.model.roster import GroupSeat, Person, Post, Unit
from lzfx.model.rules_review import ReviewedRule
from lzfx.model.study import Study
from lzfx.model.submission import Row, Value
from lzfx.model.warning import Feedback, WarningNotice, WarningStep

KIND_OF: Mapping[About, type] = {
    About.UNIT: Unit,
    About.POST: Post,
    About.PERSON: Person,
    About.SEAT: GroupSeat,
    About.POWER: Power,
    About.FLOW: DrawnFlow,
    About.FLOW_STEP: DrawnStep,
    About.RULE: ReviewedRule,
    About.CONTROL_SHEET: ControlSheet,
    About.CONTROL_STAGE: ControlStage,
    About.MEASURE: Measure,
    About.COMMENT: Comment,
    About.REMARK: Remark,
    About.REVISION: Revision,
    About.DECISION: DecidedRow,
    About.STUDY: Study,
    About.EXCERPT: TakenExcerpt,
    About.OPINION: OpinionRow,
    About.MISSED_POINT: MissedPoint,
    About.ANSWER: Answer,
    About.WARNING: WarningNotice,
    About.FEEDBACK: Feedback,
    About.WARNING_STEP: WarningStep,
    About.CHECK: CorrectionCheck,
    About.CHECKED_POINT: CheckedPoint,
    About.ACCOUNTABILITY: AccountabilityEntry,
    About.INDICATOR: Indicator,
    About.ASSESSED: Assessed,
    About.SCORE: Score,
    About.RATING: Rating,
    About.SELF_SCORE: SelfScore,
    About.OBJECTION: Objection,
    About.ANSWERED_OBJECTION: AnsweredObjection,
    About.CRITICISM: Criticism,
    About.ARCHIVE_BOX: ArchiveBox,
    About.ARCHIVE_ITEM: ArchiveItem,
}
"""The record that a row becomes, by what it is about."""

YES = "yes"
"""Code of the choice that stands for true; any other is false."""

_ABOUT: Mapping[type, About] = {kind: about for about, kind in KIND_OF.items()}
_BETWEEN = re.compile("[、，,]")
_WORDS = frozenset({"text", "line", "code", "choice", "email", "phone"})
_ANSWERED_BY: Mapping[object, frozenset[str]] = {
    str: _WORDS | {"integer", "decimal"},
    int: frozenset({"integer", "choice"}),
    bool: frozenset({"choice"}),
    date: frozenset({"date"}),
    Decimal: frozenset({"integer", "decimal"}),
    tuple: frozenset({"choices", "text", "line", "code"}),
}
"""The kinds of field whose answers can become a value of that type."""

_T = TypeVar("_T")
Values = Mapping[str, Value]
Tables = Mapping[str, Sequence[Row]]
_NOTHING: Values = {}


class ReturnRows(Protocol):
    """The part of a return that records are made of."""

    @property
    def header(self) -> Values:
        """Its single cells."""

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """Its rows by table."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field of a record: its bare type, whether it may be left out, the record type within it."""

    name: str
    type: Any
    free: bool
    within: type | None = None
    several: bool = False


def records_of(
    form: FormSpec, tables: Tables, kind: type[_T], given: Values = _NOTHING
) -> tuple[_T, ...]:
    """The records of that kind in a form's rows, in their order; none where it has no such table.

    `given` are values of all these records for which the table has no column. KeyError for a kind
    that no table can be about.
    """
    table = form.table_about(_ABOUT[kind])
    if table is None:
        return ()
    return tuple(
        _row_record(form, tables, table, kind, {**given, **row.values})
        for row in tables.get(table.name, ())
    )


def whole_of(
    form: FormSpec, returns: Sequence[tuple[ReturnRows, Values]], kind: type[_T], given: Values
) -> _T:
    """One record made of whole returns: all their rows in turn, the single cells of the first.

    Each return comes with the values that hold for all its rows; `given` are values that no cell
    has. Where the form itself is about the kind within, each return is one such record.
    """
    specs = {spec.name: spec for spec in form.header}

    def parts(within: type) -> tuple[Any, ...]:
        found: list[Any] = []
        for answered, of_all in returns:
            rows = partial(records_of, form, answered.tables, given=of_all)
            if form.about == _ABOUT[within]:
                found.append(_made(within, {**of_all, **answered.header}, specs, rows))
            else:
                found += rows(within)
        return tuple(found)

    header = returns[0][0].header if returns else _NOTHING
    return _made(kind, {**header, **given}, specs, parts)


def abouts_within(kind: type) -> tuple[About, ...]:
    """What the rows, or the returns, are about that a whole record is made of."""
    rows = (one.within for one in _slots(kind) if one.several and one.within)
    return tuple(_ABOUT[within] for within in rows if within in _ABOUT)


def record_faults(where: Where, form: FormSpec) -> Iterator[Finding]:
    """What keeps a form, or its rows, from becoming records of what they are about."""
    told = [(HEADER, form.about, form.header)]
    told += [(table.sheet, table.about, table.fields) for table in form.tables]
    for part, about, columns in told:
        kind = KIND_OF.get(About(about)) if about in set(About) else None
        for slot, spec in _asked(kind, {one.name: one for one in columns}) if kind else ():
            params = {"form": form.title, "table": part, "field": slot.name}
            if spec is None or not (slot.free or spec.required):
                if not slot.free:
                    yield Finding("definition-record-field", where, params)
            elif not _answers(spec, slot.type):
                params = {**params, "kind": spec.kind}
                yield Finding("definition-record-kind", where, params)


def _asked(
    kind: type, columns: Mapping[str, FieldSpec]
) -> Iterator[tuple[_Slot, FieldSpec | None]]:
    """The plain fields of a record with the columns that answer them."""
    for slot in _slots(kind):
        if slot.within is None:
            yield slot, columns.get(slot.name)
        elif not slot.several:
            yield from _asked(slot.within, columns)


def _answers(spec: FieldSpec, type_: object) -> bool:
    codes = {choice.code for choice in spec.choices}
    if spec.kind == "choice" and type_ is int:
        return bool(codes) and all(code.isdecimal() for code in codes)
    if spec.kind == "choice" and type_ is bool:
        return YES in codes
    return spec.kind in _ANSWERED_BY[type_]


def _row_record(
    form: FormSpec, tables: Tables, table: TableSpec, kind: type[_T], values: Values
) -> _T:
    def parts(within: type) -> tuple[Any, ...]:
        part = form.table_about(_ABOUT[within])
        if part is None or part.of != table.name:
            return ()
        own = str(values.get(table.key[0]))
        return tuple(
            _row_record(form, tables, part, within, row.values)
            for row in tables.get(part.name, ())
            if str(row.values.get(part.by)) == own
        )

    return _made(kind, values, {spec.name: spec for spec in table.fields}, parts)


def _made(
    kind: type[_T],
    values: Values,
    specs: Mapping[str, FieldSpec],
    parts: Callable[[type], tuple[Any, ...]],
) -> _T:
    """The record; what was not answered has its default, or is an empty text."""
    found: dict[str, Any] = {}
    for slot in _slots(kind):  # type: ignore[arg-type]  # mypy knows no hash of type[_T]
        value = values.get(slot.name)
        if slot.within is not None:
            found[slot.name] = (
                parts(slot.within) if slot.several else _made(slot.within, values, specs, parts)
            )
        elif value is not None:
            found[slot.name] = _typed(slot.type, value, specs.get(slot.name))
        elif not slot.free:
            found[slot.name] = ""
    return kind(**found)


def _typed(type_: object, value: Value, spec: FieldSpec | None) -> object:
    if type_ is tuple and not isinstance(value, tuple):
        if spec is None or spec.kind != "text":
            return listed(value)
        return tuple(part.strip() for part in str(value).split("\n") if part.strip())
    if type_ is bool:
        return value == YES
    if type_ is Decimal:
        return Decimal(str(value))
    if type_ is int and isinstance(value, str):
        return int(value)
    return str(value) if type_ is str else value


def listed(value: Value) -> tuple[str, ...]:
    """The parts of one line that lists several, such as the ids of risk points."""
    parts = (
        value if isinstance(value, tuple) else _BETWEEN.split("" if value is None else str(value))
    )
    return tuple(part.strip() for part in parts if part.strip())


@cache
def _slots(kind: type) -> tuple[_Slot, ...]:
    hints = get_type_hints(kind)
    return tuple(_slot(one, hints[one.name]) for one in fields(kind) if one.init)


def _slot(one: Field[Any], hint: Any) -> _Slot:  # noqa: ANN401 - any annotation
    free = not (one.default is MISSING and one.default_factory is MISSING)
    if get_origin(hint) in {Union, UnionType}:
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is Literal:
        hint = type(get_args(hint)[0])
    several = get_origin(hint) is tuple
    if several and is_dataclass(within := get_args(hint)[0]):
        return _Slot(one.name, tuple, free, within, several=True)
    if is_dataclass(hint):
        return _Slot(one.name, hint, free, hint)
    return _Slot(one.name, tuple if several else hint, free)
