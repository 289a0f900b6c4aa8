"""What the program gives the sentences of its codes, and which texts stand in its source.

Which codes there are and that none is misspelt is for mypy to say (`lzfx.model.codes`). Read from
the source are only the parameters of a sentence and whether a code is written anywhere at all.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.write_codes import written

import lzfx

SOURCE = Path(lzfx.__file__).parent
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_PARAMS_AT = {"Finding": 2, "Refused": 1, "Fault": 1}
_TITLED = frozenset({"title", "value"})
_BY_KEYWORD = {
    "_of_flow": frozenset({"flow"}),
    "_at_step": frozenset({"flow", "step", "name"}),
}
"""Functions that are given a code and, by keyword, what its sentence says beside those."""


@dataclass(frozen=True, slots=True)
class Made:
    """One place that makes a code; `keys` are the parameters given there, None when not plain."""

    module: str
    part: str
    code: str
    keys: frozenset[str] | None


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path below the package, but for the bare enumerations."""
    enumerations = written()
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
        if path not in enumerations
    }


@cache
def made() -> tuple[Made, ...]:
    """Every code that stands as a literal where something is made of it."""
    errors = _error_classes()
    return tuple(
        one
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for one in _of_call(module, node, errors)
    )


def texts_of_source(module: str) -> Iterator[str]:
    """Every text in a module, wherever it stands."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _error_classes() -> frozenset[str]:
    """`LzfxError` and all classes made of it."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    known = {"LzfxError"}
    while fresh := {name for name, of in bases.items() if of & known} - known:
        known |= fresh
    return frozenset(known)


def _of_call(module: str, call: ast.Call, errors: frozenset[str]) -> Iterator[Made]:
    name = _name(call.func)
    is_init = name == "__init__" and isinstance(call.func, ast.Attribute)
    part = "errors" if name in errors or is_init else "findings"
    makers = {*_PARAMS_AT, *errors, *_BY_KEYWORD, "say", "too_many", "_gap", "__init__"}
    if name not in makers or not call.args:
        return
    for code in _literals(call.args[0]):
        if _CODE.fullmatch(code):
            yield Made(module, part, code, _keys(name, call))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts an expression may be: itself, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _keys(name: str, call: ast.Call) -> frozenset[str] | None:
    keywords = {keyword.arg for keyword in call.keywords}
    if name == "say":
        plain = None not in keywords
        return _TITLED | {word for word in keywords if word} if plain else None
    if name in _BY_KEYWORD:
        return _BY_KEYWORD[name] | {word for word in keywords if word}
    if name == "too_many":
        return frozenset({"limit"})
    if name == "_gap":
        return frozenset({"point", "name", "unit"})
    at = _PARAMS_AT.get(name, 1)
    given = next((k.value for k in call.keywords if k.arg == "params"), None)
    given = call.args[at] if len(call.args) > at else given
    keys = frozenset() if given is None else _dictionary(given)
    return keys | _TITLED if keys is not None and name == "Fault" else keys


def _dictionary(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    return frozenset(map(str, keys)) if len(keys) == len(node.keys) else None
