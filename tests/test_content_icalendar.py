"""Calendars as files: read back by a reader of its own, folded and escaped as RFC 5545 says."""

from __future__ import annotations

import re
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from lzfx.content.icalendar import CalendarEvent, escaped, folded, icalendar

STAMP = datetime(2026, 12, 28, 9, 30)  # noqa: DTZ001 - the office's clock has no zone
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n,;\\:"), max_size=120
)
EVENTS = st.lists(
    st.builds(
        CalendarEvent,
        st.from_regex(r"[0-9a-f]{8}@lzfx", fullmatch=True),
        st.dates(date(1990, 1, 1), date(2099, 12, 30)),
        TEXTS,
        TEXTS,
    ),
    max_size=5,
)


def read(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by the names of their lines; the strictest reader there can be."""
    assert data.endswith(b"\r\n")
    rows = data[:-2].split(b"\r\n")
    assert all(len(row) <= 75 for row in rows)
    assert b"\n" not in b"".join(rows)
    assert b"\r" not in b"".join(rows)
    lines: list[bytes] = []
    for row in rows:
        row.decode("utf-8")  # no character is cut in two
        if row.startswith(b" "):
            lines[-1] += row[1:]
        else:
            lines.append(row)
    told = [line.decode("utf-8").partition(":") for line in lines]
    assert told[0] == ("BEGIN", ":", "VCALENDAR")
    assert told[-1] == ("END", ":", "VCALENDAR")
    found: list[dict[str, str]] = []
    for name, _, value in told[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif name != "END" and found:
            found[-1][name] = re.sub(
                r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], value
            )
    return found


@given(EVENTS)
def test_law__what_is_written_is_read_back(events: list[CalendarEvent]) -> None:
    found = read(icalendar("日历", events, STAMP))
    assert [one["UID"] for one in found] == [one.uid for one in events]
    assert [one["SUMMARY"] for one in found] == [one.summary for one in events]
    assert [one.get("DESCRIPTION", "") for one in found] == [one.text for one in events]
    assert [one["DTSTART;VALUE=DATE"] for one in found] == [f"{one.day:%Y%m%d}" for one in events]


@given(TEXTS)
def test_law__a_folded_line_is_the_same_line(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    data = folded(line)
    assert data.replace(b"\r\n ", b"")[:-2].decode("utf-8") == line


def test_fold__never_makes_a_row_longer_than_75_octets() -> None:
    for sign in "A日":
        for count in range(1, 160):
            rows = folded(sign * count)[:-2].split(b"\r\n")
            assert max(map(len, rows)) <= 75
            assert len(rows) == 1 or len(rows[0]) > 72


def test_calendar__is_stamped_in_utc_and_lasts_the_whole_day() -> None:
    data = icalendar("日历", [CalendarEvent("1@lzfx", date(2026, 12, 31), "查", "a\tb\x07")], STAMP)
    (one,) = read(data)
    assert one["DTSTAMP"] == "20261228T013000Z"
    assert (one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert one["DESCRIPTION"] == "a\tb", "a sign that no calendar may hold is left out"
    assert b"METHOD:PUBLISH\r\n" in data
    assert b"VERSION:2.0\r\n" in data
