"""How much a chart has room for, and what is wrong with the words of its steps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

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
_UNSEEN = frozenset({"Cc", "Cs"})


def names(flow: Flow) -> Iterator[Finding]:
    """Steps without a name or a post, and names that say nothing."""
    for step in flow.steps:
        if not step.name.strip():
            yield Finding("flow-step-unnamed", params={"flow": flow.name, "step": step.number})
        at = {"flow": flow.name, "step": step.number, "name": step.name}
        if not step.lane.strip():
            yield Finding("flow-lane-missing", params=at)
        if step.name.strip() in _VAGUE:
            yield Finding("flow-step-vague", params=at, severity=Severity.ADVICE)


def room(flow: Flow) -> Iterator[Finding]:
    """Texts that are too long for their place or cannot be printed, and too many lanes."""
    for step in flow.steps:
        for kind, text in _texts(step):
            if any(unicodedata.category(sign) in _UNSEEN for sign in text):
                yield Finding(
                    "flow-text-unseen",
                    params={
                        "flow": flow.name,
                        "step": step.number,
                        "name": step.name,
                        "title": TITLES[kind],
                    },
                )
            if len(text) > LONGEST[kind]:
                yield Finding(
                    "flow-text-too-long",
                    params={
                        "flow": flow.name,
                        "step": step.number,
                        "name": step.name,
                        "title": TITLES[kind],
                        "length": len(text),
                        "limit": LONGEST[kind],
                    },
                )
        inside = sum(len(text) for text in (step.name, step.limit, step.output))
        if step.shape == "decision" and inside > MAX_IN_DIAMOND:
            yield Finding(
                "flow-decision-too-long",
                params={
                    "flow": flow.name,
                    "step": step.number,
                    "name": step.name,
                    "length": inside,
                    "limit": MAX_IN_DIAMOND,
                },
            )
    if len(flow.lanes) > MAX_LANES:
        yield Finding(
            "flow-too-many-lanes",
            params={"flow": flow.name, "count": len(flow.lanes), "limit": MAX_LANES},
        )


def _texts(step: Step) -> Iterator[tuple[str, str]]:
    """Every text of a step, with what it is."""
    yield from (("name", step.name), ("limit", step.limit), ("output", step.output))
    yield "lane", step.lane
    yield from (("label", one.label) for one in step.exits)
