"""The shipped forms and fillings of them, for the tests of what is written as a workbook."""

from __future__ import annotations

from datetime import datetime

from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import seal, short_code
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.submission import Stamp

KEY = b"k" * 32
STAMP = Stamp("declaration", 1, "LX03", "2026", 2)

ABOUT = FormNotes(
    heading="某某区委员会2026年度岗位廉政风险等级划分申报表",
    author="某某区委员会",
    made=datetime(2026, 8, 20, 8, 0),  # noqa: DTZ001 - a file's time has no zone
    deadline="2026年9月15日",
    contact="办公室 林某某 0599-5550123",
    grades=(("一级", "可能产生违法、违纪的行为", "红色"), ("三级", "轻微违规、违章", "蓝色")),
    further=("大额度资金起点：50000 元。",),
    prompts={"major_matters": "大额度资金指 50000 元以上"},
)

POINT = {
    "point_id": "LX03-001",
    "post": "科长",
    "power": "专项经费审批",
    "stage": "决策",
    "name": "经费审批把关不严",
    "manifestation": "审批时不核对依据，凭人情批付。",
    "conduct": "违规、违纪",
    "measures": "大额资金一律上会，每季度抽查一次凭证。",
    "responsible": "科长",
}
"""Of the required fields six are missing."""

POSTS = (
    {"post_code": "LX03-P1", "post_name": "科长", "holder": "示例人甲", "duty": "主持全面工作。"},
    {"post_code": "LX03-P2", "post_name": "会计", "holder": "示例人乙"},
    {"post_code": "LX03-P3", "post_name": "出纳"},
)

HEADER = {
    "unit_code": "LX03",
    "unit_name": "示例科",
    "unit_kind": "职能科室",
    "year": "2026",
    "deadline": "2026年9月15日",
    "contact": "办公室 0599-5550123",
}

ISSUED = Filling(
    HEADER,
    {"risk_points": (POINT,), "posts": POSTS},
    {"posts": ("本单位", "科长", "会计", "出纳")},
    seal(STAMP, KEY),
    short_code(STAMP, KEY),
)

HOSTILE = (
    "=1+1",
    "]]>",
    "&lt;",
    "甲\n乙\r\n丙",
    "😀" * 20_000,
    "字" * 40_000,
    "_x0041_",
    " 前后有空 ",
    "{{lzfx code}}",
    "\x00\x1f控制",
    "-1",
    "&amp;\"'<b>",
    "@sum",
    "",
)


def hostile_filling(form: FormSpec) -> Filling:
    """Every text that has ever broken a writer, in every field of every table."""
    texts = HOSTILE * 3
    rows = {
        table.name: tuple(
            {spec.name: texts[at + turn] for at, spec in enumerate(table.fields)}
            for turn in range(len(HOSTILE))
        )
        for table in form.tables
    }
    header = {spec.name: texts[at] for at, spec in enumerate(form.header)}
    return Filling(header, rows, {"posts": HOSTILE}, ISSUED.token, ISSUED.code)
