"""Revisions over the master table: what holds, what does not and why, whatever came first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.master_examples import master
from support.risk_examples import BODIES, DAY, ROSTER, form, rules

from lzfx.forms.lists import may_be_revised
from lzfx.model.cell import Cell
from lzfx.model.decision import Conclusion, DecidedRow, Decision, Holds, ReviewRound
from lzfx.model.finding import Where
from lzfx.model.papers import Review
from lzfx.model.revision import JudgedRevision, Revision, RevisionHolds, TakenRevision
from lzfx.model.risk import Graded, Level, RiskPoint
from lzfx.rules.decided import Decided, decide_all, final_mark, review_mark
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import graded_by
from lzfx.rules.revised import (
    RevisedLevels,
    RevisedPoints,
    all_judged,
    revise_levels,
    revise_points,
)
from lzfx.rules.revisions_told import revision_findings

RULES = Evaluator(rules(), ROSTER, BODIES, DAY)
POINTS = tuple(one.point for one in master().graded)
POINT = next(one for one in POINTS if one.values["name"] == "违规减免")
ID = POINT.point_id
TABLE = form().tables[0]
FIELDS = {spec.name: spec for spec in TABLE.fields if may_be_revised(spec.model_dump())}
MEASURES = str(POINT.values["measures"])
REVIEWS = {POINT.post: Review("leader_in_charge", "某人", code="P2")}
YES, MOOT, CHANGED = RevisionHolds.YES, RevisionHolds.MOOT, RevisionHolds.CHANGED


def said(number: int = 1, field: str = "measures", **given: Any) -> TakenRevision:  # noqa: ANN401 - any field
    """A revision of the point, by default of its measures, approved by the group."""
    told: dict[str, Any] = {
        "about": f"{ID} 违规减免", "before": MEASURES, "after": "每天核对登记，两人签字。",
        "reason": "采纳意见", "step": "group", "approved_on": date(2026, 9, 24),
    }  # fmt: skip
    one = Revision(f"修2026-{number}", field=field, **{**told, **given})
    place = Where("修订记录表.xlsx", "修订", Cell(number + 3, 7))
    return TakenRevision(one, dict.fromkeys(("about", "field", "before", "after", "step"), place))


def regrade(one: Graded, level: Level) -> Graded:
    return graded_by(RULES, one.point, level)


def laid(
    revisions: Sequence[TakenRevision],
    decisions: Sequence[Decision] = (),
    points: Sequence[RiskPoint] = POINTS,
) -> tuple[RevisedPoints, Decided, RevisedLevels]:
    """The whole chain: texts, rules, decisions, levels."""
    revised = revise_points(points, revisions, FIELDS)
    ruled = tuple(graded_by(RULES, point) for point in revised.points)
    after = decide_all(ruled, decisions, REVIEWS, regrade, versions=revised.versions)
    return revised, after, revise_levels(after.graded, revised, ("1", "2", "3"), regrade)


def of(found: RevisedLevels, point_id: str = ID) -> Graded:
    return next(o for o in (*found.graded, *found.withdrawn) if o.point.point_id == point_id)


def holds(*revisions: TakenRevision, point: RiskPoint = POINT) -> list[RevisionHolds]:
    return [one.holds for one in of(laid(revisions, points=(point,))[2]).revisions]


def test_text__is_laid_over_and_its_source_is_the_cell_of_the_revision() -> None:
    revised, _, found = laid([said()])
    one = of(found)
    assert one.point.values["measures"] == "每天核对登记，两人签字。"
    assert one.point.point_id == ID
    assert one.point.fingerprint != POINT.fingerprint
    assert str(one.point.sources["measures"].cell.text) == "G4"
    assert one.point.sources["name"] == POINT.sources["name"]
    assert [point for point in revised.points if point.point_id != ID] == [
        point for point in POINTS if point.point_id != ID
    ]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, YES),
        ({"before": f" {MEASURES} "}, YES),
        ({"before": "另一条措施。"}, CHANGED),
        ({"before": "另一条措施。", "after": MEASURES}, MOOT),
        ({"field": "no_such"}, RevisionHolds.NO_FIELD),
        ({"field": "stage", "before": "执行", "after": "决策"}, YES),
        ({"field": "stage", "before": "受理", "after": "决策"}, CHANGED),
        ({"field": "stage", "before": "执行", "after": "别的环节"}, RevisionHolds.UNFIT),
        ({"field": "responsible", "step": "office"}, RevisionHolds.NEEDS_GROUP),
        ({"field": "level", "before": "2", "after": "1"}, YES),
        ({"field": "level", "before": "2", "after": "1", "step": "office"},
         RevisionHolds.NEEDS_GROUP),
        ({"field": "level", "before": "3", "after": "1"}, CHANGED),
        ({"field": "level", "before": "3", "after": "2"}, MOOT),
        ({"field": "level", "before": "2", "after": "9"}, RevisionHolds.UNFIT),
        ({"field": "whole", "before": "违规减免", "after": "撤销"}, YES),
        ({"field": "whole", "before": "另一个", "after": "撤销"}, CHANGED),
    ],
)  # fmt: skip
def test_judged(given: dict[str, Any], wanted: RevisionHolds) -> None:
    assert holds(said(**given)) == [wanted]


@pytest.mark.parametrize(
    ("about", "point_id"),
    [
        ("KS02-002 一次性告知", "KS02-002"),
        ("ks02-002、一次性告知", "KS02-002"),
        ("KS02-002", "KS02-002"),
        ("权力运行流程图", ""),
        ("2026年的通知", ""),
    ],
)
def test_point__is_named_by_the_first_word(about: str, point_id: str) -> None:
    assert Revision("修1", about=about).point_id == point_id


def test_neither_point_nor_field__are_told_at_their_cells() -> None:
    gone, beside = said(1, about="KS99-001 没有的"), said(2, about="流程图")
    revised, _, found = laid([gone, beside, said(3, field="no_such")])
    told = revision_findings(all_judged(revised, found.graded), {"no_such": "别的栏"})
    assert [(one.code, one.where.address) for one in told] == [
        ("revision-no-field", "G6"), ("revision-of-no-point", "G5"), ("revision-point-gone", "G4"),
    ]  # fmt: skip


def test_chain__follows_the_days_and_numbers_and_later_returns_make_it_moot() -> None:
    first = said(9, after="乙人每月核对登记一次。")
    second = said(10, before="乙人每月核对登记一次。", after="丙人每月核对登记一次。")
    assert holds(second, first) == [YES, YES]
    assert of(laid([second, first])[2]).point.values["measures"] == "丙人每月核对登记一次。"
    for text, wanted in (
        ("乙人每月核对登记一次。", [MOOT, YES]),
        ("丙人每月核对登记一次。", [MOOT, MOOT]),
        ("丁人每月核对登记一次。", [CHANGED] * 2),
    ):
        values = {**POINT.values, "measures": text}
        assert holds(first, second, point=replace(POINT, values=values)) == wanted


def test_level__keeps_the_rules_level_and_what_was_decided() -> None:
    agreed = _decision(Conclusion.AGREE, review_mark(graded_by(RULES, POINT)))
    one = of(laid([said(field="level", before="2", after="1")], [agreed])[2])
    assert (one.level, one.by_rule, one.color) == (1, 2, "red")
    assert one.decided is agreed


def test_withdrawn__is_kept_apart_with_its_revision() -> None:
    _, _, found = laid([said(field="whole", before="违规减免", after="撤销")])
    assert [one.point.point_id for one in found.withdrawn] == [ID]
    assert len(found.graded) == len(POINTS) - 1


def _decision(outcome: str, mark: str, level: int | None = None) -> Decision:
    row = DecidedRow(ID, outcome, mark, "违规减免", level, "理由")
    return Decision(row, ReviewRound.REVIEW, "P2", "某人")


@pytest.mark.parametrize(
    ("outcome", "field", "after", "wanted"),
    [
        (Conclusion.AGREE, "measures", "每天核对登记，两人签字。", Holds.YES),
        (Conclusion.LEVEL, "measures", "每天核对登记，两人签字。", Holds.YES),
        (Conclusion.EDIT, "measures", "每天核对登记，两人签字。", Holds.CHANGED),
        (Conclusion.AGREE, "conduct", "违法", Holds.CHANGED),
    ],
)
def test_decision__outlives_a_revised_text_but_not_another_level_by_the_rules(
    outcome: Conclusion, field: str, after: str, wanted: Holds
) -> None:
    """Who asked for a change, or decided on another level of the rules, is asked again."""
    before = {"measures": MEASURES, "conduct": "违规"}[field]
    made = _decision(outcome, review_mark(graded_by(RULES, POINT)), 1)
    one = of(laid([said(field=field, before=before, after=after)], [made])[2])
    assert [each.holds for each in one.decisions] == [wanted]
    assert [each.holds for each in one.revisions] == [YES]


def test_decision__holds_when_the_return_itself_says_the_revised_text() -> None:
    made = _decision(Conclusion.AGREE, review_mark(graded_by(RULES, POINT)))
    revised = of(laid([said()])[2]).point
    one = of(laid([said()], [made], (revised,))[2])
    assert ([o.holds for o in one.revisions], [o.holds for o in one.decisions]) == (
        [MOOT], [Holds.YES],
    )  # fmt: skip


_FIELDS = st.sampled_from(
    [
        ("measures", MEASURES, "每天核对登记，两人签字。"),
        ("measures", "每天核对登记，两人签字。", "每周核对登记，两人签字。"),
        ("stage", "执行", "监督"), ("conduct", "违规", "违法"), ("level", "2", "1"),
        ("level", "1", "3"), ("whole", "违规减免", "撤销"), ("name", "违规减免", "违规减免费用"),
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_FIELDS, max_size=6), st.sampled_from(Conclusion), st.data())
def test_law__the_order_of_arrival_changes_nothing(
    fields: list[tuple[str, str, str]], outcome: Conclusion, data: st.DataObject
) -> None:
    """Revisions and decisions may come in any order, and a decision before or after a text."""
    revisions = [
        said(at, field, before=before, after=after)
        for at, (field, before, after) in enumerate(fields, start=1)
    ]
    seen = graded_by(RULES, POINT)
    first = _decision(outcome, review_mark(seen), 3)
    last = replace(_decision(Conclusion.AGREE, final_mark(seen)), stage=ReviewRound.FINAL)
    told = [first, replace(last, subject="OFFICE")]
    mixed = data.draw(st.permutations(revisions)), data.draw(st.permutations(told))
    assert _state(laid(*mixed)) == _state(laid(revisions, told))


def _state(found: tuple[RevisedPoints, Decided, RevisedLevels]) -> tuple[object, ...]:
    revised, decided, last = found
    judged: list[JudgedRevision] = sorted(all_judged(revised, last.graded), key=repr)
    return last.graded, last.withdrawn, decided.lapsed, decided.withdrawn, judged
