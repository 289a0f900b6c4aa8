"""`lzfx.toml` -> `Campaign`, or findings that name the key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lzfx.forms.faults import definition_fault
from lzfx.model.calendar import Publicity
from lzfx.model.campaign import Campaign, Office, Stage
from lzfx.model.finding import Finding, Where


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


class _Bodies(_Strict):
    leading_group: str = Field(min_length=1)
    review_group: str = Field(min_length=1)
    commission_meeting: str = Field(min_length=1)
    directors_meeting: str = Field(min_length=1)


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


def parse_settings(
    file: str, raw: Mapping[str, Any]
) -> tuple[Campaign | None, tuple[Finding, ...]]:
    """Return the campaign, or None with every fault of the file named by its key."""
    try:
        settings = _Settings.model_validate(raw)
    except ValidationError as error:
        where = Where(file)
        return None, tuple(definition_fault(where, raw, fault) for fault in error.errors())
    plain = settings.model_dump(exclude={"bodies", "office", "stages", "publicity"})
    return (
        Campaign(
            **plain,
            bodies=settings.bodies.model_dump(),
            office=Office(**settings.office.model_dump()),
            stages=tuple(Stage(**stage.model_dump()) for stage in settings.stages),
            publicity=Publicity(**settings.publicity.model_dump()),
        ),
        (),
    )
