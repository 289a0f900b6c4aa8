"""Forms of every shape a definition can have; nobody ships them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec

FOLDER = Path(__file__).resolve().parents[1] / "forms"
SHAPES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def source(name: str) -> str:
    """The definition of a form as an office would write it."""
    return (FOLDER / f"{name}.toml").read_text("utf-8")


@cache
def odd_form(name: str) -> FormSpec:
    """The form of that definition."""
    form, findings = parse_form(name, tomllib.loads(source(name)), {}, frozenset())
    assert form is not None, findings
    return form
