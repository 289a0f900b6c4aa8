"""What is wrong with a flow before it may be drawn: every fault at once, each with its step."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import Flow, Step

MAX_LANES = 8
MAX_EXITS = 5
MAX_LABELLED = 4
MAX_RISKS = 6
MAX_IN_DIAMOND = 30
LONGEST = {"name": 30, "label": 12, "limit": 16, "output": 24, "lane": 24}
"""What a page of 156 mm has room for: posts, exits and risks of a step, characters of each text."""

_TITLES = {
    "name": "步骤名称", "label": "出口条件", "limit": "时限", "output": "输出文书",
    "lane": "承办岗位",
}  # fmt: skip
_VAGUE = frozenset(
    {"办理", "处理", "其他事项", "其它事项", "其他", "其它", "有关工作", "相关工作", "办结手续"}
)
_UNSEEN = frozenset({"Cc", "Cs"})
_BRANCHES = 2


def flow_faults(flow: Flow) -> tuple[Finding, ...]:
    """Every fault of the flow; one of severity ERROR forbids drawing and printing it."""
    return tuple(finding for check in CHECKS for finding in check(flow))


def printable(flow: Flow) -> bool:
    """Whether nothing forbids drawing the flow."""
    return not any(fault.severity is Severity.ERROR for fault in flow_faults(flow))


def _facts(flow: Flow) -> Iterator[Finding]:
    facts = (
        ("职权编码", flow.code), ("职权类别", flow.kind), ("绘制单位", flow.unit),
        ("绘制人", flow.drawn_by), ("审核人", flow.checked_by),
    )  # fmt: skip
    for title, value in facts:
        if not value.strip():
            yield _of_flow("flow-fact-missing", flow, title=title)


def _ends(flow: Flow) -> Iterator[Finding]:
    starts = [step.number for step in flow.steps if step.shape == "start"]
    if not starts:
        yield _of_flow("flow-without-start", flow)
    if len(starts) > 1:
        yield _of_flow("flow-several-starts", flow, steps=tuple(map(str, starts)))
    if not any(step.shape == "end" for step in flow.steps):
        yield _of_flow("flow-without-end", flow)


def _numbers(flow: Flow) -> Iterator[Finding]:
    for number, count in Counter(step.number for step in flow.steps).items():
        if count > 1:
            yield _of_flow("flow-number-twice", flow, step=number, count=count)


def _reach(flow: Flow) -> Iterator[Finding]:
    """Steps no way leads to, steps without a next one, and loops from which no way leads out.

    A loop is told once, at its first step, and what only leads into it is not told.
    """
    starts = [step.number for step in flow.steps if step.shape == "start"]
    onward = {step.number: {exit_.to for exit_ in step.exits} for step in flow.steps}
    if starts:
        reached = _closure(starts[:1], onward)
        for step in flow.steps:
            if step.number not in reached and step.shape != "start":
                yield _at_step("flow-step-unreachable", flow, step)
    back: dict[int, set[int]] = {}
    for number, targets in onward.items():
        for target in targets:
            back.setdefault(target, set()).add(number)
    ends = {step.number for step in flow.steps if step.shape == "end"}
    stopping = _closure({step.number for step in flow.steps if not step.exits} | ends, back)
    told: set[int] = set()
    for step in flow.steps:
        if not step.exits and step.shape != "end":
            yield _at_step("flow-dead-end", flow, step)
        elif ends and step.number not in stopping | told:
            loop = _closure([step.number], onward)
            if all(step.number in _closure([number], onward) for number in loop):
                told |= loop
                yield _at_step("flow-never-ends", flow, step)


def _closure(first: Iterable[int], onward: dict[int, set[int]]) -> set[int]:
    seen, open_ends = set(first), list(first)
    while open_ends:
        for number in onward.get(open_ends.pop(), set()) - seen:
            seen.add(number)
            open_ends.append(number)
    return seen


def _exits(flow: Flow) -> Iterator[Finding]:
    known = {step.number for step in flow.steps}
    for step in flow.steps:
        for exit_ in step.exits:
            if exit_.to not in known:
                yield _at_step("flow-exit-unknown", flow, step, to=exit_.to)
            elif exit_.to == step.number:
                yield _at_step("flow-exit-to-itself", flow, step)
        if step.shape == "end" and step.exits:
            yield _at_step("flow-end-with-exit", flow, step)
        limit = MAX_LABELLED if any(exit_.label for exit_ in step.exits) else MAX_EXITS
        if len(step.exits) > limit:
            yield _at_step("flow-too-many-exits", flow, step, count=len(step.exits), limit=limit)
        if step.shape == "decision":
            yield from _decision(flow, step)


def _decision(flow: Flow, step: Step) -> Iterator[Finding]:
    if step.exits and len(step.exits) < _BRANCHES:
        yield _at_step("flow-decision-one-exit", flow, step)
    for exit_ in step.exits:
        if not exit_.label.strip():
            yield _at_step("flow-exit-unlabelled", flow, step, to=exit_.to)
    for label, count in Counter(exit_.label.strip() for exit_ in step.exits).items():
        if label and count > 1:
            yield _at_step("flow-label-twice", flow, step, value=label)


def _names(flow: Flow) -> Iterator[Finding]:
    """Steps without a name or a post, and names that say nothing."""
    for step in flow.steps:
        if not step.name.strip():
            yield _of_flow("flow-step-unnamed", flow, step=step.number)
        if not step.lane.strip():
            yield _at_step("flow-lane-missing", flow, step)
        if step.name.strip() in _VAGUE:
            yield _at_step("flow-step-vague", flow, step, severity=Severity.ADVICE)


def _room(flow: Flow) -> Iterator[Finding]:
    """Texts that are too long for their place or cannot be printed, and too many lanes."""
    for step in flow.steps:
        for kind, text in _texts(step):
            if any(unicodedata.category(character) in _UNSEEN for character in text):
                yield _at_step("flow-text-unseen", flow, step, title=_TITLES[kind])
            if len(text) > LONGEST[kind]:
                yield _at_step(
                    "flow-text-too-long",
                    flow,
                    step,
                    title=_TITLES[kind],
                    length=len(text),
                    limit=LONGEST[kind],
                )
        inside = sum(len(text) for text in (step.name, step.limit, step.output))
        if step.shape == "decision" and inside > MAX_IN_DIAMOND:
            yield _at_step(
                "flow-decision-too-long", flow, step, length=inside, limit=MAX_IN_DIAMOND
            )
    if len(flow.lanes) > MAX_LANES:
        yield _of_flow("flow-too-many-lanes", flow, count=len(flow.lanes), limit=MAX_LANES)


def _texts(step: Step) -> Iterator[tuple[str, str]]:
    """Every text of a step, with what it is."""
    yield from (("name", step.name), ("limit", step.limit), ("output", step.output))
    yield "lane", step.lane
    yield from (("label", exit_.label) for exit_ in step.exits)


def _separation(flow: Flow) -> Iterator[Finding]:
    """Who decides does not carry out."""
    deciding = {step.lane: step for step in flow.steps if step.stage == "decision"}
    for step in flow.steps:
        other = deciding.get(step.lane) if step.stage == "execution" else None
        if other is not None and step.lane:
            yield _at_step(
                "flow-decides-and-executes",
                flow,
                step,
                post=step.lane,
                other=other.number,
                severity=Severity.QUERY,
            )


def _risks(flow: Flow) -> Iterator[Finding]:
    known = {risk.label for risk in flow.risks}
    shown = {label for step in flow.steps for label in step.risks}
    for label, count in Counter(risk.label for risk in flow.risks).items():
        if count > 1:
            yield _of_flow("flow-risk-twice", flow, risk=label)
    for risk in flow.risks:
        if risk.level is None or risk.level > len(flow.level_words):
            yield _of_flow("flow-risk-without-level", flow, risk=risk.label)
        if risk.label not in shown:
            yield _of_flow("flow-risk-without-step", flow, risk=risk.label, severity=Severity.QUERY)
    for step in flow.steps:
        for label in dict.fromkeys(step.risks):
            if label not in known:
                yield _at_step("flow-risk-unknown", flow, step, risk=label)
        if len(step.risks) > MAX_RISKS:
            yield _at_step(
                "flow-too-many-risks", flow, step, count=len(step.risks), limit=MAX_RISKS
            )


def _of_flow(
    code: FindingCode, flow: Flow, severity: Severity = Severity.ERROR, **told: object
) -> Finding:
    """A fault of the flow as a whole; `told` is what its sentence says beside the flow's name."""
    return Finding(code, params={"flow": flow.name, **told}, severity=severity)


def _at_step(
    code: FindingCode, flow: Flow, step: Step, severity: Severity = Severity.ERROR, **told: object
) -> Finding:
    """A fault of one step, which its sentence names by number and name."""
    return _of_flow(code, flow, severity, step=step.number, name=step.name, **told)


def flows_faults(flows: Sequence[Flow]) -> tuple[Finding, ...]:
    """Every fault of flows that are printed together: their own, and numbers or codes used twice.

    Nothing to print is a fault as well.
    """
    found = [] if flows else [Finding("flow-none")]
    found += [fault for flow in flows for fault in flow_faults(flow)]
    for code, count in Counter(flow.code for flow in flows).items():
        if count > 1 and code:
            found.append(Finding("flow-code-twice", params={"value": code, "count": count}))
    for number, count in Counter(flow.number for flow in flows).items():
        if count > 1:
            found.append(Finding("flow-chart-twice", params={"value": number, "count": count}))
    return tuple(found)


CHECKS: tuple[Callable[[Flow], Iterator[Finding]], ...] = (
    _facts, _numbers, _ends, _reach, _exits, _names, _room, _separation, _risks,
)  # fmt: skip
"""Every check of a flow, in the order in which faults are told."""
