"""Whatever is changed afterwards is found: originals, rows, the record of what was done."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign after its first round, as it was written."""
    clerk = sample_clerk(tmp_path_factory.mktemp("sound") / "2026")
    clerk.deliver("第一轮")
    (clerk.folder / "收件/空.xlsx").touch()
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("merge", now=ROUND_TWO)
    return clerk


@pytest.fixture
def clerk(sound: Clerk, tmp_path: Path) -> Clerk:
    """A copy of it to be tampered with."""
    shutil.copytree(sound.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _verify(clerk: Clerk, *words: str) -> tuple[int, list[dict[str, Any]]]:
    ran = clerk.run("verify", "--json", *words, now=ROUND_TWO)
    return ran.code, ran.json["findings"]


def _tamper(clerk: Clerk, sql: str) -> None:
    """Change the ledger as somebody would who knows SQLite: the triggers go first."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            ledger.execute(f'DROP TRIGGER "{name}"')
        assert ledger.execute(sql).rowcount == 1


def test_untouched__is_clean(sound: Clerk) -> None:
    ran = sound.run("verify", "--json", now=ROUND_TWO)
    assert ran.code == 0
    assert ran.json["findings"] == []
    assert ran.json["returns"] == 7 + 1  # and the roster
    assert ran.json["values"] > 1000


def test_original_changed(clerk: Clerk) -> None:
    (name, *_) = clerk.files("原件")
    path = clerk.folder / "原件" / name
    path.write_bytes(path.read_bytes() + b" ")
    code, findings = _verify(clerk)
    assert code == 1
    assert "original-changed" in {one["code"] for one in findings}


def test_original_missing(clerk: Clerk) -> None:
    (name, *_) = clerk.files("原件")
    (clerk.folder / "原件" / name).unlink()
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"original-missing"}


def test_value_changed__is_found_at_its_cell(clerk: Clerk) -> None:
    _tamper(
        clerk,
        "UPDATE declaration__risk_points SET declared_level = '3' WHERE row_number = 8 AND "
        "submission = (SELECT id FROM submission WHERE subject = 'JC00')",
    )
    code, findings = _verify(clerk)
    assert code == 1
    (one,) = findings
    assert one["code"] == "ledger-differs"
    assert (one["where"]["sheet"], one["where"]["cell"]) == ("风险点", "Q8")
    assert (one["params"]["value"], one["params"]["expected"]) == ("三级", "一级")


def test_row_deleted(clerk: Clerk) -> None:
    _tamper(
        clerk,
        "DELETE FROM declaration__risk_points WHERE row_number = 8 AND "
        "submission = (SELECT id FROM submission WHERE subject = 'JC00')",
    )
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"ledger-differs"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE action SET by = 'someone' WHERE seq = 2",
        "DELETE FROM action WHERE seq = 2",
        "UPDATE action SET payload = json_set(payload, '$.fresh', 77) WHERE seq = 3",
        "UPDATE action SET verb = 'sent_back' WHERE seq = 5",
        "UPDATE action SET at = '2026-09-01T00:00:00' WHERE seq = 1",
    ],
)
def test_record_changed__breaks_the_chain(clerk: Clerk, sql: str) -> None:
    _tamper(clerk, sql)
    code, findings = _verify(clerk)
    assert code == 1
    assert "chain-broken" in {one["code"] for one in findings}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE action SET payload = '{}' WHERE seq = 3",
        "UPDATE action SET verb = 'undone' WHERE seq = 2",
    ],
)
def test_record_nobody_can_read__is_a_damaged_ledger(clerk: Clerk, sql: str) -> None:
    _tamper(clerk, sql)
    ran = clerk.run("verify", "--json", now=ROUND_TWO)
    assert (ran.code, ran.json["error"]["code"]) == (2, "ledger-damaged")


def test_return_smuggled_in__is_not_in_the_record(clerk: Clerk) -> None:
    _tamper(
        clerk,
        "INSERT INTO submission SELECT (SELECT max(id) + 1 FROM submission), 'f00d', form, "
        "version, subject, campaign, issue, '塞进来的.xlsx', received_at, received_by, places, "
        "arrival "
        "FROM submission WHERE subject = 'JC00'",
    )
    code, findings = _verify(clerk)
    assert code == 1
    assert {"return-not-recorded", "original-missing"} <= {one["code"] for one in findings}


def test_return_taken_away__is_still_in_the_record(clerk: Clerk) -> None:
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            ledger.execute(f'DROP TRIGGER "{name}"')
        wanted = "(SELECT id FROM submission WHERE subject = 'JC00')"
        for table in ("header", "risk_points", "posts"):
            ledger.execute(f"DELETE FROM declaration__{table} WHERE submission = {wanted}")  # noqa: S608
        ledger.execute("DELETE FROM submission WHERE subject = 'JC00'")
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"return-gone"}


def test_record_cut_off_at_its_end__is_found_by_the_anchor(clerk: Clerk) -> None:
    """Nothing inside the file shows it; the code printed on paper does."""
    printed = clerk.run("verify", "--json", now=ROUND_TWO).json["head"]
    assert _verify(clerk, "--anchor", printed[:16]) == (0, [])
    _tamper(clerk, "DELETE FROM action WHERE seq = (SELECT max(seq) FROM action)")
    assert _verify(clerk) == (0, [])
    code, findings = _verify(clerk, "--anchor", printed[:16])
    assert code == 1
    assert {one["code"] for one in findings} == {"anchor-unknown"}


def test_old_anchor__still_holds_after_more_was_done(clerk: Clerk) -> None:
    earlier = clerk.run("status", "--json", now=ROUND_TWO).json["head"]
    clerk.run("send", "--late", now=ROUND_TWO)
    spaced = " ".join(earlier[at : at + 4] for at in range(0, 32, 4))
    assert _verify(clerk, "--anchor", spaced) == (0, [])


def test_head__is_printed_on_every_report_and_receipt(clerk: Clerk) -> None:
    (report,) = (clerk.folder / "程序报告").glob("收件核对*.txt")
    printed = report.read_text("utf-8-sig").strip().splitlines()[-1].partition("：")[2]
    assert _verify(clerk, "--anchor", printed) == (0, [])
    clerk.run("send", "--late", now=ROUND_TWO)
    draft = clerk.folder / "退回/邮件草稿/JC00 主任办公会.eml"
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    body = message.get_body()
    assert body is not None
    told = re.search(r"台账校验码：([0-9a-f ]+)", body.get_content())
    assert told is not None
    assert _verify(clerk, "--anchor", told[1]) == (0, [])
