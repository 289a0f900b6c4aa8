"""Whatever is changed afterwards is found: originals, rows, the record of what was done."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from support.tampering import chained_anew, unguarded_file

from lzfx.session.tables_called import table_called


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
    """Change the ledger as somebody would who knows SQLite: the triggers go, and come back."""
    with unguarded_file(clerk.folder / "台账.db") as ledger:
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
    with unguarded_file(clerk.folder / "台账.db") as ledger:
        wanted = "(SELECT id FROM submission WHERE subject = 'JC00')"
        for table in ("header", "risk_points", "posts"):
            ledger.execute(f"DELETE FROM declaration__{table} WHERE submission = {wanted}")  # noqa: S608
        ledger.execute("DELETE FROM submission WHERE subject = 'JC00'")
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"return-gone", "ledger-row-gone"}


ROWS = {
    "outcome": ("delivery", "UPDATE delivery SET outcome = 'accepted' WHERE id = 1", "altered"),
    "findings": ("delivery", "UPDATE delivery SET findings = '[]' WHERE id = 2", "altered"),
    "late made on time": ("delivery", "UPDATE delivery SET at = '2026-08' WHERE id = 3", "altered"),
    "sender": ("delivery", "UPDATE delivery SET subject = 'KS05' WHERE id = 3", "altered"),
    "delivery gone": ("delivery", "DELETE FROM delivery WHERE id = 4", "gone"),
    "delivery slipped in": (
        "delivery",
        (
            "INSERT INTO delivery SELECT NULL, 'f00d', basis, at, file, outcome, form, subject, "
            "answer, findings, issue FROM delivery WHERE id = 4"
        ),
        "added",
    ),
    "number of a point": ("point_id", "UPDATE point_id SET id = 'X-1' WHERE seq = 1", "altered"),
    "wording of a point": ("point_id", "UPDATE point_id SET name = '甲' WHERE seq = 2", "altered"),
    "point gone": ("point_id", "DELETE FROM point_id WHERE seq = 5", "gone"),
    "day of an issue": ("issue", "UPDATE issue SET at = '2026-01' WHERE rowid = 1", "altered"),
    "prefilled": (
        "issue",
        "UPDATE issue SET filling = replace(filling, '1', '2') WHERE rowid = 2",
        "altered",
    ),
    "issue gone": ("issue", "DELETE FROM issue WHERE rowid = 3", "gone"),
    "received": (
        "submission",
        "UPDATE submission SET received_at = '2026' WHERE id = 2",
        "altered",
    ),
    "receiver": ("submission", "UPDATE submission SET received_by = '甲' WHERE id = 2", "altered"),
    "arrival": ("submission", "UPDATE submission SET arrival = 1 WHERE id = 3", "altered"),
    "key": ("secret", "UPDATE secret SET value = x'00'", "altered"),
    "form": (
        "form_version",
        "UPDATE form_version SET definition = replace(definition, '风险', '凤险') WHERE rowid = 1",
        "altered",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_row_changed__is_named_by_its_table_and_number(clerk: Clerk, name: str) -> None:
    """What no original shows, the seals do; where they are made anew, the code on paper does."""
    printed = clerk.run("status", "--json", now=ROUND_TWO).json["head"]
    table, sql, what = ROWS[name]
    with unguarded_file(clerk.folder / "台账.db") as ledger:
        before = rows_of(ledger, table)
        assert ledger.execute(sql).rowcount == 1
        ((row, _),) = (before - rows_of(ledger, table)) or (rows_of(ledger, table) - before)
    code, findings = _verify(clerk)
    told = {(one["code"], one["params"].get("table"), one["params"].get("row")) for one in findings}
    assert code == 1
    assert (f"ledger-row-{what}", table_called(table), row) in told
    with unguarded_file(clerk.folder / "台账.db") as ledger:
        chained_anew(ledger)
    for folder in ("台账副本", "程序报告", "退回", "发出"):
        shutil.rmtree(clerk.folder / folder)
        (clerk.folder / folder).mkdir()
    codes = {one["code"] for one in _verify(clerk)[1]}
    assert not {one for one in codes if one.startswith(("ledger-row", "chain"))}
    assert "anchor-unknown" in {one["code"] for one in _verify(clerk, "--anchor", printed)[1]}


def rows_of(ledger: sqlite3.Connection, table: str) -> set[tuple[int, tuple[object, ...]]]:
    """Every row of a table behind its number."""
    found = ledger.execute(f"SELECT rowid, * FROM {table}")  # noqa: S608 - one of ours
    return {(row[0], tuple(row[1:])) for row in found}


def test_chain_made_anew__is_told_by_copies_backups_reports_and_letters(clerk: Clerk) -> None:
    """No code has to be typed as long as one of the files with an older one is still there."""
    clerk.run("send", "--late", now=ROUND_TWO)
    clerk.run("backup", now=ROUND_TWO)
    assert _verify(clerk) == (0, [])
    with unguarded_file(clerk.folder / "台账.db") as ledger:
        ledger.execute("UPDATE action SET by = '别人' WHERE seq = 2")
        chained_anew(ledger)
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"anchor-of-file-unknown"}
    files = {one["where"]["file"].partition("/")[0] for one in findings}
    assert files == {"台账副本", "归档", "程序报告", "退回"}


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ("DROP TRIGGER delivery_no_update", "delivery_no_update"),
        ("DROP TRIGGER action_no_delete", "action_no_delete"),
        ("DROP INDEX delivery_of", "delivery_of"),
        ("DROP VIEW current_submission", "current_submission"),
        ("CREATE TABLE beside (note TEXT)", "beside"),
        (
            "CREATE TRIGGER quiet AFTER INSERT ON delivery BEGIN SELECT RAISE(IGNORE); END",
            "quiet",
        ),
    ],
)
def test_schema_changed__is_named(clerk: Clerk, sql: str, name: str) -> None:
    with closing(sqlite3.connect(clerk.folder / "台账.db", isolation_level=None)) as ledger:
        ledger.execute(sql)
    told = [(one["code"], one["params"]["value"]) for one in _verify(clerk)[1]]
    assert ("ledger-schema", name) in told


@pytest.mark.parametrize("typed", ["0", "0a1b 2c3d", "a"])
def test_code_typed_in_part__is_not_enough(clerk: Clerk, typed: str) -> None:
    code, findings = _verify(clerk, "--anchor", typed)
    assert code == 1
    assert [one["code"] for one in findings] == ["anchor-short"]


def test_record_cut_off_at_its_end__is_found_by_the_code(clerk: Clerk) -> None:
    """Nothing inside the file shows it; the code on paper does, and what lies beside the file."""
    printed = clerk.run("verify", "--json", now=ROUND_TWO).json["head"]
    assert _verify(clerk, "--anchor", printed[:32]) == (0, [])
    _tamper(clerk, "DELETE FROM action WHERE seq = (SELECT max(seq) FROM action)")
    code, findings = _verify(clerk)
    assert code == 1
    assert {one["code"] for one in findings} == {"anchor-of-file-unknown"}
    _, findings = _verify(clerk, "--anchor", printed[:32])
    assert {one["code"] for one in findings} == {"anchor-unknown", "anchor-of-file-unknown"}


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
