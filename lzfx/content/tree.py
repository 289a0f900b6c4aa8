"""A document rebuilt from the JSON values that `blocks.plain` made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from lzfx.content.blocks import MODEL_VERSION, Block, Document

_KINDS = {
    one.default: block for block in get_args(Block) for one in fields(block) if one.name == "kind"
}


def parsed(tree: Mapping[str, Any]) -> Document:
    """The document; ValueError for a tree that is none, or of another version."""
    if tree.get("version") != MODEL_VERSION:
        raise ValueError(f"tree of version {tree.get('version')!r}, not {MODEL_VERSION}")
    try:
        blocks = tuple(_built(_KINDS[block["kind"]], block) for block in tree["blocks"])
        rest = {
            name: tree[name] for name in ("name", "title", "author", "date", "landscape", "facts")
        }
    except (KeyError, TypeError) as error:
        raise ValueError(f"no tree of a document: {error}") from error
    return Document(
        blocks=blocks, mark=tree.get("mark", ""), across=tree.get("across", False), **rest
    )


def _built(kind: Any, tree: Any) -> Any:  # noqa: ANN401 - a dataclass of the model and its values
    hints = get_type_hints(kind)
    return kind(**{one.name: _value(hints[one.name], tree[one.name]) for one in fields(kind)})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - whatever the model holds
    """A value in the type of its field: lists become tuples, mappings become records."""
    if value is None:
        return None
    if isinstance(hint, UnionType):
        return _value(next(one for one in get_args(hint) if one is not type(None)), value)
    if is_dataclass(hint):
        return _built(hint, value)
    if get_origin(hint) is tuple:
        inside = get_args(hint)
        many = inside[-1] is Ellipsis
        hints = (inside[0],) * len(value) if many else inside
        return tuple(_value(one, each) for one, each in zip(hints, value, strict=True))
    return value
