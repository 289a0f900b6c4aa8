"""Who reviews what in an office of the tests, by the rules in their own templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from support.templates import OWN, lists, raw

from lzfx.model.office import Kinds
from lzfx.rules.reviewers import Reviewers, parse_reviewers

_DAY = date(2026, 9, 20)


def reviewing(bodies: Mapping[str, str], kinds: Kinds | None = None) -> Reviewers:
    """The rules as they are applied where those bodies are called so."""
    parsed, findings = parse_reviewers(raw("rules/reviewers.toml", OWN), lists=lists(OWN))
    assert not findings
    return Reviewers(parsed, bodies, _DAY, kinds or Kinds())
