"""The two other ways of issuing: a form for each post, and next year's with last year's points."""

from __future__ import annotations

import io
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, sample_clerk, sample_workspace
from support.issued_examples import issued_filling
from support.sample_content import Sample

from lzfx.campaign.prefill import identified
from lzfx.forms.layout import REQUIRED_MARK
from lzfx.forms.stamp import unseal
from lzfx.intake.book import read_book
from lzfx.model.filling import Filling
from lzfx.model.papers import YearOnYear
from lzfx.model.submission import Stamp
from lzfx.session.master import graded_master
from lzfx.session.opening import open_session
from lzfx.session.papers import with_papers
from lzfx.workbook.blank import build

SAMPLE = Sample()


def _post_return(post: str) -> bytes:
    """A post's own form with the points its unit declared for it."""
    unit = post.partition("-")[0]
    answers = SAMPLE.answers(unit)
    name = next(row["post_name"] for row in answers.posts if row["post_code"] == post)
    form = SAMPLE.form
    issued = issued_filling(
        form, SAMPLE.campaign, SAMPLE.roster, post, kinds=SAMPLE.labels["unit_kind"]
    )
    filled = Filling(
        header={**answers.header, **issued.header},
        tables={
            "risk_points": tuple(row for row in answers.points if row["post"] == name),
            "posts": tuple(row for row in answers.posts if row["post_code"] == post),
        },
        roster=issued.roster,
    )
    stamp = Stamp(form.name, form.version, post, SAMPLE.campaign.code, 1)
    return build(form, identified(filled, stamp, SAMPLE.key), SAMPLE.about)


def test_per_post__each_post_declares_for_itself(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    posts = [post.code for post in SAMPLE.roster.posts_of("KS03")]
    only = [word for post in posts for word in ("--only", post)]
    issued = clerk.run("issue", "--per", "post", *only, "--json", now=ISSUED).json
    assert [one["subject"] for one in issued["files"]] == posts
    for one in issued["files"]:
        book = read_book((clerk.folder / "发出" / one["file"]).read_bytes())
        stamp = unseal(book.custom["lzfx"], SAMPLE.key)
        assert stamp is not None
        assert stamp.subject == one["subject"]
    for post in posts:
        (clerk.folder / f"收件/{post}.xlsx").write_bytes(_post_return(post))
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    said = {one["subject"]: one["outcome"] for one in ran.json["deliveries"]}
    assert said == dict.fromkeys(posts, "accepted"), ran.out
    merged = clerk.run("merge", now=ROUND_ONE)
    assert merged.code == 0, merged.err
    lines = clerk.run("grade", "--json", now=ROUND_ONE).json["lines"]
    assert {line["unit"] for line in lines} == {"规划统计科"}
    assert len({line["point_id"] for line in lines}) == len(lines)
    (board,) = clerk.run("status", "--json", now=ROUND_ONE).json["boards"]
    states = board["subjects"]
    ks03 = [one for one in states if one["subject"].startswith("KS03")]
    assert [(one["subject"], one["state"]) for one in ks03] == [(post, "merged") for post in posts]


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The year after one in which KS05 declared ten points."""
    home = tmp_path_factory.mktemp("years")
    clerk = sample_clerk(home / "2026")
    clerk.deliver("第一轮/宣传教育科（报送） 9.8.ods")
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    clerk.run("merge", now=ROUND_TWO)
    after = Clerk(home).run("init", "2027", "--after", "2026", now="2027-08-01T09:00:00")
    assert after.code == 0, after.err
    later = Clerk(home / "2027")
    later.run("issue", "--only", "KS05", now="2027-08-21T09:00:00")
    return later


def _returned(clerk: Clerk, marks: list[str]) -> bytes:
    """KS05's form of that year with a mark on each prefilled row and the header filled in."""
    (name,) = (name for name in clerk.files("发出") if name.startswith("KS05"))
    book = load_workbook(clerk.folder / "发出" / name)
    sheet = book["风险点"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    column = {sheet.cell(head, c).value: c for c in range(1, sheet.max_column + 1)}
    for number, mark in enumerate(marks):
        sheet.cell(head + 1 + number, column["变动标记"]).value = mark or None
    header = {"填报人": "闻人溪", "填报人电话": "0599-5552050", "申报日期": "2027-09-01"}
    answers = {f"{REQUIRED_MARK}{title}": text for title, text in header.items()}
    for row in sheet.iter_rows(max_row=head):
        for cell in row:
            if isinstance(cell.value, str) and cell.value in answers:
                label = next((a for a in sheet.merged_cells.ranges if cell.coordinate in a), None)
                last = label.max_col if label else cell.column
                sheet.cell(cell.row, last + 1).value = answers[cell.value]
    _report_none(book["岗位职责"], "协会工作岗")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _report_none(sheet: Worksheet, post: str) -> None:
    """A post without points says so again each year, and why."""
    rows = list(sheet.iter_rows())
    titles = next(row for row in rows if row[0].value == "序号")
    at = {str(cell.value).lstrip(REQUIRED_MARK): number for number, cell in enumerate(titles)}
    row = next(row for row in rows if row[at["岗位名称"]].value == post)
    row[at["无风险点声明"]].value = "无风险点"
    row[at["说明"]].value = "本年度仍只做会务服务，不经手钱物，也不办理审批。"


def test_next_year__a_row_without_a_mark_is_sent_back(next_year: Clerk) -> None:
    (next_year.folder / "收件/一.xlsx").write_bytes(_returned(next_year, ["保留"] * 9))
    ran = next_year.run("collect", "--json", now="2027-09-02T09:00:00")
    (one,) = ran.json["deliveries"]
    errors = [f for f in one["findings"] if f["severity"] == "error"]
    assert {f["code"] for f in errors} == {"change-missing"}, errors
    assert len(errors) == 1


def test_next_year__kept_points_need_no_retyping_and_keep_their_numbers(next_year: Clerk) -> None:
    marks = ["保留"] * 10
    (next_year.folder / "收件/二.xlsx").write_bytes(_returned(next_year, marks))
    ran = next_year.run("collect", "--json", now="2027-09-03T09:00:00")
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "accepted", [f["code"] for f in one["findings"]]
    next_year.run("merge", now="2027-09-03T09:00:00")
    lines = next_year.run("grade", "--json", now="2027-09-03T09:00:00").json["lines"]
    assert {line["point_id"] for line in lines} == {f"KS05-{n:03d}" for n in range(1, 11)}


def test_next_year__is_compared_with_the_year_before(next_year: Clerk) -> None:
    """The one unit that has answered kept all its points."""
    with open_session(
        next_year.folder, datetime.fromisoformat("2027-09-04T09:00:00"), "tester"
    ) as it:
        papers = with_papers(it, graded_master(it)).papers
    assert papers.years == (YearOnYear("KS05", unchanged=10),)
    assert [one for one in papers.changes if one.since == "year"] == []


@pytest.mark.parametrize("number", ["KS05-003", None], ids=["number", "no number"])
def test_next_year__a_correction_with_its_printed_number_or_without(
    next_year: Clerk, tmp_path: Path, number: str | None
) -> None:
    """One row alone with another remark; all other points stay, and so does its number."""
    shutil.copytree(next_year.folder, tmp_path / "2027")
    clerk = Clerk(tmp_path / "2027")
    (clerk.folder / "收件/整份.xlsx").write_bytes(_returned(clerk, ["保留"] * 10))
    clerk.run("collect", now="2027-09-03T09:00:00")
    clerk.run("merge", now="2027-09-03T09:00:00")
    book = load_workbook(io.BytesIO(_returned(clerk, ["保留"] * 10)))
    sheet = book["风险点"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    column = {sheet.cell(head, c).value: c for c in range(1, sheet.max_column + 1)}
    for row in range(head + 10, head, -1):
        if sheet.cell(row, column["风险点编号"]).value != "KS05-003":
            sheet.delete_rows(row)
    (row,) = (r for r in range(head + 1, head + 5) if sheet.cell(r, column["风险点编号"]).value)
    sheet.cell(row, column["风险点编号"]).value = number
    sheet.cell(row, column["变动标记"]).value = "更正"
    sheet.cell(row, column["备注"]).value = "更正了一处笔误"
    out = io.BytesIO()
    book.save(out)
    (clerk.folder / "收件/更正.xlsx").write_bytes(out.getvalue())
    ran = clerk.run("collect", "--json", now="2027-09-05T09:00:00")
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "accepted", [f["code"] for f in one["findings"]]
    clerk.run("merge", now="2027-09-05T09:00:00")
    lines = clerk.run("grade", "--json", now="2027-09-05T09:00:00").json["lines"]
    assert {line["point_id"] for line in lines} == {f"KS05-{n:03d}" for n in range(1, 11)}
    told = clerk.run("why", "KS05-003", "--json", now="2027-09-05T09:00:00").json
    assert {v["title"]: v["value"] for v in told["values"]}["备注"] == "更正了一处笔误"
    for command in ("verify", "rebuild"):
        assert clerk.run(command, now="2027-09-05T09:00:00").code == 0
