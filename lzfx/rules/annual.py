"""What became of every point between two years: each point of either year once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lzfx.model.papers import AnnualLine
from lzfx.model.risk import Graded, Level
from lzfx.model.submission import Value

_NOT_COMPARED = frozenset({"point_id", "change", "post", "declared_level"})
"""Fields that say nothing of what a point is: its number, its mark, its place, its level."""


@dataclass(frozen=True, slots=True)
class LastYears:
    """A point of the year before: its unit then, where that belongs now, its level and values."""

    point_id: str
    unit_then: str
    unit: str
    post: str
    level: Level | None
    values: Mapping[str, Value]


def annual_lines(
    graded: Iterable[Graded], before: Mapping[str, LastYears], titles: Mapping[str, str]
) -> tuple[AnnualLine, ...]:
    """Every point of both years, those of this year first; `titles` are the fields compared."""
    now = {one.point.point_id: one for one in graded}
    told = [_of_point(one, before.get(point_id), titles) for point_id, one in now.items()]
    return (*told, *_dropped(one for one in before.values() if one.point_id not in now))


def _of_point(one: Graded, was: LastYears | None, titles: Mapping[str, str]) -> AnnualLine:
    point = one.point
    name = str(point.values.get("name") or "")
    if was is None:
        return AnnualLine(point.point_id, point.unit, point.post, name, "added", None, one.level)
    changed = tuple(
        title
        for field, title in titles.items()
        if field not in _NOT_COMPARED
        and (was.values.get(field) or None) != (point.values.get(field) or None)
    )
    return AnnualLine(
        point.point_id,
        point.unit,
        point.post,
        name,
        _fate(was.level, one.level, changed=bool(changed)),
        was.level,
        one.level,
        changed,
        "" if was.unit_then == point.unit else was.unit_then,
    )


def _fate(before: Level | None, after: Level | None, *, changed: bool) -> str:
    if before is not None and after is not None and before != after:
        return "raised" if after < before else "lowered"
    return "changed" if changed else "unchanged"


def _dropped(gone: Iterable[LastYears]) -> Iterator[AnnualLine]:
    for one in gone:
        name = str(one.values.get("name") or "")
        yield AnnualLine(one.point_id, one.unit_then, one.post, name, "dropped", one.level)
