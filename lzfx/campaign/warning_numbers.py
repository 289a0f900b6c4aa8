"""The numbers of warnings: as they are printed, and as people write them."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.content.wording import doc_number
from lzfx.forms.characters import as_code
from lzfx.model.warning import WarningNotice

PREFIX = "廉警"
_BRACKETS = str.maketrans("", "", "〔〕[]()【】《》第")


def number_said(colors: Mapping[str, str], one: WarningNotice) -> str:
    """`廉警〔2011〕红1号`."""
    series = colors.get(one.color, one.color).removesuffix("色")
    return doc_number(PREFIX, one.year, one.number, series)


def number_key(text: str) -> str:
    """A number as two are compared: brackets of any kind, blanks and a 第 make no difference."""
    return as_code(text).translate(_BRACKETS)
