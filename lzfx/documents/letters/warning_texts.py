"""What every paper about a warning says alike: its number, its colour in words, its subject."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.documents.labels import COLORS, level_name, unit_name
from lzfx.documents.letter import doc_number
from lzfx.model.campaign import REVIEW_GROUP
from lzfx.model.master import Master
from lzfx.model.risk import Color, Level
from lzfx.model.warning import WarningNotice

PREFIX = "廉警"
UNREGISTERED = "未登记风险点"
SERIES: Mapping[Color, str] = {"red": "红", "orange": "橙", "blue": "蓝"}
LEVEL_OF_COLOR: Mapping[Color, Level] = {"red": 1, "orange": 2, "blue": 3}
SIGNERS: Mapping[str, int] = {REVIEW_GROUP: 1, "leader_in_charge": 2, "section_head": 3}
"""The gravest level that a monitor of that role may warn of."""


def warning_number(one: WarningNotice) -> str:
    """`廉警〔2011〕红1号`."""
    return doc_number(PREFIX, one.year, one.number, SERIES[one.color])


def color_name(master: Master, one: WarningNotice) -> str:
    """`红色预警（一级）`: the colour in words, so that no print depends on colour."""
    return f"{COLORS[one.color]}预警（{level_name(master, LEVEL_OF_COLOR[one.color])}）"


def subject(master: Master, one: WarningNotice) -> str:
    """Unit, post and person who are warned, as far as they are named."""
    who = [unit_name(master, one.unit), one.post, one.person]
    return " ".join(part for part in who if part)


def concerns(one: WarningNotice) -> str:
    """The risk point in words with its number, or that it is none of the register."""
    if not one.risk_point:
        return f"{one.risk}（{UNREGISTERED}）" if one.risk else UNREGISTERED
    return f"{one.risk}（{one.risk_point}）" if one.risk else one.risk_point
