"""防范措施 one by one: numbered text taken apart, the next day due, and how each stands on a day.

A measure is known by its point and its words, not by its number: what was said of it stays with it
when another is put before it, and is gone when it is worded anew.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from lzfx.forms.characters import fold
from lzfx.model.measure import (
    KnownMeasure,
    Meanings,
    MeasureReport,
    MeasureStanding,
    Often,
    Stands,
)

_A_QUARTER = 3
_MONTHS: Mapping[Often, int] = {
    Often.MONTHLY: _A_QUARTER,
    Often.QUARTERLY: _A_QUARTER,
    Often.HALF_YEARLY: 6,
    Often.YEARLY: 12,
}
"""After how many months a measure is late. Units report each quarter, so that one of every month
is known to be late only once a quarter is over."""

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(
    r"(?:^|(?<=[；;。\n]))[ \t\u3000]*"
    rf"(?:[(（](\d{{1,2}})[)）]|(\d{{1,2}})[.\uff0e、)）](?!\d)|([{_CIRCLED}]))[ \t\u3000]*"
)
_ENDS = " \t\u3000\n；;"


def numbered(text: str) -> tuple[str, ...]:
    """The measures in a text, in their order, without their numbers; no sign of them is lost.

    Numbers count from 1 (`1.`, `1、`, `（1）`, `①`), at the beginning, on a new line or after the
    end of a measure; another number is part of the text. Without numbers each line is a measure.
    """
    marks = [*_in_turn(text)]
    if not marks:
        return tuple(line.strip(_ENDS) for line in text.split("\n") if line.strip(_ENDS))
    before = numbered(text[: marks[0].start()])
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = (text[mark.end() : end].strip(_ENDS) for mark, end in zip(marks, ends, strict=True))
    return (*before, *(_joined(part) for part in parts if part))


def _in_turn(text: str) -> Iterator[re.Match[str]]:
    """The marks that count on from 1."""
    wanted = 1
    for mark in _MARK.finditer(text):
        number = _CIRCLED.index(mark[3]) + 1 if mark[3] else int(mark[1] or mark[2])
        if number == wanted:
            yield mark
            wanted += 1


def _joined(part: str) -> str:
    return "\n".join(line.strip() for line in part.split("\n") if line.strip())


def measures_of(point_id: str, unit: str, text: str) -> tuple[KnownMeasure, ...]:
    """The measures of a point, numbered from 1."""
    return tuple(
        KnownMeasure(f"{point_id}-{number}", point_id, unit, one)
        for number, one in enumerate(numbered(text), start=1)
    )


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of that month where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def next_due(said: Sequence[MeasureReport], meanings: Meanings) -> date | None:
    """The day by which a measure is to be carried out next; None where no day follows.

    Of one carried out once that is its own day, until it is done. Else it lies a period after the
    last time, or after the first report while it never was: always after that day.
    """
    if not said:
        return None
    last = said[-1].row
    if meanings.is_often(last.often, Often.ONCE):
        return None if meanings.stands(last.state) is Stands.DONE else last.due
    months = next((n for one, n in _MONTHS.items() if meanings.is_often(last.often, one)), 0)
    if not months:
        return None
    days = [one.row.done_on for one in said if one.row.done_on is not None]
    return months_later(max(days) if days else said[0].received_on, months)


def standings(
    known: Iterable[KnownMeasure],
    reports: Iterable[MeasureReport],
    meanings: Meanings,
    today: date,
) -> tuple[MeasureStanding, ...]:
    """How each measure stands today; `reports` come in the order in which they count."""
    said: dict[tuple[str, str], list[MeasureReport]] = defaultdict(list)
    for one in reports:
        said[(one.row.point_id, fold(one.row.measure))].append(one)
    return tuple(
        _standing(one, said.get((one.point_id, fold(one.text)), ()), meanings, today)
        for one in known
    )


def _standing(
    one: KnownMeasure, said: Sequence[MeasureReport], meanings: Meanings, today: date
) -> MeasureStanding:
    if not said:
        return MeasureStanding(one, Stands.UNREPORTED)
    due = next_due(said, meanings)
    late = due is not None and due < today
    return MeasureStanding(one, meanings.stands(said[-1].row.state), said[-1], due, late)
