"""`lzfx record`: forty decisions by code from a sheet of the clerk's own, all or none of them."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, Ran
from support.sample_office import SUFFIXES, have_office, resaved
from support.two_units import MEETING_FILE, SECTION_FILE, changed_return, put, two_units

from lzfx.model.decision import ReviewRound
from lzfx.rules.short_codes import short_code
from lzfx.session.master import graded_master
from lzfx.session.opening import open_session

LEADER, MEETING, GROUP = "沈知榆", "委办公会", "纠风工作领导小组"
HERS = tuple(f"KS05-{number:03d}" for number in range(3, 11))
"""Points of posts, which the leader in charge decides on; the meeting has the others."""
OTHERS = ("KS05-001", "JC00-001")
_OFFICE = pytest.mark.skipif(not have_office(), reason="no LibreOffice")
_SAVED = {suffix: how for how, suffix in SUFFIXES.items()}
Rows = Iterable[Sequence[str]]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units whose points are merged; nothing was decided."""
    clerk = two_units(tmp_path_factory.mktemp("record") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",)):
        ran = clerk.run(*words, now=ROUND_ONE)
        assert ran.code == 0, ran.out + ran.err
    return clerk


@pytest.fixture
def clerk(merged: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(merged.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def codes(clerk: Clerk, stage: ReviewRound = ReviewRound.REVIEW) -> dict[str, str]:
    """The codes on paper, by point."""
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_ONE), "t") as session:
        told = graded_master(session)
        every = (*told.master.graded, *told.withdrawn)
        return {one.point.point_id: short_code(one, stage) for one in every}


def as_csv(rows: Rows, head: Sequence[str] = ("短码", "结论", "审核后等级", "理由")) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows, above: Rows = ()) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "登记单"
    for row in (*above, ("短码", "审核意见", "改为", "原因"), *rows):
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _other_sheet() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["姓名", "电话", "结论"])
    book.worksheets[0].append(["甲", "乙", "同意"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def record(
    clerk: Clerk, data: bytes, *words: str, name: str = "登记单.csv", now: str = ROUND_ONE
) -> Ran:
    (clerk.folder / name).write_bytes(data)
    return clerk.run("record", name, *words, "--json", now=now)


def found(ran: Ran) -> list[tuple[str, str]]:
    """Code and cell of each finding, in the order of the sheet."""
    return [(one["code"], one["where"].get("address") or _cell(one)) for one in _told(ran)]


def _told(ran: Ran) -> list[dict[str, Any]]:
    return list(ran.json["findings"])


def _cell(one: dict[str, Any]) -> str:
    cell = one["where"].get("cell")
    if isinstance(cell, dict):
        return f"{chr(64 + cell['column'])}{cell['row']}"
    return str(cell or "")


def why(clerk: Clerk, point: str, now: str = ROUND_ONE) -> tuple[str, str]:
    told = clerk.run("why", point, "--json", now=now).json
    return told["level"], told["because"]


def test_sheet_of_decisions__counts_with_who_day_and_paper(clerk: Clerk) -> None:
    known = codes(clerk)
    said = ("同意", "改为一级，因为一个人经手", "由二级改为三级：已两人办理", "退回，措施太空")
    rows = [(known[point], text, "", "") for point, text in zip(HERS, said, strict=False)]
    ran = record(clerk, as_csv(rows), "--by", LEADER, "--on", "2026-09-14")
    assert (ran.code, ran.json["taken"], ran.json["findings"]) == (0, 4, [])
    level, because = why(clerk, HERS[1])
    assert level == "一级"
    assert f"{LEADER}（2026年9月14日）调整为一级，理由是：一个人经手" in because
    assert why(clerk, HERS[2])[0] == "三级"
    out = clerk.run("log").out
    assert f"登记{LEADER}2026-09-14下的结论4条" in out.replace("\n", "")
    verified = clerk.run("verify")
    assert verified.code == 0, verified.out
    kept = clerk.run("rebuild")
    assert kept.code == 0, kept.out


def test_text_of_two_columns__is_no_letter_where_a_person_says_so(clerk: Clerk) -> None:
    rows = [(codes(clerk)[HERS[0]], "改为一级，重")]
    for data in (as_csv(rows, ("编号", "结论")), "编号\t结论\n".encode("gb18030")):
        ran = record(clerk, data, "--by", LEADER)
        assert ran.json["taken"] == (1 if data.startswith(b"\xef") else 0)
        assert "not-a-workbook-text" not in [one["code"] for one in _told(ran)]


def test_same_sheet_twice__changes_nothing(clerk: Clerk) -> None:
    data = as_csv([(codes(clerk)[HERS[0]], "同意", "", "")])
    assert record(clerk, data, "--by", LEADER).code == 0
    ledger = (clerk.folder / "台账.db").read_bytes()
    again = record(clerk, data, "--by", LEADER, name="另存的.csv", now=ROUND_TWO)
    assert (again.code, again.json["taken"]) == (0, 0)
    assert again.json["before"]["facts"]["file"] == "登记单.csv"
    assert (clerk.folder / "台账.db").read_bytes() == ledger


@pytest.mark.parametrize(
    "kind", ["xlsx", *(pytest.param(one, marks=_OFFICE) for one in ("ods", "xls"))]
)
def test_any_kind_of_workbook__with_who_and_when_above_its_rows(clerk: Clerk, kind: str) -> None:
    known = codes(clerk)
    above = [("审核人：", MEETING), ("会议日期", "2026年9月12日"), ("纪要编号", "示例纪要3号")]
    rows = [(known[point], "同意", "", "") for point in OTHERS]
    rows[1] = (known[OTHERS[1]].lower(), "调整等级", "1级", "数额大")
    data = as_xlsx(rows, above)
    if kind != "xlsx":
        data = resaved({"": (data, _SAVED[kind])})[""]
    ran = record(clerk, data, name=f"会议.{kind}")
    assert (ran.code, ran.json["taken"]) == (0, 2), ran.out
    assert f"{MEETING}（2026年9月12日，示例纪要3号）" in why(clerk, OTHERS[1])[1]


def test_everything_wrong__is_told_at_once_at_its_cell_and_nothing_is_taken(clerk: Clerk) -> None:
    known, group = codes(clerk), codes(clerk, ReviewRound.FINAL)
    rows = [
        (known[HERS[0]], "同意", "", ""),
        (known[HERS[1]], "不同意", "", ""),
        (HERS[2], "同意", "", ""),
        ("KS99-001-AAA", "同意", "", ""),
        (f"{HERS[3]}-AAA", "同意", "", ""),
        (known[HERS[4]], "调整等级", "", ""),
        (known[HERS[0]], "退回", "", "措施太空"),
        (known[OTHERS[0]], "同意", "", ""),
        (group[HERS[5]], "同意", "", ""),
        (known[HERS[6]], "同意", "一级", ""),
        (known[HERS[7]], "调整等级", "九级", "重"),
        ("第三条", "同意", "", ""),
        (known[HERS[5]], "改为一级，重", "二级", ""),
        (known[HERS[6]], "撤回结论", "", "写错了"),
    ]
    before = clerk.run("status", "--json").json
    ran = record(clerk, as_csv(rows), "--by", LEADER)
    assert ran.code == 1
    assert found(ran) == [
        ("recording-unclear", "B3"),
        ("recording-code-bare", "A4"),
        ("recording-code-unknown", "A5"),
        ("recording-code-stale", "A6"),
        ("recording-no-level", "C7"),
        ("recording-no-reason", "D7"),
        ("recording-twice", "A8"),
        ("recording-not-theirs", "A9"),
        ("recording-not-theirs", "A10"),
        ("recording-agrees-otherwise", "B11"),
        ("recording-level-unclear", "C12"),
        ("recording-code-unreadable", "A13"),
        ("recording-levels-differ", "C14"),
        ("recording-nothing-to-revoke", "B15"),
    ]
    assert {one["where"]["file"] for one in _told(ran)} == {"登记单.csv"}
    assert clerk.run("status", "--json").json == before
    assert why(clerk, HERS[0])[1].count(LEADER) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "recording-by-needed"),
        (("--by", "某某某"), "recording-by-unknown"),
        (("--by", GROUP), "recording-paper-needed"),
        (("--by", LEADER, "--on", "下周"), "recording-day-unreadable"),
        (("--by", LEADER, "--on", "2026-12-31"), "recording-day-ahead"),
    ],
)
def test_who_and_when__must_be_known(clerk: Clerk, words: tuple[str, ...], code: str) -> None:
    stage = ReviewRound.FINAL if GROUP in words else ReviewRound.REVIEW
    ran = record(clerk, as_csv([(codes(clerk, stage)[HERS[0]], "同意", "", "")]), *words)
    assert (ran.code, [one["code"] for one in _told(ran)]) == (1, [code])


def test_sheet_says_another_name_than_the_command(clerk: Clerk) -> None:
    data = as_xlsx([(codes(clerk)[HERS[0]], "同意", "", "")], [("审核人", MEETING)])
    ran = record(clerk, data, "--by", LEADER, "--paper", "1号", name="一.xlsx")
    assert found(ran)[0] == ("recording-said-otherwise", "B1")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (as_xlsx([]), "recording-nothing"),
        (_other_sheet(), "recording-no-columns"),
        (b"", "file-empty"),
        (b"%PDF-1.7 \n", "not-a-workbook-pdf"),
    ],
)
def test_no_sheet_of_decisions(clerk: Clerk, data: bytes, code: str) -> None:
    ran = record(clerk, data, "--by", LEADER)
    assert ran.code == 1
    assert code in [one["code"] for one in _told(ran)]


def test_his_own_point__nobody_decides_himself(clerk: Clerk) -> None:
    with open_session(clerk.folder, datetime.fromisoformat(ROUND_ONE), "t") as session:
        points = {one.point.point_id: one.point for one in graded_master(session).master.graded}
        post = session.roster.post(points[HERS[0]].post)
        assert post is not None
        holder = post.holder
    ran = record(clerk, as_csv([(codes(clerk)[HERS[0]], "同意", "", "")]), "--by", holder)
    assert found(ran) == [("recording-own-point", "A2")]


def test_decided_before__the_same_is_told_and_another_needs_a_later_day(clerk: Clerk) -> None:
    code = codes(clerk)[HERS[0]]
    record(clerk, as_csv([(code, "同意", "", "")]), "--by", LEADER, "--on", "2026-09-14")
    same = record(clerk, as_csv([(code, "同意", "", "x")]), "--by", LEADER, name="二.csv")
    assert (same.code, same.json["taken"], found(same)) == (0, 0, [("recording-known", "A2")])
    other = as_csv([(code, "改为一级，重", "", "")])
    day = ("--by", LEADER, "--on", "2026-09-14")
    assert found(record(clerk, other, *day, name="三.csv")) == [("recording-decided-before", "A2")]
    later = record(clerk, other, "--by", LEADER, "--on", "2026-09-15", name="三.csv")
    assert (later.code, found(later)) == (0, [("recording-replaces", "A2")])
    assert why(clerk, HERS[0])[0] == "一级"


def test_taken_back_by_code__with_a_reason_and_decided_anew(clerk: Clerk) -> None:
    code = codes(clerk)[HERS[0]]
    assert record(clerk, as_csv([(code, "撤销，重复", "", "")]), "--by", LEADER).code == 0
    assert HERS[0] not in clerk.run("grade", "--json").out
    assert clerk.run("record", "--revoke", code).code == 2, "a reason is needed"
    ran = clerk.run("record", "--revoke", code, "--why", "写错了行", "--json")
    assert (ran.code, ran.json["revoked"]) == (0, 1), ran.out
    assert HERS[0] in clerk.run("grade", "--json").out
    (told,) = clerk.run("why", code, "--json").json["decisions"]
    assert (told["holds"], told["outcome"], told["undone"]) == (
        "revoked",
        "撤销",
        "2026-09-15，写错了行",
    )
    assert told["place"] == "登记单.csv 表1 A2"
    anew = record(clerk, as_csv([(code, "改为一级，重", "", "")]), "--by", LEADER, name="二.csv")
    assert anew.code == 0, anew.out
    assert why(clerk, HERS[0])[0] == "一级"
    assert clerk.run("verify").code == 0


def test_point_changed_since__old_code_is_stale_and_the_finding_is_at_the_clerk_s_own_cell(
    clerk: Clerk,
) -> None:
    code = codes(clerk)["JC00-001"]
    rows = as_csv([(code, "改为一级，数额大", "", "")])
    words = ("--by", MEETING, "--paper", "示例纪要3号", "--on", "2026-09-14")
    assert record(clerk, rows, *words).code == 0
    put(clerk, "更正.xlsx", changed_return({"T7": "三分之二以上到会，另请监察人员列席。"}))
    clerk.run("collect", now=ROUND_TWO)
    told = clerk.run("merge", "--json", now=ROUND_TWO).json["findings"]
    (lapsed,) = (one for one in told if one["code"] == "decision-lapsed")
    assert (lapsed["where"]["file"], _cell(lapsed)) == ("登记单.csv", "A2")
    stale = record(clerk, as_csv([(code, "同意", "", "")]), *words, name="二.csv", now=ROUND_TWO)
    assert found(stale) == [("recording-code-stale", "A2")]


def test_group_decides_last_by_its_own_codes(clerk: Clerk) -> None:
    first = codes(clerk)[HERS[1]]
    record(clerk, as_csv([(first, "改为一级，重", "", "")]), "--by", LEADER)
    code = codes(clerk, ReviewRound.FINAL)[HERS[1]]
    rows = as_csv([(code, "改为三级，已整改", "", "")])
    ran = record(clerk, rows, "--by", GROUP, "--paper", "纪要5号", name="组.csv")
    assert ran.code == 0, ran.out
    level, because = why(clerk, HERS[1])
    assert level == "三级"
    assert "调整为一级" in because
    assert f"{GROUP}（2026年9月15日，纪要5号）调整为三级" in because
    ran = clerk.run("publish", "level-changes")
    assert ran.code == 0, ran.out
    shown = clerk.run("why", HERS[1]).out.replace("\n", "")
    assert "审核：沈知榆" in shown
    assert "审定：" in shown


def test_expired_by_the_setting__asks_to_decide_anew(clerk: Clerk) -> None:
    settings = clerk.folder / "lzfx.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[bodies]", "decisions_valid_days = 2\n[bodies]", 1), "utf-8")
    code = codes(clerk)[HERS[1]]
    day = ("--by", LEADER, "--on", "2026-09-15")
    assert record(clerk, as_csv([(code, "改为一级，重", "", "")]), *day).code == 0
    assert why(clerk, HERS[1])[0] == "一级"
    assert why(clerk, HERS[1], ROUND_TWO)[0] == "二级"
    told = clerk.run("merge", "--json", now=ROUND_TWO).json["findings"]
    (expired,) = (one for one in told if one["code"] == "decision-expired")
    assert (expired["where"]["file"], expired["params"]["until"]) == ("登记单.csv", "2026-09-17")
    todo = clerk.run("status", "--json", now=ROUND_TWO).json["todo"]
    (duty,) = (one for one in todo if one["kind"] == "lapsed")
    assert LEADER in duty["says"]
    for way in duty["ways"]:
        done = clerk.run(*way["command"].split()[1:], now=ROUND_TWO)
        assert done.code == 0, done.out + done.err
