"""Every code that has a sentence in `lzfx/messages.toml`, so that mypy finds a misspelt one.

A call site keeps its literal (`Finding("late")`). A code that comes from outside the source (a
ledger, a worker's answer, a rule of the office) passes `finding_code` once, where it comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from lzfx.model.codes_of_office import OfficeCode
from lzfx.model.codes_of_returns import ReturnCode
from lzfx.model.codes_of_stops import ErrorCode, ReasonCode

FindingCode = Literal[OfficeCode, ReturnCode]
"""The codes of findings: what is wrong in a return, a definition, a print."""

FINDING_CODES: Mapping[str, FindingCode] = {code: code for code in get_args(FindingCode)}
"""The codes of findings by themselves."""

__all__ = ["FINDING_CODES", "ErrorCode", "FindingCode", "ReasonCode", "finding_code"]


def finding_code(text: str) -> FindingCode:
    """The code that a text from outside the source names; ValueError for a code nobody knows."""
    try:
        return FINDING_CODES[text]
    except KeyError:
        raise ValueError(f"no finding has the code {text!r}") from None
