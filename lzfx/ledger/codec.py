"""Records to JSON text and back, for fillings, findings and places, which have no own columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lzfx.model.cell import Cell, SheetCell, cell_at, column_of, letters
from lzfx.model.codes import finding_code
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Spot, Where
from lzfx.model.submission import CompletedFrom, Origin, Place, Stands, Submission

_BETWEEN = "、"
"""Between the spans of a place that names several."""


def filling_text(filling: Filling) -> str:
    """A filling as text, without its identity, which can be computed again from the key."""
    tables = {name: [dict(row) for row in rows] for name, rows in filling.tables.items()}
    roster = {name: list(labels) for name, labels in filling.roster.items()}
    return _json({"header": dict(filling.header), "tables": tables, "roster": roster})


def filling_of(text: str) -> Filling:
    """The filling in a text of `filling_text`."""
    plain = json.loads(text)
    return Filling(
        header=plain["header"],
        tables={name: tuple(rows) for name, rows in plain["tables"].items()},
        roster={name: tuple(labels) for name, labels in plain["roster"].items()},
    )


def findings_text(findings: Iterable[Finding]) -> str:
    """Findings with places and parameters as text; values that JSON lacks become strings.

    The spot of a finding comes last; one that has none ends with its parameters.
    """
    return _json(
        [
            [
                one.code,
                one.severity,
                one.where.file,
                one.where.sheet,
                one.where.address,
                one.params,
                *([_spelt_spot(one.spot)] if one.spot else ()),
            ]
            for one in findings
        ]
    )


def findings_of(text: str) -> tuple[Finding, ...]:
    """The findings again, one for each cell of a place that names several, as `K7:K9、K12` does."""
    return tuple(
        Finding(finding_code(code), Where(file, sheet, cell), params, Severity(severity), spot)
        for code, severity, file, sheet, place, params, *more in json.loads(text)
        for spot in (_spot(*more),)
        for cell in _cells(place) or (None,)
    )


def _spelt_spot(spot: Spot) -> Mapping[str, object]:
    """What there is of a spot, by name."""
    plain = {
        "sheet": spot.sheet,
        "cell": spot.cell.text if spot.cell else "",
        "row": spot.row,
        "name": spot.name,
        "title": spot.title,
        "found": spot.found,
        "params": spot.params,
    }
    return {name: value for name, value in plain.items() if value}


def _spot(plain: Mapping[str, Any] | None = None) -> Spot | None:
    if plain is None:
        return None
    return Spot(**{**plain, "cell": cell_at(plain.get("cell", ""))})


def _cells(place: str) -> tuple[Cell, ...]:
    """The cells of an address, or of several spans of one column each."""
    found: list[Cell] = []
    for span in place.split(_BETWEEN):
        first, _, last = map(cell_at, span.partition(":"))
        if first is not None:
            until = last.row if last is not None else first.row
            found.extend(Cell(row, first.column) for row in range(first.row, until + 1))
    return tuple(found)


def places_text(one: Submission) -> str:
    """The places of a return's values as text: in its own file and those it was completed from."""
    places: dict[str, object] = {"tables": _plain(one.places), "header": _header(one)}
    if one.onto is not None:
        places["onto"] = {
            "sha256": one.onto.sha256,
            "by_rows": one.onto.by_rows,
            "origins": [
                [each.file, each.sha256, _plain(each.places)] for each in one.onto.origins.values()
            ],
            "rows": {
                name: [[number, [at.sha256, at.row]] for number, at in rows.items()]
                for name, rows in one.onto.rows.items()
            },
        }
    return json.dumps(places, ensure_ascii=False)


def _header(one: Submission) -> Mapping[str, str]:
    return {name: at.text for name, at in one.header_cells.items()}


@dataclass(frozen=True, slots=True)
class Places:
    """What `places_text` holds: tables, single cells, and the return it was completed from."""

    tables: Mapping[str, Place]
    header: Mapping[str, SheetCell]
    onto: CompletedFrom | None


def places_of(text: str) -> Places:
    """The places in a text of `places_text`."""
    plain = json.loads(text)
    onto = plain.get("onto")
    header = {
        name: SheetCell(sheet, cell)
        for name, text in plain["header"].items()
        for sheet, _, address in [text.rpartition("!")]
        if (cell := cell_at(address)) is not None
    }
    return Places(_places(plain["tables"]), header, _onto(onto) if onto else None)


def _onto(plain: Mapping[str, Any]) -> CompletedFrom:
    return CompletedFrom(
        sha256=plain["sha256"],
        by_rows=plain["by_rows"],
        origins={
            sha256: Origin(file, sha256, _places(places))
            for file, sha256, places in plain["origins"]
        },
        rows={
            name: {number: Stands(sha256, row) for number, (sha256, row) in rows}
            for name, rows in plain["rows"].items()
        },
    )


def _plain(places: Mapping[str, Place]) -> Mapping[str, object]:
    return {name: [place.sheet, _spelt(place.columns)] for name, place in places.items()}


def _spelt(columns: Mapping[str, int]) -> Mapping[str, str]:
    return {name: letters(column) for name, column in columns.items()}


def _places(plain: Mapping[str, Any]) -> Mapping[str, Place]:
    return {
        name: Place(sheet, {field: column_of(column) for field, column in columns.items()})
        for name, (sheet, columns) in plain.items()
    }


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON takes
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
