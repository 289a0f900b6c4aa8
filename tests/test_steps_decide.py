"""A second `decide`, and one about a file that waits for nobody: what it did, or why not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk

CLEAN = "第一轮/主任办公会申报表.xlsx"
FAULTY = "第一轮/信息中心申报表.xlsx"


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a campaign that was locked before a clean return and others came."""
    clerk = sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")
    clerk.deliver("第一轮")
    clerk.run("lock", now=ROUND_ONE)
    assert clerk.run("collect", now=ROUND_ONE).code == 3
    return clerk.folder


@pytest.fixture
def clerk(waiting: Path, tmp_path: Path) -> Clerk:
    """Their clerk, in a folder of their own."""
    return Clerk(shutil.copytree(waiting, tmp_path / "2026"))


def test_decide__twice_says_since_when_and_by_whom_it_counts(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "李四")
    assert clerk.run("decide", CLEAN, now="2026-09-16T09:05:00").code == 0
    before = (clerk.folder / "台账.db").read_bytes()
    again = clerk.run("decide", CLEAN, now=ROUND_TWO)
    assert again.code == 2
    assert again.err == f"“{CLEAN}”已经算数了（2026-09-16 09:05由李四收下），不用再裁定。\n"
    assert (clerk.folder / "台账.db").read_bytes() == before
    error = clerk.run("decide", CLEAN, "--json").json["error"]
    assert (error["code"], error["params"]["by"]) == ("decide-counts-already", "李四")


def test_decide__what_was_sent_back_or_refused_waits_for_nobody(clerk: Clerk) -> None:
    told = clerk.run("status", "--json").json
    back = next(
        one["delivery"]
        for board in told["boards"]
        for one in board["subjects"]
        if one["delivery"] and one["delivery"]["outcome"] == "sent_back"
    )
    ran = clerk.run("decide", back["file"], now=ROUND_TWO)
    assert ran.code == 2
    assert f"“{back['file']}”不在等裁定：2026-09-15 16:30已退回，有" in ran.err
    assert back["answer"] in ran.err
    refused = next(one["file"] for one in told["todo"] if one["kind"] == "refused")
    ran = clerk.run("decide", refused, now=ROUND_TWO)
    assert ran.err.startswith(f"“{refused}”不在等裁定：2026-09-15 16:30核对时不是有效的表")


def test_decide__a_file_that_a_later_one_replaced(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    first, second = "第一轮/主任办公会申报表.xlsx", "改过.xlsx"
    clerk.deliver(first)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    book = load_workbook(clerk.folder / "收件" / first)
    sheet = book["风险点"]
    row = next(r for r in range(1, 40) if sheet.cell(r, 1).value == 1)
    column = next(
        c for c in range(1, sheet.max_column + 1)
        if "风险点名称" in str(sheet.cell(row - 1, c).value or "")
    )  # fmt: skip
    sheet.cell(row, column).value = "集体讨论走过场"
    book.save(clerk.folder / "收件" / second)
    later = clerk.run("collect", "--json", now=ROUND_TWO)
    assert [one["outcome"] for one in later.json["deliveries"]] == ["accepted"]
    ran = clerk.run("decide", "主任办公会申报表.xlsx", now=ROUND_TWO)
    assert ran.code == 2
    assert ran.err.startswith(f"“{first}”不在等裁定：2026-09-18 10:00由")
    assert ran.err.endswith(f"收下的“{second}”已经代替了它，现在以那一份为准。\n")
