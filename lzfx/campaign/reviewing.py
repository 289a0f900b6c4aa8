"""Who reviews a declaration before the review group decides, by the plan; and recusal (G13)."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.model.campaign import COMMISSION_MEETING, DIRECTORS_MEETING, REVIEW_GROUP
from lzfx.model.office import Kinds
from lzfx.model.papers import Review, ReviewStep
from lzfx.model.roster import Roster, Unit

_KINDS = Kinds()


def reviews(roster: Roster, bodies: Mapping[str, str], kinds: Kinds = _KINDS) -> dict[str, Review]:
    """Who reviews the points of each post, by its code, and of each unit itself, by its code.

    Units go to the commission meeting and posts to the leader in charge (四（三））. The leader in
    charge does not review his own post, nor do the commission's leaders review each other: those
    go to the meeting. What the head of the commission or the meeting itself declares goes to the
    group; this is an assumption, as the plan is silent.
    """
    found = {unit.code: _of_unit(unit, bodies, kinds) for unit in roster.units}
    for post in roster.posts:
        unit = roster.unit(post.unit)
        if unit is not None:
            found[post.code] = _of_holder(unit, post.holder, roster, bodies, kinds)
    return found


def _of_unit(unit: Unit, bodies: Mapping[str, str], kinds: Kinds) -> Review:
    same = bodies.get(DIRECTORS_MEETING) == bodies.get(COMMISSION_MEETING)
    if kinds.meets(unit.kind) and same:
        return _body(REVIEW_GROUP, bodies, recused=True)
    return _body(COMMISSION_MEETING, bodies)


def _of_holder(
    unit: Unit, holder: str, roster: Roster, bodies: Mapping[str, str], kinds: Kinds
) -> Review:
    person = roster.people.get(holder)
    if person is not None and kinds.is_chief(person.rank):
        return _body(REVIEW_GROUP, bodies, recused=True)
    if kinds.deciding(unit.kind) or (holder and holder == unit.leader):
        return _body(COMMISSION_MEETING, bodies, recused=True)
    return Review("leader_in_charge", roster.name_and_title(unit.leader), code=unit.leader)


def _body(step: ReviewStep, bodies: Mapping[str, str], *, recused: bool = False) -> Review:
    return Review(step, bodies.get(step, ""), recused, body_code(step))


def body_code(body: str) -> str:
    """The code of a body as a subject: `commission_meeting` becomes `COMMISSION-MEETING`."""
    return body.upper().replace("_", "-")
