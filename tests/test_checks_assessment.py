"""Scores, quotas, ties and objections: each fault at its cell, and what is sound passes."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from support.risk_examples import CAMPAIGN, ROSTER
from support.write_reference import shipped_forms

from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.checks.referred import Referred
from lzfx.forms.written import raw_answers
from lzfx.model.finding import Severity
from lzfx.model.submission import Stamp

FORMS = {form.name: form for form in shipped_forms()}

Told = tuple[str, str, str]


def found(name: str, given: dict[str, Any], subject: str) -> list[Told]:
    """Code, cell and severity of all that is not mere advice."""
    form = FORMS[name]
    raw = raw_answers("考核.toml", form, given, Stamp(name, form.version, subject, CAMPAIGN.code))
    told = check(raw, form, Known(CAMPAIGN, ROSTER, CAMPAIGN.deadline)).findings
    wanted = (one for one in told if one.severity is not Severity.ADVICE)
    return [(one.code, f"{one.where.sheet} {one.where.address}", one.severity) for one in wanted]


OWN = {"indicator": "K1", "name": "甲", "content": "乙", "full": 10, "method": "deduct"}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"self_score": 10}, []),
        ({"self_score": 8, "reason": "迟报"}, []),
        ({"self_score": 8}, [("score-needs-reason", "自评 I1", "error")]),
        ({"self_score": 11}, [("score-beyond-full", "自评 I1", "error")]),
        ({"self_score": -1, "reason": "无"}, [("score-beyond-full", "自评 I1", "error")]),
    ],
)
def test_self_score__within_full_and_explained(
    answer: dict[str, Any], expected: list[Told]
) -> None:
    header = {"subject_code": "KS01", "subject_name": "办公室", "filler": "甲某"}
    given = {"header": header, "own_scores": [OWN | answer]}
    assert found("self_assessment", given, "KS01") == expected


def score(code: str, indicator: str, points: float, **more: object) -> dict[str, Any]:
    given = {"self_score": points, "group_score": points, "leader_score": points}
    return {"assessed_code": code, "indicator": indicator, **given, **more}


def assessed(code: str, kind: str, **more: object) -> dict[str, Any]:
    return {"code": code, "name": code, "kind": kind, **more}


GIVEN: dict[str, Any] = {
    "header": {"self_score": 20, "group_score": 40, "leader_score": 40, "ties": "K2"},
    "indicators": [
        {"code": code, "name": code, "content": "甲", "full": full, "method": method}
        for code, full, method in (("K1", 60, "deduct"), ("K2", 40, "deduct"), ("V1", 0, "veto"))
    ],
    "assessed": [assessed("KS01", "section"), assessed("JD01", "street_office")],
    "scores": [
        score("KS01", "K1", 60),
        score("KS01", "K2", 35, reason="一项没有做到"),
        score("JD01", "K1", 55, computed=55, basis="1. 迟报", reason="1. 迟报"),
        score("JD01", "K2", 40),
    ],
    "ratings": [
        {"label": "优秀", "least": 90, "quota": 100},
        {"label": "合格", "least": 0},
    ],
}


def with_change(table: str, at: int, **more: object) -> list[Told]:
    given = deepcopy(GIVEN)
    given[table][at] |= more
    return found("assessment", given, "OFFICE")


def test_scores__sound_ones_pass() -> None:
    assert found("assessment", GIVEN, "OFFICE") == []


@pytest.mark.parametrize(
    ("table", "at", "more", "expected"),
    [
        ("scores", 0, {"leader_score": 61}, ("score-beyond-full", "评分 I1", "error")),
        ("scores", 0, {"group_score": 59}, ("score-needs-reason", "评分 H1", "error")),
        ("scores", 0, {"indicator": "K7"}, ("score-of-no-indicator", "评分 C1", "error")),
        ("scores", 2, {"group_score": 60}, ("score-computed-otherwise", "评分 H3", "error")),
        (
            "assessed",
            0,
            {"kind": "street_office"},
            ("assessed-kind-differs", "考核对象 C1", "error"),
        ),
        ("assessed", 0, {"stated_rating": "一等"}, ("rating-unknown", "考核对象 H1", "error")),
        ("assessed", 0, {"stated_rating": "合格"}, ("rating-differs", "考核对象 H1", "error")),
    ],
)
def test_scores__each_fault_at_its_cell(
    table: str, at: int, more: dict[str, Any], expected: Told
) -> None:
    assert with_change(table, at, **more) == [expected]


def test_scores__a_computed_score_may_be_changed_for_a_reason() -> None:
    assert with_change("scores", 2, group_score=58, reason="停电所致，酌减") == []


def test_assessed__somebody_the_roster_has_not() -> None:
    given = deepcopy(GIVEN)
    given["assessed"][0]["code"] = "KS99"
    for row in given["scores"][:2]:
        row["assessed_code"] = "KS99"
    assert found("assessment", given, "OFFICE") == [("assessed-unknown", "考核对象 A1", "error")]


def test_veto__what_is_on_record_is_asked_about_and_decides_nothing() -> None:
    given = deepcopy(GIVEN)
    row = {"assessed_code": "KS01", "indicator": "V1", "basis": "1. 某某没有解除"}
    given["scores"].append(row)
    (only,) = found("assessment", given, "OFFICE")
    assert (only[0], only[2]) == ("score-veto-unanswered", "query")
    given["scores"][-1]["reason"] = "受到处分"
    assert found("assessment", given, "OFFICE") == []


def two_of_a_kind(first: int, second: int, **more: object) -> dict[str, Any]:
    given = deepcopy(GIVEN)
    given["assessed"] = [assessed("P1", "person", **more), assessed("P2", "person", **more)]
    given["scores"] = [
        score(code, indicator, points, reason="有理由")
        for code, of_second in (("P1", first), ("P2", second))
        for indicator, points in (("K1", 60), ("K2", of_second))
    ]
    given["ratings"][0]["quota"] = 50
    return given


def test_quota__the_second_of_two_is_one_too_many() -> None:
    given = two_of_a_kind(40, 39, stated_rating="优秀")
    assert found("assessment", given, "OFFICE") == [
        ("rating-quota-broken", "考核对象 H2", "error"),
    ]


def test_tie__at_the_quota_is_asked_about_at_both() -> None:
    told = found("assessment", two_of_a_kind(40, 40), "OFFICE")
    assert told == [
        ("rating-tie-open", "考核对象 A1", "query"),
        ("rating-tie-open", "考核对象 A2", "query"),
    ]
    assert found("assessment", two_of_a_kind(40, 39), "OFFICE") == []


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ({}, ["objection-unanswered"]),
        ({"outcome": "upheld", "answer": "查无停电记录"}, []),
        ({"outcome": "upheld"}, ["required-here"]),
        ({"outcome": "changed", "answer": "属实", "after": 58}, ["objection-score-differs"]),
        ({"outcome": "changed", "answer": "属实"}, ["required-here"]),
    ],
)
def test_objection__answered_and_the_score_beside_it_agrees(
    answer: dict[str, Any], codes: list[str]
) -> None:
    row = {"assessed_code": "JD01", "indicator": "K1", "ground": "当天停电", "before": 55}
    told = found("assessment", GIVEN | {"objections": [row | answer]}, "OFFICE")
    assert [one[0] for one in told] == codes


LETTER = {
    "about": "整改不力", "doc_number": "某人计〔2026〕9号", "year": 2026, "subjects": "办公室",
    "facts": "逾期三天", "demands": "报送报告", "recipients": "各科室",
    "decided_on": date(2026, 12, 22),
}  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "count"),
    [
        ("动态纠错检查记录（纠2026-02）", 0),
        ("2026年度考核评分表\n检查 纠2026-02", 0),
        ("群众反映", 1),
        ("群众反映\n纠2026-09\n纠2026-02", 2),
        ("廉警[2026]橙1号预警没有反馈", 0),
        ("检查 纠2026-021", 1),
    ],
)
def test_criticism__rests_on_what_is_on_record(basis: str, count: int) -> None:
    form = FORMS["criticism"]
    stamp = Stamp("criticism", form.version, "OFFICE", CAMPAIGN.code)
    raw = raw_answers("通报.toml", form, {"header": LETTER | {"basis": basis}}, stamp)
    beside = (Referred(records=("纠2026-02", "考核评分表", "廉警〔2026〕橙1号")),)
    known = Known(CAMPAIGN, ROSTER, CAMPAIGN.deadline, beside=beside)
    told = check(raw, form, known).findings
    assert [one.code for one in told if one.severity is Severity.ERROR] == (
        ["criticism-off-record"] * count
    )
