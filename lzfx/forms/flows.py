"""The step table of a flow in TOML -> `Flow`, or findings that name the place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from lzfx.forms.faults import definition_fault
from lzfx.model.finding import Finding, Where
from lzfx.model.flow import Exit, Flow, FlowRisk, Shape, Stage, Step
from lzfx.model.risk import MOST_LEVELS, Level

_BETWEEN = re.compile(r"[;；\n]")
_EXIT = re.compile(r"(\d{1,4})(?:[:：](.*))?")


def _seen(text: str) -> str:
    """One line without characters that nobody can see."""
    plain = " ".join(text.split(" ")).strip()
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in plain):
        raise ValueError("unseen-signs")
    return plain


Line = Annotated[str, AfterValidator(_seen)]


def exits_of(text: str) -> tuple[Exit, ...]:
    """`5:是；4:否` as exits: number of the next step, colon, label; `5` alone has no label.

    ValueError for anything else.
    """
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    found = [_EXIT.fullmatch(part) for part in parts]
    if None in found:
        raise ValueError("no-exits")
    return tuple(Exit(int(one[1]), _seen(one[2] or "")) for one in found if one)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Step(_Strict):
    number: int = Field(ge=1, le=999)
    name: Line
    shape: Shape
    lane: Line
    next: Annotated[str, AfterValidator(lambda text: exits_of(text) and text)] = ""
    stage: Stage | None = None
    limit: Line = ""
    output: Line = ""
    risks: tuple[Line, ...] = ()


class _Risk(_Strict):
    label: Annotated[str, Field(pattern=r"^R[1-9]\d?$")]
    level: Level | None = Field(default=None, strict=True, ge=1, le=MOST_LEVELS)
    point: Line = ""
    manifestation: Line = ""
    measures: Line = ""
    post: Line = ""
    responsible: Line = ""


class _Flow(_Strict):
    code: Line
    name: Line = Field(min_length=1)
    kind: Line
    number: int = Field(ge=1)
    unit: Line
    drawn_by: Line
    checked_by: Line
    version: date
    steps: tuple[_Step, ...]
    risks: tuple[_Risk, ...] = ()


def parse_flow(file: str, raw: Mapping[str, Any]) -> tuple[Flow | None, tuple[Finding, ...]]:
    """Return the flow, or None with every fault of its shape; `file` is only quoted.

    What a well-formed flow lacks (an end, a label) is found by `flow.checks`.
    """
    try:
        read = _Flow.model_validate(raw)
    except ValidationError as error:
        where = Where(file)
        return None, tuple(definition_fault(where, raw, fault) for fault in error.errors())
    steps = tuple(
        Step(**one.model_dump(exclude={"next"}), exits=exits_of(one.next)) for one in read.steps
    )
    risks = tuple(FlowRisk(**one.model_dump()) for one in read.risks)
    facts = read.model_dump(exclude={"steps", "risks"})
    return Flow(**facts, steps=steps, risks=risks), ()
