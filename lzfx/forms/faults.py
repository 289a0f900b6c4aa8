"""What pydantic found wrong in a definition, as a finding that names the place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from lzfx.forms.days import day_of_text
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Where

_NO_DAY = frozenset({"date_from_datetime_parsing", "date_parsing", "date_type"})
_CODES: Mapping[str, FindingCode] = {
    "extra_forbidden": "definition-unknown-key",
    "unexpected_keyword_argument": "definition-unknown-key",
    "missing": "definition-missing-key",
}


def definition_fault(where: Where, raw: Mapping[str, Any], fault: Any) -> Finding:  # noqa: ANN401 - pydantic's error dictionary
    """One fault; an entry of a list is named by its own name or title, not by its position.

    `keys` lead to it in the file, so that its line can be told.
    """
    node: Any = raw
    steps: list[str] = []
    for step in fault["loc"]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int):
            steps[-1:] = [f"{steps[-1]} {_called(node, step)}"]
        elif step != "[key]":
            steps.append(str(step))
    found = fault.get("input")
    value = "" if isinstance(found, dict) else found
    params: dict[str, object] = {"place": " → ".join(steps), "value": value}
    code = _CODES.get(fault["type"], "definition-bad-value")
    if code == "definition-unknown-key":
        params["near"] = fault.get("near") or steps[-1]
    elif fault["type"] in _NO_DAY and isinstance(found, str) and (day := day_of_text(found)):
        code, params["expected"] = "definition-day-in-quotes", day.isoformat()
    elif fault["type"] == "string_type" and isinstance(found, int | float | date):
        code, params["expected"] = "definition-text-unquoted", f'"{found}"'
    return Finding(code, where, {**params, "keys": tuple(fault["loc"])})


def _called(node: object, position: int) -> str:
    entry = node if isinstance(node, dict) else {}
    if entry.get("id"):
        return str(entry["id"])
    name = entry.get("name") or entry.get("title")
    return f"“{name}”" if name else f"第{position + 1}项"


def own_faults(error: ValidationError, model: type[Any]) -> Iterator[Any]:
    """Pydantic's faults without those that only follow from another one deeper in the same place.

    It counts only the sound entries of a list, so that a list of faulty ones also seems too short.
    A key that the `model` does not know comes with the `near` one that was likely meant.
    """
    faults = error.errors()
    places = [fault["loc"] for fault in faults]
    for fault in faults:
        at = fault["loc"]
        follows = any(len(loc) > len(at) and loc[: len(at)] == at for loc in places)
        if not (fault["type"] == "too_short" and follows):
            unknown = _CODES.get(fault["type"]) == "definition-unknown-key"
            yield {**fault, "near": _near(model, at) if unknown else ""}


def _near(model: type[Any], loc: tuple[int | str, ...]) -> str:
    """The key of the model that the last one of `loc` is most like, or nothing."""
    kind: Any = model
    for step in loc[:-1]:
        if isinstance(step, str):
            kind = _parts(kind).get(step)
    known = _parts(kind)
    return next(iter(get_close_matches(str(loc[-1]), known, 1, cutoff=0.0)), "")


def _parts(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - whatever an annotation holds
    """The keys of the model inside an annotation, with their own annotations."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {one.alias or name: one.annotation for name, one in kind.model_fields.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return {one.name: one.type for one in fields(kind)}
    return next((parts for one in get_args(kind) if (parts := _parts(one))), {})
