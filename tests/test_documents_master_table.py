"""The master table: what the rules say first, every declared field, where each value came from."""

from __future__ import annotations

from dataclasses import replace

from support.addresses import at
from support.master_examples import master
from support.risk_examples import form

from lzfx.content.blocks import Document, Heading, Paragraph, Table
from lzfx.documents.lists.master_table import master_table
from lzfx.model.master import Master
from lzfx.model.risk import Source

DECLARED = form().table("risk_points")


def made(whole: Master) -> tuple[Document, Table, Table]:
    document = master_table(whole, DECLARED, {"KS01-001": "可能产生违规的行为。"})
    points, sources = (block for block in document.blocks if isinstance(block, Table))
    return document, points, sources


def line(table: Table, point: str) -> dict[str, str]:
    row = next(row for row in table.rows if row[0].text == point)
    return {c.title: cell.text for c, cell in zip(table.columns, row, strict=True)}


def test_master_table__who_and_what_the_rules_say_come_first_and_stay_in_sight() -> None:
    _, points, sources = made(master())
    assert [column.title for column in points.columns][:7] == [
        "风险点编号", "单位", "岗位", "核定等级", "预警颜色", "监控责任人", "与申报等级",
    ]  # fmt: skip
    assert (points.frozen, sources.frozen) == (3, 1)
    assert points.wide
    assert sources.wide


def test_master_table__every_field_of_every_point_in_the_order_of_the_list() -> None:
    whole = master()
    _, points, _ = made(whole)
    titles = {column.title for column in points.columns}
    assert {spec.title for spec in DECLARED.fields} <= titles
    assert len(points.rows) == len(whole.graded)
    assert [row[3].level for row in points.rows if row[0].text.startswith("KS01")] == [1, 2, 2, 3]


def test_master_table__cells_say_labels_levels_reasons_and_when() -> None:
    whole = master()
    point = replace(whole.graded[0].point, point_id="KS01-001", received_at="2026-09-10T08:30:00")
    first = replace(whole.graded[0], point=point, level=1, color="red")
    _, points, _ = made(replace(whole, graded=(first, *whole.graded[1:])))
    said = line(points, "KS01-001")
    assert (said["核定等级"], said["预警颜色"], said["与申报等级"]) == ("一级", "红色", "不一致")
    assert said["环节"] == "受理"
    assert said["定级和监控的理由"] == "可能产生违规的行为。"
    assert said["收到时间"] == "2026-09-10 08:30"


def test_master_table__a_value_has_its_cell_a_missing_one_says_so() -> None:
    whole = master()
    source = Source("来件.xlsx", "0123456789abcdef", "风险点", at("I7"))
    point = replace(whole.graded[0].point, point_id="KS01-001", sources={"name": source})
    graded = (replace(whole.graded[0], point=point), *whole.graded[1:])
    _, _, sources = made(replace(whole, graded=graded))
    said = line(sources, "KS01-001")
    assert (said["来件"], said["来件指纹"], said["工作表"]) == (
        "来件.xlsx", "0123456789ab", "风险点",
    )  # fmt: skip
    assert (said["风险点名称"], said["表现形式"]) == ("I7", "（原表没有）")


def test_master_table__says_how_many_and_that_it_is_made_anew() -> None:
    document, _, _ = made(master())
    said = [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]
    assert said[0].startswith("共9个风险点，其中一级2个、二级4个、三级3个；数据截至")
    assert "在本表上改动不会回到台账" in said[1]
    assert "原件" in said[2]
