"""The grading and monitoring rules of the sample offices: sound, whole, and as the content says.

Facts, colours, monitor roles and kinds of unit are open. Here they are held against the office's
own form and lists, and put into the shipped codes where a parser is asked that may know only those.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from support.office_content import NAMES, POINTS, UNIT_CODES, OfficeSample, office, rules_of

from lzfx.rules.definitions import parse_rules
from lzfx.rules.tables import first_match

COLOR_CODES = {"yellow": "blue"}
FACT_CODES = {"harm": "closeness", "history": "abuse", "key_areas": "source"}

each_office = pytest.mark.parametrize("name", NAMES)


def _in_shipped_codes(sample: OfficeSample, raw: Any) -> Any:  # noqa: ANN401 - what TOML holds
    """The rules in the codes that are shipped: kinds of unit, roles, colours and facts."""
    kinds = {code: UNIT_CODES[means] for code, means in sample.means("unit_kinds").items()}
    roles = {
        code: means if ":" not in means else {"b": "review_group", "p": "section_head"}[means[0]]
        for code, means in sample.means("monitor_roles").items()
    }
    codes = {**kinds, **roles, **COLOR_CODES}
    if isinstance(raw, dict):
        return {
            FACT_CODES.get(key, key): _in_shipped_codes(sample, value) for key, value in raw.items()
        }
    if isinstance(raw, list):
        return [_in_shipped_codes(sample, value) for value in raw]
    return codes.get(raw, raw) if isinstance(raw, str) else raw


@each_office
def test_rules__parsed(name: str) -> None:
    sample = office(name)
    grading, monitors = (
        _in_shipped_codes(sample, one) for one in (sample.grading, sample.monitors)
    )
    rules, findings = parse_rules(grading, monitors)
    assert findings == ()
    assert rules is not None


@each_office
def test_rules__name_only_what_the_office_has(name: str) -> None:
    sample = office(name)
    offered = {
        spec.name: tuple(choice.code for choice in spec.choices)
        for spec in sample.form.table(POINTS).fields
    } | {
        "level": sample.codes("levels"),
        "unit_kind": sample.codes("unit_kinds"),
        "holder_is": sample.codes("monitor_roles"),
    }
    colors = sample.codes("colors") if "colors" in sample.lists else ("red", "orange", "blue")
    answers = {
        "level": (*sample.codes("levels"), "none"),
        "color": colors,
        "monitor": sample.codes("monitor_roles"),
        "hint": ("level-may-be-low", "level-may-be-high"),
    }
    for table, allowed in answers.items():
        for rule in rules_of({**sample.grading, **sample.monitors}.get(table, ())):
            assert rule.then in allowed, rule.id
            for fact, test in rule.when.items():
                for code in (*(test.any_of or ()), *(test.equals or ())):
                    assert code in offered[fact], (rule.id, fact)


@each_office
def test_rules__every_choice_has_a_level(name: str) -> None:
    sample = office(name)
    table = rules_of(sample.grading["level"])
    facts = list(dict.fromkeys(fact for rule in table for fact in rule.when))
    options = [[(one.code,) for one in sample.field(fact).choices] for fact in facts]
    told = [dict(zip(facts, values, strict=True)) for values in product(*options)]
    found = [first_match(table, one) for one in told]
    assert [one for one, answer in zip(told, found, strict=True) if answer is None] == []
    assert {answer.then for answer in found if answer} == set(sample.codes("levels"))


@each_office
def test_rules__grade_every_point_as_declared(name: str) -> None:
    """Or the unit says why not, and few do; every level, colour and role is used."""
    sample = office(name)
    used: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    reasons = 0
    for unit, point in sample.points():
        answer = sample.graded(unit, point)
        assert "?" not in answer, point["name"]
        assert (answer[0] == str(point["declared_level"])) == (point["reason"] == ""), point["name"]
        reasons += bool(point["reason"])
        for at, value in enumerate(answer):
            used[at].add(value)
    assert 1 <= reasons <= 3
    assert used[0] == set(sample.codes("levels"))
    assert len(used[1]) == 3
    assert used[2] == set(sample.codes("monitor_roles"))
