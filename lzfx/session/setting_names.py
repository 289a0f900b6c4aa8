"""What a clerk calls the settings: each key of `lzfx.toml` with its names in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.forms.toml_text import Path
from lzfx.messages import word
from lzfx.model.codes import ScreenWord

ANY = "*"
"""Stands in a path for any position in a list, or any key."""

_BETWEEN = "、"

SETTINGS_CALLED: Mapping[Path, ScreenWord] = {
    ("code",): "setting-code",
    ("year",): "setting-year",
    ("name",): "setting-name",
    ("commission",): "setting-commission",
    ("system",): "setting-system",
    ("deadline",): "setting-deadline",
    ("large_sum",): "setting-large-sum",
    ("issuer",): "setting-issuer",
    ("issued_on",): "setting-issued-on",
    ("ruled_rows",): "setting-ruled-rows",
    ("unknown_senders",): "setting-unknown-senders",
    ("decisions_valid_days",): "setting-decisions-valid-days",
    ("bodies", "leading_group"): "setting-bodies-leading-group",
    ("bodies", "review_group"): "setting-bodies-review-group",
    ("bodies", "commission_meeting"): "setting-bodies-commission-meeting",
    ("bodies", "directors_meeting"): "setting-bodies-directors-meeting",
    ("office", "name"): "setting-office-name",
    ("office", "contact"): "setting-office-contact",
    ("office", "phone"): "setting-office-phone",
    ("office", "email"): "setting-office-email",
    ("stages", "*", "name"): "setting-stages-name",
    ("stages", "*", "start"): "setting-stages-start",
    ("stages", "*", "end"): "setting-stages-end",
    ("stages", "*", "work"): "setting-stages-work",
    ("plan", "issued_on"): "setting-plan-issued-on",
    ("plan", "guiding"): "setting-plan-guiding",
    ("plan", "aims"): "setting-plan-aims",
    ("plan", "basis", "*", "title"): "setting-plan-basis-title",
    ("plan", "basis", "*", "number"): "setting-plan-basis-number",
    ("plan", "basis", "*", "day"): "setting-plan-basis-day",
    ("plan", "principles", "*", "name"): "setting-plan-principles-name",
    ("plan", "principles", "*", "text"): "setting-plan-principles-text",
    ("plan", "systems", "*", "name"): "setting-plan-systems-name",
    ("plan", "systems", "*", "text"): "setting-plan-systems-text",
    ("publicity", "start"): "setting-publicity-start",
    ("publicity", "last"): "setting-publicity-last",
    ("publicity", "days"): "setting-publicity-days",
    ("publicity", "working_days"): "setting-publicity-working-days",
    ("publicity", "holidays"): "setting-publicity-holidays",
    ("publicity", "workdays"): "setting-publicity-workdays",
    ("publicity", "box"): "setting-publicity-box",
    ("cross_check", "kinds"): "setting-cross-check-kinds",
    ("cross_check", "checkers"): "setting-cross-check-checkers",
    ("filling_times", "choice"): "setting-filling-times-choice",
    ("filling_times", "line"): "setting-filling-times-line",
    ("filling_times", "text"): "setting-filling-times-text",
    ("filling_times", "sign"): "setting-filling-times-sign",
    ("checks", "every_months", "*"): "setting-checks-every-months",
    ("documents", "plan"): "setting-documents-plan",
    ("documents", "overview_notice"): "setting-documents-overview-notice",
    ("documents", "handbook_notice"): "setting-documents-handbook-notice",
    ("deadlines", "*"): "setting-deadlines",
    ("words", "addressees"): "setting-words-addressees",
    ("words", "risk"): "setting-words-risk",
    ("words", "point"): "setting-words-point",
    ("words", "head_of_unit"): "setting-words-head-of-unit",
    ("words", "unit"): "setting-words-unit",
    ("words", "led_units"): "setting-words-led-units",
    ("words", "deciding"): "setting-words-deciding",
    ("words", "group"): "setting-words-group",
    ("words", "review_ways"): "setting-words-review-ways",
    ("words", "part_general"): "setting-words-part-general",
    ("words", "part_duties"): "setting-words-part-duties",
    ("words", "part_regulations"): "setting-words-part-regulations",
    ("words", "part_statistics"): "setting-words-part-statistics",
    ("words", "title_words"): "setting-words-title-words",
}
"""The words that name each setting; where there are several, the first is the one shown."""


def names_of(path: Path) -> tuple[str, ...]:
    """What a setting is called, none where only the office itself has it."""
    if path not in SETTINGS_CALLED:
        path = tuple(ANY if isinstance(key, int) else key for key in path)
    if path not in SETTINGS_CALLED:
        path = (*path[:-1], ANY)
    called = SETTINGS_CALLED.get(path)
    return tuple(word(called).split(_BETWEEN)) if called else ()


def key_of(path: Path) -> str:
    """A setting as its keys: `office.contact`, `stages.1.end` (positions count from 1)."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


def called(path: Path) -> str:
    """A setting as it is told: its name, with its keys behind it."""
    number = next((key + 1 for key in path if isinstance(key, int)), 0)
    name = next(iter(names_of(path)), "").replace(word("setting-which"), str(number))
    return f"{name}（{key_of(path)}）" if name else key_of(path)
