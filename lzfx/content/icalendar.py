"""Calendars as files (RFC 5545): all-day events that a second import replaces and never doubles.

The bytes follow from what is given alone: the same events with the same stamp are the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MOST_OCTETS = 75
"""Octets of a line without its end; a longer one goes on in lines that begin with a space."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EAST = timedelta(hours=8)
"""How far the office's clock is ahead of UTC, in which stamps are written."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Something that takes all of a day; `uid` is the same in every print of the same thing."""

    uid: str
    day: date
    summary: str
    text: str = ""


def icalendar(name: str, events: Iterable[CalendarEvent], stamp: datetime) -> bytes:
    """A calendar of that name; `stamp` is the office's time at which its events became so."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//lzfx//lzfx//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for one in events for line in _event(one, stamp)),
        "END:VCALENDAR",
    )
    return b"".join(folded(line) for line in lines)


def _event(one: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(one.uid)}"
    yield f"DTSTAMP:{stamp - _EAST:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(one.summary)}"
    if one.text:
        yield f"DESCRIPTION:{escaped(one.text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value may hold it: nothing in it ends the value or the line."""
    text = re.sub("\r\n?", "\n", text)
    text = _CONTROL.sub("", text).replace("\\", "\\\\")
    return text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line with its end, folded where it is too long, never within a character."""
    rows: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode("utf-8")
        if len(rows[-1]) + len(octets) > _MOST_OCTETS:
            rows.append(b" ")
        rows[-1] += octets
    return b"\r\n".join(rows) + b"\r\n"
