"""Invented documents for the tests of the renderers, with every block and with hostile strings."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from lzfx.content.blocks import (
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)

TEMPLATES = Path(__file__).parents[2] / "form_templates" / "documents"

UNITS = (
    "委办公室",
    "政策法规与宣传教育科",
    "规划统计和流动人口管理科",
    "科学技术与药具发放管理服务站",
    "财务室",
    "行政审批服务窗口",
)
POSTS = ("科长", "副科长", "经办", "出纳会计（兼）", "审核员")
HOSTILE = (
    '#import "x": y',
    "*b* _i_ `code`",
    "$x$ 与 $$y$$",
    "=1+1",
    "<b>粗</b> &amp; ]]>",
    "@ref 与 <label>",
    "\\u{1F600} \\n {{ x }} {% y %}",
    "-cmd|' /C calc'!A0",
    "// 注释 /* 块 */",
    "~ -- --- ... \"引号\" '撇'",
    "http://example.cn/a/very/long/path/without/any/blank?query=0123456789",
    "证号110101199001010011和㎡①⑳䶮",
)
LEVELS = ("一级（红色）", "二级（橙色）", "三级（蓝色）")
_CONDUCT = (
    "在审批再生育申请时不按规定程序办理，收受当事人财物",
    "采购避孕药具时不执行比价制度，指定供货单位；验收不严，以次充好",
    "公务接待超标准，虚列开支",
)
_MEASURES = (
    "严格执行集体研究制度，重大事项提交委办公会讨论；办理结果在公示栏公开七日，接受群众监督",
    "实行双人经办、逐级审核，每季度由纪检组抽查一次，抽查比例不少于百分之十",
    "按月核对台账。",
)


def long_text(length: int = 1500) -> str:
    """One paragraph of `length` characters in numbered sentences, none like another."""
    text = "".join(f"第{number}句说明防范措施怎样落实并由谁检查。" for number in range(1, 200))
    return text[: length - 1] + "完"


def risk_table(rows: int, *, landscape: bool = True, caption: str = "") -> Table:
    """A table of `rows` risks of several units and posts; row 40 is longer than a page."""
    columns = (
        Column("序号", 4, "center"),
        Column("单位", 8, "center"),
        Column("岗位", 7, "center"),
        Column("权力事项", 13),
        Column("廉政风险点表现形式", 20),
        Column("风险等级", 7, "center"),
        Column("防范措施", 26),
    )
    return Table(
        columns,
        tuple(_row(number, rows) for number in range(rows)),
        merge=(1, 2),
        landscape=landscape,
        caption=caption,
    )


def _row(number: int, rows: int) -> tuple[Cell, ...]:
    unit = UNITS[number * len(UNITS) // rows]
    post = POSTS[number // 4 % len(POSTS)]
    level = number % 3 + 1
    measure = long_text() if number == 40 else _MEASURES[number % 3] * (1 + number % 4)
    return (
        Cell(str(number + 1)),
        Cell(unit),
        Cell(post),
        Cell(f"{HOSTILE[number % len(HOSTILE)]}第{number + 1}项"),
        Cell(f"{_CONDUCT[number % 3]}（风险点{number + 1}）"),
        Cell(LEVELS[level - 1], level),
        Cell(measure),
    )


def table_in(document: Document) -> Table:
    """The only table of a document."""
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def overview(rows: int = 150) -> Document:
    """A landscape list of `rows` risks with a line of figures and notes."""
    return Document(
        name="廉政风险点一览表",
        title="白鹭区人口和计划生育委员会廉政风险点一览表",
        blocks=(
            Paragraph("白鹭区人口和计划生育委员会（2011年9月30日）", "centered"),
            risk_table(rows),
            Paragraph(f"合计：风险点{rows}个，其中一级{(rows + 2) // 3}个。", "flush"),
            Paragraph("说明：风险等级按*发生概率*和<危害程度>划分；#let 不是命令。", "note"),
            Paragraph("一级由主要领导负责。\n二级由分管领导负责。", "note"),
        ),
        author="白鹭区人口和计划生育委员会",
        date="2011-09-30",
        landscape=True,
        facts={"活动代号": "LZFX-2011"},
    )


def handbook() -> Document:
    """A portrait book with cover, contents, three levels of headings and landscape tables."""
    body = Paragraph(
        "为深入推进惩治和预防腐败体系建设，按照“标本兼治、综合治理、惩防并举、注重预防”的方针，"
        "结合我委实际，制定本手册。各科室要对照岗位职责，逐项查找廉政风险点，制定防范措施，"
        "并于2011年9月20日前报领导小组办公室；逾期不报的，予以通报。"
    )
    small = Table(
        (Column("等级", 2, "center"), Column("划分标准", 8), Column("管理责任", 4)),
        (
            (Cell("一级", 1), Cell("权力重大，自由裁量空间大，一旦发生后果严重"), Cell("主要领导")),
            (Cell("二级", 2), Cell("权力较大，@有一定裁量空间"), Cell("分管领导")),
            (Cell("三级", 3), Cell("=HYPERLINK(1) 权力较小"), Cell("科室负责人")),
        ),
        caption="表1　风险等级划分标准",
    )
    units: list[Heading | Paragraph | Table] = []
    for number, unit in enumerate(UNITS[:4]):
        table = risk_table(6 + 60 * (number == 1), caption=f"{unit}风险点一览表")
        units += [
            Heading(2, f"（{'一二三四'[number]}）{unit}"),
            Paragraph(f"共{len(table.rows)}个风险点。"),
            table,
            Paragraph("注：等级由审核小组核定。", "note"),
        ]
    return Document(
        name="廉政风险防范手册",
        title="白鹭区人口和计划生育委员会廉政风险防范手册",
        blocks=(
            Cover(
                ("白鹭区人口和计划生育委员会", "廉政风险防范手册"),
                ("二〇一一年版", "共收录风险点84个"),
                "白鹭区人口和计划生育委员会",
                "2011年9月30日",
            ),
            Contents("目　录"),
            PageBreak(),
            Heading(1, "一、总则"),
            *(body,) * 5,
            Heading(2, "（一）等级划分"),
            body,
            small,
            Heading(3, "1. 划分办法"),
            *(body,) * 12,
            PageBreak(),
            Heading(1, "二、风险点和防范措施"),
            body,
            *units,
            PageBreak(),
            Heading(1, "三、附则"),
            Heading(2, "（一）解释"),
            *(body,) * 3,
            Paragraph("本手册由领导小组办公室负责解释。", "flush"),
        ),
        author="白鹭区人口和计划生育委员会",
        date="2011-09-30",
    )


def squeezed(text: str) -> str:
    """The text as compared: without white space, unseen breaks, and differences of width."""
    return re.sub(r"[\s\u200b\u00ad]", "", unicodedata.normalize("NFKC", text))


def sentences(text: str) -> list[str]:
    """The squeezed sentences of a text; a page break may fall between two of them."""
    return [part for part in re.split(r"[。;]", squeezed(text)) if part]
