"""What every paper about a warning says alike: its number, its colour in words, its subject."""

from __future__ import annotations

from lzfx.campaign.warning_numbers import number_said
from lzfx.documents.labels import color_name, level_name, unit_name
from lzfx.model.master import Master
from lzfx.model.risk import MOST_LEVELS, Color, Level, MonitorRole
from lzfx.model.warning import WarningNotice

UNREGISTERED = "未登记风险点"


def warning_number(master: Master, one: WarningNotice) -> str:
    """`廉警〔2011〕红1号`."""
    return number_said(master.labels.get("colors", {}), one)


def level_warned_of(master: Master, color: Color) -> Level:
    """The level that has that colour; one lighter than all where none has it."""
    levels = (one.level for one in master.criteria if one.color == color and one.level)
    return next(levels, MOST_LEVELS + 1)


def gravest_signed(master: Master, role: MonitorRole) -> Level | None:
    """The gravest level that a monitor of that role may warn of; None for one who monitors none."""
    levels = (one.level for one in master.criteria if one.monitor_role == role and one.level)
    return min(levels, default=None)


def warning_name(master: Master, one: WarningNotice) -> str:
    """`红色预警（一级）`: the colour in words, so that no print depends on colour."""
    level = level_warned_of(master, one.color)
    said = level_name(master, level if level <= MOST_LEVELS else None)
    return f"{color_name(master, one.color)}预警（{said}）"


def subject(master: Master, one: WarningNotice) -> str:
    """Unit, post and person who are warned, as far as they are named."""
    who = [unit_name(master, one.unit), one.post, one.person]
    return " ".join(part for part in who if part)


def concerns(one: WarningNotice) -> str:
    """The risk point in words with its number, or that it is none of the register."""
    if not one.risk_point:
        return f"{one.risk}（{UNREGISTERED}）" if one.risk else UNREGISTERED
    return f"{one.risk}（{one.risk_point}）" if one.risk else one.risk_point
