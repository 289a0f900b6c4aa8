"""A publicity from its first day to its closing: what runs, and what it keeps from being done.

A period may be extended and never shortened. Nothing is approved, and nothing else is shown, until
it is closed; it is closed once its last day is over. A publicity that was approved on without
closing, as in the records of earlier versions, is over as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lzfx.errors import LzfxError
from lzfx.model.action import Action
from lzfx.model.edition import Act, ActDone
from lzfx.rules.editions import UNTOLD, acts_standing, prints


def publicities(done: Sequence[Action]) -> tuple[ActDone, ...]:
    """Every publicity that stands, oldest first, each with the last day it was extended to."""
    found: dict[tuple[str, date], ActDone] = {}
    for one in acts_standing(done):
        if one.act is Act.PUBLICITY:
            found[one.content, one.on] = one
    return tuple(found.values())


def open_publicity(done: Sequence[Action]) -> ActDone | None:
    """The publicity that is not closed yet, be it running or over; None when there is none."""
    shown: ActDone | None = None
    for one in acts_standing(done):
        if one.act is Act.PUBLICITY:
            shown = one
        elif one.act is Act.APPROVAL or (shown and one.content == shown.content):
            shown = shown if one.act is Act.REVIEW else None
    return shown


def closed_publicity(done: Sequence[Action]) -> ActDone | None:
    """The publicity that was closed last since the last approval; None when there is none."""
    standing = acts_standing(done)
    approved = max((at for at, one in enumerate(standing) if one.act is Act.APPROVAL), default=-1)
    shown: ActDone | None = None
    for one in standing[approved + 1 :]:
        if one.act is Act.CLOSING:
            pair = (each for each in standing if each.act is Act.PUBLICITY)
            shown = next((each for each in pair if each.content == one.content), shown)
    return shown


def days_left(until: date, day: date) -> int:
    """How many days of the period are left on that day, itself counted; 0 when it is over."""
    return max(0, (until - day).days + 1)


def not_over(shown: ActDone, on: str) -> LzfxError | None:
    """That its last day is not over on that day, and how many days are left."""
    assert shown.until is not None  # noqa: S101 - a publicity has a last day
    left = days_left(shown.until, date.fromisoformat(on))
    if not left:
        return None
    told = {"on": on, "until": shown.until.isoformat(), "days": left}
    return LzfxError("publicity-not-over", told)


def extension(shown: ActDone, one: Action) -> LzfxError | None:
    """The same publicity once more is its extension; it never ends earlier than it was to."""
    assert shown.until is not None  # noqa: S101 - a publicity has a last day
    until = shown.until.isoformat()
    if str(one.facts["until"]) > until:
        return None
    if one.facts["until"] == until:
        told = {"at": shown.recorded_at[:10], "body": shown.body, "command": one.verb.value}
        return LzfxError("act-done-already", told)
    told = {"until": str(one.facts["until"]), "now": until}
    return LzfxError("publicity-never-shorter", told)


def once_over(before: Sequence[Action], one: Action) -> LzfxError | None:
    """The open publicity, after its last day; that comments were answered is asked by the step."""
    shown, on = open_publicity(before), str(one.facts["on"])
    if shown is None or shown.content != one.facts["content"]:
        return LzfxError("publicity-none-open")
    if on > one.at[:10]:
        return LzfxError("act-in-future", {"on": on})
    return not_over(shown, on)


def decided_anew(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Levels or responsible people that changed since they were shown, without a new decision.

    Prints of earlier versions do not tell what they were; of these nothing is asked.
    """
    shown = closed_publicity(before)
    if shown is None or shown.content == one.facts["content"]:
        return None
    known = {each.content: each.decided for each in prints(before) if each.decided != UNTOLD}
    then, now = (known.get(content) for content in (shown.content, str(one.facts["content"])))
    if then is None or now is None or then == now:
        return None
    standing = acts_standing(before)
    if any(each.act is Act.REVIEW and each.content == one.facts["content"] for each in standing):
        return None
    return LzfxError("publicity-decide-again", {"on": shown.on.isoformat()})
