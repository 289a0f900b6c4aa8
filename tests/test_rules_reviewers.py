"""Who reviews whose declaration by the rules of the office, and that nobody reviews himself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clerk import ROUND_ONE, ROUND_TWO, sample_clerk
from support.master_examples import master
from support.reviewing import reviewing
from support.risk_examples import BODIES, ROSTER, form
from support.templates import SHIPPED, lists

from lzfx.campaign.subjects import Subjects
from lzfx.documents.plan_sections import deciders_said
from lzfx.model.finding import Where
from lzfx.model.papers import Papers
from lzfx.rules.reviewers import Reviewers, box_faults, nameless_bodies, parse_reviewers
from lzfx.session.opening import open_session


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
    review = reviewing(BODIES)(ROSTER)[subject]
    assert (review.step, review.reviewer, review.recused) == (step, reviewer, recused)


def test_reviews__a_meeting_does_not_review_itself() -> None:
    same = {**BODIES, "directors_meeting": BODIES["commission_meeting"]}
    assert reviewing(same)(ROSTER)["JC00"].step == "review_group"


def test_reviews__nobody_is_put_in_for_a_leader_the_roster_does_not_name() -> None:
    units = tuple(replace(unit, leader="") for unit in ROSTER.units)
    assert reviewing(BODIES)(replace(ROSTER, units=units))["KS01-P2"].reviewer == ""


def test_reviews__a_vacant_post_is_nobodys_own() -> None:
    units = tuple(replace(unit, leader="") for unit in ROSTER.units)
    posts = tuple(replace(post, holder="") for post in ROSTER.posts)
    vacant = reviewing(BODIES)(replace(ROSTER, units=units, posts=posts))["KS01-P2"]
    assert (vacant.step, vacant.recused) == ("leader_in_charge", False)


def rule(then: str, **given: object) -> dict[str, Any]:
    """A rule as a file has it."""
    return {"id": "A1", "from": date(2026, 1, 1), "clause": "甲", "then": then, **given}


def by(*rules: dict[str, Any], day: date = date(2026, 9, 20)) -> Reviewers:
    parsed, findings = parse_reviewers({"reviewer": list(rules)}, lists=lists())
    assert not findings
    return Reviewers(parsed, {**BODIES, "party": "党支部"}, day)


def test_own_rules__a_body_a_post_a_person_and_the_head() -> None:
    chain = by(
        rule("section_head", when={"of": {"equals": ["post"]}, "unit": {"equals": ["JD01"]}}),
        rule("post:督办岗", id="A2", when={"unit_kind": {"equals": ["section"]}}),
        rule("person:P4", id="A3", when={"unit_acts_as": {"equals": ["meeting"]}}),
        rule("party", id="A4"),
    )
    told = {code: (one.reviewer, one.code) for code, one in chain(ROSTER).items()}
    assert told["JD01-P2"] == ("卓青野（计生办主任）", "P5")
    assert told["KS01-P1"] == told["KS01"] == ("陆闻溪（副主任）", "P2")
    assert told["JC00"] == ("裴知夏（科员）", "P4")
    assert told["LD00"] == told["JD01"] == ("党支部", "PARTY")


def test_own_rules__nobody_reviews_himself_whatever_they_say() -> None:
    """The head's own post, the unit of a head, the post of the named person, a meeting's own."""
    found = by(rule("section_head"))(ROSTER)
    assert [found[code].step for code in ("JD01-P1", "JD01")] == ["review_group", "review_group"]
    assert found["JD01-P1"].recused
    assert not found["JD01-P2"].recused
    assert by(rule("person:P4"))(ROSTER)["KS01-P2"].step == "review_group"
    assert by(rule("directors_meeting"))(ROSTER)["JC00"].step == "review_group"


@given(st.permutations(["leader_in_charge", "section_head", "person:P2", "post:审核岗", "party"]))
def test_law__no_reviewer_holds_the_post_he_reviews(answers: list[str]) -> None:
    rules = [
        rule(then, id=f"A{at}", when={"unit": {"any_of": [unit]}})
        for at, (then, unit) in enumerate(
            zip(answers, ("LD00", "JC00", "KS01", "JD01", "KS01"), strict=True)
        )
    ]
    found = by(*rules)(ROSTER)
    assert not [one.code for one in ROSTER.posts if found[one.code].code == one.holder]
    posts = {one.code for one in ROSTER.posts}
    assert found.keys() == posts | {one.code for one in ROSTER.units}


def test_rule_of_a_later_day__counts_from_that_day_on() -> None:
    rules = (rule("commission_meeting"), rule("party") | {"from": date(2026, 10, 1)})
    assert by(*rules)(ROSTER)["KS01"].step == "commission_meeting"
    assert by(*rules, day=date(2026, 10, 1))(ROSTER)["KS01"].step == "party"


def test_rule_of_a_later_day__what_was_decided_before_it_stands() -> None:
    """An office changes its chain in October: the leader's decisions of September are still his."""
    rules = (rule("leader_in_charge"), rule("party") | {"from": date(2026, 10, 1)})
    now = by(*rules, day=date(2026, 11, 2))(ROSTER)["KS01-P2"]
    days = (date(2026, 9, 20), date(2026, 9, 30), date(2026, 10, 1), None)
    assert [now.code_on(day) for day in days] == ["P2", "P2", "PARTY", "PARTY"]
    own = Subjects(ROSTER, reviewing=by(*rules, day=date(2026, 11, 2)))
    former = own.find("P2", ("reviewer",))
    assert former is not None
    assert not former.in_use
    assert [one.code for one in own.owing("reviewer")] == ["PARTY"]


def test_without_a_rule_that_holds__the_group_decides_alone() -> None:
    one = by(rule("party", when={"unit": {"equals": ["JD01"]}}))(ROSTER)["KS01"]
    assert (one.step, one.recused) == ("review_group", False)


def test_faults__every_one_with_its_place() -> None:
    rules = [
        rule("person:", when={"of": {"equals": ["house"]}, "weather": {"empty": False}}),
        rule("boss:P1", id="A2", recusal="yes"),
        rule("party", id="A3"),
        rule("party", id="A3"),
    ]
    _, faults = parse_reviewers({"reviewer": rules})
    assert [(one.code, one.params["place"]) for one in faults] == [
        ("definition-bad-value", "reviewer A2 → recusal"),
    ]
    del rules[1]["recusal"]
    parsed, faults = parse_reviewers({"reviewer": rules})
    assert [(one.code, one.params["place"]) for one in faults] == [
        ("rules-same-id", "reviewer A3"),
        ("definition-bad-value", "reviewer A1 → when → of"),
        ("rules-fact-unknown", "reviewer A1 → when → weather"),
        ("definition-role-unknown", "reviewer A1 → then"),
        ("definition-role-unknown", "reviewer A2 → then"),
    ]
    where = Where("reviewers.toml")
    assert [one.code for one in nameless_bodies(where, parsed, BODIES)] == [
        *("definition-role-no-body", "definition-role-no-body"),
    ]


def test_box_for_nobody__is_told() -> None:
    """The form has a box for the commission meeting, and by these rules it reviews nothing."""
    parsed, _ = parse_reviewers({"reviewer": [rule("leader_in_charge")]})
    (fault,) = box_faults(Where("declaration.toml"), form(SHIPPED), parsed)
    assert (fault.code, fault.params["value"]) == ("definition-bad-value", "commission_meeting")


def test_plan__says_who_reviews_as_the_rules_do() -> None:
    usual = Papers(reviews=reviewing(BODIES)(ROSTER))
    said = "单位的申报由委办公会审核，岗位的申报由分管领导审核，最后由纠风工作领导小组审定。"
    assert deciders_said(master(papers=usual)).endswith(said)
    own = Papers(reviews=by(rule("party", when={"of": {"equals": ["unit"]}}))(ROSTER))
    bodies = {**BODIES, "party": "党支部"}
    office = master(papers=own, campaign=replace(master().campaign, bodies=bodies))
    assert deciders_said(office).endswith("单位的申报由党支部审核，最后由纠风工作领导小组审定。")


OWN_CHAIN = """\
[[reviewer]]
id = "A1"
from = 2026-01-01
clause = "本局会议定的"
when.of.equals = ["post"]
when.unit_kind.equals = ["section"]
then = "section_head"

[[reviewer]]
id = "A2"
from = 2026-01-01
clause = "本局会议定的"
then = "commission_meeting"
"""


def test_own_rules_in_a_workspace__those_they_name_get_the_workbooks(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮")
    clerk.run("collect", now=ROUND_ONE)
    path = clerk.folder / "form_templates" / "rules" / "reviewers.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OWN_CHAIN, "utf-8")
    told = clerk.run("status", "--json", now=ROUND_TWO)
    assert [one["code"] for one in told.json["error"]["findings"]] == ["definition-bad-value"]
    box = ("sign_off “分管领导审核意见（岗位）” → step", "leader_in_charge")
    (params,) = [one["params"] for one in told.json["error"]["findings"]]
    assert (params["place"], params["value"]) == box
    form = (SHIPPED / "forms/declaration.toml").read_text("utf-8")
    own = clerk.folder / "form_templates/forms/declaration.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(form.replace('"leader_in_charge"', '"section_head"'), "utf-8")
    assert clerk.run("merge", now=ROUND_TWO).code in {0, 1}
    assert clerk.run("issue", "review", "--late", now=ROUND_TWO).code == 0
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_TWO), "tester") as session:
        heads = {one.head for one in session.roster.units if one.kind == "section"}
    issued = clerk.run("status", "--json", now=ROUND_TWO).json
    board = next(one for one in issued["boards"] if one["form"] == "review")
    reviewers = {one["subject"] for one in board["subjects"]}
    assert reviewers <= heads | {"COMMISSION-MEETING", "REVIEW-GROUP"}
    assert reviewers & heads
