"""The slip that goes back on paper: one page, every fault that fits, a count of the rest."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from support.risk_examples import CAMPAIGN

from lzfx.content.blocks import strings
from lzfx.documents.papers.slip import SlipLine, slip
from lzfx.render.pdf.document import render_pdf

TEMPLATES = Path(__file__).resolve().parents[1] / "form_templates/documents"
LONG = SlipLine(
    "必改",
    "风险点 Q7、Q11",
    "“申报等级”填写为“特级”，不在可选范围内，也看不出是指哪一级。",
    "请从下拉列表中选一项：一级、二级、三级；确有疑问的，先写明“定级理由”。",
)


@pytest.mark.parametrize("count", [1, 3, 5, 8, 14, 60])
def test_slip__is_one_page(count: int) -> None:
    document = slip(CAMPAIGN, "示例科", "申报表", "来表.xlsx", [LONG] * count)
    made = render_pdf(document, TEMPLATES, "bundled")
    assert made.pages == 1
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        text = (pdf.pages[0].extract_text() or "").replace("\n", "")
    assert f"有下列{count}处" in text.replace(" ", "")


def test_slip__tells_what_does_not_fit() -> None:
    document = slip(CAMPAIGN, "示例科", "申报表", "来表.xlsx", [LONG] * 30)
    texts = list(strings(document))
    listed = texts.count(LONG.says)
    assert 3 <= listed < 30
    assert f"其余{30 - listed}处见发回的标记件。" in texts
    short = slip(CAMPAIGN, "示例科", "申报表", "来表.xlsx", [LONG] * 2)
    assert not [text for text in strings(short) if text.startswith("其余")]
