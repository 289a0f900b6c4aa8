"""Names in braces inside definitions: `{commission_meeting}` becomes what the office calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import fields
from typing import Any

from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.office import Words

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_OF_CAMPAIGN = ("name", "commission", "system", "issuer")
OFFICE = "office"
RESERVED = frozenset({*_OF_CAMPAIGN, OFFICE, *(one.name for one in fields(Words))})
"""Names that no body of `[bodies]` may have: they mean something else already."""

Names = MutableMapping[str, str]
Say = Callable[[str, str], None]


class UnfilledNames(dict[str, str]):
    """Leaves every name as it is, because the settings that define them are faulty themselves."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def names_of(campaign: Campaign) -> Names:
    """All names that definitions may hold in braces, with what the settings say for each."""
    words = {
        one.name: value
        for one in fields(Words)
        if isinstance(value := getattr(campaign.words, one.name), str)
    }
    said = {name: str(getattr(campaign, name)) for name in _OF_CAMPAIGN}
    return {**words, **campaign.bodies, **said, OFFICE: campaign.office.name}


def names_in(lists: Mapping[str, Any]) -> Names:
    """The names that the lists define, for use without settings."""
    words: Mapping[str, Any] = lists.get(WORDS, {})
    said = {**words, **words.get("bodies", {})}
    return {name: value for name, value in said.items() if isinstance(value, str)}


WORDS = "words"
"""The table of shipped words that stands among the lists."""


def filled(raw: Any, names: Names, say: Say, place: str = "") -> Any:  # noqa: ANN401 - what TOML holds
    """The same values with every name filled in; `say` is called with unknown names and places."""
    if isinstance(raw, str):
        if "{" not in raw:
            return raw

        def fill(found: re.Match[str]) -> str:
            if found[1] in names:
                return names[found[1]]
            say(found[1], place)
            return found[0]

        return _PLACEHOLDER.sub(fill, raw)
    if isinstance(raw, Mapping):
        return {key: filled(value, names, say, _below(place, key)) for key, value in raw.items()}
    if isinstance(raw, list):
        return [filled(value, names, say, _entry(place, value)) for value in raw]
    return raw


def unknown_names(where: Where, names: Iterable[str], findings: list[Finding]) -> Say:
    """A function that turns each unknown name into a finding that offers the known ones."""
    offered = tuple(sorted(names))

    def say(name: str, place: str) -> None:
        params = {"place": place, "value": f"{{{name}}}", "names": offered}
        findings.append(Finding("definition-unknown-name", where, params))

    return say


def _below(place: str, key: object) -> str:
    return f"{place} → {key}" if place else str(key)


def _entry(place: str, value: object) -> str:
    called = value.get("name") or value.get("code") if isinstance(value, Mapping) else None
    return f"{place} “{called}”" if called else place
