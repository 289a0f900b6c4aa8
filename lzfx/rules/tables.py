"""Decision tables: dated rules with a closed vocabulary; the first that holds decides.

A rule without conditions always holds. A rule that is given again under the same id with a later
day replaces the earlier one from that day on; `until` is its last day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from lzfx.forms.kinds import NONE
from lzfx.model.risk import FactTest

Fact = str | int | tuple[str, ...] | None
"""One code, a number, several codes, or nothing given."""

Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on one fact, compared as the set of its codes.

    `any_of`: at least one of these; `all_of`: every one of these; `none_of`: not one of these;
    `equals`: exactly these; `empty`: nothing given (or, when False, something). `at_least` and
    `at_most` are bounds of a number, or of the number of codes of a fact with several.
    """

    any_of: tuple[str, ...] | None = None
    all_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    equals: tuple[str, ...] | None = None
    empty: bool | None = None
    at_least: int | None = None
    at_most: int | None = None

    def seen(self, fact: Fact) -> tuple[str, ...] | None:
        """The codes that made it hold (all codes where no single ones did); None if it fails."""
        codes = codes_of(fact)
        had = set(codes)
        if self.empty is not None and self.empty == bool(codes):
            return None
        wrong = (
            (self.all_of is not None and not had.issuperset(self.all_of))
            or (self.none_of is not None and not had.isdisjoint(self.none_of))
            or (self.equals is not None and had != set(self.equals))
            or not self._bounded(fact)
        )
        if wrong:
            return None
        if self.any_of is None:
            return codes
        return tuple(code for code in codes if code in self.any_of) or None

    @property
    def named(self) -> tuple[str, ...]:
        """Every code it speaks of."""
        parts = (self.any_of, self.all_of, self.none_of, self.equals)
        return tuple(code for part in parts for code in part or ())

    def wanted(self, fact: str) -> Iterator[FactTest]:
        """Its parts, each as a test of the fact of that name."""
        if self.any_of is not None:
            yield FactTest(fact, "any_of", self.any_of)
        if self.all_of is not None:
            yield FactTest(fact, "all_of", self.all_of)
        if self.none_of is not None:
            yield FactTest(fact, "none_of", self.none_of)
        if self.equals is not None:
            yield FactTest(fact, "equals", self.equals)
        if self.empty is not None:
            yield FactTest(fact, "empty" if self.empty else "filled")
        if self.at_least is not None:
            yield FactTest(fact, "at_least", (str(self.at_least),))
        if self.at_most is not None:
            yield FactTest(fact, "at_most", (str(self.at_most),))

    def _bounded(self, fact: Fact) -> bool:
        """Whether the number, or the count of codes, is within the bounds; no number never is."""
        if self.at_least is None and self.at_most is None:
            return True
        number = number_of(fact)
        if number is None:
            return False
        least = self.at_least is None or number >= self.at_least
        return least and (self.at_most is None or number <= self.at_most)


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated rule: when all its conditions hold, the answer is `then`."""

    id: str
    since: date
    clause: str
    then: str
    when: Mapping[str, Condition] = field(default_factory=dict)
    until: date | None = None
    says: str = ""
    """The office's own words for all its conditions, where it has some."""

    @property
    def wanted(self) -> tuple[FactTest, ...]:
        """Its tests, fact by fact."""
        return tuple(part for name, test in self.when.items() for part in test.wanted(name))


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """An answer with the rule it comes from and the facts that rule looked at."""

    then: str
    rule: Rule
    facts: Mapping[str, tuple[str, ...]]

    @property
    def looked(self) -> tuple[FactTest, ...]:
        """The tests that the rule looked at, with what it found."""
        return tuple(_looked(name, self.rule.when[name], seen) for name, seen in self.facts.items())


def _looked(fact: str, test: Condition, seen: tuple[str, ...]) -> FactTest:
    if test.none_of is not None and test.any_of is None:
        return FactTest(fact, "none_of", test.none_of)
    if not seen:
        return FactTest(fact, "empty")
    return FactTest(fact, "any_of" if test.any_of is not None or test.all_of else "equals", seen)


Decide = Callable[[Facts], RuleAnswer | None]


def codes_of(fact: Fact) -> tuple[str, ...]:
    """A fact as codes: none, one, or several."""
    if fact is None or fact == "":
        return ()
    return fact if isinstance(fact, tuple) else (str(fact),)


def number_of(fact: Fact) -> int | None:
    """A fact as a number: itself, a code that is one, or how many codes it has; else None.

    The choice that says that none applies is not counted.
    """
    if isinstance(fact, tuple):
        return sum(code != NONE for code in fact)
    try:
        return int(fact) if fact is not None else None
    except ValueError:
        return None


def rules_in_force(rules: Iterable[Rule], day: date) -> tuple[Rule, ...]:
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


def first_match(rules: Iterable[Rule], facts: Facts) -> RuleAnswer | None:
    """The first rule whose conditions all hold; None when there is none."""
    for rule in rules:
        seen: dict[str, tuple[str, ...]] = {}
        for name, condition in rule.when.items():
            codes = condition.seen(facts.get(name))
            if codes is None:
                break
            seen[name] = codes
        else:
            return RuleAnswer(rule.then, rule, seen)
    return None


def decider(rules: Iterable[Rule], day: date) -> Decide:
    """`first_match` by the rules of that day; answers are kept, for many points share facts."""
    table = rules_in_force(rules, day)
    names = tuple(sorted({name for rule in table for name in rule.when}))

    @cache
    def answer(values: tuple[Fact, ...]) -> RuleAnswer | None:
        return first_match(table, dict(zip(names, values, strict=True)))

    return lambda facts: answer(tuple(facts.get(name) for name in names))
