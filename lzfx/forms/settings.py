"""`lzfx.toml` -> `Campaign`, or findings that name the key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Annotated, Any

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

from lzfx.forms.faults import definition_fault
from lzfx.forms.placeholders import RESERVED
from lzfx.model.calendar import Publicity
from lzfx.model.campaign import Campaign, Office, Stage
from lzfx.model.finding import Finding, Where
from lzfx.model.office import Words

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_Printed = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Stage(_Strict):
    name: str = Field(min_length=1)
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> _Stage:
        if self.end < self.start:
            raise ValueError("end-before-start")
        return self


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
    bodies: _Bodies
    office: _Office
    stages: tuple[_Stage, ...] = Field(min_length=1)
    documents: dict[str, str] = Field(default_factory=dict)
    deadlines: dict[str, date] = Field(default_factory=dict)
    publicity: _Publicity = Field(default_factory=_Publicity)
    words: _Words = Field(default_factory=_Words)


def parse_settings(
    file: str, raw: Mapping[str, Any], shipped: Mapping[str, Any] | None = None
) -> tuple[Campaign | None, tuple[Finding, ...]]:
    """Return the campaign, or None with every fault of the file named by its key.

    `shipped` are the words that count where the file has none of its own.
    """
    try:
        settings = _Settings.model_validate(_with_words(raw, shipped or {}))
    except ValidationError as error:
        where = Where(file)
        return None, tuple(definition_fault(where, raw, fault) for fault in error.errors())
    if taken := tuple(_keys_taken(Where(file), settings.bodies)):
        return None, taken
    plain = settings.model_dump(exclude={"bodies", "office", "stages", "publicity", "words"})
    return (
        Campaign(
            **plain,
            bodies=settings.bodies.model_dump(),
            office=Office(**settings.office.model_dump()),
            stages=tuple(Stage(**stage.model_dump()) for stage in settings.stages),
            publicity=Publicity(**settings.publicity.model_dump()),
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
