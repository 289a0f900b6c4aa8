"""What is wrong with a flow before it may be drawn: every fault at once, each with its step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import Flow, Step

MAX_LANES = 8
MAX_EXITS = 5
MAX_LABELLED = 4
MAX_RISKS = 6
MAX_IN_DIAMOND = 30
LONGEST = {"name": 30, "label": 12, "limit": 16, "output": 24, "lane": 24}
"""What a page of 156 mm has room for: posts, exits and risks of a step, signs of each text."""

TITLES = {
    "name": "步骤名称", "label": "出口条件", "limit": "时限", "output": "输出文书",
    "lane": "承办岗位",
}  # fmt: skip
_VAGUE = frozenset(
    {"办理", "处理", "其他事项", "其它事项", "其他", "其它", "有关工作", "相关工作", "办结手续"}
)
_BRANCHES = 2


def flow_faults(flow: Flow) -> tuple[Finding, ...]:
    """Every fault of the flow; one of severity ERROR forbids drawing and printing it."""
    return tuple(finding for check in CHECKS for finding in check(flow))


def printable(flow: Flow) -> bool:
    """Whether nothing forbids drawing the flow."""
    return not any(one.severity is Severity.ERROR for one in flow_faults(flow))


def _said(
    code: str, flow: Flow, severity: Severity = Severity.ERROR, **params: object
) -> Finding:
    return Finding(code, params={"flow": flow.name, **params}, severity=severity)


def _at(flow: Flow, step: Step) -> dict[str, object]:
    return {"step": step.number, "name": step.name or flow.name}


def _facts(flow: Flow) -> Iterator[Finding]:
    facts = (
        ("职权编码", flow.code), ("职权类别", flow.kind), ("绘制单位", flow.unit),
        ("绘制人", flow.drawn_by), ("审核人", flow.checked_by),
    )  # fmt: skip
    for title, value in facts:
        if not value.strip():
            yield _said("flow-fact-missing", flow, title=title)


def _ends(flow: Flow) -> Iterator[Finding]:
    starts = [step.number for step in flow.steps if step.shape == "start"]
    if not starts:
        yield _said("flow-without-start", flow)
    if len(starts) > 1:
        yield _said("flow-several-starts", flow, steps=tuple(map(str, starts)))
    if not any(step.shape == "end" for step in flow.steps):
        yield _said("flow-without-end", flow)


def _numbers(flow: Flow) -> Iterator[Finding]:
    for number, count in Counter(step.number for step in flow.steps).items():
        if count > 1:
            yield _said("flow-number-twice", flow, step=number, count=count)


def _reach(flow: Flow) -> Iterator[Finding]:
    """Steps no way leads to, and steps from which no way leads to an end."""
    starts = [step.number for step in flow.steps if step.shape == "start"]
    onward = {step.number: {one.to for one in step.exits} for step in flow.steps}
    if starts:
        reached = _closure(starts[:1], onward)
        for step in flow.steps:
            if step.number not in reached and step.shape != "start":
                yield _said("flow-step-unreachable", flow, **_at(flow, step))
    back: dict[int, set[int]] = {}
    for number, targets in onward.items():
        for target in targets:
            back.setdefault(target, set()).add(number)
    ends = [step.number for step in flow.steps if step.shape == "end"]
    ending = _closure(ends, back)
    for step in flow.steps:
        if not step.exits and step.shape != "end":
            yield _said("flow-dead-end", flow, **_at(flow, step))
        elif ends and step.number not in ending:
            yield _said("flow-never-ends", flow, **_at(flow, step))


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
        at = _at(flow, step)
        for one in step.exits:
            if one.to not in known:
                yield _said("flow-exit-unknown", flow, **at, to=one.to)
            elif one.to == step.number:
                yield _said("flow-exit-to-itself", flow, **at)
        if step.shape == "end" and step.exits:
            yield _said("flow-end-with-exit", flow, **at)
        limit = MAX_LABELLED if any(one.label for one in step.exits) else MAX_EXITS
        if len(step.exits) > limit:
            yield _said("flow-too-many-exits", flow, **at, count=len(step.exits), limit=limit)
        if step.shape == "decision":
            yield from _decision(flow, step)


def _decision(flow: Flow, step: Step) -> Iterator[Finding]:
    at = _at(flow, step)
    if step.exits and len(step.exits) < _BRANCHES:
        yield _said("flow-decision-one-exit", flow, **at)
    for one in step.exits:
        if not one.label.strip():
            yield _said("flow-exit-unlabelled", flow, **at, to=one.to)
    for label, count in Counter(one.label.strip() for one in step.exits).items():
        if label and count > 1:
            yield _said("flow-label-twice", flow, **at, value=label)


def _texts(flow: Flow) -> Iterator[Finding]:
    for step in flow.steps:
        at = _at(flow, step)
        if not step.name.strip():
            yield _said("flow-step-unnamed", flow, step=step.number)
        if not step.lane.strip():
            yield _said("flow-lane-missing", flow, **at)
        texts = [(one, getattr(step, one)) for one in ("name", "limit", "output", "lane")]
        texts += [("label", one.label) for one in step.exits]
        for kind, text in texts:
            if len(text) > LONGEST[kind]:
                yield _said(
                    "flow-text-too-long", flow, **at, title=TITLES[kind], length=len(text),
                    limit=LONGEST[kind],
                )  # fmt: skip
        inside = sum(len(text) for text in (step.name, step.limit, step.output))
        if step.shape == "decision" and inside > MAX_IN_DIAMOND:
            yield _said("flow-decision-too-long", flow, **at, length=inside, limit=MAX_IN_DIAMOND)
        if step.name.strip() in _VAGUE:
            yield _said("flow-step-vague", flow, Severity.ADVICE, **at)
    if len(flow.lanes) > MAX_LANES:
        yield _said("flow-too-many-lanes", flow, count=len(flow.lanes), limit=MAX_LANES)


def _separation(flow: Flow) -> Iterator[Finding]:
    """Who decides does not carry out."""
    deciding = {step.lane: step for step in flow.steps if step.stage == "decision"}
    for step in flow.steps:
        other = deciding.get(step.lane) if step.stage == "execution" else None
        if other is not None and step.lane:
            yield _said(
                "flow-decides-and-executes", flow, Severity.QUERY, **_at(flow, step),
                post=step.lane, other=other.number,
            )  # fmt: skip


def _risks(flow: Flow) -> Iterator[Finding]:
    known = {risk.label for risk in flow.risks}
    shown = {label for step in flow.steps for label in step.risks}
    for label, count in Counter(risk.label for risk in flow.risks).items():
        if count > 1:
            yield _said("flow-risk-twice", flow, risk=label)
    for risk in flow.risks:
        if risk.level is None:
            yield _said("flow-risk-without-level", flow, risk=risk.label)
        if risk.label not in shown:
            yield _said("flow-risk-without-step", flow, Severity.QUERY, risk=risk.label)
    for step in flow.steps:
        for label in dict.fromkeys(step.risks):
            if label not in known:
                yield _said("flow-risk-unknown", flow, **_at(flow, step), risk=label)
        if len(step.risks) > MAX_RISKS:
            yield _said(
                "flow-too-many-risks", flow, **_at(flow, step), count=len(step.risks),
                limit=MAX_RISKS,
            )  # fmt: skip


CHECKS: tuple[Callable[[Flow], Iterator[Finding]], ...] = (
    _facts, _numbers, _ends, _reach, _exits, _texts, _separation, _risks,
)  # fmt: skip
"""Every check of a flow, in the order in which faults are told."""
