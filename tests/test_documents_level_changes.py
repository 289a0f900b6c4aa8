"""调级清单: what changed against the declaration and the year before, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.paper_examples import paper_master

from lzfx.content.blocks import Heading, Paragraph, Table
from lzfx.documents.lists.level_changes import level_changes, no_level_changes
from lzfx.model.decision import DecidedRow, Decision, ReviewRound
from lzfx.model.master import Master
from lzfx.model.papers import LevelChange, YearOnYear

DECLARED = LevelChange(
    "JD01-001", "JD01", "JD01-P2", "受理不登记", 2, 3, "declared",
    "依据甲条款定为三级；由某人监控。", "宜从严掌握",
)  # fmt: skip
OTHER = LevelChange("KS01-001", "KS01", "", "指定供货", 2, 1, "declared", "依据乙条款定为一级。")
YEAR = LevelChange("KS01-002", "KS01", "KS01-P2", "把关不严", 3, 2, "year")


def tables(whole: Master) -> list[Table]:
    return [block for block in level_changes(whole).blocks if isinstance(block, Table)]


def headings(whole: Master) -> list[str]:
    return [block.text for block in level_changes(whole).blocks if isinstance(block, Heading)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_level_changes__columns_and_rows_in_roster_order() -> None:
    (table,) = tables(paper_master(changes=(DECLARED, OTHER)))
    assert [column.title for column in table.columns] == [
        "序号", "对象", "风险点", "原等级", "现等级", "调整", "层级", "理由", "审核人", "日期",
    ]  # fmt: skip
    assert rows(table) == [
        [
            "1", "示例管理科\n本单位", "KS01-001\n指定供货", "二级", "一级", "升", "按规则定级",
            "依据乙条款定为一级。", "", "",
        ],
        [
            "2", "柳汀街道计生办\n受理岗", "JD01-001\n受理不登记", "二级", "三级", "降",
            "按规则定级", "依据甲条款定为三级。填报理由：宜从严掌握", "", "",
        ],
    ]  # fmt: skip


def test_level_changes__a_section_for_each_kind_that_there_is() -> None:
    both = paper_master(changes=(YEAR, DECLARED))
    assert headings(both) == [
        "一、与申报等级不一致的风险点（1个）",
        "二、与上年等级不一致的风险点（1个）",
    ]
    assert headings(paper_master(changes=(YEAR,))) == ["一、与上年等级不一致的风险点（1个）"]


def test_level_changes__year_on_year_adds_up() -> None:
    years = (YearOnYear("KS01", 1, 2, 3, 4, 5), YearOnYear("JD01", unchanged=6))
    whole = paper_master(changes=(), years=years)
    assert headings(whole) == ["与上年比较"]
    (table,) = tables(whole)
    assert rows(table) == [
        ["示例管理科", "1", "2", "3", "4", "5", "15"],
        ["柳汀街道计生办", "0", "0", "0", "0", "6", "6"],
        ["合计", "1", "2", "3", "4", "11", "21"],
    ]
    said = [block.text for block in level_changes(whole).blocks if isinstance(block, Paragraph)]
    assert "没有等级变动的风险点。" in said


def test_no_level_changes__nothing_to_print() -> None:
    assert [one.code for one in no_level_changes(paper_master())] == ["no-level-changes"]
    assert no_level_changes(paper_master(changes=(YEAR,))) == ()
    assert no_level_changes(paper_master(years=(YearOnYear("KS01"),))) == ()


def test_level_changes__decided_ones_bear_who_day_paper_and_reason() -> None:
    row = DecidedRow("KS01-001", "level", "ABCDEFGH", "指定供货", 1, "经手大额资金")
    made = Decision(row, ReviewRound.FINAL, "OFFICE", "示例小组", date(2026, 9, 20), "纪要3号")
    one = replace(OTHER, since="decided", because="", reason=row.reason, decided=made)
    assert headings(paper_master(changes=(one,))) == ["一、审核、审定调整等级的风险点（1个）"]
    (table,) = tables(paper_master(changes=(one,)))
    assert rows(table) == [
        [
            "1", "示例管理科\n本单位", "KS01-001\n指定供货", "二级", "一级", "升", "审定",
            "经手大额资金", "示例小组\n纪要3号", "2026-09-20",
        ],
    ]  # fmt: skip
