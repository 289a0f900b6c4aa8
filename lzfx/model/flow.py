"""How a power runs: its steps, who does each, what follows, and where the risks lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lzfx.model.risk import Level

Shape = Literal["start", "step", "decision", "document", "end"]
Stage = Literal["acceptance", "decision", "execution", "duty", "supervision"]


@dataclass(frozen=True, slots=True)
class Exit:
    """One way on from a step: the number of the step it leads to, and when it is taken."""

    to: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow; its lane is the post that does it, `risks` are labels such as `R3`.

    `limit` is the time allowed and `output` the paper made, both as they are printed.
    """

    number: int
    name: str
    shape: Shape
    lane: str
    exits: tuple[Exit, ...] = ()
    stage: Stage | None = None
    limit: str = ""
    output: str = ""
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowRisk:
    """A risk point as a flow shows it; `label` is its short name there, `point` its stable id.

    `level` is None while nobody has approved one; such a flow may not be printed.
    """

    label: str
    level: Level | None
    manifestation: str = ""
    measures: str = ""
    post: str = ""
    responsible: str = ""
    point: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of one power, as drawn by a unit and checked by another person on a day.

    `level_words` are what the office calls its levels, the gravest first.
    """

    code: str
    name: str
    kind: str
    number: int
    unit: str
    drawn_by: str
    checked_by: str
    version: date
    steps: tuple[Step, ...]
    risks: tuple[FlowRisk, ...] = ()
    level_words: tuple[str, ...] = ("一级", "二级", "三级")

    @property
    def lanes(self) -> tuple[str, ...]:
        """The posts in the order in which the steps first name them."""
        return tuple(dict.fromkeys(step.lane for step in self.steps))

    def level_word(self, level: Level | None) -> str:
        """What a level is called: as the office calls it, or by its number."""
        if level is None:
            return "未定级"
        return self.level_words[level - 1] if level <= len(self.level_words) else f"{level}级"

    def level_of(self, label: str) -> Level | None:
        """The level of the risk of that label; None when it has none or is not listed."""
        return next((risk.level for risk in self.risks if risk.label == label), None)


@dataclass(frozen=True, slots=True)
class FlowSet:
    """The flows of an office in the order they are bound."""

    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """One step as a unit fills it in; `next` and `risk_points` are as they were written.

    `next` says where it goes on (`5:齐全；4:不齐`, see `forms.flows.exits_of`); `risk_points` are
    ids; `stage` is a code of the office's list.
    """

    number: int
    name: str
    lane: str
    shape: str = "step"
    next: str = ""
    stage: str = ""
    limit: str = ""
    output: str = ""
    risk_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnFlow:
    """The flow of one power as a unit returns it; `kind` and `unit` are codes.

    `number` is that of its chart, where the office gave one.
    """

    code: str
    name: str = ""
    kind: str = ""
    unit: str = ""
    number: int | None = None
    drawn_by: str = ""
    checked_by: str = ""
    version: date | None = None
    steps: tuple[DrawnStep, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnFlows:
    """All flows that came in in a year."""

    year: int
    flows: tuple[DrawnFlow, ...] = ()
