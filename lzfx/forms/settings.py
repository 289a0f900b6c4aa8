"""`lzfx.toml` -> `Campaign`, or findings that name the key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.dataclasses import dataclass as checked

from lzfx.forms.days import day_of_text
from lzfx.forms.faults import definition_fault, own_faults
from lzfx.forms.placeholders import RESERVED
from lzfx.forms.ten_days import Span, span_of
from lzfx.model.accountability import Bodies
from lzfx.model.burden import FillingTimes
from lzfx.model.calendar import Publicity
from lzfx.model.campaign import Campaign, Office, Stage
from lzfx.model.finding import Finding, Where
from lzfx.model.office import Words
from lzfx.model.pairing import CrossCheck
from lzfx.model.plan import BasisDocument, Plan, PlanItem
from lzfx.model.sampling import CheckPlan

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_MADE_ANEW = {
    "bodies",
    "office",
    "stages",
    "publicity",
    "plan",
    "words",
    "cross_check",
    "filling_times",
    "checks",
    "accountability",
    "warnings",
}
_Printed = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Stage(_Strict):
    """A stage; its days may be written as plans write them, `8月中旬`, then without an end."""

    name: str = Field(min_length=1)
    start: date
    end: date
    work: str = ""

    @model_validator(mode="before")
    @classmethod
    def _spoken(cls, data: object, at: ValidationInfo) -> object:
        year = (at.context or {}).get("year")
        if not isinstance(data, Mapping) or not isinstance(year, int):
            return data
        spans = {key: _span(data.get(key), year) for key in ("start", "end")}
        first, last = spans["start"], spans["end"] or spans["start"]
        found = dict(data)
        if first:
            found["start"] = first[0]
        if last and ("end" not in data or spans["end"]):
            found["end"] = last[1]
        return found

    @model_validator(mode="after")
    def _in_order(self) -> _Stage:
        if self.end < self.start:
            raise ValueError("end-before-start")
        return self


def _span(said: object, year: int) -> Span | None:
    """The days of a text that names them as plans do; a day in quotes is no such text."""
    return span_of(said, year) if isinstance(said, str) and not day_of_text(said) else None


class _Office(_Strict):
    name: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    phone: str = Field(min_length=1)
    email: str = Field(min_length=3)


class _Bodies(BaseModel):
    """Bodies by key; any may be added to the four that the program knows."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, _Printed]
    leading_group: _Printed
    review_group: _Printed
    commission_meeting: _Printed
    directors_meeting: _Printed


@checked(config=ConfigDict(extra="forbid"), frozen=True)
class _Words(Words):
    """The words with their defaults; none may be empty."""

    @field_validator("*")
    @classmethod
    def _says_something(cls, value: str | tuple[str, ...], at: ValidationInfo) -> object:
        if "" in (value, *value) or (at.field_name == "addressees" and not value):
            raise ValueError("empty")
        return value


class _Publicity(_Strict):
    start: date | None = None
    days: int = Field(default=5, ge=1, le=60)
    working_days: bool = True
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    box: str = ""


class _Basis(_Strict):
    title: str = Field(min_length=1)
    number: str = ""
    day: date | None = None


class _Item(_Strict):
    name: str = Field(min_length=1)
    text: str = Field(min_length=1)


class _Plan(_Strict):
    issued_on: date | None = None
    guiding: str = ""
    aims: str = ""
    basis: tuple[_Basis, ...] = ()
    principles: tuple[_Item, ...] = ()
    systems: tuple[_Item, ...] = ()

    def told(self) -> Plan:
        """The plan as the program knows it."""
        return Plan(
            issued_on=self.issued_on,
            guiding=self.guiding,
            aims=self.aims,
            basis=tuple(BasisDocument(**one.model_dump()) for one in self.basis),
            principles=tuple(PlanItem(**one.model_dump()) for one in self.principles),
            systems=tuple(PlanItem(**one.model_dump()) for one in self.systems),
        )


class _CrossCheck(_Strict):
    kinds: tuple[str, ...] = ()
    checkers: int = Field(default=1, ge=1, le=9)


class _FillingTimes(_Strict):
    choice: int = Field(default=15, ge=0, le=3600)
    line: int = Field(default=30, ge=0, le=3600)
    text: int = Field(default=180, ge=0, le=7200)
    sign: int = Field(default=600, ge=0, le=86400)


class _Checks(_Strict):
    every_months: dict[str, Annotated[int, Field(ge=1, le=60)]] = Field(default_factory=dict)


class _Accountability(_Strict):
    bodies: tuple[_Printed, ...] = ()


class _Warnings(_Strict):
    days: int = Field(default=20, ge=1, le=365)


class _Settings(_Strict):
    code: str = Field(pattern=r"^[0-9A-Z-]{1,24}$")
    year: int = Field(ge=2000, le=2100)
    name: str = Field(min_length=1)
    commission: str = Field(min_length=1)
    system: str = Field(min_length=1)
    deadline: date
    large_sum: int = Field(gt=0)
    issuer: str = Field(min_length=1)
    issued_on: date
    ruled_rows: int = Field(default=60, ge=1, le=1000)
    unknown_senders: Literal["wait", "ask"] = "wait"
    decisions_valid_days: int = Field(default=0, ge=0, le=3660)
    bodies: _Bodies
    office: _Office
    stages: tuple[_Stage, ...] = Field(min_length=1)
    documents: dict[str, str] = Field(default_factory=dict)
    deadlines: dict[str, date] = Field(default_factory=dict)
    publicity: _Publicity = Field(default_factory=_Publicity)
    plan: _Plan = Field(default_factory=_Plan)
    words: _Words = Field(default_factory=_Words)
    cross_check: _CrossCheck = Field(default_factory=_CrossCheck)
    checks: _Checks = Field(default_factory=_Checks)
    filling_times: _FillingTimes = Field(default_factory=_FillingTimes)
    accountability: _Accountability = Field(default_factory=_Accountability)
    warnings: _Warnings = Field(default_factory=_Warnings)


"""Settings that become records of their own."""


def parse_settings(
    file: str, raw: Mapping[str, Any], shipped: Mapping[str, Any] | None = None
) -> tuple[Campaign | None, tuple[Finding, ...]]:
    """Return the campaign, or None with every fault of the file named by its key.

    `shipped` are the words that count where the file has none of its own.
    """
    try:
        settings = _Settings.model_validate(
            _with_words(raw, shipped or {}), context={"year": raw.get("year")}
        )
    except ValidationError as error:
        where = Where(file)
        return None, tuple(
            definition_fault(where, raw, fault) for fault in own_faults(error, _Settings)
        )
    if taken := tuple(_keys_taken(Where(file), settings.bodies)):
        return None, taken
    plain = settings.model_dump(exclude=_MADE_ANEW)
    return (
        Campaign(
            **plain,
            bodies=settings.bodies.model_dump(),
            office=Office(**settings.office.model_dump()),
            stages=tuple(Stage(**stage.model_dump()) for stage in settings.stages),
            plan=settings.plan.told(),
            publicity=Publicity(**settings.publicity.model_dump()),
            cross_check=CrossCheck(**settings.cross_check.model_dump()),
            checks=CheckPlan(**settings.checks.model_dump()),
            filling_times=FillingTimes(**settings.filling_times.model_dump()),
            accountability=Bodies(**settings.accountability.model_dump()),
            warning_days=settings.warnings.days,
            words=Words(**{one.name: getattr(settings.words, one.name) for one in fields(Words)}),
        ),
        (),
    )


def _keys_taken(where: Where, bodies: _Bodies) -> Iterator[Finding]:
    """Keys of bodies that cannot be a name in braces, or that already have a meaning there."""
    for key in bodies.__pydantic_extra__:
        if not _KEY.fullmatch(key) or key in RESERVED:
            params = {"place": f"bodies → {key}", "value": bodies.__pydantic_extra__[key]}
            yield Finding("settings-body-key", where, params)


def _with_words(raw: Mapping[str, Any], shipped: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings with shipped words where they have none of their own."""
    known = {key: value for key, value in shipped.items() if not isinstance(value, dict)}
    own = raw.get("words", {})
    return {**raw, "words": {**known, **own}} if known and isinstance(own, dict) else raw
