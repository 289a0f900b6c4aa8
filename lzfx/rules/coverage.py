"""Combinations of facts to which no level rule gives a level, found by trying them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice, product
from math import prod

from lzfx.rules.tables import Condition, Fact, Rule, number_of, rules_in_force
from lzfx.rules.vocabulary import FactKind, Product

_OTHER = "…"
"""Stands for every text that no rule names."""

_MANY = 10
"""Of a fact with more codes than this, only the codes that the rules name are tried singly."""

_TRIED = 50_000
"""The most combinations that are tried."""


def uncovered(
    rules: Iterable[Rule],
    known: Mapping[str, FactKind],
    products: Sequence[Product] = (),
    most: int = 3,
) -> tuple[Mapping[str, Fact], ...]:
    """Combinations (values by fact) that no rule in the newest state of the table decides.

    Values that the rules treat alike are tried once. At most `most` combinations are returned.
    """
    table = rules_in_force(rules, date.max)
    if any(not rule.when for rule in table):
        return ()
    facts = _facts(table, known, products)
    worked_out = [one for one in products if any(one.name in rule.when for rule in table)]
    whole = {name for one in worked_out for name in one.of}
    tried = [
        _values_of(table, name, known[name])
        if name in whole
        else _told_apart(table, name, known[name])
        for name in facts
    ]
    found: list[Mapping[str, Fact]] = []
    for values in islice(product(*tried), _TRIED):
        given = dict(zip(facts, values, strict=True))
        given |= {one.name: multiplied(one, given) for one in worked_out}
        if not any(_holds(rule, given) for rule in table):
            found.append(given)
            if len(found) == most:
                break
    return tuple(found)


def multiplied(one: Product, values: Mapping[str, Fact]) -> int | None:
    """The product of those facts; None while one of them is missing or is no number."""
    parts = [number_of(values.get(name)) for name in one.of]
    return None if None in parts else prod(part for part in parts if part is not None)


def _facts(
    table: Iterable[Rule], known: Mapping[str, FactKind], products: Iterable[Product]
) -> list[str]:
    """The facts the rules look at; in place of a product the facts it is made of."""
    made = {one.name: one.of for one in products}
    named = [name for rule in table for name in rule.when]
    basic = [part for name in named for part in made.get(name, (name,))]
    return [name for name in dict.fromkeys(basic) if name in known]


def _holds(rule: Rule, facts: Mapping[str, Fact]) -> bool:
    return all(test.seen(facts.get(name)) is not None for name, test in rule.when.items())


def _values_of(table: Sequence[Rule], name: str, kind: FactKind) -> list[Fact]:
    """All values of a fact that may matter."""
    tests = [rule.when[name] for rule in table if name in rule.when]
    named = tuple(dict.fromkeys(code for test in tests for code in test.named))
    return list(_values(named, kind, tests))


def _told_apart(table: Sequence[Rule], name: str, kind: FactKind) -> list[Fact]:
    """Values of a fact, one for each combination of outcomes of its conditions."""
    tests = [rule.when[name] for rule in table if name in rule.when]
    alike: dict[tuple[bool, ...], Fact] = {}
    for value in _values_of(table, name, kind):
        alike.setdefault(tuple(test.seen(value) is not None for test in tests), value)
    return list(alike.values())


def _values(named: tuple[str, ...], kind: FactKind, tests: Sequence[Condition]) -> Iterator[Fact]:
    if kind.empty:
        yield () if kind.several else None
    if kind.codes is None and kind.number:
        yield from _numbers(tests)
        return
    codes = kind.codes if kind.codes is not None else (*named, _OTHER)
    if not kind.several:
        yield from codes
        return
    if len(codes) > _MANY:
        others = [code for code in codes if code not in named]
        codes = (*named[:_MANY], *others[:1])
    for size in range(1, len(codes) + 1):
        yield from combinations(codes, size)


def _numbers(tests: Sequence[Condition]) -> Iterator[int]:
    """Numbers around every bound; where there is no bound, small ones for products."""
    bounds = {bound for test in tests for bound in (test.at_least, test.at_most) if bound}
    around = {bound + step for bound in bounds for step in (-1, 0, 1)}
    yield from sorted(around or range(11))
