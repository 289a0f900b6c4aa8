"""Returns that come again: unchanged, changed, without identity, older ones that pass later."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk

CLEAN = "第一轮/主任办公会申报表.xlsx"
STRIPPED = "第一轮/锦枋街道（重新录入）.xlsx"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk who has taken in one return."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    return clerk


def _edited(changes: dict[str, str]) -> bytes:
    book = load_workbook(SAMPLE / "returns" / CLEAN)
    for cell, text in changes.items():
        book["风险点"][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _one(clerk: Clerk, *words: str, now: str = ROUND_TWO) -> dict[str, Any]:
    (one,) = clerk.run(*words, "--json", now=now).json["deliveries"]
    return dict(one)


def test_saved_again_without_a_change__is_refused_politely(clerk: Clerk) -> None:
    (clerk.folder / "收件/又发一遍.xlsx").write_bytes(_edited({}))
    ran = clerk.run("collect", now=ROUND_TWO)
    assert ran.code == 0
    assert "没有变化" in ran.out
    state = clerk.run("status", "--json", now=ROUND_TWO).json["boards"][0]["subjects"]
    assert [one["taken"]["file"] for one in state if one["subject"] == "JC00"] == [CLEAN]
    assert clerk.run("collect", "--json", now=ROUND_TWO).json["known"] == 2


def test_changed__every_changed_cell_is_said(clerk: Clerk) -> None:
    reworded = "任免议题三分之二以上到会方可讨论，表决票当场清点并存档。"
    changed = _edited({"T8": reworded, "Q7": "三级", "R7": "已改为会前公示"})
    (clerk.folder / "收件/更正.xlsx").write_bytes(changed)
    one = _one(clerk, "collect")
    assert one["outcome"] == "accepted"
    said = {(f["code"], f["where"]["cell"]) for f in one["findings"]}
    assert {("changed-since", "T8"), ("level-lowered", "Q7"), ("changed-since", "R7")} <= said
    assert len([f for f in one["findings"] if f["kind"] == "changed"]) == 4  # and it replaces one


def test_no_identity__assigned_by_a_person_and_recorded(clerk: Clerk) -> None:
    clerk.deliver(STRIPPED)
    refused = _one(clerk, "collect")
    assert (refused["outcome"], refused["findings"][0]["code"]) == ("refused", "no-stamp")
    ran = clerk.run("assign", f"收件/{STRIPPED}", "锦枋街道计生办", "--json", now=ROUND_TWO)
    (one,) = ran.json["deliveries"]
    assert one["subject"] == "JD07"
    assert one["outcome"] in {"accepted", "sent_back"}
    assert "assigned-by-hand" in {f["code"] for f in one["findings"]}
    assert clerk.run("verify", now=ROUND_TWO).code == 0


def test_assign__what_carries_an_identity_stays_with_it(clerk: Clerk) -> None:
    clerk.deliver("第一轮/宣传教育科（报送） 9.8.ods")
    one = _one(clerk, "assign", "收件/第一轮/宣传教育科（报送） 9.8.ods", "JD07")
    assert one["subject"] == "KS05"
    assert "assigned-by-hand" not in {f["code"] for f in one["findings"]}


def test_assign__unknown_unit(clerk: Clerk) -> None:
    clerk.deliver(STRIPPED)
    ran = clerk.run("assign", f"收件/{STRIPPED}", "没有这个街道")
    assert ran.code == 2
    assert "没有这个街道" in ran.err


def test_sent_back_once_and_passing_later__does_not_displace_a_newer_one(tmp_path: Path) -> None:
    """Its day of declaration was still to come when it came in; judged again, it passes."""
    clerk = sample_clerk(tmp_path / "2026")
    (clerk.folder / "收件/旧.xlsx").write_bytes(_edited({"T8": "任免议题先征求群众意见再讨论。"}))
    early = _one(clerk, "collect", now="2026-09-10T09:00:00")
    assert early["outcome"] == "sent_back"
    assert "date-after-receipt" in {f["code"] for f in early["findings"]}
    clerk.deliver(CLEAN)
    assert _one(clerk, "collect", now="2026-09-16T09:00:00")["outcome"] == "accepted"
    later = _one(clerk, "collect", "--again", "旧.xlsx")
    assert later["outcome"] == "accepted"
    assert "older-than-current" in {f["code"] for f in later["findings"]}
    state = clerk.run("status", "--json", now=ROUND_TWO).json["boards"][0]["subjects"]
    assert [one["taken"]["file"] for one in state if one["subject"] == "JC00"] == [CLEAN]


def test_two_at_once__wait_for_a_person(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver(CLEAN)
    (clerk.folder / "收件/另一份.xlsx").write_bytes(_edited({"Q7": "三级", "R7": "已改为会前公示"}))
    ran = clerk.run("collect", "--json", now=ROUND_ONE)
    assert ran.code == 3, "it waits for a decision"
    outcomes = {one["file"]: one["outcome"] for one in ran.json["deliveries"]}
    assert sorted(outcomes.values()) == ["accepted", "conflict"]
    (waiting,) = (file for file, outcome in outcomes.items() if outcome == "conflict")
    (taken,) = (file for file, outcome in outcomes.items() if outcome == "accepted")
    assert clerk.run("collect", "--json", now=ROUND_ONE).json["deliveries"] == []
    assert _current(clerk) == [taken]
    decided = _one(clerk, "decide", f"收件/{waiting}")
    assert decided["outcome"] == "accepted"
    assert _current(clerk) == [waiting]
    assert clerk.run("verify", now=ROUND_TWO).code == 0


def test_after_the_lock__kept_and_not_taken_in(clerk: Clerk) -> None:
    assert clerk.run("lock", now=ROUND_TWO).code == 0
    (clerk.folder / "收件/迟到.xlsx").write_bytes(_edited({"Q7": "三级", "R7": "已改为会前公示"}))
    ran = clerk.run("collect", "--json", now=ROUND_TWO)
    (one,) = ran.json["deliveries"]
    assert (ran.code, one["outcome"]) == (3, "held")
    assert _current(clerk) == [CLEAN]
    kept = clerk.folder / "原件" / one["sha256"][:2] / one["sha256"]
    assert kept.read_bytes() == (clerk.folder / "收件/迟到.xlsx").read_bytes()
    assert _one(clerk, "decide", "收件/迟到.xlsx")["outcome"] == "accepted"
    assert _current(clerk) == ["迟到.xlsx"]


def test_lock__undone(clerk: Clerk) -> None:
    clerk.run("lock", now=ROUND_TWO)
    clerk.run("lock", "--undo", now=ROUND_TWO)
    (clerk.folder / "收件/迟到.xlsx").write_bytes(_edited({"Q7": "三级", "R7": "已改为会前公示"}))
    assert _one(clerk, "collect")["outcome"] == "accepted"


def _current(clerk: Clerk) -> list[str]:
    state = clerk.run("status", "--json", now=ROUND_TWO).json["boards"][0]["subjects"]
    return [one["taken"]["file"] for one in state if one["subject"] == "JC00"]
