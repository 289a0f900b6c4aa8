"""Offices of two to five levels, with colours and monitors of their own and no conduct."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.reviewing import reviewing
from support.risk_examples import submission
from support.small_office import COLORS, WORDS, SmallOffice, returns, row
from support.templates import SHIPPED

from lzfx.content.blocks import Document, Table, strings
from lzfx.content.charts import chart_figure
from lzfx.content.drawing import Chart
from lzfx.documents.counts import tints_of
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.handbook.statistics import statistics_document
from lzfx.documents.lists.cadres import cadre_table
from lzfx.documents.lists.level_changes import level_changes
from lzfx.documents.lists.master_table import master_table
from lzfx.documents.lists.overview_table import overview_table
from lzfx.documents.papers.declaration_copies import declaration_copies
from lzfx.documents.papers.post_cards import post_cards
from lzfx.documents.papers.review_sheets import review_sheets
from lzfx.documents.readiness import publishable
from lzfx.messages import reason
from lzfx.model.about import About
from lzfx.model.master import Master
from lzfx.model.papers import Papers
from lzfx.render.docx.document import render_docx
from lzfx.render.html import render_html
from lzfx.rules.changes import against_declared
from lzfx.rules.office_lists import contrast
from lzfx.rules.reasons import reasons
from lzfx.workbook.table_view import render_xlsx

LEVELS = (2, 3, 4, 5)


def whole(levels: int) -> tuple[SmallOffice, Master]:
    """An office with a point of every level, and the matter of all papers."""
    office = SmallOffice(levels)
    came = returns(levels)
    master, rolled = office.master(came)
    papers = Papers(
        returns={one.stamp.subject: one for one in came},
        reviews=reviewing(master.campaign.bodies)(office.roster),
        post_levels={roll.code: roll.level for roll in rolled.posts},
        unit_levels={roll.code: roll.level for roll in rolled.units},
        changes=tuple(against_declared(master.graded, {})),
    )
    return office, replace(master, papers=papers)


def documents(office: SmallOffice, master: Master) -> tuple[Document, ...]:
    table = office.form.table_about(About.RISK_POINT)
    assert table is not None
    made = (
        overview_table(master),
        overview_table(master, "level"),
        overview_table(master, public=True),
        cadre_table(master),
        handbook(master),
        statistics_document(master),
        level_changes(master),
        declaration_copies(master),
        post_cards(master),
        review_sheets(master),
        master_table(master, table, {}),
    )
    return tuple(replace(one, tints=tints_of(master)) for one in made)


@pytest.mark.parametrize("levels", LEVELS)
def test_office__every_level_has_its_colour_and_monitor(levels: int) -> None:
    _, master = whole(levels)
    found = [(one.level, one.color) for one in master.graded]
    assert found == list(zip(range(1, levels + 1), COLORS, strict=False))
    monitors = {one.level: one.monitor for one in master.graded}
    assert monitors[1] == "廉政风险防范管理工作领导小组"
    assert monitors[levels] == "贺兰亭（科长）"
    assert publishable(master) == ()


@pytest.mark.parametrize("levels", LEVELS)
def test_documents__say_the_levels_of_the_office_and_no_other(levels: int) -> None:
    office, master = whole(levels)
    for document in documents(office, master):
        text = "\n".join(strings(document))
        assert not {"一级", "二级", "三级"} & set(text.split()), document.name
        assert "可能产生的行为" not in text, document.name
        assert "三重一大" not in text, document.name
        assert "防范措施：" not in text, document.name
    listed = "\n".join(strings(overview_table(master)))
    counted = "、".join(f"{word}1个" for word in WORDS[levels])
    assert f"共{levels}个风险点，其中{counted}" in listed


@pytest.mark.parametrize("levels", LEVELS)
def test_documents__columns_are_those_of_the_form_in_its_words(levels: int) -> None:
    _, master = whole(levels)
    (table,) = (block for block in overview_table(master).blocks if isinstance(block, Table))
    assert [column.title.replace("\n", "") for column in table.columns] == [
        "序号", "单位（科室）", "岗位", "廉洁风险", "风险等级", "防控措施", "责任人", "监控责任人",
    ]  # fmt: skip
    assert round(sum(column.width for column in table.columns)) == 225


@pytest.mark.parametrize("levels", LEVELS)
def test_renderers__tint_every_level(levels: int) -> None:
    office, master = whole(levels)
    tints = tints_of(master)
    assert len(set(tints.values())) == levels
    for document in documents(office, master):
        render_xlsx(document)
        render_docx(document, SHIPPED / "documents")
        page = render_html(document, SHIPPED / "documents").decode()
        assert all(
            f".level-{level} {{ background: #{tint}" in page for level, tint in tints.items()
        )
        for chart in (block for block in document.blocks if isinstance(block, Chart)):
            drawn = chart_figure(chart, tints).svg
            assert chart.shape == "heat" or all(f"#{tint}" in drawn for tint in tints.values())
    assert all(contrast(tint) > 10 for tint in tints.values())


def test_criteria__every_rule_is_said_in_words_of_the_form() -> None:
    _, master = whole(3)
    assert (
        "风险等级依次按下列条件确定，先符合的算数：高（红色预警）：“风险值”不小于15；"
        "中（橙色预警）：“风险值”不小于8；低（黄色预警）：其余的。"
    ) in "\n".join(strings(overview_table(master)))


def test_reasons__name_the_facts_the_rule_looked_at() -> None:
    _, master = whole(3)
    first, _, last = master.graded
    assert reason(reasons(first, master.labels)).startswith(
        "“风险值”为25，依据办法第1条（规则H）定为高；"
    )
    assert reason(reasons(last, master.labels)) == (
        "依据办法第3条（规则H）定为低；低的风险点，依据办法第十条（规则M）由贺兰亭（科长）监控。"
    )
    office = SmallOffice(3)
    area = {"area": {"any_of": ["money", "goods"]}}
    office.monitors["monitor"].insert(
        0, {**office.monitors["monitor"][2], "when": area, "id": "M-0"}
    )
    (one,) = office.master((submission("KS01", [row(1, post="KS01-P2")]),))[0].graded
    assert reason(reasons(one, office.labels)).endswith(
        "；“风险领域”含财，依据办法第十条（规则M）由贺兰亭（科长）监控。"
    )


def test_monitor__a_role_whose_post_the_unit_lacks_is_nobody() -> None:
    office = SmallOffice(3)
    posts = tuple(post for post in office.roster.posts if post.name != "科长")
    office.roster = replace(office.roster, posts=posts)
    master, _ = office.master(returns(3))
    assert [one.monitor for one in master.graded][1] == ""
    assert "point-without-monitor" in [one.code for one in publishable(master)]


def test_post_rules__count_what_the_points_have_together() -> None:
    office = SmallOffice(3)
    office.grading["post"] = [
        {
            "id": "P-1",
            "from": office.grading["level"][0]["from"],
            "clause": "办法第八条",
            "when": {"area": {"at_least": 3}},
            "then": "1",
        }
    ]
    two = [row(1, chance="1", area=("people", "money")), row(2, chance="1", area=("goods",))]
    _, rolled = office.master((submission("KS01", two),))
    levels = {roll.code: roll.level for roll in rolled.posts}
    assert levels["KS01-P2"] == 1
    _, rolled = office.master((submission("KS01", two[:1]),))
    assert {roll.code: roll.level for roll in rolled.posts}["KS01-P2"] == 3
