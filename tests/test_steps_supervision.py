"""督查表, and the stages in `status`: every unit with what it owes, as far as it has come."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.two_units import MEETING_FILE, two_units

LATER = "2026-09-20T09:00:00"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units: one has returned its declaration, nobody the powers."""
    clerk = two_units(tmp_path_factory.mktemp("supervision") / "2026")
    clerk.deliver(MEETING_FILE)
    for words in (("issue", "powers"), ("collect",)):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


def rows(clerk: Clerk, now: str) -> list[tuple[str, ...]]:
    """The rows of the printed list, as its workbook has them."""
    done = clerk.run("publish", "督查", "--fonts", "bundled", "--json", now=now)
    assert done.code == 0, done.out + done.err
    (book,) = [Path(file) for file in done.json["files"] if file.endswith(".xlsx")]
    page = load_workbook(book).worksheets[0]
    told = [tuple(str(cell or "") for cell in row) for row in page.iter_rows(values_only=True)]
    return [row for row in told if row[0].isdigit()]


def test_list__has_whoever_lacks_most_first_and_says_what(clerk: Clerk) -> None:
    first, second = rows(clerk, LATER)
    assert first[1:] == ("宣传教育科", "已发放，未报\n逾期5天", "已发放，未报\n逾期5天", "2项")
    assert second[1:] == ("主任办公会", "已收 9.15", "已发放，未报\n逾期5天", "1项")


def test_list__before_the_deadline_tells_nobody_as_late(clerk: Clerk) -> None:
    assert not [
        cell for row in rows(clerk, "2026-09-15T18:00:00") for cell in row if "逾期" in cell
    ]


def test_list__before_anything_went_out_has_what_is_expected(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026", issued=False)
    assert [row[2:] for row in rows(clerk, ROUND_ONE)] == [("未发放", "1项"), ("未发放", "1项")]


def test_stages__say_when_they_are_and_how_far_their_forms_have_come(clerk: Clerk) -> None:
    stages = clerk.run("status", "--json", now=LATER).json["stages"]
    assert [one["when"] for one in stages] == ["past", "now", "ahead"]
    assert stages[1]["forms"] == [
        ["岗位廉政风险等级划分申报表", 1, 2],
        ["职权目录", 0, 2],
    ]
    shown = clerk.run("status", now=LATER).out
    assert "进行中　查找风险点和制定防范措施（8月21日至9月20日）" in shown
    assert "《职权目录》已收0（共2）" in shown
