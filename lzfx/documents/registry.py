"""Which documents are printed, what a clerk calls them, in which formats, and which are public.

What builds them is known to `publish`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lzfx.documents.papers.declaration_copies import NAME as COPIES

FORMATS: Mapping[str, tuple[str, ...]] = {
    "overview": ("pdf", "docx", "xlsx"),
    "overview-by-level": ("pdf", "docx", "xlsx"),
    "overview-public": ("pdf", "docx", "xlsx", "html"),
    "cadres": ("pdf", "docx", "xlsx"),
    "cadres-public": ("pdf", "docx", "xlsx", "html"),
    "notice": ("pdf", "docx", "html"),
    "declaration-copies": ("pdf", "docx"),
    "review-sheets": ("pdf", "docx"),
    "level-changes": ("pdf", "docx", "xlsx"),
    "post-cards": ("pdf", "docx"),
    "reminders": ("pdf", "docx", "xlsx"),
    "statistics": ("pdf", "docx", "xlsx"),
    "handbook": ("pdf", "docx"),
}

TITLES: Mapping[str, tuple[str, ...]] = {
    "overview": ("一览表", "风险点及防范措施一览表"),
    "overview-by-level": ("一览表（按等级）", "按等级一览表"),
    "overview-public": ("一览表（公示本）", "公示一览表"),
    "cadres": ("各级干部", "各级干部风险及防范措施"),
    "cadres-public": ("各级干部（公示本）", "公示各级干部"),
    "notice": ("公示通知", "公示"),
    "declaration-copies": (COPIES, "签字件"),
    "review-sheets": ("审核表", "风险等级审核表"),
    "level-changes": ("调级清单", "风险等级调整清单"),
    "post-cards": ("告知承诺书", "告知单", "承诺书", "岗位告知承诺书"),
    "reminders": ("催报名单", "催报"),
    "statistics": ("统计图表", "统计"),
    "handbook": ("工作手册", "手册"),
}
"""What a clerk may call each document; the first is what the screen calls it."""

PUBLIC = frozenset({"overview-public", "cadres-public", "notice"})
"""Documents that go to everybody: they are scanned for personal data before they are written."""

BY_UNIT = frozenset({"declaration-copies", "review-sheets", "post-cards"})
"""Bound sets of single papers, of which one may be printed for some units only."""

FOLLOWED = ("overview", "handbook")
"""Documents whose newest edition the state of the campaign asks for."""

_LEFT_OUT = re.compile(r"[\s《》()（）_-]")


def document_named(text: str) -> str:
    """The name of the document a person means by its name or by what it is called, or nothing."""
    wanted = _folded(text)
    for name in FORMATS:
        if wanted in {_folded(one) for one in (name, *TITLES.get(name, ()))}:
            return name
    return ""


def called(name: str) -> str:
    """What the screen calls a document."""
    return TITLES.get(name, (name,))[0]


def _folded(text: str) -> str:
    return _LEFT_OUT.sub("", text).lower()
