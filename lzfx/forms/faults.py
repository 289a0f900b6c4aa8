"""What pydantic found wrong in a definition, as a finding that names the place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Where

_CODES: Mapping[str, FindingCode] = {
    "extra_forbidden": "definition-unknown-key",
    "unexpected_keyword_argument": "definition-unknown-key",
    "missing": "definition-missing-key",
}


def definition_fault(where: Where, raw: Mapping[str, Any], fault: Any) -> Finding:  # noqa: ANN401 - pydantic's error dictionary
    """One fault; an entry of a list is named by its own name or title, not by its position."""
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
    code = _CODES.get(fault["type"], "definition-bad-value")
    return Finding(code, where, {"place": " → ".join(steps), "value": value})


def _called(node: object, position: int) -> str:
    entry = node if isinstance(node, dict) else {}
    if entry.get("id"):
        return str(entry["id"])
    name = entry.get("name") or entry.get("title")
    return f"“{name}”" if name else f"第{position + 1}项"


def own_faults(error: ValidationError) -> Iterator[Any]:
    """Pydantic's faults without those that only follow from another one deeper in the same place.

    It counts only the sound entries of a list, so that a list of faulty ones also seems too short.
    """
    faults = error.errors()
    places = [fault["loc"] for fault in faults]
    for fault in faults:
        at = fault["loc"]
        follows = any(len(loc) > len(at) and loc[: len(at)] == at for loc in places)
        if not (fault["type"] == "too_short" and follows):
            yield fault
