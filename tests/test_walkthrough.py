"""One whole campaign through the command line, and what the clerk sees of it."""

from __future__ import annotations

import hashlib
import io
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, sample_clerk, sample_workspace

TABLES = ("submission", "declaration__header", "declaration__risk_points", "declaration__posts")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign after both rounds, merged; tests of this module only look at it."""
    clerk = sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")
    clerk.deliver("第一轮")
    first = clerk.run("collect", now=ROUND_ONE)
    assert first.code == 1, first.out + first.err
    assert clerk.run("send", now=ROUND_ONE).code == 0
    clerk.deliver("第二轮")
    second = clerk.run("collect", now=ROUND_TWO)
    assert second.code == 0, second.out + second.err
    assert clerk.run("merge", now=ROUND_TWO).code == 0
    return clerk


def _dump(clerk: Clerk) -> dict[str, list[tuple[object, ...]]]:
    """What was taken in, without the numbers of returns, which depend on their order."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        sha = dict(ledger.execute("SELECT id, sha256 FROM submission"))
        found = {}
        for table in TABLES:
            rows = ledger.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our names
            key = (lambda row: row[1:2] + row[2:8]) if table == "submission" else None
            found[table] = sorted(
                (key(row) if key else (sha[row[0]], *row[1:]) for row in rows), key=repr
            )
        return found


def test_issue__one_workbook_for_each_unit(campaign: Clerk) -> None:
    issued = [name for name in campaign.files("发出") if name.endswith(".xlsx")]
    assert len(issued) == 21
    assert "KS03 规划统计科 岗位廉政风险等级划分申报表.xlsx" in issued


def test_collect__same_files_again_change_nothing(campaign: Clerk) -> None:
    before = _dump(campaign)
    again = campaign.run("collect", "--json", now=ROUND_TWO)
    assert (again.code, again.json["deliveries"]) == (0, [])
    assert _dump(campaign) == before


def test_collect__originals_are_kept_byte_for_byte(campaign: Clerk) -> None:
    for name in campaign.files("原件"):
        data = (campaign.folder / "原件" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == Path(name).name
    with sqlite3.connect(campaign.folder / "台账.db") as ledger:
        taken = {row[0] for row in ledger.execute("SELECT sha256 FROM submission")}
    kept = {Path(name).name for name in campaign.files("原件")}
    assert taken <= kept


def test_collect__answers_of_corrected_returns_are_put_aside(campaign: Clerk) -> None:
    open_ones = [name for name in campaign.files("退回") if "/" not in name]
    assert open_ones == []
    assert len([n for n in campaign.files("退回") if n.startswith("已改好/")]) >= 12


def test_send__one_draft_for_each_return(campaign: Clerk) -> None:
    replies = [name for name in campaign.files("退回") if name.endswith(".eml")]
    of_one = [name for name in replies if name.startswith("邮件草稿/KS02 政策法规科")]
    assert len(of_one) == 2, "its return is sent back, and the web page it sent as well is answered"
    assert "邮件草稿/发信清单.html" in campaign.files("退回")


def test_status__all_merged_and_the_next_command(campaign: Clerk) -> None:
    seen = campaign.run("status", "--json", now=ROUND_TWO).json
    assert {one["state"] for one in seen["boards"][0]["subjects"]} == {"merged"}
    assert seen["next"] == "publish"
    shown = campaign.run(now=ROUND_TWO)
    assert "下一步：lzfx publish 一览表" in shown.out


def test_grade__every_level_has_its_reason(campaign: Clerk) -> None:
    grades = campaign.run("grade", "--json", now=ROUND_TWO).json
    assert len(grades["lines"]) == 279
    assert all(line["because"].endswith("。") for line in grades["lines"])
    assert all(line["monitor"] for line in grades["lines"])
    differing = [line["point_id"] for line in grades["lines"] if line["differs"]]
    assert len(differing) == 7


def test_why__names_file_sheet_and_cell(campaign: Clerk) -> None:
    point = campaign.run("why", "KS02-001", "--json", now=ROUND_TWO).json
    assert point["file"] == "第二轮/政策法规科（改）.xlsx"
    cells = {value["title"]: value["cell"] for value in point["values"]}
    assert cells["风险点名称"] == "I7"
    assert (campaign.folder / point["original"]).is_file()


def test_why__unknown_point_is_one_sentence(campaign: Clerk) -> None:
    ran = campaign.run("why", "KS99-001")
    assert ran.code == 2
    assert "KS99-001" in ran.err
    assert ran.err.count("\n") == 1


def test_collect__order_of_files_does_not_matter(campaign: Clerk, tmp_path: Path) -> None:
    other = sample_clerk(tmp_path / "2026")
    other.deliver("第二轮", "第一轮")
    other.run("collect", now=ROUND_TWO)
    mine, theirs = _dump(campaign), _dump(other)
    assert [row[1] for row in mine["declaration__risk_points"]] == [
        row[1] for row in theirs["declaration__risk_points"]
    ]


def test_collect__newer_return_replaces_older_and_both_are_kept(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    newer = _edited(
        clerk.folder / "收件/第一轮/主任办公会申报表.xlsx",
        "J8",
        "讨论人选时先统一口径再表决，反对意见不记录",
    )
    (clerk.folder / "收件/主任办公会 更正.xlsx").write_bytes(newer)
    ran = clerk.run("collect", "--json", now=ROUND_TWO)
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "accepted"
    assert "replaces-earlier" in {finding["code"] for finding in one["findings"]}
    clerk.run("merge", now=ROUND_TWO)
    why = clerk.run("why", "JC00-002", "--json", now=ROUND_TWO).json
    assert why["file"] == "主任办公会 更正.xlsx"
    assert [version["file"] for version in why["versions"]] == [
        "第一轮/主任办公会申报表.xlsx",
        "主任办公会 更正.xlsx",
    ]


def test_merge__numbers_stay_with_their_points(tmp_path: Path) -> None:
    """A row put in before the others gets a new number; the others keep theirs."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("merge", now=ROUND_ONE)
    before = {
        line["name"]: line["point_id"]
        for line in clerk.run("grade", "--json", now=ROUND_ONE).json["lines"]
    }
    moved = _first_row_last(clerk.folder / "收件/第一轮/主任办公会申报表.xlsx")
    (clerk.folder / "收件/主任办公会 调序.xlsx").write_bytes(moved)
    assert clerk.run("collect", now=ROUND_TWO).code == 0
    clerk.run("merge", now=ROUND_TWO)
    lines = clerk.run("grade", "--json", now=ROUND_TWO).json["lines"]
    assert {line["name"]: line["point_id"] for line in lines} == before


def _edited(path: Path, cell: str, text: str) -> bytes:
    """The workbook with one text cell of its table changed, as somebody would in a program."""
    book = load_workbook(path)
    book["风险点"][cell] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _first_row_last(path: Path) -> bytes:
    """The workbook with its first row of answers moved below the last."""
    book = load_workbook(path)
    sheet = book["风险点"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "序号")
    rows = [
        [sheet.cell(row, column).value for column in range(2, sheet.max_column + 1)]
        for row in range(head + 1, sheet.max_row + 1)
    ]
    filled = [row for row in rows if any(row)]
    for number, row in enumerate((*filled[1:], filled[0])):
        for column, value in enumerate(row, start=2):
            sheet.cell(head + 1 + number, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_issue__again_without_changes_keeps_the_number(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    again = clerk.run("issue", "--json", now=ROUND_ONE).json
    assert {(one["number"], one["new"]) for one in again["files"]} == {(1, False)}


def test_issue__per_post(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    made = clerk.run("issue", "--per", "post", "--only", "KS03-P1", "--json", now=ISSUED).json
    (one,) = made["files"]
    assert one["subject"] == "KS03-P1"
    assert (clerk.folder / "发出" / one["file"]).is_file()


def test_next_year__takes_points_over_and_asks_for_each(campaign: Clerk, tmp_path: Path) -> None:
    started = Clerk(tmp_path).run(
        "init", "2027", "--after", str(campaign.folder), "--json", now="2027-08-01T09:00:00"
    )
    assert started.code == 0, started.err
    assert started.json["inherited"] == 279
    clerk = Clerk(tmp_path / "2027")
    issued = clerk.run("issue", "--json", now="2027-08-21T09:00:00").json
    points = {one["subject"]: one["rows"] for one in issued["files"]}
    assert points["KS03"] == 14
    assert sum(points.values()) == 279


def test_collect__dry_run_writes_nothing(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮")
    before = {name: (clerk.folder / name).read_bytes() for name in clerk.files(".")}
    assert clerk.run("collect", "--dry-run").code == 1
    assert {name: (clerk.folder / name).read_bytes() for name in clerk.files(".")} == before


def test_gbk_console__everything_can_be_printed(campaign: Clerk) -> None:
    for words in (["status"], ["grade", "--all"], ["why", "KS03-001"], ["collect", "--again"]):
        ran = campaign.run_apart(
            *words, now=ROUND_TWO, PYTHONUTF8="0", PYTHONIOENCODING="gbk:strict"
        )
        assert ran.code in {0, 1, 3}, ran.err
        assert "?" not in ran.out.replace("?.", "")


def test_issue__rules_as_many_rows_as_the_settings_say(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    settings = clerk.folder / "lzfx.toml"
    text = settings.read_text("utf-8").replace("ruled_rows = 60", "ruled_rows = 25")
    settings.write_text(text, "utf-8")
    (clerk.folder / "发出/JC00 主任办公会 岗位廉政风险等级划分申报表.xlsx").unlink()
    clerk.run("issue", "--only", "JC00", now=ISSUED)
    (name,) = (name for name in clerk.files("发出") if name.startswith("JC00"))
    sheet = load_workbook(clerk.folder / "发出" / name)["风险点"]
    numbers = [row[0].value for row in sheet.iter_rows(max_col=1) if isinstance(row[0].value, int)]
    assert numbers == list(range(1, 26))
