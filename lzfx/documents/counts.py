"""How many points of which level, and how that is said; nothing here is ever typed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lzfx.content.palette import SPARE_TINTS
from lzfx.documents.labels import NO_LEVEL, level_name
from lzfx.model.master import TINTS, Master
from lzfx.model.risk import MOST_LEVELS, Graded, Level


@dataclass(frozen=True, slots=True)
class Counts:
    """Points in all, by each level of the office, and those without a level."""

    total: int
    by_level: Mapping[Level, int]
    without: int


def levels_of(master: Master) -> tuple[Level, ...]:
    """The levels of the office, the gravest first."""
    return tuple(int(code) for code in master.labels.get("declared_level", {}))


def count(master: Master, graded: Iterable[Graded]) -> Counts:
    """Count points by their computed level."""
    found = Counter(one.level for one in graded)
    by_level = {level: found[level] for level in levels_of(master)}
    return Counts(found.total(), by_level, found[None])


def in_words(master: Master, graded: Iterable[Graded], unit: str = "个") -> str:
    """`共9个风险点，其中一级2个、二级3个、三级4个`, and those without a level if any."""
    counts = count(master, graded)
    if not counts.total:
        return "没有风险点"
    parts = [
        f"{level_name(master, level)}{number}{unit}" for level, number in counts.by_level.items()
    ]
    if counts.without:
        parts.append(f"{NO_LEVEL}{counts.without}{unit}")
    return f"共{counts.total}{unit}风险点，其中{'、'.join(parts)}"


def printing_order(master: Master) -> Callable[[Graded], tuple[int, int, str, int, str]]:
    """Sort key of every list: units of the roster, level from grave to light, id."""
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}

    def key(one: Graded) -> tuple[int, int, str, int, str]:
        point = one.point
        at = units.get(point.unit, len(units))
        return (at, one.level or MOST_LEVELS + 1, point.unit, len(point.point_id), point.point_id)

    return key


def in_order(master: Master) -> tuple[Graded, ...]:
    """All points in the order of every list."""
    return tuple(sorted(master.graded, key=printing_order(master)))


def tints_of(master: Master) -> Mapping[Level, str]:
    """The tint of each level: that of its colour; of one without a colour, one of the spare."""
    tints = master.labels.get(TINTS, {})
    colors = {one.level: tints.get(one.color or "") for one in master.criteria}
    spare = (tint for tint in SPARE_TINTS if tint not in colors.values())
    return {level: colors.get(level) or next(spare) for level in levels_of(master)}
