"""Every name of a sentence in `lzfx/messages.toml` and `words.toml`: mypy finds a misspelt one.

A call site keeps its literal (`Finding("late")`). A code that comes from outside the source (a
ledger, a worker's answer, a rule of the office) passes `finding_code` once, where it comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from lzfx.model.codes_of_campaign import CampaignCode
from lzfx.model.codes_of_office import OfficeCode
from lzfx.model.codes_of_returns import ReturnCode
from lzfx.model.codes_of_stops import ErrorCode, ReasonCode
from lzfx.model.words_of_campaign import CampaignWord
from lzfx.model.words_of_help import HelpWord
from lzfx.model.words_of_screen import LineWord
from lzfx.model.words_of_settings import SettingWord
from lzfx.model.words_of_work import WorkWord
from lzfx.model.words_of_year import YearWord

FindingCode = Literal[CampaignCode, OfficeCode, ReturnCode]
"""The codes of findings: what is wrong in a return, a definition, a print."""

ScreenWord = Literal[CampaignWord, HelpWord, LineWord, WorkWord, SettingWord, YearWord]
"""The names of words and lines of the screen."""

FINDING_CODES: Mapping[str, FindingCode] = {code: code for code in get_args(FindingCode)}
"""The codes of findings by themselves."""

_SCREEN_WORDS: Mapping[str, ScreenWord] = {name: name for name in get_args(ScreenWord)}

__all__ = [
    "FINDING_CODES",
    "ErrorCode",
    "FindingCode",
    "ReasonCode",
    "ScreenWord",
    "finding_code",
    "screen_word",
]


def finding_code(text: str) -> FindingCode:
    """The code that a text from outside the source names; ValueError for a code nobody knows."""
    try:
        return FINDING_CODES[text]
    except KeyError:
        raise ValueError(f"no finding has the code {text!r}") from None


def screen_word(text: str) -> ScreenWord:
    """The word that a name put together (`state-` and a state) stands for; KeyError for none."""
    return _SCREEN_WORDS[text]
