"""Cross-tabs: zeros, margins, several rows at once, nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.documents.figures import cross_table, exploded

ROWS, COLUMNS = ("甲", "乙", "丙"), ("1", "2", "3", "")


def test_cross_table__order_zeros_and_margins() -> None:
    crossed = cross_table([("乙", "1"), ("甲", "3"), ("乙", "1")], ROWS, COLUMNS)
    assert crossed.counts == ((0, 0, 1, 0), (2, 0, 0, 0), (0, 0, 0, 0))
    assert (crossed.row_totals, crossed.column_totals, crossed.total) == (
        (1, 2, 0),
        (2, 0, 1, 0),
        3,
    )


def test_cross_table__nothing() -> None:
    crossed = cross_table([], ROWS, COLUMNS)
    assert (crossed.total, crossed.row_totals) == (0, (0, 0, 0))
    assert crossed.counts == ((0,) * 4,) * 3


def test_cross_table__a_pair_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        cross_table([("丁", "1")], ROWS, COLUMNS)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), max_size=30))
def test_cross_table__agrees_with_plain_counting(pairs: list[tuple[str, str]]) -> None:
    crossed, plain = cross_table(pairs, ROWS, COLUMNS), Counter(pairs)
    assert crossed.counts == tuple(tuple(plain[r, c] for c in COLUMNS) for r in ROWS)
    assert sum(crossed.row_totals) == sum(crossed.column_totals) == crossed.total == len(pairs)


def test_exploded__one_pair_for_each_row() -> None:
    pairs = exploded([(("a", "b"), "1"), ((), "2"), (("a",), "3")])
    assert pairs == (("a", "1"), ("b", "1"), ("a", "3"))
    assert exploded([]) == ()
