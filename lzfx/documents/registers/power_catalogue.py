"""《职权目录》: every power by unit, on what basis, who handles it, what changed in the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.documents.count_table import count_table
from lzfx.documents.labels import post_name, shown, unit_name
from lzfx.documents.required import doubled, no_entries
from lzfx.documents.sheet import (
    NOTHING,
    ListColumn,
    counted_in_words,
    list_table,
    sheet,
    under_title,
)
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.model.power import Power, PowerCatalogue

NAME = "职权目录"
KINDS = "power_kinds"
CHANGES = "power_changes"
_DROPPED = "drop"


def power_catalogue(master: Master, catalogue: PowerCatalogue) -> Document:
    """The list in roster order, its counts by unit and kind computed, dropped powers marked."""
    powers = _in_order(master, catalogue.powers)
    return sheet(
        master,
        f"{catalogue.year}年度{NAME}",
        f"{master.campaign.commission}{NAME}（{catalogue.year}年度）",
        _blocks(master, powers),
        facts={"职权数": str(len(in_force(powers)))},
        landscape=True,
    )


def in_force(powers: Sequence[Power]) -> tuple[Power, ...]:
    """The powers that were not dropped in the year."""
    return tuple(one for one in powers if one.change != _DROPPED)


def catalogue_gaps(_: Master, catalogue: PowerCatalogue) -> tuple[Finding, ...]:
    """Everything that forbids printing the catalogue."""
    codes = [one.code for one in catalogue.powers]
    return (*no_entries(NAME, codes), *doubled(NAME, "职权编码", codes))


def _in_order(master: Master, powers: Sequence[Power]) -> tuple[Power, ...]:
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}
    kinds = {kind: at for at, kind in enumerate(master.labels.get(KINDS, {}))}
    return tuple(
        sorted(
            powers,
            key=lambda one: (
                units.get(one.unit, len(units)),
                kinds.get(one.kind, len(kinds)),
                one.code,
            ),
        )
    )


def _blocks(master: Master, powers: Sequence[Power]) -> Iterator[Block]:
    yield under_title(master)
    yield list_table(_columns(master), powers, merge=("行使单位", "职权\n类别"))
    yield Paragraph(f"合计：{_totals(master, powers)}。", "flush")
    yield Paragraph("说明：标“取消”的职权列出备查，不计入合计。", "note")
    yield Heading(2, "按单位和类别统计")
    yield _counts(master, in_force(powers))


def _totals(master: Master, powers: Sequence[Power]) -> str:
    """`共9项职权，其中行政许可2项、…；与上年相比，保留…`."""
    kept = in_force(powers)
    kinds, changes = Counter(one.kind for one in kept), Counter(one.change for one in powers)
    by_kind = ((label, kinds[code]) for code, label in master.labels[KINDS].items())
    by_change = ((label, changes[code]) for code, label in master.labels[CHANGES].items())
    return (
        f"共{len(kept)}项职权，其中{counted_in_words(by_kind, '项')}；"
        f"与上年相比，{counted_in_words(by_change, '项')}"
    )


def _counts(master: Master, powers: Sequence[Power]) -> Block:
    units = dict.fromkeys(one.unit for one in powers)
    kinds = {one.kind for one in powers}
    return count_table(
        "行使单位",
        {code: unit_name(master, code) for code in units},
        {code: label for code, label in master.labels[KINDS].items() if code in kinds},
        [(one.unit, one.kind) for one in powers],
    )


def _columns(master: Master) -> tuple[ListColumn[Power], ...]:
    return (
        ListColumn("行使单位", 17.4, lambda one: unit_name(master, one.unit)),
        ListColumn("职权\n类别", 17.4, lambda one: shown(master, KINDS, one.kind)),
        ListColumn("职权\n编码", 20, lambda one: one.code),
        ListColumn("职权名称\n（子项）", 30, _named, "left"),
        ListColumn("实施依据", 38, lambda one: one.legal_basis, "left"),
        ListColumn("承办\n岗位", 17.4, lambda one: _posts(master, one)),
        ListColumn("办理\n时限", 13.7, lambda one: one.time_limit or NOTHING),
        ListColumn(
            "三重\n一大", 13.7, lambda one: shown(master, "major_matters", one.major_matters)
        ),
        ListColumn("公开\n形式", 13.7, lambda one: _public(master, one)),
        ListColumn("流程\n图", 11, lambda one: one.flowchart or NOTHING),
        ListColumn("风险\n点数", 11, lambda one: str(len(one.risk_points))),
        ListColumn("变动", 17, lambda one: _changed(master, one), "left"),
    )


def _named(one: Power) -> str:
    return f"{one.name}\n（{one.sub_item}）" if one.sub_item else one.name


def _posts(master: Master, one: Power) -> str:
    return "、".join(post_name(master, post) for post in one.posts) or NOTHING


def _public(master: Master, one: Power) -> str:
    form = shown(master, "public_forms", one.public_form)
    reason = f"（{one.public_scope}）" if one.public_scope else ""
    return f"{form}{reason}" or NOTHING


def _changed(master: Master, one: Power) -> str:
    reason = f"\n{one.change_reason}" if one.change_reason else ""
    return f"{shown(master, CHANGES, one.change)}{reason}"
