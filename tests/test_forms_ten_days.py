"""Days as plans write them, and stages whose days are written so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_forms_settings import changed, faults, plain

from lzfx.forms.settings import parse_settings
from lzfx.forms.ten_days import span_of
from lzfx.model.campaign import Stage
from lzfx.model.plan import BasisDocument, PlanItem


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("8月上旬", date(2026, 8, 1), date(2026, 8, 10)),
        ("今年8月中旬", date(2026, 8, 11), date(2026, 8, 20)),
        ("８月 下旬", date(2026, 8, 21), date(2026, 8, 31)),
        ("二月下旬", date(2026, 2, 21), date(2026, 2, 28)),
        ("2028年2月下旬", date(2028, 2, 21), date(2028, 2, 29)),
        ("十二月下旬", date(2026, 12, 21), date(2026, 12, 31)),
        ("9月", date(2026, 9, 1), date(2026, 9, 30)),
        ("9月份", date(2026, 9, 1), date(2026, 9, 30)),
        ("9月5日", date(2026, 9, 5), date(2026, 9, 5)),
        ("2026-09-05", date(2026, 9, 5), date(2026, 9, 5)),
    ],
)
def test_span_of__as_plans_write_it(text: str, first: date, last: date) -> None:
    assert span_of(text, 2026) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "明天", "2月30日", "13月上旬", "8月初旬", "8月中旬至9月", "旬"]
)
def test_span_of__guesses_nothing(text: str) -> None:
    assert span_of(text, 2026) is None


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_span_of__every_day_lies_in_one_third_of_its_month(day: date) -> None:
    spans = [span_of(f"{day.month}月{third}旬", day.year) for third in "上中下"]
    assert sum(one is not None and one[0] <= day <= one[1] for one in spans) == 1


def _stage(**given: object) -> dict[str, object]:
    raw = plain()
    raw["stages"][0] = {"name": "学习动员", **given}
    return raw


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"start": "8月中旬"}, (date(2026, 8, 11), date(2026, 8, 20))),
        ({"start": "8月上旬", "end": "8月中旬"}, (date(2026, 8, 1), date(2026, 8, 20))),
        ({"start": date(2026, 8, 12), "end": "8月中旬"}, (date(2026, 8, 12), date(2026, 8, 20))),
        ({"start": "8月中旬", "end": date(2026, 8, 18)}, (date(2026, 8, 11), date(2026, 8, 18))),
    ],
)
def test_stage__its_days_in_thirds_of_a_month(
    given: dict[str, object], expected: tuple[date, date]
) -> None:
    campaign, findings = parse_settings("lzfx.toml", _stage(**given, work="开会动员"))
    assert findings == ()
    assert campaign is not None
    assert campaign.stages[0] == Stage("学习动员", *expected, "开会动员")


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        ({"start": "8月初"}, "definition-bad-value", "stages “学习动员” → start"),
        ({"start": date(2026, 8, 11)}, "definition-missing-key", "stages “学习动员” → end"),
        ({"start": "8月下旬", "end": "8月中旬"}, "definition-bad-value", "stages “学习动员”"),
        (
            {"start": "2026年8月11日", "end": "8月中旬"},
            "definition-day-in-quotes",
            "stages “学习动员” → start",
        ),
    ],
)
def test_stage__days_that_are_none(given: dict[str, object], code: str, place: str) -> None:
    assert (code, place) in [(one, where) for one, where, _ in faults(_stage(**given))]


def test_plan__what_the_settings_say_of_it() -> None:
    raw = plain() | {
        "plan": {
            "issued_on": date(2026, 8, 10),
            "basis": [{"title": "工作要点", "number": "示发〔2026〕1号"}],
            "principles": [{"name": "先易后难", "text": "从大事做起。"}],
        }
    }
    campaign, _ = parse_settings("lzfx.toml", raw)
    assert campaign is not None
    assert campaign.plan.basis == (BasisDocument("工作要点", "示发〔2026〕1号"),)
    assert campaign.plan.principles == (PlanItem("先易后难", "从大事做起。"),)
    assert campaign.days == (date(2026, 8, 11), date(2026, 9, 30))


def test_plan__a_principle_without_a_text_is_a_fault() -> None:
    raw = changed("plan/principles", [{"name": "先易后难"}])
    assert faults(raw) == [("definition-missing-key", "plan → principles “先易后难” → text", "")]
