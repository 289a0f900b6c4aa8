"""The closed vocabulary, dated rules, and faults in the two rule files."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

import pytest
from support.risk_examples import DAY, form
from support.templates import SHIPPED, lists, raw

from lzfx.rules.definitions import parse_rules
from lzfx.rules.tables import Condition, Fact, Rule, decider, first_match, rules_in_force

START = date(2026, 1, 1)


def rule(
    name: str,
    then: str,
    since: date = START,
    when: dict[str, Condition] | None = None,
    until: date | None = None,
) -> Rule:
    return Rule(name, since, "某条款", then, when or {}, until)


@pytest.mark.parametrize(
    ("condition", "fact", "seen"),
    [
        (Condition(any_of=("a", "b")), ("b", "c"), ("b",)),
        (Condition(any_of=("a",)), "b", None),
        (Condition(all_of=("a", "b")), ("a", "b", "c"), ("a", "b", "c")),
        (Condition(all_of=("a", "b")), ("a",), None),
        (Condition(none_of=("a",)), ("b",), ("b",)),
        (Condition(none_of=("a",)), ("a", "b"), None),
        (Condition(equals=("a",)), "a", ("a",)),
        (Condition(equals=("a",)), ("a", "b"), None),
        (Condition(empty=True), None, ()),
        (Condition(empty=True), ("a",), None),
        (Condition(empty=False), "", None),
        (Condition(any_of=("a",), none_of=("b",)), ("a", "b"), None),
    ],
)
def test_condition__vocabulary(condition: Condition, fact: Fact, seen: Fact) -> None:
    assert condition.seen(fact) == seen


def test_decide__first_match_wins_and_tells_what_it_saw() -> None:
    table = (
        rule("A", "one", when={"x": Condition(any_of=("p",)), "y": Condition(equals=("q",))}),
        rule("B", "two", when={"x": Condition(any_of=("p",))}),
        rule("C", "three"),
    )
    decision = first_match(table, {"x": ("o", "p"), "y": "z"})
    assert decision is not None
    assert (decision.rule.id, decision.then, decision.facts) == ("B", "two", {"x": ("p",)})
    assert first_match(table[:2], {}) is None


def test_in_force__a_later_rule_of_the_same_id_replaces_the_earlier() -> None:
    later = START + timedelta(days=10)
    table = (rule("A", "old"), rule("A", "new", later), rule("B", "gone", until=START))
    names = {day: [r.then for r in rules_in_force(table, day)] for day in (START, later)}
    assert names == {START: ["old", "gone"], later: ["new"]}
    assert rules_in_force(table, START - timedelta(days=1)) == ()


def test_decider__answers_as_decide_does() -> None:
    table = (rule("A", "one", when={"x": Condition(any_of=("p",))}), rule("B", "two"))
    ask = decider(table, DAY)
    for facts in ({"x": "p"}, {"x": "q"}, {}, {"x": "p", "unused": "r"}):
        assert ask(facts) == first_match(table, facts)


def definitions() -> tuple[dict[str, Any], dict[str, Any]]:
    return copy.deepcopy(raw("rules/grading.toml")), copy.deepcopy(raw("rules/monitors.toml"))


def faults(grading: dict[str, Any], monitors: dict[str, Any]) -> list[tuple[str, str, str]]:
    parsed, findings = parse_rules(grading, monitors, form=form(), lists=lists())
    assert parsed is None
    return [(f.code, f.where.file, str(f.params.get("place"))) for f in findings]


def test_parse_rules__shipped_files_are_right() -> None:
    grading, monitors = raw("rules/grading.toml", SHIPPED), raw("rules/monitors.toml", SHIPPED)
    parsed, findings = parse_rules(grading, monitors, form=form(SHIPPED), lists=lists(SHIPPED))
    assert findings == ()
    assert parsed is not None
    assert all((parsed.level, parsed.color, parsed.monitor, parsed.hint))


def test_parse_rules__faults_name_file_and_rule() -> None:
    grading, monitors = definitions()
    grading["level"][1]["when"]["conduct"] = {"some_of": ["violation"]}
    del grading["level"][2]["clause"]
    monitors["monitor"][0]["then"] = "everybody"
    monitors["monitor"][1]["when"]["weather"] = {"equals": ["rain"]}
    assert faults(grading, monitors) == [
        ("definition-unknown-key", "grading.toml", "level G1-2 → when → conduct → some_of"),
        ("definition-missing-key", "grading.toml", "level G1-3 → clause"),
        ("definition-bad-value", "monitors.toml", "monitor G8 → then"),
        ("rules-fact-unknown", "monitors.toml", "monitor G9-1 → when → weather"),
    ]


def test_parse_rules__codes_nobody_can_choose() -> None:
    grading, monitors = definitions()
    grading["level"][2]["when"]["conduct"]["any_of"] = ["minor_violation", "rule_break"]
    assert faults(grading, monitors) == [
        ("definition-bad-value", "grading.toml", "level G1-3 → when → conduct"),
        ("rules-without-level", "grading.toml", "None"),
    ]


def test_parse_rules__a_lighter_level_above_a_graver_one() -> None:
    grading, monitors = definitions()
    grading["level"].insert(0, grading["level"].pop(2))
    assert faults(grading, monitors) == [
        ("rules-not-severest-first", "grading.toml", "level G1-1"),
        ("rules-not-severest-first", "grading.toml", "level G1-2"),
    ]


def test_parse_rules__same_id_and_day_twice() -> None:
    grading, monitors = definitions()
    monitors["monitor"].append(monitors["monitor"][0])
    assert faults(grading, monitors) == [("rules-same-id", "monitors.toml", "monitor G8")]


def test_parse_rules__empty_condition_is_a_fault() -> None:
    grading, monitors = definitions()
    grading["hint"][0]["when"]["level"] = {}
    assert faults(grading, monitors) == [
        ("definition-bad-value", "grading.toml", "hint G12-1 → when → level")
    ]
