"""The step table of a flow, in TOML or as a unit returned it -> steps that can be drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from lzfx.forms.characters import as_code
from lzfx.forms.faults import definition_fault, own_faults
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.finding import Finding, Where
from lzfx.model.flow import DrawnFlow, DrawnStep, Exit, Flow, FlowRisk, Shape, Stage, Step
from lzfx.model.office import meaning_of
from lzfx.model.risk import MOST_LEVELS, Level

_BETWEEN = re.compile(r"[;；\n]")
_COMMAS = re.compile(r"[、，,]")
_NUMBERS = re.compile(r"\s*\d{1,4}(\s*[、，,]\s*\d{1,4})+\s*")
_EXIT = re.compile(r"第?(\d{1,4})步?\s*(?:[:：](.*)|[（(](.*)[）)])?")


def _seen(text: str) -> str:
    """One line without characters that nobody can see."""
    plain = " ".join(text.split(" ")).strip()
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in plain):
        raise ValueError("unseen-signs")
    return plain


Line = Annotated[str, AfterValidator(_seen)]


def exits_of(text: str) -> tuple[Exit, ...]:
    """`5:是；4:否` as exits: number of the next step, colon, label; `5` alone has no label.

    `5（是）` means the same as `5:是`, and numbers alone may stand between commas. ValueError for
    anything else.
    """
    between = _COMMAS if _NUMBERS.fullmatch(text) else _BETWEEN
    parts = [part.strip() for part in between.split(text) if part.strip()]
    found = [_EXIT.fullmatch(part) for part in parts]
    if None in found:
        raise ValueError("no-exits")
    return tuple(Exit(int(one[1]), _seen(one[2] or one[3] or "")) for one in found if one)


_SHAPES: Final[Mapping[str, Shape]] = {shape: shape for shape in get_args(Shape)}
_STAGES: Final[Mapping[str, Stage]] = {stage: stage for stage in get_args(Stage)}


def step_of(drawn: DrawnStep, form: FormSpec) -> Step:
    """A step of a return of that form; its risks are the ids of risk points that stand in it.

    The office's own shapes and stages count as what its lists say they act as. ValueError where
    nobody can tell where it goes on.
    """
    return Step(
        number=drawn.number,
        name=drawn.name,
        shape=_SHAPES.get(_meaning(form, "shape", drawn.shape), "step"),
        lane=drawn.lane,
        exits=exits_of(drawn.next),
        stage=_STAGES.get(_meaning(form, "stage", drawn.stage)),
        limit=drawn.limit,
        output=drawn.output,
        risks=tuple(dict.fromkeys(map(as_code, drawn.risk_points))),
    )


def flow_of(drawn: DrawnFlow, form: FormSpec, unit: str, number: int) -> Flow:
    """The flow of a return of that form, drawn by the unit of that name, with that chart number.

    Its risks have the labels `R1`, `R2`, … in the order of the steps, and nothing else yet but
    their ids. ValueError where nobody can tell where a step goes on, which is never taken in.
    """
    steps = tuple(step_of(step, form) for step in drawn.steps)
    ids = dict.fromkeys(point for step in steps for point in step.risks)
    labels = {point: f"R{at}" for at, point in enumerate(ids, start=1)}
    return Flow(
        code=drawn.code,
        name=drawn.name or drawn.code,
        kind=_label(form, "kind", drawn.kind),
        number=number,
        unit=unit,
        drawn_by=drawn.drawn_by,
        checked_by=drawn.checked_by,
        version=drawn.version or date.min,
        steps=tuple(
            replace(step, risks=tuple(labels[point] for point in step.risks)) for step in steps
        ),
        risks=tuple(FlowRisk(label, level=None, point=point) for point, label in labels.items()),
    )


def _label(form: FormSpec, name: str, code: str) -> str:
    """What a code of a field of the powers is called."""
    table = form.table_about(About.FLOW)
    fields = table.fields if table else ()
    choices = (one for spec in fields if spec.name == name for one in spec.choices)
    return next((one.label for one in choices if one.code == code), code)


def _meaning(form: FormSpec, name: str, code: str) -> str:
    """What a code of a field of the steps acts as."""
    table = form.table_about(About.FLOW_STEP)
    fields = table.fields if table else ()
    choices = (one for spec in fields if spec.name == name for one in spec.choices)
    found = next((one for one in choices if one.code == code), None)
    return meaning_of(code, found.acts_as if found else "")


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
        return None, tuple(
            definition_fault(where, raw, fault) for fault in own_faults(error, _Flow)
        )
    steps = tuple(
        Step(**one.model_dump(exclude={"next"}), exits=exits_of(one.next)) for one in read.steps
    )
    risks = tuple(FlowRisk(**one.model_dump()) for one in read.risks)
    facts = read.model_dump(exclude={"steps", "risks"})
    return Flow(**facts, steps=steps, risks=risks), ()
