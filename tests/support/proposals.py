"""An office of three units in which others proposed something of one unit's points."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.crossing import EDUCATION, PLANNING, THREE, Row, collected, done, filled, office_of
from support.spreadsheets import titles

POINT, IDLE = "KS05-004", "KS05-002"
FORM = "KS05 宣传教育科 建议答复表.xlsx"
ANSWERS = "答复"
MISSED: Row = {
    "单位": "宣传教育科",
    "风险点名称": "场租先用后批",
    "表现形式": "活动场地先用后补审批手续，价格无人比对。",
    "建议等级": "三级",
}
LEADER = ("P002 沈知榆 领导提意见表.xlsx", "领导意见", {"日期": "2026-09-14"})
OFFICE = (
    "OFFICE 廉政风险防范管理工作领导小组办公室 组织审意见表.xlsx",
    "组织意见",
    {"审查日期": "2026-09-15"},
)
REWORD: Row = {"意见": "修改", "建议怎样写": "写明候选名单由谁公示"}
RAISE: Row = {"意见": "调级", "建议等级": "一级", "理由": "名额由一人评定"}
DELETE: Row = {"意见": "删除", "问题类型": "雷同", "理由": "与另一条重复"}


def proposed(folder: Path) -> Clerk:
    """A checker wants a point deleted and misses one, a leader and the office want one changed."""
    clerk = office_of(folder, [code for code, _ in THREE])
    done(clerk, "issue")
    done(clerk, "pairs")
    clerk.deliver(EDUCATION[1], PLANNING[1])
    for words in (("collect",), ("merge",), ("issue", "cross_check"), ("issue", "leader_check"),
                  ("issue", "group_check")):  # fmt: skip
        done(clerk, *words, now=ROUND_ONE)
    said(clerk, LEADER, {POINT: REWORD})
    said(clerk, OFFICE, {POINT: RAISE})
    checked(clerk, {IDLE: DELETE}, MISSED)
    done(clerk, "issue", "answers", now=ROUND_ONE)
    return clerk


def said(
    clerk: Clerk, hand: tuple[str, str, Mapping[str, str]], rows: Mapping[str, Row]
) -> dict[str, Any]:
    """What becomes of the form of one hand that says this and nothing of other points."""
    file, sheet, header = hand
    data = filled(clerk, file, sheet, rows, usual=None, new=None, **header)
    one = cast("dict[str, Any]", collected(clerk, file, data, ROUND_ONE))
    assert one["outcome"] == "accepted", one["findings"]
    return one


def checked(clerk: Clerk, rows: Mapping[str, Row], *missed: Row) -> None:
    """The checker of that unit agrees to all points but these, and misses some."""
    files = [name for name in clerk.files("发出") if name.endswith("交叉互查表.xlsx")]
    for file in files:
        page = load_workbook(clerk.folder / "发出" / file)["互查意见"]
        if any(str(cell.value).startswith("KS05-") for line in page.iter_rows() for cell in line):
            data = filled(
                clerk, file, "互查意见", rows, usual={"意见": "同意"},
                new={"漏查的风险点": missed}, 检查人="示例人", 互查日期="2026-09-14",
            )  # fmt: skip
            one = collected(clerk, file, data, ROUND_ONE)
            assert one["outcome"] == "accepted", one["findings"]


def asked(clerk: Clerk, file: str = FORM) -> dict[str, dict[str, str]]:
    """The rows of a workbook of answers by what is proposed: 修改, 调级, 删除, 漏查."""
    page = load_workbook(clerk.folder / "发出" / file)[ANSWERS]
    lines = [[str(cell or "") for cell in line] for line in page.iter_rows(values_only=True)]
    heads = next(line for line in lines if "建议号" in line)
    rows = (dict(zip(heads, line, strict=True)) for line in lines[lines.index(heads) + 1 :])
    return {row["建议"]: row for row in rows if row["建议号"]}


def answered(
    clerk: Clerk, rows: Mapping[str, Row], now: str = ROUND_ONE, file: str = FORM
) -> dict[str, Any]:
    """What becomes of the unit's answers, each by what was proposed; the rest is declined."""
    codes = {kind: row["建议号"] for kind, row in asked(clerk, file).items()}
    told = {codes[kind]: row for kind, row in rows.items()}
    usual = {"答复": "不采纳", "答复理由": "另有规定"}
    data = filled(clerk, file, ANSWERS, told, usual=usual, 填表人="示例人", 答复日期=now[:10])
    return cast("dict[str, Any]", collected(clerk, file, data, now))


def declared(
    clerk: Clerk, rows: Mapping[str, Row], missed: Row | None = None, name: str = ""
) -> dict[str, Any]:
    """What becomes of the unit's second declaration: rows by number, the rest of a missed point."""
    file = "KS05 宣传教育科 岗位廉政风险等级划分申报表（第2次）.xlsx"
    header = {"填报人": "示例人", "填报人电话": "0599-5550001", "申报日期": "2026-09-15"}
    data = filled(clerk, file, "风险点", rows, usual={"变动标记": "保留"}, new=None, **header)
    idle: Row = {"无风险点声明": "无风险点", "说明": "本岗没有审批权。"}
    data = in_row(data, "岗位职责", "协会工作岗", idle)
    if missed is not None:
        data = in_row(data, "风险点", name or str(MISSED["风险点名称"]), missed)
    return cast("dict[str, Any]", collected(clerk, file, data, ROUND_ONE))


def in_row(data: bytes, sheet: str, name: str, said: Row) -> bytes:
    """The workbook with more written into the row in which that name stands."""
    book = load_workbook(io.BytesIO(data))
    page = book[sheet]
    line = next(row for row in page.iter_rows() if any(cell.value == name for cell in row))
    heads = {text.replace("\n", ""): place[1] for text, place in titles(page).items()}
    for title, value in said.items():
        page.cell(int(line[0].row or 0), heads[title], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
