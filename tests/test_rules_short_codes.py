"""Short codes on paper: which point, which round, still the same; the law that none is another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_rules_decided import POINT

from lzfx.model.decision import ReviewRound
from lzfx.model.risk import Graded
from lzfx.rules.decided import final_mark, review_mark
from lzfx.rules.short_codes import ShortCode, code_read, round_of, short_code, signs_of

KNOWN = {"K1-001", "K1-002", "A-7-003"}
_TEXT = st.text("abcdefghij", min_size=1, max_size=6)


def _point(number: int, content: str, level: int = 2) -> Graded:
    point = replace(POINT.point, point_id=f"K1-{number:03d}", fingerprint=content)
    return replace(POINT, point=point, level=level)


@given(st.integers(1, 999), _TEXT, st.sampled_from([1, 2, 3]))
def test_code_of_a_point__is_read_back_as_that_point_and_round(
    number: int, content: str, level: int
) -> None:
    one = _point(number, content, level)
    for stage in ReviewRound:
        read = code_read(short_code(one, stage), {one.point.point_id})
        assert read == ShortCode(one.point.point_id, signs_of(one, stage))
        assert round_of(signs_of(one, stage), one) is stage


@given(st.integers(1, 999), st.integers(1, 999), _TEXT, _TEXT)
def test_two_codes__are_the_same_only_for_one_point_and_one_round(
    first: int, second: int, content: str, other: str
) -> None:
    """Whatever the marks are: a code holds the number, and the rounds of a point differ."""
    codes = {
        (one.point.point_id, stage): short_code(one, stage)
        for one in (_point(first, content), _point(second, content if first == second else other))
        for stage in ReviewRound
    }
    assert len(set(codes.values())) == len(codes)


@given(_TEXT, _TEXT)
def test_content_that_changed__makes_the_whole_mark_another(content: str, other: str) -> None:
    before, after = _point(1, content), _point(1, other)
    assert (review_mark(before) == review_mark(after)) == (content == other)
    assert (round_of(review_mark(before), after) is None) == (content != other)


def test_three_signs_of_changed_points__are_alike_as_rarely_as_chance_has_it() -> None:
    """Of 3,000 changes some two in 32,768 leave a code that still looks right."""
    stale = [signs_of(_point(1, f"old {n}"), ReviewRound.REVIEW) for n in range(3000)]
    now = _point(1, "now")
    assert sum(round_of(signs, now) is not None for signs in stale) <= 2
    assert Counter(map(len, stale)) == {3: 3000}


def test_signs_of_both_rounds_that_would_be_alike__those_of_the_group_give_way() -> None:
    """Found by trying: two marks of one point that begin alike."""
    tried = (_point(1, f"content {n}") for n in range(200_000))
    one = next(each for each in tried if review_mark(each)[:3] == final_mark(each)[:3])
    assert signs_of(one, ReviewRound.REVIEW) == review_mark(one)[:3]
    assert signs_of(one, ReviewRound.FINAL) != review_mark(one)[:3]
    assert round_of(signs_of(one, ReviewRound.FINAL), one) is ReviewRound.FINAL


@pytest.mark.parametrize(
    ("typed", "point", "signs"),
    [
        ("K1-001-7QX", "K1-001", "7QX"),
        (" k1-001 -7qx ", "K1-001", "7QX"),
        ("\uff2b\uff11\uff0d\uff10\uff10\uff11\uff0d\uff17\uff31\uff38", "K1-001", "7QX"),
        ("K1—001—7QX", "K1-001", "7QX"),
        ("K1\u2013001_7QX", "K1-001", "7QX"),
        ("K1.001.7QX", "K1-001", "7QX"),
        ("K1-001-ABCDEFGH", "K1-001", "ABCDEFGH"),
        ("K1-001", "K1-001", ""),
        ("A-7-003", "A-7-003", ""),
        ("A-7-003-7QX", "A-7-003", "7QX"),
        ("K9-009-7QX", "K9-009", "7QX"),
    ],
)
def test_code_as_people_type_it(typed: str, point: str, signs: str) -> None:
    assert code_read(typed, KNOWN) == ShortCode(point, signs)


@pytest.mark.parametrize("typed", ["", "-", "同意", "K1", "K1-001-7Q", "K1-001-7QX第二行", "7QX"])
def test_what_is_no_code(typed: str) -> None:
    assert code_read(typed, KNOWN) is None


def test_digits_that_base_32_lacks__are_the_letters_they_look_like() -> None:
    one = next(
        each
        for each in (_point(1, f"c{n}") for n in range(2000))
        if set("OIB") <= set(signs_of(each, ReviewRound.REVIEW) + "OIB")
        and "O" in signs_of(each, ReviewRound.REVIEW)
    )
    signs = signs_of(one, ReviewRound.REVIEW)
    assert round_of(signs.replace("O", "0"), one) is ReviewRound.REVIEW
