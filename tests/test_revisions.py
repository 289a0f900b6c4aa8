"""修订: what the office revises changes the master table, visibly, and survives a rebuild."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.revisions import FILE, Row, revised, revision
from support.two_units import MEETING_FILE, SECTION_FILE, changed_return, put, two_units

POINT, OF_MEETING = "KS05-004", "JC00-001"


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units whose points are merged; nothing has been revised."""
    clerk = two_units(tmp_path_factory.mktemp("revisions") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("issue", "revisions", "--late")):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


@pytest.fixture
def clerk(merged: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(merged.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def now(clerk: Clerk, point: str, title: str) -> str:
    """What the master table says of a point under that title."""
    told = clerk.run("why", point, "--json", now=ROUND_TWO).json
    return next(str(one["value"]) for one in told["values"] if one["title"] == title)


MEASURES = (
    "1.候选名单在社区公示五天；2.评委由街道代表、社区居民和媒体各占三分之一；"
    "3.评选结果附事迹核实表。"
)
NEWER = "1.候选名单在社区公示七天；2.评选结果附事迹核实表，由两人核实。"
TEXT = revision(1, f"{POINT} 评选新风家庭讲关系", "防范措施", MEASURES, NEWER)


def merge_codes(clerk: Clerk) -> dict[str, dict[str, Any]]:
    """The findings about revisions that a merge tells, by code."""
    told = clerk.run("merge", "--json", now=ROUND_TWO).json["findings"]
    return {one["code"]: one for one in told if one["code"].startswith("revision-")}


def test_text__is_revised_everywhere_and_why_tells_who_and_where(clerk: Clerk) -> None:
    assert revised(clerk, TEXT)["outcome"] == "accepted"
    told = clerk.run("why", POINT, "--json", now=ROUND_TWO).json
    (value,) = (one for one in told["values"] if one["title"] == "防范措施")
    assert (value["value"], value["sheet"], value["cell"][0]) == (NEWER, "修订", "G")
    assert "修订修2026-01（2026年9月17日）改了“防范措施”，理由是：意2026-01采纳" in told["because"]
    assert told["point_id"] == POINT
    issued = clerk.run("issue", "--only", "KS05", "--late", now=ROUND_TWO)
    assert issued.code == 0, issued.out + issued.err
    newest = next(name for name in clerk.files("发出") if "KS05" in name and "第2次" in name)
    sheet = load_workbook(clerk.folder / "发出" / newest)["风险点"]
    texts = {str(cell) for line in sheet.iter_rows(values_only=True) for cell in line}
    assert NEWER in texts
    assert MEASURES not in texts


def test_master_says_otherwise__nothing_is_changed_and_the_cell_is_told(clerk: Clerk) -> None:
    revised(clerk, {**TEXT, "修订前": "每月核对一次。"})
    assert now(clerk, POINT, "防范措施") == MEASURES
    found = merge_codes(clerk)["revision-content-changed"]
    assert (found["where"]["file"], found["where"]["sheet"]) == (FILE, "修订")
    assert found["where"]["cell"][0] == "F"
    assert f"“防范措施”现在是“{MEASURES[:20]}" in found["says"]


def test_wrong_number_and_no_number__are_told_apart(clerk: Clerk) -> None:
    gone = revision(1, "KS05-099 没有的", "防范措施", "甲甲甲甲", "乙乙乙乙")
    beside = revision(2, "宣传物资采购流程图", "防范措施", "三个步骤", "四个步骤")
    revised(clerk, gone, beside)
    told = merge_codes(clerk)
    assert set(told) == {"revision-point-gone", "revision-of-no-point"}
    assert told["revision-of-no-point"]["severity"] == "advice"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (revision(1, POINT, "风险等级", "2", "1", 批准环节="领导小组办公室"), "批准环节",
         "revision-needs-group"),
        (revision(1, POINT, "责任人", "甲", "乙", 批准环节="领导小组办公室"), "批准环节",
         "revision-needs-group"),
        (revision(1, POINT, "整个风险点（撤销）", "评选", "撤销", 批准环节="分管领导审核"),
         "批准环节", "revision-needs-group"),
        ({**TEXT, "修订后": MEASURES}, "修订后", "revision-changes-nothing"),
        ({**TEXT, "修订栏目": "没有的一栏"}, "修订栏目", "not-a-choice"),
    ],
)  # fmt: skip
def test_row_that_cannot_be__goes_back_at_its_cell(
    clerk: Clerk, row: Row, column: str, code: str
) -> None:
    one = revised(clerk, row)
    assert one["outcome"] == "sent_back"
    (found,) = (each for each in one["findings"] if each["severity"] == "error")
    assert (found["code"], found["params"]["title"]) in {(code, column), (code, row["修订栏目"])}
    assert found["where"]["sheet"] == "修订"
    assert now(clerk, POINT, "防范措施") == MEASURES


def test_level_and_withdrawal_by_the_group__count_over_the_rules(clerk: Clerk) -> None:
    level = revision(1, f"{POINT} 评选", "风险等级", "2", "1")
    gone = revision(2, OF_MEETING, "整个风险点（撤销）", "调研论证不足即行决策", "撤销")
    assert revised(clerk, level, gone)["outcome"] == "accepted"
    told = clerk.run("why", POINT, "--json", now=ROUND_TWO).json
    assert (told["level"], told["color"]) == ("一级", "红色")
    assert "把“风险等级”由“二级”改为“一级”，理由是：意2026-01采纳" in told["because"]
    lines = clerk.run("grade", "--json", now=ROUND_TWO).json["lines"]
    assert OF_MEETING not in [one["point_id"] for one in lines]
    assert "改了“整个风险点（撤销）”" in clerk.run("why", OF_MEETING, now=ROUND_TWO).out.replace(
        "\n", ""
    )
    assert merge_codes(clerk) == {}


def test_value_that_does_not_fit__is_told_and_nothing_is_changed(clerk: Clerk) -> None:
    revised(clerk, revision(1, POINT, "环节", "决策", "拍板"))
    assert now(clerk, POINT, "环节") == "决策"
    found = merge_codes(clerk)["revision-value-unfit"]
    assert (found["params"]["value"], found["where"]["cell"][0]) == ("拍板", "G")


def test_later_return_says_it__the_revision_is_moot_and_says_so(clerk: Clerk) -> None:
    old = now(clerk, OF_MEETING, "防范措施")
    newer = "三分之二以上到会，另请监察人员列席。"
    revised(clerk, revision(1, OF_MEETING, "防范措施", old, newer))
    assert now(clerk, OF_MEETING, "防范措施") == newer
    put(clerk, "更正.xlsx", changed_return({"T7": newer}))
    clerk.run("collect", now=ROUND_TWO)
    assert now(clerk, OF_MEETING, "防范措施") == newer
    told = merge_codes(clerk)
    assert set(told) == {"revision-moot"}
    assert told["revision-moot"]["where"]["cell"][0] == "G"


def test_several_workbooks__all_count_and_rebuild_gives_the_same(clerk: Clerk) -> None:
    revised(clerk, TEXT)
    again = clerk.run("issue", "revisions", "--late", now=ROUND_TWO)
    assert again.code == 0, again.out + again.err
    second = next(name for name in clerk.files("发出") if "修订记录表（第2次）" in name)
    last = "1.候选名单在社区公示十天；2.评选结果附事迹核实表，由三人核实。"
    revised(clerk, revision(2, POINT, "防范措施", NEWER, last), file=second)
    assert now(clerk, POINT, "防范措施") == last
    assert clerk.run("verify", now=ROUND_TWO).code == 0
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild", now=ROUND_TWO).code == 0
    assert now(clerk, POINT, "防范措施") == last
