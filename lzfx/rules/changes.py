"""Levels that changed: against the declaration, and against the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from lzfx.model.decision import Conclusion, Decision, Holds
from lzfx.model.papers import LevelChange, YearOnYear
from lzfx.model.risk import Graded, Level


def against_declared(graded: Iterable[Graded], because: Mapping[str, str]) -> list[LevelChange]:
    """Every point whose computed level differs from the declared one."""
    return [_change(one, one.declared, because) for one in graded if one.differs and one.level]


def decided_otherwise(graded: Iterable[Graded]) -> list[LevelChange]:
    """Every change of level by a decision that counts, of reviewer and group alike."""
    return [
        LevelChange(
            point_id=one.point.point_id,
            unit=one.point.unit,
            post=one.point.post,
            name=str(one.point.values.get("name") or ""),
            before=each.was,
            after=level,
            since="decided",
            reason=each.decision.row.reason,
            decided=each.decision,
        )
        for one in graded
        for each in one.decisions
        if each.holds is Holds.YES and each.decision.row.outcome == Conclusion.LEVEL
        if (level := each.decision.row.decided_level) and each.was and level != each.was
    ]


def against_year_before(
    graded: Iterable[Graded], before: Mapping[str, Level | None], because: Mapping[str, str]
) -> list[LevelChange]:
    """Every point that had another level the year before; `before` is by point id."""
    return [
        _change(one, level, because, year=True)
        for one in graded
        if (level := before.get(one.point.point_id)) and one.level and level != one.level
    ]


def year_on_year(
    units: Sequence[str],
    graded: Iterable[Graded],
    before: Mapping[str, tuple[str, Level | None]],
) -> tuple[YearOnYear, ...]:
    """What became of the points of each unit; `before` gives unit and level by point id.

    A point that left one unit for another is dropped there and added here.
    """
    fates: Counter[tuple[str, str]] = Counter()
    now = {one.point.point_id: one for one in graded}
    for point_id, (unit, level) in before.items():
        one = now.get(point_id)
        stayed = one is not None and one.point.unit == unit
        fates[unit, _fate(level, one.level) if one is not None and stayed else "dropped"] += 1
    for point_id, one in now.items():
        if before.get(point_id, ("", None))[0] != one.point.unit:
            fates[one.point.unit, "added"] += 1
    return tuple(
        YearOnYear(
            unit,
            **{
                fate: fates[unit, fate]
                for fate in ("added", "dropped", "raised", "lowered", "unchanged")
            },
        )
        for unit in dict.fromkeys((*units, *(unit for unit, _ in fates)))
    )


def _fate(before: Level | None, after: Level | None) -> str:
    if before == after or before is None or after is None:
        return "unchanged"
    return "raised" if after < before else "lowered"


def _change(
    one: Graded, before: Level | None, because: Mapping[str, str], *, year: bool = False
) -> LevelChange:
    return LevelChange(
        point_id=one.point.point_id,
        unit=one.point.unit,
        post=one.point.post,
        name=str(one.point.values.get("name") or ""),
        before=cast("Level", before),
        after=cast("Level", one.level),
        since="year" if year else "declared",
        because=because.get(one.point.point_id, ""),
        reason=str(one.point.values.get("reason") or ""),
        decided=_decided_level(one),
    )


def _decided_level(one: Graded) -> Decision | None:
    """The last decision that gave the point the level it has, where one did."""
    told = [
        each.decision
        for each in one.decisions
        if each.holds is Holds.YES and each.decision.row.outcome == Conclusion.LEVEL
    ]
    return told[-1] if told and told[-1].row.decided_level == one.level else None
