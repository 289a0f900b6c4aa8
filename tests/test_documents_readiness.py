"""What keeps a master table from being published, and labels for print."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from support.master_examples import master
from support.risk_examples import BODIES, DAY, ROSTER, rules, submission, values

from lzfx.content.wording import numeral
from lzfx.documents.readiness import nothing_to_publish, publishable
from lzfx.model.submission import Value
from lzfx.rules.grading import grade_all
from lzfx.rules.merge import merge_returns as merge_table

merge = partial(merge_table, table="risk_points")


def gaps(**given: Value) -> list[tuple[str, str]]:
    points = merge([submission("KS01", [values(**given)])], [], ROSTER).points
    whole = master(graded=grade_all(points, rules(), ROSTER, BODIES, DAY))
    return [(f.code, f.where.address) for f in publishable(whole)]


def test_publishable__complete() -> None:
    assert publishable(master()) == ()


@pytest.mark.parametrize(
    ("given", "code", "cell"),
    [
        ({"conduct": None}, "point-without-level", "H9"),
        ({"measures": None}, "point-without-measure", "Q9"),
        ({"responsible": None}, "point-without-responsible", "R9"),
    ],
)
def test_publishable__gaps_of_a_point(given: dict[str, Value], code: str, cell: str) -> None:
    assert gaps(**given) == [(code, cell)]
    assert gaps() == []


def test_publishable__gaps_of_the_roster() -> None:
    whole = master()
    units = tuple(
        replace(u, head="", leader="P9") if u.code == "KS01" else replace(u, leader="")
        for u in whole.roster.units
    )
    found = publishable(replace(whole, roster=replace(whole.roster, units=units)))
    assert [(f.code, f.params["code"]) for f in found] == [
        ("unit-without-head", "KS01"),
        ("unit-without-leader", "KS01"),
        ("unit-without-leader", "JD01"),
    ]


def test_publishable__monitor_missing_and_nothing_at_all() -> None:
    whole = master()
    blank = replace(whole.graded[0], monitor="")
    found = publishable(replace(whole, graded=(blank,)))
    assert [(f.code, f.where.file) for f in found] == [("point-without-monitor", "LD00.xlsx")]
    empty = master(graded=())
    assert [f.code for f in nothing_to_publish(empty)] == ["nothing-to-publish"]
    assert publishable(empty) == ()


def test_publishable__unit_the_roster_lost() -> None:
    whole = master()
    lost = replace(whole.graded[0], point=replace(whole.graded[0].point, unit="XX"))
    assert [f.code for f in publishable(replace(whole, graded=(lost,)))] == [
        "point-of-unknown-unit"
    ]


def test_form_outline__prefilled_boxes_say_so() -> None:
    (outline,) = master().forms
    assert outline.title == "岗位廉政风险等级划分申报表"
    filled = {entry.title: entry.fill for entry in outline.entries}
    assert filled["单位编号"] == "由程序填好"
    assert filled["岗位"] == "单选：从名册中选"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *(
            (0, "零"),
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (99, "九十九"),
        ),
        *((100, "一百"), (105, "一百零五"), (110, "一百一十"), (115, "一百一十五"), (300, "三百")),
        *((1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"), (10_000, "一万")),
        *((12_015, "一万二千零一十五"), (100_010, "十万零一十")),
    ],
)
def test_numeral__headings(number: int, text: str) -> None:
    assert numeral(number) == text


def test_numeral__no_two_numbers_are_called_the_same() -> None:
    """A province's handbook has a heading for each of its units."""
    assert len({numeral(number) for number in range(20_000)}) == 20_000
