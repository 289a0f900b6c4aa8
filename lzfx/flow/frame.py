"""Around the drawing of a page: what the chart is of, whose lanes they are, how to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lzfx.content.wording import chinese_date
from lzfx.flow.columns import WIDTH, Columns
from lzfx.flow.drawing import Kind, Page, Point, Role, Rule, Text
from lzfx.flow.layout import Body
from lzfx.flow.shapes import SMALL, line_height, text_line
from lzfx.flow.text import MM, wrap
from lzfx.model.flow import Flow

_SIZE = 9.0
_PAD = 1.1
_INSIDE = 1.0
_STROKE = 0.2
_TITLES = 17.0
_LANE_ROOM = 1.6
_FOOT_GAP = 1.2


@dataclass(frozen=True, slots=True)
class Frame:
    """How much of a page's height the frame of a flow takes: head, lane heads, foot."""

    head: float
    lanes: float
    foot: float

    @property
    def height(self) -> float:
        """All of them, in mm."""
        return self.head + self.lanes + self.foot

    @classmethod
    def of(cls, flow: Flow, columns: Columns) -> Frame:
        """The frame of a page of a flow, with the lanes of that page."""
        head = sum(_row_height(row) for row in _facts(flow, 1, 1))
        count = max(len(lines) for lines in _lane_lines(flow, columns))
        lanes = count * line_height(_SIZE) + 2 * _PAD
        foot = (len(_legend(flow)) + len(_signed(flow))) * line_height(SMALL) + 2 * _FOOT_GAP
        return cls(head, lanes, foot)


def framed(flow: Flow, body: Body, number: int, total: int) -> Page:
    """The page `number` of `total` with its body between head and foot."""
    frame = Frame.of(flow, body.columns)
    top = frame.head + frame.lanes
    end = top + body.height
    head_texts, head_rules = _head(flow, number, total)
    drawn = body.moved(0.0, top)
    return Page(
        width=WIDTH,
        height=end + frame.foot,
        nodes=drawn.nodes,
        lines=drawn.lines,
        pills=drawn.pills,
        circles=drawn.circles,
        texts=(
            *head_texts,
            *_lane_heads(flow, body, frame),
            *drawn.texts,
            *_foot(flow, end + _FOOT_GAP),
        ),
        rules=(*head_rules, *_lane_rules(body, frame, end)),
        says=(
            *(text for row in _facts(flow, number, total) for box in row for text in box[:2]),
            *flow.lanes,
            *body.says,
            *_signed(flow),
            "".join(_legend(flow)),
        ),
    )


_Row = tuple[tuple[str, str, float], ...]
"""Boxes of a row of the head: title, text, and the width of the two together in mm."""


def _facts(flow: Flow, number: int, total: int) -> tuple[_Row, ...]:
    """The rows of the head."""
    page = f"（第{number}页，共{total}页）" if total > 1 else ""
    return (
        (("职权名称", flow.name, 100.0), ("图　　号", f"图{flow.number}{page}", 56.0)),
        (
            ("职权类别", flow.kind, 52.0),
            ("职权编码", flow.code, 52.0),
            ("版本日期", chinese_date(flow.version), 52.0),
        ),
    )


def _cells(row: _Row) -> tuple[tuple[tuple[str, ...], float, float, Role], ...]:
    """The lines of each box of a row, with its left edge, width and font."""
    cells: list[tuple[tuple[str, ...], float, float, Role]] = []
    left = 0.0
    for title, text, both in row:
        boxes: tuple[tuple[str, float, Role], ...] = (
            (title, _TITLES, "hei"),
            (text, both - _TITLES, "song"),
        )
        for words, width, role in boxes:
            lines = wrap(words, (width - 2 * _INSIDE) / (_SIZE * MM))
            cells.append((lines, left, width, role))
            left += width
    return tuple(cells)


def _row_height(row: _Row) -> float:
    return max(len(cell[0]) for cell in _cells(row)) * line_height(_SIZE) + 2 * _PAD


def _head(flow: Flow, number: int, total: int) -> tuple[list[Text], list[Rule]]:
    texts: list[Text] = []
    rules = [_across(_STROKE / 2)]
    top = 0.0
    for row in _facts(flow, number, total):
        height = _row_height(row)
        for lines, left, width, role in _cells(row):
            texts += _centred("head", lines, (left + width / 2, top + height / 2), role)
            if left:
                rules.append(Rule((left, top), (left, top + height)))
        top += height
        rules.append(_across(top))
    return texts, rules


def _across(y: float) -> Rule:
    return Rule((_STROKE / 2, y), (WIDTH - _STROKE / 2, y))


def _centred(kind: Kind, lines: tuple[str, ...], middle: Point, role: Role) -> list[Text]:
    x, y = middle
    high = line_height(_SIZE)
    top = y - len(lines) * high / 2
    return [
        text_line(kind, line, (x, top + at * high), _SIZE, role) for at, line in enumerate(lines)
    ]


def _lane_lines(flow: Flow, columns: Columns) -> list[tuple[str, ...]]:
    return [
        wrap(name, (right - left - _LANE_ROOM) / (_SIZE * MM))
        for name, (left, right) in zip(flow.lanes, pairwise(columns.borders), strict=True)
    ]


def _lane_heads(flow: Flow, body: Body, frame: Frame) -> Iterator[Text]:
    y = frame.head + frame.lanes / 2
    for at, lines in enumerate(_lane_lines(flow, body.columns)):
        left, right = body.columns.borders[at : at + 2]
        yield from _centred("lane", lines, ((left + right) / 2, y), "hei")


def _lane_rules(body: Body, frame: Frame, end: float) -> list[Rule]:
    """The borders of the lanes, and the lower edge of the drawing."""
    top = frame.head
    edges = (_STROKE / 2, WIDTH - _STROKE / 2)
    inner = [Rule((x, top), (x, end), light=True) for x in body.columns.borders[1:-1]]
    outer = [Rule((x, 0.0), (x, end)) for x in edges]
    return [*inner, *outer, _across(top + frame.lanes), _across(end)]


def _signed(flow: Flow) -> tuple[str, ...]:
    line = f"绘制单位：{flow.unit}　绘制人：{flow.drawn_by}　审核人：{flow.checked_by}"
    return wrap(line, WIDTH / (SMALL * MM), even=False)


def _legend(flow: Flow) -> tuple[str, ...]:
    """How to read the chart, as far as it needs that."""
    shapes = {step.shape for step in flow.steps}
    told = ["圆角框为起止"]
    if "decision" in shapes:
        told.append("菱形为判断")
    if "document" in shapes:
        told.append("波纹边为文书")
    told.append("虚线为退回")
    if any(step.risks for step in flow.steps):
        told.append("▲为风险点及等级")
    told.append("字母相同的圆圈相接")
    return wrap(f"图例：{'，'.join(told)}。", WIDTH / (SMALL * MM), even=False)


def _foot(flow: Flow, top: float) -> list[Text]:
    """Who drew and who checked it, and the legend, each line from the left."""
    high = line_height(SMALL)
    texts = []
    for at, line in enumerate((*_signed(flow), *_legend(flow))):
        text = text_line("foot", line, (0.0, top + at * high), SMALL)
        texts.append(replace(text, left=0.0))
    return texts
