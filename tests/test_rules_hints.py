"""Roll-ups, hints for the reviewer, and conduct words in free text."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from support.risk_examples import BODIES, DAY, ROSTER, labels, point, rules, submission, values

from lzfx.model.finding import Severity
from lzfx.model.risk import Graded
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import grade_all
from lzfx.rules.hints import hints
from lzfx.rules.merge import merge_returns as merge_table
from lzfx.rules.rollup import rollups
from lzfx.rules.wording import conducts_in

merge = partial(merge_table, table="risk_points")


def graded(*rows: dict[str, Any]) -> tuple[Graded, ...]:
    points = merge([submission("KS01", [values(**row) for row in rows])], [], ROSTER).points
    return grade_all(points, rules(), ROSTER, BODIES, DAY)


def evaluator() -> Evaluator:
    return Evaluator(rules(), ROSTER, BODIES, DAY)


LEVELS = {1: "illegal", 2: "violation", 3: "rule_breach"}


def of_levels(post: str, *levels: int) -> list[dict[str, Any]]:
    return [
        {"post": post, "name": f"{post}风险{n}", "conduct": (LEVELS[level],)}
        for n, level in enumerate(levels)
    ]


def test_rollups__a_post_has_its_most_severe_level() -> None:
    rolled = rollups(graded(*of_levels("KS01-P2", 3, 2, 3)), ROSTER, labels())
    found = {roll.code: (roll.level, roll.points) for roll in rolled.posts}
    assert (found["KS01-P2"], found["KS01-P1"]) == ((2, 3), (None, 0))


def test_rollups__a_unit_counts_its_own_points_and_is_warned_about_its_posts() -> None:
    points = graded(*of_levels("unit", 3), *of_levels("KS01-P2", 1, 2))
    rolled = rollups(points, ROSTER, labels())
    assert {r.code: (r.level, r.points) for r in rolled.units}["KS01"] == (3, 1)
    assert [(f.code, f.params["post"], f.params["post_level"]) for f in rolled.findings] == [
        ("unit-below-its-posts", "审核岗", "一级")
    ]
    together = rollups(points, ROSTER, labels(), with_posts=True)
    assert {r.code: (r.level, r.points) for r in together.units}["KS01"] == (1, 3)
    assert together.findings == ()


def found(*rows: dict[str, Any]) -> list[tuple[str, str, Severity]]:
    return [
        (f.code, f.where.address, f.severity) for f in hints(graded(*rows), evaluator(), labels())
    ]


def test_hints__declared_level_differs() -> None:
    assert found({"declared_level": "3"}) == [("level-differs", "N9", Severity.QUERY)]
    with_reason = {"declared_level": "3", "reason": "去年已改造流程"}
    assert found(with_reason) == [("level-differs", "N9", Severity.ADVICE)]
    assert found({"declared_level": "2"}) == []


def test_hints__differing_level_quotes_labels_and_clause() -> None:
    (finding,) = hints(graded({"declared_level": "3"}), evaluator(), labels())
    assert dict(finding.params) == {
        "point": "KS01-001",
        "name": "受理时不一次告知",
        "declared": "三级",
        "computed": "二级",
        "facts": "“可能产生的行为”（违规）",
        "clause": "实施方案四（三）二级风险条款",
        "reason": "",
    }


@pytest.mark.parametrize(
    ("conduct", "factors", "code"),
    [
        ("rule_breach", ("large", "close", "high"), "level-may-be-low"),
        ("illegal", ("small", "little", "low"), "level-may-be-high"),
        ("violation", ("large", "close", "high"), None),
        ("rule_breach", ("large", "close", "medium"), None),
    ],
)
def test_hints__factors_against_level(
    conduct: str, factors: tuple[str, str, str], code: str | None
) -> None:
    level = {"rule_breach": "3", "violation": "2", "illegal": "1"}[conduct]
    size, closeness, likelihood = factors
    row = {
        "conduct": (conduct,), "declared_level": level,
        "power_size": size, "closeness": closeness, "likelihood": likelihood,
    }  # fmt: skip
    assert found(row) == ([(code, "H9", Severity.ADVICE)] if code else [])


def test_hints__point_made_without_a_return_has_no_place() -> None:
    one = grade_all([point(declared_level="3")], rules(), ROSTER, BODIES, DAY)
    (finding,) = hints(one, evaluator(), labels())
    assert finding.where.address == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("可能轻微违规", ("minor_violation",)),
        ("严重违规审批，收受礼金属违纪", ("serious_violation", "disciplinary")),
        ("可能发生违规、违纪、违法行为", ("violation", "disciplinary", "illegal")),
        ("违法违纪", ("illegal", "disciplinary")),
        ("不构成违法，但属违规", ("violation",)),
        ("防止违规违纪", ()),
        ("杜绝违法、违纪行为", ()),
        ("未按规定公示，违规操作", ("violation",)),
        ("《财政违法行为处罚处分条例》规定的情形", ()),
        ("查处违法生育时收受好处", ()),
        ("对违法行为人从轻处理", ()),
        ("违反规定减免费用", ("violation",)),
        ("严重违反规定", ("serious_violation",)),
        ("服务态度生硬", ()),
        ("", ()),
    ],
)
def test_conducts_in__text(text: str, codes: tuple[str, ...]) -> None:
    assert conducts_in(text) == codes
