"""TOML dictionaries -> `FormSpec`, or findings that name the form, the field and the key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from lzfx.forms.consistency import HEADER, inconsistencies
from lzfx.forms.faults import definition_fault
from lzfx.forms.records import record_faults
from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding, Where

Lists = Mapping[str, Mapping[str, Any]]


def parse_form(
    file: str, raw: Mapping[str, Any], lists: Lists, known_checks: frozenset[str]
) -> tuple[FormSpec | None, tuple[Finding, ...]]:
    """Return the form, or None with every fault of its definition; `file` is only quoted.

    `known_checks` are the names of the cross-field checks that exist in the program.
    """
    where = Where(file)
    findings: list[Finding] = []
    resolved = _with_choices(raw, lists, where, findings)
    try:
        form = FormSpec.model_validate(resolved)
    except ValidationError as error:
        findings.extend(definition_fault(where, raw, fault) for fault in _own_faults(error))
        return None, tuple(findings)
    unlisted = frozenset(
        str(one.params["field"]) for one in findings if one.code == "definition-unknown-list"
    )
    findings.extend(
        Finding("definition-unknown-check", where, {"check": name})
        for name in dict.fromkeys(form.checks)
        if name not in known_checks
    )
    findings.extend(inconsistencies(where, form, unlisted))
    if not findings:
        findings.extend(record_faults(where, form))
    return (None if findings else form), tuple(findings)


def _with_choices(
    raw: Mapping[str, Any], lists: Lists, where: Where, findings: list[Finding]
) -> dict[str, Any]:
    """The definition with `list = "..."` replaced by the choices of that list."""

    def resolve(spec: Any, table: object) -> Any:  # noqa: ANN401 - what TOML holds is not known before it is checked
        if not isinstance(spec, dict) or "list" not in spec:
            return spec
        rest = {key: value for key, value in spec.items() if key != "list"}
        params = {"form": raw.get("title", "?"), "table": table, "field": spec.get("name", "?")}
        if "choices" in spec:
            findings.append(Finding("definition-choices-several", where, params))
        choices = _choices_of(lists, spec["list"])
        if choices is None:
            params = {**params, "list": spec["list"]}
            findings.append(Finding("definition-unknown-list", where, params))
            return rest
        return {**rest, "choices": choices}

    resolved = dict(raw)
    if isinstance(raw.get("header"), list):
        resolved["header"] = [resolve(spec, HEADER) for spec in raw["header"]]
    if isinstance(raw.get("table"), list):
        resolved["table"] = [
            {**table, "field": [resolve(spec, table.get("sheet", "?")) for spec in table["field"]]}
            if isinstance(table, dict) and isinstance(table.get("field"), list)
            else table
            for table in raw["table"]
        ]
    return resolved


def _choices_of(lists: Lists, name: object) -> Any:  # noqa: ANN401 - checked with the form that uses them
    """The choices of the list of that name; None when it is no name or there are none."""
    found: Any = lists.get(name) if isinstance(name, str) else None
    return found.get("choices") if isinstance(found, dict) else None


def _own_faults(error: ValidationError) -> Iterator[Any]:
    """Pydantic's faults without those that only follow from one deeper in the same place.

    It counts the sound entries of a list alone, and finds a list of faulty ones too short.
    """
    faults = error.errors()
    places = [fault["loc"] for fault in faults]
    for fault in faults:
        at = fault["loc"]
        follows = any(len(loc) > len(at) and loc[: len(at)] == at for loc in places)
        if not (fault["type"] == "too_short" and follows):
            yield fault
