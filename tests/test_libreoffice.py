"""A form saved by another program comes back the same: real conversions, in every format."""

from __future__ import annotations

import os
from datetime import date

import pytest
from support.sample_check import answers_of, judge
from support.sample_content import Sample
from support.sample_office import SUFFIXES, have_office, resaved

from lzfx.intake.book import read_book
from lzfx.model.finding import Severity
from lzfx.workbook.blank import build

pytestmark = pytest.mark.skipif(
    not have_office() and not os.environ.get("CI"), reason="LibreOffice is not installed"
)

SAMPLE = Sample()
UNIT = "KS07"
DAY = date(2026, 9, 15)


@pytest.fixture(scope="module")
def blank() -> bytes:
    """The form of a unit as it is issued."""
    return build(SAMPLE.form, SAMPLE.issued(UNIT), SAMPLE.about)


@pytest.fixture(scope="module")
def filled() -> bytes:
    """The same form with the unit's answers."""
    return build(SAMPLE.form, SAMPLE.answers(UNIT).laid_over(SAMPLE.issued(UNIT)), SAMPLE.about)


@pytest.fixture(scope="module")
def saved(blank: bytes, filled: bytes) -> dict[str, bytes]:
    """Both, as LibreOffice saves them, by state and format."""
    return resaved(
        {f"{state} {how}": (data, how) for how in SUFFIXES
         for state, data in (("blank", blank), ("filled", filled))}
    )  # fmt: skip


@pytest.mark.parametrize("how", SUFFIXES)
def test_resaved__filled_form_is_taken_in(filled: bytes, saved: dict[str, bytes], how: str) -> None:
    data = saved[f"filled {how}"]
    verdict = judge(SAMPLE, f"{UNIT}.{SUFFIXES[how]}", data, DAY)
    assert read_book(data).container == SUFFIXES[how]
    assert (verdict.subject, verdict.level) == (UNIT, "A")
    assert verdict.codes(Severity.ERROR) == verdict.codes(Severity.QUERY) == []
    assert verdict.submission is not None
    ours = judge(SAMPLE, f"{UNIT}.xlsx", filled, DAY).submission
    assert ours is not None
    assert verdict.submission.header == ours.header
    assert verdict.submission.tables == ours.tables
    assert verdict.submission.places == ours.places


@pytest.mark.parametrize("how", SUFFIXES)
@pytest.mark.parametrize("state", ["blank", "filled"])
def test_resaved__every_value_and_carrier_is_the_same(
    blank: bytes, filled: bytes, saved: dict[str, bytes], how: str, state: str
) -> None:
    ours = blank if state == "blank" else filled
    assert answers_of(SAMPLE, saved[f"{state} {how}"]) == answers_of(SAMPLE, ours)


@pytest.mark.parametrize("how", SUFFIXES)
def test_resaved__blank_form_says_what_is_missing_as_ours_does(
    blank: bytes, saved: dict[str, bytes], how: str
) -> None:
    theirs = judge(SAMPLE, f"{UNIT}.{SUFFIXES[how]}", saved[f"blank {how}"], DAY)
    ours = judge(SAMPLE, f"{UNIT}.xlsx", blank, DAY)
    assert theirs.submission is None
    assert theirs.codes(Severity.ERROR) == ours.codes(Severity.ERROR)
    assert "post-unanswered" in ours.codes(Severity.ERROR)
