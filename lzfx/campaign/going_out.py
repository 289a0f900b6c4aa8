"""What the settings must not say when anything goes out: placeholders, dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from lzfx.forms.toml_text import Path
from lzfx.model.campaign import LEADING_GROUP, Campaign
from lzfx.model.finding import Finding

Unfit = tuple[Path, Finding]
"""A fault with the keys of the setting that has it; `place` and `other` in it are keys too."""

PUBLICITY_OVER: Path = ("publicity", "last")
"""Stands for the last day of the publicity, which is computed."""

_Day = tuple[Path, date]

_LEFT = re.compile(
    r"[×✕✗]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[○〇]{2,}|待填|待定|请填|某某"
    r"|[?？]{2,}|_{2,}|＿{2,}"  # noqa: RUF001 - as people write a blank to fill in
)
_NO_NUMBER = re.compile(r"[0\-－ ()（）]{5,}")
_CONTACTS = ("contact", "phone", "email")
_OFFICE_OF_GROUP = "办公室"


def unfit(
    raw: Mapping[str, Any], campaign: Campaign, untouched: Mapping[str, Any]
) -> Iterator[Unfit]:
    """Every fault that keeps the campaign's papers in; `untouched` are the settings as shipped."""
    yield from _placeholders(raw, untouched)
    yield from _other_office(campaign, untouched)
    yield from _crossed(campaign)


def deadline_passed(campaign: Campaign, form: str, title: str, today: date) -> Unfit | None:
    """The fault that a form goes out when its deadline is over already, or None."""
    deadline = campaign.deadline_of(form)
    if deadline >= today:
        return None
    path: Path = ("deadlines", form) if form in campaign.deadlines else ("deadline",)
    days = (today - deadline).days
    params = {"place": path, "form": title, "value": deadline, "days": days, "name": form}
    if form in campaign.deadlines:
        return path, Finding("settings-deadline-passed", params=params)
    return path, Finding("settings-deadline-passed-campaign", params=params)


def _placeholders(raw: Mapping[str, Any], untouched: Mapping[str, Any]) -> Iterator[Unfit]:
    shipped = untouched.get("office", {})
    for path, text in _texts(raw):
        contact = path[0] == "office" and path[-1] in _CONTACTS
        left = contact and text == shipped.get(path[-1])
        if left or _LEFT.search(text) or _NO_NUMBER.fullmatch(text):
            yield path, Finding("settings-placeholder", params={"place": path, "value": text})


def _texts(raw: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the settings, with the keys that lead to it."""
    if isinstance(raw, str):
        yield path, raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from _texts(value, (*path, key))
    elif isinstance(raw, list | tuple):
        for number, value in enumerate(raw):
            yield from _texts(value, (*path, number))


def _other_office(campaign: Campaign, untouched: Mapping[str, Any]) -> Iterator[Unfit]:
    """An office that is still called after a group which this campaign calls otherwise.

    The contact of the settings is printed under that name, and would be under nobody's.
    """
    name = campaign.office.name
    group = str(untouched.get("bodies", {}).get(LEADING_GROUP, ""))
    if not group or name != f"{group}{_OFFICE_OF_GROUP}" or group in campaign.bodies.values():
        return
    path = ("office", "name")
    params = {
        "place": path,
        "value": name,
        "expected": f"{campaign.bodies[LEADING_GROUP]}{_OFFICE_OF_GROUP}",
        "contact": campaign.office.contact,
    }
    yield path, Finding("settings-other-office", params=params)


def _crossed(campaign: Campaign) -> Iterator[Unfit]:
    """Days of which the later one comes first, and days of another year than the campaign's."""
    stages = campaign.stages
    last_stage = max(range(len(stages)), key=lambda number: stages[number].end)
    publicity, over = campaign.publicity_days
    begin: _Day = (("stages", 0, "start"), stages[0].start)
    end: _Day = (("stages", last_stage, "end"), stages[last_stage].end)
    deadline: _Day = (("deadline",), campaign.deadline)
    first: _Day = (("publicity", "start"), publicity)
    issued: _Day = (("issued_on",), campaign.issued_on)
    starts: list[_Day] = [(("stages", at, "start"), one.start) for at, one in enumerate(stages)]
    own: list[_Day] = [(("deadlines", form), day) for form, day in campaign.deadlines.items()]
    in_order = (
        *pairwise(starts),
        (begin, deadline),
        (deadline, end),
        *((begin, day) for day in own),
        (deadline, first),
        (deadline, issued),
        ((PUBLICITY_OVER, over), issued),
    )
    for one, following in in_order:
        yield from _order(one, following)
    if not begin[1].year <= campaign.year <= max(end[1], campaign.issued_on).year:
        path: Path = ("year",)
        params = {"place": path, "value": begin[1], "last": end[1], "year": campaign.year}
        yield path, Finding("settings-other-year", params=params)
    for day in sorted({*campaign.publicity.holidays} & {*campaign.publicity.workdays}):
        path = ("publicity", "workdays")
        yield path, Finding("settings-day-off-and-on", params={"value": day})


def _order(one: _Day, following: _Day) -> Iterator[Unfit]:
    """The fault that the second of two days comes before the first."""
    (before, first), (path, then) = one, following
    if then < first:
        params = {"place": path, "value": then, "other": before, "expected": first}
        yield path, Finding("settings-days-crossed", params=params)
