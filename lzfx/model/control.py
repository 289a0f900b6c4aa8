"""廉政风险防控: along the stages of one power, where the risk is and what is done against it."""

from __future__ import annotations

from dataclasses import dataclass

from lzfx.model.risk import Level


@dataclass(frozen=True, slots=True)
class ControlStage:
    """One stage of a power: its risk, its measure, who answers for it.

    `stage` is the code of the declaration's list, `name` what the step is called in this power.
    """

    name: str
    stage: str = ""
    risk: str = ""
    risk_point: str = ""
    level: Level | None = None
    measure: str = ""
    post: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """The stages of one power in the order of the work; `kind` and `unit` are codes."""

    code: str
    power: str = ""
    kind: str = ""
    unit: str = ""
    stages: tuple[ControlStage, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlOverview:
    """The sheets of a year."""

    year: int
    sheets: tuple[ControlSheet, ...] = ()
