"""减轻基层负担: what forms say they cost, the year's account, and what each unit is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, Clerk
from support.printed_pages import page_texts
from support.templates import SHIPPED
from support.two_units import MEETING_FILE, SECTION, two_units

LATER = "2026-09-20T09:00:00"


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units: one has returned its declaration, nobody the powers."""
    clerk = two_units(tmp_path_factory.mktemp("burden") / "2026")
    clerk.deliver(MEETING_FILE)
    for words in (("issue", "powers"), ("issue", "comments", "--late"), ("send",), ("collect",)):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


def prints(clerk: Clerk, *words: str) -> dict[str, Path]:
    done = clerk.run("publish", *words, "--fonts", "bundled", "--json", now=LATER)
    assert done.code == 0, done.out + done.err
    return {Path(file).suffix: Path(file) for file in done.json["files"]}


def rows(book: Path) -> list[tuple[str, ...]]:
    page = load_workbook(book).worksheets[0]
    return [
        tuple("" if cell is None else str(cell) for cell in row)
        for row in page.iter_rows(values_only=True)
    ]


def test_form__says_who_asks_for_it_on_what_ground_and_how_long_it_takes(clerk: Clerk) -> None:
    (path,) = (clerk.folder / "发出").glob("KS05 * 职权目录.xlsx")
    said = {str(cell.value) for row in load_workbook(path)["填报说明"].iter_rows() for cell in row}
    assert "由谁要填：廉政风险防范管理工作领导小组办公室，依据：实施方案中梳理职权的任务。" in said
    assert (
        "大约用时：表头必填1格；表中每加一行必填6格，一行约5分钟。只填一行的，连同签字1处，约16分钟。"
        in said
    )


@pytest.mark.parametrize(
    "file", sorted((SHIPPED / "forms").glob("*.toml")), ids=lambda one: one.stem
)
def test_ground__stands_on_every_form_that_others_owe(file: Path) -> None:
    form = tomllib.loads(file.read_text("utf-8"))
    others = set(form.get("owed_by", ())) - {"office"}
    assert bool(form.get("ground")) == bool(others), form["name"]


def test_letter__says_how_long_it_takes(clerk: Clerk) -> None:
    letters = [path.read_text("utf-8") for path in (clerk.folder / "发出").rglob("*.txt")]
    letters += [path.read_text("utf-8") for path in (clerk.folder / "发出").rglob("*.html")]
    assert any("填报用时。" in text for text in letters)


def test_form_of_ours__says_nothing_of_it(clerk: Clerk) -> None:
    (path,) = (clerk.folder / "发出").glob("*意见采纳情况表.xlsx")
    said = {str(cell.value) for row in load_workbook(path)["填报说明"].iter_rows() for cell in row}
    assert not [text for text in said if text.startswith(("由谁要填", "大约用时"))]


def test_account__counts_what_went_out_and_what_came_back(clerk: Clerk) -> None:
    told = rows(prints(clerk, "填报负担")[".xlsx"])
    meeting, section = (row for row in told if row[0] in {"1", "2"})
    assert meeting[1:5] == ("主任办公会", "2", "1", "0")
    assert section[1:5] == ("宣传教育科", "2", "0", "0")
    assert section[-2:] == ("—", "—")
    (total,) = (row for row in told if row[1] == "合计")
    assert int(total[6]) == int(meeting[6]) + int(section[6])


def test_account__leaves_out_what_was_withdrawn(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    ran = clerk.run("withdraw", "declaration", "--only", SECTION, "--why", "改期", now=ROUND_ONE)
    assert ran.code == 0, ran.out + ran.err
    told = rows(prints(clerk, "填报负担")[".xlsx"])
    assert [row[1] for row in told if row[0] == "1"] == ["主任办公会"]


def test_account__before_anything_went_out_there_is_none(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026", issued=False)
    done = clerk.run("publish", "填报负担", "--json", now=ROUND_ONE)
    assert "nothing-sent-to-units" in done.out


def test_slip__tells_a_unit_what_came_in_and_what_is_due(clerk: Clerk) -> None:
    pages = page_texts(prints(clerk, "情况单")[".pdf"].read_bytes())
    (section,) = (page for page in pages if "宣传教育科" in page)
    flat = section.replace("\n", "").replace(" ", "")
    assert "没有欠交的" not in flat
    assert "岗位廉政风险等级划分申报表》:2026年9月15日前报送" in flat
    (meeting,) = (page for page in pages if "主任办公会" in page)
    assert "6个风险点" in meeting.replace("\n", "").replace(" ", "")


def test_slip__of_one_unit_alone(clerk: Clerk) -> None:
    text = "".join(page_texts(prints(clerk, "情况单", "--only", SECTION)[".pdf"].read_bytes()))
    assert "宣传教育科" in text
    assert "主任办公会" not in text
