"""A second edition on other offices: revised after approval, approved, compared, taken back.

The office with all its units, and a hospital that calls its fields, levels and bodies otherwise.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import Clerk
from support.printed_pages import page_texts
from support.revisions import Row, revised, revision

from lzfx.cli.demo import play, sample
from lzfx.forms.lists import REVISED_FIELDS
from lzfx.model.risk import Graded
from lzfx.session.master import graded_master
from lzfx.session.opening import open_session

ADDED = "另由两人核对。"
SOMEBODY = "另行指定的人"


@dataclass(frozen=True)
class Approved:
    """An office whose first edition is in effect, and its points as they are in it."""

    clerk: Clerk
    began: datetime
    points: tuple[Graded, ...]
    fields: Mapping[str, str]
    levels: Mapping[str, str]

    def at(self, days: int) -> str:
        """A moment some days later."""
        return (self.began + timedelta(days=days)).isoformat()

    def said(self, days: int, *words: str) -> dict[str, Any]:
        """What a command says as data; it must succeed."""
        done = self.clerk.run(*words, "--json", now=self.at(days))
        assert done.code == 0, done.out + done.err
        return dict(done.json)

    def printed(self, days: int, name: str, *more: str) -> tuple[dict[str, Any], str, list[Row]]:
        """What a print says of itself, the text of its pages, the cells of its workbook."""
        told = self.said(days, "publish", name, "--fonts", "bundled", *more)
        files = {Path(one).suffix: Path(one) for one in told["files"]}
        text = "".join("".join(page_texts(files[".pdf"].read_bytes())).split())
        sheets = load_workbook(files[".xlsx"]).worksheets if ".xlsx" in files else []
        return told, text, [row for sheet in sheets for row in _rows(sheet.values)]

    def revisions(self) -> dict[str, str]:
        """The edition of each revision by its number, as the register says it."""
        rows = self.printed(9, "修订记录表")[2]
        return {one["修订号"]: one["生效版本"] for one in rows if "修" in one.get("修订号", "")}


def _rows(lines: Any) -> list[Row]:  # noqa: ANN401 - the values of a sheet
    """The rows of the tables of a sheet, by their heads without gaps."""
    head: list[str] = []
    found: list[Row] = []
    for line in lines:
        texts = ["".join(str(cell or "").split()) for cell in line]
        if "序号" in texts:
            head = texts
        elif head:
            found.append(dict(zip(head, texts, strict=False)))
    return found


@pytest.fixture(scope="module", params=["", "hospital"], ids=["sample", "hospital"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Approved:
    """The office after its year: an edition was approved, and the form for revisions is out."""
    root = tmp_path_factory.mktemp("editions") / "2026"
    plan = sample(request.param or None)
    with contextlib.redirect_stdout(io.StringIO()):
        play(root, plan)
    began = plan.rounds[-1].played_on.replace(tzinfo=None) + timedelta(days=30)
    with open_session(root, began, "测试") as session:
        graded = graded_master(session).master.graded
        fields, levels = session.labels[REVISED_FIELDS], session.labels["declared_level"]
    made = Approved(Clerk(root), began, graded, fields, levels)
    made.said(0, "issue", "revisions", "--late")
    return made


def _name(one: Graded) -> str:
    return str(one.point.values["name"])


def _revise(office: Approved) -> tuple[Graded, Graded, Graded, Graded]:
    """A text, a level, a whole point and a responsible party, called as this office calls them."""
    text, level, gone, party = office.points[1:5]
    said, day = office.fields, office.at(1)[:10]
    lower = str(max(map(int, office.levels))) if level.level == 1 else "1"
    before = str(text.point.values["measures"])
    rows = (
        (text, "measures", before, f"{before}{ADDED}"),
        (level, "level", level.level, lower),
        (gone, "whole", gone.point.values["name"], "撤销"),
        (party, "responsible", party.point.values["responsible"], SOMEBODY),
    )
    (file,) = (one for one in office.clerk.files("发出") if "修订记录表" in one)
    taken = revised(
        office.clerk,
        *(
            revision(at, one.point.point_id, said[field], str(old), str(new), 批准日期=day)
            for at, (one, field, old, new) in enumerate(rows, start=1)
        ),
        file=file,
        now=office.at(1),
    )
    assert (taken["outcome"], taken["findings"]) == ("accepted", [])
    return text, level, gone, party


def test_second_edition__is_revised_approved_compared_and_taken_back(office: Approved) -> None:
    first, said, _ = office.printed(0, "手册印发通知")
    assert first["edition"] == 1
    assert "第1版" in said
    text, level, gone, party = _revise(office)
    _, said, rows = office.printed(2, "版本对照表")
    assert "第1版与现在比较" in said
    _compared(office, rows, (text, level, gone, party))
    assert set(office.revisions().values()) == {"尚未生效"}
    # The draft of the next edition is asked for; the edition itself is as it was.
    assert _name(gone) in office.printed(2, "一览表")[1]
    assert _name(gone) not in office.printed(2, "一览表", "--draft")[1]
    words = ("approve", "--paper", "示例纪要2号", "--on", office.at(3)[:10])
    assert office.said(3, *words)["edition"] == 2
    _, said, rows = office.printed(4, "版本对照表")
    assert "第1版与第2版比较" in said
    _compared(office, rows, (text, level, gone, party))
    assert set(office.revisions().values()) == {"第2版"}
    letter, said, _ = office.printed(4, "手册印发通知")
    assert (letter["edition"], letter["points"]) == (2, len(office.points) - 1)
    assert "第1版同时停止使用" in said
    assert [one["code"] for one in letter["remarks"]] == ["edition-letter-number"]
    book = office.printed(4, "工作手册")[1]
    assert ADDED in book
    assert SOMEBODY in office.printed(4, "一览表")[1]
    assert _name(gone) not in book
    _taken_back(office, gone)


def _compared(office: Approved, rows: list[Row], changed: tuple[Graded, ...]) -> None:
    """Each change stands in the table, in the office's own words, and no other point does."""
    text, level, gone, party = changed
    by_id = {one["编号"]: one for one in rows if one.get("编号")}
    assert by_id.keys() == {one.point.point_id for one in changed}
    assert by_id[gone.point.point_id]["等级"] == office.levels[str(gone.level)]
    raised = by_id[level.point.point_id]
    assert raised["原等级"] == office.levels[str(level.level)]
    assert raised["现等级"] != raised["原等级"]
    assert by_id[text.point.point_id]["栏目"] == office.fields["measures"]
    assert by_id[text.point.point_id]["改后"].endswith(ADDED)
    told = by_id[party.point.point_id]
    assert (told["栏目"], told["改后"]) == (office.fields["responsible"], SOMEBODY)


def _taken_back(office: Approved, gone: Graded) -> None:
    """The approval was a mistake: the first edition is in effect again, with its own letter."""
    ran = office.clerk.run("approve", "--undo", "--why", "记错了", now=office.at(5))
    assert "现在按第1版印" in ran.out.replace("\n", ""), ran.out
    assert set(office.revisions().values()) == {"尚未生效"}
    letter, said, _ = office.printed(5, "手册印发通知")
    assert (letter["edition"], letter["differs"], letter["remarks"]) == (1, True, [])
    assert "停止使用" not in said
    assert _name(gone) in office.printed(5, "工作手册")[1]
    assert "第1版与现在比较" in office.printed(5, "版本对照表")[1]
    assert office.clerk.run("verify", now=office.at(5)).code == 0
