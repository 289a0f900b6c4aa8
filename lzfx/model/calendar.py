"""Working days: weekends, public holidays, and weekends worked instead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Public holidays and weekends worked instead, of the `years` for which they are known."""

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Publicity:
    """How long drafts are shown to everybody before they take effect.

    `start` is the first day, None for the first day of the last stage of the campaign. With
    `working_days` the `days` are working days, else any days; the first day counts. `holidays`
    are the office's own days off beside weekends, `workdays` weekends that it works instead; both
    come before the public `calendar`. `box` is a letter box.
    """

    start: date | None = None
    days: int = 5
    working_days: bool = True
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    box: str = ""
    calendar: Calendar = field(default_factory=Calendar)

    def last_day(self, first: date) -> date:
        """The last day of a period that begins on `first`."""
        if not self.working_days:
            return first + timedelta(days=self.days - 1)
        off = (self.calendar.holidays - {*self.workdays}) | {*self.holidays}
        return working_day(first, self.days, off, self._worked)

    def works_on(self, day: date) -> bool:
        """Whether the office works on that day."""
        off = (self.calendar.holidays - {*self.workdays}) | {*self.holidays}
        return is_working_day(day, off, self._worked)

    def unknown_years(self, first: date) -> tuple[int, ...]:
        """Years of such a period of which nobody said when there are holidays.

        In these, working days are only weekdays, so that the period may end too early.
        """
        if not self.working_days:
            return ()
        own = {day.year for day in (*self.holidays, *self.workdays)}
        known = self.calendar.years | own
        years = range(first.year, self.last_day(first).year + 1)
        return tuple(year for year in years if year not in known)

    @property
    def _worked(self) -> frozenset[date]:
        return (self.calendar.workdays - {*self.holidays}) | {*self.workdays}


def is_working_day(day: date, holidays: Collection[date], workdays: Collection[date]) -> bool:
    """Whether the office works on that day."""
    if day in workdays:
        return True
    return day.weekday() < _SATURDAY and day not in holidays


def working_day(
    first: date, number: int, holidays: Collection[date], workdays: Collection[date]
) -> date:
    """The `number`-th working day from `first` on, which counts itself if it is one."""
    day, left = first, number
    while True:
        left -= is_working_day(day, holidays, workdays)
        if not left:
            return day
        day += timedelta(days=1)
