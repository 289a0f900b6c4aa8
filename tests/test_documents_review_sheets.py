"""Review sheets: every point before the right reviewer, then all before the group."""

from __future__ import annotations

from dataclasses import replace

from support.paper_examples import paper_master

from lzfx.content.blocks import PageBreak, Paragraph, Table
from lzfx.content.paper import Grid
from lzfx.documents.papers.review_sheets import review_sheets, without_reviewer
from lzfx.model.master import Master
from lzfx.model.papers import Review

Sheet = tuple[str, str, str, list[str]]


def sheets(whole: Master) -> list[Sheet]:
    """Step, unit, reviewer and point ids of each sheet."""
    found: list[Sheet] = []
    head = ("", "", "")
    for block in review_sheets(whole).blocks:
        if isinstance(block, Grid):
            first = [box.text for box in block.rows[0]]
            head = (first[1], first[3], first[5])
        if isinstance(block, Table):
            found.append((*head, [row[1].text for row in block.rows]))
    return found


LEADER, MEETING = "陆闻溪（副主任）", "委办公会"
GROUP = "纠风工作领导小组"


def test_review_sheets__by_reviewer_and_unit_then_the_group() -> None:
    assert sheets(paper_master()) == [
        ("分管领导审核", "示例管理科", LEADER, ["KS01-004", "KS01-002", "KS01-001"]),
        ("分管领导审核", "柳汀街道计生办", LEADER, ["JD01-003", "JD01-002", "JD01-001"]),
        ("委办公会审核", "委领导", MEETING, ["LD00-001"]),
        ("委办公会审核", "主任办公会", MEETING, ["JC00-001"]),
        ("委办公会审核", "示例管理科", MEETING, ["KS01-003"]),
        (f"{GROUP}审定", "委领导", GROUP, ["LD00-001"]),
        (f"{GROUP}审定", "主任办公会", GROUP, ["JC00-001"]),
        (f"{GROUP}审定", "示例管理科", GROUP, ["KS01-003", "KS01-004", "KS01-002", "KS01-001"]),
        (f"{GROUP}审定", "柳汀街道计生办", GROUP, ["JD01-003", "JD01-002", "JD01-001"]),
    ]


def test_review_sheets__every_point_twice_unless_the_group_is_the_reviewer() -> None:
    whole = paper_master()
    seen = [point for *_, points in sheets(whole) for point in points]
    assert sorted(seen) == sorted([one.point.point_id for one in whole.graded] * 2)


def test_review_sheets__what_the_head_declared_goes_to_the_group_only() -> None:
    whole = paper_master()
    papers = replace(
        whole.papers,
        reviews={**whole.papers.reviews, "LD00-P2": Review("review_group", GROUP, recused=True)},
    )
    steps = [
        step for step, _, _, points in sheets(replace(whole, papers=papers)) if "LD00-001" in points
    ]
    assert steps == [f"{GROUP}审定"]


def test_review_sheets__recusal_is_told_on_the_sheet() -> None:
    notes = [b.text for b in review_sheets(paper_master()).blocks if isinstance(b, Paragraph)]
    told = ["按回避规定" in note for note in notes if "审核结论填" in note]
    assert told == [False, False, True, False, False, False, False, False, False]


def test_review_sheets__declared_beside_computed_and_empty_boxes() -> None:
    (table, *_) = [b for b in review_sheets(paper_master()).blocks if isinstance(b, Table)]
    titles = [column.title for column in table.columns]
    assert titles[-5:] == ["申报\n等级", "规则\n等级", "审核结论", "审核后\n等级", "理由"]
    assert [[cell.text for cell in row[-5:]] for row in table.rows][1] == [
        "二级", "一级", "", "", "",
    ]  # fmt: skip
    assert round(sum(column.width for column in table.columns), 6) == 225


def test_review_sheets__a_meeting_has_boxes_for_itself_a_person_has_not() -> None:
    grids = [block for block in review_sheets(paper_master()).blocks if isinstance(block, Grid)]
    assert ["会议名称" in [box.text for row in grid.rows for box in row] for grid in grids] == [
        False, False, *[True] * 7,
    ]  # fmt: skip


def test_review_sheets__each_on_a_new_page() -> None:
    blocks = review_sheets(paper_master()).blocks
    assert sum(isinstance(block, PageBreak) for block in blocks) == len(sheets(paper_master())) - 1


def test_without_reviewer__names_the_post() -> None:
    whole = paper_master(reviews={"KS01-P2": Review("leader_in_charge", "")})
    named = [one.params["subject"] for one in without_reviewer(whole)]
    assert "示例管理科 审核岗" in named
    assert without_reviewer(paper_master()) == ()
