"""责任追究: decisions that others took, as they are registered; the program proposes none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

_YEARS = re.compile(r"years_(\d+)")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who may decide on 责任追究, by full names; none for the office itself and its bodies."""

    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountabilityEntry:
    """One decision on one person or unit; `nature`, `sanctions` and `retention` are codes.

    `warning` is the number, as printed, of the warning that was handed over.
    """

    number: str
    unit: str
    body: str
    paper: str
    decided_on: date
    basis: str
    nature: str = ""
    sanctions: tuple[str, ...] = ()
    person: str = ""
    post: str = ""
    risk_points: tuple[str, ...] = ()
    facts: str = ""
    source: str = ""
    investigator: str = ""
    carried_out: str = ""
    appeal: str = ""
    jointly: str = ""
    retention: str = ""
    warning: str = ""

    @property
    def kept_until(self) -> int | None:
        """The last year it is kept; None where that has no end or is not said."""
        years = _YEARS.fullmatch(self.retention)
        return self.decided_on.year + int(years[1]) if years else None


@dataclass(frozen=True, slots=True)
class StruckOut:
    """The act that struck an entry out: its paper, and its day."""

    paper: str
    on: date


@dataclass(frozen=True, slots=True)
class AccountabilityRecord:
    """The entries in their order; those struck out by their number, with the act that did it."""

    year: int
    entries: tuple[AccountabilityEntry, ...] = ()
    struck: Mapping[str, StruckOut] = field(default_factory=dict)
