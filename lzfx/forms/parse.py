"""TOML dictionaries -> `FormSpec`, or findings that name the form, the field and the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

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
        findings.extend(_definition_fault(where, raw, fault) for fault in error.errors())
        return None, tuple(findings)
    findings.extend(
        Finding("definition-unknown-check", where, {"check": name})
        for name in form.checks
        if name not in known_checks
    )
    findings.extend(_doubled(where, form))
    return (None if findings else form), tuple(findings)


def _with_choices(
    raw: Mapping[str, Any], lists: Lists, where: Where, findings: list[Finding]
) -> dict[str, Any]:
    """The definition with `list = "..."` replaced by the choices of that list."""

    def resolve(spec: Any) -> Any:  # noqa: ANN401 - what TOML holds is not known before it is checked
        if not isinstance(spec, dict) or "list" not in spec:
            return spec
        rest = {key: value for key, value in spec.items() if key != "list"}
        found = lists.get(spec["list"])
        if found is None:
            params = {"field": spec.get("name", "?"), "list": spec["list"]}
            findings.append(Finding("definition-unknown-list", where, params))
            return rest
        return {**rest, "choices": found["choices"]}

    resolved = dict(raw)
    if isinstance(raw.get("header"), list):
        resolved["header"] = [resolve(spec) for spec in raw["header"]]
    if isinstance(raw.get("table"), list):
        resolved["table"] = [
            {**table, "field": [resolve(spec) for spec in table.get("field", ())]}
            if isinstance(table, dict)
            else table
            for table in raw["table"]
        ]
    return resolved


def _definition_fault(where: Where, raw: Mapping[str, Any], fault: Any) -> Finding:  # noqa: ANN401 - pydantic's error dictionary
    """One of pydantic's faults with list positions turned into the names the file uses."""
    node: Any = raw
    steps: list[str] = []
    for step in fault["loc"]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int):
            name = node.get("name") or node.get("title") if isinstance(node, dict) else None
            steps[-1:] = [f"{steps[-1]} “{name}”" if name else f"{steps[-1]} 第{step + 1}项"]
        else:
            steps.append(str(step))
    params = {"place": " → ".join(steps), "value": fault.get("input")}
    code = {
        "extra_forbidden": "definition-unknown-key",
        "missing": "definition-missing-key",
    }.get(fault["type"], "definition-bad-value")
    return Finding(code, where, params)


def _doubled(where: Where, form: FormSpec) -> list[Finding]:
    """Headings that two fields of one table share: a column could then not be told apart."""
    findings = []
    groups = [form.header, *(table.fields for table in form.tables)]
    for fields in groups:
        seen: dict[str, str] = {}
        for field in fields:
            for title in (field.title, *field.aliases):
                if seen.setdefault(title, field.name) != field.name:
                    params = {"title": title, "field": field.name, "other": seen[title]}
                    findings.append(Finding("definition-same-heading", where, params))
    return findings
