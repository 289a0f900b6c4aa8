"""An invented bureau tried from an empty folder: its roster typed in, its units answering by hand.

Nine units and twenty-five posts. A unit only ever sees its workbook: every answer is typed into
the cell under its heading, as a contact would with WPS open.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lzfx.forms.layout import REQUIRED_MARK

Answers = Mapping[str, str]
"""What is typed into a row, by the heading without its mark."""


@dataclass(frozen=True, slots=True)
class BureauUnit:
    """A unit of the bureau with the names of its posts; the first person is its head."""

    code: str
    name: str
    kind: str
    posts: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def persons(self) -> tuple[tuple[str, str], ...]:
        """Code and name of its people."""
        return tuple((f"{self.code}-R{at}", name) for at, name in enumerate(self.people, start=1))


_BUREAU = """
LD 局领导 委领导 局长=程望舒 分管副局长=陆知秋
HY 局长办公会 决策机构 =唐晚亭
S1 综合科 职能科室 综合科科长=沈砚清 文秘岗=许拾光 出纳岗=江晚照
S2 服务管理科 职能科室 服务科科长=顾南枝 证件岗=苏映雪 档案岗=叶归舟
S3 奖励扶助科 职能科室 奖扶科科长=秦念安 资格审核岗=宋予棠 发放岗=韩书瑶
S4 督查科 职能科室 督查科科长=魏青禾 信访岗=梁若溪 核查岗=丁慕白
J1 柳塘街道计生办 街道计生办 柳塘主任=赵听澜 柳塘窗口岗=钱疏影 柳塘统计岗=孙屿舟 柳塘奖扶岗=李星野
J2 枫渡街道计生办 街道计生办 枫渡主任=周闻溪 枫渡窗口岗=吴沐言 枫渡统计岗=郑知行 枫渡奖扶岗=王初霁
J3 桐湾街道计生办 街道计生办 桐湾主任=冯晚吟 桐湾窗口岗=陈以南 桐湾统计岗=褚怀瑾
"""
"""Code, name, kind, and each post with who holds it; the decision body has no posts."""


def _units() -> Iterable[BureauUnit]:
    for line in _BUREAU.split("\n"):
        code, name, kind, *held = line.split() or ("", "", "")
        posts, people = zip(*(one.split("=") for one in held), strict=True) if held else ((), ())
        if code:
            yield BureauUnit(code, name, kind, tuple(filter(None, posts)), tuple(people))


UNITS: Sequence[BureauUnit] = tuple(_units())
LEADER = "LD-R1"
_RANKS = ("委主要领导", "委班子成员", "科室（计生办）负责人", "一般干部")


def unit(code: str) -> BureauUnit:
    """The unit of that code."""
    return next(one for one in UNITS if one.code == code)


def post_codes(one: BureauUnit) -> tuple[str, ...]:
    """The codes of its posts, in order."""
    return tuple(f"{one.code}-P{at}" for at in range(1, len(one.posts) + 1))


def fill_roster(path: Path, units: Iterable[BureauUnit] = UNITS) -> None:
    """Type the bureau into the blank roster, sheet by sheet."""
    book = load_workbook(path)
    units = tuple(units)
    _type(book["单位"], [_unit_row(one) for one in units])
    _type(book["岗位"], [row for one in units for row in _post_rows(one)])
    _type(book["人员"], [row for one in units for row in _person_rows(one)])
    seats = (("组长", LEADER), ("副组长", "LD-R2"), ("成员", "S1-R1"), ("办公室主任", "S1-R1"))
    groups = ("廉政风险防范管理工作领导小组", "纠风工作领导小组")
    _type(
        book["领导小组"],
        [
            {"领导机构": group, "组内职务": role, "人员编号": person}
            for group in groups
            for role, person in seats
        ],
    )
    book.save(path)


def _unit_row(one: BureauUnit) -> Answers:
    contact = one.persons[-1][0]
    return {
        "单位编号": one.code,
        "单位名称": one.name,
        "单位类别": one.kind,
        "单位负责人编号": one.persons[0][0],
        "分管领导编号": "" if one.kind == "委领导" else LEADER,
        "联络员编号": contact,
        "邮箱": f"{one.code.lower()}@example.cn",
        "电话": f"0571-8{int.from_bytes(one.code.encode(), 'big') % 1_000_000:06}0"[:13],
        "状态": "在用",
    }


def _post_rows(one: BureauUnit) -> list[Answers]:
    kinds = {0: "领导岗位" if one.kind == "委领导" else "中层岗位"}
    return [
        {
            "岗位编号": code,
            "单位编号": one.code,
            "岗位名称": name,
            "岗位类别": kinds.get(at, "业务岗位"),
            "岗位人员编号": one.persons[at][0],
            "岗位职责": f"负责{one.name}的{name}日常工作，办理交办事项，保管有关材料。",
            "状态": "在用",
        }
        for at, (code, name) in enumerate(zip(post_codes(one), one.posts, strict=True))
    ]


def _person_rows(one: BureauUnit) -> list[Answers]:
    led = one.kind in {"委领导", "决策机构"}
    ranks = (_RANKS[0], _RANKS[1]) if led else (_RANKS[2], _RANKS[3])
    return [
        {
            "人员编号": code,
            "姓名": name,
            "职务": (one.posts[at] if at < len(one.posts) else "工作人员"),
            "干部层级": ranks[min(at, 1)],
            "所在单位编号": one.code,
        }
        for at, (code, name) in enumerate(one.persons)
    ]


_PLAIN: Answers = {
    "环节": "执行",
    "风险点性质": "廉政风险点",
    "可能产生的行为": "违规",
    "行使权力大小": "中",
    "与群众关系密切程度": "一般",
    "滋生腐败可能性": "中",
    "涉及三重一大": "否",
    "申报等级": "二级",
    "查找方式": "自己查",
}
_MATTERS = ("证件受理", "材料审核", "资金核对", "档案保管", "信访答复", "现场核查")


def point(one: BureauUnit, post: str, number: int, **changes: str) -> Answers:
    """A risk point of a post (or of the unit itself, “本单位”) as its contact would write it."""
    matter = _MATTERS[number % len(_MATTERS)]
    said = {
        "岗位": post,
        "职权（事项）": f"{post}{matter}",
        "风险点名称": f"{matter}环节打招呼走形式{number}",
        "表现形式": (
            f"{one.name}{post}在{matter}时不看原件、先办后补，熟人来办就少要材料"
            f"（第{number}种情形）。"
        ),
        "防范措施": (
            f"1.{matter}实行双人复核并在登记簿签名；2.每季度由{one.name}抽查第{number}批办件。"
        ),
        "责任人": f"{post}、{one.persons[0][1]}",
    }
    return {**_PLAIN, **said, **changes}


def points_of(one: BureauUnit) -> list[Answers]:
    """One point for the unit itself, and one for each of its posts."""
    return [point(one, name, at) for at, name in enumerate(("本单位", *one.posts), start=1)]


def answered(
    blank: bytes,
    one: BureauUnit,
    points: Sequence[Answers] | None = None,
    filed: str = "2026-09-08",
) -> bytes:
    """The issued workbook of a unit, filled in and saved."""
    book = load_workbook(io.BytesIO(blank))
    contact = one.persons[-1][1]
    beside = {
        "填报人": contact,
        "填报人电话": "0571-88880000",
        "申报日期": filed,
        "单位（部门）职责": f"{one.name}负责本单位范围内的服务管理和监督检查工作。",
    }
    _type_beside(book["风险点"], beside)
    _type(book["风险点"], points_of(one) if points is None else points)
    duties = book["岗位职责"]
    for row in range(4, duties.max_row + 1):
        if duties.cell(row, 2).value:
            duties.cell(row, 6).value = "已填报风险点"
    return saved(book)


def cells_typed(data: bytes, sheet: str, changes: Mapping[str, str | None]) -> bytes:
    """A workbook with other contents in some cells, saved."""
    book = load_workbook(io.BytesIO(data))
    for cell, text in changes.items():
        book[sheet][cell] = text
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Worksheet) -> tuple[int, Mapping[str, int]]:
    """The row of the headings, and the columns by heading without its mark and line breaks."""
    for row in sheet.iter_rows(max_row=20):
        if row[0].value == "序号":
            titles = {
                str(cell.value).replace("\n", "").lstrip(REQUIRED_MARK): cell.column
                for cell in row
                if cell.value
            }
            return row[0].row, titles
    raise KeyError(sheet.title)


def _type(sheet: Worksheet, rows: Iterable[Answers]) -> None:
    head, at = columns(sheet)
    for number, row in enumerate(rows, start=head + 1):
        for title, text in row.items():
            sheet.cell(number, at[title]).value = text or None


def _type_beside(sheet: Worksheet, answers: Answers) -> None:
    head, _ = columns(sheet)
    labels = {
        str(cell.value).replace("\n", "").lstrip(REQUIRED_MARK): cell
        for row in sheet.iter_rows(max_row=head - 1)
        for cell in row
        if cell.value
    }
    for title, text in answers.items():
        label = labels[title]
        merged = (one for one in sheet.merged_cells.ranges if label.coordinate in one)
        whole = next(merged, None)
        sheet.cell(label.row, (whole.max_col if whole else label.column) + 1).value = text
