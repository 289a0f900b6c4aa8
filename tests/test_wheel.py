"""What is in the program is used by the program: nothing is shipped for tests or for later."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from support.readme import ROOT

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "lzfx").rglob("*.py"))
}
STARTED = (
    "lzfx.__main__",
    "lzfx.cli.app",
    "lzfx.intake.process.worker",
    "lzfx.render.pdf.part_worker",
)
"""Modules that a command line starts; the last two are those of our own child processes."""


@cache
def trees() -> Mapping[str, ast.Module]:
    return {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def _named(tree: ast.Module) -> Iterator[str]:
    """What a module imports, and what it names in a text, as the registry of documents does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (node.value, f"lzfx.documents.{node.value}")


def _reached() -> set[str]:
    found, waiting = set[str](), list(STARTED)
    while waiting:
        name = waiting.pop()
        if name in MODULES and name not in found:
            found.add(name)
            waiting += _named(trees()[name])
            waiting.append(name.rpartition(".")[0])
    return found


def test_modules__each_is_reached_from_what_is_started() -> None:
    assert MODULES.keys() - _reached() == set()


def test_types__are_marked_as_shipped() -> None:
    assert (ROOT / "lzfx" / "py.typed").is_file()
