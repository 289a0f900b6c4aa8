"""版本对照表: what became of every point between two editions, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lzfx.content.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from lzfx.content.wording import chinese_date, numeral
from lzfx.documents.issuing import COMPARED as NAME
from lzfx.documents.labels import (
    level_heading,
    level_name,
    post_name,
    text_of,
    unit_name,
)
from lzfx.documents.sheet import sheet
from lzfx.model.finding import Finding
from lzfx.model.master import TITLES, Master
from lzfx.model.papers import EditionChange, EditionChanges
from lzfx.model.risk import Graded

_NOT_COMPARED = frozenset({"point_id", "change", "post", "declared_level"})
"""Fields that say nothing of a point in effect: its number, a mark of the year, its first level."""

_POINTS = (
    Column("序号", 12, "center"),
    Column("编号", 26, "center"),
    Column("单位", 36, "center"),
    Column("岗位", 32, "center"),
    Column("风险点", 95),
    Column("等级", 24, "center"),
)
_LEVELS = (
    Column("序号", 12, "center"),
    Column("编号", 26, "center"),
    Column("单位", 36, "center"),
    Column("风险点", 95),
    Column("原等级", 20, "center"),
    Column("现等级", 20, "center"),
    Column("调整", 16, "center"),
)
_TEXTS = (
    Column("序号", 12, "center"),
    Column("编号", 24, "center"),
    Column("风险点", 33),
    Column("栏目", 24, "center"),
    Column("改前", 66),
    Column("改后", 66),
)
_DIRECTIONS = {"raised": "升", "lowered": "降"}


def compared(before: Master, after: Master, names: tuple[str, str]) -> EditionChanges:
    """Every difference between two editions, called by those `names`, each as it is printed."""
    old = {one.point.point_id: one for one in before.graded}
    new = {one.point.point_id: one for one in after.graded}
    changes: list[EditionChange] = []
    for point_id, one in new.items():
        was = old.get(point_id)
        if was is None:
            changes.append(_change(after, one, "added", after=level_name(after, one.level)))
        else:
            changes += _of_point(before, was, after, one)
    changes += (
        _change(before, one, "dropped", before=level_name(before, one.level))
        for point_id, one in old.items()
        if point_id not in new
    )
    touched = {one.point_id for one in changes}
    same = sum(point_id in old and point_id not in touched for point_id in new)
    return EditionChanges(*names, tuple(changes), same)


def _of_point(before: Master, was: Graded, after: Master, one: Graded) -> Iterator[EditionChange]:
    """The level first, then the fields in the order of the form, and who watches it."""
    if was.level != one.level:
        graver = one.level is not None and (was.level is None or one.level < was.level)
        told = level_name(before, was.level), level_name(after, one.level)
        title = level_heading(after)
        yield _change(after, one, "raised" if graver else "lowered", title, *told)
    told = post_name(before, was.point.post), post_name(after, one.point.post)
    if was.point.post != one.point.post:
        yield _change(after, one, "changed", "岗位", *told)
    titles: Mapping[str, str] = {**before.labels.get(TITLES, {}), **after.labels.get(TITLES, {})}
    for field, title in titles.items():
        told = text_of(before, was, field), text_of(after, one, field)
        if field not in _NOT_COMPARED and told[0] != told[1]:
            yield _change(after, one, "changed", title, *told)
    if was.monitor != one.monitor:
        yield _change(after, one, "changed", "监控责任人", was.monitor, one.monitor)


def _change(  # noqa: PLR0913, PLR0917 - what a line says
    master: Master, one: Graded, what: str, title: str = "", before: str = "", after: str = ""
) -> EditionChange:
    return EditionChange(
        point_id=one.point.point_id,
        unit=unit_name(master, one.point.unit),
        post=post_name(master, one.point.post),
        name=str(one.point.values.get("name") or ""),
        what=what,
        title=title,
        before=before,
        after=after,
    )


def edition_changes(master: Master) -> Document:
    """What was added, dropped, raised, lowered and reworded, each in a table; nothing is left out.

    Ask `nothing_compared` first.
    """
    campaign, found = master.campaign, master.papers.compared
    assert found is not None  # noqa: S101 - said by `nothing_compared`
    return sheet(
        master,
        f"{campaign.year}年度{NAME}（{found.before}—{found.after}）",
        f"{campaign.system}{master.campaign.words.point}{NAME}",
        (
            Paragraph(f"{found.before}与{found.after}比较", "centered"),
            Paragraph(_in_words(found), "flush"),
            *_tables(found),
            Paragraph(f"说明：数据截至{chinese_date(master.day)}。", "note"),
        ),
        landscape=True,
        facts={"比较": f"{found.before}—{found.after}", "改动": str(len(found.changes))},
    )


def nothing_compared(master: Master) -> tuple[Finding, ...]:
    """Why there is nothing to compare: no edition took effect, or both are the same."""
    found = master.papers.compared
    if found is None:
        return (Finding("edition-none-yet"),)
    if not found.changes:
        return (Finding("edition-unchanged", params={"before": found.before, "now": found.after}),)
    return ()


def _in_words(found: EditionChanges) -> str:
    points = {
        what: {one.point_id for one in found.changes if one.what == what}
        for what in ("added", "dropped", "raised", "lowered", "changed")
    }
    texts = sum(one.what == "changed" for one in found.changes)
    return (
        f"新增{len(points['added'])}个，撤销{len(points['dropped'])}个；"
        f"等级升{len(points['raised'])}个、降{len(points['lowered'])}个；"
        f"内容改动{len(points['changed'])}个、{texts}处；没有变动{found.same}个。"
    )


def _tables(found: EditionChanges) -> Iterator[Block]:
    sections: Sequence[tuple[str, tuple[str, ...], tuple[Column, ...]]] = (
        ("新增的", ("added",), _POINTS),
        ("撤销的", ("dropped",), _POINTS),
        ("等级变动", ("raised", "lowered"), _LEVELS),
        ("内容改动", ("changed",), _TEXTS),
    )
    number = 0
    for title, kinds, columns in sections:
        chosen = [one for one in found.changes if one.what in kinds]
        if chosen:
            number += 1
            yield Heading(2, f"{numeral(number)}、{title}")
            rows = (_row(at, one, columns) for at, one in enumerate(chosen, start=1))
            merge = (1, 2) if columns is _TEXTS else ()
            yield Table(columns, tuple(rows), merge=merge, landscape=True)


def _row(number: int, one: EditionChange, columns: tuple[Column, ...]) -> tuple[Cell, ...]:
    """The cells of a line, by the titles of its columns."""
    said = {
        "序号": str(number),
        "编号": one.point_id,
        "单位": one.unit,
        "岗位": one.post,
        "风险点": one.name,
        "等级": one.after or one.before,
        "原等级": one.before,
        "现等级": one.after,
        "调整": _DIRECTIONS.get(one.what, ""),
        "栏目": one.title,
        "改前": one.before or "—",
        "改后": one.after or "—",
    }
    return tuple(Cell(said[column.title]) for column in columns)
