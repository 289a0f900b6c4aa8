"""What a person writes as a conclusion, and what is never guessed."""

from __future__ import annotations

import pytest
from support.templates import SHIPPED, lists

from lzfx.forms.spec import Choice
from lzfx.rules.said_decision import ConclusionWords, SaidConclusion, conclusion_read

LISTS = lists(SHIPPED)


def _offered(name: str) -> tuple[Choice, ...]:
    return tuple(Choice(**one) for one in LISTS[name]["choices"])


WORDS = ConclusionWords(_offered("entered_outcomes"), _offered("levels"))
OTHERS = ConclusionWords(
    _offered("entered_outcomes"),
    (Choice(code="1", label="高风险", aliases=("高",)), Choice(code="2", label="低", aliases=())),
)


@pytest.mark.parametrize(
    ("text", "outcome", "level", "reason"),
    [
        ("同意", "agree", None, ""),
        ("同意。", "agree", None, ""),
        (" 无意见 ", "agree", None, ""),
        ("结论：同意", "agree", None, ""),
        ("同意二级", "agree", 2, ""),
        ("改为一级", "level", 1, ""),
        ("改为一级，因为经手钱物", "level", 1, "经手钱物"),
        ("改为一级（经手钱物，又一人办理）", "level", 1, "经手钱物，又一人办理"),
        ("由三级改为二级：涉及群众多", "level", 2, "涉及群众多"),
        ("同意调整为2级；理由：涉及大额资金", "level", 2, "涉及大额资金"),
        ("建议降为三级，因此事已两人办理", "level", 3, "因此事已两人办理"),
        ("二级", "level", 2, ""),
        ("调整等级", "level", None, ""),
        ("退回，措施太空", "return", None, "措施太空"),
        ("撤销。与第三项重复", "withdraw", None, "与第三项重复"),
        ("暂缓", "defer", None, ""),
        ("撤回结论，写错了行", "revoke", None, "写错了行"),
    ],
)
def test_conclusion_as_people_write_it(
    text: str, outcome: str, level: int | None, reason: str
) -> None:
    assert conclusion_read(text, WORDS) == SaidConclusion(outcome, level, reason)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不同意",
        "基本同意",
        "同意不了",
        "改为四级",
        "改为",
        "由甲改为一级",
        "再议",
        "？",
        "未改为一级",
    ],
)
def test_what_says_nothing_sure__is_not_guessed(text: str) -> None:
    assert conclusion_read(text, WORDS) is None


def test_levels_of_another_office__in_its_own_words() -> None:
    assert conclusion_read("改为高，面广", OTHERS) == SaidConclusion("level", 1, "面广")
    assert conclusion_read("改为一级", OTHERS) is None
