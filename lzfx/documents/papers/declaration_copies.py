"""Signing copies of 《岗位廉政风险等级划分申报表》: one a subject, from its newest valid return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.content.blocks import Block, Cell, Column, Document, PageBreak, Paragraph, Table
from lzfx.content.paper import Box, Grid
from lzfx.documents.counts import in_order
from lzfx.documents.form_rows import labelled
from lzfx.documents.labels import color_name, level_name, shown, text_of, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.lists.point_table import TABLE_WIDTH
from lzfx.documents.lists.posts_table import level_said
from lzfx.documents.sheet import sheet
from lzfx.model.about import About
from lzfx.model.finding import Finding
from lzfx.model.master import FormOutline, Master
from lzfx.model.risk import Graded
from lzfx.model.roster import Unit
from lzfx.model.submission import Submission, Value

NAME = "申报表签字件"
_OF_UNIT = ("unit_code", "unit_name", "year", "filler", "filler_phone", "filed_on",
            "unit_level")  # fmt: skip
_OF_POST = ("unit_name", "post_code", "post_name", "holder", "year", "filler", "filed_on")
_NARROW: tuple[tuple[tuple[str, ...], float], ...] = (
    (("power", "stage"), 20.0),
    (("point_id", "name"), 23.0),
    (("manifestation",), 0.0),
    (("conduct",), 13.7),
    (("power_size", "closeness", "likelihood"), 25.0),
    (("major_matters",), 13.7),
    (("declared_level",), 10.0),
    (("",), 12.0),
    (("reason",), 17.4),
    (("measures",), 0.0),
    (("responsible",), 17.4),
)
"""The columns as fields of the form and millimetres; 0 shares what is left, empty is computed."""

_OTHER = 13.7
_NOT_COPIED = frozenset({"change", "post", "nature", "source", "abuse", "found_by", "note"})
"""Fields that are not printed, or stand above the table."""

_COMPUTED = "规则等级\n（颜色）"
_BETWEEN = "、"
_SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class _Copy:
    """What one copy is of: a unit itself, or a post of it; `row` is what the return says of it."""

    subject: str
    unit: Unit
    returned: Submission
    points: tuple[Graded, ...]
    row: Mapping[str, Value]
    is_post: bool


def declaration_copies(master: Master) -> Document:
    """All copies in roster order, each on a new page: the unit's own points, then post by post.

    The computed level stands beside the declared one; who signs follows from who reviews (G13).
    """
    campaign = master.campaign
    form = master.declaration
    title = form.title if form else NAME
    blocks: list[Block] = []
    for copy in _copies(master) if form else ():
        blocks += [PageBreak(), Paragraph(title, "title")] if blocks else []
        blocks += _blocks(master, form, copy) if form else ()
    name = f"{campaign.year}年度{NAME}"
    return sheet(master, name, title, blocks, facts=edition(master), landscape=True)


def nothing_to_sign(master: Master) -> tuple[Finding, ...]:
    """Why there is no copy to print: nobody's return is in yet."""
    return () if any(_copies(master)) else (Finding("nothing-to-sign"),)


def _copies(master: Master) -> Iterator[_Copy]:
    by_unit: dict[str, list[Graded]] = {}
    for one in in_order(master):
        by_unit.setdefault(one.point.unit, []).append(one)
    returns = master.papers.returns
    form = master.declaration
    duties = form.tables.get(About.POST_DUTY, "") if form else ""
    for unit in master.roster.units:
        own = by_unit.get(unit.code, [])
        itself = tuple(one for one in own if not one.point.post)
        whole = returns.get(unit.code)
        if whole is not None and (itself or not master.roster.posts_of(unit.code)):
            yield _Copy(unit.code, unit, whole, itself, {}, is_post=False)
        for post in master.roster.posts_of(unit.code):
            returned = returns.get(post.code) or whole
            if returned is None:
                continue
            row = next(
                (
                    row.values
                    for row in returned.tables.get(duties, ())
                    if row.values.get("post_code") == post.code
                ),
                {},
            )
            chosen = tuple(one for one in own if one.point.post == post.code)
            yield _Copy(post.code, unit, returned, chosen, row, is_post=True)


def _blocks(master: Master, form: FormOutline, copy: _Copy) -> Iterator[Block]:
    yield Paragraph(f"{master.campaign.commission}　{master.campaign.year}年度", "centered")
    # Signatures stand with what identifies the subject, never on a page of their own.
    yield _header(master, form, copy)
    yield _signatures(master, form, copy)
    if copy.points:
        yield _table(master, form, copy.points)
    else:
        titles = form.titles_about(About.POST_DUTY)
        declared = shown(master, "zero_report", copy.row.get("zero_report"))
        reason = shown(master, "zero_reason", copy.row.get("zero_reason"))
        answer = declared or "没有填报风险点"
        asked = titles.get("zero_report")
        said = (f"{asked}：{answer}" if asked else answer, reason)
        yield Paragraph("。".join(part.rstrip("。") for part in said if part) + "。", "flush")
    yield Paragraph(_origin(master, copy), "note")


def _header(master: Master, form: FormOutline, copy: _Copy) -> Grid:
    """Short boxes four a row, then duty and computed level of the subject."""
    titles = {**form.titles_about(About.POST_DUTY), **form.titles()}
    given = {**_known(master, copy), **copy.returned.header, **copy.row}
    given["unit_name"] = unit_name(master, copy.unit.code)
    fields = _OF_POST if copy.is_post else _OF_UNIT
    pairs = [
        (
            titles[name],
            shown(master, "declared_level" if name == "unit_level" else name, given.get(name)),
        )
        for name in fields
        if name in titles
    ]
    papers = master.papers
    levels = papers.post_levels if copy.is_post else papers.unit_levels
    level = levels.get(copy.subject)
    pairs.append(("规则等级（对象）", level_said(master, level)))
    rows = []
    for start in range(0, len(pairs), 4):
        row = [
            box
            for title, text in pairs[start : start + 4]
            for box in labelled(title, Box(text, align="center"))
        ]
        short = 8 - len(row)
        rows.append((*row, Box("", span=short)) if short else tuple(row))
    duty = "duty" if copy.is_post else "unit_duty"
    told = shown(master, duty, given.get(duty)) or _known_duty(master, copy)
    if duty in titles:
        rows.append(labelled(titles[duty], Box(told, span=7)))
    return Grid((11, 14) * 4, tuple(rows), landscape=True)


def _known(master: Master, copy: _Copy) -> Mapping[str, Value]:
    """What the roster says of a post, for returns that have no row of it."""
    post = master.roster.post(copy.subject)
    if post is None:
        return {}
    holder = master.roster.name_of(post.holder)
    return {"post_code": post.code, "post_name": post.name, "holder": holder}


def _known_duty(master: Master, copy: _Copy) -> str:
    post = master.roster.post(copy.subject)
    return post.duty if post else master.unit_duties.get(copy.unit.code, "")


def _table(master: Master, form: FormOutline, points: Sequence[Graded]) -> Table:
    titles = form.titles_about(About.RISK_POINT)
    reasoned = any(one.point.values.get("reason") for one in points)
    columns = [each for each in _columns(titles) if reasoned or each[0] != ("reason",)]
    left = TABLE_WIDTH - sum(width for _, width in columns)
    heads = tuple(
        Column(
            _BETWEEN.join(titles.get(name, name) for name in names) if names[0] else _COMPUTED,
            width or left / 2,
            "left" if not width else "center",
        )
        for names, width in columns
    )
    rows = tuple(tuple(_cell(master, one, names) for names, _ in columns) for one in points)
    return Table(heads, rows, landscape=True)


def _columns(titles: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], float]]:
    """The columns as far as the form has their fields; before the level, what only it has."""
    known = {name for names, _ in _NARROW for name in names} | _NOT_COPIED
    others = [name for name in titles if name not in known]
    for names, width in _NARROW:
        if names == ("declared_level",):
            yield from (((name,), _OTHER) for name in others)
        there = tuple(name for name in names if name in titles or not name)
        if there:
            yield there, width * len(there) / len(names) if width else width


def _cell(master: Master, one: Graded, names: Sequence[str]) -> Cell:
    if not names[0]:
        return Cell(f"{level_name(master, one.level)}\n{color_name(master, one.color)}", one.level)
    if names[0] == "point_id":
        return Cell(f"{one.point.point_id}\n{text_of(master, one, 'name')}")
    if names[0] in ("power", "stage"):
        return Cell("\n".join(text_of(master, one, name) for name in names))
    text = _BETWEEN.join(text_of(master, one, name) for name in names)
    return Cell(text, one.declared if names[0] == "declared_level" else None)


def _origin(master: Master, copy: _Copy) -> str:
    """From which file the copy is, so that paper and ledger can be laid side by side."""
    returned = copy.returned
    received = master.papers.received.get(returned.sha256, "")[:10]
    at = f"，{received}收到" if received else ""
    return (
        f"本件按报来的电子表印制（{returned.file}{at}，指纹{returned.sha256[:_SHORT_HASH]}）。"
        "规则等级由程序按规则得出，供审核时对照。"
    )


def _signatures(master: Master, form: FormOutline, copy: _Copy) -> Grid:
    """The boxes of the form this subject needs, side by side in equal widths."""
    review = master.papers.reviews.get(copy.subject)
    boxes = [box for box in form.signed if not box.step or (review and box.step == review.step)]
    lines = max((len(box.lines) for box in boxes), default=1) + 1.5
    # Title and room in one box: a row stays on one page.
    rooms = tuple(Box("\n".join((box.title, *box.lines)), lines=lines) for box in boxes)
    return Grid((1.0,) * max(len(boxes), 1), (rooms,) if boxes else (), landscape=True)
