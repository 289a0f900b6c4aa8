"""Public editions: posts for people, masks over what senders wrote of anybody."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from support.master_examples import master
from support.risk_examples import BODIES, CAMPAIGN, DAY, ROSTER, rules, submission, values

from lzfx.content.blocks import Document, Table, strings
from lzfx.documents.letters.notice import contact_said, notice
from lzfx.documents.lists.cadres import cadre_table
from lzfx.documents.lists.overview_table import overview_table
from lzfx.documents.personal_data import MASK, names_of, revealed
from lzfx.documents.public import masked_texts, public_master
from lzfx.model.master import Master
from lzfx.model.submission import Value
from lzfx.rules.grading import grade_all
from lzfx.rules.merge import merge_returns as merge_table

NAMES = names_of(ROSTER)
LEAKING: tuple[dict[str, Value], ...] = (
    values(name="裴知夏经手不登记", measures="每月由贺兰亭抽查，电话0599-5550000。"),
    values(name="审核不严", manifestation="收到材料后发到pei@example.cn，不登记不归档。"),
    values(name="台账不实", note="陆闻溪已知", responsible="裴知夏"),
    values(name="议事走样", post="unit", responsible="外来的赵大山"),
)

merge = partial(merge_table, table="risk_points")


def leaking() -> Master:
    merged = merge((submission("KS01", LEAKING),), [], ROSTER)
    graded = grade_all(merged.points, rules(), ROSTER, BODIES, DAY)
    return master(graded=graded, unit_duties={"KS01": "由贺兰亭负责。"})


EDITIONS = {
    "overview": lambda whole: overview_table(whole, public=True),
    "cadres": lambda whole: cadre_table(whole, public=True),
    "notice": notice,
}


@pytest.mark.parametrize("whole", [master(), leaking()], ids=["plain", "leaking"])
@pytest.mark.parametrize("name", EDITIONS)
def test_public__nobody_is_named(name: str, whole: Master) -> None:
    document: Document = EDITIONS[name](whole)
    assert list(revealed(document, NAMES, (contact_said(CAMPAIGN),))) == []
    assert "赵大山" not in "".join(strings(document))


def test_public__the_other_editions_do_name_people() -> None:
    for document in (overview_table(master()), cadre_table(master())):
        assert {one.kind for one in revealed(document, NAMES, ())} == {"name"}


def test_public__free_texts_keep_their_wording_around_the_mask() -> None:
    said = "\n".join(strings(overview_table(leaking(), public=True)))
    assert f"{MASK}经手不登记" in said
    assert f"每月由{MASK}抽查，电话{MASK}。" in said
    assert "备注" not in said


def test_public__responsible_and_monitor_are_posts() -> None:
    public = public_master(leaking())
    told = {
        str(one.point.values["name"]): (one.point.values["responsible"], one.monitor)
        for one in public.graded
    }
    assert told[f"{MASK}经手不登记"] == ("审核岗", "分管领导")
    assert told["台账不实"] == ("审核岗", "分管领导")
    assert told["议事走样"] == ("单位负责人", "分管领导")


def test_public__the_longer_of_two_posts_is_the_one_named() -> None:
    posts = (
        *ROSTER.posts,
        replace(ROSTER.posts[2], code="KS01-P9", name="副科长"),
    )
    row = values(post="KS01-P1", responsible="副科长、审核岗")
    merged = merge((submission("KS01", [row]),), [], ROSTER)
    graded = grade_all(merged.points, rules(), ROSTER, BODIES, DAY)
    public = public_master(master(graded=graded, roster=replace(ROSTER, posts=posts)))
    assert public.graded[0].point.values["responsible"] == "审核岗、副科长"


def test_public__monitoring_bodies_keep_their_name() -> None:
    monitors = {one.monitor for one in public_master(master()).graded}
    assert monitors == {"纠风工作领导小组", "分管领导", "单位负责人"}


def test_public__master_itself_is_not_changed() -> None:
    whole = leaking()
    public_master(whole)
    assert "裴知夏经手不登记" in {one.point.values["name"] for one in whole.graded}
    assert whole.roster.name_of("P1") == "秦望舒"


def test_masked_texts__names_point_field_and_cell() -> None:
    found = masked_texts(leaking())
    assert [(f.params["point"], f.params["title"], f.params["texts"]) for f in found] == [
        ("KS01-001", "风险点名称", ("裴知夏",)),
        ("KS01-001", "防范措施", ("贺兰亭", "0599-5550000")),
        ("KS01-002", "表现形式", ("pei@example.cn",)),
        ("KS01-003", "备注", ("陆闻溪",)),
    ]
    assert {f.code for f in found} == {"masked-in-public"}
    assert all(f.where.sheet == "风险点" and f.where.address for f in found)
    assert masked_texts(master()) == ()


def test_notice__says_the_contact_and_nobody_else() -> None:
    said = [one.text for one in revealed(notice(master()), NAMES, ())]
    office = CAMPAIGN.office
    assert sorted(said) == sorted((office.contact, office.phone, office.email))


def test_cadres__public_has_no_column_of_names() -> None:
    document = cadre_table(master(), public=True)
    (table, *_) = [block for block in document.blocks if isinstance(block, Table)]
    assert "姓名" not in [column.title for column in table.columns]
