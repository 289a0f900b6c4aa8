"""职权: what a unit may do to others, on what basis, and by which posts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Power:
    """One power, or a sub-item of one; `kind`, `change` and the others with lists hold codes.

    `unit` and `posts` are codes of the roster; `risk_points` are ids; `flowchart` is the number of
    its chart, empty where none is drawn yet, and `no_chart` says why none is drawn at all.
    """

    code: str
    name: str = ""
    kind: str = ""
    unit: str = ""
    posts: tuple[str, ...] = ()
    legal_basis: str = ""
    sub_item: str = ""
    duties: str = ""
    liability: str = ""
    time_limit: str = ""
    major_matters: tuple[str, ...] = ()
    public_form: str = ""
    public_scope: str = ""
    change: str = ""
    change_reason: str = ""
    flowchart: str = ""
    no_chart: str = ""
    risk_points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PowerCatalogue:
    """All powers of a year, the dropped ones too."""

    year: int
    powers: tuple[Power, ...] = ()
