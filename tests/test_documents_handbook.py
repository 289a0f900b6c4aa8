"""The handbook: every point in its parts, every number counted, nothing pretended."""

from __future__ import annotations

import re
from dataclasses import replace

from support.master_examples import master
from support.paper_examples import paper_master

from lzfx.content.blocks import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    Table,
    strings,
)
from lzfx.content.drawing import Chart
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.handbook.statistics import statistics_document
from lzfx.model.master import Master
from lzfx.model.roster import Unit


def part(document: Document, start: str) -> list[Block]:
    """The blocks of the part whose title starts so."""
    inside, found = False, []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text.startswith(start)
        elif inside:
            found.append(block)
    return found


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph | Heading)]


def column(table: Table, title: str) -> list[str]:
    at = [c.title for c in table.columns].index(title)
    return [row[at].text for row in table.rows]


def numbers(table: Table) -> dict[str, list[int]]:
    return {row[0].text: [int(cell.text) for cell in row[1:]] for row in table.rows}


def test_handbook__parts_in_order() -> None:
    document = handbook(master())
    heads = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert heads == [
        "第一部分　总则",
        "第二部分　职责与职权",
        "第三部分　委领导及各级干部廉政风险及防范措施",
        "第四部分　职能科室风险点及防范措施",
        "第五部分　街道计生办风险点及防范措施",
        "第六部分　防控制度",
        "第七部分　统计",
        "附录　表格式样",
    ]
    kinds = [type(block) for block in document.blocks]
    assert kinds[0] is Cover
    assert kinds.count(Contents) == 1


def test_handbook__cover_counts() -> None:
    (cover,) = [b for b in handbook(master()).blocks if isinstance(b, Cover)]
    assert cover.facts == (
        "2026年度",
        "共9个风险点，其中一级2个、二级4个、三级3个",
        "涉及4个单位、5个岗位",
    )
    assert (cover.issuer, cover.date) == ("云汀区人口和计划生育委员会", "2026年9月30日")


def test_handbook__plan_names_stages_groups_and_levels() -> None:
    general = part(handbook(master()), "第一部分")
    steps, lead, review, terms, levels = tables(general)
    assert column(steps, "开始") == ["2026年8月11日", "2026年8月21日", "2026年9月21日"]
    assert (lead.caption, column(lead, "姓名")) == (
        "廉政风险防范管理工作领导小组",
        ["秦望舒", "陆闻溪"],
    )
    assert column(review, "组内职务") == ["组长", "成员"]
    assert len(terms.rows) > 5
    assert column(levels, "可能产生的行为") == ["违法、违纪", "严重违规、违规", "轻微违规、违章"]
    assert [row[0].level for row in levels.rows] == [1, 2, 3]
    assert sum(text.startswith(tuple("12345")) for text in texts(general)) == 5


def test_handbook__what_nobody_gave_is_left_out() -> None:
    whole = master()
    bare = replace(
        whole, criteria=(), forms=(), unit_duties={}, roster=replace(whole.roster, seats=())
    )
    document = handbook(bare)
    said = "\n".join(strings(document))
    for missing in ("领导机构", "等级和颜色", "附录", "主要职责：", "组内职务"):
        assert missing not in said, missing
        assert missing in "\n".join(strings(handbook(whole))), missing


def test_handbook__duties_of_units_and_posts() -> None:
    duties = part(handbook(master()), "第二部分")
    assert "负责人：贺兰亭；分管领导：陆闻溪。主要职责：负责示例事项的审核和档案管理。" in texts(
        duties
    )
    (section,) = [t for t in tables(duties) if "审核岗" in column(t, "岗位")]
    assert column(section, "主要职责")[:3] == ["—", "主持本科工作。", "审核示例证件的申请材料。"]
    assert column(section, "现任") == ["—", "贺兰亭", "裴知夏", "陆闻溪"]


def test_handbook__powers_and_points_of_every_post_and_of_the_unit_itself() -> None:
    whole = master()
    points = tuple(
        replace(one, point=replace(one.point, values={**one.point.values, "power": "证件核发"}))
        for one in whole.graded
    )
    posts = tables(part(handbook(replace(whole, graded=points)), "第二部分"))
    lines = [
        line
        for table in posts
        for line in zip(*(column(table, c) for c in ("岗位", "职权（事项）", "点数")), strict=True)
    ]
    assert sum(int(count) for *_, count in lines) == len(points)
    assert {powers for _, powers, count in lines if count != "0"} == {"证件核发"}
    assert {powers for _, powers, count in lines if count == "0"} == {"—"}
    assert [count for post, _, count in lines if post == "本单位"] == ["1", "1"]


def test_handbook__grouped_by_rank_of_the_holder() -> None:
    ranks = part(handbook(master()), "第三部分")
    heads = [b.text for b in ranks if isinstance(b, Heading)]
    assert heads == [
        "一、决策机构和领导班子",
        "二、委班子成员",
        "三、科室（计生办）负责人",
        "四、一般干部",
    ]
    assert [column(t, "风险点") for t in tables(ranks)] == [
        ["议事不民主"],
        ["擅自决定"],
        ["KS01-004 签批不细（三级）", "JD01-003 台账不实（三级）"],
        [
            "KS01-002 收受好处（一级）；KS01-001 审核把关不严（二级）",
            "JD01-002 违规减免（二级）；JD01-001 受理不登记（三级）",
        ],
    ]
    assert "姓名" in [c.title for c in tables(ranks)[0].columns]
    without = part(handbook(master(), names=False), "第三部分")
    assert "姓名" not in [c.title for c in tables(without)[0].columns]


def test_handbook__posts_nobody_holds_are_a_group() -> None:
    whole = master()
    posts = tuple(replace(p, holder="") if p.code == "KS01-P2" else p for p in whole.roster.posts)
    vacant = replace(whole, roster=replace(whole.roster, posts=posts))
    ranks = part(handbook(vacant), "第三部分")
    assert [b.text for b in ranks if isinstance(b, Heading)][-1] == "五、暂无任职人员的岗位"


def test_handbook__every_point_is_in_a_part_of_its_unit() -> None:
    document = handbook(master())
    sections, streets = part(document, "第四部分"), part(document, "第五部分")
    assert texts(sections) == [
        "一、示例管理科",
        "示例管理科共4个风险点，其中一级1个、二级2个、三级1个。",
    ]
    assert [len(t.rows) for t in (*tables(sections), *tables(streets))] == [4, 3]
    assert all(t.landscape for t in tables(sections))


def test_handbook__a_point_has_its_id_in_both_parts_it_stands_in() -> None:
    whole = master()
    document = handbook(whole)
    cells = [
        cell.text
        for start in ("第三部分", "第四部分", "第五部分")
        for table in tables(part(document, start))
        for row in table.rows
        for cell in row
    ]
    ids = [one for text in cells for one in re.findall(r"[A-Z]{2}\d\d-\d{3}", text)]
    assert {one.point.point_id for one in whole.graded} == set(ids)
    assert max(ids.count(one) for one in ids) == 2


def test_handbook__part_without_content_is_left_out_and_the_others_count_on() -> None:
    whole = master()
    units = tuple(unit for unit in whole.roster.units if unit.kind != "street_office")
    points = tuple(one for one in whole.graded if one.point.unit != "JD01")
    roster = replace(whole.roster, units=units)
    document = handbook(replace(whole, roster=roster, graded=points))
    heads = [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    assert heads[3:6] == [
        "第四部分　职能科室风险点及防范措施", "第五部分　防控制度", "第六部分　统计",
    ]  # fmt: skip


def test_handbook__foreword_names_the_plan_by_its_number_if_it_has_one() -> None:
    whole = master()
    numbered = replace(whole.campaign, documents={"plan": "云人计第31号"})
    said = "\n".join(strings(handbook(replace(whole, campaign=numbered))))
    assert "根据实施方案（云人计第31号）和各单位报送" in said
    assert "实施方案（）" not in "\n".join(strings(handbook(whole)))


def test_handbook__unit_out_of_use_keeps_its_points_unit_without_points_says_so() -> None:
    whole = master()
    units = [replace(u, status="merged") if u.code == "KS01" else u for u in whole.roster.units]
    units += [
        Unit("KS02", "空白科", "section"),
        Unit("KS03", "撤销科", "section", status="abolished"),
    ]
    document = handbook(replace(whole, roster=replace(whole.roster, units=tuple(units))))
    assert texts(part(document, "第四部分"))[::2] == ["一、示例管理科", "二、空白科"]
    assert "空白科没有风险点。" in texts(part(document, "第四部分"))


def test_handbook__statistics_agree_with_the_points() -> None:
    units, stages, matters, monitors = tables(part(handbook(master()), "第七部分"))
    assert numbers(units) == {
        "委领导": [1, 0, 0, 1],
        "主任办公会": [0, 1, 0, 1],
        "示例管理科": [1, 2, 1, 4],
        "柳汀街道计生办": [0, 1, 2, 3],
        "合计": [2, 4, 3, 9],
    }
    assert numbers(stages) == {
        "决策": [0, 1, 0, 1],
        "受理": [2, 2, 2, 6],
        "执行": [0, 1, 0, 1],
        "履行岗位职责": [0, 0, 0, 0],
        "监督": [0, 0, 1, 1],
        "合计": [2, 4, 3, 9],
    }
    assert numbers(matters)["合计（项次）"] == [1, 2, 0, 3]
    assert numbers(monitors)["合计"] == [2, 4, 3, 9]
    assert numbers(monitors)["纠风工作领导小组"] == [2, 2, 0, 4]


def test_handbook__matters_name_points_beside_items() -> None:
    said = texts(part(handbook(master()), "第七部分"))
    assert any(t.startswith("涉及“三重一大”的共2个风险点") and "3项次" in t for t in said)
    whole = master()
    plain = tuple(g for g in whole.graded if g.point.values["major_matters"] == ("none",))
    said = texts(part(handbook(replace(whole, graded=plain)), "第七部分"))
    assert "没有涉及“三重一大”的风险点。" in said


def test_handbook__every_sentence_of_counts_is_right() -> None:
    pattern = re.compile(r"共(\d+)个风险点，其中一级(\d+)个、二级(\d+)个、三级(\d+)个")
    found = [
        [int(n) for n in match]
        for text in strings(handbook(master()))
        for match in pattern.findall(text)
    ]
    assert len(found) >= 9
    assert all(total == sum(levels) for total, *levels in found)


def test_handbook__points_without_level_or_unit_are_not_lost() -> None:
    whole = master()
    lost = replace(
        whole.graded[0], level=None, monitor="", point=replace(whole.graded[0].point, unit="XX")
    )
    document = handbook(replace(whole, graded=(lost, *whole.graded[1:])))
    units = tables(part(document, "第七部分"))[0]
    assert [c.title for c in units.columns][-2:] == ["未定级", "合计"]
    assert numbers(units)["XX"] == [0, 0, 0, 1, 1]
    assert numbers(units)["合计"][-1] == 9


def test_handbook__appendix_lists_the_boxes_of_the_form() -> None:
    (table,) = tables(part(handbook(master()), "附录"))
    titles = column(table, "栏目")
    assert {"单位编号", "可能产生的行为", "防范措施", "无风险点声明"} <= set(titles)
    at = titles.index("可能产生的行为")
    assert column(table, "必填")[at] == "是"
    assert column(table, "填法")[at].startswith("可多选：违法、违纪")


def test_handbook__empty_campaign_still_prints() -> None:
    empty: Master = master(graded=())
    said = list(strings(handbook(empty)))
    assert "全系统没有风险点。" in said
    assert "没有岗位风险点。" in said


def test_handbook__levels_of_posts_and_units_are_rolled_up() -> None:
    from_papers = paper_master()
    duties = part(handbook(from_papers), "第二部分")
    table = next(t for t in tables(duties) if "审核岗" in column(t, "岗位"))
    assert dict(zip(column(table, "岗位"), column(table, "等级"), strict=True)) == {
        "本单位": "二级",
        "科长": "三级",
        "审核岗": "一级",
        "督办岗": "—",
    }
    said = "".join(texts(duties))
    assert "单位本身的风险等级为二级，所属岗位中最重的为一级。" in said
    sections = texts(part(handbook(from_papers), "第四部分"))
    assert sections[1].endswith("三级1个。单位本身的风险等级为二级，所属岗位中最重的为一级。")


def test_handbook__charts_show_the_numbers_of_the_tables_above_them() -> None:
    blocks = part(handbook(master()), "第七部分")
    charts = [block for block in blocks if isinstance(block, Chart)]
    assert [(chart.shape, chart.caption) for chart in charts] == [
        ("bars", "各单位风险点（按等级）"),
        ("heat", "环节与等级"),
    ]
    for chart, table in zip(charts, tables(blocks), strict=False):
        rows = numbers(table)
        assert {
            name: [one.values[at] for one in chart.series]
            for at, name in enumerate(chart.categories)
        } == {name: counts[:-1] for name, counts in rows.items() if name != "合计"}
        assert [one.level for one in chart.series] == [1, 2, 3]
    assert "示例管理科4个" in charts[0].alt


def test_statistics__are_a_document_of_their_own() -> None:
    document = statistics_document(master())
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 4
    assert not [b for b in statistics_document(master(graded=())).blocks if isinstance(b, Chart)]
