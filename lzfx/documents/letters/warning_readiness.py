"""What is missing or wrong in a warning before it may be printed and signed."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.documents.labels import color_name, level_name
from lzfx.documents.letters.warning_texts import gravest_signed, level_warned_of, warning_number
from lzfx.documents.required import Asked, doubled, gaps, lacking, no_entries, of_no_unit
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.warning import WarningNotice, WarningNotices

NAME = "预警提示书"
_ASKED = (
    Asked("unit", "责任主体"),
    Asked("source", "信息来源", "warning_sources"),
    Asked("early_sign", "苗头性问题"),
    Asked("demands", "提示事项与要求"),
    Asked("handling", "处置方式", "handlings"),
    Asked("issuer", "签发机关"),
    Asked("signer", "签发人"),
    Asked("issued_on", "签发日期"),
    Asked("deadline", "整改期限"),
)


def warning_gaps(master: Master, warnings: WarningNotices) -> tuple[Finding, ...]:
    """Everything that forbids printing the warnings."""
    return tuple(_gaps(master, warnings))


def _gaps(master: Master, warnings: WarningNotices) -> Iterator[Finding]:
    notices = warnings.notices
    yield from no_entries(NAME, notices)
    yield from doubled(NAME, "预警编号", [warning_number(master, one) for one in notices])
    for one in notices:
        number = warning_number(master, one)
        yield from gaps(NAME, number, one, _ASKED, master.labels)
        yield from of_no_unit(NAME, number, one.unit, master)
        yield from _of_color(master, one, number)
        yield from _of_signer(master, one, number)
        if one.deadline and one.issued_on and one.deadline < one.issued_on:
            params = {"paper": NAME, "item": number, "start": "签发日期", "end": "整改期限"}
            yield Finding("paper-days-crossed", params=params)


def _of_color(master: Master, one: WarningNotice, number: str) -> Iterator[Finding]:
    """A colour follows the level; it may be raised with a reason, and never be lowered."""
    if one.level is None:
        if one.risk_point:
            yield lacking(NAME, number, "风险等级")
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
