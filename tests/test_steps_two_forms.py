"""Two forms go out to every unit: what comes back of one is nothing to the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, sample_clerk

from lzfx.forms.layout import REQUIRED_MARK

CLEAN = "第一轮/主任办公会申报表.xlsx"
TRAINING = """\
name = "training"
version = 1
title = "警示教育记录表"

[[header]]
name = "unit_code"
title = "单位编号"
kind = "code"
prefill = true
locked = true

[[header]]
name = "filler"
title = "填报人"
kind = "line"
required = true

[[table]]
name = "sessions"
sheet = "教育记录"
ready = 20
key = ["topic"]

[[table.field]]
name = "topic"
title = "主题"
kind = "line"
required = true

[[table.field]]
name = "people"
title = "参加人数"
kind = "integer"
required = true
"""


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A clerk who has issued both forms."""
    clerk = sample_clerk(tmp_path / "2026")
    own = clerk.folder / "form_templates/forms/training.toml"
    own.parent.mkdir(parents=True)
    own.write_text(TRAINING, "utf-8")
    done = clerk.run("issue", "training", now=ISSUED)
    assert done.code == 0, done.err
    return clerk


def _session(clerk: Clerk, name: str, people: str) -> None:
    """The unit of the clean return answers the other form."""
    (form,) = (clerk.folder / "发出").glob("JC00*警示教育记录表.xlsx")
    book = load_workbook(form)
    sheet = book["教育记录"]
    heading = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == f"{REQUIRED_MARK}主题"
    )
    label = next(
        cell for row in sheet.iter_rows() for cell in row if cell.value == f"{REQUIRED_MARK}填报人"
    )
    merged = next((area for area in sheet.merged_cells.ranges if label.coordinate in area), None)
    sheet.cell(label.row, (merged.max_col if merged else label.column) + 1, "苏晚吟")
    sheet.cell(heading.row + 1, heading.column, "典型案例剖析")
    sheet.cell(heading.row + 1, heading.column + 1, people)
    book.save(clerk.folder / "收件" / name)


def _collected(clerk: Clerk, now: str = ROUND_ONE) -> dict[str, tuple[str, list[str]]]:
    found: list[dict[str, Any]] = clerk.run("collect", "--json", now=now).json["deliveries"]
    return {
        one["file"]: (one["outcome"], [finding["code"] for finding in one["findings"]])
        for one in found
    }


def test_in_one_run__no_conflict_between_them(clerk: Clerk) -> None:
    _session(clerk, "教育.xlsx", "12")
    clerk.deliver(CLEAN)
    found = _collected(clerk)
    assert {file: outcome for file, (outcome, _) in found.items()} == {
        "教育.xlsx": "accepted", CLEAN: "accepted",
    }  # fmt: skip
    assert not {"conflict", "replaces-earlier"} & {c for _, said in found.values() for c in said}


def test_one_after_the_other__neither_replaces_the_other_but_each_its_own(clerk: Clerk) -> None:
    _session(clerk, "教育.xlsx", "12")
    assert _collected(clerk)["教育.xlsx"][0] == "accepted"
    clerk.deliver(CLEAN)
    outcome, said = _collected(clerk)[CLEAN]
    assert (outcome, {"replaces-earlier", "changed-since"} & set(said)) == ("accepted", set())
    _session(clerk, "教育二.xlsx", "15")
    outcome, said = _collected(clerk, ROUND_TWO)["教育二.xlsx"]
    assert outcome == "accepted"
    assert {"replaces-earlier", "changed-since"} <= set(said)
    for command in ("verify", "rebuild"):
        ran = clerk.run(command, now=ROUND_TWO)
        assert ran.code == 0, ran.out


def test_faulty__its_marked_copy_stays_when_the_other_form_is_taken_in(clerk: Clerk) -> None:
    _session(clerk, "教育.xlsx", "许多")
    assert _collected(clerk)["教育.xlsx"][0] == "sent_back"
    clerk.deliver(CLEAN)
    assert _collected(clerk)[CLEAN][0] == "accepted"
    assert [name for name in clerk.files("退回") if "警示教育记录表 需更正" in name] == [
        "JC00 主任办公会 警示教育记录表 需更正.xlsx"
    ]
