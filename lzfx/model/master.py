"""Everything a printed list or handbook is made of: computed points, roster, names, duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lzfx.model.about import About
from lzfx.model.campaign import Campaign
from lzfx.model.edition import Edition
from lzfx.model.flow import Flow
from lzfx.model.office import Kinds
from lzfx.model.papers import Papers
from lzfx.model.power import Power
from lzfx.model.risk import Criterion, Graded
from lzfx.model.roster import Roster
from lzfx.model.rules_review import ReviewedRule

Labels = Mapping[str, Mapping[str, str]]
"""What codes are called on paper: by field name (or name of a list), then by code.

Names that begin with `_`, which no field or list can have, hold facts about the form in which risk
points are declared. Where such a name is missing, all fields are taken to be there.
"""

TITLES: Final = "_titles"
"""The titles of the fields of its table of points, by name and in order."""

SHORT_TITLES: Final = "_short_titles"
"""The short titles of the same fields, as printed lists use them for columns."""

FACT_TITLES: Final = "_fact_titles"
"""The titles of all facts that rules may ask about: fields, and what is computed of a point."""

SEVERAL: Final = "_several"
"""The fields of which a point may have several codes."""

ACTS_AS: Final = "_acts_as"
"""What each code of the list `monitor_roles` acts as, where it says so."""

TINTS: Final = "_tints"
"""The tints of the list `colors`, RRGGBB."""


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One box of a form as the appendix lists it; `fill` says in words how it is filled.

    `table` and `field` are the names of the table (empty above it) and of the field.
    """

    part: str
    title: str
    required: bool
    fill: str
    table: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class SignOffBox:
    """One box of a form that is signed: its lines, and the body it is for (empty: all of them)."""

    title: str
    lines: tuple[str, ...]
    step: str = ""


@dataclass(frozen=True, slots=True)
class FormOutline:
    """A form by its title, its boxes in order, and those that are signed.

    `tables` are the names of its tables by what their rows are about, where the program knows it.
    """

    title: str
    entries: tuple[FormEntry, ...]
    name: str = ""
    signed: tuple[SignOffBox, ...] = ()
    tables: Mapping[About, str] = field(default_factory=dict)

    def titles(self, table: str = "") -> Mapping[str, str]:
        """The titles of the fields of a table, or of those above it, by name and in order."""
        return {one.field: one.title for one in self.entries if one.field and one.table == table}

    def titles_about(self, about: About) -> Mapping[str, str]:
        """The titles of the fields of the table about that; none where there is no such table."""
        return self.titles(self.tables[about]) if about in self.tables else {}


@dataclass(frozen=True, slots=True)
class Master:
    """The graded master table with what is needed to print it; `day` is the day of printing.

    `unit_duties` (by unit code) and `post_duties` (by post code) are as the returns say; a unit or
    post whose return says nothing is missing from them. `edition` says which acts are on record
    for these points, and who is missing. `powers`, `flows` and `reviewed_rules` are those
    that units returned, in the order of the roster; none where nobody was asked.
    """

    campaign: Campaign
    roster: Roster
    graded: tuple[Graded, ...]
    labels: Labels
    day: date
    criteria: tuple[Criterion, ...] = ()
    unit_duties: Mapping[str, str] = field(default_factory=dict)
    post_duties: Mapping[str, str] = field(default_factory=dict)
    forms: tuple[FormOutline, ...] = ()
    papers: Papers = field(default_factory=Papers)
    kinds: Kinds = field(default_factory=Kinds)
    edition: Edition = field(default_factory=Edition)
    powers: tuple[Power, ...] = ()
    flows: tuple[Flow, ...] = ()
    reviewed_rules: tuple[ReviewedRule, ...] = ()

    @property
    def declaration(self) -> FormOutline | None:
        """The outline of the form in which risk points are declared, or None."""
        return next((form for form in self.forms if About.RISK_POINT in form.tables), None)
