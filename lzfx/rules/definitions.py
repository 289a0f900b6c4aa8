"""`grading.toml` and `monitors.toml` -> `Rules`, or findings that name file, rule and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lzfx.forms.faults import definition_fault
from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding, Where
from lzfx.rules.tables import Condition, Rule

FILES = ("grading.toml", "monitors.toml")
UNDECIDED = "none"
"""What a level rule answers when no level can be given."""

_Declared = Literal[
    "stage", "nature", "source", "conduct", "power_size", "closeness", "likelihood", "abuse",
    "major_matters", "power", "post",
]  # fmt: skip
_Computed = Literal[_Declared, "level", "unit", "unit_kind", "holder_is"]
_COMPUTED_CODES: Mapping[str, tuple[str, ...]] = {
    "level": ("1", "2", "3"),
    "unit_kind": ("street_office", "section", "commission_leaders", "meeting"),
    "holder_is": ("section_head", "leader_in_charge"),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A principle that is no table of its own but is quoted in reasons."""

    id: str
    since: date
    clause: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The four decision tables and the principle that the most severe conduct counts."""

    level: tuple[Rule, ...]
    color: tuple[Rule, ...]
    monitor: tuple[Rule, ...]
    hint: tuple[Rule, ...]
    several: Note


_M = TypeVar("_M", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Condition(_Strict):
    any_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    all_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    none_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    equals: tuple[str, ...] | None = Field(default=None, min_length=1)
    empty: bool | None = Field(default=None, strict=True)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("no-condition")
        return self


class _Note(_Strict):
    id: str = Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=12)
    since: date = Field(alias="from", strict=True)
    clause: str = Field(min_length=1, max_length=60)


class _Rule(_Note):
    until: date | None = Field(default=None, strict=True)


class _LevelRule(_Rule):
    when: Mapping[_Declared, _Condition] = Field(default_factory=dict)
    then: Literal["1", "2", "3", "none"]


class _ColorRule(_Rule):
    when: Mapping[_Computed, _Condition] = Field(default_factory=dict)
    then: Literal["red", "orange", "blue"]


class _MonitorRule(_Rule):
    when: Mapping[_Computed, _Condition] = Field(default_factory=dict)
    then: Literal["review_group", "leader_in_charge", "section_head"]


class _HintRule(_Rule):
    when: Mapping[_Computed, _Condition] = Field(default_factory=dict)
    then: Literal["level-may-be-low", "level-may-be-high"]


class _Grading(_Strict):
    level: tuple[_LevelRule, ...] = Field(min_length=1)
    several: _Note
    color: tuple[_ColorRule, ...] = Field(min_length=1)
    hint: tuple[_HintRule, ...] = ()


class _Monitors(_Strict):
    monitor: tuple[_MonitorRule, ...] = Field(min_length=1)


def parse_rules(
    grading: Mapping[str, Any],
    monitors: Mapping[str, Any],
    files: tuple[str, str] = FILES,
    form: FormSpec | None = None,
) -> tuple[Rules | None, tuple[Finding, ...]]:
    """Return the rules, or None with every fault of both files; `files` are only quoted.

    With the declaration `form`, codes that it does not offer are faults too, and so is a conduct
    for which no rule gives a level.
    """
    findings: list[Finding] = []
    first = _validated(_Grading, files[0], grading, findings)
    second = _validated(_Monitors, files[1], monitors, findings)
    if first is None or second is None:
        return None, tuple(findings)
    rules = Rules(
        level=_plain(first.level),
        color=_plain(first.color),
        monitor=_plain(second.monitor),
        hint=_plain(first.hint),
        several=Note(first.several.id, first.several.since, first.several.clause),
    )
    findings.extend(_faults(rules, files, form))
    return (None if findings else rules), tuple(findings)


def _validated(
    model: type[_M], file: str, raw: Mapping[str, Any], findings: list[Finding]
) -> _M | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        findings.extend(definition_fault(Where(file), raw, fault) for fault in error.errors())
        return None


def _plain(table: Sequence[_LevelRule | _ColorRule | _MonitorRule | _HintRule]) -> tuple[Rule, ...]:
    return tuple(
        Rule(
            rule.id,
            rule.since,
            rule.clause,
            rule.then,
            {name: Condition(**test.model_dump()) for name, test in rule.when.items()},
            rule.until,
        )
        for rule in table
    )


def _faults(rules: Rules, files: tuple[str, str], form: FormSpec | None) -> Iterator[Finding]:
    tables = (
        (files[0], "level", rules.level),
        (files[0], "color", rules.color),
        (files[0], "hint", rules.hint),
        (files[1], "monitor", rules.monitor),
    )
    for file, name, table in tables:
        yield from _doubled(Where(file), name, table)
    yield from _not_severest_first(Where(files[0]), rules.level)
    offered = dict(_COMPUTED_CODES) | _offered(form)
    for file, name, table in tables:
        yield from _unknown_codes(Where(file), name, table, offered)
    graded = {
        code for rule in rules.level for code in _named(rule.when.get("conduct", Condition()))
    }
    for code in offered.get("conduct", ()):
        if code not in graded:
            yield Finding("rules-conduct-without-level", Where(files[0]), {"value": code})


def _doubled(where: Where, name: str, table: Iterable[Rule]) -> Iterator[Finding]:
    """Two rules of one id and day: it could not be said which of them counts."""
    seen: set[tuple[str, date]] = set()
    for rule in table:
        if (rule.id, rule.since) in seen:
            params = {"place": f"{name} {rule.id}", "value": rule.since.isoformat()}
            yield Finding("rules-same-id", where, params)
        seen.add((rule.id, rule.since))


def _not_severest_first(where: Where, table: Iterable[Rule]) -> Iterator[Finding]:
    """The first rule that holds decides, so a lighter level must not stand above a graver one."""
    above = "1"
    for rule in table:
        if rule.then == UNDECIDED:
            continue
        if rule.then < above:
            params = {"place": f"level {rule.id}", "value": rule.then}
            yield Finding("rules-not-severest-first", where, params)
        above = max(above, rule.then)


def _offered(form: FormSpec | None) -> dict[str, tuple[str, ...]]:
    if form is None:
        return {}
    fields = [spec for table in form.tables for spec in table.fields if spec.choices]
    return {spec.name: tuple(choice.code for choice in spec.choices) for spec in fields}


def _named(test: Condition) -> tuple[str, ...]:
    parts = (test.any_of, test.all_of, test.none_of, test.equals)
    return tuple(code for part in parts for code in part or ())


def _unknown_codes(
    where: Where, name: str, table: Iterable[Rule], offered: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """A code nobody can choose would make its rule silently never hold."""
    for rule in table:
        for fact, test in rule.when.items():
            for code in _named(test):
                if fact in offered and code not in offered[fact]:
                    place = f"{name} {rule.id} → when → {fact}"
                    params = {"place": place, "value": code}
                    yield Finding("definition-bad-value", where, params)
