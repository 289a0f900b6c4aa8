"""The list of all points: columns, order, serials, totals, notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.master_examples import master

from lzfx.content.blocks import Document, Heading, Paragraph, Table
from lzfx.documents.lists.overview_table import overview_table
from lzfx.model.master import Master


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def column(table: Table, title: str) -> list[str]:
    return [row[heads(table).index(title)].text for row in table.rows]


def heads(table: Table) -> list[str]:
    return [c.title.replace("\n", "") for c in table.columns]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def noted() -> Master:
    """The points, the first with a remark."""
    whole = master()
    first = whole.graded[0]
    point = replace(first.point, values={**first.point.values, "note": "见附件。"})
    return replace(whole, graded=(replace(first, point=point), *whole.graded[1:]))


def test_overview_table__title_and_twelve_columns() -> None:
    document = overview_table(noted())
    (table,) = tables(document)
    assert document.title == "云汀区人口计生系统风险点及防范措施一览表"
    assert document.landscape
    assert heads(table) == [
        "序号", "单位（科室）", "岗位", "职权（事项）", "环节", "风险点", "表现形式", "风险等级",
        "防范措施", "责任人", "监控责任人", "备注",
    ]  # fmt: skip
    assert table.merge == (1, 2)
    assert table.runs(1) == ((0, 1), (1, 1), (2, 4), (6, 3))


def test_overview_table__no_column_of_remarks_where_nobody_made_one() -> None:
    assert heads(tables(overview_table(noted()))[0])[-1] == "备注"
    assert heads(tables(overview_table(master()))[0])[-1] == "监控责任人"


def test_overview_table__narrow_columns_hold_their_words_the_texts_get_the_rest() -> None:
    for whole in (master(), noted()):
        (table,) = tables(overview_table(whole))
        widths = dict(zip(heads(table), (c.width for c in table.columns), strict=True))
        assert sum(widths.values()) == pytest.approx(225)
        assert min(widths["表现形式"], widths["防范措施"]) > 36
        for title, signs in (("序号", 2), ("环节", 2), ("风险等级", 2), ("单位（科室）", 4)):
            assert widths[title] > signs * 10.5 / 72 * 25.4 + 2.2, title


def test_overview_table__line_under_the_title_has_the_number_of_its_notice_if_any() -> None:
    whole = master()
    assert paragraphs(overview_table(whole))[0] == "云汀区人口和计划生育委员会　2026年9月30日"
    numbered = replace(whole.campaign, documents={"overview_notice": "云人计第38号"})
    assert paragraphs(overview_table(replace(whole, campaign=numbered)))[0] == (
        "云汀区人口和计划生育委员会　云人计第38号　2026年9月30日"
    )


def test_overview_table__units_of_the_roster_then_level_then_id() -> None:
    (table,) = tables(overview_table(master()))
    lines = list(
        zip(
            column(table, "单位（科室）"),
            column(table, "风险等级"),
            column(table, "风险点"),
            strict=True,
        )
    )
    assert lines == [
        ("委领导", "一级", "擅自决定"),
        ("主任办公会", "二级", "议事不民主"),
        ("示例管理科", "一级", "收受好处"),
        ("示例管理科", "二级", "审核把关不严"),
        ("示例管理科", "二级", "指定供货"),
        ("示例管理科", "三级", "签批不细"),
        ("柳汀街道计生办", "二级", "违规减免"),
        ("柳汀街道计生办", "三级", "受理不登记"),
        ("柳汀街道计生办", "三级", "台账不实"),
    ]
    assert column(table, "序号") == [str(n) for n in range(1, 10)]


def test_overview_table__cells_show_labels_and_monitors() -> None:
    (table,) = tables(overview_table(noted()))
    row = dict(zip(heads(table), table.rows[4], strict=True))
    shown = {title: row[title].text for title in ("岗位", "环节", "监控责任人", "备注")}
    assert shown == {
        "岗位": "本单位", "环节": "受理", "监控责任人": "纠风工作领导小组", "备注": "",
    }  # fmt: skip
    assert row["风险等级"].level == 2
    assert row["风险点"].level is None


def test_overview_table__total_is_counted() -> None:
    whole = master()
    assert "合计：共9个风险点，其中一级2个、二级4个、三级3个。" in paragraphs(overview_table(whole))
    fewer = replace(whole, graded=whole.graded[:2])
    assert "合计：共2个风险点，其中一级1个、二级1个、三级0个。" in paragraphs(overview_table(fewer))


def test_overview_table__points_without_level_are_counted_apart() -> None:
    whole = master()
    first = replace(whole.graded[0], level=None)
    document = overview_table(replace(whole, graded=(first, *whole.graded[1:])))
    assert any("未定级1个" in text for text in paragraphs(document))
    assert column(tables(document)[0], "风险等级")[0] == "未定级"


def test_overview_table__by_level_serials_run_through() -> None:
    document = overview_table(master(), by="level")
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert heads == ["一、一级风险点（2个）", "二、二级风险点（4个）", "三、三级风险点（3个）"]
    serials = [serial for table in tables(document) for serial in column(table, "序号")]
    assert serials == [str(n) for n in range(1, 10)]


def test_overview_table__order_of_points_given_does_not_matter() -> None:
    whole = master()
    mixed = replace(whole, graded=whole.graded[::-1])
    assert overview_table(mixed) == overview_table(whole)


def test_overview_table__notes_follow_rules_and_settings() -> None:
    whole = master()
    notes = "".join(paragraphs(overview_table(whole)))
    assert "一级（红色预警）对应违法、违纪" in notes
    assert "大额度资金指5万元（含）以上" in notes
    campaign = replace(whole.campaign, large_sum=8000)
    changed = overview_table(replace(whole, campaign=campaign, criteria=()))
    assert "8000元" in "".join(paragraphs(changed))
    assert "红色预警" not in "".join(paragraphs(changed))


def test_overview_table__nothing_yet() -> None:
    document = overview_table(master(graded=()))
    assert "合计：没有风险点。" in paragraphs(document)
    assert document.facts["风险点数"] == "0"
