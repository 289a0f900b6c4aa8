"""Charts: every number can be read off the drawing, nothing leaves it, levels differ in grey."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.content.charts import MOST_CATEGORIES, chart_figure, parted
from lzfx.content.drawing import Chart, Figure, Series
from lzfx.content.lines import text_width

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text("甲乙丙丁科室街道计生办ab&<", min_size=1, max_size=30)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(1, MOST_CATEGORIES))
    categories = draw(st.lists(NAMES, min_size=count, max_size=count))
    values = st.lists(st.integers(0, draw(st.sampled_from([3, 40, 3000]))), min_size=count)
    series = tuple(
        Series(name, tuple(draw(values)[:count]), level)
        for name, level in (("一级", 1), ("二级", 2), ("三级", 3), ("未定级", None))
    )
    return Chart(draw(st.sampled_from(["bars", "heat"])), tuple(categories), series, "图", "说明")


def texts(figure: Figure) -> list[ET.Element]:
    return list(ET.fromstring(figure.svg).iter(f"{SVG}text"))  # noqa: S314 - ours


def edges(text: ET.Element) -> tuple[float, float]:
    wide = text_width(text.text or "") * float(text.attrib["font-size"])
    left = (
        float(text.attrib["x"])
        - {"start": 0.0, "middle": wide / 2, "end": wide}[text.attrib["text-anchor"]]
    )
    return left, left + wide


@settings(deadline=None, max_examples=60)
@given(charts())
def test_law__every_number_is_written_and_nothing_leaves_the_drawing(chart: Chart) -> None:
    figure = chart_figure(chart)
    found = texts(figure)
    if chart.shape == "bars":
        said = [re.findall(r"\d+", text.text or "") for text in found]
        for at in range(len(chart.categories)):
            values = [one.values[at] for one in chart.series]
            whole = [str(sum(values))]
            spelled = [*whole, *map(str, values)]
            assert whole in said or spelled in said
    else:
        numbers = [text.text for text in found if (text.text or "").isdigit()]
        assert numbers[-sum(len(one.values) for one in chart.series) :] == [
            str(value) for one in chart.series for value in one.values
        ]
    for text in found:
        left, right = edges(text)
        assert -0.2 <= left <= right <= figure.width + 0.2, text.text
        assert 0 <= float(text.attrib["y"]) <= figure.height


def test_bars__number_too_wide_for_its_part_stands_behind_the_bar() -> None:
    chart = Chart(
        "bars", ("甲", "乙"), (Series("一级", (1, 400), 1), Series("二级", (2, 0), 2)), "图", ""
    )
    behind = [
        text.text for text in texts(chart_figure(chart)) if "hei" in text.attrib["font-family"]
    ]
    assert behind == ["3（1＋2）", "400", "400"]


def test_bars__levels_are_told_apart_by_hatching_too() -> None:
    chart = Chart("bars", ("甲",), tuple(Series(str(n), (9,), n) for n in (1, 2, 3)), "图", "")
    hatches = re.findall(r'fill="url\(#(h\d)\)"', chart_figure(chart).svg)
    assert hatches == ["h1", "h2", "h3"] * 2


def test_heat__more_is_darker_and_the_number_stays_readable() -> None:
    chart = Chart("heat", ("一", "二", "三"), (Series("决策", (0, 5, 10)),), "图", "")
    svg = chart_figure(chart).svg
    fills = [int(grey, 16) for grey in re.findall(r'height="9" fill="#(..)', svg)]
    assert fills == sorted(fills, reverse=True)
    assert len(set(fills)) == 3
    assert [t.attrib["fill"] for t in texts(chart_figure(chart))][-3:] == ["#000", "#000", "#fff"]


def test_chart__number_missing_is_an_error_and_names_are_escaped() -> None:
    with pytest.raises(ValueError, match="misses numbers"):
        chart_figure(Chart("bars", ("甲", "乙"), (Series("一级", (1,)),), "图", ""))
    figure = chart_figure(Chart("bars", ("<b>&",), (Series('"x"', (1,)),), "图", "<alt>"))
    assert [text.text for text in texts(figure)][:1] == ['"x"']
    assert "<b>&" in [text.text for text in texts(figure)]


def test_parted__long_charts_keep_every_number() -> None:
    count = 2 * MOST_CATEGORIES + 1
    chart = Chart(
        "bars", tuple(map(str, range(count))), (Series("一级", tuple(range(count))),), "图", ""
    )
    parts = parted(chart)
    assert [part.caption for part in parts] == ["图（一）", "图（二）", "图（三）"]
    assert [value for part in parts for value in part.series[0].values] == list(range(count))
    assert parted(parts[0]) == (parts[0],)
