from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from support.intake_files import converted
from support.templates import form_named
from support.workbook_dump import cached
from support.workbook_examples import ABOUT, HEADER, ISSUED, POINT, POSTS

from lzfx.model.filling import Filling
from lzfx.workbook.blank import build
from lzfx.workbook.counter import Counter

FORM = form_named("declaration")
ANSWERED = {
    **POINT,
    "power_size": "中",
    "closeness": "一般",
    "likelihood": "中",
    "major_matters": "否",
    "declared_level": "一级",
    "found_by": "自己查",
}
DONE_POSTS = (
    POSTS[0],
    {**POSTS[1], "duty": "记账。", "zero_report": "无风险点"},
    {**POSTS[2], "duty": "付款。", "zero_report": "无风险点"},
)
DONE = replace(
    ISSUED,
    header={
        **HEADER,
        "filler": "示例人甲",
        "filler_phone": "0599-5550000",
        "filed_on": "2026-09-08",
        "unit_duty": "负责规划和财务。",
    },
    tables={"risk_points": (ANSWERED,), "posts": DONE_POSTS},
)
DROPPED = replace(
    DONE, tables={"risk_points": ({**ANSWERED, "change": "撤销"},), "posts": DONE_POSTS}
)
SPACES = replace(DONE, tables={"risk_points": ({**ANSWERED, "name": "  "},), "posts": DONE_POSTS})
CASES = {
    "as issued": (ISSUED, 4 + 6 + 2 + 2),
    "nothing prefilled": (Filling(), 4),
    "all done": (DONE, 0),
    "only a struck point": (DROPPED, 1),
    "spaces are nothing": (SPACES, 1),
}


@pytest.mark.parametrize("case", CASES)
def test_count__what_is_missing(case: str) -> None:
    filling, wanted = CASES[case]
    assert Counter.of(FORM).count(filling) == wanted


@pytest.mark.parametrize("case", CASES)
def test_count__stands_in_the_file_as_the_formula_s_result(case: str) -> None:
    filling, wanted = CASES[case]
    assert cached(build(FORM, filling, ABOUT))["xl/worksheets/sheet2.xml A2"] == str(wanted)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("case", CASES)
def test_formula__libreoffice_gets_the_same_number(case: str) -> None:
    filling, wanted = CASES[case]
    data = _without_results(build(FORM, filling, ABOUT))
    book = load_workbook(
        io.BytesIO(converted(data, "xlsx", "xlsx:Calc MS Excel 2007 XML")), data_only=True
    )
    assert book["风险点"]["A2"].value == wanted


def test_formula__plain_functions_only() -> None:
    formula = Counter.of(FORM).formula(ISSUED)
    assert set(re.findall(r"[A-Z]{3,}(?=\()", formula)) == {
        "IFERROR", "TRIM", "SUMPRODUCT", "COUNTIFS",
    }  # fmt: skip
    assert len(formula) < 8000


def _without_results(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                body = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", body)
            target.writestr(name, body)
    return out.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_counter__reads_as_a_sentence() -> None:
    for filling, wanted in ((ISSUED, "还有14处必填未填"), (DONE, "必填栏目已无空缺")):
        printed = PdfReader(io.BytesIO(converted(build(FORM, filling, ABOUT), "xlsx", "pdf")))
        assert wanted in printed.pages[1].extract_text().replace(" ", "")


ROSTER = form_named("roster")
ONE_UNIT = Filling(tables={"units": ({"code": "KS01", "name": "示例科"},)})


@pytest.mark.parametrize(("filling", "wanted"), [(Filling(), -1), (ONE_UNIT, 5)])
def test_count__a_blank_roster_is_not_complete(filling: Filling, wanted: int) -> None:
    """It has rows only, so that nothing required is empty while no row is begun."""
    assert Counter.of(ROSTER).count(filling) == wanted
    data = build(ROSTER, filling, ABOUT)
    assert cached(data)["xl/worksheets/sheet2.xml A2"] == str(wanted)
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml").decode()
    assert "[&lt;0]&quot;还没有填写&quot;" in styles or '[&lt;0]"还没有填写"' in styles


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_formula__libreoffice_sees_that_a_roster_is_blank() -> None:
    data = _without_results(build(ROSTER, Filling(), ABOUT))
    again = converted(data, "xlsx", "xlsx:Calc MS Excel 2007 XML")
    assert load_workbook(io.BytesIO(again), data_only=True)["单位"]["A2"].value == -1
