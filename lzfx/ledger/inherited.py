"""The points and duties of the year before, as the start of this year stored them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.forms.table import Stored
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class InheritedPoint:
    """A point of the year before as it was stored.

    `level` is the one that counted then, by the rules or by a decision; None where it had none, and
    in campaigns begun before it was stored.
    """

    point_id: str
    unit: str
    post: str
    row: Mapping[str, Stored]
    level: int | None = None


_LEVEL = "=level"
"""Where the level stands in a stored row: no field of a form can have that name."""


def inherited_row(values: Mapping[str, Stored], level: int | None) -> Mapping[str, Stored]:
    """A row as a start stores it: the values of the point, and the level that counted."""
    return values if level is None else {**values, _LEVEL: level}


@damage_reported
def inherited(ledger: Ledger) -> tuple[tuple[InheritedPoint, ...], Mapping[str, str]]:
    """The points of the year before, and its duties by unit or post code."""
    points = ledger.connection.execute("SELECT point_id, unit, post, row FROM inherited")
    duties = ledger.connection.execute("SELECT code, duty FROM inherited_duty")
    return tuple(_point(*row) for row in points), dict(duties)


def _point(point_id: str, unit: str, post: str, row: str) -> InheritedPoint:
    values: dict[str, Stored] = json.loads(row)
    level = values.pop(_LEVEL, None)
    return InheritedPoint(point_id, unit, post, values, level if isinstance(level, int) else None)


def inherited_units(ledger: Ledger) -> frozenset[str]:
    """The codes of the units that the points of the year before belong to."""
    rows = ledger.connection.execute("SELECT DISTINCT unit FROM inherited")
    return frozenset(unit for (unit,) in rows)
