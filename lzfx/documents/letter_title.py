"""The title of a letter broken into lines: no word cut, the lines a trapezium or a diamond."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import ceil

from lzfx.content.lines import text_width

TITLE_WIDTH = 19.0
"""Full-width characters of the title's size (2号) that a line may take (7.3.1)."""

_WORDS = (
    "委员会", "领导小组", "办公室", "科室", "单位", "系统", "防范", "防控", "管理", "工作",
    "实施", "方案", "措施", "一览表",
    "手册", "年度", "目标责任制", "目标", "责任制", "考核", "评价", "结果", "情况", "通报",
    "批评", "通知", "通告", "报告", "请示", "批复", "意见", "公示", "征求", "采纳", "预警",
    "提示", "整改", "反馈", "检查", "纠错", "动态", "岗位", "各级", "干部", "落实", "进一步",
    "扎实", "推进", "加强", "做好", "开展", "印发", "成立", "调整", "问题", "权力", "运行",
    "职权", "目录", "梳理", "制度", "归档", "文件", "名单", "风险点", "等级", "划分", "申报",
)  # fmt: skip
"""Words of official titles that are not cut, beside those the caller names."""

_TOKENS = re.compile(
    r"[!-~]+(?:年度|年|月|日|号)?|〔\d+〕\d*号?|《[^《》]{1,16}》|“[^“”]{1,16}”|"
    rf"{'|'.join(sorted(_WORDS, key=len, reverse=True))}|."
)
_NOT_FIRST = frozenset("的了等及和与、，。：；！？）》”〕")
_NOT_LAST = frozenset("《“（〔第各关对")
_GOOD_ENDS = ("》", "、", "的", "年度", "工作")
_MOST_LINES = 5


def title_lines(
    text: str, width: float = TITLE_WIDTH, whole: Sequence[str] = ()
) -> tuple[str, ...]:
    """The lines of a title, each at most `width` full-width characters where words allow it.

    The words `whole` (names of offices) are never cut either. Lines grow, shrink, or swell in the
    middle; a title that fits is one line.
    """
    if text_width(text) <= width:
        return (text,)
    tokens = _tokens(text, whole)
    least = ceil(text_width(text) / width)
    for count in range(least, _MOST_LINES + 1):
        broken = min(_ways(tokens, count), key=lambda lines: _cost(lines, width), default=None)
        if broken is not None and max(map(text_width, broken)) <= width:
            return broken
    return min(_ways(tokens, min(least, len(tokens))), key=lambda lines: _cost(lines, width))


def _tokens(text: str, whole: Sequence[str]) -> tuple[str, ...]:
    """The text in pieces that stay whole: names, words, and what may not begin or end a line."""
    found: list[str] = []
    names = [re.escape(name) for name in sorted(whole, key=len, reverse=True) if name]
    pieces = re.split(f"({'|'.join(names)})", text) if names else [text]
    for at, piece in enumerate(pieces):
        found += [piece] if at % 2 else _TOKENS.findall(piece)
    glued: list[str] = []
    for token in found:
        if not token:
            continue
        joins = glued and (token[0] in _NOT_FIRST or glued[-1][-1] in _NOT_LAST)
        if joins:
            glued[-1] += token
        else:
            glued.append(token)
    return tuple(glued)


def _ways(tokens: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to put the tokens on `count` lines."""
    for cuts in combinations(range(1, len(tokens)), count - 1):
        yield tuple("".join(tokens[start:end]) for start, end in pairwise((0, *cuts, len(tokens))))


def _cost(lines: Sequence[str], width: float) -> float:
    """How unfit the lines are: an hourglass, all alike, a lone word, breaks amid a phrase."""
    sizes = [text_width(line) for line in lines]
    over = sum(max(0.0, size - width) for size in sizes)
    spread = max(sizes) - min(sizes)
    swells = [b - a for a, b in pairwise(sizes)]
    hourglass = any(a < 0 < b for a, b in pairwise(swells))
    cost = 100 * over + 40 * hourglass + 12 * (spread == 0) + abs(spread - width / 4)
    cost += 25 * sum(size < width / 4 for size in sizes)
    return cost + 3 * sum(not line.endswith(_GOOD_ENDS) for line in lines[:-1])
