"""Which answers count and what becomes of proposals, whatever order they came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.master_examples import master

from lzfx.model.answer import Answer, Became, Outcome, Proposal, TakenAnswer
from lzfx.model.finding import Severity
from lzfx.model.opinion import Hand, MissedPoint, OpinionRow, Said
from lzfx.model.revision import OWNER
from lzfx.rules.answered import (
    answer_findings,
    follow,
    proposal_of,
    revisions_by_owners,
    standing_answers,
)

STANDING = master().graded
POINT = STANDING[0].point.point_id
OF = OpinionRow(POINT, "MARK", "edit", proposed_text="写明由谁抽查", reason="没有人看")
SAID = Said(OF, Hand.LEADER, "P002", "示例人", "领导提意见表")


def made(said: Said = SAID, unit: str = "KS01") -> Proposal:
    one = proposal_of(said, unit)
    assert one is not None
    return one


def taken(one: Proposal, **given: object) -> TakenAnswer:
    answer = Answer(one.code, one.mark, one.point_id, measures="旧", new_measures="新")
    answer = replace(answer, **{"outcome": Outcome.ADOPTED, **given})  # type: ignore[arg-type]
    return TakenAnswer(answer, one.unit, issue=1, on=date(2026, 9, 15))


def test_proposal__keeps_its_code_and_changes_its_mark_with_what_is_proposed() -> None:
    one, other = made(), made(replace(SAID, row=replace(OF, proposed_text="写明几天")))
    assert one.code == other.code
    assert one.mark != other.mark


@pytest.mark.parametrize("opinion", ["", "agree"])
def test_who_agrees__proposes_nothing(opinion: str) -> None:
    assert proposal_of(replace(SAID, row=replace(OF, opinion=opinion)), "KS01") is None


def test_two_meetings_of_a_unit__propose_two_things() -> None:
    one = replace(SAID, hand=Hand.MEETING, subject="KS01", issue=1)
    assert made(one).code != made(replace(one, issue=2)).code


def test_declined__revises_nothing() -> None:
    one = made()
    answers = standing_answers([one], [taken(one, outcome=Outcome.DECLINED)])
    assert list(revisions_by_owners([one], answers)) == []
    (told,) = follow([one], answers, (), ())
    assert told.became is Became.DECLINED


def test_adopted__is_a_revision_of_the_unit_with_what_was_before() -> None:
    one = made()
    (found,) = revisions_by_owners([one], standing_answers([one], [taken(one)]))
    said = found.revision
    assert (said.about, said.field, said.before, said.after) == (POINT, "measures", "旧", "新")
    assert (said.step, said.proposed_by, said.approved_on) == (OWNER, "示例人", date(2026, 9, 15))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"mark": "ANOTHER2"}, "answer-proposal-changed"),
        ({"proposal": "ANOTHER2"}, "answer-proposal-gone"),
    ],
)
def test_answer_to_something_else__counts_no_more_and_is_asked_about(
    given: dict[str, str], code: str
) -> None:
    one = made()
    answers = standing_answers([one], [taken(one, **given)])
    assert answers.standing == {}
    assert [(each.code, each.severity) for each in answer_findings(answers)] == [
        (code, Severity.QUERY)
    ]
    (told,) = follow([one], answers, STANDING, ())
    assert told.became is Became.OPEN


def test_proposal_on_a_point_that_is_gone__needs_no_answer() -> None:
    (told,) = follow([made()], standing_answers([], []), (), ())
    assert told.became is Became.DROPPED


def test_answer_of_another_unit__counts_for_nothing() -> None:
    one = made()
    assert standing_answers([one], [replace(taken(one), unit="KS02")]).standing == {}


def test_missed_point__waits_until_the_unit_has_it() -> None:
    one = made(replace(SAID, row=MissedPoint("KS01", "漏查的一个点")))
    answers = standing_answers([one], [taken(one, name="漏查的一个点", new_measures="")])
    (told,) = follow([one], answers, (), ())
    assert (told.became, told.point_id) == (Became.TO_ADD, "")


ONE = made()
ANSWERS = [
    replace(taken(ONE, new_measures=text), issue=issue, sha256=text)
    for issue, text in ((1, "甲"), (2, "乙"), (2, "丙"), (3, "丁"))
]


@given(st.permutations(ANSWERS))
def test_order_of_arrival__changes_nothing(answers: Sequence[TakenAnswer]) -> None:
    (found,) = standing_answers([ONE], answers).standing.values()
    assert found.answer.new_measures == "丁"
