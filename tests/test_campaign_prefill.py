"""What the office fills in, and that it comes back as it went out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.issued_examples import issued_filling, subjects
from support.risk_examples import CAMPAIGN, ROSTER, form, labels, point
from support.workbook_examples import KEY

from lzfx.campaign.prefill import identified
from lzfx.campaign.prefill_sources import PriorAnswers
from lzfx.forms.stamp import read_code, unseal
from lzfx.model.filling import Filling
from lzfx.model.submission import Stamp

KINDS = labels()["unit_kind"]


def issued(subject: str, before: PriorAnswers | None = None) -> Filling:
    return issued_filling(
        form(), CAMPAIGN, ROSTER, subject, kinds=KINDS, before=before or PriorAnswers()
    )


def test_subjects__units_in_roster_order() -> None:
    assert subjects(ROSTER) == ("LD00", "JC00", "KS01", "JD01")


def test_subjects__posts_and_the_units_that_have_none() -> None:
    assert subjects(ROSTER, per_post=True) == (
        *("LD00-P1", "LD00-P2", "JC00", "KS01-P1", "KS01-P2", "KS01-P3", "JD01-P1", "JD01-P2"),
    )


def test_subjects__what_is_given_up_owes_nothing() -> None:
    units = tuple(
        replace(unit, status="merged") if unit.code == "JD01" else unit for unit in ROSTER.units
    )
    posts = tuple(
        replace(post, status="vacant") if post.code == "KS01-P3" else post for post in ROSTER.posts
    )
    roster = replace(ROSTER, units=units, posts=posts)
    assert subjects(roster, per_post=True) == ("LD00-P1", "LD00-P2", "JC00", "KS01-P1", "KS01-P2")


def test_issued_filling__a_unit() -> None:
    filling = issued("KS01")
    assert dict(filling.header) == {
        "unit_code": "KS01",
        "unit_name": "示例管理科",
        "unit_kind": "职能科室",
        "year": "2026年",
        "deadline": "2026-09-15",
        "contact": "裴知夏 0599-5550000",
    }
    assert [row["post_code"] for row in filling.tables["posts"]] == [
        "KS01-P1",
        "KS01-P2",
        "KS01-P3",
    ]
    assert filling.tables["posts"][0] == {
        "post_code": "KS01-P1",
        "post_name": "科长",
        "holder": "贺兰亭",
        "duty": "主持本科工作。",
    }
    assert filling.roster == {"posts": ("本单位", "科长", "审核岗", "督办岗")}
    assert "risk_points" not in filling.tables
    assert filling.token == ""


def test_issued_filling__a_post_answers_for_itself_alone() -> None:
    filling = issued("KS01-P2")
    assert filling.header["unit_code"] == "KS01"
    assert [row["post_code"] for row in filling.tables["posts"]] == ["KS01-P2"]
    assert filling.roster == {"posts": ("审核岗",)}


def test_issued_filling__nobody() -> None:
    with pytest.raises(KeyError):
        issued("KS99")


def test_issued_filling__last_years_duties() -> None:
    before = PriorAnswers(duties={"KS01": "负责证件核发。", "KS01-P1": "去年的职责。"})
    filling = issued("KS01", before)
    assert filling.header["unit_duty"] == "负责证件核发。"
    duties = [row["duty"] for row in filling.tables["posts"]]
    assert duties == ["去年的职责。", "审核申请材料。", "督办重点事项。"]


LAST_YEAR = PriorAnswers(
    points={
        "KS01": (
            point("KS01-001", post="KS01-P2", change="new", found_by=("self", "leader")),
            point("KS01-002", post="unit"),
            point("KS01-003", post="KS01-P9"),
        ),
        "JD01": (point("JD01-001", "JD01", post="JD01-P1"),),
    }
)


def test_issued_filling__last_years_points_as_labels_and_the_mark_of_change_empty() -> None:
    rows = issued("KS01", LAST_YEAR).tables["risk_points"]
    assert [row["point_id"] for row in rows] == ["KS01-001", "KS01-002", "KS01-003"]
    first = rows[0]
    assert (first["post"], first["conduct"], first["declared_level"]) == ("审核岗", "违规", "二级")
    assert (first["found_by"], first["major_matters"]) == ("自己查、领导点", "否")
    assert "change" not in first
    assert first["reason"] == ""


def test_issued_filling__a_point_of_a_post_that_is_gone_waits_for_a_new_one() -> None:
    rows = issued("KS01", LAST_YEAR).tables["risk_points"]
    assert [row["post"] for row in rows] == ["审核岗", "本单位", ""]


def test_issued_filling__a_post_owes_its_own_points_only() -> None:
    rows = issued("KS01-P2", LAST_YEAR).tables["risk_points"]
    assert [row["point_id"] for row in rows] == ["KS01-001"]
    assert "risk_points" not in issued("KS01-P1", LAST_YEAR).tables


def test_identified__token_and_code_of_one_stamp() -> None:
    stamp = Stamp("declaration", 1, "KS01", "2026", 3)
    filling = identified(issued("KS01"), stamp, KEY)
    assert unseal(filling.token, KEY) == stamp
    assert read_code(filling.code, "declaration", (1,), KEY) == stamp
    assert replace(filling, token="", code="") == issued("KS01")
