"""A part laid over the whole: what it names is replaced, and nothing else changes or is lost."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile_judge import DAY, sample, shipped
from support.risk_examples import CAMPAIGN, ROSTER
from support.sample_check import known
from support.templates import lists

from lzfx.checks.check import check, understood
from lzfx.checks.context import Known
from lzfx.checks.corrections import Before, laid_over
from lzfx.checks.identity import carriers, recognise
from lzfx.checks.partial import As, Past, judged, says_corrections, whole_again
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec
from lzfx.forms.written import raw_answers
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.ledger.codec import places_of, places_text
from lzfx.model.book import CellKind, RawCell
from lzfx.model.cell import Cell, WholeCell
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import RawRow, RawSubmission, Stamp, Submission
from lzfx.workbook.refill import refill
from lzfx.workbook.spots import remarks_of, spotted

FILES = (
    "主任办公会申报表.xlsx",
    "规划统计科-岗位廉政风险等级划分申报表.xls",
    "宣传教育科（报送） 9.8.ods",
)
POINTS = "risk_points"


@cache
def _form() -> FormSpec:
    return sample().form


@cache
def _raw(file: str) -> RawSubmission:
    answer = read_book(shipped(file))
    stamp, _ = recognise(carriers(answer, file), {_form().name: _form()}, sample().key, file)
    return locate(answer, _form(), file=file, sha256=file, stamp=stamp)


@cache
def _whole(file: str) -> Submission:
    """A return that was taken in."""
    raw = _raw(file)
    assert raw.stamp is not None
    done = check(raw, _form(), known(sample(), raw.stamp.subject, DAY)).submission
    assert done is not None, file
    return done


def _part(file: str, kept: list[int], note: str = "", mark: str = "更正") -> RawSubmission:
    """A file with only those of its points (counted from 0), each marked, with another note."""
    raw = _raw(file)
    table = raw.table(POINTS)
    assert table is not None
    rows = tuple(
        _edited(table.rows[at], {"change": mark, **({"note": note} if note else {})}, table.columns)
        for at in sorted(kept)
    )
    tables = (replace(table, rows=rows), *(one for one in raw.tables if one.name != POINTS))
    return replace(raw, file="更正.xlsx", sha256="part", tables=tables)


def _edited(row: RawRow, texts: dict[str, str], columns: object) -> RawRow:
    at = dict(columns)  # type: ignore[call-overload]
    cells = {
        name: RawCell(row.number, at[name], CellKind.TEXT, text) for name, text in texts.items()
    }
    return replace(row, cells={**row.cells, **cells})


def _laid(file: str, part: RawSubmission) -> Submission:
    facts = known(sample(), _whole(file).stamp.subject, DAY)
    return whole_again(part, _form(), facts, Before(_whole(file)), by_rows=True)


def _values(one: Submission) -> list[dict[str, object]]:
    return [dict(row.values) for row in one.tables[POINTS]]


_SOME = st.tuples(st.sampled_from(FILES), st.data())


@pytest.mark.parametrize("file", FILES)
def test_the_samples__are_taken_in(file: str) -> None:
    assert len(_values(_whole(file))) > 2


@settings(deadline=None, max_examples=40)
@given(file=st.sampled_from(FILES), data=st.data())
def test_law__what_is_not_named_stays_as_it_was(file: str, data: st.DataObject) -> None:
    count = len(_values(_whole(file)))
    named = data.draw(st.sets(st.integers(0, count - 1), min_size=1))
    whole = _laid(file, _part(file, sorted(named), note="另附说明"))
    before = _values(_whole(file))
    expected = [
        {**values, "note": "另附说明"} if at in named else values
        for at, values in enumerate(before)
    ]
    assert _values(whole) == expected
    assert dict(whole.header) == dict(_whole(file).header)
    posts = [dict(row.values) for row in whole.tables["posts"]]
    assert posts == [dict(row.values) for row in _whole(file).tables["posts"]]


@settings(deadline=None, max_examples=25)
@given(file=st.sampled_from(FILES), data=st.data())
def test_law__every_row_tells_the_file_it_stands_in(file: str, data: st.DataObject) -> None:
    old = _whole(file).tables[POINTS]
    named = data.draw(st.sets(st.integers(0, len(old) - 1), min_size=1))
    whole = _laid(file, _part(file, sorted(named)))
    for at, row in enumerate(whole.tables[POINTS]):
        origin, number = whole.origin(POINTS, row.number)
        assert (origin.file, number) == ("更正.xlsx" if at in named else file, old[at].number)


@settings(deadline=None, max_examples=25)
@given(file=st.sampled_from(FILES), data=st.data())
def test_law__where_its_rows_stand_is_the_same_again_from_the_ledger(
    file: str, data: st.DataObject
) -> None:
    named = data.draw(st.sets(st.integers(0, 2), min_size=1))
    whole = _laid(file, _part(file, sorted(named)))
    again = places_of(places_text(whole))
    assert (again.onto, again.tables) == (whole.onto, whole.places)


@settings(deadline=None, max_examples=25)
@given(file=st.sampled_from(FILES), data=st.data())
def test_law__a_part_without_a_mark_is_never_taken_in_alone(file: str, data: st.DataObject) -> None:
    old = _whole(file).tables[POINTS]
    most = min(len(old) - 3, len(old) * 3 // 4)
    kept = data.draw(st.sets(st.integers(0, len(old) - 1), min_size=1, max_size=max(1, most)))
    facts = known(sample(), _whole(file).stamp.subject, DAY)
    verdict = judged(_part(file, sorted(kept), mark="新增"), _form(), facts, Past(_whole(file)))
    assert verdict.submission is None
    assert {one.code for one in verdict.found} & {"rows-fewer", "rows-fewer-sent-back"}


def test_decided_as_a_part__is_the_same_as_marked() -> None:
    file = FILES[0]
    facts = known(sample(), _whole(file).stamp.subject, DAY)
    told = judged(_part(file, [1]), _form(), facts, Past(_whole(file))).submission
    decided = judged(
        _part(file, [1], mark=""), _form(), facts, Past(_whole(file)), As.CORRECTIONS
    ).submission
    assert told is not None
    assert decided is not None
    assert _values(told) == _values(decided) == _values(_whole(file))


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        (("更正", "更正"), True),
        (("更正", "新增"), True),
        (("撤销", "更正"), True),
        (("新增", "新增"), False),
        (("更正", ""), False),
        (("更正", "保留"), False),
        ((), False),
    ],
)
def test_says_corrections__only_when_every_row_does(marks: tuple[str, ...], *, says: bool) -> None:
    raw = _part(FILES[0], list(range(len(marks))))
    table = raw.table(POINTS)
    assert table is not None
    rows = tuple(
        _edited(row, {"change": mark}, table.columns)
        for row, mark in zip(table.rows, marks, strict=True)
    )
    marked = replace(raw, tables=(replace(table, rows=rows),))
    facts = known(sample(), _whole(FILES[0]).stamp.subject, DAY)
    assert says_corrections(understood(marked, _form(), facts)) is says


def test_two_new_rows_of_one_name__neither_is_lost() -> None:
    file = FILES[0]
    part = _part(file, [0])
    table = part.table(POINTS)
    assert table is not None
    twice = (table.rows[0], replace(table.rows[0], number=table.rows[0].number + 1))
    doubled = replace(part, tables=(replace(table, rows=twice), *part.tables[1:]))
    facts = known(sample(), _whole(file).stamp.subject, DAY)
    seen = understood(doubled, _form(), facts)
    whole = laid_over(seen, Before(_whole(file)), by_rows=True)
    joined = whole.raw.table(POINTS)
    assert joined is not None
    assert len(joined.rows) == len(_values(_whole(file))) + 1
    verdict = judged(doubled, _form(), facts, Past(_whole(file)))
    assert "duplicate-row" in {one.code for one in verdict.found}


def test_another_row__is_told_by_its_number_in_the_file_and_on_the_marked_copy() -> None:
    part = _part(FILES[0], [0])
    table = part.table(POINTS)
    assert table is not None
    first, second = table.rows[0].number, table.rows[0].number + 1
    twice = (table.rows[0], replace(table.rows[0], number=second))
    doubled = replace(part, tables=(replace(table, rows=twice), *part.tables[1:]))
    facts = known(sample(), _whole(FILES[0]).stamp.subject, DAY)
    verdict = judged(doubled, _form(), facts, Past(_whole(FILES[0])))
    (shown,) = (one for one in verdict.found if one.code == "duplicate-row")
    (marked,) = (one for one in verdict.refilled_findings if one.code == "duplicate-row")
    cell = Cell(second, table.columns["name"])
    assert (shown.where.file, shown.where.cell, shown.params["row"]) == ("更正.xlsx", cell, first)
    assert isinstance(marked.where.cell, WholeCell)
    made = refill(_form(), Filling(), verdict.refilled)
    refilled, rows = made.filling, made.rows
    (told,) = spotted(_form(), refilled, verdict.refilled, (marked,), rows)
    number = next(
        at
        for at, row in enumerate(verdict.refilled.tables[0].rows, 1)
        if row.number == marked.params["row"]
    )
    assert told.spot is not None
    assert told.spot.params["row"] == number


def test_places__shown_ones_are_cells_of_files_and_poured_ones_of_the_whole() -> None:
    for file in FILES:
        part = _part(file, [0, 2], note="x" * 5000, mark="更正")
        facts = known(sample(), _whole(file).stamp.subject, DAY)
        verdict = judged(part, _form(), facts, Past(_whole(file)))
        told = {one.where.address for one in verdict.found if one.where.file == "更正.xlsx"}
        assert told - {""}
        assert not any(isinstance(one.where.cell, WholeCell) for one in verdict.found)
        assert any(isinstance(one.where.cell, WholeCell) for one in verdict.refilled_findings)


def test_marked_copy__a_cell_of_the_sheet_is_no_row_of_the_whole_of_the_same_number() -> None:
    seen = understood(_part(FILES[0], [0]), _form(), known(sample(), "JC00", DAY))
    raw = laid_over(seen, Before(_whole(FILES[0])), by_rows=True).raw
    table = raw.table(POINTS)
    assert table is not None
    number, column = table.rows[-1].number, table.columns["name"]
    places = (Cell(number, column), Cell(number + 100, column), WholeCell(number, column))
    findings = [Finding("late", Where(raw.file, table.sheet, place)) for place in places]
    rows = refill(_form(), Filling(), raw).rows
    remarks = remarks_of(_form(), raw, findings, lambda _: ("", ""), rows)
    assert [one.row for one in remarks] == [None, None, len(table.rows) - 1]


VISITS = """\
name = "visits"
version = 1
title = "走访记录表"
owed_by = ["unit"]

[[table]]
name = "visits"
sheet = "走访"
key = ["topic"]

[[table.field]]
name = "state"
title = "变动"
kind = "choice"
list = "changes"

[[table.field]]
name = "topic"
title = "主题"
kind = "line"
required = true

[[table.field]]
name = "people"
title = "人数"
kind = "integer"
required = true
"""


def test_any_form__a_field_that_offers_corrections_takes_them() -> None:
    """Nothing of it is about risk points, and the field of the mark has a name of its own."""
    form, faults = parse_form("visits.toml", tomllib.loads(VISITS), lists(), frozenset())
    assert form is not None, faults
    stamp = Stamp(form.name, form.version, "KS01", CAMPAIGN.code)
    office = Known(CAMPAIGN, ROSTER, CAMPAIGN.issued_on)
    told = {"visits": [{"topic": "入户", "people": 12}, {"topic": "座谈", "people": 8}]}
    whole = check(raw_answers("原报", form, told, stamp), form, office).submission
    assert whole is not None
    part = {"visits": [{"state": "更正", "topic": "座谈", "people": 9}]}
    taken = judged(raw_answers("更正", form, part, stamp), form, office, Past(whole)).submission
    assert taken is not None
    rows = [(row.values["topic"], row.values["people"]) for row in taken.tables["visits"]]
    assert rows == [("入户", 12), ("座谈", 9)]
