"""Who a monitor is: the role a rule names, and the person or body the roster has for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.roster import Roster, Unit

SECTION_HEAD: Final = "section_head"
LEADER_IN_CHARGE: Final = "leader_in_charge"
BODY, PERSON, POST = "body:", "person:", "post:"
"""What a role may act as besides the three known ones: a body of the settings by key, a person of
the roster by code, or the holder of the unit's post of that name."""

ROLES: Mapping[str, str] = {one: one for one in (REVIEW_GROUP, LEADER_IN_CHARGE, SECTION_HEAD)}
"""The roles of an office whose lists have none."""


def is_meaning(acts_as: str) -> bool:
    """Whether a role can act as that."""
    kind, sign, name = acts_as.partition(":")
    return acts_as in ROLES or (f"{kind}{sign}" in {BODY, PERSON, POST} and bool(name.strip()))


def body_of_role(acts_as: str) -> str:
    """The key of the body that a role stands for; empty when it stands for a person."""
    return REVIEW_GROUP if acts_as == REVIEW_GROUP else _after(acts_as, BODY)


def person_of(acts_as: str, unit: Unit | None, roster: Roster) -> str:
    """The code of the person who has that role for a unit; empty for a body and for nobody."""
    if acts_as.startswith(PERSON):
        return _after(acts_as, PERSON)
    if unit is None:
        return ""
    if acts_as.startswith(POST):
        named = _after(acts_as, POST)
        posts = (post for post in roster.posts_of(unit.code) if post.name == named)
        return next((post.holder for post in posts), "")
    return {SECTION_HEAD: unit.head, LEADER_IN_CHARGE: unit.leader}.get(acts_as, "")


def monitor_name(acts_as: str, unit: Unit | None, roster: Roster, bodies: Mapping[str, str]) -> str:
    """The printed name of who has that role for a unit; empty when the roster names nobody."""
    body = body_of_role(acts_as)
    return bodies.get(body, "") if body else roster.name_and_title(person_of(acts_as, unit, roster))


def _after(acts_as: str, kind: str) -> str:
    return acts_as.removeprefix(kind).strip() if acts_as.startswith(kind) else ""
