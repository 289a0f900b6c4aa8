"""《动态纠错检查记录》: each check on a page, and what all of them found in one table."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Heading, PageBreak, Paragraph
from lzfx.content.paper import Grid
from lzfx.content.wording import numeral
from lzfx.documents.count_table import count_table
from lzfx.documents.form_rows import FOUR, pair, wide
from lzfx.documents.labels import level_name, shown, unit_name
from lzfx.documents.required import no_entries
from lzfx.documents.sheet import NOTHING, ListColumn, in_cell, list_table, on_day, sheet, to_write
from lzfx.model.correction import CheckedPoint, CorrectionCheck, CorrectionRecord
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "动态纠错检查记录"
_ACTIONS = "correction_actions"
_STATES = "measure_states"
_PASSED = "passed"
_NO_DANGER = "未发现隐患"


def correction_record(master: Master, record: CorrectionRecord) -> Document:
    """The checks in the order given, then the counts by unit and what was done."""
    return sheet(
        master,
        f"{record.year}年度{NAME}",
        f"{master.campaign.system}{NAME}（{record.year}年度）",
        _blocks(master, record),
        facts={"检查数": str(len(record.checks))},
        landscape=True,
    )


def correction_gaps(_: Master, record: CorrectionRecord) -> tuple[Finding, ...]:
    """Everything that forbids printing: nothing checked, a danger closed that is not put right."""
    closed = (
        Finding("closed-without-recheck", params={"item": f"{check.code} {point.risk_point}"})
        for check in record.checks
        for point in check.points
        if point.closed_on and point.recheck != _PASSED
    )
    return (*no_entries(NAME, record.checks), *closed)


def _blocks(master: Master, record: CorrectionRecord) -> Iterator[Block]:
    for number, check in enumerate(record.checks, start=1):
        if number > 1:
            yield PageBreak()
        yield Heading(2, f"{numeral(number)}、{check.code} {unit_name(master, check.unit)}")
        yield _head(master, check)
        yield list_table(_columns(master), check.points)
        yield Paragraph(_said(check), "flush")
        yield Paragraph(
            "　　".join(
                to_write(label, "") for label in ("检查人（签字）", "被查单位负责人（签字）")
            ),
            "flush",
        )
    yield PageBreak()
    yield Heading(2, f"{numeral(len(record.checks) + 1)}、汇总")
    yield from _summary(master, record)


def _head(master: Master, check: CorrectionCheck) -> Grid:
    kind = shown(master, "correction_kinds", check.kind)
    return Grid(
        widths=FOUR,
        rows=(
            pair("检查编号", check.code, "检查类型", kind),
            pair("检查对象", unit_name(master, check.unit), "检查日期", on_day(check.held_on)),
            wide("检查人", "、".join(check.checkers)),
            wide("检查方式", check.way),
        ),
        landscape=True,
    )


def _said(check: CorrectionCheck) -> str:
    dangers = sum(bool(point.danger) for point in check.points)
    found = f"发现隐患{dangers}处" if dangers else _NO_DANGER
    remark = f" {check.remark}" if check.remark else ""
    return f"检查风险点{len(check.points)}个，{found}。{remark}".strip()


def _summary(master: Master, record: CorrectionRecord) -> Iterator[Block]:
    points = [point for check in record.checks for point in check.points]
    dangers = [point for point in points if point.danger]
    closed = sum(point.closed_on is not None for point in dangers)
    yield Paragraph(
        f"全年检查{len(record.checks)}次，检查风险点{len(points)}个次，发现隐患{len(dangers)}处，"
        f"已销号{closed}处，未销号{len(dangers) - closed}处。"
    )
    pairs = [
        (check.unit, point.action)
        for check in record.checks
        for point in check.points
        if point.danger
    ]
    if pairs:
        units = dict.fromkeys(unit for unit, _ in pairs)
        yield count_table(
            "检查对象",
            {code: unit_name(master, code) for code in units},
            master.labels[_ACTIONS],
            pairs,
        )


def _columns(master: Master) -> tuple[ListColumn[CheckedPoint], ...]:
    return (
        ListColumn("编号", 21, lambda one: one.risk_point),
        ListColumn("风险点", 34, lambda one: one.risk, "left"),
        ListColumn(
            "风险\n等级", 13, lambda one: level_name(master, one.level), level=lambda one: one.level
        ),
        ListColumn("措施\n落实", 17.4, lambda one: shown(master, _STATES, one.measure_state)),
        ListColumn("发现隐患", 48, _found, "left"),
        ListColumn("程度", 13.7, lambda one: shown(master, "gravities", one.gravity) or NOTHING),
        ListColumn("处理", 17.4, lambda one: shown(master, _ACTIONS, one.action) or NOTHING),
        ListColumn("期限", 21.5, lambda one: in_cell(one.deadline) or NOTHING),
        ListColumn("复查", 21.5, lambda one: _rechecked(master, one)),
        ListColumn("销号日期", 21.5, lambda one: in_cell(one.closed_on) or NOTHING),
    )


def _found(one: CheckedPoint) -> str:
    """What was found in a point, or why it was not checked."""
    return one.danger or one.why_not or _NO_DANGER


def _rechecked(master: Master, one: CheckedPoint) -> str:
    said = shown(master, "rechecks", one.recheck)
    return f"{in_cell(one.rechecked_on)}\n{said}".strip() or NOTHING
