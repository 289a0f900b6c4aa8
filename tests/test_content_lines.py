"""The estimate of lines errs upwards, never below what the characters need."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.content.lines import line_count, text_width


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("廉政风险", 4, 1),
        ("廉政风险点", 4, 2),
        ("甲\n\n乙", 10, 3),
        ("证号123456789012345678", 8, 3),  # a long number starts on a line of its own
        ("ab cd", 2, 2),
    ],
)
def test_line_count__examples(text: str, width: float, lines: int) -> None:
    assert line_count(text, width) == lines


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="廉政ab1 。，\n", max_size=80), st.integers(1, 20))
def test_line_count__leaves_room_for_all_characters(text: str, width: int) -> None:
    assert line_count(text, width) * width >= text_width(text.replace("\n", ""))
