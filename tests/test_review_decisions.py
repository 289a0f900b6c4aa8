"""审核、审定: what reviewers decide comes back in, counts while it holds, and lapses visibly."""

from __future__ import annotations

import io
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.roster_edits import answered_points
from support.spreadsheets import beside
from support.two_units import MEETING_FILE, SECTION_FILE, changed_return, put, two_units

from lzfx.session.master import graded_master
from lzfx.session.opening import open_session
from lzfx.session.papers import with_papers

LEADER = "P002 沈知榆 风险等级审核结论表.xlsx"
MEETING = "COMMISSION-MEETING 委办公会 风险等级审核结论表.xlsx"
GROUP = "OFFICE 廉政风险防范管理工作领导小组办公室 风险等级审定结论表.xlsx"
POINT, OF_MEETING = "KS05-004", "JC00-001"
_MUST = "＊"  # noqa: RUF001 - the mark of a title
RAISED = "经手名额，又由一人评定。"
Row = dict[str, str]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units whose points are merged; nothing has been decided."""
    clerk = two_units(tmp_path_factory.mktemp("review") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("issue", "review")):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


@pytest.fixture
def clerk(merged: Clerk, tmp_path: Path) -> Clerk:

    shutil.copytree(merged.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def decided(clerk: Clerk, file: str, sheet: str, rows: dict[str, Row], **header: str) -> None:
    """Fill in a workbook that went out, 同意 where nothing else is said, and put it into 收件."""
    book = load_workbook(clerk.folder / "发出" / file)
    page = book[sheet]
    heads: dict[str, int] = {}
    for line in page.iter_rows():
        for cell in line:
            text = str(cell.value or "").lstrip(_MUST)
            if text in header:
                page.cell(
                    *beside(page, (cast("int", cell.row), cast("int", cell.column))),
                    value=header[text],
                )
        if str(line[1].value) == "编号":
            heads = {str(cell.value).lstrip(_MUST): cell.column for cell in line if cell.value}
        elif heads and line[1].value:
            said = rows.get(str(line[1].value), {})
            outcome = next(one for one in heads if one.endswith("结论"))
            page.cell(cast("int", line[0].row), heads[outcome], "同意")
            for title, text in said.items():
                page.cell(cast("int", line[0].row), heads[title], text)
    out = io.BytesIO()
    book.save(out)
    put(clerk, file, out.getvalue())


def reviewed(
    clerk: Clerk, rows: dict[str, Row] | None = None, file: str = LEADER
) -> dict[str, Any]:
    """The reviewer's workbook comes back; gives what became of it."""
    decided(clerk, file, "审核", rows or {}, 审核日期="2026-09-16")
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    return next(dict(one) for one in ran.json["deliveries"] if one["file"] == file)


def level(clerk: Clerk, point: str = POINT, now: str = ROUND_ONE) -> tuple[str, str]:
    """The level that counts, and why."""
    told = clerk.run("why", point, "--json", now=now).json
    return told["level"], told["because"]


RAISE = {POINT: {"审核结论": "调整等级", "审核后等级": "一级", "理由": RAISED}}


def test_level_changed_by_the_reviewer__counts_everywhere(clerk: Clerk) -> None:
    assert level(clerk)[0] == "二级"
    assert reviewed(clerk, RAISE)["outcome"] == "accepted"
    now, because = level(clerk)
    assert now == "一级"
    assert f"沈知榆（2026年9月16日）调整为一级，理由是：{RAISED.rstrip('。')}" in because
    (line,) = (
        one for one in clerk.run("grade", "--json").json["lines"] if one["point_id"] == POINT
    )
    assert (line["level"], line["color"], line["declared"]) == ("一级", "红色", "二级")
    assert line["monitor"] != ""


def test_level_changed__is_printed_and_listed_as_changed(clerk: Clerk) -> None:
    reviewed(clerk, RAISE)
    ran = clerk.run("publish", "一览表", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    (path,) = (clerk.folder / "成果").rglob("*一览表*.xlsx")
    rows = [row for sheet in load_workbook(path).worksheets for row in sheet.values]
    name = "评选新风家庭讲关系"
    (line,) = (row for row in rows if name in [str(value) for value in row])
    assert "一级" in [str(value) for value in line]


def test_agreed__the_level_of_the_rules_counts_and_who_agreed_is_told(clerk: Clerk) -> None:
    reviewed(clerk)
    now, because = level(clerk)
    assert now == "二级"
    assert "沈知榆（2026年9月16日）同意为二级" in because


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"审核结论": "调整等级", "理由": RAISED}, "审核后等级", "required-here"),
        ({"审核结论": "调整等级", "审核后等级": "一级"}, "理由", "required-here"),
        ({"审核结论": "退回"}, "理由", "required-here"),
        ({"审核结论": "随便"}, "审核结论", "not-a-choice"),
    ],
)
def test_decision_without_what_it_needs__goes_back_at_its_cell(
    clerk: Clerk, said: Row, field: str, code: str
) -> None:
    one = reviewed(clerk, {POINT: said})
    assert one["outcome"] == "sent_back"
    (found,) = (f for f in one["findings"] if f["severity"] == "error")
    assert (found["code"], found["params"]["title"]) == (code, field)
    assert found["where"]["sheet"] == "审核"
    assert level(clerk)[0] == "二级"


def test_withdrawn__leaves_the_list_and_why_still_tells(clerk: Clerk) -> None:
    reviewed(clerk, {POINT: {"审核结论": "撤销", "理由": "与第三项重复"}})
    told = clerk.run("grade", "--json").json["lines"]
    assert POINT not in [one["point_id"] for one in told]
    assert "结论是撤销，理由是：与第三项重复" in level(clerk)[1]


def test_to_be_changed__waits_in_the_list_with_a_command_that_runs(clerk: Clerk) -> None:
    reviewed(clerk, {POINT: {"审核结论": "修改内容", "理由": "措施太空"}})
    (duty,) = _todo(clerk, "to-mend")
    assert "有1个，还没有改：宣传教育科" in duty["says"]
    program, *words = duty["ways"][0]["command"].split()
    done = clerk.run(*words, now=ROUND_TWO)
    assert (program, done.code) == ("lzfx", 0), done.out + done.err
    assert level(clerk)[0] == "二级", "the rules' level counts meanwhile"
    assert _todo(clerk, "to-mend") == [], "its form is out"


def _todo(clerk: Clerk, kind: str) -> list[dict[str, Any]]:
    todo = clerk.run("status", "--json", now=ROUND_TWO).json["todo"]
    return [one for one in todo if one["kind"] == kind]


def test_point_changed_afterwards__the_decision_lapses_until_it_is_decided_again(
    clerk: Clerk,
) -> None:
    reviewed(
        clerk,
        {OF_MEETING: {"审核结论": "调整等级", "审核后等级": "一级", "理由": "x" * 9}},
        MEETING,
    )
    assert level(clerk, OF_MEETING)[0] == "一级"
    put(clerk, "更正.xlsx", changed_return({"T7": "三分之二以上到会，另请监察人员列席。"}))
    clerk.run("collect", now=ROUND_TWO)
    ran = clerk.run("merge", "--json", now=ROUND_TWO)
    (found,) = (f for f in ran.json["findings"] if f["code"] == "decision-lapsed")
    assert (found["where"]["file"], found["where"]["sheet"]) == (MEETING, "审核")
    assert found["params"]["point"] == OF_MEETING
    assert level(clerk, OF_MEETING, ROUND_TWO)[0] == "二级"
    (duty,) = _todo(clerk, "lapsed")
    assert "有1个风险点要下结论（" in duty["says"]
    assert duty["says"].endswith("：委办公会")
    issued = clerk.run(*duty["ways"][0]["command"].split()[1:], now=ROUND_TWO)
    assert issued.code == 0, issued.out + issued.err
    assert _todo(clerk, "lapsed") == [], "a workbook is out again"
    (again,) = (name for name in clerk.files("发出") if name.startswith(f"{MEETING[:-5]}（第2次）"))
    book = load_workbook(clerk.folder / "发出" / again)
    told = {str(row[1]): str(row) for row in book["审核"].iter_rows(values_only=True)}
    assert "同意" not in told[OF_MEETING]
    assert "同意" in told["JC00-002"], "decisions that hold are filled in already"


def test_group__overrides_and_lapses_when_the_reviewer_decides_otherwise(clerk: Clerk) -> None:
    reviewed(clerk)
    assert clerk.run("issue", "final_review", now=ROUND_ONE).code == 0
    told = {"审定结论": "调整等级", "审定等级": "一级", "理由": RAISED}
    decided(
        clerk, GROUP, "审定", {POINT: told}, 审定日期="2026-09-17", 会议名称和纪要编号="纪要2号"
    )
    clerk.run("collect", now=ROUND_TWO)
    now, because = level(clerk, now=ROUND_TWO)
    assert now == "一级"
    assert "同意为二级；" in because
    assert "（2026年9月17日，纪要2号）调整为一级" in because
    put_back = {POINT: {"审核结论": "调整等级", "审核后等级": "三级", "理由": "已由两人评定"}}
    clerk.run("issue", "review", "--only", "P002", "--late", now=ROUND_TWO)
    newest = next(name for name in clerk.files("发出") if "P002" in name and "第2次" in name)
    decided(clerk, newest, "审核", put_back, 审核日期="2026-09-18")
    clerk.run("collect", now=ROUND_TWO)
    assert level(clerk, now=ROUND_TWO)[0] == "三级"
    codes = [f["code"] for f in clerk.run("merge", "--json", now=ROUND_TWO).json["findings"]]
    assert codes.count("decision-lapsed") == 1


def test_rebuilt_and_verified__decisions_are_the_same(clerk: Clerk) -> None:
    reviewed(clerk, RAISE)
    assert clerk.run("verify", now=ROUND_TWO).code == 0
    before = level(clerk)
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild", now=ROUND_TWO).code == 0
    assert level(clerk) == before


def test_nobody_gets_an_empty_form(clerk: Clerk) -> None:
    """A reviewer of no point has nothing to decide."""
    alone = clerk.run("issue", "review", "--only", "P003", now=ROUND_ONE)
    assert "没有要填这张表的" in alone.out
    assert [name for name in clerk.files("发出") if "结论表" in name] == [MEETING, LEADER]


# Short codes.


def _codes(clerk: Clerk, file: str, sheet: str) -> dict[str, str]:
    """The short code of each point in a workbook that went out; the column is locked."""
    page = load_workbook(clerk.folder / "发出" / file)[sheet]
    found: dict[str, str] = {}
    at = 0
    for line in page.iter_rows():
        titles = [str(cell.value).lstrip(_MUST) for cell in line]
        if "短码" in titles:
            at = titles.index("短码")
        elif at and line[at].value:
            assert line[at].protection.locked
            found[str(line[1].value)] = str(line[at].value)
    assert page.protection.sheet
    return found


def test_short_codes__are_those_of_the_printed_sheet_and_can_be_recorded(clerk: Clerk) -> None:
    told = _codes(clerk, LEADER, "审核")
    assert POINT in told
    assert all(re.fullmatch(rf"{point}-[0-9A-Z]{{3}}", code) for point, code in told.items())
    ran = clerk.run("publish", "审核表", "--only", "KS05", "--fonts", "bundled", now=ROUND_ONE)
    (pdf,) = (clerk.folder / "成果").glob("*审核表*.pdf")
    sides = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    said = "".join("".join(sides).replace("\u200b", "").split())
    assert all(code in said for code in told.values()), ran.out
    # By code from the workbook, before it comes back: no other way in, the same decision.
    put_beside = clerk.folder / "登记单.csv"
    put_beside.write_text(f"短码,结论,理由\n{told[POINT]},改为一级,{RAISED}\n", "utf-8")
    words = ("record", str(put_beside), "--by", "沈知榆", "--on", "2026-09-15")
    ran = clerk.run(*words, now=ROUND_ONE)
    assert ran.code == 0, ran.out + ran.err
    assert level(clerk)[0] == "一级"
    # The group's round has codes of its own, and they change with what the reviewer said.
    assert clerk.run("issue", "final_review", now=ROUND_ONE).code == 0
    of_group = _codes(clerk, GROUP, "审定")
    assert of_group.keys() > told.keys()
    assert not set(of_group.values()) & set(told.values())


def test_short_code_changed__is_told_at_its_cell(clerk: Clerk) -> None:
    one = reviewed(clerk, {POINT: {"短码": "KS05-001-AAA"}})
    (found,) = (each for each in one["findings"] if each["code"] == "locked-changed")
    assert (found["where"]["sheet"], found["params"]["title"]) == ("审核", "短码")
    assert found["params"]["value"] == "KS05-001-AAA"


def test_next_year__last_years_level_is_told_and_compared_and_its_decision_counts_no_more(
    clerk: Clerk,
) -> None:
    reviewed(clerk, RAISE)
    clerk.run("merge", now=ROUND_TWO)
    home = Clerk(clerk.folder.parent)
    begun = home.run("init", "2027", "--after", "2026", "--json", now="2027-08-01T09:00:00")
    assert begun.json["decided"] == [POINT]
    later = Clerk(home.folder / "2027")
    assert later.run("issue", "--only", "KS05", now="2027-08-21T09:00:00").code == 0
    put(later, "宣传.xlsx", answered_points(later, "KS05", {}, none_at=["协会工作岗"]))
    received = "2027-09-02T09:00:00"
    ran = later.run("collect", "--json", now=received)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    later.run("merge", now=received)
    assert level(later, now=received)[0] == "二级", "by the rules, until it is reviewed again"
    with open_session(later.folder, datetime.fromisoformat(received), "tester") as session:
        papers = with_papers(session, graded_master(session)).papers
    (one,) = (each for each in papers.annual if each.point_id == POINT)
    assert (one.what, one.before, one.after) == ("lowered", 1, 2)
    assert [each.before for each in papers.changes if each.since == "year"] == [1]
    for command in ("verify", "rebuild"):
        assert later.run(command, now=received).code == 0
