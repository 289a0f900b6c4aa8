"""What is wrong with a flow before it may be drawn: every fault at once, each with its step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from lzfx.flow.limits import MAX_EXITS, MAX_LABELLED, MAX_RISKS, names, room
from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import Flow, Step

_BRANCHES = 2


def flow_faults(flow: Flow) -> tuple[Finding, ...]:
    """Every fault of the flow; one of severity ERROR forbids drawing and printing it."""
    return tuple(finding for check in CHECKS for finding in check(flow))


def printable(flow: Flow) -> bool:
    """Whether nothing forbids drawing the flow."""
    return not any(one.severity is Severity.ERROR for one in flow_faults(flow))


def _facts(flow: Flow) -> Iterator[Finding]:
    facts = (
        ("职权编码", flow.code), ("职权类别", flow.kind), ("绘制单位", flow.unit),
        ("绘制人", flow.drawn_by), ("审核人", flow.checked_by),
    )  # fmt: skip
    for title, value in facts:
        if not value.strip():
            yield Finding("flow-fact-missing", params={"flow": flow.name, "title": title})


def _ends(flow: Flow) -> Iterator[Finding]:
    starts = [step.number for step in flow.steps if step.shape == "start"]
    if not starts:
        yield Finding("flow-without-start", params={"flow": flow.name})
    if len(starts) > 1:
        yield Finding(
            "flow-several-starts", params={"flow": flow.name, "steps": tuple(map(str, starts))}
        )
    if not any(step.shape == "end" for step in flow.steps):
        yield Finding("flow-without-end", params={"flow": flow.name})


def _numbers(flow: Flow) -> Iterator[Finding]:
    for number, count in Counter(step.number for step in flow.steps).items():
        if count > 1:
            yield Finding(
                "flow-number-twice", params={"flow": flow.name, "step": number, "count": count}
            )


def _reach(flow: Flow) -> Iterator[Finding]:
    """Steps no way leads to, and steps from which no way leads to an end."""
    starts = [step.number for step in flow.steps if step.shape == "start"]
    onward = {step.number: {one.to for one in step.exits} for step in flow.steps}
    if starts:
        reached = _closure(starts[:1], onward)
        for step in flow.steps:
            if step.number not in reached and step.shape != "start":
                yield Finding(
                    "flow-step-unreachable",
                    params={"flow": flow.name, "step": step.number, "name": step.name},
                )
    back: dict[int, set[int]] = {}
    for number, targets in onward.items():
        for target in targets:
            back.setdefault(target, set()).add(number)
    ends = [step.number for step in flow.steps if step.shape == "end"]
    ending = _closure(ends, back)
    for step in flow.steps:
        if not step.exits and step.shape != "end":
            yield Finding(
                "flow-dead-end", params={"flow": flow.name, "step": step.number, "name": step.name}
            )
        elif ends and step.number not in ending:
            yield Finding(
                "flow-never-ends",
                params={"flow": flow.name, "step": step.number, "name": step.name},
            )


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
        for one in step.exits:
            if one.to not in known:
                yield Finding(
                    "flow-exit-unknown",
                    params={
                        "flow": flow.name,
                        "step": step.number,
                        "name": step.name,
                        "to": one.to,
                    },
                )
            elif one.to == step.number:
                yield Finding(
                    "flow-exit-to-itself",
                    params={"flow": flow.name, "step": step.number, "name": step.name},
                )
        if step.shape == "end" and step.exits:
            yield Finding(
                "flow-end-with-exit",
                params={"flow": flow.name, "step": step.number, "name": step.name},
            )
        limit = MAX_LABELLED if any(one.label for one in step.exits) else MAX_EXITS
        if len(step.exits) > limit:
            yield Finding(
                "flow-too-many-exits",
                params={
                    "flow": flow.name,
                    "step": step.number,
                    "name": step.name,
                    "count": len(step.exits),
                    "limit": limit,
                },
            )
        if step.shape == "decision":
            yield from _decision(flow, step)


def _decision(flow: Flow, step: Step) -> Iterator[Finding]:
    if step.exits and len(step.exits) < _BRANCHES:
        yield Finding(
            "flow-decision-one-exit",
            params={"flow": flow.name, "step": step.number, "name": step.name},
        )
    for one in step.exits:
        if not one.label.strip():
            yield Finding(
                "flow-exit-unlabelled",
                params={"flow": flow.name, "step": step.number, "name": step.name, "to": one.to},
            )
    for label, count in Counter(one.label.strip() for one in step.exits).items():
        if label and count > 1:
            yield Finding(
                "flow-label-twice",
                params={"flow": flow.name, "step": step.number, "name": step.name, "value": label},
            )


def _separation(flow: Flow) -> Iterator[Finding]:
    """Who decides does not carry out."""
    deciding = {step.lane: step for step in flow.steps if step.stage == "decision"}
    for step in flow.steps:
        other = deciding.get(step.lane) if step.stage == "execution" else None
        if other is not None and step.lane:
            yield Finding(
                "flow-decides-and-executes",
                params={
                    "flow": flow.name,
                    "step": step.number,
                    "name": step.name,
                    "post": step.lane,
                    "other": other.number,
                },
                severity=Severity.QUERY,
            )


def _risks(flow: Flow) -> Iterator[Finding]:
    known = {risk.label for risk in flow.risks}
    shown = {label for step in flow.steps for label in step.risks}
    for label, count in Counter(risk.label for risk in flow.risks).items():
        if count > 1:
            yield Finding("flow-risk-twice", params={"flow": flow.name, "risk": label})
    for risk in flow.risks:
        if risk.level is None or risk.level > len(flow.level_words):
            yield Finding("flow-risk-without-level", params={"flow": flow.name, "risk": risk.label})
        if risk.label not in shown:
            yield Finding(
                "flow-risk-without-step",
                params={"flow": flow.name, "risk": risk.label},
                severity=Severity.QUERY,
            )
    for step in flow.steps:
        for label in dict.fromkeys(step.risks):
            if label not in known:
                yield Finding(
                    "flow-risk-unknown",
                    params={
                        "flow": flow.name,
                        "step": step.number,
                        "name": step.name,
                        "risk": label,
                    },
                )
        if len(step.risks) > MAX_RISKS:
            yield Finding(
                "flow-too-many-risks",
                params={
                    "flow": flow.name,
                    "step": step.number,
                    "name": step.name,
                    "count": len(step.risks),
                    "limit": MAX_RISKS,
                },
            )


def flows_faults(flows: Sequence[Flow]) -> tuple[Finding, ...]:
    """Every fault of flows that are printed together: their own, and numbers or codes used twice.

    Nothing to print is a fault as well.
    """
    found = [] if flows else [Finding("flow-none")]
    found += [one for flow in flows for one in flow_faults(flow)]
    for code, count in Counter(flow.code for flow in flows).items():
        if count > 1 and code:
            found.append(Finding("flow-code-twice", params={"value": code, "count": count}))
    for number, count in Counter(flow.number for flow in flows).items():
        if count > 1:
            found.append(Finding("flow-chart-twice", params={"value": number, "count": count}))
    return tuple(found)


CHECKS: tuple[Callable[[Flow], Iterator[Finding]], ...] = (
    _facts, _numbers, _ends, _reach, _exits, names, room, _separation, _risks,
)  # fmt: skip
"""Every check of a flow, in the order in which faults are told."""
