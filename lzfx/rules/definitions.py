"""`grading.toml` and `monitors.toml` -> `Rules`, or findings that name file, rule and key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lzfx.forms.faults import definition_fault, own_faults
from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding, Where
from lzfx.rules.definition_faults import RuleTable, rule_faults
from lzfx.rules.roles import ROLES
from lzfx.rules.tables import Condition, Rule
from lzfx.rules.vocabulary import Product, vocabulary

FILES = ("grading.toml", "monitors.toml")
UNDECIDED = "none"
"""What a level rule answers when no level can be given."""


@dataclass(frozen=True, slots=True)
class Note:
    """A principle that is no table of its own but is quoted in reasons."""

    id: str
    since: date
    clause: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The decision tables, and the principle that the gravest level counts, if there is one.

    `post` and `unit` are the rules for the level of these by their points; where none holds, the
    gravest counts. `products` are computed facts; `many` are facts of which a point may have
    several codes; `roles` says what each monitor role acts as.
    """

    level: tuple[Rule, ...]
    color: tuple[Rule, ...]
    monitor: tuple[Rule, ...]
    hint: tuple[Rule, ...]
    several: Note | None
    post: tuple[Rule, ...] = ()
    unit: tuple[Rule, ...] = ()
    products: tuple[Product, ...] = ()
    many: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=lambda: ROLES)


_M = TypeVar("_M", bound=BaseModel)


class StrictModel(BaseModel):
    """A part of a rule file; unknown keys are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _Condition(StrictModel):
    any_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    all_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    none_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    equals: tuple[str, ...] | None = Field(default=None, min_length=1)
    empty: bool | None = Field(default=None, strict=True)
    at_least: int | None = Field(default=None, strict=True, ge=0)
    at_most: int | None = Field(default=None, strict=True, ge=0)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("no-condition")
        return self


class _Note(StrictModel):
    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=12)
    since: date = Field(alias="from", strict=True)
    clause: str = Field(min_length=1, max_length=60)


class RuleModel(_Note):
    """A rule as it is written."""

    until: date | None = Field(default=None, strict=True)
    when: Mapping[str, _Condition] = Field(default_factory=dict)
    then: str = Field(min_length=1)


class _HintRule(RuleModel):
    then: Literal["level-may-be-low", "level-may-be-high"]
    says: str = Field(default="", max_length=60)


class _Fact(StrictModel):
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1, max_length=30)
    product: tuple[str, ...] = Field(min_length=2, max_length=4)


class _Grading(StrictModel):
    level: tuple[RuleModel, ...] = Field(min_length=1)
    several: _Note | None = None
    color: tuple[RuleModel, ...] = Field(min_length=1)
    hint: tuple[_HintRule, ...] = ()
    post: tuple[RuleModel, ...] = ()
    unit: tuple[RuleModel, ...] = ()
    fact: tuple[_Fact, ...] = ()


class _Monitors(StrictModel):
    monitor: tuple[RuleModel, ...] = Field(min_length=1)


def parse_rules(
    grading: Mapping[str, Any],
    monitors: Mapping[str, Any],
    files: tuple[str, str] = FILES,
    form: FormSpec | None = None,
    lists: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Rules | None, tuple[Finding, ...]]:
    """Return the rules, or None with every fault of both files; `files` are only quoted.

    Where the `form` in which points are declared is given, faults are also: facts that it does not
    have, codes that it does not offer, combinations for which no rule gives a level. `lists` are
    the office's lists of choices: colours, monitor roles and kinds of unit come from them.
    """
    findings: list[Finding] = []
    first = validated(_Grading, files[0], grading, findings)
    second = validated(_Monitors, files[1], monitors, findings)
    words = vocabulary(form, lists)
    products = _products(grading, first)
    tables = (*_of_grading(first, files[0]), *_of_monitors(second, files[1]))
    whole = first is not None and second is not None
    findings.extend(rule_faults(tables, words, products, Where(files[0]), whole=whole))
    if first is None or second is None or findings:
        return None, tuple(findings)
    by_name = {table.name: table.rules for table in tables}
    note = first.several
    declared = words.declared or {}
    return Rules(
        level=by_name["level"],
        color=by_name["color"],
        monitor=by_name["monitor"],
        hint=by_name["hint"],
        several=Note(note.id, note.since, note.clause) if note else None,
        post=by_name["post"],
        unit=by_name["unit"],
        products=products,
        many=tuple(name for name, kind in declared.items() if kind.several),
        roles=words.roles,
    ), ()


def validated(
    model: type[_M], file: str, raw: Mapping[str, Any], findings: list[Finding]
) -> _M | None:
    """A file as that model, or None after its faults were added."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults = own_faults(error, model)
        findings.extend(definition_fault(Where(file), raw, fault) for fault in faults)
        return None


def _products(raw: Mapping[str, Any], found: _Grading | None) -> tuple[Product, ...]:
    """The computed facts; of a faulty file those that can be read."""
    if found is not None:
        return tuple(Product(one.name, one.title, one.product) for one in found.fact)
    given = raw.get("fact", ())
    try:
        return tuple(Product(one["name"], "", tuple(one["product"])) for one in given)
    except (KeyError, TypeError):
        return ()


def _of_grading(found: _Grading | None, file: str) -> tuple[RuleTable, ...]:
    if found is None:
        return ()
    tables: Mapping[str, Sequence[RuleModel]] = {
        "level": found.level,
        "color": found.color,
        "hint": found.hint,
        "post": found.post,
        "unit": found.unit,
    }
    return tuple(RuleTable(Where(file), name, plain_rules(rules)) for name, rules in tables.items())


def _of_monitors(found: _Monitors | None, file: str) -> tuple[RuleTable, ...]:
    return (RuleTable(Where(file), "monitor", plain_rules(found.monitor)),) if found else ()


def plain_rules(table: Sequence[RuleModel]) -> tuple[Rule, ...]:
    """Rules as they are applied."""
    return tuple(
        Rule(
            rule.id,
            rule.since,
            rule.clause,
            rule.then,
            {name: Condition(**test.model_dump()) for name, test in rule.when.items()},
            rule.until,
            rule.says if isinstance(rule, _HintRule) else "",
        )
        for rule in table
    )
