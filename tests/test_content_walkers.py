"""Whoever treats every kind of block names each, so that mypy finds the place that lacks one.

mypy itself holds it: a walker ends with `assert_never`, which is an error for a kind that no case
before it takes. Here is held that there is no walker of another make.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import lzfx
from lzfx.content.blocks import Block

SOURCE = Path(lzfx.__file__).parent
KINDS = frozenset(kind.__name__ for kind in get_args(Block))
WALKERS = {
    "content/blocks.py": {"_brings_title", "_texts"},
    "content/parts.py": {"_in_lists"},
    "inspection/xlsx.py": {"_held"},
    "render/docx/block_writer.py": {"_block"},
    "render/html.py": {"_block"},
    "render/pdf/tree.py": {"_block", "_gathered"},
    "render/sections.py": {"_kind_alone", "stays"},
    "workbook/table_view.py": {"_parts"},
}


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(SOURCE.rglob("*.py")):
        module = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield module, node


def cases(function: ast.FunctionDef) -> tuple[frozenset[str], bool]:
    """The kinds of block its switches take, and whether each of these ends with assert_never."""
    found: set[str] = set()
    ends = True
    for switch in (node for node in ast.walk(function) if isinstance(node, ast.Match)):
        taken = {
            pattern.cls.id
            for case in switch.cases
            for pattern in ast.walk(case.pattern)
            if isinstance(pattern, ast.MatchClass) and isinstance(pattern.cls, ast.Name)
        }
        if taken & KINDS:
            found |= taken & KINDS
            ends &= "assert_never" in ast.unparse(switch.cases[-1])
    return frozenset(found), ends


def test_walkers__each_takes_every_kind_of_block() -> None:
    found = {(module, function.name): cases(function) for module, function in functions()}
    for module, names in WALKERS.items():
        for name in names:
            taken, ends = found[module, name]
            assert taken == KINDS, f"{module} {name} lacks {sorted(KINDS - taken)}"
            assert ends, f"{module} {name} does not end with assert_never"


def test_walkers__there_is_none_but_those() -> None:
    """A switch over more than three kinds treats them all; one over fewer picks some out."""
    walking = {
        (module, function.name) for module, function in functions() if len(cases(function)[0]) > 3
    }
    assert walking == {(module, name) for module, names in WALKERS.items() for name in names}


def test_walkers__no_chain_of_isinstance_stands_in_for_a_switch() -> None:
    """A function may ask whether a block is of one kind, not of one kind after the other."""
    asked = {
        (module, function.name): [
            ast.unparse(node.args[1])
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) == "isinstance"
            and {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)} & KINDS
        ]
        for module, function in functions()
    }
    assert {place: kinds for place, kinds in asked.items() if len(set(kinds)) > 2} == {}
