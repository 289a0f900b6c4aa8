"""TOML dictionaries -> frozen records of the model, or findings that name the place and the key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from lzfx.forms.faults import definition_fault
from lzfx.model.finding import Finding, Where

_T = TypeVar("_T")


def parse_record(
    file: str, raw: Mapping[str, Any], kind: type[_T]
) -> tuple[_T | None, tuple[Finding, ...]]:
    """The record, records within it too, or None with every fault; `file` is only quoted.

    Keys are the names of the fields; a key that is no field is a fault, not passed over.
    """
    where = Where(file)
    strange = tuple(
        Finding("definition-unknown-key", where, {"place": place, "value": ""})
        for place in _strange(raw, kind)
    )
    try:
        record = TypeAdapter(kind).validate_python(raw)
    except ValidationError as error:
        faults = tuple(definition_fault(where, raw, fault) for fault in error.errors())
        return None, (*strange, *faults)
    return (None, strange) if strange else (record, ())


def _strange(raw: Any, kind: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401 - any TOML, any type
    """The places of keys that no record there has."""
    if isinstance(raw, Sequence) and not isinstance(raw, str):
        for number, entry in enumerate(raw, start=1):
            yield from _strange(entry, kind, f"{place} 第{number}项".strip())
        return
    record = next((one for one in (kind, *get_args(kind)) if is_dataclass(one)), None)
    if not isinstance(raw, Mapping) or record is None:
        return
    hints = get_type_hints(record)
    names = {one.name for one in fields(record)}
    for key, value in raw.items():
        at = f"{place} → {key}".removeprefix(" → ")
        if key in names:
            yield from _strange(value, hints[key], at)
        else:
            yield at
