"""Templates that tests read: their own, which stay as they are, and those the program ships.

A test reads its own unless it is about what is shipped; so a field, a rule or a choice that the
office adds to the shipped ones breaks no test that is about something else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from lzfx.checks.registry import ROW_CHECKS
from lzfx.forms.lists import with_assessed_kinds
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec

SHIPPED = Path(__file__).resolve().parents[2] / "form_templates"
OWN = Path(__file__).resolve().parents[1] / "templates"


def raw(relative: str, home: Path = OWN) -> dict[str, Any]:
    """A definition as TOML gives it."""
    return tomllib.loads((home / relative).read_text("utf-8"))


def lists(home: Path = OWN) -> dict[str, Any]:
    """The lists of choices, with what an office's kinds and ranks add to them."""
    return dict(with_assessed_kinds(raw("lists/choices.toml", home)))


@cache
def form_named(name: str, home: Path = OWN) -> FormSpec:
    """A form of that folder; a fault in it is a fault of the test."""
    written = raw(f"forms/{name}.toml", home)
    parsed, findings = parse_form(f"{name}.toml", written, lists(home), frozenset(ROW_CHECKS))
    assert parsed is not None, findings
    return parsed
