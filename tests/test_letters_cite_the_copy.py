"""What goes to a unit cites the marked copy it gets, and all that is counted is counted alike."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk
from support.followed_letter import followed, lines_of
from support.sample_office import have_office, resaved

from lzfx.forms.layout import FAULT_SHEET
from lzfx.ledger.codec import findings_of, findings_text
from lzfx.messages import catalogue, sentences_to_unit
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Spot, Where
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect
from lzfx.steps.send import send

UNIT = "KS08 信访与纪检监察室"
CLEAN = SAMPLE / "returns/第一轮/信访与纪检监察室 申报表 改2.xlsx"
POINTS, POSTS = "风险点", "岗位职责"
FIRST, LAST = 7, 20
"""The rows of its fourteen points, in the file as in a fresh form."""

Cells = dict[tuple[str, str], str | None]


def _book() -> Workbook:
    book = load_workbook(CLEAN)
    for sheet in book.worksheets:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
    return book


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Damage:
    """What happened to a return: cells rewritten, then blank rows before these rows of a sheet.

    A row `twice` stands a second time below the last.
    """

    cells: Cells
    before: tuple[tuple[str, int], ...] = ()
    twice: int = 0

    def done_to(self, book: Workbook) -> bytes:
        for (sheet, cell), text in self.cells.items():
            book[sheet][cell] = text
        if self.twice:
            for column, each in enumerate(book[POINTS][self.twice], start=1):
                book[POINTS].cell(LAST + 1, column).value = each.value
        for sheet, row in sorted(self.before, key=lambda one: -one[1]):
            book[sheet].insert_rows(row)
        return _bytes(book)


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a form went out to every unit."""
    return sample_clerk(tmp_path_factory.mktemp("copy") / "2026").folder


def _round(folder: Path, name: str, data: bytes, now: str) -> Any:  # noqa: ANN401 - the delivery
    (folder / "收件" / name).write_bytes(data)
    with open_session(folder, datetime.fromisoformat(now), "tester") as session:
        *_, done = collect(session)
        send(session, paper=True)
        (one,) = (each for each in done.deliveries if each.file == name)
    return one


def _letter(folder: Path) -> str:
    return (folder / f"退回/邮件草稿/{UNIT}.txt").read_text("utf-8-sig")


TWO_ON_ONE: Cells = {
    (POINTS, "Q9"): "三级", (POINTS, "L9"): "大", (POINTS, "M9"): "密切", (POINTS, "N9"): "大",
}  # fmt: skip
FAULTS: Cells = {(POINTS, "Q12"): "特级", (POINTS, "U15"): None}
FIXED: Cells = {(POSTS, "E5"): None, (POSTS, "E6"): "略"}
HEADER: Cells = {(POINTS, "N4"): None, (POINTS, "C5"): "九月三十一日"}

DAMAGES = {
    "a blank row": Damage(FAULTS, ((POINTS, 10),)),
    "the heading moved down": Damage(FAULTS | HEADER, ((POINTS, 1), (POINTS, 1))),
    "rows before the table": Damage(FAULTS, ((POINTS, 6), (POINTS, 6), (POINTS, FIRST))),
    "two findings on one cell": Damage(TWO_ON_ONE, ((POINTS, 8),)),
    "a row twice": Damage(FAULTS, ((POINTS, 11), (POINTS, 18)), twice=9),
    "a fixed table": Damage(FIXED, ((POSTS, 5), (POSTS, 1))),
    "all at once": Damage(
        FAULTS | HEADER | FIXED | TWO_ON_ONE, ((POINTS, 1), (POINTS, 13), (POSTS, 5)), twice=7
    ),
}


_NAMED_ROWS = 3


def _kind(one: Any) -> tuple[str, str]:  # noqa: ANN401 - a finding
    """What is told in one line of a letter, where it is said alike."""
    return one.code, one.spot.title


def _is_told_alike(folder: Path, one: Any) -> None:  # noqa: ANN401 - the delivery
    """The letter, the copy, the slip and the record have the same places and the same number."""
    told = [each for each in one.findings if each.severity is not Severity.ADVICE]
    letter = _letter(folder)
    cited = {(line.sheet, cell) for line in lines_of(letter) for cell in line.cells}
    assert cited == {(each.spot.sheet, each.spot.cell.text) for each in told}
    book = load_workbook(folder / "退回" / one.answer)
    for each in told:
        says, do = sentences_to_unit(each)
        comment = book[each.spot.sheet][each.spot.cell.text].comment
        assert says in comment.text
        assert do in comment.text
        alike = {one.spot.row for one in told if _kind(one) == _kind(each)}
        if each.spot.row and len(alike) <= _NAMED_ROWS:  # more are told as spans of numbers
            assert f"第{each.spot.row}行“{each.spot.name}”" in letter
        if each.spot.row:
            number = book[each.spot.sheet].cell(each.spot.cell.row, 1).value
            assert str(number) == str(each.spot.row)
    errors = f"有{one.errors}处需要改正" if one.errors else ""
    queries = f"有{one.queries}处请核实说明" if one.queries else ""
    assert "，".join(filter(None, (errors, queries))) in letter
    heads = [str(row[0].value) for row in book[FAULT_SHEET].iter_rows()]
    assert any(f"必须更正 {one.errors} 处　　请核实 {one.queries} 处" in head for head in heads)
    with pdfplumber.open(folder / f"退回/退回修改通知单/{UNIT}.pdf") as pdf:
        slip = re.sub(r"\s", "", pdf.pages[0].extract_text() or "")
    assert f"有下列{one.errors + one.queries}处" in slip
    shown = set(re.findall(r"（([A-Z]+[0-9]+)", slip))
    assert shown, "as many as fit on one page; the rest is counted"
    assert shown <= {cell for _, cell in cited}


@pytest.mark.parametrize("case", DAMAGES)
def test_letter__cites_the_copy_and_who_follows_it_is_taken_in(
    case: str, issued: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "2026"
    shutil.copytree(issued, folder)
    back = _round(folder, "一.xlsx", DAMAGES[case].done_to(_book()), ROUND_ONE)
    assert back.outcome == "sent_back"
    _is_told_alike(folder, back)
    again = followed(_letter(folder), folder / "退回" / back.answer, _book())
    assert _round(folder, "二.xlsx", again, ROUND_TWO).outcome == "accepted"


_BAD: Mapping[str, str | None] = {
    "Q": "特级",
    "U": None,
    "K": "违规轻微违规",
    "T": "同上",
    "N": None,
}


@settings(max_examples=5, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(sorted(_BAD)), st.integers(FIRST, LAST)), st.none(),
        min_size=1, max_size=5,
    ),
    st.lists(st.integers(1, LAST), max_size=4),
)  # fmt: skip
def test_letter__followed_cell_by_cell_whatever_rows_were_put_in(
    issued: Path, where: Iterable[tuple[str, int]], rows: list[int]
) -> None:
    cells = {(POINTS, f"{column}{row}"): _BAD[column] for column, row in where}
    damage = Damage(cells, tuple((POINTS, row) for row in rows if row not in range(3, 6)))
    folder = issued.parent / "law"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(issued, folder)
    back = _round(folder, "一.xlsx", damage.done_to(_book()), ROUND_ONE)
    assert back.outcome == "sent_back"
    _is_told_alike(folder, back)
    again = followed(_letter(folder), folder / "退回" / back.answer, _book())
    assert _round(folder, "二.xlsx", again, ROUND_TWO).outcome == "accepted"


@pytest.mark.skipif(not have_office(), reason="LibreOffice is not installed")
@pytest.mark.parametrize("save", ["office-xls", "office-ods"])
def test_letter__of_a_return_of_another_program_cites_the_copy(
    save: str, issued: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "2026"
    shutil.copytree(issued, folder)
    damaged = DAMAGES["all at once"].done_to(_book())
    data = resaved({"it": (damaged, save)})["it"]
    back = _round(folder, f"一.{save[-3:]}", data, ROUND_ONE)
    assert back.outcome == "sent_back"
    _is_told_alike(folder, back)
    again = followed(_letter(folder), folder / "退回" / back.answer, _book())
    assert _round(folder, "二.xlsx", again, ROUND_TWO).outcome == "accepted"


def test_letter__of_faulty_corrections_cites_the_copy_of_the_whole(
    issued: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "2026"
    shutil.copytree(issued, folder)
    assert _round(folder, "全.xlsx", CLEAN.read_bytes(), ROUND_ONE).outcome == "accepted"
    book = _book()
    for row in range(LAST, FIRST - 1, -1):
        if row in {10, 14}:
            book[POINTS][f"C{row}"] = "更正"
        else:
            book[POINTS].delete_rows(row)
    book[POINTS]["Q8"] = "特级"
    book[POINTS]["V7"] = "另附说明"
    back = _round(folder, "更正.xlsx", _bytes(book), ROUND_TWO)
    (fault,) = (one for one in back.findings if one.severity is Severity.ERROR)
    assert (fault.where.address, fault.spot.cell.text, fault.spot.row) == ("Q8", "Q14", 8)
    _is_told_alike(folder, back)
    again = followed(_letter(folder), folder / "退回" / back.answer, _book())
    assert _round(folder, "二.xlsx", again, "2026-09-19T10:00:00").outcome == "accepted"


def test_screen_and_record__give_both_places_and_one_number(issued: Path, tmp_path: Path) -> None:
    shutil.copytree(issued, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    damage = Damage(FAULTS | {(POINTS, "U16"): None}, ((POINTS, 10),))
    (clerk.folder / "收件/一.xlsx").write_bytes(damage.done_to(_book()))
    seen = clerk.run("collect")
    plain = re.sub(r"\s", "", seen.out)
    assert "必须更正3处，请核实0处" in plain
    for place in ("风险点Q13", "（Q12）", "风险点U16:U17", "（U15:U16）"):
        assert place in plain
    (report,) = clerk.folder.rglob("收件核对*.txt")
    assert "（Q12）" in re.sub(r"\s", "", report.read_text("utf-8-sig"))
    status = clerk.run("status", "--json").json
    (mine,) = (
        one["delivery"] for one in status["boards"][0]["subjects"] if one["subject"] == "KS08"
    )
    assert (mine["errors"], mine["queries"]) == (3, 0)
    (level,) = (one for one in mine["findings"] if one["params"].get("value") == "特级")
    assert level["where"]["cell"] == "Q13"
    assert (level["spot"]["sheet"], level["spot"]["cell"]) == (POINTS, "Q12")
    assert level["spot"]["row"] == 6


def test_history__of_a_return_counts_all_that_came_and_gives_both_places(
    issued: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "2026"
    shutil.copytree(issued, folder)
    damaged = Damage(FAULTS, ((POINTS, 10),)).done_to(_book())
    assert _round(folder, "一.xlsx", damaged, ROUND_ONE).outcome == "sent_back"
    assert _round(folder, "二.xlsx", CLEAN.read_bytes(), ROUND_TWO).outcome == "accepted"
    clerk = Clerk(folder)
    plain = re.sub(r"\s", "", clerk.run("why", "KS08", now=ROUND_TWO).out)
    assert "该单位先后报来2次" in plain
    assert "一.xlsx【退回】必须更正2处，请核实0处" in plain
    assert "风险点Q13" in plain
    assert "（Q12）" in plain
    (traced,) = clerk.run("why", "KS08", "--json", now=ROUND_TWO).json["returns"]
    assert [one["outcome"] for one in traced["returned"]] == ["sent_back", "accepted"]
    assert traced["returned"][0]["errors"] == 2


def test_stored__a_finding_keeps_its_spot_and_one_of_an_older_ledger_has_none() -> None:
    where = Where("表.xlsx", POINTS, Cell(13, 17))
    spot = Spot(POINTS, Cell(12, 17), 6, "收受礼品", "申报等级", "特级", {"row": 3})
    told = Finding("not-a-choice", where, {"title": "申报等级"}, Severity.ERROR, spot)
    plain = Finding("late", Where("表.xlsx"), {}, Severity.ADVICE)
    assert findings_of(findings_text((told, plain))) == (told, plain)
    old = json.dumps([["late", "advice", "表.xlsx", "", "", {}]])
    assert findings_of(old) == (plain,)


UNTRUE_OF_A_COPY = ("lzfx ", "取消隐藏", "来表第")


def test_sentences_to_a_unit__claim_nothing_that_is_not_so_of_the_copy() -> None:
    for code, entry in catalogue()["findings"].items():
        if not {"says_to_unit", "do_to_unit"} & entry.keys():
            continue
        text = entry.get("says_to_unit", entry["says"]) + entry.get("do_to_unit", entry["do"])
        assert not [part for part in UNTRUE_OF_A_COPY if part in text], code
        assert "请补回" not in text or "标记件" in text, code
