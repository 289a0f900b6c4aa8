"""The points and duties of the year before, as the start of this year stored them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.forms.table import Stored
from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.store import Ledger

_LEVEL = "@level"
"""Where a stored row has its level: no field of a form is called so."""


@dataclass(frozen=True, slots=True)
class InheritedPoint:
    """A point of the year before as it was stored.

    `level` is the one that counted when it was taken over; None where that is not known, as in
    ledgers of earlier versions, or where it had none.
    """

    point_id: str
    unit: str
    post: str
    row: Mapping[str, Stored]
    level: int | None = None


def with_level(row: Mapping[str, Stored], level: int | None) -> dict[str, Stored]:
    """The row of a point as it is stored, with the level that counts beside its fields."""
    return {**row, _LEVEL: level}


@damage_reported
def inherited(ledger: Ledger) -> tuple[tuple[InheritedPoint, ...], Mapping[str, str]]:
    """The points of the year before, and its duties by unit or post code."""
    points = ledger.connection.execute("SELECT point_id, unit, post, row FROM inherited")
    duties = ledger.connection.execute("SELECT code, duty FROM inherited_duty")
    return tuple(
        _point(point_id, unit, post, json.loads(row)) for point_id, unit, post, row in points
    ), dict(duties)


def _point(point_id: str, unit: str, post: str, row: dict[str, Stored]) -> InheritedPoint:
    level = row.pop(_LEVEL, None)
    return InheritedPoint(point_id, unit, post, row, int(level) if level is not None else None)


def inherited_units(ledger: Ledger) -> frozenset[str]:
    """The codes of the units that the points of the year before belong to."""
    rows = ledger.connection.execute("SELECT DISTINCT unit FROM inherited")
    return frozenset(unit for (unit,) in rows)
