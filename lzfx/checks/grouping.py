"""The same fault in many cells is one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from lzfx.model.finding import Finding

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SEPARATOR = "、"


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each fault of a sheet; its cell then names all cells, such as `K7:K9、K12`.

    Findings that quote different values stay apart. The order is that of the first of each.
    """
    together: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        params = json.dumps(one.params, ensure_ascii=False, sort_keys=True, default=str)
        key = (one.where.file, one.where.sheet, one.code, one.severity, params)
        together.setdefault(key, []).append(one)
    return tuple(_joined(same) for same in together.values())


def _joined(same: list[Finding]) -> Finding:
    first = same[0]
    cells = tuple(dict.fromkeys(one.where.cell for one in same if one.where.cell))
    return replace(first, where=replace(first.where, cell=spans(cells)))


def spans(cells: Iterable[str]) -> str:
    """Addresses in as few words as they need: neighbours downwards become `K7:K9`."""
    runs: list[tuple[str, int, int]] = []
    rest: list[str] = []
    placed = sorted(
        (match[1], int(match[2])) if match else (cell, -1)
        for cell in cells
        for match in (_CELL.fullmatch(cell),)
    )
    for column, row in placed:
        if row < 0:
            rest.append(column)
        elif runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    named = [f"{c}{first}" if first == last else f"{c}{first}:{c}{last}" for c, first, last in runs]
    return _SEPARATOR.join((*named, *rest))
