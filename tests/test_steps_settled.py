"""What is settled stays settled: an edit elsewhere judges no file anew and sends nobody back."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, Ran, sample_clerk, sample_workspace

from lzfx.messages import word
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect

MONTH_LATER = "2026-10-20T09:00:00"
CLEAN = "第一轮/主任办公会申报表.xlsx"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The sample's drive: two rounds of returns, merged; nine files are nobody's."""
    clerk = sample_clerk(tmp_path_factory.mktemp("drive") / "2026")
    clerk.deliver("第一轮")
    clerk.run("collect", now=ROUND_ONE)
    clerk.deliver("第二轮")
    clerk.run("collect", now=ROUND_TWO)
    clerk.run("merge", now=ROUND_TWO)
    return clerk


@pytest.fixture
def clerk(finished: Clerk, tmp_path: Path) -> Clerk:
    """The same in a folder of its own."""
    shutil.copytree(finished.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _states(clerk: Clerk, now: str = MONTH_LATER) -> dict[str, str]:
    (board,) = clerk.run("status", "--json", now=now).json["boards"]
    return {one["subject"]: one["state"] for one in board["subjects"]}


def _edited(clerk: Clerk, name: str, old: str, new: str) -> None:
    path = clerk.folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _own(clerk: Clerk, name: str, old: str, new: str) -> None:
    """An edit of a definition that the office has taken to itself."""
    source = SAMPLE.parent / "form_templates" / name
    target = clerk.folder / "form_templates" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    _edited(clerk, f"form_templates/{name}", old, new)


def _saved_again(clerk: Clerk) -> None:
    path = clerk.folder / "名册.xlsx"
    before = path.read_bytes()
    book = load_workbook(path)
    book.save(path)
    assert path.read_bytes() != before


ALIAS = ('aliases = ["新"]', 'aliases = ["新", "补充"]')
"""Another way to write a mark of change: in the list of choices, old and new."""

EDITS: dict[str, Callable[[Clerk], None]] = {
    "telephone": lambda clerk: _edited(clerk, "lzfx.toml", "0599-5552011", "0599-5559999"),
    "deadline": lambda clerk: _edited(clerk, "lzfx.toml", "2026-09-15  ", "2026-10-25  "),
    "comment": lambda clerk: _edited(clerk, "lzfx.toml", "year = 2026", "year = 2026  # 今年"),
    "roster saved again": _saved_again,
    "alias": lambda clerk: _own(clerk, "lists/choices.toml", *ALIAS),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_edit_after_the_drive__nothing_is_judged_again_and_nobody_is_worse(
    clerk: Clerk, edit: Callable[[Clerk], None]
) -> None:
    before = _states(clerk)
    assert set(before.values()) == {"merged"}
    edit(clerk)
    ran = clerk.run("collect", "--json", now=MONTH_LATER)
    assert (ran.code, ran.json["deliveries"]) == (0, []), ran.out + ran.err
    assert _states(clerk) == before


def test_again__does_not_revive_what_a_later_return_replaced(clerk: Clerk) -> None:
    """`--again` over the whole inbox: only files that were never replaced are judged anew."""
    before = _states(clerk)
    ran = clerk.run("collect", "--again", "--json", now=MONTH_LATER)
    assert {one["outcome"] for one in ran.json["deliveries"]} == {"refused"}
    assert len(ran.json["deliveries"]) == 7
    assert _states(clerk) == before


def test_the_next_version_of_the_program__judges_nothing_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lzfx.__version__", "9.9.9")
    with open_session(clerk.folder, datetime.fromisoformat(MONTH_LATER), "tester") as session:
        *_, found = collect(session)
        assert found.deliveries == []


def test_ledger_of_an_older_program__judges_nothing_again(clerk: Clerk) -> None:
    """It kept one digest over everything, of which nobody can say what has changed."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        ledger.execute("DROP TRIGGER delivery_no_update")
        ledger.execute("UPDATE delivery SET basis = ?", ("0f" * 32,))
    EDITS["telephone"](clerk)
    assert clerk.run("collect", "--json", now=MONTH_LATER).json["deliveries"] == []


# ------------------------------------------------------------------ judged anew, and why
def _cell_changed(book_name: str, sheet: str, cell: str, text: str) -> bytes:
    book = load_workbook(SAMPLE / "returns" / book_name)
    book[sheet][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def sent_back(tmp_path: Path) -> Clerk:
    """A clerk who has sent back one return, with a choice written in an unknown way."""
    clerk = sample_clerk(tmp_path / "2026")
    data = _cell_changed(CLEAN, "风险点", "C7", "补充")
    (clerk.folder / "收件/主任办公会.xlsx").write_bytes(data)
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["sent_back"]
    return clerk


def _judged_anew(clerk: Clerk) -> Ran:
    ran = clerk.run("collect", now=ROUND_TWO)
    assert "主任办公会.xlsx" in ran.out
    return ran


@pytest.mark.parametrize(
    ("edit", "part"),
    [
        (lambda clerk: _roster_cell(clerk, "主任办公会", "主任会议"), "roster"),
        (lambda clerk: _own(clerk, "lists/choices.toml", *ALIAS), "form"),
    ],
)
def test_what_it_was_judged_by_has_changed__judged_anew_and_told_why(
    sent_back: Clerk, edit: Callable[[Clerk], None], part: str
) -> None:
    edit(sent_back)
    ran = _judged_anew(sent_back)
    why = word("rejudged", parts=word(f"rejudged-{part}"))  # type: ignore[arg-type]
    assert why in ran.out
    assert _judged_parts(sent_back.run("collect", "--json", now=ROUND_TWO)) == []


def _judged_parts(ran: Ran) -> list[Any]:
    return list(ran.json["deliveries"])


def _roster_cell(clerk: Clerk, old: str, new: str) -> None:
    path = clerk.folder / "名册.xlsx"
    book = load_workbook(path)
    hits = 0
    for row in _rows(book):
        for cell in row:
            if cell.value == old:
                cell.value = new
                hits += 1
    assert hits
    book.save(path)


def _rows(book: Workbook) -> Iterable[Any]:
    for sheet in book.worksheets:
        yield from sheet.iter_rows()


def test_roster_of_another_unit_changed__judges_nothing_again(sent_back: Clerk) -> None:
    _roster_cell(sent_back, "财务科", "财务审计科")
    assert _judged_parts(sent_back.run("collect", "--json", now=ROUND_TWO)) == []


def test_judged_anew__keeps_the_day_it_came(sent_back: Clerk) -> None:
    """Came in time, judged anew after the deadline: it is not late, and its place is kept."""
    _own(sent_back, "lists/choices.toml", *ALIAS)
    ran = sent_back.run("collect", "--json", now=MONTH_LATER)
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "accepted"
    assert "late" not in {finding["code"] for finding in one["findings"]}
    told = sent_back.run("why", "JC00", "--json", now=MONTH_LATER).json
    assert ROUND_ONE in str(told)


# ------------------------------------------------------------------ the clock
def test_clock_set_back__the_correction_counts_all_the_same(tmp_path: Path) -> None:
    """A return on the 14th, the clock set to the 10th, its correction: the correction counts."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now="2026-09-14T09:00:00").code == 0
    changed = _cell_changed(
        CLEAN, "风险点", "T8", "任免议题三分之二以上到会方可讨论，票决结果当场公布。"
    )
    (clerk.folder / "收件/更正件.xlsx").write_bytes(changed)
    ran = clerk.run("collect", now="2026-09-10T09:00:00")
    assert ran.code == 0
    said = "电脑时间是2026-09-1009:00，比台账里最后一次登记的时间2026-09-1409:00还早。请核对"
    assert said in "".join(ran.out.split())
    told = clerk.run("merge", "--json", now="2026-09-10T10:00:00")
    assert told.code == 0
    (one,) = (
        one
        for one in clerk.run("why", "JC00-002", "--json", now="2026-09-10T10:00:00").json["values"]
        if one["title"] == "防范措施"
    )
    assert one["value"].endswith("票决结果当场公布。")
    again = clerk.run("collect", now="2026-09-10T11:00:00")
    assert "电脑时间" not in again.out, "asked once, not at every command"
    assert "电脑时间比台账里的最后时间" in clerk.run("log", now="2026-09-10T11:00:00").out
    for command in ("verify", "rebuild"):
        assert clerk.run(command, now="2026-09-10T12:00:00").code == 0


@pytest.mark.parametrize(
    ("last", "now", "outcome"),
    [
        ("2026-09-14T09:00:00", "2026-09-12T09:00:00", "accepted"),  # behind the record
        ("2011-01-01T00:01:00", "2011-01-01T00:05:00", "accepted"),  # a dead battery
        ("2026-09-08T09:00:00", "2026-09-09T09:00:00", "sent_back"),  # a clock to be trusted
    ],
)
def test_day_after_receipt__nobody_is_sent_back_for_a_clock_that_is_wrong(
    tmp_path: Path, last: str, now: str, outcome: str
) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    clerk.run("issue", now="2011-01-01T00:00:00" if last < "2026" else "2026-08-21T09:00:00")
    clerk.run("send", now=last)
    book = load_workbook(SAMPLE / "returns" / CLEAN)
    assert str(book["风险点"]["A5"].value).endswith("申报日期")
    book["风险点"]["C5"] = "2026-09-13"
    out = io.BytesIO()
    book.save(out)
    (clerk.folder / "收件/表.xlsx").write_bytes(out.getvalue())
    ran = clerk.run("collect", "--json", now=now)
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == outcome
    said = {finding["code"]: finding["severity"] for finding in one["findings"]}
    assert said["date-after-receipt"] == ("error" if outcome == "sent_back" else "query")


def test_clock_set_back__nobody_who_answered_is_asked_again(tmp_path: Path) -> None:
    """Issued on the 14th, the clock set to the 10th, the return taken in: no first letter again."""
    clerk = sample_workspace(tmp_path / "2026")
    issued = clerk.run("issue", "--only", "JC00", "--only", "KS02", now="2026-09-14T09:00:00")
    assert issued.code == 0, issued.out
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now="2026-09-10T09:00:00").code == 0
    assert clerk.run("send", now="2026-09-10T09:10:00").code == 0
    drafts = [name for name in clerk.files("发出/邮件草稿") if name.endswith(".eml")]
    assert drafts == ["KS02 政策法规科.eml"]
    assert "邮件草稿/JC00 主任办公会.eml" in clerk.files("退回")


def test_clock_set_back__a_later_return_settles_a_refused_file_before_it(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    clerk.run("issue", "--only", "JC00", now="2026-09-01T09:00:00")
    (clerk.folder / "收件/主任办公会.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert clerk.run("collect", now="2026-09-14T09:00:00").code == 1
    assert "有1封信还没有拟：主任办公会" in clerk.run("status", now="2026-09-14T10:00:00").out
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now="2026-09-10T09:00:00").code == 0
    assert clerk.run("send", now="2026-09-10T09:10:00").code == 0
    assert [name for name in clerk.files("退回") if name.endswith(".eml")] == [
        "邮件草稿/JC00 主任办公会.eml"
    ]
