"""The same fault in many cells is one line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lzfx.forms.places import a1
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Where

_SEPARATOR = "、"
_FEW = 3
_QUOTES = ("value",)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Findings that say the same, on one line; `finding` is the first of them.

    Each of them still counts: a line is only a way of listing.
    """

    finding: Finding
    cells: tuple[Cell, ...]
    found: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """How many findings the line is made of."""
        return len(self.found)

    @property
    def place(self) -> str:
        """The sheet and the cells as they are shown to one who has the file before him."""
        parts = (self.finding.where.sheet, spans(self.cells))
        return " ".join(part for part in parts if part)

    @property
    def on_copy(self) -> Grouped | None:
        """The same findings at their cells of the marked copy; None where no copy has them."""
        told = for_unit(one for one in self.found if one.spot and one.spot.cell)
        cells = tuple(cell for each in told for cell in each.cells)
        found = tuple(one for each in told for one in each.found)
        return Grouped(told[0].finding, tuple(sorted(set(cells))), found) if told else None


def for_unit(findings: Iterable[Finding]) -> tuple[Grouped, ...]:
    """Lines for the unit that gets the marked copy: each finding at its spot there.

    One without a spot, as of an older program, keeps the place it had in the file that came in.
    """
    return grouped(
        replace(
            one,
            where=Where("", one.spot.sheet, one.spot.cell),
            params={**one.params, **one.spot.params},
        )
        if one.spot
        else one
        for one in findings
    )


def grouped(findings: Iterable[Finding]) -> tuple[Grouped, ...]:
    """One line for each fault of a sheet, with all its cells.

    Findings that quote different values stay apart while these are few; of many the first are
    quoted. The order is that of the first of each.
    """
    same = _together(map(_alone, findings), ())
    alike = Counter(_key(one, _QUOTES) for one in same)
    few = [one for one in same if alike[_key(one, _QUOTES)] <= _FEW]
    many = _together((one for one in same if alike[_key(one, _QUOTES)] > _FEW), _QUOTES)
    order = {_key(one, _QUOTES): at for at, one in reversed([*enumerate(same)])}
    return tuple(sorted((*few, *many), key=lambda one: order[_key(one, _QUOTES)]))


def _alone(finding: Finding) -> Grouped:
    cell = finding.where.cell
    return Grouped(finding, (cell,) if isinstance(cell, Cell) else (), (finding,))


def _key(one: Grouped, without: tuple[str, ...]) -> tuple[str, ...]:
    finding = one.finding
    said = {name: value for name, value in finding.params.items() if name not in without}
    params = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return (finding.where.file, finding.where.sheet, finding.code, finding.severity, params)


def _together(lines: Iterable[Grouped], without: tuple[str, ...]) -> tuple[Grouped, ...]:
    found: dict[tuple[str, ...], list[Grouped]] = {}
    for one in lines:
        found.setdefault(_key(one, without), []).append(one)
    return tuple(_joined(same) for same in found.values())


def _joined(same: list[Grouped]) -> Grouped:
    first = same[0].finding
    cells = tuple(dict.fromkeys(cell for one in same for cell in one.cells))
    found = tuple(each for one in same for each in one.found)
    values = list(dict.fromkeys(str(one.finding.params.get("value", "")) for one in same))
    if len(values) == 1:
        return Grouped(first, cells, found)
    quoted = f"{_SEPARATOR.join(values[:_FEW])}等{len(values)}种"
    return Grouped(replace(first, params={**first.params, "value": quoted}), cells, found)


def spans(cells: Iterable[Cell]) -> str:
    """Cells in as few words as they need, such as `K7:K9、K12`: neighbours downwards are one."""
    rows: dict[int, set[int]] = {}
    for cell in cells:
        rows.setdefault(cell.column, set()).add(cell.row)
    return _SEPARATOR.join(span for column in sorted(rows) for span in _runs(column, rows[column]))


def _runs(column: int, rows: set[int]) -> Iterator[str]:
    for first, last in runs_of(rows):
        start, end = a1(first, column), a1(last, column)
        yield start if first == last else f"{start}:{end}"


def runs_of(rows: set[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that follow each other."""
    for first in sorted(row for row in rows if row - 1 not in rows):
        last = first
        while last + 1 in rows:
            last += 1
        yield first, last
