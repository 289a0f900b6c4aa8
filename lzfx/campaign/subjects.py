"""Everybody who may owe a form, in roster order, and whom a code or a name means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

from lzfx.forms.characters import fold
from lzfx.forms.near import Meant, meant
from lzfx.model.papers import Review
from lzfx.model.roster import Roster, Unit
from lzfx.model.subject import Owner, Subject

OFFICE = "OFFICE"
"""The code of the office where it fills in a form for itself."""

ANYBODY: tuple[Owner, ...] = ("unit", "post", "person", "reviewer", "office")

Reviewing = Callable[[Roster], Mapping[str, Review]]
"""Who reviews what each unit and post of a roster declares, by their codes."""


def _nobody(_roster: Roster) -> Mapping[str, Review]:
    return {}


class Subjects:
    """The subjects of one roster; `office` is its printed name, `reviewing` says who reviews.

    One code may mean a unit in one form and a person in another: a form says who may owe it.
    """

    def __init__(self, roster: Roster, office: str = "", reviewing: Reviewing = _nobody) -> None:
        self.roster = roster
        self._office = office
        self._reviewing = reviewing

    def at(self, roster: Roster) -> Subjects:
        """The same office with another roster."""
        return Subjects(roster, self._office, self._reviewing)

    @cached_property
    def reviews(self) -> Mapping[str, Review]:
        """Who reviews the points of each post and of each unit itself, by its code."""
        return self._reviewing(self.roster)

    @cached_property
    def _by_owner(self) -> Mapping[Owner, Mapping[str, Subject]]:
        roster = self.roster
        units = {unit.code: unit for unit in reversed(roster.units)}
        order = {code: at for at, code in enumerate(dict.fromkeys(u.code for u in roster.units))}
        found: dict[Owner, list[Subject]] = {
            "unit": [_of_unit(unit) for unit in roster.units],
            "post": [
                _of_post(roster, units[post.unit], post.code)
                for post in sorted(roster.posts, key=lambda post: order.get(post.unit, 0))
                if post.unit in units
            ],
            "person": [
                Subject(one.code, "person", one.name, one.unit, person=one.code)
                for one in roster.people.values()
            ],
            "reviewer": list(self._reviewers()),
            "office": [Subject(OFFICE, "office", self._office)],
        }
        return {owner: _first_by_code(all_of) for owner, all_of in found.items()}

    def _reviewers(self) -> Iterable[Subject]:
        """Bodies and people who review declarations, in the roster order of what they review."""
        now = tuple(self.reviews.values())
        yield from self._by_reviews(now, in_use=True)
        former = (each for one in now for _, each in one.former)
        yield from self._by_reviews(former, in_use=False)

    def _by_reviews(self, reviews: Iterable[Review], *, in_use: bool) -> Iterator[Subject]:
        """Each reviewer once: a person by his own name, a body by what it is called."""
        for code, name in {one.code: one.reviewer for one in reviews if one.code}.items():
            person = self.roster.people.get(code)
            if person is not None:
                yield Subject(
                    code, "reviewer", person.name, person.unit, person=code, in_use=in_use
                )
            else:
                yield Subject(code, "reviewer", name, in_use=in_use)

    def owing(self, owner: Owner, owners: Collection[Owner] = ()) -> tuple[Subject, ...]:
        """All subjects of that kind in use, in roster order.

        Where units may owe the form too (`owners` has them), a unit without posts in use stands in
        place of its posts.
        """
        found = tuple(one for one in self._by_owner[owner].values() if one.in_use)
        if owner != "post" or "unit" not in owners:
            return found
        of_unit: dict[str, list[Subject]] = {}
        for one in found:
            of_unit.setdefault(one.unit, []).append(one)
        return tuple(
            subject for unit in self.owing("unit") for subject in of_unit.get(unit.code, (unit,))
        )

    def find(self, code: str, owners: Iterable[Owner] = ANYBODY) -> Subject | None:
        """The subject of that code, of the first of those kinds that has it; None for none.

        A subject that is no longer in use is found too.
        """
        return next((found for owner in owners if (found := self._by_owner[owner].get(code))), None)

    def called(self, code: str, owners: Iterable[Owner] = ANYBODY) -> str:
        """What the subject of that code is called; the code itself when nobody has it."""
        found = self.find(code, owners)
        return found.name if found else code

    def unit_of(self, code: str, owners: Iterable[Owner] = ("unit", "post")) -> Unit | None:
        """The unit that a subject is or belongs to; None for a body and for nobody."""
        found = self.find(code, owners)
        return self.roster.unit(found.unit) if found else None

    def named(self, text: str, owners: Iterable[Owner] = ANYBODY) -> Subject | None:
        """The subject meant by a code, a name or another name of a unit; None for nobody.

        Where two of one kind have the name, it means nobody: only a code says which.
        """
        wanted = fold(text).upper()
        for owner in owners:
            found = [one for one in self._named(owner) if wanted in map(_key, one[1])]
            by_code = [one for one in found if _key(one[0].code) == wanted]
            if len(by_code or found) == 1:
                return (by_code or found)[0][0]
        return None

    def meant(self, text: str, owners: Iterable[Owner] = ANYBODY) -> Meant[Subject]:
        """Whom a text means: as `named`, else all of that name, else all whose names begin so."""
        owners = tuple(owners)
        if (found := self.named(text, owners)) is not None:
            return Meant((found,))
        known = {one.code: (one, names) for owner in owners for one, names in self._named(owner)}
        told = meant(text, known.values())
        # The name of a unit is the beginning of the names of its posts.
        units = [one for one in told.found if one.owner == "unit"]
        if len(units) == 1 and all(one.unit == units[0].unit for one in told.found):
            return Meant((units[0],))
        return told

    def _named(self, owner: Owner) -> Iterator[tuple[Subject, tuple[str, ...]]]:
        """The subjects of a kind, each with all it may be called."""
        for one in self._by_owner[owner].values():
            unit = self.roster.unit(one.code) if owner == "unit" else None
            post = self.roster.post(one.post) if one.post else None
            others = unit.aliases if unit else (post.name,) if post else ()
            yield one, (one.code, one.name, *others)


def _key(name: str) -> str:
    return fold(name).upper()


def _first_by_code(subjects: Iterable[Subject]) -> Mapping[str, Subject]:
    found: dict[str, Subject] = {}
    for one in subjects:
        found.setdefault(one.code, one)
    return found


def _of_unit(unit: Unit) -> Subject:
    return Subject(unit.code, "unit", unit.name, unit.code, in_use=unit.in_use)


def _of_post(roster: Roster, unit: Unit, code: str) -> Subject:
    post = roster.post(code)
    in_use = unit.in_use and post is not None and post.in_use
    holder = post.holder if post else ""
    return Subject(code, "post", roster.called(code), unit.code, code, holder, in_use)
