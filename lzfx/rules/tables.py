"""Decision tables: dated rules with a closed vocabulary; the first that holds decides.

A rule without conditions always holds. A rule that is given again under the same id with a later
day replaces the earlier one from that day on; `until` is its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

Fact = str | tuple[str, ...] | None
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Condition:
    """What one fact must be; a fact is compared as the set of its codes.

    `any_of`: at least one of these; `all_of`: every one of these; `none_of`: not one of these;
    `equals`: exactly these; `empty`: nothing given (or, when False, something).
    """

    any_of: tuple[str, ...] | None = None
    all_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    equals: tuple[str, ...] | None = None
    empty: bool | None = None

    def seen(self, fact: Fact) -> tuple[str, ...] | None:
        """The codes that made it hold (all of the fact's where none stands out), or None."""
        codes = codes_of(fact)
        had = set(codes)
        if self.empty is not None and self.empty == bool(codes):
            return None
        if self.all_of is not None and not had.issuperset(self.all_of):
            return None
        if self.none_of is not None and not had.isdisjoint(self.none_of):
            return None
        if self.equals is not None and had != set(self.equals):
            return None
        if self.any_of is None:
            return codes
        return tuple(code for code in codes if code in self.any_of) or None


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated rule: when all its conditions hold, the answer is `then`."""

    id: str
    since: date
    clause: str
    then: str
    when: Mapping[str, Condition] = field(default_factory=dict)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with the rule it comes from and the facts that rule looked at."""

    then: str
    rule: Rule
    facts: Mapping[str, tuple[str, ...]]


Decide = Callable[[Facts], Decision | None]


def codes_of(fact: Fact) -> tuple[str, ...]:
    """A fact as codes: none, one, or several."""
    if fact is None or fact == "":
        return ()
    return fact if isinstance(fact, tuple) else (fact,)


def in_force(rules: Iterable[Rule], day: date) -> tuple[Rule, ...]:
    """The rules that count on that day, in the order of the table."""
    begun = [rule for rule in rules if rule.since <= day]
    newest: dict[str, date] = {}
    for rule in begun:
        newest[rule.id] = max(rule.since, newest.get(rule.id, rule.since))
    return tuple(
        rule
        for rule in begun
        if rule.since == newest[rule.id] and (rule.until is None or day <= rule.until)
    )


def decide(rules: Iterable[Rule], facts: Facts) -> Decision | None:
    """The first rule whose conditions all hold; None when there is none."""
    for rule in rules:
        seen: dict[str, tuple[str, ...]] = {}
        for name, condition in rule.when.items():
            codes = condition.seen(facts.get(name))
            if codes is None:
                break
            seen[name] = codes
        else:
            return Decision(rule.then, rule, seen)
    return None


def decider(rules: Iterable[Rule], day: date) -> Decide:
    """`decide` for the rules of that day, remembering answers: many points share their facts."""
    table = in_force(rules, day)
    names = tuple(sorted({name for rule in table for name in rule.when}))

    @cache
    def answer(values: tuple[Fact, ...]) -> Decision | None:
        return decide(table, dict(zip(names, values, strict=True)))

    return lambda facts: answer(tuple(facts.get(name) for name in names))
