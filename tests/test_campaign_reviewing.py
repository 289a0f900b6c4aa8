"""Who reviews whose declaration, and that nobody reviews himself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.risk_examples import BODIES, ROSTER

from lzfx.campaign.reviewing import reviews


@pytest.mark.parametrize(
    ("subject", "step", "reviewer", "recused"),
    [
        ("KS01", "commission_meeting", "委办公会", False),
        ("JD01", "commission_meeting", "委办公会", False),
        ("JC00", "commission_meeting", "委办公会", False),
        ("KS01-P2", "leader_in_charge", "陆闻溪（副主任）", False),
        ("KS01-P1", "leader_in_charge", "陆闻溪（副主任）", False),
        ("KS01-P3", "commission_meeting", "委办公会", True),  # held by the leader in charge
        ("LD00-P2", "commission_meeting", "委办公会", True),  # a leader of the commission
        ("LD00-P1", "review_group", "纠风工作领导小组", True),  # its head
    ],
)
def test_reviews__the_way_of_the_plan_and_recusal(
    subject: str, step: str, reviewer: str, *, recused: bool
) -> None:
    review = reviews(ROSTER, BODIES)[subject]
    assert (review.step, review.reviewer, review.recused) == (step, reviewer, recused)


def test_reviews__a_meeting_does_not_review_itself() -> None:
    same = {**BODIES, "directors_meeting": BODIES["commission_meeting"]}
    assert reviews(ROSTER, same)["JC00"].step == "review_group"


def test_reviews__nobody_is_put_in_for_a_leader_the_roster_does_not_name() -> None:
    units = tuple(replace(unit, leader="") for unit in ROSTER.units)
    assert reviews(replace(ROSTER, units=units), BODIES)["KS01-P2"].reviewer == ""


def test_reviews__a_vacant_post_is_nobodys_own() -> None:
    units = tuple(replace(unit, leader="") for unit in ROSTER.units)
    posts = tuple(replace(post, holder="") for post in ROSTER.posts)
    vacant = reviews(replace(ROSTER, units=units, posts=posts), BODIES)["KS01-P2"]
    assert (vacant.step, vacant.recused) == ("leader_in_charge", False)
