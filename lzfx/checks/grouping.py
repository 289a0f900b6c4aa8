"""The same fault in many cells is one line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lzfx.model.finding import Finding

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::[A-Z]{1,3}([0-9]{1,7}))?")
_SEPARATOR = "、"
_FEW = 3
_QUOTES = ("value",)


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each fault of a sheet; its cell then names all cells, such as `K7:K9、K12`.

    Findings that quote different values stay apart while these are few; of many the first are
    quoted. The order is that of the first of each.
    """
    same = _together(findings, ())
    alike = Counter(_key(one, _QUOTES) for one in same)
    few = [one for one in same if alike[_key(one, _QUOTES)] <= _FEW]
    many = _together((one for one in same if alike[_key(one, _QUOTES)] > _FEW), _QUOTES)
    order = {_key(one, _QUOTES): at for at, one in reversed([*enumerate(same)])}
    return tuple(sorted((*few, *many), key=lambda one: order[_key(one, _QUOTES)]))


def _key(one: Finding, without: tuple[str, ...]) -> tuple[str, ...]:
    said = {name: value for name, value in one.params.items() if name not in without}
    params = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return (one.where.file, one.where.sheet, one.code, one.severity, params)


def _together(findings: Iterable[Finding], without: tuple[str, ...]) -> tuple[Finding, ...]:
    found: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        found.setdefault(_key(one, without), []).append(one)
    return tuple(_joined(same) for same in found.values())


def _joined(same: list[Finding]) -> Finding:
    first = same[0]
    cells = [cell for one in same for cell in one.where.cell.split(_SEPARATOR) if cell]
    where = replace(first.where, cell=spans(dict.fromkeys(cells)))
    values = list(dict.fromkeys(str(one.params.get("value", "")) for one in same))
    if len(values) == 1:
        return replace(first, where=where)
    quoted = f"{_SEPARATOR.join(values[:_FEW])}等{len(values)}种"
    return replace(first, where=where, params={**first.params, "value": quoted})


def spans(cells: Iterable[str]) -> str:
    """Addresses in as few words as they need: neighbours downwards become `K7:K9`."""
    rows: dict[str, set[int]] = {}
    rest: list[str] = []
    for cell in cells:
        match = _CELL.fullmatch(cell)
        if match is None:
            rest.append(cell)
        else:
            rows.setdefault(match[1], set()).update(
                range(int(match[2]), int(match[3] or match[2]) + 1)
            )
    named = [span for column in sorted(rows, key=_column) for span in _runs(column, rows[column])]
    return _SEPARATOR.join((*named, *rest))


def _column(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _runs(column: str, rows: set[int]) -> Iterator[str]:
    for first in sorted(row for row in rows if row - 1 not in rows):
        last = first
        while last + 1 in rows:
            last += 1
        yield f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"
