"""What rules may look at: the facts of a point, of a post and of a unit, with their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.about import About
from lzfx.model.risk import MOST_LEVELS
from lzfx.rules.roles import ROLES
from lzfx.rules.tables import Fact, codes_of

GRADABLE = frozenset({"choice", "choices", "integer", "line"})
"""Kinds of field that rules may name."""

_NO_LISTS: Mapping[str, tuple[str, ...]] = {
    "colors": ("red", "orange", "yellow", "blue"),
    "unit_kinds": ("street_office", "section", "commission_leaders", "meeting"),
    "monitor_roles": tuple(ROLES),
}


@dataclass(frozen=True, slots=True)
class FactKind:
    """What a fact can be: one of these codes (None: any), several of them, or a number.

    With `empty` it may be missing in a row that is otherwise complete.
    """

    codes: tuple[str, ...] | None = None
    several: bool = False
    number: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A computed fact: the product of other facts, which are numbers."""

    name: str
    title: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The facts by name (of a point, and of a post or unit), and the answers rules may give.

    `declared` are those of the form's table about risk points; it is None where no form is known,
    and then any fact may be named.
    """

    declared: Mapping[str, FactKind] | None
    levels: tuple[str, ...]
    colors: tuple[str, ...]
    roles: Mapping[str, str]
    unit_kinds: tuple[str, ...]
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)

    def said(self, fact: str, value: Fact) -> str:
        """A fact with a value in the words of the form: `“环节”为决策`."""
        spec = self.fields.get(fact)
        codes = codes_of(value)
        if spec is None:
            return f"{fact}={MULTIPLE.join(codes)}"
        if not codes:
            return f"“{spec.title}”没有填"
        names = {choice.code: choice.label for choice in spec.choices}
        return f"“{spec.title}”为{MULTIPLE.join(names.get(code, code) for code in codes)}"

    def point(self, products: Iterable[Product], *, leveled: bool) -> Mapping[str, FactKind]:
        """The facts of a point; with `leveled` its level is one of them."""
        found = {**(self.declared or {}), **self._around}
        found.setdefault("post", FactKind())
        for one in products:
            found[one.name] = product_kind([found.get(name) for name in one.of])
        if leveled:
            found["level"] = FactKind(self.levels, number=True, empty=True)
        return found

    def several(self) -> Mapping[str, FactKind]:
        """The facts of a post or unit: its points counted, and the codes of all of them together.

        `worst` is the gravest level found there, `level_1` how many points have that level.
        """
        counts = ("points", *(f"level_{code}" for code in self.levels))
        declared = {
            name: FactKind(kind.codes, several=True, empty=True)
            for name, kind in (self.declared or {}).items()
            if kind.codes is not None
        }
        worst = FactKind(self.levels, number=True, empty=True)
        return {**declared, **self._around, **{name: FactKind(number=True) for name in counts},
                "worst": worst}  # fmt: skip

    @property
    def _around(self) -> Mapping[str, FactKind]:
        """The facts that the roster adds to a point."""
        people = tuple(code for code in self.roles)
        return {
            "unit": FactKind(),
            "unit_kind": FactKind(self.unit_kinds),
            "holder_is": FactKind(people, several=True, empty=True),
        }


def vocabulary(form: FormSpec | None, lists: Mapping[str, Mapping[str, Any]] | None) -> Vocabulary:
    """The vocabulary of an office with that form and those lists."""
    table = form.table_about(About.RISK_POINT) if form else None
    declared = (
        {spec.name: _kind(spec) for spec in table.fields if spec.kind in GRADABLE}
        if (table)
        else None
    )
    levels = declared["declared_level"].codes if declared and "declared_level" in declared else None
    return Vocabulary(
        declared,
        levels or codes_in(lists, "levels") or tuple(map(str, range(1, MOST_LEVELS + 1))),
        codes_in(lists, "colors") or _NO_LISTS["colors"],
        roles_in(lists),
        codes_in(lists, "unit_kinds") or _NO_LISTS["unit_kinds"],
        {spec.name: spec for spec in table.fields} if table else {},
    )


def choices_in(
    lists: Mapping[str, Mapping[str, Any]] | None, name: str
) -> Sequence[Mapping[str, Any]]:
    """The well-formed choices of a list; none where there is no such list."""
    found = (lists or {}).get(name)
    entries = found.get("choices", ()) if isinstance(found, Mapping) else ()
    return [one for one in entries if isinstance(one, Mapping) and isinstance(one.get("code"), str)]


def codes_in(lists: Mapping[str, Mapping[str, Any]] | None, name: str) -> tuple[str, ...]:
    """The codes of a list in their order."""
    return tuple(one["code"] for one in choices_in(lists, name))


def roles_in(lists: Mapping[str, Mapping[str, Any]] | None) -> Mapping[str, str]:
    """What each monitor role acts as, by code; the three known ones where no list says."""
    listed = choices_in(lists, "monitor_roles")
    return {one["code"]: str(one.get("acts_as") or one["code"]) for one in listed} or ROLES


def product_kind(parts: Sequence[FactKind | None]) -> FactKind:
    """The values of a product: every product of the codes, or any number."""
    empty = any(part is None or part.empty for part in parts)
    values = {1}
    for part in parts:
        if part is None or part.codes is None or not part.number:
            return FactKind(number=True, empty=empty)
        values = {value * int(code) for value in values for code in part.codes}
    return FactKind(tuple(map(str, sorted(values))), number=True, empty=empty)


def _kind(spec: FieldSpec) -> FactKind:
    codes = tuple(choice.code for choice in spec.choices) or None
    number = spec.kind == "integer" or (
        spec.kind == "choice" and codes is not None and all(map(is_number, codes))
    )
    empty = not spec.required and not spec.default
    return FactKind(codes, spec.kind == "choices", number, empty)


def is_number(code: str) -> bool:
    """Whether a code is a whole number as the rules read one."""
    return code.isascii() and code.isdecimal()
