"""A newcomer's changes to templates: each is made in one place of a copy, and shown to work."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from support.changed_copy import ChangedCopy, changed_copy
from support.clerk import ISSUED, ROUND_TWO, SAMPLE, Clerk, sample_workspace
from support.spreadsheets import beside, titles
from support.stored_ledgers import restored, versions

FORM = "form_templates/forms/declaration.toml"
LISTS = "form_templates/lists/choices.toml"
GRADING = "form_templates/rules/grading.toml"
OLD_RETURN = "第一轮/主任办公会申报表.xlsx"


@pytest.fixture
def copy(tmp_path: Path) -> ChangedCopy:
    """The program and its templates, to be changed."""
    return changed_copy(tmp_path / "program")


def rows_of(clerk: Clerk, name: str) -> list[dict[str, str]]:
    """The rows of a table that was exported."""
    text = (clerk.folder / "成果" / name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


FIELD = """\
[[table.field]]
name = "hotline"
title = "监督电话"
kind = "phone"
width = 14

"""


def test_field__is_issued_checked_kept_and_shown_and_old_forms_still_come_back(
    copy: ChangedCopy, tmp_path: Path
) -> None:
    copy.replace(
        FORM,
        'name = "declaration"\nversion = 1\n',
        'name = "declaration"\nversion = 2\naccepts = [1]\n',
    )
    copy.before(FORM, '[[table.field]]\nname = "note"\n', FIELD)
    assert (copy.changed, copy.added) == ({FORM}, set())

    clerk = sample_workspace(tmp_path / "2026")
    copy.done(clerk, "issue", "--only", "主任办公会", now=ISSUED)
    (form,) = (clerk.folder / "发出").glob("JC00*.xlsx")
    book = answered_like_the_sample(form)
    (row, column), inbox = titles(book["风险点"])["监督电话"], clerk.folder / "收件"
    book["风险点"].cell(row + 1, column).value = "1234"
    book.save(inbox / "新表.xlsx")
    clerk.deliver(OLD_RETURN)
    found = copy.run(clerk, "collect", "--json").json["deliveries"]
    told = {one["file"]: (one["outcome"], codes(one)) for one in found}
    assert told[OLD_RETURN][0] == "accepted", "a form of the version before"
    assert told["新表.xlsx"][0] == "sent_back"
    assert "not-a-phone" in told["新表.xlsx"][1]

    book["风险点"].cell(row + 1, column).value = "0599-5550000"
    book.save(inbox / "新表.xlsx")
    (again,) = copy.run(clerk, "collect", "--json", now=ROUND_TWO).json["deliveries"]
    assert again["outcome"] == "accepted", again
    copy.done(clerk, "table", "declaration", now=ROUND_TWO)
    (table,) = (name for name in clerk.files("成果") if name.endswith("风险点.csv"))
    assert {row["监督电话"] for row in rows_of(clerk, table)} == {"0599-5550000", ""}


def codes(delivery: dict[str, list[dict[str, str]]]) -> list[str]:
    """What was found in a file."""
    return [one["code"] for one in delivery["findings"]]


def answered_like_the_sample(form: Path) -> Workbook:
    """A form that was issued, with the answers of the sample's return."""
    source, book = load_workbook(SAMPLE / "returns" / OLD_RETURN)["风险点"], load_workbook(form)
    target = book["风险点"]
    old, new = titles(source), titles(target)
    for label in ("填报人", "填报人电话", "申报日期", "单位（部门）职责"):
        target.cell(*beside(target, new[label])).value = source.cell(
            *beside(source, old[label])
        ).value
    head = old["风险点编号"][0]
    for title, (row, column) in old.items():
        for at in range(1, 7):
            if row == head and title != "序号":
                value = source.cell(row + at, column).value
                target.cell(new[title][0] + at, new[title][1]).value = value
    return book


KIND = '  { code = "station", label = "服务站", acts_as = "led", part_order = 3 },\n'


def test_kind_of_unit__is_chosen_printed_monitored_and_has_its_part_of_the_handbook(
    copy: ChangedCopy, tmp_path: Path
) -> None:
    copy.before(LISTS, '  { code = "commission_leaders", label', KIND)
    assert (copy.changed, copy.added) == ({LISTS}, set())

    clerk = restored(versions()[-1], tmp_path / "2026")
    roster = load_workbook(clerk.folder / "名册.xlsx")
    units = roster["单位"]
    (_, kind), (_, name) = titles(units)["单位类别"], titles(units)["单位名称"]
    row = next(at for at in range(1, 40) if units.cell(at, name).value == "锦枋街道计生办")
    units.cell(row, kind).value = "服务站"
    roster.save(clerk.folder / "名册.xlsx")
    copy.done(clerk, "merge", now=ROUND_TWO)
    monitors = {one["unit"]: one["monitor"] for one in third_level(copy, clerk)}
    assert monitors["锦枋街道计生办"].endswith("（锦枋街道计生办主任）"), "its own head: it is led"
    copy.done(clerk, "publish", "工作手册", now=ROUND_TWO)
    (book,) = (clerk.folder / "成果").glob("*工作手册（送审稿）.docx")
    heads = [
        one.text
        for one in Document(str(book)).paragraphs
        if one.style is not None and str(one.style.name).startswith("Heading")
    ]
    assert any("服务站风险点及防范措施" in head for head in heads), heads


def third_level(copy: ChangedCopy, clerk: Clerk) -> list[dict[str, str]]:
    """The points of the lowest level, as grading shows them."""
    lines = copy.done(clerk, "grade", "--all", "--json", now=ROUND_TWO).json["lines"]
    return [one for one in lines if one["level"] == "三级"]


RULE = """\
[[level]]
id = "G20"
from = 2026-01-01
clause = "补充规定第一条"
when.conduct.any_of = ["serious_violation"]
when.major_matters.any_of = ["decision"]
then = "1"

"""


def test_grading_rule__grades_is_quoted_and_judges_what_comes_in(
    copy: ChangedCopy, tmp_path: Path
) -> None:
    copy.before(GRADING, "# G1 按", RULE)
    assert (copy.changed, copy.added) == ({GRADING}, set())

    clerk = restored(versions()[-1], tmp_path / "2026")
    graded = copy.done(clerk, "grade", "--json", now=ROUND_TWO).json["lines"]
    moved = [(one["point_id"], one["declared"], one["level"]) for one in graded if one["differs"]]
    assert moved == [("JC00-001", "二级", "一级"), ("KS08-004", "二级", "一级")]
    told = copy.done(clerk, "why", "JC00-001", "--json", now=ROUND_TWO).json["because"]
    assert "依据补充规定第一条（规则G20）定为一级" in told
    book = load_workbook(SAMPLE / "returns" / OLD_RETURN)
    book["风险点"]["V8"].value = "又报一次"
    book.save(clerk.folder / "收件" / "又报.xlsx")
    words = ("collect", "--dry-run", "--json")
    (judged,) = copy.run(clerk, *words, now=ROUND_TWO).json["deliveries"]
    assert [one["where"]["cell"] for one in judged["findings"] if one["code"] == LEVEL] == ["Q7"]


LEVEL = "level-differs-no-reason"
