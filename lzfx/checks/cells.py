"""Cell by cell: required, kind, limits, and what was normalised on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from lzfx.forms.as_shown import quoted_text
from lzfx.forms.characters import tidy
from lzfx.forms.kinds import KINDS, ParsedValue, ParseFault, answer_text, says_nothing, shown
from lzfx.forms.same_word import is_another_word
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.book import CellKind, RawCell
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawTable, Row, Value

Choices = Callable[[FieldSpec], tuple[Choice, ...]]
_CHOOSING = ("choice", "choices")
_SOMEWHERE = Where()
"""Stands in until there is something to say: most cells have no findings and need no address."""

_UNREADABLE: Mapping[CellKind, FindingCode] = {
    CellKind.ERROR: "error-value",
    CellKind.UNCACHED: "formula-without-value",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell gave: a value, and what there is to say about it."""

    value: Value
    findings: tuple[Finding, ...] = ()


def read_cell(
    cell: RawCell | None, spec: FieldSpec, choices: tuple[Choice, ...], where: Where
) -> Reading:
    """Understand one cell, or say what is wrong with it; a default fills an empty one.

    Whose posts the roster offers is not known for a return of nobody: it is then not judged.
    """
    if cell is None or (cell.kind is CellKind.TEXT and not tidy(str(cell.value))):
        return _empty(spec, where)
    if cell.kind in _UNREADABLE:
        params = _quoted(cell, spec)
        return Reading(None, (Finding(_UNREADABLE[cell.kind], where, params),))
    if spec.roster and not choices:
        return Reading(None)
    parsed = KINDS[spec.kind].parse(cell, spec, choices)
    if _nothing_given(cell, spec, parsed):
        return _as_empty(spec, where, _quoted(cell, spec))
    if isinstance(parsed, ParseFault):
        params = {**_quoted(cell, spec), **parsed.params}
        return Reading(None, (Finding(parsed.code, where, params),))
    return Reading(parsed.value, _said(cell, parsed, spec, choices, where))


def _quoted(cell: RawCell, spec: FieldSpec) -> dict[str, object]:
    return {"title": spec.title, "value": quoted_text(cell)}


def _nothing_given(cell: RawCell, spec: FieldSpec, parsed: ParsedValue | ParseFault) -> bool:
    """Whether a filled cell gives no answer; “无” counts as one only where it is a choice."""
    if isinstance(parsed, ParsedValue) and parsed.value is None:
        return True
    is_choice = isinstance(parsed, ParsedValue) and spec.kind in _CHOOSING
    return not is_choice and says_nothing(answer_text(cell, spec))


def _empty(spec: FieldSpec, where: Where) -> Reading:
    if spec.default:
        return Reading((spec.default,) if spec.kind == "choices" else spec.default)
    if spec.required:
        return Reading(None, (Finding("required-empty", where, {"title": spec.title}),))
    return Reading(None)


def _as_empty(spec: FieldSpec, where: Where, params: dict[str, object]) -> Reading:
    """A stroke or “无” in place of an answer: no answer where one is due, else an empty cell."""
    reading = _empty(spec, where)
    if reading.findings:
        return Reading(None, (Finding("required-nothing", where, params),))
    return Reading(reading.value, (Finding("taken-as-empty", where, params, Severity.ADVICE),))


def _said(
    cell: RawCell, parsed: ParsedValue, spec: FieldSpec, choices: tuple[Choice, ...], where: Where
) -> tuple[Finding, ...]:
    said = []
    if cell.formula and cell.kind is not CellKind.BOOL:
        params: dict[str, object] = {"title": spec.title, "value": quoted_text(cell)}
        said.append(Finding("formula-taken-as-value", where, params, Severity.ADVICE))
    if parsed.was:
        now = shown(parsed.value, choices)
        typed = cell.kind is CellKind.TEXT and not cell.shown
        quoted = parsed.was if typed else quoted_text(cell)
        params = {"title": spec.title, "value": quoted, "now": now}
        code: FindingCode = "read-as-text" if parsed.was == now else "normalised"
        if (
            spec.kind in _CHOOSING
            and not spec.roster
            and is_another_word(quoted, _labels(parsed, choices))
        ):
            code = "read-as-choice"
        said.append(Finding(code, where, params, Severity.ADVICE))
    if cell.shown is not None and not cell.shown.sure and not _takes_stored(spec):
        params = {"title": spec.title, "value": cell.shown.text, "stored": quoted_text(cell)}
        said.append(Finding("shown-not-known", where, params, Severity.QUERY))
    return tuple(said)


def _labels(parsed: ParsedValue, choices: tuple[Choice, ...]) -> Iterator[str]:
    """What the chosen ones are called."""
    chosen = parsed.value if isinstance(parsed.value, tuple) else (parsed.value,)
    return (choice.label for choice in choices if choice.code in chosen)


def _takes_stored(spec: FieldSpec) -> bool:
    """Whether the field does not ask how a number is shown."""
    return KINDS[spec.kind].stored or spec.kind in _CHOOSING


class _Repeated:
    """What the cells of one column gave: most columns hold a few answers again and again."""

    def __init__(self) -> None:
        self._known: dict[object, Reading] = {}

    def read(self, cell: RawCell | None, spec: FieldSpec, choices: tuple[Choice, ...]) -> Reading:
        """`read_cell`, once for all cells that hold the same."""
        same = (cell.kind, cell.value, cell.formula, cell.shown) if cell is not None else None
        reading = self._known.get(same)
        if reading is None:
            reading = self._known[same] = read_cell(cell, spec, choices, _SOMEWHERE)
        return reading


def read_table(
    table: RawTable,
    fields: tuple[FieldSpec, ...],
    choices: Choices,
    place: Callable[[int, str], Where],
) -> tuple[tuple[Row, ...], list[Finding]]:
    """Understand every row; columns that are missing altogether are not said again row by row."""
    rows: list[Row] = []
    findings: list[Finding] = []
    present = [
        (spec.name, spec, choices(spec), spec.required or bool(spec.default), _Repeated())
        for spec in fields
    ]
    for raw in table.rows:
        values: dict[str, Value] = {}
        for name, spec, allowed, empty_says, repeated in present:
            cell = raw.cells.get(name)
            if cell is None and not empty_says:
                values[name] = None
                continue
            reading = repeated.read(cell, spec, allowed)
            values[name] = reading.value
            if reading.findings and name in table.columns:
                where = place(raw.number, name)
                findings.extend(replace(one, where=where) for one in reading.findings)
        rows.append(Row(raw.number, values))
    return tuple(rows), findings
