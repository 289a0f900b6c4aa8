"""How many points of which level, and how that is said; nothing here is ever typed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lzfx.documents.labels import NO_LEVEL, level_name
from lzfx.model.master import Master
from lzfx.model.risk import Graded, Level

LEVELS: tuple[Level, ...] = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Counts:
    """Points in all, by level (1, 2, 3), and those without a level."""

    total: int
    by_level: tuple[int, int, int]
    without: int


def count(graded: Iterable[Graded]) -> Counts:
    """Count points by their computed level."""
    found = Counter(one.level for one in graded)
    return Counts(found.total(), (found[1], found[2], found[3]), found[None])


def in_words(master: Master, graded: Iterable[Graded], unit: str = "个") -> str:
    """`共9个风险点，其中一级2个、二级3个、三级4个`, and those without a level if any."""
    counts = count(graded)
    if not counts.total:
        return f"没有{master.campaign.words.point}"
    parts = [
        f"{level_name(master, level)}{number}{unit}"
        for level, number in zip(LEVELS, counts.by_level, strict=True)
    ]
    if counts.without:
        parts.append(f"{NO_LEVEL}{counts.without}{unit}")
    return f"共{counts.total}{unit}{master.campaign.words.point}，其中{'、'.join(parts)}"


def printing_order(master: Master) -> Callable[[Graded], tuple[int, int, str, int, str]]:
    """Sort key of every list: units of the roster, level from grave to light, id."""
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}

    def key(one: Graded) -> tuple[int, int, str, int, str]:
        point = one.point
        at = units.get(point.unit, len(units))
        return (at, one.level or len(LEVELS) + 1, point.unit, len(point.point_id), point.point_id)

    return key


def in_order(master: Master) -> tuple[Graded, ...]:
    """All points in the order of every list."""
    return tuple(sorted(master.graded, key=printing_order(master)))
