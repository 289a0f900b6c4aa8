"""Who takes part: units, posts, people, and the two leading groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `code` is the key because names repeat."""

    code: str
    name: str
    title: str
    rank: str
    unit: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a unit; risk points belong to posts, not to the people who hold them."""

    code: str
    unit: str
    name: str
    kind: str
    holder: str = ""
    duty: str = ""
    status: str = "active"

    @property
    def in_use(self) -> bool:
        """Whether the post owes a declaration."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that owes a declaration; head, leader and contact are codes of people.

    `kind` is a code of the list `unit_kinds`; `model.office.Kinds` says what it means.
    """

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    head: str = ""
    leader: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    status: str = "active"

    @property
    def in_use(self) -> bool:
        """Whether the unit takes part in the campaign."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class GroupSeat:
    """One seat in a leading group; `group` and `role` are codes of the lists of those names."""

    group: str
    role: str
    person: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole roster in the order of its sheets, which is the order of every print.

    `shared_names` are the names of two or more people; computed from the rest, as the indexes are.
    """

    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    people: Mapping[str, Person] = field(default_factory=dict)
    seats: tuple[GroupSeat, ...] = ()
    shared_names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _units: Mapping[str, Unit] = field(init=False, repr=False, compare=False)
    _posts: Mapping[str, Post] = field(init=False, repr=False, compare=False)
    _posts_of: Mapping[str, tuple[Post, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = Counter(person.name for person in self.people.values())
        used: dict[str, list[Post]] = {}
        for post in self.posts:
            if post.in_use:
                used.setdefault(post.unit, []).append(post)
        for name, value in (
            ("shared_names", tuple(name for name, count in names.items() if count > 1)),
            ("_units", {unit.code: unit for unit in reversed(self.units)}),
            ("_posts", {post.code: post for post in reversed(self.posts)}),
            ("_posts_of", {unit: tuple(posts) for unit, posts in used.items()}),
        ):
            object.__setattr__(self, name, value)  # frozen; these follow from the rest

    def unit(self, code: str) -> Unit | None:
        """Return the first unit with that code, or None."""
        return self._units.get(code)

    def post(self, code: str) -> Post | None:
        """Return the first post with that code, or None."""
        return self._posts.get(code)

    def posts_of(self, unit: str) -> tuple[Post, ...]:
        """Return the posts in use of a unit, in roster order."""
        return self._posts_of.get(unit, ())

    def called(self, subject: str) -> str:
        """What a subject is called: its unit, and its post where it is one; else the code."""
        post = self.post(subject)
        unit = self.unit(post.unit if post else subject)
        if unit is None:
            return subject
        return f"{unit.name} {post.name}" if post else unit.name

    def name_and_title(self, person: str) -> str:
        """`姓名（职务）`; empty when nobody has that code."""
        found = self.people.get(person)
        if found is None:
            return ""
        return f"{found.name}（{found.title}）" if found.title else found.name

    def name_of(self, person: str) -> str:
        """Return the name behind a person's code, or an empty text."""
        found = self.people.get(person)
        return found.name if found else ""
