"""Settings made of what a person took over from a plan; every fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lzfx.campaign.plan_stages import stage_setting
from lzfx.files.definitions import definitions
from lzfx.files.settings_file import with_value
from lzfx.forms.toml_text import Path
from lzfx.model.excerpt import OF_OTHER_FILES, ExcerptKind, TakenExcerpt
from lzfx.model.finding import Finding, Where
from lzfx.session.setting_faults import new_settings

_PERIOD = re.compile(r"(\d{1,2})\s*个?(工作日|天|日)")
_YEAR = re.compile(r"(20\d\d)年?度?")
_NUMBERED = re.compile(r"《?([^《》]+?)》?(?:（([^（）]*号)）)?")
_SINGLE: Mapping[ExcerptKind, tuple[Path, ...]] = {
    ExcerptKind.NAME: (("name",),),
    ExcerptKind.COMMISSION: (("commission",), ("issuer",)),
    ExcerptKind.SYSTEM: (("system",),),
    ExcerptKind.GUIDING: (("plan", "guiding"),),
    ExcerptKind.AIMS: (("plan", "aims"),),
    ExcerptKind.LEADING_GROUP: (("bodies", "leading_group"),),
    ExcerptKind.REVIEW_GROUP: (("bodies", "review_group"),),
    ExcerptKind.COMMISSION_MEETING: (("bodies", "commission_meeting"),),
    ExcerptKind.DIRECTORS_MEETING: (("bodies", "directors_meeting"),),
    ExcerptKind.OFFICE: (("office", "name"),),
}
"""Where a thing that a plan says once stands in the settings."""

_ONCE = frozenset({*_SINGLE, ExcerptKind.YEAR, ExcerptKind.PUBLICITY})

Row = tuple[TakenExcerpt, Where]
"""What was taken, and the cell of its value."""


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """The settings with what was taken over; with `findings` there are none.

    `elsewhere` was taken too, and belongs into the roster or the rules: a person writes it there.
    """

    text: str
    elsewhere: tuple[TakenExcerpt, ...] = ()
    findings: tuple[Finding, ...] = ()


def kind_of(one: TakenExcerpt) -> ExcerptKind | None:
    """What a row is about by its key, None for a key nobody knows."""
    name = one.key.partition("-")[0].strip()
    return ExcerptKind(name) if name in set(ExcerptKind) else None


def settings_of_plan(rows: Sequence[Row], year: int) -> PlanSettings:
    """New settings of that year, or of the year taken over, with all that was taken."""
    taken = [(kind, one, where) for one, where in rows if one.take and (kind := kind_of(one))]
    faults = [
        Finding("plan-key-unknown", where, {"value": one.key})
        for one, where in rows
        if one.take and kind_of(one) is None
    ]
    faults += _doubled(taken)
    if not taken and not faults:
        faults.append(Finding("plan-nothing-taken"))
    for kind, one, where in taken:
        if kind is ExcerptKind.YEAR:
            said = _YEAR.fullmatch(one.value.strip())
            year = int(said[1]) if said else year
            faults += [] if said else [_unclear(where, one)]
    changes, unclear = _changes(taken, year)
    faults += unclear
    if faults:
        return PlanSettings("", findings=tuple(faults))
    text = new_settings(definitions(), year)
    for path, value in changes:
        text = with_value(text, path, value)
    others = tuple(one for kind, one, _ in taken if kind in OF_OTHER_FILES)
    return PlanSettings(text, elsewhere=others)


_Taken = tuple[ExcerptKind, TakenExcerpt, Where]


def _doubled(taken: Sequence[_Taken]) -> Iterator[Finding]:
    """Things that there can be one of and that were taken twice; stages of one name too."""
    seen: dict[tuple[ExcerptKind, str], str] = {}
    for kind, one, where in taken:
        name = re.split("[：:]", one.value)[0].strip() if kind is ExcerptKind.STAGE else ""
        if kind not in _ONCE and kind is not ExcerptKind.STAGE:
            continue
        before = seen.setdefault((kind, name), one.value)
        if before is not one.value:
            yield Finding("plan-taken-twice", where, {"value": one.value, "other": before})


def _changes(taken: Sequence[_Taken], year: int) -> tuple[list[tuple[Path, object]], list[Finding]]:
    """The settings to be changed with their values, and what cannot be understood."""
    changes: list[tuple[Path, object]] = []
    faults: list[Finding] = []
    for kind, one, where in taken:
        if kind in _SINGLE:
            changes += [(path, one.value.strip()) for path in _SINGLE[kind]]
        elif kind is ExcerptKind.PUBLICITY:
            period = _PERIOD.fullmatch(one.value.strip())
            if period is None or not 1 <= int(period[1]) <= 60:  # noqa: PLR2004 - as settings allow
                faults.append(_unclear(where, one))
                continue
            changes.append((("publicity", "days"), int(period[1])))
            changes.append((("publicity", "working_days"), period[2] == "工作日"))
    for kind, (path, read) in _LISTS.items():
        found = []
        for of, one, where in taken:
            if of is kind:
                value = read(one.value.strip(), year)
                found.append(value)
                faults += [] if value else [_unclear(where, one)]
        if found:
            changes.append((path, found))
    return changes, faults


def _unclear(where: Where, one: TakenExcerpt) -> Finding:
    if kind_of(one) is ExcerptKind.STAGE:
        return Finding("plan-stage-unclear", where, {"value": one.value})
    return Finding("plan-value-unclear", where, {"value": one.value})


def _principle(text: str, _year: int) -> dict[str, Any] | None:
    name, _, said = text.replace(":", "：").partition("：")
    return {"name": name.strip(), "text": said.strip()} if name.strip() and said.strip() else None


def _basis(text: str, _year: int) -> dict[str, Any] | None:
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return None
    return {"title": found[1], "number": found[2]} if found[2] else {"title": found[1]}


_LISTS: Mapping[ExcerptKind, tuple[Path, Callable[[str, int], Mapping[str, Any] | None]]] = {
    ExcerptKind.STAGE: (("stages",), stage_setting),
    ExcerptKind.BASIS: (("plan", "basis"), _basis),
    ExcerptKind.PRINCIPLE: (("plan", "principles"), _principle),
}
"""What a plan says several of: where it stands, and how one of them is read."""
