"""The words of the screen: each is said somewhere, and nothing is said that is not there."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

from lzfx.files.workspace import FOLDERS
from lzfx.messages import words
from lzfx.model.finding import Severity
from lzfx.model.ledger import Outcome
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import Next, State

ROOT = Path(__file__).resolve().parents[1] / "lzfx"
MADE_UP = {
    *(f"state-{state}" for state in State),
    *(f"next-{step}" for step in Next),
    *(f"outcome-{outcome}" for outcome in Outcome),
    *(f"severity-{severity}" for severity in Severity),
    *(name for spec in VERBS.values() for name in (spec.sentence, spec.bare) if name),
    *(f"folder-{folder}" for folder in FOLDERS),
}
"""Names put together from an enumeration: each member must have its word."""


def _texts() -> Iterator[str]:
    """Every text in the code that could be the name of a word."""
    for module in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def _asked() -> Iterator[str]:
    """Names that `word` is called with as they stand."""
    for module in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "word":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    yield str(name.value)


def test_words__every_one_asked_for_is_there() -> None:
    assert {*_asked(), *MADE_UP} - words().keys() == set()


def test_words__none_is_idle() -> None:
    demo = {"demo-outbox", "demo-sent-back", "demo-output"}  # named after the folders
    assert words().keys() - {*_texts(), *MADE_UP, *demo} == set()


def test_words__are_chinese_and_well_formed() -> None:
    for name, text in words().items():
        assert re.search(r"[\u4e00-\u9fff]", text) or re.fullmatch(r"(\{\w+\} ?)+", text), name
        list(string.Formatter().parse(text))
