"""No text of a workbook is higher than its rows, whoever opens it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from support.cut_text import cut_texts
from support.master_examples import master
from support.printed_document import overview
from support.risk_examples import form
from support.templates import form_named
from support.workbook_examples import ABOUT, ISSUED, POINT, POSTS

from lzfx.documents.lists.master_table import master_table
from lzfx.documents.lists.overview_table import overview_table
from lzfx.model.filling import Filling, Remark
from lzfx.workbook.blank import build
from lzfx.workbook.marked import build_marked
from lzfx.workbook.table_view import render_xlsx

FORM = form_named("declaration")
LENGTHS = range(8, 90, 3)
SENTENCE = (
    "申报等级与可能产生的行为不一致时写明理由，并附上审核意见和会议纪要，由分管领导签字后一并报送。"
    * 2
)
LONG = replace(
    ISSUED,
    header={**ISSUED.header, "unit_duty": SENTENCE, "unit_name": SENTENCE[:20]},
    tables={
        "risk_points": tuple(
            {**POINT, "measures": SENTENCE[:n], "reason": SENTENCE[n:], "manifestation": SENTENCE}
            for n in LENGTHS
        ),
        "posts": tuple({**post, "duty": SENTENCE[:80]} for post in POSTS),
    },
)
REMARKS = tuple(
    Remark("error", SENTENCE[:n], SENTENCE[n:], "risk_points", 0, "name", SENTENCE[:n])
    for n in LENGTHS
)


def marked() -> bytes:
    return build_marked(FORM, LONG, ABOUT, REMARKS, (SENTENCE,))


def points() -> bytes:
    whole = master()
    graded = tuple(
        replace(
            one, point=replace(one.point, values={**one.point.values, "measures": SENTENCE[:n]})
        )
        for one, n in zip(whole.graded, LENGTHS, strict=False)
    )
    declared = form().table("risk_points")
    reasons = {one.point.point_id: SENTENCE for one in graded}
    return render_xlsx(master_table(replace(whole, graded=graded), declared, reasons))


CASES: Mapping[str, Callable[[], bytes]] = {
    "blank": lambda: build(FORM, ISSUED, ABOUT),
    "long answers": lambda: build(FORM, LONG, ABOUT),
    "roster": lambda: build(form_named("roster"), Filling(), ABOUT),
    "marked": marked,
    "master table": points,
    "list": lambda: render_xlsx(overview()),
    "list of points": lambda: render_xlsx(overview_table(master())),
}


@pytest.mark.parametrize("case", CASES)
def test_cut_texts__there_are_none(case: str) -> None:
    assert cut_texts(load_workbook(io.BytesIO(CASES[case]()))) == []
