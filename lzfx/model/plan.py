"""实施方案: what the plan of a campaign says beside its days, bodies and rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BasisDocument:
    """A paper of a higher body that the plan rests on; number and day where they are known."""

    title: str
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A principle or a supporting system: its name, and what it means in this office."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as the settings tell it; what is empty prints in the program's own words.

    `issued_on` is the day of the letter that issues the plan. Stages, bodies and groups are not
    repeated here: the settings and the roster have them (domain 1.1, 1.2).
    """

    issued_on: date | None = None
    guiding: str = ""
    aims: str = ""
    basis: tuple[BasisDocument, ...] = ()
    principles: tuple[PlanItem, ...] = ()
    systems: tuple[PlanItem, ...] = ()
