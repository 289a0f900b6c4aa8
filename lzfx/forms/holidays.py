"""`lists/holidays.toml` -> the public calendar, or findings that name year and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lzfx.forms.faults import definition_fault, own_faults
from lzfx.model.calendar import Calendar
from lzfx.model.finding import Finding, Where

_YEAR = re.compile(r"20\d\d|2100")


class _Year(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    notice: str = Field(min_length=1)
    holidays: tuple[date, ...] = Field(min_length=1)
    workdays: tuple[date, ...] = ()


def parse_holidays(file: str, raw: Mapping[str, Any]) -> tuple[Calendar, tuple[Finding, ...]]:
    """The calendar of the sound years, and every fault; `file` is only quoted.

    A fault has the `keys` that lead to it, as those of settings have.
    """
    where = Where(file)
    findings: list[Finding] = []
    years: dict[int, _Year] = {}
    for name, entry in raw.items():
        if not _YEAR.fullmatch(name):
            params = {"place": name, "value": name, "keys": (name,)}
            findings.append(Finding("definition-bad-value", where, params))
            continue
        try:
            years[int(name)] = _Year.model_validate(entry)
        except ValidationError as error:
            faults = ({**one, "loc": (name, *one["loc"])} for one in own_faults(error, _Year))
            findings += (definition_fault(where, raw, fault) for fault in faults)
    findings += (one for year, days in years.items() for one in _faults(where, year, days))
    return (
        Calendar(
            frozenset(years),
            frozenset(day for one in years.values() for day in one.holidays),
            frozenset(day for one in years.values() for day in one.workdays),
        ),
        tuple(findings),
    )


def _faults(where: Where, year: int, days: _Year) -> Iterator[Finding]:
    """Days of another year, and days that are both off and worked."""
    for key in ("holidays", "workdays"):
        for at, day in enumerate(getattr(days, key)):
            if day.year != year:
                params = {"place": f"{year} → {key}", "value": day, "year": year}
                yield Finding(
                    "settings-holiday-of-other-year",
                    where,
                    {**params, "keys": (str(year), key, at)},
                )
    for day in sorted({*days.holidays} & {*days.workdays}):
        keys = (str(year), "workdays", days.workdays.index(day))
        yield Finding("settings-day-off-and-on", where, {"value": day, "keys": keys})
