"""Law: what locating and checking cost about doubles when what is in the file doubles.

Calls are counted, not seconds: the same file costs the same number of calls on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from support.figures import largest
from support.hostile_judge import DAY, located, sample
from support.hostile_size import GROWING, lone
from support.sample_check import known

from lzfx.checks.check import Checked, check
from lzfx.checks.size import LISTED, counted, most_rows
from lzfx.model.book import RawBook
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Stamp

FEW, MORE = 400, 800
ABOUT_DOUBLE = 2.3
SIZES = (100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200)
MOST = {"merged-pairs": 400, "wrong": 12_800, "columns": 12_800, "headings": 12_800}
"""What a file cannot hold more of (columns), or what would take minutes under a counter."""


def _checked(book: RawBook) -> Checked:
    raw = located(book)
    assert isinstance(raw.stamp, Stamp)
    return check(raw, sample().form, known(sample(), raw.stamp.subject, DAY))


def _calls(work: Callable[[], object]) -> int:
    """How many functions the work calls, those written in C included."""
    made = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("name", GROWING)
def test_law__work_about_doubles_when_the_content_does(name: str) -> None:
    few, more = GROWING[name](FEW), GROWING[name](MORE)
    _calls(lambda: _checked(few))  # what is made once for all files is made here
    assert _calls(lambda: _checked(more)) <= ABOUT_DOUBLE * _calls(lambda: _checked(few))


@pytest.mark.reliability
@pytest.mark.parametrize("name", GROWING)
def test_law__work_about_doubles_up_to_fifty_thousand(name: str) -> None:
    sizes = [size for size in SIZES if size <= MOST.get(name, SIZES[-1])]
    books = [GROWING[name](size) for size in sizes]
    _calls(lambda: _checked(books[0]))
    cost = [_calls(lambda book=book: _checked(book)) for book in books]  # type: ignore[misc]
    growth = [after / before for before, after in pairwise(cost)]
    largest("largest growth of the work per doubling", max(growth), "times")
    assert max(growth) <= ABOUT_DOUBLE


def test_check__many_findings_of_a_kind_are_counted_and_not_lost() -> None:
    found = _checked(lone(LISTED + 40)).findings
    alike = [one for one in found if one.code == "row-of-one-cell"]
    (more,) = [
        one
        for one in found
        if one.code == "more-of-kind" and one.where == alike[-1].where and one.severity == "error"
    ]
    assert len(alike) == LISTED
    assert more.params["count"] == 40
    first = alike[-1].where.cell
    assert isinstance(first, Cell)
    assert str(more.params["cells"]).startswith(
        f"风险点 {Cell(first.row + 1, first.column).text}、"
    )


def test_counted__says_nothing_of_kinds_that_are_few_and_keeps_the_order() -> None:
    told = [
        Finding("required-empty", Where("来件", "甲", Cell(row, 1)), {}, severity)
        for row in range(1, LISTED + 1)
        for severity in (Severity.ERROR, Severity.ADVICE)
    ]
    assert list(counted(told)) == told
    another = Finding("required-empty", Where("来件", "甲", Cell(9_000, 1)))
    kept = list(counted([*told, another]))
    assert [one for one in kept if one.code == "required-empty"] == told
    assert [(one.severity, one.params["count"]) for one in kept if one.code == "more-of-kind"] == [
        ("error", 1)
    ]


def test_check__a_return_far_too_large_is_looked_at_no_further() -> None:
    limit = most_rows(sample().form.tables[0])
    fits = _checked(lone(limit - 8))
    assert fits.seen is not None
    (said,) = _checked(lone(limit + 1)).findings
    assert (said.code, said.params["limit"], said.severity) == ("rows-too-many", limit, "error")
    assert said.where.sheet == "风险点"
