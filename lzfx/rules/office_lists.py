"""The lists whose codes have a meaning: levels, colours, monitor roles; every fault of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from lzfx.model.finding import Finding, Where
from lzfx.model.risk import FEWEST_LEVELS, MOST_LEVELS
from lzfx.rules.roles import BODY, body_of_role, is_meaning
from lzfx.rules.vocabulary import choices_in, codes_in, roles_in

Lists = Mapping[str, Mapping[str, Any]]

_LEAST_CONTRAST = 10.0
"""The least contrast of black letters on a tint, as WCAG 2.1 computes it (it asks for 7)."""

_DIM = 0.04045
"""Up to here a part of a colour is linear (WCAG 2.1, relative luminance)."""


def list_faults(where: Where, lists: Lists) -> Iterator[Finding]:
    """Faults: levels other than 1, 2, ...; tints too dark for black letters; roles of nobody."""
    if "levels" in lists:
        yield from level_faults(where, "levels", codes_in(lists, "levels"))
    for choice in choices_in(lists, "colors"):
        tint = str(choice.get("tint") or "")
        if tint and contrast(tint) < _LEAST_CONTRAST:
            params = {"place": f"colors {choice['code']} → tint", "value": tint}
            yield Finding("definition-tint-dark", where, params)
    for code, acts_as in roles_in(lists).items():
        if not is_meaning(acts_as):
            params = {"place": f"monitor_roles {code} → acts_as", "value": acts_as}
            yield Finding("definition-role-unknown", where, params)


def level_faults(where: Where, place: str, codes: Sequence[str]) -> Iterator[Finding]:
    """Fewer than two or more than five levels, or codes other than 1, 2, ... in that order."""
    wanted = tuple(str(number) for number in range(1, len(codes) + 1))
    if not FEWEST_LEVELS <= len(codes) <= MOST_LEVELS or tuple(codes) != wanted:
        yield Finding("definition-levels", where, {"place": place, "value": tuple(codes)})


def body_faults(where: Where, lists: Lists, bodies: Collection[str]) -> Iterator[Finding]:
    """Roles that act as a body of which the settings have no name."""
    for code, acts_as in roles_in(lists).items():
        if acts_as.startswith(BODY) and body_of_role(acts_as) not in bodies:
            params = {"place": f"monitor_roles {code} → acts_as", "value": body_of_role(acts_as)}
            yield Finding("definition-role-no-body", where, params)


def contrast(tint: str) -> float:
    """The contrast of black letters on that colour (RRGGBB), from 1 to 21."""
    parts = [int(tint[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    bright = [part / 12.92 if part <= _DIM else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = bright
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05
