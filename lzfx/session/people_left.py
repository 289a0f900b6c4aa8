"""Who answered for points and has left: an earlier roster has them there, today's has them no more.

An earlier roster is any that this campaign has read, and those that its start took over from the
year before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lzfx.documents.personal_data import personal_data
from lzfx.ledger.queries import submission_by_hash
from lzfx.ledger.unsettled import rows_ever
from lzfx.model.about import About
from lzfx.model.risk import RiskPoint
from lzfx.model.roster import Roster
from lzfx.model.submission import Submission
from lzfx.session.definitions import roster_form_of
from lzfx.session.opening import Session

_RESPONSIBLE = "responsible"
_IN_USE = "active"


@dataclass(frozen=True, slots=True)
class PeopleLeft:
    """`gone` are names that the roster has no more, of people and of units that ended.

    `away` are those by unit that it has elsewhere by now; `vacant` are posts that nobody holds any
    more, with who held them last; `here` are the people of today. `known` are all names, by which a
    name is told from a longer one.
    """

    gone: frozenset[str]
    away: Mapping[str, Collection[str]]
    vacant: Mapping[str, str]
    here: frozenset[str]
    known: frozenset[str]

    @classmethod
    def of(cls, session: Session) -> PeopleLeft:
        """As the rosters of a campaign tell it."""
        return people_left(session.roster, *_before(session))

    def __bool__(self) -> bool:
        return bool(self.gone or self.away or self.vacant)

    def named_in(self, point: RiskPoint) -> tuple[str, ...]:
        """Those who still answer for a point: it names them, or nobody, and its post was theirs."""
        text = str(point.values.get(_RESPONSIBLE) or "")
        found = personal_data(text, self.known)
        said = ["".join(one.text.split()) for one in found if one.kind == "name"]
        left = self.gone.union(self.away.get(point.unit, ()))
        named = dict.fromkeys(one for one in said if one in left)
        if not named and self.here.isdisjoint(said) and (holder := self.vacant.get(point.post)):
            return (holder,)
        return tuple(named)


_Rows = Iterable[tuple[str, ...]]


def people_left(roster: Roster, people: _Rows, posts: _Rows, units: _Rows) -> PeopleLeft:
    """Who left, by the rows of all rosters, oldest first.

    `people` are code, name and unit; `posts` are code and holder, `units` name and status.
    """
    now: dict[str, set[str]] = defaultdict(set)
    for person in roster.people.values():
        now[person.name].add(person.unit)
    names: dict[str, str] = {}
    gone, away = set[str](), defaultdict[str, set[str]](set)
    for code, name, unit in people:
        names[code] = name
        if name not in now:
            gone.add(name)
        elif unit not in now[name]:
            away[unit].add(name)
    held = {row[0]: row[1] for row in posts}
    vacant = {
        post.code: names.get(held.get(post.code, ""), "")
        for post in roster.posts
        if post.in_use and not post.holder
    }
    there = {unit.name for unit in roster.units if unit.in_use}
    ended = {unit.name for unit in roster.units} - there
    gone |= {name for name, status in units if status == _IN_USE and name in ended}
    known = (*names.values(), *now, *gone, *there)
    vacant = {code: name for code, name in vacant.items() if name}
    names_known = frozenset(one for one in known if one[1:])
    return PeopleLeft(frozenset(gone), away, vacant, frozenset(now), names_known)


def _before(session: Session) -> Iterator[list[tuple[str, ...]]]:
    """The rows of people, then those of the holders of posts, then those of units."""
    form = roster_form_of(session.forms)
    for about, fields in (
        (About.PERSON, ("code", "name", "unit")),
        (About.POST, ("code", "holder")),
        (About.UNIT, ("name", "status")),
    ):
        table = form.table_about(about)
        there = {spec.name for spec in table.fields} if table else set[str]()
        known = table is not None and there.issuperset(fields)
        told = rows_ever(session.ledger, form, table.name, fields) if table and known else ()
        yield [row for _, row in told if all(row)]


def rosters_naming(session: Session, names: Collection[str], in_force: str) -> Iterator[Submission]:
    """The newest roster with each of these people in it, oldest first; last, the one `in_force`."""
    form = roster_form_of(session.forms)
    table = form.table_about(About.PERSON)
    told = rows_ever(session.ledger, form, table.name, ("name",)) if table else ()
    wanted = (sha256 for sha256, (name,) in told if name in names and sha256 != in_force)
    for sha256 in (*dict.fromkeys(wanted), in_force):
        found = submission_by_hash(session.ledger, form, sha256)
        if found is not None:
            yield found
