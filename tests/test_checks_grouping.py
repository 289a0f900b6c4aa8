"""The same fault in many cells is one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.addresses import at

from lzfx.checks.grouping import grouped, spans
from lzfx.model.finding import Finding, Severity, Where


def _empty(cell: str, title: str = "责任人", sheet: str = "风险点") -> Finding:
    return Finding("required-empty", Where("表.xlsx", sheet, at(cell)), {"title": title})


def _not_a_choice(cell: str, value: str) -> Finding:
    params = {"title": "申报等级", "value": value}
    return Finding("not-a-choice", Where("表.xlsx", "风险点", at(cell)), params)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["K7", "K8", "K9", "K12"], "K7:K9、K12"),
        (["K12", "K9", "K8", "K7"], "K7:K9、K12"),
        (["AA3", "B3"], "B3、AA3"),
        (["K7", "L7"], "K7、L7"),
        (["K7", "K7", "K8"], "K7:K8"),
        ([], ""),
    ],
)
def test_spans(cells: list[str], said: str) -> None:
    assert spans(map(at, cells)) == said


def test_grouped__same_fault_is_one_line_with_all_cells() -> None:
    (one,) = grouped([_empty("U7"), _empty("U9"), _empty("U8")])
    assert one.place == "风险点 U7:U9"


def test_grouped__other_titles_sheets_and_severities_stay_apart() -> None:
    query = Finding(
        "required-empty", Where("表.xlsx", "风险点", at("U7")), {"title": "责任人"}, Severity.QUERY
    )
    several = [_empty("U7"), _empty("T7", "防范措施"), _empty("U7", sheet="岗位职责"), query]
    assert len(grouped(several)) == 4


def test_grouped__few_values_stay_apart_many_are_quoted_together() -> None:
    few = [_not_a_choice("Q7", "特级"), _not_a_choice("Q8", "高")]
    assert [one.finding.params["value"] for one in grouped(few)] == ["特级", "高"]
    many = [_not_a_choice(f"Q{row}", f"第{row}档") for row in range(7, 13)]
    (one,) = grouped(many)
    assert one.place == "风险点 Q7:Q12"
    assert one.finding.params["value"] == "第7档、第8档、第9档等6种"


@given(
    st.lists(
        st.builds(
            _not_a_choice,
            st.from_regex(r"[A-C][1-9]", fullmatch=True),
            st.sampled_from(["高", "中", "低", "特级", "零级"]),
        )
    )
)
def test_grouped__no_cell_is_lost(findings: list[Finding]) -> None:
    cells = {one.where.cell for one in findings}
    assert {cell for one in grouped(findings) for cell in one.cells} == cells
