"""The public edition of a master table: posts instead of people, and no datum of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lzfx.documents.labels import UNIT_ITSELF, post_name, shown
from lzfx.documents.personal_data import masked, names_of, personal_data
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.roster import Roster
from lzfx.model.submission import Value

MARK = "（公示本）"
"""What the name of a public edition ends with."""

_FREE = ("power", "name", "manifestation", "measures", "note")
"""Fields whose text the senders wrote themselves and the lists print."""

_RESPONSIBLE = "responsible"


def public_master(master: Master) -> Master:
    """The same points with posts for people; no name of the roster is left in any field of it.

    Who is responsible and who monitors is said by post or office. Free texts keep their wording,
    with a mask over every name, phone, e-mail and identity number.
    """
    names = names_of(master.roster)
    return replace(
        master,
        roster=_nameless(master.roster),
        graded=tuple(_public(master, one, names) for one in master.graded),
        unit_duties={code: masked(duty, names) for code, duty in master.unit_duties.items()},
        post_duties={code: masked(duty, names) for code, duty in master.post_duties.items()},
    )


def masked_texts(master: Master) -> tuple[Finding, ...]:
    """One query for each free text that a public edition prints with a mask in it, at its cell."""
    return tuple(_masks(master))


def _masks(master: Master) -> Iterator[Finding]:
    names = names_of(master.roster)
    form = master.declaration
    titles = form.titles_about(About.RISK_POINT) if form else {}
    for one in master.graded:
        for field in _FREE:
            found = personal_data(str(one.point.values.get(field) or ""), names)
            if found:
                source = one.point.sources.get(field)
                where = Where(source.file, source.sheet, source.cell) if source else Where()
                params = {
                    "point": one.point.point_id,
                    "title": titles.get(field, field),
                    "texts": tuple(each.text for each in found),
                }
                yield Finding("masked-in-public", where, params, Severity.QUERY)


def _nameless(roster: Roster) -> Roster:
    """The roster without names of people and ways to reach them; units and posts stay."""
    names = names_of(roster)
    return replace(
        roster,
        units=tuple(replace(unit, email="", phone="") for unit in roster.units),
        posts=tuple(replace(post, duty=masked(post.duty, names)) for post in roster.posts),
        people={code: replace(person, name="") for code, person in roster.people.items()},
    )


def _public(master: Master, one: Graded, names: tuple[str, ...]) -> Graded:
    values: dict[str, Value] = dict(one.point.values)
    for field in _FREE:
        if isinstance(text := values.get(field), str):
            values[field] = masked(text, names)
    values[_RESPONSIBLE] = _responsible(master, one)
    role = one.monitor_role
    # A role that is a body is called as the settings call it, which names nobody.
    body = one.monitor in master.campaign.bodies.values()
    monitor = one.monitor if body or not role else shown(master, "monitor_roles", role)
    return replace(one, point=replace(one.point, values=values, sources={}), monitor=monitor)


def _responsible(master: Master, one: Graded) -> str:
    """The posts of the unit that the sender names, else the post the point belongs to.

    Nothing else of what he wrote: who is no post may be a person the roster does not know.
    """
    said = str(one.point.values.get(_RESPONSIBLE) or "")
    own = [post.name for post in master.roster.posts_of(one.point.unit)]
    named = [name for name in own if name in said]
    # `科长` is not named beside `副科长`.
    longest = [name for name in named if not any(name != o and name in o for o in named)]
    if longest:
        return "、".join(dict.fromkeys(longest))
    post = post_name(master, one.point.post)
    return shown(master, "monitor_roles", "section_head") if post == UNIT_ITSELF else post
