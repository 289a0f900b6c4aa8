"""The documents of flows: what they hold, and that their drawings are SVG a printer takes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
import typst
from support.flow_examples import exit_to, flow_of, step
from support.flow_samples import sample_flows
from support.risk_examples import CAMPAIGN

from lzfx.content.blocks import Contents, Cover, Document, Heading, Table, strings
from lzfx.content.drawing import Figure
from lzfx.documents.registers.flowcharts import flow_book, flow_chart, risk_control_chart
from lzfx.flow.shapes import SMALL
from lzfx.flow.text import MM
from lzfx.model.flow import FlowRisk
from lzfx.render.fonts import find_fonts

DAY = date(2026, 9, 30)
FLOW = flow_of(
    step(1, "提出<申请>&登记", "start", "申请人", 2),
    step(2, "是否“齐全”", "decision", "受理岗", exit_to(3, "是"), exit_to(1, "否"), risks=("R1",)),
    step(3, "归档", "end", "受理岗", risks=("R2",)),
    risks=(
        FlowRisk("R1", 1, "不登记", "编号登记", "受理岗", "经办人", "KS01-001"),
        FlowRisk("R2", 3),
    ),
)


def figures(document: Document) -> list[Figure]:
    return [block for block in document.blocks if isinstance(block, Figure)]


def texts(figure: Figure) -> str:
    return "".join(one.text or "" for one in ET.fromstring(figure.svg).iter() if one.text)  # noqa: S314 - our own


def test_flow_chart__is_the_figure_with_all_its_texts() -> None:
    document = flow_chart(FLOW, CAMPAIGN)
    (figure,) = figures(document)
    assert document.name == "权力运行流程图 01 再生育审批"
    assert document.title == "权力运行流程图"
    assert figure.width == 156.0
    assert figure.height == pytest.approx(82, abs=12)
    assert figure.alt == "再生育审批权力运行流程图，共3个步骤"
    printed = re.sub(r"\s", "", texts(figure))
    assert all(re.sub(r"\s", "", said) in printed for said in figure.says)
    assert "1.提出<申请>&登记" in printed
    assert set(figure.says) <= set(strings(document))


def test_flow_chart__names_fonts_by_role_and_nothing_is_too_small() -> None:
    (figure,) = figures(flow_chart(FLOW, CAMPAIGN))
    assert set(re.findall(r'font-family="(.*?)"', figure.svg)) == {"song", "hei"}
    sizes = {float(one) for one in re.findall(r'font-size="(.*?)"', figure.svg)}
    assert min(sizes) >= round(SMALL * MM, 3)
    assert "<style" not in figure.svg
    assert "<image" not in figure.svg


def test_flow_chart__says_the_level_in_colour_and_in_words() -> None:
    (figure,) = figures(flow_chart(FLOW, CAMPAIGN))
    assert 'fill="#FBD5D5" stroke="#E60012"' in figure.svg
    assert 'fill="#D6E6FA" stroke="#1E6FD9"' in figure.svg
    assert "▲R1一级" in texts(figure)
    assert "stroke-dasharray" in figure.svg


def test_risk_control_chart__lists_who_guards_which_risk() -> None:
    document = risk_control_chart(FLOW, CAMPAIGN)
    *_, table = document.blocks
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["R1\nKS01-001", "2.是否“齐全”", "不登记", "一级", "编号登记", "受理岗", "经办人"],
        ["R2", "3.归档", "—", "三级", "—", "—", "—"],
    ]
    assert [row[3].level for row in table.rows] == [1, 3]


def test_flow_book__holds_every_chart_under_a_heading_and_counts_them() -> None:
    flows = sample_flows()
    document = flow_book(tuple(reversed(flows)), CAMPAIGN, DAY)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["职权一览", *(f"图{flow.number}　{flow.name}" for flow in flows)]
    cover = next(block for block in document.blocks if isinstance(block, Cover))
    steps = sum(len(flow.steps) for flow in flows)
    risks = sum(len(flow.risks) for flow in flows)
    assert cover.facts[1].startswith(f"共14张图、{steps}个步骤，标注风险点{risks}处，其中一级")
    assert any(isinstance(block, Contents) for block in document.blocks)
    said = set(strings(document))
    for flow in flows:
        assert {f"{one.number}.{one.name}" for one in flow.steps if one.shape == "step"} <= said
        assert {risk.measures for risk in flow.risks} <= said


def test_flow_book__same_flows_same_document() -> None:
    assert flow_book(sample_flows(), CAMPAIGN, DAY) == flow_book(sample_flows(), CAMPAIGN, DAY)


def test_flow_chart__a_flow_without_an_end_is_not_drawn() -> None:
    endless = replace(FLOW, steps=FLOW.steps[:2])
    with pytest.raises(ValueError, match="faults"):
        flow_chart(endless, CAMPAIGN)


FONTS = {"song": "Noto Serif SC", "hei": "Noto Sans SC"}


def drawn(figure: Figure, folder: Path, kind: Literal["pdf", "png"]) -> bytes:
    svg = figure.svg
    for role, family in FONTS.items():
        svg = svg.replace(f'font-family="{role}"', f'font-family="{family}"')
    (folder / "chart.svg").write_text(svg, "utf-8")
    page = f"#set page(width: {figure.width}mm, height: {figure.height}mm, margin: 0mm)\n"
    (folder / "page.typ").write_text(page + '#image("chart.svg", width: 100%)', "utf-8")
    fonts: Any = find_fonts("bundled")
    result: object = typst.compile(
        folder / "page.typ", format=kind, ppi=72, font_paths=fonts, ignore_system_fonts=True
    )
    assert isinstance(result, bytes)
    return result


@pytest.mark.parametrize("flow", sample_flows()[:4], ids=lambda flow: flow.name)
def test_figures__are_taken_by_the_typesetter_as_pdf_and_picture(
    flow: object, tmp_path: Path
) -> None:
    document = flow_chart(flow, CAMPAIGN)  # type: ignore[arg-type]
    for figure in figures(document):
        assert drawn(figure, tmp_path, "pdf").startswith(b"%PDF")
        assert drawn(figure, tmp_path, "png").startswith(b"\x89PNG")
