"""Questions that were changed are told from answers that were changed, at their cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from support.clerk import ISSUED as ISSUED_AT
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_workspace
from support.issued_examples import issued_filling
from support.risk_examples import CAMPAIGN, ROSTER, labels
from support.templates import OWN, form_named
from support.workbook_examples import KEY

from lzfx.campaign.prefill import identified
from lzfx.checks.boilerplate import boilerplate_findings
from lzfx.forms.layout import LISTS_SHEET, REQUIRED_MARK, header_spots, table_layout
from lzfx.forms.places import a1
from lzfx.forms.spec import FormSpec
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import Stamp
from lzfx.workbook.blank import build
from lzfx.workbook.boilerplate import boilerplate_of

FORM = form_named("declaration")
SOURCE = "form_templates/forms/declaration.toml"
STAMP = Stamp("declaration", FORM.version, "KS01", "2026")
LAYOUT = table_layout(FORM, FORM.tables[0])
ABOUT = FormNotes(f"示例委员会2026年度{FORM.title}", "示例", datetime(2026, 8, 21))  # noqa: DTZ001
Edit = Callable[[Workbook], None]


@cache
def _filling() -> Filling:
    filling = issued_filling(FORM, CAMPAIGN, ROSTER, "KS01", kinds=labels()["unit_kind"])
    return identified(filling, STAMP, KEY)


@cache
def _issued() -> bytes:
    return build(FORM, _filling(), ABOUT)


def _found(edit: Edit, *frames: FormSpec) -> tuple[Finding, ...]:
    book = load_workbook(io.BytesIO(_issued()))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    read = read_book(out.getvalue())
    raw = locate(read, FORM, file="来件.xlsx", sha256="0" * 64, stamp=STAMP)
    issued_in = frames or (FORM,)
    return boilerplate_findings(
        (boilerplate_of(one, ABOUT) for one in issued_in), FORM, read, raw, _filling()
    )


def _heading(field: str) -> str:
    return a1(LAYOUT.heading_row, LAYOUT.columns[field])


def _write(sheet: str, cell: str, text: str) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell] = text

    return edit


def _told(found: tuple[Finding, ...]) -> list[tuple[str, str, str, object, object]]:
    return [
        (one.code, one.where.sheet, one.where.address, one.params["expected"], one.params["value"])
        for one in found
    ]


def test_as_issued__nothing_to_say() -> None:
    assert _found(lambda _: None) == ()


NOTE = a1(2, 9)
CASES: dict[str, tuple[Edit, tuple[str, str, str, str, str]]] = {
    "a heading by its alias": (
        _write("风险点", _heading("measures"), "防控措施"),
        ("heading-reworded", "风险点", _heading("measures"), "防范措施", "防控措施"),
    ),
    "the label of a single cell by its alias": (
        _write("风险点", header_spots(FORM)["filler"].label.cell, "填表人"),
        ("heading-reworded", "风险点", header_spots(FORM)["filler"].label.cell, "填报人", "填表人"),
    ),
    "a heading of the second table": (
        _write("岗位职责", "G3", "理由"),
        ("heading-reworded", "岗位职责", "G3", "说明", "理由"),
    ),
    "the title": (
        _write("风险点", "A1", "示例委员会自查表"),
        ("frame-changed", "风险点", "A1", FORM.title, "示例委员会自查表"),
    ),
    "the note over the table": (
        _write("风险点", NOTE, "一个岗位填一行。"),
        ("frame-changed", "风险点", NOTE, "一个风险点填一行。", "一个岗位填一行。"),
    ),
    "the note wiped out": (
        _write("岗位职责", "A2", ""),
        ("frame-changed", "岗位职责", "A2", FORM.table("posts").note, "（空）"),
    ),
    "an instruction": (
        _write("填报说明", "A4", "1. 每个单位只填一行。"),
        ("frame-changed", "填报说明", "A4", f"1. {FORM.instructions[0]}", "1. 每个单位只填一行。"),
    ),
    "a choice of a list": (
        _write(LISTS_SHEET, "B3", "照旧"),
        ("list-changed", LISTS_SHEET, "B3", "保留", "照旧"),
    ),
    "a post offered that was not": (
        _write(LISTS_SHEET, "C6", "顾问岗"),
        ("list-changed", LISTS_SHEET, "C6", "（空）", "顾问岗"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_changed__one_finding_at_its_cell_that_says_what_was_and_what_is(name: str) -> None:
    edit, expected = CASES[name]
    found = _found(edit)
    assert _told(found) == [expected]
    assert found[0].severity is Severity.ADVICE


def _all(cells: dict[str, str], sheet: str) -> Edit:
    def edit(book: Workbook) -> None:
        for cell, text in cells.items():
            book[sheet][cell] = text

    return edit


WRITTEN: dict[str, tuple[Edit, tuple[str, str, str, str, int]]] = {
    "a headed, answered table on the example": (
        _all(
            {
                **dict(zip(("B70", "C70", "D70"), ("岗位", "风险点", "等级"), strict=True)),
                **dict(zip(("B71", "C71", "D71"), ("窗口岗", "超时", "二级"), strict=True)),
            },
            "填写示例",
        ),
        ("query", "填写示例", "B70", "岗位", 6),
    ),
    "an example written over with an answer": (
        _all({"B7": "一级"}, "填写示例"),
        ("query", "填写示例", "B7", "一级", 1),
    ),
    "an opinion and a level on the sign-off page": (
        _all({"B5": "同意，定为二级，第3行作废"}, "签字页"),
        ("query", "签字页", "B5", "同意，定为二级，第3行作废", 1),
    ),
    "a name on the sign-off page": (
        _all({"B5": "裴知夏"}, "签字页"),
        ("advice", "签字页", "B5", "裴知夏", 1),
    ),
    "a sentence below the instructions": (
        _all({"A60": "本科室另有一条：窗口人员受理时收受烟酒。"}, "填报说明"),
        ("query", "填报说明", "A60", "本科室另有一条：窗口人员受理时收受烟酒。", 1),
    ),
    "a word beside the hidden identity": (
        _all({"D9": "见附件"}, "_lzfx"),
        ("query", "_lzfx", "D9", "见附件", 1),
    ),
    "a word beside the hidden lists": (
        _all({"ZZ9": "甲"}, LISTS_SHEET),
        ("advice", LISTS_SHEET, "ZZ9", "甲", 1),
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written_on_a_sheet_of_ours__is_told_and_asked_where_it_looks_like_an_answer(
    name: str,
) -> None:
    edit, expected = WRITTEN[name]
    (one,) = _found(edit)
    said = (one.severity, one.where.sheet, one.where.address)
    assert (one.code, *said) == ("own-sheet-written", *expected[:3])
    assert (one.params["value"], one.params["count"]) == expected[3:]


def test_rows_put_in_on_our_own_sheets__are_no_other_form() -> None:
    def edit(book: Workbook) -> None:
        for name in ("填报说明", "填写示例", "签字页"):
            for area in list(book[name].merged_cells.ranges):
                book[name].unmerge_cells(str(area))
            book[name].insert_rows(2, 3)

    assert _found(edit) == ()


def test_headings_exchanged__nobody_knows_whose_the_answers_are() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["风险点"]
        one, other = _heading("measures"), _heading("manifestation")
        sheet[one], sheet[other] = sheet[other].value, sheet[one].value

    found = _found(edit)
    where = _heading("manifestation")
    assert _told(found) == [("headings-moved", "风险点", where, "表现形式", "防范措施")]
    assert found[0].severity is Severity.QUERY


def test_moved_and_with_a_column_put_in__is_no_other_form() -> None:
    def edit(book: Workbook) -> None:
        for area in list(book["岗位职责"].merged_cells.ranges):
            book["岗位职责"].unmerge_cells(str(area))
        book["岗位职责"].insert_rows(1, 3)
        book["岗位职责"].insert_cols(4)

    assert _found(edit) == ()


def _renamed(form: FormSpec, **changes: object) -> FormSpec:
    """The form in another version: its column of measures called otherwise."""
    table = form.tables[0]
    fields = tuple(
        spec.model_copy(update=changes) if spec.name == "measures" else spec
        for spec in table.fields
    )
    first = table.model_copy(update={"fields": fields})
    return form.model_copy(update={"tables": (first, *form.tables[1:])})


def test_another_version__is_compared_with_the_one_it_was_issued_in() -> None:
    older = _renamed(FORM, title="防控措施")
    said, example = _found(lambda _: None, older)
    assert _told((said,))[0][:3] == ("heading-reworded", "风险点", _heading("measures"))
    assert (example.code, example.where.sheet) == ("own-sheet-written", "填写示例")
    assert (example.params["value"], example.params["count"]) == (f"例：{REQUIRED_MARK}防范措施", 1)
    assert _found(lambda _: None, older, FORM) == (), "any definition of that version will do"
    assert _found(_write("风险点", _heading("measures"), "防控措施"), older) == (example,)


_ANSWERS = st.dictionaries(
    st.tuples(st.integers(LAYOUT.first_row, 40), st.integers(2, LAYOUT.last_column)),
    st.text("甲乙丙一二三、。 ", min_size=1, max_size=8),
    max_size=12,
)


@settings(deadline=None, max_examples=15)
@given(_ANSWERS)
def test_law__no_answer_is_taken_for_a_question(answers: dict[tuple[int, int], str]) -> None:
    def edit(book: Workbook) -> None:
        for (row, column), text in answers.items():
            book["风险点"].cell(row, column, text)

    assert _found(edit) == ()


@settings(deadline=None, max_examples=15)
@given(st.sampled_from([spec for spec in FORM.tables[0].fields if spec.aliases]), st.data())
def test_law__every_reworded_heading_is_told(spec: object, data: st.DataObject) -> None:
    alias = data.draw(st.sampled_from(spec.aliases))  # type: ignore[attr-defined]
    name = spec.name  # type: ignore[attr-defined]
    (one,) = _found(_write("风险点", _heading(name), alias))
    assert (one.code, one.where.address) == ("heading-reworded", _heading(name))


def _delivered(clerk: Clerk, edit: Edit) -> dict[str, list[str]]:
    book = load_workbook(SAMPLE / "returns" / "第一轮/主任办公会申报表.xlsx")
    edit(book)
    book.save(clerk.folder / "收件/来件.xlsx")
    (one,) = clerk.run("collect", "--json", now=ROUND_ONE).json["deliveries"]
    cells = [f"{one['code']} {one['where']['cell']}" for one in one["findings"]]
    return {"outcome": [one["outcome"]], "said": cells}


def clerk_of(folder: Path) -> Clerk:
    """A clerk who issued the form the sample's returns were made of, whatever is shipped by now."""
    clerk = sample_workspace(folder)
    own = clerk.folder / SOURCE
    own.parent.mkdir(parents=True)
    own.write_bytes((OWN / "forms/declaration.toml").read_bytes())
    assert clerk.run("issue", now=ISSUED_AT).code == 0
    return clerk


def test_collect__says_it_and_takes_the_answers_in(tmp_path: Path) -> None:
    clerk = clerk_of(tmp_path / "2026")
    told = _delivered(clerk, _write("风险点", "T6", "防控措施"))
    assert told["outcome"] == ["accepted"]
    assert "heading-reworded T6" in told["said"]


def test_collect__a_copied_table_is_not_asked_for_its_frame(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for name in ("填报说明", "填写示例", "签字页", LISTS_SHEET, "_lzfx"):
            del book[name]
        del book.defined_names["lzfx_token"]
        del book.custom_doc_props["lzfx"]  # type: ignore[attr-defined]
        book["风险点"]["T6"] = "防控措施"
        book["风险点"]["A1"] = "风险点"

    told = _delivered(clerk_of(tmp_path / "2026"), edit)
    assert told["outcome"] == ["accepted"]
    assert [line for line in told["said"] if line.startswith(("heading", "frame", "list"))] == []
    assert "identity-by-code " in told["said"]


def test_collect__after_a_new_version_a_return_goes_by_its_own(tmp_path: Path) -> None:
    clerk = clerk_of(tmp_path / "2026")
    own = clerk.folder / SOURCE
    text = own.read_text("utf-8")
    text = text.replace("version = 1\n", "version = 2\naccepts = [1]\n", 1)
    text = text.replace(
        'title = "防范措施"\naliases = [', 'title = "防控办法"\naliases = ["防范措施", '
    )
    own.write_text(text, "utf-8")
    assert clerk.run("status", now=ROUND_ONE).code == 0
    told = _delivered(clerk, _write("风险点", "I6", "风险名称"))
    assert told["outcome"] == ["accepted"]
    assert [line for line in told["said"] if line.startswith("heading")] == ["heading-reworded I6"]
    assert clerk.run("verify", now=ROUND_TWO).code == 0
