"""What one answer asks of another, and rows that are part of rows of another table."""

from __future__ import annotations

from typing import Any

import pytest
from support.risk_examples import CAMPAIGN, DAY, ROSTER
from support.write_reference import shipped_forms

from lzfx.campaign.subjects import OFFICE
from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.forms.spec import FormSpec
from lzfx.forms.written import raw_answers
from lzfx.model.submission import Stamp

CORRECTIONS = next(form for form in shipped_forms() if form.name == "corrections")
STAMP = Stamp("corrections", 1, OFFICE, CAMPAIGN.code)
CHECK = {
    "code": "纠1", "kind": "regular", "held_on": DAY, "checkers": ["甲", "乙"], "unit": "KS01",
    "way": "抽查",
}  # fmt: skip
POINT = {
    "check_code": "纠1", "risk_point": "KS01-001", "risk": "拖延", "level": 2,
    "measure_state": "done",
}  # fmt: skip


def found(
    checks: list[dict[str, Any]], points: list[dict[str, Any]], form: FormSpec = CORRECTIONS
) -> list[tuple[str, str, object]]:
    raw = raw_answers("纠错.toml", form, {"checks": checks, "points": points}, STAMP)
    checked = check(raw, form, Known(CAMPAIGN, ROSTER, DAY))
    assert (checked.submission is None) == bool(checked.errors)
    return [(one.code, one.where.address, one.params.get("title", "")) for one in checked.errors]


def test_check__answers_that_ask_for_nothing_more() -> None:
    assert found([CHECK], [POINT]) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"danger": "没有签字", "gravity": "slight"}, [("required-here", "I1", "处理")]),
        (
            {"danger": "没有签字", "gravity": "—", "action": "at_once"},
            [("required-here", "H1", "隐患程度")],
        ),
        (
            {"danger": "没有签字", "gravity": "slight", "action": "by_deadline"},
            [("required-here", "J1", "纠正期限")],
        ),
        ({"danger": "没有签字", "gravity": "slight", "action": "level"}, []),
        (
            {"danger": "没有签字", "gravity": "很重", "action": "level"},
            [("not-a-choice", "H1", "隐患程度")],
        ),
    ],
)
def test_needed__one_answer_asks_for_another(
    change: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert found([CHECK], [POINT | change]) == expected


def test_needed__above_the_tables_too() -> None:
    spec = CORRECTIONS.table("checks").field("remark")
    cells = (
        spec.model_copy(update={"name": "why", "title": "原因"}),
        spec.model_copy(update={"name": "who", "title": "谁", "needed_when": {"why": ()}}),
    )
    form = CORRECTIONS.model_copy(update={"header": cells})
    given = {"checks": [CHECK], "points": [POINT], "header": {"why": "举报"}}
    checked = check(raw_answers("x.toml", form, given, STAMP), form, Known(CAMPAIGN, ROSTER, DAY))
    assert [(one.code, one.params) for one in checked.errors] == [
        ("required-here", {"title": "谁", "other": "原因", "value": "举报"})
    ]


def test_parts__a_row_of_nothing_and_a_row_without_any() -> None:
    checks = [CHECK, CHECK | {"code": "纠2"}]
    assert found(checks, [POINT, POINT | {"check_code": "纠3"}]) == [
        ("row-without-parts", "A2", "检查编号"),
        ("part-of-none", "A2", "检查编号"),
    ]


def test_check__the_office_chooses_from_the_whole_roster() -> None:
    assert found([CHECK | {"unit": "柳汀街道计生办"}], [POINT]) == []
    assert found([CHECK | {"unit": "KS77"}], [POINT]) == [("not-a-choice", "E1", "检查对象")]


def test_raw_answers__no_key_is_passed_over() -> None:
    given = {"checks": [CHECK | {"colour": "red"}], "pionts": [], "header": {"year": 2026}}
    raw = raw_answers("x.toml", CORRECTIONS, given, None)
    assert [(one.code, one.params["place"]) for one in raw.findings] == [
        ("definition-unknown-key", "pionts"),
        ("definition-unknown-key", "header → year"),
        ("definition-unknown-key", "checks 第1项 → colour"),
    ]
