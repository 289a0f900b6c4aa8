"""The choices that a field taken from the roster offers to each subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from lzfx.campaign.subjects import Subjects
from lzfx.forms.characters import fold
from lzfx.forms.kinds import MULTIPLE, shown
from lzfx.forms.spec import UNIT_SCOPE, Choice, FieldSpec, FormSpec, RosterList
from lzfx.model.roster import Person, Post, Roster, Unit
from lzfx.model.subject import Subject
from lzfx.model.submission import Value

OWN_LIST: RosterList = "posts"
"""The list of the roster of which a unit is offered its own records only."""

UNIT_SCOPE_LABEL = "本单位"
_UNIT_SCOPE_ALIASES = ("单位", "整个单位", "本科室")
_REMEMBERED = 16_384


@lru_cache(_REMEMBERED)
def _choice(code: str, label: str, aliases: tuple[str, ...] = ()) -> Choice:
    """A choice, cached: making and comparing those of a whole roster anew costs more."""
    return Choice(code=code, label=label, aliases=aliases)


def post_choices(everybody: Subjects, subject: Subject) -> tuple[Choice, ...]:
    """What “岗位” offers: to a post itself, to a unit its posts, to those without a unit all posts.

    A unit also gets itself as a choice, for points that belong to no single post.
    """
    roster = everybody.roster
    if subject.owner == "post":
        post = roster.post(subject.code)
        return (_choice(post.code, post.name),) if post else ()
    if subject.unit:
        posts = tuple(_choice(post.code, post.name) for post in roster.posts_of(subject.unit))
        return (_unit_itself(roster.unit(subject.unit), posts), *posts)
    return tuple(_choice(one.code, one.name) for one in everybody.owing("post"))


def _unit_itself(unit: Unit | None, posts: tuple[Choice, ...]) -> Choice:
    """The choice of the unit itself, also by its name unless one of its posts is called so."""
    taken = {fold(post.label) for post in posts}
    names = (unit.name, *unit.aliases) if unit else ()
    own = tuple(name for name in names if fold(name) not in taken)
    return _choice(UNIT_SCOPE, UNIT_SCOPE_LABEL, (*_UNIT_SCOPE_ALIASES, *own))


def choices_for(spec: FieldSpec, everybody: Subjects, subject: Subject) -> tuple[Choice, ...]:
    """The allowed values of a field that chooses from the roster."""
    return _offered(spec.roster or "posts", everybody, subject)


def _offered(listed: RosterList, everybody: Subjects, subject: Subject) -> tuple[Choice, ...]:
    roster = everybody.roster
    if listed == "posts":
        return post_choices(everybody, subject)
    if listed == "units":
        return tuple(_choice(unit.code, unit.name, unit.aliases) for unit in roster.units)
    return tuple(_choice(person.code, person.name) for person in roster.people.values())


def roster_lists(
    form: FormSpec, everybody: Subjects, subject: Subject
) -> dict[str, tuple[str, ...]]:
    """The labels of every list of the roster that a form chooses from, by the name of the list."""
    return {
        listed: tuple(choice.label for choice in _offered(listed, everybody, subject))
        for listed in dict.fromkeys(rosters_chosen_from(form))
    }


def rosters_chosen_from(form: FormSpec) -> Iterator[RosterList]:
    """The lists of the roster that fields of a form choose from, one for each such field."""
    fields = (*form.header, *(spec for table in form.tables for spec in table.fields))
    return (spec.roster for spec in fields if spec.roster is not None)


def records_listed(listed: RosterList, roster: Roster) -> tuple[Unit | Post | Person, ...]:
    """The records of a list of the roster, all of them."""
    if listed == "units":
        return roster.units
    return roster.posts if listed == OWN_LIST else tuple(roster.people.values())


def printed_text(spec: FieldSpec, value: Value, roster: Roster) -> str:
    """A value as it is written on paper: labels for codes, also for those of the roster."""
    if spec.roster is None or value is None:
        return shown(value, spec.choices)
    codes = value if isinstance(value, tuple) else (str(value),)
    return MULTIPLE.join(_named(roster, spec.roster, code) for code in codes)


def printed_texts(
    fields: Iterable[FieldSpec], values: Mapping[str, Value], roster: Roster
) -> dict[str, str]:
    """The values of those fields as they are written, by name."""
    return {spec.name: printed_text(spec, values.get(spec.name), roster) for spec in fields}


def _named(roster: Roster, listed: RosterList, code: str) -> str:
    """What a code of the roster is called; the code itself when it is no longer in the roster."""
    if listed == "people":
        return roster.name_of(code) or code
    if listed == "posts":
        post = roster.post(code)
        return UNIT_SCOPE_LABEL if code == UNIT_SCOPE else post.name if post else code
    unit = roster.unit(code)
    return unit.name if unit else code
