"""A form of single cells alone: written, found wherever its cells stand, sent back, compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.addresses import at
from support.form_reference import reference
from support.odd_forms import odd_form
from support.risk_examples import CAMPAIGN, ROSTER
from support.workbook_dump import dump
from support.workbook_examples import ABOUT, KEY

from lzfx.checks.boilerplate import boilerplate_findings
from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.partial import As, Past, judged
from lzfx.checks.versions import differences
from lzfx.forms.characters import tidy
from lzfx.forms.consistency import inconsistencies
from lzfx.forms.layout import FAULT_SHEET, HEADER_WIDTHS, header_spots, marked_title
from lzfx.forms.stamp import seal, short_code
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.filling import Filling, Remark
from lzfx.model.finding import Where
from lzfx.model.submission import RawSubmission, Stamp
from lzfx.workbook.blank import build
from lzfx.workbook.boilerplate import boilerplate_of
from lzfx.workbook.bulk_writer import BulkWriter
from lzfx.workbook.marked import build_marked
from lzfx.workbook.refill import refill
from lzfx.workbook.spots import remarks_of

FORM = odd_form("duty_office")
STAMP = Stamp(FORM.name, 1, "KS01", "2026")
OFFICE_FILLED = {"unit_code": "KS01", "unit_name": "综合科"}
ANSWERS = {
    "filler": "苏晚吟",
    "filed_on": "2026-09-08",
    "windows": "3",
    "shift": "双人值守",
    "arrangement": "工作日两人一班，午间不断岗。",
}
ISSUED = Filling(OFFICE_FILLED, {}, {}, seal(STAMP, KEY), short_code(STAMP, KEY))
FILLED = replace(ISSUED, header={**OFFICE_FILLED, **ANSWERS})
HEADED = replace(ABOUT, heading=f"某某区委员会2026年度{FORM.title}")
Grid = Mapping[tuple[int, int], str | int]
Merge = tuple[int, int, int, int]


def _sheet(grid: Grid, name: str = "值守情况", merges: tuple[Merge, ...] = ()) -> RawSheet:
    cells = tuple(
        RawCell(row, column, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, value)
        for (row, column), value in sorted(grid.items())
    )
    return RawSheet(name, visible=True, cells=cells, merges=merges)


def _located(*sheets: RawSheet) -> RawSubmission:
    book = RawBook("xlsx", sheets)
    return locate(book, FORM, file="来件.xlsx", sha256="", stamp=STAMP)


def _values(found: RawSubmission) -> dict[str, object]:
    return {name: cell.value for name, cell in found.header.items()}


def _said(found: RawSubmission | Checked) -> list[tuple[str, str]]:
    return [(one.code, one.where.address) for one in found.findings]


def _known() -> Known:
    return Known(
        campaign=CAMPAIGN,
        roster=ROSTER,
        received_on=CAMPAIGN.deadline,
        issued=ISSUED,
    )


LINES = (
    ("单位编号", "KS01"),
    ("单位名称", "综合科"),
    ("填报人", "苏晚吟"),
    ("填报日期", "2026-09-08"),
    ("窗口数", "3"),
    ("值守方式", "双人值守"),
    ("值守安排", "工作日两人一班。"),
    ("备注", "无"),
)
"""The form as somebody copied it: a label and its value in every line."""


def _lines(
    first: int = 1, lines: tuple[tuple[str, str], ...] = LINES
) -> dict[tuple[int, int], str]:
    return {
        (row, column): text
        for row, pair in enumerate(lines, start=first)
        for column, text in enumerate(pair, start=1)
    }


def test_law__every_field_has_its_place_in_the_grid() -> None:
    seen: set[tuple[int, int]] = set()
    for name, spot in header_spots(FORM).items():
        for span in (spot.label, spot.value):
            cells = {(span.row, column) for column in range(span.first, span.last + 1)}
            assert cells
            assert not cells & seen
            seen |= cells
        long = next(spec for spec in FORM.header if spec.name == name).kind == "text"
        assert not long or (spot.label.first, spot.value.last) == (1, len(HEADER_WIDTHS))
    assert max(column for _, column in seen) == len(HEADER_WIDTHS)


def test_a_long_text__begins_a_row_of_its_own_wherever_it_comes() -> None:
    fields = {spec.name: spec for spec in FORM.header}
    mixed = FORM.model_copy(update={"header": (fields["filler"], fields["arrangement"])})
    spots = header_spots(mixed)
    assert spots["arrangement"].label.cell == "A4"
    assert spots["arrangement"].value.area == "B4:D4"


def test_build__one_sheet_of_answers_with_counter_code_and_open_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(FORM, ISSUED, HEADED)))
    assert book.sheetnames == ["填报说明", "值守情况", "填写示例", "_lists", "_lzfx"]
    sheet = book["值守情况"]
    spots = header_spots(FORM)
    for spec in FORM.header:
        assert sheet[spots[spec.name].label.cell].value == marked_title(spec)
        assert sheet[spots[spec.name].value.cell].protection.locked == spec.locked
    assert f"表单编码：{ISSUED.code}" in [cell.value for cell in sheet[2]]
    needed = sum(spec.required for spec in FORM.header)
    assert f"<v>{needed}</v>" in _member(build(FORM, ISSUED, HEADED))
    assert f"<v>{needed}</v>" not in _member(build(FORM, FILLED, HEADED))
    assert sheet.auto_filter.ref is None
    assert sheet.print_title_rows is None
    titles = [cell.value for cell in book["填写示例"]["A"]]
    assert "“值守情况”页" in titles


def _member(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet2.xml").decode()


def test_press__prints_what_build_gives() -> None:
    writer = BulkWriter(FORM, HEADED)
    for filling in (
        ISSUED,
        FILLED,
        replace(FILLED, header={"note": "=1+1", "arrangement": "字" * 900}),
    ):
        assert dump(writer.build(filling)) == dump(build(FORM, filling, HEADED))


def test_as_issued__comes_back_and_nothing_is_said() -> None:
    book = read_book(build(FORM, FILLED, HEADED))
    raw = locate(book, FORM, file="来件.xlsx", sha256="", stamp=STAMP)
    checked = check(raw, FORM, _known())
    assert _said(checked) == []
    assert checked.submission is not None
    assert checked.submission.tables == {}
    assert checked.submission.header["windows"] == 3
    cells = {name: f"值守情况!{spot.value.cell}" for name, spot in header_spots(FORM).items()}
    found = checked.submission.header_cells
    assert {name: cell.text for name, cell in found.items()} == cells
    assert boilerplate_findings((boilerplate_of(FORM),), FORM, book, raw, ISSUED) == ()


def test_locked__a_changed_cell_is_said_at_its_place() -> None:
    forged = replace(FILLED, header={**FILLED.header, "unit_name": "没有这个科"})
    book = read_book(build(FORM, forged, HEADED))
    raw = locate(book, FORM, file="来件.xlsx", sha256="", stamp=STAMP)
    place = header_spots(FORM)["unit_name"].value.cell
    assert _said(check(raw, FORM, _known())) == [("locked-changed", place)]


def test_rows_inserted_above__found_all_the_same() -> None:
    found = _located(_sheet(_lines(first=9)))
    assert len(found.header) == len(LINES)
    assert found.header_places["filler"] == Where("来件.xlsx", "值守情况", at("B11"))
    assert (found.header_sheet, _said(found)) == ("值守情况", [])


def test_another_order__found_by_the_label() -> None:
    assert _values(_located(_sheet(_lines(lines=LINES[::-1])))) == _values(
        _located(_sheet(_lines()))
    )


def test_a_sheet_of_another_name__found_by_its_labels() -> None:
    found = _located(_sheet({(1, 1): "别的"}, "Sheet1"), _sheet(_lines(), "值班"))
    assert found.header_sheet == "值班"
    assert [one.code for one in found.findings] == ["extra-sheet"]


def test_a_missing_label__is_an_error_when_it_is_needed() -> None:
    kept = tuple(pair for pair in LINES if pair[0] not in {"窗口数", "备注"})
    checked = check(_located(_sheet(_lines(lines=kept))), FORM, _known())
    found = {(one.params["title"], one.severity.value) for one in checked.findings}
    assert found == {("窗口数", "error"), ("备注", "advice")}
    assert {(one.code, one.where.sheet) for one in checked.findings} == {
        ("header-missing", "值守情况")
    }


def test_an_unknown_label_with_a_value__both_cells_are_named() -> None:
    lines = (*LINES, ("值守电话", "0599-5550101"))
    (said,) = _located(_sheet(_lines(lines=lines))).findings
    assert (said.code, said.where.address, said.params["cells"]) == ("stray-cells", "A9", "A9、B9")


def test_a_known_alias_is_a_label() -> None:
    lines = tuple(
        ("窗口个数", value) if label == "窗口数" else (label, value) for label, value in LINES
    )
    assert _values(_located(_sheet(_lines(lines=lines))))["windows"] == "3"


def test_a_merged_label__its_value_is_right_of_all_of_it() -> None:
    grid = {(1, 1): "填报人", (1, 3): "苏晚吟", (2, 1): "备注"}
    found = _located(_sheet(grid, merges=((1, 1, 1, 2), (2, 1, 3, 2))))
    assert _values(found) == {"filler": "苏晚吟"}
    assert found.header_places["note"].address == "C2"


def test_one_cell_a_line__as_on_paper() -> None:
    lines = {(row, 1): f"{label}：{value}" for row, (label, value) in enumerate(LINES, start=3)}
    found = _located(_sheet({(1, 1): f"某某区2026年度{FORM.title}", **lines}))
    assert _values(found) == {
        name: value for (_, value), name in zip(LINES, (s.name for s in FORM.header), strict=True)
    }
    assert found.header_places["filler"].address == "A5"
    assert _said(found) == []


def test_two_in_a_line_with_colons__each_has_its_own() -> None:
    found = _located(_sheet({(1, 1): "填报人", (1, 2): "填报日期：2026-09-08"}))
    assert _values(found) == {"filed_on": "2026-09-08"}


def test_above_the_first_label__only_what_the_form_prints_is_passed_over() -> None:
    head: Grid = {
        (1, 1): f"某某区委员会2026年度{FORM.title}",
        (2, 1): 5,
        (2, 3): f"表单编码：{ISSUED.code}",
        (3, 1): "请尽快处理",
    }
    assert _said(_located(_sheet({**head, **_lines(first=4)}))) == [("stray-cells", "A3")]


def test_counter_as_text__is_passed_over_in_every_state() -> None:
    for text in ("还有 3 处必填未填", "必填栏目已无空缺", "表中有错误值（如 #REF!），请先改正"):
        assert _said(_located(_sheet({(2, 1): text, **_lines(first=4)}))) == []


def test_no_such_sheet__is_said_once_and_nothing_is_taken() -> None:
    found = _located(_sheet({(1, 1): "你好"}, "Sheet1"))
    assert [(one.code, one.params.get("table")) for one in found.findings] == [
        ("table-missing", "值守情况"), ("extra-sheet", None),
    ]  # fmt: skip
    checked = check(found, FORM, _known())
    assert checked.submission is None
    assert [one.code for one in checked.errors] == ["table-missing"]


def test_filled_twice__nobody_knows_which_counts() -> None:
    other = tuple((label, "2" if label == "窗口数" else value) for label, value in LINES)
    found = _located(_sheet(_lines()), _sheet(_lines(lines=other), "副本"))
    (said,) = (one for one in found.findings if one.code == "table-twice")
    assert said.where.sheet == "副本"
    empty = _sheet({(row, 1): label for row, (label, _) in enumerate(LINES, start=1)}, "副本")
    assert [one.code for one in _located(_sheet(_lines()), empty).findings] == ["extra-sheet"]


def test_hidden__the_sheet_is_asked_about() -> None:
    found = _located(replace(_sheet(_lines()), visible=False))
    assert [(one.code, one.severity.value) for one in found.findings] == [("hidden-sheet", "query")]


def test_hidden_or_struck__the_answer_is_asked_about() -> None:
    sheet = _sheet(_lines())
    cells = tuple(replace(cell, struck=(cell.row, cell.column) == (3, 2)) for cell in sheet.cells)
    odd = replace(sheet, cells=cells, hidden_rows=frozenset({5}), hidden_columns=frozenset())
    assert _said(_located(odd)) == [("struck-text", "B3"), ("hidden-row", "B5")]
    hidden = _located(replace(sheet, hidden_columns=frozenset({2})))
    assert {code for code, _ in _said(hidden)} == {"hidden-column"}
    assert len(hidden.findings) == len(LINES)


def test_much_left_over__is_said_row_by_row_and_then_together() -> None:
    below = {(row, 1): "别的" for row in range(20, 60)}
    found = _located(_sheet({**_lines(), **below})).findings
    assert len(found) == 21
    assert found[-1].params["count"] == 20
    assert sum(int(str(one.params["count"])) for one in found) == len(below)


def test_comment__is_told() -> None:
    found = _located(replace(_sheet(_lines()), comments={"B3": "代填"}))
    assert _said(found) == [("comment-left", "B3")]


CELLS = st.one_of(
    st.sampled_from(["", " ", "填报人", "备注：", "备注：无", "窗口数", "甲", "合计", "签字："]),
    st.integers(0, 99),
)
GRIDS = st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 5)), CELLS, max_size=20)


@given(GRIDS)
def test_law__every_cell_is_a_label_a_value_or_named(grid: Grid) -> None:
    found = _located(_sheet({**grid, (7, 1): "填报日期", (7, 2): "2026-09-08"}))
    taken = {(cell.row, cell.column) for cell in found.header.values()}
    named = {
        cell
        for one in found.findings
        if one.code == "stray-cells"
        for cell in str(one.params["cells"]).split("、")
    }
    labels = {"填报人", "备注：", "窗口数"}
    first = min(row for row, _ in {**grid, (7, 1): ""} if _is_label(grid, row))
    for (row, column), value in grid.items():
        blank = isinstance(value, str) and not tidy(value)
        counter = row < first and column == 1 and isinstance(value, int)
        address = f"{'ABCDE'[column - 1]}{row}"
        known = (row, column) in taken or value in labels or blank or counter
        assert known != (address in named)


def _is_label(grid: Grid, row: int) -> bool:
    words = {"填报人", "备注：", "备注：无", "窗口数"}
    return row == 7 or any(value in words for (at, _), value in grid.items() if at == row)


def test_sent_back__marked_at_its_cell_with_what_was_written() -> None:
    wrong = replace(FILLED, header={**FILLED.header, "windows": "很多", "filler": ""})
    book = read_book(build(FORM, wrong, HEADED))
    raw = locate(book, FORM, file="来件.xlsx", sha256="", stamp=STAMP)
    checked = check(raw, FORM, _known())
    assert {code for code, _ in _said(checked)} == {"required-empty", "not-a-number"}
    made = refill(FORM, ISSUED, raw)
    refilled, rows = made.filling, made.rows
    remarks = remarks_of(FORM, raw, checked.findings, lambda one: (one.code, "请改。"), rows)
    assert {(one.field, one.found) for one in remarks} == {("windows", "很多"), ("filler", "")}
    marked = openpyxl.load_workbook(io.BytesIO(build_marked(FORM, refilled, HEADED, remarks)))
    cell = marked["值守情况"][header_spots(FORM)["windows"].value.cell]
    assert (cell.value, "not-a-number" in cell.comment.text) == ("很多", True)
    records = [row[1].value for row in marked[FAULT_SHEET].iter_rows() if row[3].value == "请改。"]
    assert records == ["“值守情况”页"] * 2


def test_sent_back__a_remark_on_the_whole_form_heads_the_list() -> None:
    data = build_marked(FORM, FILLED, HEADED, (Remark("error", "过期。", "请改。"),))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert "整份表" in [cell.value for cell in book[FAULT_SHEET]["B"]]


def test_frame__a_reworded_label_and_another_title_are_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(build(FORM, FILLED, HEADED)))
    label = header_spots(FORM)["windows"].label.cell
    book["值守情况"][label] = "窗口个数"
    book["值守情况"]["A1"] = "窗口情况调查"
    out = io.BytesIO()
    book.save(out)
    read = read_book(out.getvalue())
    raw = locate(read, FORM, file="来件.xlsx", sha256="", stamp=STAMP)
    found = boilerplate_findings((boilerplate_of(FORM),), FORM, read, raw, ISSUED)
    assert [(one.code, one.where.address) for one in found] == [
        ("heading-reworded", label), ("frame-changed", "A1"),
    ]  # fmt: skip


def test_a_newer_return__every_changed_cell_is_named() -> None:
    def taken(windows: str) -> Checked:
        lines = tuple((label, windows if label == "窗口数" else value) for label, value in LINES)
        return check(_located(_sheet(_lines(lines=lines))), FORM, _known())

    before, now = taken("3").submission, taken("5").submission
    assert before is not None
    assert now is not None
    (said,) = differences(FORM, before, now)
    assert (said.code, said.where.address, said.params["value"]) == ("changed-since", "B5", "5")


def test_corrections__what_is_left_empty_stays_as_it_was() -> None:
    before = check(_located(_sheet(_lines())), FORM, _known()).submission
    kept = tuple((label, "" if label == "值守安排" else value) for label, value in LINES)
    part = _located(_sheet(_lines(lines=kept)))
    assert judged(part, FORM, _known(), Past(before)).submission is None
    found = judged(part, FORM, _known(), Past(before), As.CORRECTIONS).submission
    assert found is not None
    assert found.header["arrangement"] == "工作日两人一班。"
    assert "arrangement" not in found.header_cells or found.onto is not None


@pytest.mark.parametrize("labels", [("窗口数", "值守安排"), ()])
def test_csv__lacking_cells_come_from_the_earlier_return(labels: tuple[str, ...]) -> None:
    before = check(_located(_sheet(_lines())), FORM, _known()).submission
    kept = tuple((label, value) for label, value in LINES if label in labels)
    part = replace(_located(_sheet(_lines(lines=kept) or {(1, 1): "甲"}, "表1")), container="csv")
    verdict = judged(part, FORM, _known(), Past(before))
    codes = {one.code for one in verdict.found}
    assert (verdict.submission is not None) == bool(labels)
    assert ("taken-from-earlier" in codes, "one-sheet-only" in codes) == (bool(labels), not labels)


def test_reference__tells_the_sheet() -> None:
    assert "#### “值守情况”页\n" in reference(FORM, {})


def test_definition__a_sheet_of_our_own_name_is_a_fault() -> None:
    odd = FORM.model_copy(update={"sheet": "填报说明"})
    assert [one.code for one in inconsistencies(Where("a.toml"), odd)] == ["definition-sheet-taken"]
