"""考核规则: faults at load, what counts on a day, measures, points, quotas, ties; their laws."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.templates import SHIPPED, raw

from lzfx.campaign.scoring import results, seats
from lzfx.documents.registers.assessment_basis import entry_said
from lzfx.model.assessed_facts import (
    AssessedFacts,
    Came,
    Commented,
    Corrected,
    DeclaredPost,
    Measured,
    OwedReturn,
    Studied,
    Warned,
    Whom,
)
from lzfx.model.assessment import Assessed, Assessment, Indicator, Rating, Result, Score
from lzfx.model.finding import Where
from lzfx.model.office import Kinds
from lzfx.rules.assessing import AssessmentRules, parse_assessment
from lzfx.rules.score_sources import SOURCES, points_for

KINDS = Kinds({"office": "led", "ward": "led", "board": "meeting"}, {"head": "head"})
DAY = date(2026, 12, 1)
FROM = date(2026, 1, 1)


def indicator(id_: str, full: float, **more: object) -> dict[str, Any]:
    given = {"from": FROM, "clause": "办法", "name": "甲", "content": "乙", "method": "deduct"}
    return {"id": id_, "full": full, "kinds": ["unit"], **given, **more}


def rating(id_: str, label: str, least: int, **more: object) -> dict[str, Any]:
    return {"id": id_, "from": FROM, "clause": "办法", "label": label, "least": least, **more}


WEIGHTS = {
    "id": "W1", "from": FROM, "clause": "办法", "self_score": 20, "group_score": 40,
    "leader_score": 40,
}  # fmt: skip
FILE: dict[str, Any] = {
    "weights": [WEIGHTS],
    "indicator": [
        indicator("K1", 60, source="returned_late", per_case=5),
        indicator("K2", 40),
        indicator("V1", 0, method="veto"),
    ],
    "rating": [rating("R1", "好", 90, quota=20), rating("R2", "中", 0)],
    "ties": [{"id": "T1", "from": FROM, "clause": "办法", "by": ["K2"]}],
}


def parsed(**changed: object) -> AssessmentRules:
    rules, faults = parse_assessment({**FILE, **changed}, kinds=KINDS)
    assert not faults
    return rules


def test_shipped__is_sound_in_an_office_of_other_kinds() -> None:
    rules, faults = parse_assessment(raw("rules/assessment.toml", SHIPPED), kinds=KINDS)
    assert faults == ()
    scheme = rules.on(DAY)
    assert scheme.kinds == ("office", "ward", "person")
    assert (scheme.weights.self_score, scheme.weights.group_score) == (20, 40)


def test_on__an_entry_of_a_later_day_replaces_the_earlier_one() -> None:
    later = {**WEIGHTS, "from": date(2026, 10, 1), "self_score": 0, "group_score": 60}
    rules = parsed(weights=[WEIGHTS, later])
    days = (date(2025, 12, 31), date(2026, 9, 30), date(2026, 10, 1))
    assert [rules.on(day).weights.self_score for day in days[1:]] == [20, 0]
    assert rules.on(days[0]).indicators == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("indicator", 1, "full", 30), ("rules-scores-not-hundred", "indicator → full")),
        (("indicator", 0, "kinds", ["house"]), ("definition-bad-value", "indicator K1 → kinds")),
        (("indicator", 0, "source", "luck"), ("definition-bad-value", "indicator K1 → source")),
        (("indicator", 0, "per_case", 0), ("definition-bad-value", "indicator K1 → per_case")),
        (("indicator", 2, "full", 5), ("definition-bad-value", "indicator V1 → full")),
        (("indicator", 0, "clause", ""), ("definition-bad-value", "indicator K1 → clause")),
        (("indicator", 0, "weigth", 5), ("definition-unknown-key", "indicator K1 → weigth")),
        (("weights", 0, "self_score", 30), ("rules-weights-not-hundred", "weights")),
        (("rating", 1, "least", 95), ("rules-ratings-broken", "rating → least")),
        (("rating", 1, "quota", 20), ("rules-ratings-broken", "rating → least")),
        (("rating", 0, "rounding", "away"), ("definition-bad-value", "rating R1 → rounding")),
        (("ties", 0, "by", ["K9"]), ("definition-bad-value", "ties T1 → by")),
        (("indicator", 1, "id", "K1"), ("rules-same-id", "indicator K1")),
    ],
)
def test_faults__name_their_place(
    change: tuple[str, int, str, object], expected: tuple[str, str]
) -> None:
    table, at, key, value = change
    changed = deepcopy(FILE)
    changed[table][at][key] = value
    rules, faults = parse_assessment(changed, kinds=KINDS)
    assert expected in [(one.code, one.params["place"]) for one in faults]
    assert rules.on(DAY).indicators == ()


UNIT = Whom("A", "甲科", "office", "A")
PERSON = Whom("P1", "某甲", "person", "A", "P1", ("A-1",))
DUE, LATE = date(2026, 9, 20), date(2026, 9, 23)
HERE = Where("来件.xlsx", "页")
FACTS = AssessedFacts(
    today=DAY,
    returns=(
        OwedReturn("申报表", "A", DUE, "A-1", "", (Came(LATE, "迟.xlsx", 2), Came(DAY, "改.xlsx"))),
        OwedReturn("目录", "A", DUE, "", "", (Came(DUE, "按时.xlsx"),)),
        OwedReturn("流程", "A", DUE),
        OwedReturn("后发的", "A", date.max),
        OwedReturn("别人的", "B", DUE),
    ),
    posts=(
        DeclaredPost("A-1", "甲科 一岗", "A", declared=False),
        DeclaredPost("A-2", "二岗", "A", declared=True),
    ),
    warnings=(
        Warned("红1号", "A", "A-1", "", DUE, LATE, LATE, HERE, 3),
        Warned("红2号", "A", "A-2", "", DUE, DUE, None, HERE),
        Warned("红3号", "B", deadline=DUE),
    ),
    measures=(
        Measured("A-001-1", "A", "A-1", DUE, HERE),
        Measured("A-002-1", "A", "A-2"),
        Measured("B-001-1", "B", "B-1", DUE),
    ),
    corrections=(Corrected("J1 A-001", "A", DUE, None, HERE), Corrected("J2", "A", DUE, DUE)),
    studies=(Studied("动员", DUE, "", ("P2",), HERE), Studied("自学", DUE, "A", ("P1",), HERE)),
    comments=(Commented("意1", "A", DUE), Commented("意2", "A", DUE, settled=True)),
    people=frozenset({("A", "P1"), ("B", "P2")}),
)


@pytest.mark.parametrize(
    ("source", "of_unit", "of_person"),
    [
        ("returned_late", ["申报表", "流程"], ["申报表"]),
        ("sent_back", ["申报表"], ["申报表"]),
        ("posts_undeclared", ["甲科 一岗"], ["甲科 一岗"]),
        ("warnings_open", ["红2号"], []),
        ("warnings_late", ["红1号"], ["红1号"]),
        ("measures_undone", ["A-001-1", "A-002-1"], ["A-001-1"]),
        ("corrections_late", ["J1 A-001"], []),
        ("not_studied", [], []),
        ("studied", ["自学"], ["自学"]),
        ("comments_open", ["意1"], []),
    ],
)
def test_measures__count_what_the_record_has(
    source: str, of_unit: list[str], of_person: list[str]
) -> None:
    measure = SOURCES[source]
    assert [one.name for one in measure(FACTS, UNIT)] == of_unit
    assert [one.name for one in measure(FACTS, PERSON)] == of_person


def test_measures__of_who_was_named_to_carry_them_out_not_of_who_holds_the_post() -> None:
    mine = Measured("A-003-1", "A", "A-2", owners=("P1", "P3"))
    others = Measured("A-004-1", "A", "A-1", owners=("P2",))
    facts = replace(FACTS, measures=(mine, others))
    measure = SOURCES["measures_undone"]
    assert [one.name for one in measure(facts, PERSON)] == ["A-003-1"]
    assert [one.name for one in measure(facts, UNIT)] == ["A-003-1", "A-004-1"]


def test_measures__every_entry_can_be_said_with_its_place() -> None:
    nobody = replace(FACTS, studies=())
    said = {
        name: [entry_said(one) for one in source(nobody if name == "not_studied" else FACTS, UNIT)]
        for name, source in SOURCES.items()
    }
    assert said["returned_late"] == [
        "《申报表》应在2026-09-20以前报，2026-09-23才来件（迟.xlsx）",
        "《流程》应在2026-09-20以前报，还没有来件",
    ]
    assert said["sent_back"] == ["《申报表》2026-09-23来件退回，差错2处（迟.xlsx）"]
    assert said["corrections_late"][0].endswith("还没有销号（来件.xlsx 页）")
    assert said["measures_undone"] == [
        "措施A-001-1应在2026-09-20以前落实，没有落实（来件.xlsx 页）",
        "措施A-002-1没有落实",
    ]
    assert all(said.values())


@pytest.mark.parametrize(
    ("method", "cases", "points"),
    [("deduct", 0, 10), ("deduct", 2, 4), ("deduct", 9, 0), ("earn", 2, 6), ("earn", 9, 10)],
)
def test_points_for__between_nothing_and_full(method: str, cases: int, points: int) -> None:
    one = Indicator("K1", full=Decimal(10), method=method, per_case=Decimal(3))
    assert points_for(one, cases) == points


RATINGS = (
    Rating("优", Decimal(90), Decimal(20)),
    Rating("良", Decimal(80)),
    Rating("差", Decimal(0)),
)
INDICATORS = (
    Indicator("K1", full=Decimal(60), method="deduct"),
    Indicator("K2", full=Decimal(40), method="deduct"),
    Indicator("V1", method="veto"),
)


def subject(code: str, first: int, second: int, *, veto: bool = False) -> Assessed:
    scores = [
        Score(name, *(Decimal(points),) * 3) for name, points in (("K1", first), ("K2", second))
    ]
    return Assessed(code, code, "office", (*scores, Score("V1", reason="处分" if veto else "")))


def whole(*assessed: Assessed, ties: tuple[str, ...] = ()) -> Assessment:
    return Assessment(2026, INDICATORS, assessed, ratings=RATINGS, ties=ties)


def graded(found: tuple[Result, ...]) -> dict[str, tuple[int, str]]:
    return {one.assessed.code: (one.rank, one.rating) for one in found}


@pytest.mark.parametrize(
    ("rounding", "subjects", "expected"),
    [("down", 9, 1), ("half_up", 8, 2), ("half_up", 7, 1), ("up", 6, 2), ("down", 4, 0)],
)
def test_seats__a_fraction_is_rounded_as_said(rounding: str, subjects: int, expected: int) -> None:
    assert seats(Rating("优", Decimal(90), Decimal(20), rounding), subjects) == expected
    assert seats(Rating("良", Decimal(80)), subjects) is None


def test_results__beyond_the_quota_the_next_rating_and_the_vetoed_last() -> None:
    five = (
        subject("A", 60, 38), subject("B", 60, 37), subject("C", 50, 20),
        subject("D", 60, 40, veto=True), subject("E", 50, 35),
    )  # fmt: skip
    found = results(whole(*five))
    assert graded(found) == {
        "A": (1, "优"), "B": (2, "良"), "E": (3, "良"), "C": (4, "差"), "D": (5, "差"),
    }  # fmt: skip
    assert [one.assessed.code for one in found] == ["A", "B", "E", "C", "D"]


def test_results__equals_are_told_apart_by_the_rule_or_have_no_seat_together() -> None:
    five = (
        subject("A", 55, 40), subject("B", 60, 35), *(subject(code, 50, 20) for code in "CDE"),
    )  # fmt: skip
    told = results(whole(*five, ties=("K2",)))
    assert [graded(told)[code] for code in "AB"] == [(1, "优"), (2, "良")]
    open_ = results(whole(*five))
    assert [graded(open_)[code] for code in "AB"] == [(1, "良"), (1, "良")]
    assert [one.tied for one in open_[:3]] == [("A", "B"), ("A", "B"), ()]


SUBJECTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 40), st.booleans()), min_size=1, max_size=14
).map(
    lambda rows: [
        subject(f"S{at:02}", one, two, veto=veto and at % 3 == 0)
        for at, (one, two, veto) in enumerate(rows)
    ]
)


@given(SUBJECTS, st.randoms(use_true_random=False))
def test_law__the_order_of_rows_decides_nothing(found: list[Assessed], dice: Random) -> None:
    mixed = [*found]
    dice.shuffle(mixed)
    assert results(whole(*mixed, ties=("K2",))) == results(whole(*found, ties=("K2",)))


@given(SUBJECTS, st.sampled_from(["down", "half_up", "up"]), st.integers(1, 100))
def test_law__no_quota_is_exceeded_and_everybody_is_rated(
    found: list[Assessed], rounding: str, quota: int
) -> None:
    first = Rating("优", Decimal(90), Decimal(quota), rounding)
    second = Rating("良", Decimal(80), Decimal(quota))
    rated = results(replace(whole(*found), ratings=(first, second, RATINGS[-1])))
    assert len(rated) == len(found)
    for one in (first, second):
        most = seats(one, len(found))
        assert most is not None
        assert sum(each.rating == one.label for each in rated) <= most
    assert {each.rating for each in rated} <= {"优", "良", "差"}


@given(SUBJECTS, st.integers(0, 13), st.integers(1, 40))
def test_law__a_higher_score_never_lowers_ones_own_rank_or_grade(
    found: list[Assessed], at: int, more: int
) -> None:
    at %= len(found)
    one = found[at]
    points = one.scores[1].group_score
    assert points is not None
    raised = replace(one.scores[1], group_score=min(Decimal(40), points + more))
    better = [*found]
    better[at] = replace(one, scores=(one.scores[0], raised, one.scores[2]))
    order = [each.label for each in RATINGS]
    before, after = (
        graded(results(whole(*each, ties=("K2", "K1"))))[one.code] for each in (found, better)
    )
    assert after[0] <= before[0]
    assert order.index(after[1]) <= order.index(before[1])


@given(st.integers(0, 400), st.integers(0, 20))
def test_law__the_facts_of_a_day_decide_not_the_order_they_came_in(days: int, cases: int) -> None:
    facts = replace(FACTS, today=DUE + timedelta(days=days), returns=FACTS.returns[::-1])
    once = sorted(one.name for one in SOURCES["returned_late"](facts, UNIT))
    assert once == (["流程", "申报表"] if days else ["申报表"])
    one = Indicator("K1", full=Decimal(10), method="deduct", per_case=Decimal(3))
    assert points_for(one, cases) >= points_for(one, cases + 1)
