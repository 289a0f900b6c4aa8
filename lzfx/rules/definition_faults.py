"""Contradictions and gaps in the rule files, though each key of them is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.model.finding import Finding, Where
from lzfx.rules.coverage import uncovered
from lzfx.rules.tables import Condition, Rule
from lzfx.rules.vocabulary import FactKind, Product, Vocabulary

_UNDECIDED = "none"
_ROLLED = ("post", "unit")
_SAID = 3
"""The most combinations without a level that are named."""


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One table of a rule file."""

    where: Where
    name: str
    rules: tuple[Rule, ...]


def rule_faults(
    tables: Sequence[RuleTable],
    words: Vocabulary,
    products: tuple[Product, ...],
    where: Where,
    *,
    whole: bool,
) -> Iterator[Finding]:
    """Every fault of the tables, except those of a file that could not be read.

    `where` is the file of the products and of the levels. Combinations without a level are only
    looked for when both files are `whole`.
    """
    for table in tables:
        yield from doubled(table)
    yield from _of_products(products, words, where)
    for table in tables:
        yield from _answers(table, words)
        if table.name == "level":
            yield from _not_severest_first(table)
    lenient = words.declared is None
    for table in tables:
        rolled = table.name in _ROLLED
        point = words.point(products, leveled=table.name != "level")
        yield from fact_faults(table, words.several() if rolled else point, lenient=lenient)
    if whole and not lenient:
        level = next(table for table in tables if table.name == "level")
        known = words.point(products, leveled=False)
        for given in uncovered(level.rules, known, products, _SAID):
            params = {"value": tuple(words.said(*each) for each in given.items())}
            yield Finding("rules-without-level", level.where, params)


def doubled(table: RuleTable) -> Iterator[Finding]:
    """Rules that share id and day, so that it is not clear which of them counts."""
    seen: set[tuple[str, date]] = set()
    for rule in table.rules:
        if (rule.id, rule.since) in seen:
            params = {"place": f"{table.name} {rule.id}", "value": rule.since.isoformat()}
            yield Finding("rules-same-id", table.where, params)
        seen.add((rule.id, rule.since))


def _of_products(products: Iterable[Product], words: Vocabulary, where: Where) -> Iterator[Finding]:
    """Products of facts that are no numbers, or whose name is already taken."""
    taken = set(words.point((), leveled=True))
    for one in products:
        place = f"fact “{one.name}”"
        if one.name in taken:
            yield Finding(
                "rules-fact-taken", where, {"place": f"{place} → name", "value": one.name}
            )
        taken.add(one.name)
        for name in one.of if words.declared is not None else ():
            kind = (words.declared or {}).get(name)
            if kind is None or not kind.number:
                params = {"place": f"{place} → product", "value": name}
                yield Finding("rules-fact-no-number", where, params)


def _answers(table: RuleTable, words: Vocabulary) -> Iterator[Finding]:
    """Answers with a level, colour or role that the lists do not have."""
    offered: Mapping[str, tuple[str, ...]] = {
        "level": (*words.levels, _UNDECIDED),
        "post": words.levels,
        "unit": words.levels,
        "color": words.colors,
        "monitor": tuple(words.roles),
    }
    for rule in table.rules:
        if table.name in offered and rule.then not in offered[table.name]:
            params = {"place": f"{table.name} {rule.id} → then", "value": rule.then}
            yield Finding("definition-bad-value", table.where, params)


def _not_severest_first(table: RuleTable) -> Iterator[Finding]:
    """Lighter levels above graver ones: the first rule that holds decides, so order matters."""
    above = "1"
    for rule in table.rules:
        if rule.then == _UNDECIDED:
            continue
        if rule.then < above:
            params = {"place": f"level {rule.id}", "value": rule.then}
            yield Finding("rules-not-severest-first", table.where, params)
        above = max(above, rule.then)


def fact_faults(
    table: RuleTable, known: Mapping[str, FactKind], *, lenient: bool = False
) -> Iterator[Finding]:
    """Facts that no form gives and codes that nobody can choose: such a rule would never hold."""
    for rule in table.rules:
        for fact, test in rule.when.items():
            place = f"{table.name} {rule.id} → when → {fact}"
            kind = known.get(fact)
            if kind is not None:
                yield from _of_condition(table.where, place, test, kind)
            elif not lenient:
                yield Finding("rules-fact-unknown", table.where, {"place": place, "value": fact})


def _of_condition(where: Where, place: str, test: Condition, kind: FactKind) -> Iterator[Finding]:
    for code in test.named:
        if kind.codes is not None and code not in kind.codes:
            yield Finding("definition-bad-value", where, {"place": place, "value": code})
    if not (kind.number or kind.several):
        for key, bound in (("at_least", test.at_least), ("at_most", test.at_most)):
            if bound is not None:
                params = {"place": f"{place} → {key}", "value": bound}
                yield Finding("rules-fact-no-number", where, params)
