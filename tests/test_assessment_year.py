"""The assessment of a hospital from its own rules: self, office, results, what if, objections."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import Clerk
from support.crossing import _heading_line, _heads, collected, done
from support.printed_pages import page_texts

from lzfx.cli.demo import of_office, play
from lzfx.files.offices import sample_office

NOW = "2026-12-01T09:00:00"
LATER = "2026-12-05T09:00:00"
LAST = "2026-12-09T09:00:00"
DATED = 'from = 2026-01-01\nclause = "院考核办法"\n'
RULES = f"""
[[weights]]
id = "W1"
{DATED}self_score = 20
group_score = 40
leader_score = 40

[[indicator]]
id = "H1"
{DATED}name = "报表质量"
content = "报来的表不退回"
full = 60
kinds = ["function_dept", "clinical_dept", "technical_dept"]
method = "deduct"
source = "sent_back"
per_case = 7

[[indicator]]
id = "H2"
{DATED}name = "处方点评"
content = "按月点评，结果公开"
full = 40
kinds = ["clinical_dept", "technical_dept"]
method = "deduct"

[[indicator]]
id = "H3"
{DATED}name = "流程管理"
content = "采购、收费的流程没有越权"
full = 40
kinds = ["function_dept"]
method = "earn"

[[rating]]
id = "R1"
{DATED}label = "先进"
least = 85
quota = 40

[[rating]]
id = "R2"
{DATED}label = "达标"
least = 0

[[ties]]
id = "T1"
{DATED}by = ["H2", "H3"]
"""

Change = Callable[[dict[str, Any]], Mapping[str, Any]]


def rewritten(clerk: Clerk, file: str, sheet: str, change: Change, **header: str) -> bytes:
    """A workbook of 发出 with what `change` answers for each row of a sheet, by its titles."""
    book = load_workbook(clerk.folder / "发出" / file)
    page = book[sheet]
    for cells in page.iter_rows(max_row=_heading_line(page) - 1):
        for at, cell in enumerate(cells, start=2):
            if (said := header.get(str(cell.value or "").lstrip("＊"))) is not None:  # noqa: RUF001
                page.cell(cell.row or 0, at).value = said
    heads = _heads(page)
    first = next(iter(heads.values()))
    for at in range(_heading_line(page) + 1, page.max_row + 1):
        if page.cell(at, first).value:
            row = {title: page.cell(at, column).value for title, column in heads.items()}
            for title, value in change(row).items():
                page.cell(at, heads[title]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answered(data: bytes, after: float) -> bytes:
    """The scores with the one objection answered: the score is changed, and beside it in 评分."""
    book = load_workbook(io.BytesIO(data))
    page, scores = book["异议"], book["评分"]
    heads, line = _heads(page), _heading_line(page) + 1
    said: dict[str, str | float] = {
        "答复": "更改",
        "更改后的考核组分": after,
        "答复理由": "查看记录，属实",
    }
    for title, value in said.items():
        page.cell(line, heads[title]).value = value
    of_scores = _heads(scores)
    for at in range(_heading_line(scores) + 1, scores.max_row + 1):
        key = ("对象编号", "指标编号")
        if all(scores.cell(at, of_scores[k]).value == page.cell(line, heads[k]).value for k in key):
            scores.cell(at, of_scores["考核组分"]).value = after
            scores.cell(at, of_scores["扣分（否决）理由"]).value = "异议属实，更改"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def files(clerk: Clerk, part: str) -> list[str]:
    return [name for name in clerk.files("发出") if part in name]


def self_scored(row: dict[str, Any]) -> dict[str, Any]:
    """Everybody gives himself what the record computes, or full points."""
    points = row["程序算得"] or row["分值"]
    reason = {} if points == row["分值"] else {"扣分（否决）理由": "照台账"}
    return {"自评分": float(points), **reason}


def office_scored(row: dict[str, Any]) -> dict[str, Any]:
    """People judge what is not computed: one point off for each unit after the first ones."""
    off = int(row["对象编号"][-1]) % 5
    if row["程序算得"]:
        return {"领导评价分": float(row["考核组分"])}
    given = 40 - off
    return {
        "考核组分": given,
        "领导评价分": given,
        **({"扣分（否决）理由": "有差错"} if off else {}),
    }


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A hospital whose departments and office have scored the year."""
    folder = tmp_path_factory.mktemp("hospital") / "2026"
    with contextlib.redirect_stdout(io.StringIO()):
        play(folder, of_office(sample_office("hospital")))
    clerk = Clerk(folder)
    rules = folder / "form_templates" / "rules" / "assessment.toml"
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text(RULES, "utf-8")
    before = clerk.run("assess", "--json", now=NOW).json
    assert before["results"] == []
    assert {one["full"] for one in before["computed"]} == {"60"}
    done(clerk, "issue", "self_assessment", "--late", now=NOW)
    for file in files(clerk, "考核自评表"):
        data = rewritten(clerk, file, "自评", self_scored, 填表人="甲某")
        assert collected(clerk, file, data, NOW)["outcome"] == "accepted"
    done(clerk, "issue", "assessment", now=LATER)
    (file,) = files(clerk, "考核评分表")
    data = rewritten(clerk, file, "评分", office_scored)
    told = collected(clerk, file, data, LATER)
    assert told["outcome"] == "accepted", told["findings"]
    return clerk


def test_self_assessment__goes_to_the_kinds_that_the_rules_name(hospital: Clerk) -> None:
    told = hospital.run("assess", "--json", now=LATER).json["results"]
    kinds = {one["kind"] for one in told}
    assert kinds == {"职能科室", "临床科室", "医技科室"} & kinds
    assert len(kinds) > 1
    assert len(files(hospital, "考核自评表")) == len(told)
    book = load_workbook(hospital.folder / "发出" / files(hospital, "考核评分表")[0])
    heads, line = _heads(book["评分"]), _heading_line(book["评分"]) + 1
    assert book["评分"].cell(line, heads["自评分"]).value, "what the unit gave itself stands there"


def test_results__ranked_within_kind_and_within_the_quota(hospital: Clerk) -> None:
    told = hospital.run("assess", "--json", now=LATER).json["results"]
    for kind in {one["kind"] for one in told}:
        of_kind = [one for one in told if one["kind"] == kind]
        assert sum(one["rating"] == "先进" for one in of_kind) <= len(of_kind) * 40 // 100
        assert [one["rank"] for one in of_kind] == sorted(one["rank"] for one in of_kind)
        totals = [float(one["total"]) for one in of_kind]
        assert totals == sorted(totals, reverse=True)


def test_behind__the_file_that_went_back_is_named(hospital: Clerk) -> None:
    told = hospital.run("assess", "--json", now=LATER).json["results"]
    scores = {
        one["code"]: hospital.run("assess", one["code"], "--json", now=LATER).json["scores"][0]
        for one in told
    }
    back = [one for one in scores.values() if one["entries"]]
    assert back, "the content of the office has a return with faults"
    for one in back:
        assert float(one["points"]) == 60 - 7 * len(one["entries"])
        assert all("退回" in each and "（" in each for each in one["entries"])


def test_what_if__the_same_weights_move_nobody_and_nothing_is_changed(hospital: Clerk) -> None:
    before = hospital.run("log", "--json", now=LATER).out
    same = hospital.run("assess", "--what-if", "self_score=20", "--json", now=LATER)
    rules = "form_templates/rules/assessment.toml"
    by_file = hospital.run("assess", "--rules", rules, "--json", now=LATER)
    assert (same.json["moved"], by_file.json["moved"]) == ([], [])
    other = hospital.folder / "另一份.toml"
    other.write_text(RULES.replace("quota = 40", "quota = 100").replace("least = 85", "least = 1"))
    moved = hospital.run("assess", "--rules", "另一份.toml", "--json", now=LATER).json["moved"]
    assert moved
    assert {tuple(one["rating"]) for one in moved} == {("达标", "先进")}
    assert hospital.run("log", "--json", now=LATER).out == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("H1=50", "assess-not-hundred"),
        ("H9=50", "assess-unknown-weight"),
        ("H1=many", "assess-no-number"),
    ],
)
def test_what_if__what_cannot_be_is_told(hospital: Clerk, change: str, code: str) -> None:
    ran = hospital.run("assess", "--what-if", change, "--json", now=LATER)
    assert ran.code != 0
    assert code in ran.out + ran.err


def test_basis__prints_beside_the_sheets(hospital: Clerk) -> None:
    for name in ("考核依据", "考核评分表"):
        told = hospital.run("publish", name, "--fonts", "bundled", "--json", now=LATER).json
        assert told["findings"] == []
        (pdf,) = (Path(one) for one in told["files"] if one.endswith(".pdf"))
        text = "".join(page_texts(pdf.read_bytes()))
        assert "院考核办法" in text or name != "考核依据"
        assert "处方点评" in text


def test_objection__is_answered_and_both_scores_are_kept(hospital: Clerk) -> None:
    worst = hospital.run("assess", "--json", now=LATER).json["results"][-1]["code"]
    done(hospital, "issue", "objection", "--only", worst, "--late", now=LAST)
    (file,) = files(hospital, "考核异议表")
    book = load_workbook(hospital.folder / "发出" / file)
    page = book["异议"]
    heads, line = _heads(page), _heading_line(page) + 1
    page.cell(line, heads["指标编号"]).value = "H2"
    page.cell(line, heads["异议理由"]).value = "点评记录当天已补齐"
    out = io.BytesIO()
    book.save(out)
    assert collected(hospital, file, out.getvalue(), LAST)["outcome"] == "accepted"
    done(hospital, "issue", "assessment", "--only", "OFFICE", now=LAST)
    newest = files(hospital, "考核评分表")[-1]
    data = rewritten(hospital, newest, "评分", office_scored)
    told = collected(hospital, newest, data, LAST)
    assert "objection-unanswered" in str(told["findings"])
    told = collected(hospital, f"答复 {newest}", answered(data, 39.5), LAST)
    assert told["outcome"] == "accepted", told["findings"]
    before = str(
        load_workbook(io.BytesIO(data))["异议"].cell(*_cell(data, "更改前的考核组分")).value
    )
    printed = hospital.run("publish", "考核依据", "--fonts", "bundled", "--json", now=LAST).json
    (pdf,) = (Path(one) for one in printed["files"] if one.endswith(".pdf"))
    text = "".join(page_texts(pdf.read_bytes()))
    assert "点评记录当天已补齐" in text
    assert "39.5" in text
    assert before in text


def _cell(data: bytes, title: str) -> tuple[int, int]:
    page = load_workbook(io.BytesIO(data))["异议"]
    return _heading_line(page) + 1, _heads(page)[title]
