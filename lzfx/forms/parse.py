"""TOML dictionaries -> `FormSpec`, or findings that name the form, the field and the key."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from lzfx.forms.consistency import HEADER, inconsistencies
from lzfx.forms.faults import definition_fault, own_faults
from lzfx.forms.lists import Lists, as_filled, names_of_kinds, offered
from lzfx.forms.placeholders import Names, filled, names_in, unknown_names
from lzfx.forms.records import record_faults
from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding, Where

_BETWEEN = "、"
_MOST_NUMBERED = 20
"""Choices of a field that may be named by their number: `{choice_2}`."""


def parse_form(
    file: str,
    raw: Mapping[str, Any],
    lists: Lists,
    known_checks: frozenset[str],
    names: Names | None = None,
) -> tuple[FormSpec | None, tuple[Finding, ...]]:
    """Return the form, or None with every fault of its definition; `file` is only quoted.

    `known_checks` are the names of the cross-field checks that exist in the program. `names` are
    filled in where the definition has them in braces (in `lists` they are already); without any,
    those that `lists` bring.
    """
    where = Where(file)
    findings: list[Finding] = []
    said = names_in(lists) if names is None else names
    known = ChainMap(names_of_kinds(lists), said)
    offered_by = as_filled(lists) if names is None else lists
    resolved = _with_choices(raw, offered_by, where, findings)
    resolved = _with_names(resolved, known, where, findings)
    try:
        form = FormSpec.model_validate(resolved)
    except ValidationError as error:
        findings.extend(
            definition_fault(where, raw, fault) for fault in own_faults(error, FormSpec)
        )
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
        choices = offered(lists, spec["list"])
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


def _with_names(
    raw: dict[str, Any], names: Names, where: Where, findings: list[Finding]
) -> dict[str, Any]:
    """The definition with names filled in; a field may name its own choices too."""

    def fill(spec: Any, place: str) -> Any:  # noqa: ANN401 - what TOML holds is not known before it is checked
        if not isinstance(spec, dict):
            return spec
        choices = filled(spec.get("choices"), names, lambda _name, _at: None)
        known = ChainMap(_names_of_choices(choices), names)
        at = f"{place} “{spec.get('name', '?')}”"
        return filled(spec, known, unknown_names(where, known, findings), at)

    done = dict(raw)
    say = unknown_names(where, names, findings)
    for key, value in raw.items():
        if key == "header" and isinstance(value, list):
            done[key] = [fill(spec, key) for spec in value]
        elif key == "table" and isinstance(value, list):
            done[key] = [_table_with_names(table, names, say, fill) for table in value]
        else:
            done[key] = filled(value, names, say, key)
    return done


def _table_with_names(
    table: Any,  # noqa: ANN401 - what TOML holds is not known before it is checked
    names: Names,
    say: Callable[[str, str], None],
    fill: Callable[[Any, str], Any],
) -> Any:  # noqa: ANN401 - the same
    if not isinstance(table, dict):
        return table
    place = f"table “{table.get('name', '?')}”"
    own = {key: value for key, value in table.items() if key != "field"}
    done = dict(filled(own, names, say, place))
    if "field" in table:
        fields = table["field"]
        listed = isinstance(fields, list)
        done["field"] = [fill(spec, f"{place} → field") for spec in fields] if listed else fields
    return done


def _names_of_choices(choices: Any) -> dict[str, str]:  # noqa: ANN401 - not checked yet
    """`{choices}`, `{other_choices}` (all but the first), `{choice_2}`: what a field offers.

    A number beyond the last choice means the last one: lists of offices differ in length.
    """
    entries = choices if isinstance(choices, list) else []
    labels = [str(one.get("label", "")) for one in entries if isinstance(one, dict)]
    if not labels:
        return {}
    numbered = {
        f"choice_{number}": labels[min(number, len(labels)) - 1]
        for number in range(1, _MOST_NUMBERED + 1)
    }
    others = _BETWEEN.join(labels[1:])
    return {"choices": _BETWEEN.join(labels), "other_choices": others, **numbered}
