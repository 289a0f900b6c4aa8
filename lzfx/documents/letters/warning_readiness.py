"""What is missing or wrong in a warning before it may be printed and signed."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.documents.labels import color_name, level_name
from lzfx.documents.letters.warning_texts import gravest_signed, level_warned_of, warning_number
from lzfx.documents.required import crossed, doubled, no_entries
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.warning import WarningNotice, WarningNotices

NAME = "预警提示书"


def warning_gaps(master: Master, warnings: WarningNotices) -> tuple[Finding, ...]:
    """Everything that forbids printing the warnings."""
    return tuple(_gaps(master, warnings))


def _gaps(master: Master, warnings: WarningNotices) -> Iterator[Finding]:
    notices = warnings.notices
    yield from no_entries(NAME, notices)
    yield from doubled(NAME, "预警编号", [warning_number(master, one) for one in notices])
    for one in notices:
        number = warning_number(master, one)
        yield from _of_color(master, one, number)
        yield from _of_signer(master, one, number)
        days = ("签发日期", one.issued_on), ("整改期限", one.deadline)
        yield from crossed(NAME, number, *days)


def _of_color(master: Master, one: WarningNotice, number: str) -> Iterator[Finding]:
    """A colour follows the level; it may be raised with a reason, and never be lowered."""
    if one.level is None:
        return
    params = {
        "item": number,
        "color": color_name(master, one.color),
        "level": level_name(master, one.level),
    }
    said = level_warned_of(master, one.color)
    if said > one.level:
        yield Finding("warning-lighter-than-level", params=params)
    elif said < one.level and not one.raised_because:
        yield Finding("warning-raised-without-reason", params=params)


def _of_signer(master: Master, one: WarningNotice, number: str) -> Iterator[Finding]:
    """The monitor of that level signs, or one above him."""
    if not one.signer_role:
        return
    gravest = gravest_signed(master, one.signer_role)
    if gravest is None or gravest > level_warned_of(master, one.color):
        color = color_name(master, one.color)
        params = {"item": number, "color": color, "value": one.signer}
        yield Finding("warning-signed-below", params=params)
