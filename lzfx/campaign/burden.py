"""What a form costs: measured by the cells that its receiver must fill in (减轻基层负担).

What the office knows is filled in before a form goes out and costs nobody anything; a cell that may
stay empty costs nothing either, until somebody fills it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lzfx.forms.spec import FieldSpec, FormSpec, KindName
from lzfx.model.burden import NO_EFFORT, Effort, FillingTimes
from lzfx.model.filling import Filling
from lzfx.model.submission import Submission, Value

_CHOSEN: frozenset[KindName] = frozenset({"choice", "choices"})


def head_of(form: FormSpec, times: FillingTimes, filled: Iterable[str] = ()) -> Effort:
    """The required single cells of a form that are not `filled` in, and its signatures."""
    known = set(filled)
    asked = (one for one in form.header if _asked(one) and one.name not in known)
    signs = len(form.sign_off)
    return _together(asked, times) + Effort(0, signs * times.sign, signs)


def row_of(form: FormSpec, times: FillingTimes) -> Effort:
    """The required cells of one more row in each table that may grow."""
    return _together(
        (
            one
            for table in form.tables
            if not table.fixed
            for one in table.fields
            if _asked(one) and not one.prefill
        ),
        times,
    )


def asked_by(form: FormSpec, filling: Filling, times: FillingTimes) -> Effort:
    """What a workbook requires as it went out: its head, its known rows, of an empty table a row.

    A sender may owe fewer rows than none and more than one; what he really wrote is `filled_in`.
    """
    total = head_of(form, times, (name for name, text in filling.header.items() if text))
    for table in form.tables:
        rows: tuple[Mapping[str, str], ...] = filling.tables.get(table.name, ())
        if not rows and not table.fixed:
            rows = ({},)
        for row in rows:
            open_ones = (one for one in table.fields if _asked(one) and not row.get(one.name))
            total += _together(open_ones, times)
    return total


def spared_by(filling: Filling) -> int:
    """How many cells the office filled in before the workbook went out."""
    rows = (row for rows in filling.tables.values() for row in rows)
    return sum(bool(text) for row in (filling.header, *rows) for text in row.values())


def filled_in(form: FormSpec, filling: Filling, sent: Submission, times: FillingTimes) -> Effort:
    """What a return holds beyond what it was issued with, required or not; and its signatures.

    Counted by field, so that rows may have been moved, added or struck out.
    """
    signs = len(form.sign_off)
    total = Effort(0, signs * times.sign, signs)
    given = Counter(name for name, text in filling.header.items() if text)
    written = Counter(name for name, value in sent.header.items() if _says(value))
    total += _beyond(form.header, written, given, times)
    for table in form.tables:
        issued = filling.tables.get(table.name, ())
        given = Counter(name for row in issued for name, text in row.items() if text)
        rows = sent.tables.get(table.name, ())
        written = Counter(
            name for row in rows for name, value in row.values.items() if _says(value)
        )
        total += _beyond(table.fields, written, given, times)
    return total


def _beyond(
    fields: Iterable[FieldSpec],
    written: Mapping[str, int],
    given: Mapping[str, int],
    times: FillingTimes,
) -> Effort:
    total = NO_EFFORT
    for one in fields:
        more = max(0, written.get(one.name, 0) - given.get(one.name, 0))
        total += _cell(one, times).times(more)
    return total


def _asked(one: FieldSpec) -> bool:
    """Whether a sender has to fill that in himself."""
    return one.required and not one.locked and not one.default


def _together(fields: Iterable[FieldSpec], times: FillingTimes) -> Effort:
    return sum((_cell(one, times) for one in fields), NO_EFFORT)


def _cell(one: FieldSpec, times: FillingTimes) -> Effort:
    if one.kind in _CHOSEN:
        return Effort(1, times.choice)
    return Effort(1, times.text if one.kind == "text" else times.line)


def _says(value: Value) -> bool:
    return value not in (None, "", ())
