"""Rules over any facts: what collecting and grading say is one, and faults are told at load."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.risk_examples import BODIES, CAMPAIGN, DAY, ROSTER, form, labels, point, values
from support.small_office import SmallOffice
from support.templates import lists, raw

from lzfx.checks.context import Known, Understood
from lzfx.checks.points.known import PointsKnown
from lzfx.checks.points.rows import factors_against_level, reason_when_level_differs
from lzfx.forms.parse import parse_form
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawSubmission, Row, Stamp
from lzfx.rules.definitions import Rules, parse_rules
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import criteria, graded_by
from lzfx.rules.hints import hints
from lzfx.rules.office_lists import body_faults, list_faults
from lzfx.rules.point_fields import point_field_faults
from lzfx.rules.reasons import reasons

FORM, LABELS, LISTS = form(), labels(), lists()
SINCE = date(2020, 1, 1)
CODES = {
    spec.name: tuple(choice.code for choice in spec.choices)
    for spec in FORM.table("risk_points").fields
    if spec.choices and spec.name not in {"declared_level", "change", "found_by"}
}
MANY = {spec.name for spec in FORM.table("risk_points").fields if spec.kind == "choices"}
AROUND = {
    "unit": ("KS01", "JD01"),
    "unit_kind": ("section", "street_office", "meeting"),
    "holder_is": ("section_head", "leader_in_charge"),
    "post": ("KS01-P1", "KS01-P2", "unit"),
}


def rule(name: str, then: str, when: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"id": name, "from": SINCE, "clause": f"条款{name}", "when": when or {}, "then": then}


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    """Conditions over up to three facts of the shipped form and of the roster."""

    def of(fact: str) -> st.SearchStrategy[dict[str, Any]]:
        codes = st.lists(
            st.sampled_from((CODES | AROUND)[fact]), min_size=1, max_size=3, unique=True
        )
        tests: list[st.SearchStrategy[dict[str, Any]]] = [
            st.fixed_dictionaries({how: codes}) for how in ("any_of", "none_of")
        ]
        if fact in MANY:
            tests += [
                st.integers(0, 3).map(lambda bound: {"at_least": bound}),
                st.integers(0, 3).map(lambda bound: {"at_most": bound}),
                codes.map(lambda found: {"all_of": found}),
            ]
        return st.one_of(tests)

    facts = st.lists(st.sampled_from(sorted(CODES | AROUND)), min_size=1, max_size=3, unique=True)
    return facts.flatmap(lambda names: st.fixed_dictionaries({name: of(name) for name in names}))


def gradings() -> st.SearchStrategy[dict[str, Any]]:
    """Level rules from grave to light, with one at the end for all that is left."""

    def table(found: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        ordered = sorted(found, key=lambda one: one[0])
        level = [rule(f"X-{at}", then, when) for at, (then, when) in enumerate(ordered)]
        shipped = raw("rules/grading.toml")
        return {**shipped, "level": [*level, rule("X-Z", "3")]}

    one = st.tuples(st.sampled_from(("1", "2", "3")), conditions())
    return st.lists(one, max_size=5).map(table)


def rows() -> st.SearchStrategy[dict[str, Any]]:
    """The values of a declared point, some of the optional ones left out."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, codes in CODES.items():
        if name in MANY:
            several = st.lists(st.sampled_from(codes), max_size=3, unique=True)
            fields[name] = several.map(lambda found: tuple(found) or None)
        else:
            fields[name] = st.sampled_from((*codes, None))
    fields["post"] = st.sampled_from(("KS01-P1", "KS01-P2", "KS01-P3", "unit"))
    fields["declared_level"] = st.sampled_from(("1", "2", "3"))
    return st.fixed_dictionaries(fields).map(lambda found: values(**found))


def rules_of(grading: Mapping[str, Any]) -> Rules:
    parsed, faults = parse_rules(grading, raw("rules/monitors.toml"), form=FORM, lists=LISTS)
    assert parsed is not None, faults
    return parsed


def collected(evaluator: Evaluator, row: Mapping[str, Any]) -> Understood:
    """A return of that one row, as the checks see it."""
    stamp = Stamp("declaration", FORM.version, "KS01", "2026")
    came = RawSubmission("来件.xlsx", "0" * 64, "xlsx", stamp, {}, {}, ())
    known = Known(
        campaign=CAMPAIGN,
        roster=ROSTER,
        received_on=DAY,
        beside=(
            PointsKnown(
                level_of=evaluator.level_of,
                grounds_of=evaluator.grounds_of(LABELS),
                hint_of=evaluator.hint_of(LABELS),
                rolled=evaluator.rolled,
            ),
        ),
    )
    return Understood(FORM, came, known, {}, {"risk_points": (Row(9, row),)})


@settings(deadline=None, max_examples=200)
@given(gradings(), rows())
def test_law__collecting_and_grading_never_disagree(
    grading: dict[str, Any], row: dict[str, Any]
) -> None:
    evaluator = Evaluator(rules_of(grading), ROSTER, BODIES, DAY)
    graded = graded_by(evaluator, point(**row))
    said = list(reason_when_level_differs(collected(evaluator, row)))
    assert graded.level is not None
    assert [LABELS["levels"][str(graded.level)]] * len(said) == [
        one.params["computed"] for one in said
    ]
    assert bool(said) == graded.differs
    later = [one for one in hints([graded], evaluator, LABELS) if one.code == "level-differs"]
    assert [one.params["facts"] for one in later] == [one.params["facts"] for one in said]


@settings(deadline=None, max_examples=60)
@given(gradings())
def test_law__criteria_say_every_rule_of_the_table(grading: dict[str, Any]) -> None:
    rules = rules_of(grading)
    found = criteria(rules, LABELS["levels"], DAY)
    ways = [way for one in found for way in one.ways]
    assert ways == [each.wanted for level in "123" for each in rules.level if each.then == level]


def test_two_facts__move_collecting_and_grading_alike() -> None:
    grading = raw("rules/grading.toml")
    when = {"conduct": {"any_of": ["violation"]}, "major_matters": {"any_of": ["funds"]}}
    grading["level"].insert(0, rule("G1-0", "1", when))
    evaluator = Evaluator(rules_of(grading), ROSTER, BODIES, DAY)
    row = values(conduct=("violation",), major_matters=("funds",), declared_level="1")
    declared = point(conduct=("violation",), major_matters=("funds",), declared_level="1")
    graded = graded_by(evaluator, declared)
    assert list(reason_when_level_differs(collected(evaluator, row))) == []
    (first, _) = reasons(graded, LABELS)
    assert (first.code, first.params["facts"]) == (
        "because-level-by",
        "“可能产生的行为”含违规且“涉及三重一大”含大额度资金使用",
    )
    (said,) = reason_when_level_differs(collected(evaluator, {**row, "declared_level": "2"}))
    assert said.params["facts"] == "“可能产生的行为”（违规）、“涉及三重一大”（大额度资金使用）"


def test_hints__are_those_of_the_file_at_collecting_too() -> None:
    grading = raw("rules/grading.toml")
    grading["hint"] = [rule("H-1", "level-may-be-low", {"stage": {"equals": ["decision"]}})]
    evaluator = Evaluator(rules_of(grading), ROSTER, BODIES, DAY)
    (said,) = factors_against_level(collected(evaluator, values(stage="decision")))
    assert (said.code, said.params["facts"]) == ("level-may-be-low", "“环节”为决策")
    assert list(factors_against_level(collected(evaluator, values()))) == []


def told(faults: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.code, one.where.file, str(one.params.get("place", ""))) for one in faults]


@pytest.mark.parametrize(
    ("when", "code", "place"),
    [
        ({"weather": {"any_of": ["rain"]}}, "rules-fact-unknown", "level X-1 → when → weather"),
        ({"measures": {"empty": True}}, "rules-fact-unknown", "level X-1 → when → measures"),
        ({"level": {"equals": ["1"]}}, "rules-fact-unknown", "level X-1 → when → level"),
        ({"area": {"any_of": ["air"]}}, "definition-bad-value", "level X-1 → when → area"),
        (
            {"declared_level": {"any_of": ["4"]}},
            "definition-bad-value",
            "level X-1 → when → declared_level",
        ),
        ({"post": {"at_least": 2}}, "rules-fact-no-number", "level X-1 → when → post → at_least"),
        ({"chance": {"equals": ["6"]}}, "definition-bad-value", "level X-1 → when → chance"),
    ],
)
def test_faults__of_a_condition(when: dict[str, Any], code: str, place: str) -> None:
    office = SmallOffice(3)
    office.grading["level"].insert(0, rule("X-1", "1", when))
    assert told(office.faults()) == [(code, "grading.toml", place)]


@pytest.mark.parametrize(
    ("table", "then", "place"),
    [
        ("level", "4", "level X-1 → then"),
        ("color", "purple", "color X-1 → then"),
        ("post", "none", "post X-1 → then"),
    ],
)
def test_faults__of_an_answer(table: str, then: str, place: str) -> None:
    office = SmallOffice(3)
    office.grading.setdefault(table, []).append(rule("X-1", then))
    assert told(office.faults()) == [("definition-bad-value", "grading.toml", place)]


def test_faults__a_monitor_who_is_no_role() -> None:
    office = SmallOffice(3)
    office.monitors["monitor"].append(rule("X-1", "review_group"))
    assert told(office.faults()) == [
        ("definition-bad-value", "monitors.toml", "monitor X-1 → then")
    ]


def test_faults__a_product_of_what_is_no_number() -> None:
    office = SmallOffice(3)
    office.grading["fact"] += [
        {"name": "harm", "title": "重名", "product": ["chance", "harm"]},
        {"name": "worth", "title": "不是数", "product": ["chance", "area"]},
    ]
    assert told(office.faults()) == [
        ("rules-fact-taken", "grading.toml", "fact “harm” → name"),
        ("rules-fact-no-number", "grading.toml", "fact “worth” → product"),
    ]


def test_faults__what_has_no_level_is_said_in_words() -> None:
    office = SmallOffice(3)
    office.grading["fact"] = []
    office.grading["level"] = [
        rule("X-1", "1", {"chance": {"at_least": 4}}),
        rule("X-2", "2", {"chance": {"any_of": ["1", "3"]}}),
        rule("X-3", "3", {"chance": {"equals": ["2"]}, "area": {"empty": False}}),
    ]
    (fault,) = office.faults()
    assert (fault.code, fault.params["value"]) == (
        "rules-without-level",
        ("“发生可能性”为偶尔", "“风险领域”没有填"),
    )


def test_faults__without_the_last_rule_small_products_have_no_level() -> None:
    office = SmallOffice(3)
    office.grading["level"].pop()
    assert {one.code for one in office.faults()} == {"rules-without-level"}


@pytest.mark.parametrize(
    ("codes", "wrong"),
    [
        ("12", False),
        ("12345", False),
        ("1", True),
        ("123456", True),
        ("13", True),
        ("21", True),
        ("AB", True),
    ],
)
def test_faults__levels_are_two_to_five_in_order(codes: str, wrong: bool) -> None:  # noqa: FBT001 - a case
    found = {"title": "风险等级", "choices": [{"code": one, "label": one} for one in codes]}
    faults = tuple(list_faults(Where("choices.toml"), {**LISTS, "levels": found}))
    assert told(faults) == ([("definition-levels", "choices.toml", "levels")] if wrong else [])


def test_faults__of_colours_and_roles() -> None:
    own = {
        "colors": {"title": "颜色", "choices": [{"code": "red", "label": "红", "tint": "800000"}]},
        "monitor_roles": {
            "title": "监控",
            "choices": [
                {"code": "sj", "label": "书记", "acts_as": "body:party"},
                {"code": "zr", "label": "主任", "acts_as": "director"},
                {"code": "p", "label": "某人", "acts_as": "person:"},
            ],
        },
    }
    where = Where("choices.toml")
    faults = (*list_faults(where, {**LISTS, **own}), *body_faults(where, own, BODIES))
    assert [(one.code, one.params["place"]) for one in faults] == [
        ("definition-tint-dark", "colors red → tint"),
        ("definition-role-unknown", "monitor_roles zr → acts_as"),
        ("definition-role-unknown", "monitor_roles p → acts_as"),
        ("definition-role-no-body", "monitor_roles sj → acts_as"),
    ]


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("point_id", "definition-field-needed"),
        ("declared_level", "definition-field-needed"),
        ("measures", "definition-field-needed"),
        ("reason", "definition-check-needs"),
    ],
)
def test_faults__of_a_table_about_risk_points(gone: str, code: str) -> None:
    office = SmallOffice(3)
    (table,) = office.raw["table"]
    table["field"] = [one for one in table["field"] if one["name"] != gone]
    faults = tuple(point_field_faults(Where("declaration.toml"), office.form))
    assert [(one.code, one.params["field"]) for one in faults] == [(code, gone)]


def test_faults__fields_of_the_wrong_kind() -> None:
    office = SmallOffice(3)
    (table,) = office.raw["table"]
    table["field"] += [{"name": "stage", "title": "环节", "kind": "line"}]
    for one in table["field"]:
        if one["name"] == "measures":
            one["kind"] = "integer"
    faults = tuple(point_field_faults(Where("declaration.toml"), office.form))
    assert [(one.code, one.params["field"]) for one in faults] == [
        ("definition-field-unfit", "measures"),
        ("definition-field-unfit", "stage"),
    ]


def test_shipped__has_none_of_these_faults() -> None:
    where = Where("")
    assert tuple(list_faults(where, LISTS)) == ()
    assert tuple(point_field_faults(where, FORM)) == ()
    assert tuple(body_faults(where, LISTS, BODIES)) == ()
    assert parse_form("declaration.toml", raw("forms/declaration.toml"), LISTS, frozenset())[1]
