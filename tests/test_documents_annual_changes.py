"""年度变动情况: each point of both years once, and sums that agree with each other."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from support.paper_examples import paper_master

from lzfx.content.blocks import Heading, Paragraph, Table
from lzfx.content.drawing import Chart
from lzfx.documents.lists.annual_changes import annual_changes, no_year_before
from lzfx.model.master import Master
from lzfx.model.papers import AnnualLine
from lzfx.model.risk import Graded, RiskPoint
from lzfx.rules.annual import LastYears, annual_lines

TITLES = {"name": "风险点名称", "measures": "防范措施", "change": "变动标记"}
LINES = (
    AnnualLine("KS01-001", "KS01", "", "指定供货", "raised", 2, 1, ("防范措施",)),
    AnnualLine("JD01-001", "KS01", "", "受理不登记", "unchanged", 3, 3, (), "JD01"),
    AnnualLine("KS01-002", "KS01", "KS01-P2", "把关不严", "unchanged", 2, 2),
    AnnualLine("KS01-003", "KS01", "", "新设事项", "added", None, 2),
    AnnualLine("JD01-002", "JD01", "JD01-P2", "漏登台账", "dropped", 3, None),
)


def _tables(whole: Master) -> list[Table]:
    return [block for block in annual_changes(whole).blocks if isinstance(block, Table)]


def _rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _graded(unit: str, number: int, level: int | None, measures: str = "") -> Graded:
    values = {"name": f"点{number}", "measures": measures, "change": "keep"}
    point = RiskPoint(f"P-{number:03d}", unit, "", values)
    return Graded(point, level, level, None, None, "", ())


def _last(
    unit: str, number: int, level: int | None, measures: str = "", now: str = ""
) -> LastYears:
    values = {"name": f"点{number}", "measures": measures or None}
    return LastYears(f"P-{number:03d}", unit, now or unit, "", level, values)


def test_lines__say_what_became_of_each_point() -> None:
    now = [
        _graded("甲", 1, 1), _graded("甲", 2, 3), _graded("甲", 3, 2, "比价"), _graded("甲", 4, 2),
        _graded("乙", 5, 2), _graded("乙", 6, 2), _graded("乙", 7, 1, "双人"),
    ]  # fmt: skip
    before = [
        _last("甲", 1, 2), _last("甲", 2, 2), _last("甲", 3, 2, "签字"), _last("甲", 4, 2),
        _last("甲", 5, 2, now="乙"), _last("乙", 8, 3), _last("乙", 7, 2, "单人"),
    ]  # fmt: skip
    found = annual_lines(now, {one.point_id: one for one in before}, TITLES)
    assert [(o.point_id, o.what, o.titles, o.came_from) for o in found] == [
        ("P-001", "raised", (), ""),
        ("P-002", "lowered", (), ""),
        ("P-003", "changed", ("防范措施",), ""),
        ("P-004", "unchanged", (), ""),
        ("P-005", "unchanged", (), "甲"),
        ("P-006", "added", (), ""),
        ("P-007", "raised", ("防范措施",), ""),
        ("P-008", "dropped", (), ""),
    ]


points = st.dictionaries(
    st.integers(1, 12),
    st.tuples(st.sampled_from("甲乙丙"), st.sampled_from((1, 2, 3, None))),
    max_size=10,
)


@given(points, points)
def test_law__each_point_of_both_years_is_there_once_and_units_add_up(
    this: dict[int, tuple[str, int | None]], last: dict[int, tuple[str, int | None]]
) -> None:
    now = [_graded(unit, number, level) for number, (unit, level) in this.items()]
    before = [_last(unit, number, level) for number, (unit, level) in last.items()]
    found = annual_lines(now, {one.point_id: one for one in before}, TITLES)
    assert len({one.point_id for one in found}) == len(found) == len(this.keys() | last.keys())
    had = Counter(one.unit_before for one in found if one.what != "added")
    have = Counter(one.unit for one in found if one.what != "dropped")
    assert had == Counter(unit for unit, _ in last.values())
    assert have == Counter(unit for unit, _ in this.values())
    for unit in "甲乙丙":
        new = sum(one.what == "added" and one.unit == unit for one in found)
        gone = sum(one.what == "dropped" and one.unit == unit for one in found)
        came = sum(bool(one.came_from) and one.unit == unit for one in found)
        went = sum(one.came_from == unit for one in found)
        assert have[unit] == had[unit] + new + came - gone - went


def test_document__counts_by_unit_and_level_and_lists_what_changed() -> None:
    whole = paper_master(annual=LINES)
    units, levels, listed = _tables(whole)
    heads = [column.title for column in units.columns][1:]
    assert heads == [
        "上年", "新增", "撤销", "转入", "转出", "升级", "降级", "修改", "未变", "今年",
    ]  # fmt: skip
    assert _rows(units) == [
        ["示例管理科", "2", "1", "0", "1", "0", "1", "0", "0", "2", "4"],
        ["柳汀街道计生办", "2", "0", "1", "0", "1", "0", "0", "0", "0", "0"],
        ["合计", "4", "1", "1", "1", "1", "1", "0", "0", "2", "4"],
    ]
    assert _rows(levels) == [
        ["一级", "0", "1", "+1"],
        ["二级", "2", "2", "0"],
        ["三级", "2", "1", "-1"],
        ["合计", "4", "4", "0"],
    ]
    assert [row[2:] for row in _rows(listed)] == [
        ["KS01-003", "新设事项", "新增", "—", "二级", ""],
        ["KS01-001", "指定供货", "升级", "二级", "一级", "改了防范措施"],
        ["JD01-001", "受理不登记", "转入", "三级", "三级", "由柳汀街道计生办转入"],
        ["JD01-002", "漏登台账", "撤销", "三级", "—", ""],
    ]


def test_document__says_the_whole_in_words_and_draws_both_years() -> None:
    whole = paper_master(annual=LINES)
    blocks = annual_changes(whole).blocks
    words = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert words[1] == (
        "上年风险点4个，今年4个：新增1个、撤销1个、升级1个、未变2个、随机构变动转移1个。"
    )
    (chart,) = [block for block in blocks if isinstance(block, Chart)]
    assert chart.categories == ("上年", "今年")
    assert [(one.name, one.values) for one in chart.series] == [
        ("一级", (0, 1)), ("二级", (2, 2)), ("三级", (2, 1)),
    ]  # fmt: skip


def test_document__without_any_change_says_so() -> None:
    same = paper_master(annual=LINES[2:3])
    assert [block.text for block in annual_changes(same).blocks if isinstance(block, Heading)][
        -1
    ] == "三、有变动的风险点（0个）"
    assert len(_tables(same)) == 2


def test_document__needs_a_year_before() -> None:
    assert [one.code for one in no_year_before(paper_master())] == ["no-year-before"]
    assert no_year_before(paper_master(annual=LINES)) == ()
