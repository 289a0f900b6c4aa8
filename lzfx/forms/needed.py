"""When a field that may be empty must be filled after all: because of another answer."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.forms.spec import FieldSpec
from lzfx.model.submission import Value


def needed_because(spec: FieldSpec, values: Mapping[str, Value]) -> str:
    """The name of the first field whose answer makes this one needed; empty where none does."""
    for name, codes in spec.needed_when.items():
        value = values.get(name)
        given = value if isinstance(value, tuple) else (value,)
        if value is not None and (not codes or not set(codes).isdisjoint(map(str, given))):
            return name
    return ""
