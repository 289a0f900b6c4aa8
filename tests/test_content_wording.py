"""Days, sums and joined words as official papers write them."""

from __future__ import annotations

import pytest

from lzfx.content.wording import run_together


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("高风险", "风险点", "高风险点"),
        ("一级", "风险点", "一级风险点"),
        ("A级", "廉洁风险点", "A级廉洁风险点"),
        ("", "风险点", "风险点"),
    ],
)
def test_run_together__what_both_say_is_said_once(first: str, second: str, said: str) -> None:
    assert run_together(first, second) == said
