"""Lines of Chinese in boxes: where they end, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.flow.text import NO_END, NO_START, extent, wrap, wrap_into

SIGNS = "受理审核公示送达归档，。、；：）》”（《“A1b2"


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("查验证件原件", 10, ("查验证件原件",)),
        ("制作《再生育证》", 6, ("制作《再", "生育证》")),
        ("受理，登记，编号", 3.5, ("受理，", "登记，", "编号")),
        ("报（科长）审", 3.5, ("报（科", "长）审")),
        ("限期20个工作日", 4, ("限期", "20个", "工作日")),
        ("编号ABCDEFGH", 4, ("编号", "ABCD", "EFGH")),
        ("", 4, ("",)),
    ],
)
def test_wrap__breaks_lines_by_the_rules(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, room) == lines


def test_wrap__makes_lines_of_equal_length() -> None:
    assert wrap("登记并查验全部证件", 8) == ("登记并查验", "全部证件")
    assert wrap("登记并查验全部证件", 8, even=False) == ("登记并查验全部证", "件")


@given(st.text(SIGNS, min_size=1, max_size=40), st.integers(5, 14))
def test_wrap__loses_nothing_and_keeps_the_rules_where_there_is_room(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert "".join(lines) == text
    assert all(extent(line) <= room for line in lines)
    for before, after in pairwise(lines):
        crowded = extent(before) > room - 4 or extent(after) > room - 4
        assert crowded or (after[0] not in NO_START and before[-1] not in NO_END)


@pytest.mark.parametrize("closing", "，。、；：！？）》”")
def test_wrap__no_line_begins_with_a_closing_sign(closing: str) -> None:
    for before in range(1, 12):
        for line in wrap("审" * before + closing + "核" * 6, 4)[1:]:
            assert line[0] != closing


@pytest.mark.parametrize("opening", "（《“")
def test_wrap__no_line_ends_with_an_opening_sign(opening: str) -> None:
    for before in range(1, 12):
        for line in wrap("审" * before + opening + "核" * 6, 4)[:-1]:
            assert line[-1] != opening


def test_wrap_into__fits_lines_of_different_room_or_not_at_all() -> None:
    assert wrap_into("是否符合条件", (2, 4)) == ("是否", "符合条件")
    assert wrap_into("是否符合条件", (2, 3)) is None
    assert wrap_into("是否", (2, 3)) is None
    assert wrap_into("报（科", (2, 2)) == ("报", "（科")
