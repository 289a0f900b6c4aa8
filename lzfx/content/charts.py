"""Charts drawn as SVG: stacked bars and heat maps, numbers in them, legible in grey as well.

Lengths are millimetres of the page. Fonts are roles of the page standard (`song`, `hei`); the
renderers put the families there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import accumulate

from lzfx.content.drawing import Chart, Figure, Series
from lzfx.content.lines import text_width
from lzfx.content.palette import LEVEL_TINTS, ink_of
from lzfx.content.wording import numeral

_Point = tuple[float, float]
_Area = tuple[float, float, float, float]

MOST_CATEGORIES = 40
"""Bars, or columns of a heat map, that one page shows in letters that can be read."""

_WIDTH = 156.0
_SIZE = 3.7
_SMALLEST = 2.6
_GAP = 2.0
_LEGEND = 8.0
_TALLEST = 200.0
_NUMBER_EDGE = 1.2
_MOST_LABEL = 0.38
_GREYS = ("#F2F2F2", "#D0D0D0", "#A8A8A8", "#E2E2E2", "#BCBCBC")
_STEPS = 5
_DARK = 0.6
_HATCHES = {
    1: '<path d="M0 2L2 0M-.5 .5L.5 -.5M1.5 2.5L2.5 1.5" stroke-width=".35"/>',
    2: '<path d="M0 1H2" stroke-width=".25"/>',
    3: '<circle cx="1" cy="1" r=".22" stroke-width=".2"/>',
    4: '<path d="M1 0V2" stroke-width=".25"/>',
    5: '<path d="M0 0L2 2M-.5 1.5L.5 2.5M1.5 -.5L2.5 .5" stroke-width=".25"/>',
}


def chart_figure(chart: Chart, tints: Mapping[int, str] = LEVEL_TINTS) -> Figure:
    """The chart as a drawing as wide as the type area; same chart, same drawing.

    `tints` are the shades of the levels, RRGGBB.

    ValueError when a series has not one number a category.
    """
    if any(len(one.values) != len(chart.categories) for one in chart.series):
        raise ValueError(f"a series of {chart.caption!r} misses numbers")
    height, shapes = _bars(chart, tints) if chart.shape == "bars" else _heat(chart)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {_WIDTH:g} {height:g}" role="img" font-family="song">'
        f"<title>{escape(chart.alt)}</title><defs>{''.join(_patterns(tints))}</defs>"
        f"{''.join(shapes)}</svg>"
    )
    says = (*chart.categories, *(one.name for one in chart.series))
    return Figure(svg, _WIDTH, height, chart.alt, says, chart.caption)


def parted(chart: Chart, most: int = MOST_CATEGORIES) -> tuple[Chart, ...]:
    """The chart, or charts of at most so many categories each, told apart in their captions."""
    starts = range(0, max(len(chart.categories), 1), most)
    if len(starts) == 1:
        return (chart,)
    return tuple(
        replace(
            chart,
            categories=chart.categories[at : at + most],
            series=tuple(replace(s, values=s.values[at : at + most]) for s in chart.series),
            caption=f"{chart.caption}（{numeral(number)}）",
        )
        for number, at in enumerate(starts, start=1)
    )


def _bars(chart: Chart, tints: Mapping[int, str]) -> tuple[float, list[str]]:
    """One bar a category from left to right, its parts in the order of the series."""
    pitch = min(8.0, (_TALLEST - _LEGEND) / max(len(chart.categories), 1))
    size = max(min(_SIZE, pitch * 0.6), _SMALLEST)
    left = _label_room(chart.categories, size) + _GAP
    columns = [[one.values[at] for one in chart.series] for at in range(len(chart.categories))]
    scale = _scale(columns, size, left)
    shapes = list(_legend(chart.series, tints))
    for at, (category, values) in enumerate(zip(chart.categories, columns, strict=True)):
        top = _LEGEND + at * pitch
        middle = top + pitch / 2
        shapes.append(_text((left - _GAP, middle), category, size, "end", room=left - _GAP))
        parts = zip(chart.series, values, accumulate(values), strict=True)
        for number, (series, value, end) in enumerate(parts):
            start, wide = left + (end - value) * scale, value * scale
            if value:
                area = (start, top + pitch * 0.12, wide, pitch * 0.76)
                shapes.append(_area(area, series, number, tints))
                shapes.append(_number((start + wide / 2, middle), value, size, wide))
        behind = (left + sum(values) * scale + size * 0.4, middle)
        shapes.append(_text(behind, _sum(values, size, scale), size, "start", font="hei"))
    height = _LEGEND + pitch * len(chart.categories) + _GAP
    axis = f"M{left:.2f} {_LEGEND:.2f}V{height - _GAP:.2f}"
    shapes.append(f'<path d="{axis}" stroke="#000" stroke-width=".3" fill="none"/>')
    return height, shapes


def _scale(columns: Sequence[Sequence[int]], size: float, left: float) -> float:
    """Millimetres for one, so that the longest bar and what is written behind it fit the width."""
    most = max([sum(values) for values in columns], default=0)
    scale, behind = _WIDTH / max(most, 1), 0.0
    # The length tells which bars need a longer text behind them, and the text shortens them again.
    for _ in range(len(columns) + 1):
        longest = max((text_width(_sum(values, size, scale)) for values in columns), default=0)
        behind = max(behind, longest)
        scale = (_WIDTH - left - size * (behind + 0.8)) / max(most, 1)
    return scale


def _sum(values: Sequence[int], size: float, scale: float) -> str:
    """The total, and its parts where the number of one is wider than its part of the bar."""
    hidden = any(value and not _fits(value, size, value * scale) for value in values)
    parts = "＋".join(str(value) for value in values)
    return f"{sum(values)}（{parts}）" if hidden else str(sum(values))


def _fits(value: int, size: float, room: float) -> bool:
    return len(str(value)) * size * 0.55 + _NUMBER_EDGE <= room


def _heat(chart: Chart) -> tuple[float, list[str]]:
    """One row a series, one column a category; the darker the more, and the number in it."""
    names = _label_room([one.name for one in chart.series], _SIZE)
    wide = (_WIDTH - names - _GAP) / max(len(chart.categories), 1)
    size = max(min(_SIZE, wide / 2.2), _SMALLEST)
    per_line = max(int(wide / size), 1)
    heads = [_wrapped(category, per_line) for category in chart.categories]
    top = max((len(lines) for lines in heads), default=1) * size * 1.25 + _GAP
    tall = 9.0
    most = max((value for one in chart.series for value in one.values), default=0)
    shapes = []
    for at, lines in enumerate(heads):
        left = names + _GAP + at * wide
        for line, text in enumerate(reversed(lines)):
            y = top - _GAP / 2 - (line + 0.5) * size * 1.25
            shapes.append(_text((left + wide / 2, y), text, size, "middle"))
    for row, series in enumerate(chart.series):
        y = top + row * tall
        shapes.append(_text((names, y + tall / 2), series.name, _SIZE, "end", room=names))
        for at, value in enumerate(series.values):
            share = _shade(value, most)
            grey = round(255 - 175 * share)
            left = names + _GAP + at * wide
            shapes.append(
                f'<rect x="{left:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{tall:g}" '
                f'fill="#{grey:02X}{grey:02X}{grey:02X}" stroke="#000" stroke-width=".2"/>'
            )
            ink = "#fff" if share > _DARK else "#000"
            middle = (left + wide / 2, y + tall / 2)
            number = _text(middle, str(value), _SIZE, "middle", room=wide, ink=ink, font="hei")
            shapes.append(number)
    return top + tall * len(chart.series) + _GAP, shapes


def _shade(value: int, most: int) -> float:
    """How dark a number is, 0 to 1, in a few steps that the eye tells apart."""
    return -(-value * _STEPS // most) / _STEPS if most and value > 0 else 0.0


def _legend(series: Sequence[Series], tints: Mapping[int, str]) -> Iterator[str]:
    left = 0.0
    for number, one in enumerate(series):
        yield _area((left, 1.0, 6.0, 4.0), one, number, tints)
        yield _text((left + 7.0, 3.0), one.name, _SIZE, "start")
        left += 7.0 + text_width(one.name) * _SIZE + 6.0


def _area(area: _Area, series: Series, number: int, tints: Mapping[int, str]) -> str:
    x, y, width, height = area
    tint = tints.get(series.level or 0, "")
    fill = f"#{tint}" if tint else _GREYS[number % len(_GREYS)]
    ink = f"#{ink_of(tint)}" if tint else "#000"
    place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    hatch = f'<rect {place} fill="url(#h{series.level})"/>' if tint else ""
    return f'<rect {place} fill="{fill}" stroke="{ink}" stroke-width=".25"/>{hatch}'


def _number(at: _Point, value: int, size: float, room: float) -> str:
    """The number of a part of a bar on white; where it does not fit, it stands behind the bar."""
    x, y = at
    wide = len(str(value)) * size * 0.55 + _NUMBER_EDGE
    if not _fits(value, size, room):
        return ""
    return (
        f'<rect x="{x - wide / 2:.2f}" y="{y - size * 0.55:.2f}" width="{wide:.2f}" '
        f'height="{size * 1.1:.2f}" rx=".6" fill="#fff"/>'
        + _text(at, str(value), size, "middle", font="hei")
    )


def _text(  # noqa: PLR0913 - where, what and how
    at: _Point,
    text: str,
    size: float,
    anchor: str,
    *,
    room: float | None = None,
    ink: str = "#000",
    font: str = "song",
) -> str:
    """A text with its middle at `at`; it is set smaller where it would be wider than `room`."""
    x, y = at
    if room is not None and text_width(text) * size > room:
        size = room / text_width(text)
    # The middle of a Chinese character is 0.38 of its size above the base line.
    return (
        f'<text x="{x:.2f}" y="{y + size * 0.38:.2f}" font-size="{size:.2f}" '
        f'text-anchor="{anchor}" fill="{ink}" font-family="{font}">{escape(text)}</text>'
    )


def _label_room(texts: Sequence[str], size: float) -> float:
    """Millimetres for the names at the left: what the longest takes, at most a good third."""
    longest = max((text_width(text) for text in texts), default=0.0) * size
    return min(longest, _WIDTH * _MOST_LABEL)


def _wrapped(text: str, per_line: int) -> list[str]:
    return [text[at : at + per_line] for at in range(0, max(len(text), 1), per_line)]


def _patterns(tints: Mapping[int, str]) -> Iterator[str]:
    for level, tint in tints.items():
        hatch, ink = _HATCHES.get(level, ""), f"#{ink_of(tint)}"
        yield (
            f'<pattern id="h{level}" width="2" height="2" patternUnits="userSpaceOnUse">'
            f'<g stroke="{ink}" fill="none">{hatch}</g></pattern>'
        )
