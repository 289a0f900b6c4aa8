"""A newer return against the one before: every changed cell is named, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.templates import form_named

from lzfx.checks.versions import LOOKED_AT, differences
from lzfx.model.cell import Cell, SheetCell
from lzfx.model.kinds_of_advice import KINDS_OF_ADVICE
from lzfx.model.said import Said, said_as
from lzfx.model.submission import Place, Row, Stamp, Submission, Value

FORM = form_named("declaration")
POINTS = FORM.table("risk_points")
COLUMNS = {spec.name: number for number, spec in enumerate(POINTS.fields, start=2)}


def _point(name: str, **values: Value) -> dict[str, Value]:
    plain: dict[str, Value] = {
        "post": "KS01-P1",
        "power": "票据管理",
        "name": name,
        "manifestation": f"{name}，长期挂账而不说明原因。",
        "conduct": ("violation",),
        "declared_level": "2",
        "measures": f"{name}的，每月清理一次并公示。",
    }
    return plain | values


def _return(points: Sequence[Mapping[str, Value]], first: int = 7, **header: Value) -> Submission:
    rows = tuple(Row(first + at, values) for at, values in enumerate(points))
    return Submission(
        Stamp("declaration", 1, "KS01", "2026"),
        "来表.xlsx",
        "0" * 64,
        header,
        {"risk_points": rows, "posts": ()},
        {"risk_points": Place("风险点", COLUMNS)},
        {"unit_duty": SheetCell("风险点", Cell(5, 14))},
    )


A, B, C = _point("核销不及时"), _point("票据丢失"), _point("领用不登记")


def _said(earlier: Submission, later: Submission) -> list[tuple[str, str]]:
    return [(one.code, one.where.address) for one in differences(FORM, earlier, later)]


def test_same__says_nothing_wherever_it_stands() -> None:
    assert _said(_return([A, B]), _return([A, B], first=12)) == []
    assert _said(_return([A, B, C]), _return([C, A, B])) == []


def test_another_day_or_filler__is_no_other_return() -> None:
    assert _said(_return([A], filler="甲", filed_on="x"), _return([A], filler="乙")) == []


def test_changed_cell__is_named_with_before_and_now() -> None:
    (one,) = differences(FORM, _return([A, B]), _return([A, {**B, "declared_level": "1"}]))
    assert (one.code, one.where.sheet, one.where.address) == ("level-raised", "风险点", "Q8")
    assert (one.params["expected"], one.params["value"]) == ("二级", "一级")
    assert one.params["name"] == "票据丢失"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"declared_level": "3"}, "level-lowered"),
        ({"declared_level": "1"}, "level-raised"),
        ({"declared_level": None}, "changed-since"),
        ({"conduct": ("illegal",)}, "conduct-changed"),
        ({"name": "核销拖延"}, "name-changed"),
        ({"change": "drop"}, "point-given-up"),
        ({"change": "keep"}, "changed-since"),
        ({"measures": "每月抽查一次并公示结果。"}, "changed-since"),
    ],
    ids=str,
)
def test_change_of_a_point__has_the_code_of_what_changed(
    change: Mapping[str, Value], wanted: str
) -> None:
    (one,) = differences(FORM, _return([A]), _return([{**A, **change}]))
    assert (one.code, said_as(one)) == (wanted, Said.CHANGED)


def test_looked_at__the_lowered_level_stands_first() -> None:
    assert LOOKED_AT[0] == "level-lowered"
    assert all(KINDS_OF_ADVICE[code] == Said.CHANGED for code in LOOKED_AT)


def test_header__changed() -> None:
    assert _said(_return([A], unit_duty="原来的"), _return([A], unit_duty="现在的")) == [
        ("changed-since", "N5")
    ]


def test_row_put_in_before_the_others() -> None:
    assert _said(_return([A, B]), _return([C, A, B])) == [("row-new", "D7")]


def test_row_taken_out() -> None:
    assert _said(_return([A, B, C]), _return([A, C])) == [("point-gone", "")]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"name": "核销拖延"}, "name-changed"),
        ({"manifestation": "发票长期不报，领款人反复催问。"}, "changed-since"),
    ],
)
def test_row_reworded__is_still_the_same_row(change: Mapping[str, Value], wanted: str) -> None:
    assert [code for code, _ in _said(_return([A, B]), _return([{**A, **change}, B]))] == [wanted]


def test_id__goes_before_wording() -> None:
    old = _return([{**A, "point_id": "KS01-001"}, {**B, "point_id": "KS01-002"}])
    new = _return([{**B, "point_id": "KS01-001"}, {**A, "point_id": "KS01-002"}])
    assert {cell[0] for _, cell in _said(old, new)} == {"I", "J", "T"}


points = st.lists(
    st.builds(
        _point,
        st.sampled_from(["核销不及时", "票据丢失", "领用不登记", "公章外借"]),
        declared_level=st.sampled_from(["1", "2", "3"]),
        note=st.sampled_from([None, "附说明"]),
    ),
    max_size=5,
)


@given(points)
def test_law__a_return_does_not_differ_from_itself(rows: list[dict[str, Value]]) -> None:
    one = _return(rows)
    assert differences(FORM, one, replace(one, file="别名.xlsx")) == ()


@given(points, points)
def test_law__every_row_is_accounted_for(
    old: list[dict[str, Value]], new: list[dict[str, Value]]
) -> None:
    codes = [code for code, _ in _said(_return(old), _return(new))]
    assert len(new) - codes.count("row-new") == len(old) - codes.count("point-gone")
