"""Faults of the settings at their lines, told by the names that a clerk has for the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lzfx.campaign.going_out import Unfit
from lzfx.files.definitions import Definitions, parse_toml
from lzfx.files.workspace import SETTINGS
from lzfx.forms.toml_text import Lines
from lzfx.ledger.queries import issued_forms
from lzfx.ledger.store import Ledger
from lzfx.ledger.went_out import issued_codes
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding
from lzfx.session.setting_names import called
from lzfx.session.withdrawn import standing

TEMPLATE = "new_campaign.toml.txt"
"""The settings of a new workspace, as they are shipped."""


def new_settings(sources: Definitions, year: int) -> str:
    """The settings of a new workspace of that year, with its placeholders."""
    return sources.text(TEMPLATE).replace("{year}", str(year))


def untouched(sources: Definitions, year: int) -> Mapping[str, Any]:
    """The values that the settings of that year have before anybody fills them in."""
    return parse_toml(TEMPLATE, new_settings(sources, year))


def placed(lines: Lines, one: Unfit) -> Finding:
    """The finding at its line, with the settings it speaks of by name."""
    path, finding = one
    named = {
        name: called(value) if isinstance(value, tuple) else value
        for name, value in finding.params.items()
    }
    return replace(finding, where=lines.where(path), params=named)


def _stands(ledger: Ledger, code: str) -> bool:
    """Whether anything with that code is out that was not withdrawn."""
    stands = (standing(ledger, form) for form in issued_forms(ledger))
    return any(one.campaign == code for each in stands for one in each)


def code_changed(ledger: Ledger, campaign: Campaign, text: str) -> Iterator[Finding]:
    """That the forms that are out have another code: every one of them would be refused."""
    issued = issued_codes(ledger)
    last = next(reversed(issued), campaign.code)
    if last != campaign.code and _stands(ledger, last):
        path = ("code",)
        params = {"place": called(path), "value": campaign.code}
        params |= {"expected": last, "count": str(issued[last])}
        yield Finding("settings-code-changed", Lines.of(SETTINGS, text).where(path), params)
