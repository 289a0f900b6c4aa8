"""The flow of a power as a unit fills it in: can it be drawn, and where in the sheet is it wrong.

The graph itself is judged by `flow.checks`; here its faults get the cells they are about. A flow of
which a step could not be read is not judged as a whole: its cells have their own findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lzfx.checks.context import Understood
from lzfx.checks.referred import Referred
from lzfx.flow.checks import flow_faults
from lzfx.forms.characters import as_code
from lzfx.forms.flows import step_of
from lzfx.forms.records import listed, records_of
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import DrawnStep, Flow, FlowRisk, Step
from lzfx.model.submission import Row, Value

_FLOW, _STEP = About.FLOW, About.FLOW_STEP
_CODE, _NEXT, _NUMBER, _SHAPE, _POINTS = "code", "next", "number", "shape", "risk_points"
_SAID_BY_CELLS: frozenset[FindingCode] = frozenset(
    (
        *("flow-fact-missing", "flow-step-unnamed", "flow-lane-missing", "flow-number-twice"),
        "flow-text-unseen",
    )
)
"""Empty cells, numbers that stand twice and unseen characters have findings of their own."""

_COLUMN: Mapping[FindingCode, str] = {
    "flow-without-start": _SHAPE,
    "flow-several-starts": _SHAPE,
    "flow-without-end": _SHAPE,
    "flow-step-unreachable": _NUMBER,
    "flow-decision-too-long": "name",
    "flow-step-vague": "name",
    "flow-decides-and-executes": "lane",
    "flow-too-many-risks": _POINTS,
}
"""The column that a fault of a step is about; any other is about where it goes on."""

_OF_TEXT: Mapping[object, str] = {
    "步骤名称": "name", "时限": "limit", "输出文书": "output", "承办岗位": "lane",
}  # fmt: skip
"""The column of a text that is too long, by what `flow.checks` calls it."""


def flow_runs(seen: Understood) -> Iterator[Finding]:
    """Every fault of every flow of a return, each at its cell."""
    part = seen.form.table_about(_STEP)
    if part is None:
        return
    steps: dict[str, list[Row]] = defaultdict(list)
    for row in seen.rows_about(_STEP):
        steps[_code(row.values.get(part.by))].append(row)
    for chart in seen.rows_about(_FLOW):
        yield from _checked_by_another(seen, chart)
        mine = steps.get(_code(chart.values.get(_CODE)), ())
        if chart.values.get(_CODE) and mine:
            yield from _of_flow(seen, chart, mine)
            yield from _points_of_power(seen, chart, mine)


def _code(value: Value) -> str:
    return as_code(str(value or ""))


def _checked_by_another(seen: Understood, chart: Row) -> Iterator[Finding]:
    drawn, checked = (_code(chart.values.get(name)) for name in ("drawn_by", "checked_by"))
    if drawn and drawn == checked:
        yield seen.say("flow-checked-by-drawer", _FLOW, chart, "checked_by", Severity.QUERY)


def _of_flow(seen: Understood, chart: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    """The faults of one flow: where a step goes on in no way one can read, or else all others."""
    readable = [row for row in rows if isinstance(row.values.get(_NUMBER), int)]
    tables = {seen.table_about(_STEP): readable}
    steps: dict[int, tuple[Step, Row]] = {}
    for drawn, row in zip(records_of(seen.form, tables, DrawnStep), readable, strict=True):
        try:
            steps[drawn.number] = step_of(drawn, seen.form), row
        except ValueError:
            yield seen.say("flow-next-unreadable", _STEP, row, _NEXT)
    if len(steps) == len(rows):
        flow = _flow(chart, [step for step, _ in steps.values()])
        for fault in flow_faults(flow):
            if fault.code not in _SAID_BY_CELLS:
                yield _placed(seen, fault, chart, steps)


def _flow(chart: Row, steps: Sequence[Step]) -> Flow:
    """The flow as far as its lines are concerned: what it says of risks is not known yet."""
    labels = dict.fromkeys(label for step in steps for label in step.risks)
    return Flow(
        code=str(chart.values[_CODE]),
        name=str(chart.values.get("name") or chart.values[_CODE]),
        kind="",
        number=1,
        unit="",
        drawn_by="",
        checked_by="",
        version=date.min,
        steps=tuple(steps),
        risks=tuple(FlowRisk(label, level=1) for label in labels),
    )


def _placed(
    seen: Understood, fault: Finding, chart: Row, steps: Mapping[int, tuple[Step, Row]]
) -> Finding:
    """The fault at the cell of its step, or else at that of the flow's power."""
    rows = [row for _, row in steps.values()]
    starts = [row for step, row in steps.values() if step.shape == "start"]
    of_all: Mapping[FindingCode, Row] = {
        "flow-without-start": rows[0],
        "flow-several-starts": starts[-1] if starts else rows[0],
        "flow-without-end": rows[-1],
    }
    number = fault.params.get("step")
    row = of_all.get(fault.code) or (steps[number][1] if isinstance(number, int) else None)
    if row is None:
        return replace(fault, where=seen.cell(_FLOW, chart, _CODE))
    column = _OF_TEXT.get(fault.params.get("title")) or _COLUMN.get(fault.code, _NEXT)
    return replace(fault, where=seen.cell(_STEP, row, column))


def _points_of_power(seen: Understood, chart: Row, rows: Sequence[Row]) -> Iterator[Finding]:
    """Risk points that the list of powers gives to this one, and that no step bears."""
    power = seen.known.on(Referred).power(str(chart.values[_CODE]))
    borne = {as_code(point) for row in rows for point in listed(row.values.get(_POINTS))}
    for point in power.risk_points if power else ():
        if as_code(point) not in borne:
            told = {"flow": chart.values.get("name"), "risk": point}
            yield seen.say("flow-risk-without-step", _FLOW, chart, _CODE, Severity.QUERY, **told)
