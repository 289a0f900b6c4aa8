"""A file in 成果 that a person edited is kept, said, and its cells are named."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk

ACCEPTED = "第一轮/苇渡街道计生办申报表（盖章版）.xlsx"
TABLE = "风险点主表.xlsx"


def _merged(folder: Path) -> Clerk:
    clerk = sample_clerk(folder)
    clerk.deliver(ACCEPTED)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    assert clerk.run("merge", now=ROUND_ONE).code == 0
    return clerk


def _edit(path: Path, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell] = value
    book.save(path)


def _codes(kept: list[dict[str, object]]) -> list[object]:
    return [one["code"] for one in kept]


def test_merge__keeps_an_edited_table_and_names_the_cells(tmp_path: Path) -> None:
    clerk = _merged(tmp_path / "w")
    path = clerk.folder / "成果" / TABLE
    again = clerk.run("merge", "--json", now=ROUND_ONE).json
    assert (again["kept"], clerk.files("成果")) == ([], [TABLE])  # our own file is no edited one
    _edit(path, "B6", "手改的一格")
    edited = path.read_bytes()
    done = clerk.run("merge", "--json", now=ROUND_TWO).json
    copy = "风险点主表（手改稿 2026-09-18 100000）.xlsx"
    assert _codes(done["kept"]) == ["output-edited", "output-cell-edited"]
    assert done["kept"][0]["params"] == {"value": TABLE, "copy": copy}
    cell = done["kept"][1]
    assert cell["params"]["value"] == "手改的一格"
    assert cell["where"] == {"file": TABLE, "sheet": "主表", "cell": "B6"}
    assert (clerk.folder / "成果" / copy).read_bytes() == edited
    assert path.read_bytes() != edited
    assert clerk.run("merge", "--json", now=ROUND_TWO).json["kept"] == []


def test_merge__tells_on_the_screen(tmp_path: Path) -> None:
    clerk = _merged(tmp_path / "w")
    _edit(clerk.folder / "成果" / TABLE, "B6", "手改的一格")
    shown = clerk.run("merge", now=ROUND_TWO).out
    for words in ("在上次写出以后被人改", "B6", "手改稿里这一格是“手改的一格”"):
        assert words in shown


def test_table__keeps_an_edited_csv(tmp_path: Path) -> None:
    clerk = _merged(tmp_path / "w")
    assert clerk.run("table", "declaration", now=ROUND_ONE).code == 0
    tables = [clerk.folder / "成果" / name for name in clerk.files("成果")]
    path = next(
        one for one in tables if one.suffix == ".csv" and "渔户" in one.read_text("utf-8-sig")
    )
    assert clerk.run("table", "declaration", "--json", now=ROUND_ONE).json["kept"] == []
    text = path.read_text("utf-8-sig")
    path.write_text(text.replace("苇渡街道计生办", "某街道", 1), "utf-8-sig")
    done = clerk.run("table", "declaration", "--json", now=ROUND_TWO).json
    assert _codes(done["kept"]) == ["output-edited", "output-cell-edited"]
    assert done["kept"][1]["params"] == {"value": "某街道", "expected": "苇渡街道计生办"}
    assert any("手改稿" in name for name in clerk.files("成果"))
