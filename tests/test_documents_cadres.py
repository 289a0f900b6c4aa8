"""各级干部: every post once, by the rank of its holder; people or posts only."""

from __future__ import annotations

from dataclasses import replace

from support.master_examples import master

from lzfx.content.blocks import Heading, Paragraph, Table
from lzfx.documents.lists.cadres import cadre_table


def tables(*, public: bool = False) -> list[Table]:
    return [
        block for block in cadre_table(master(), public=public).blocks if isinstance(block, Table)
    ]


def test_cadre_table__ranks_from_above() -> None:
    headings = [b.text for b in cadre_table(master()).blocks if isinstance(b, Heading)]
    assert headings == [
        "一、决策机构和领导班子", "二、委班子成员", "三、科室（计生办）负责人", "四、一般干部",
    ]  # fmt: skip


def test_cadre_table__columns_and_cells() -> None:
    staff = tables()[-1]
    assert [column.title for column in staff.columns] == [
        "单位\n（科室）", "岗位", "姓名", "主要职责", "风险点", "表现形式", "风险\n等级",
        "防范措施", "监控\n责任人",
    ]  # fmt: skip
    (row, *_) = staff.rows
    assert [cell.text for cell in row][:5] == [
        "示例管理科", "审核岗", "裴知夏", "审核示例证件的申请材料。", "收受好处",
    ]  # fmt: skip
    assert staff.merge == (0, 1, 2, 3)
    assert round(sum(column.width for column in staff.columns), 6) == 225


def test_cadre_table__points_of_a_section_itself_are_not_counted() -> None:
    assert sum(len(table.rows) for table in tables()) == 8
    texts = [b.text for b in cadre_table(master()).blocks if isinstance(b, Paragraph)]
    assert "合计：共8个风险点，其中一级2个、二级3个、三级3个。" in texts


def test_cadre_table__public_names_posts_only() -> None:
    assert all("姓名" not in [c.title for c in table.columns] for table in tables(public=True))
    assert sum(len(table.rows) for table in tables(public=True)) == 8
    assert cadre_table(master(), public=True).name.endswith("（公示本）")


def test_cadre_table__points_of_one_post_stand_together() -> None:
    """Here one person holds two posts: the first has the lightest point."""
    whole = master()
    posts = tuple(
        replace(post, holder="P4") if post.code == "KS01-P1" else post
        for post in whole.roster.posts
    )
    document = cadre_table(replace(whole, roster=replace(whole.roster, posts=posts)))
    staff = [block for block in document.blocks if isinstance(block, Table)][-1]
    assert [row[4].text for row in staff.rows] == [
        "签批不细", "收受好处", "审核把关不严", "违规减免", "受理不登记",
    ]  # fmt: skip
