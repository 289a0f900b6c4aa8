"""Rows as records: by field name, records within records, definitions that lack a field."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support.templates import SHIPPED, lists, raw
from support.write_reference import shipped_forms

from lzfx.forms.parse import parse_form
from lzfx.forms.records import KIND_OF, records_of, whole_of
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.archive import ArchiveBox, BoxNote
from lzfx.model.assessment import Assessment, Criticisms, Score, Weights
from lzfx.model.comment import Comment
from lzfx.model.correction import CheckedPoint, CorrectionCheck
from lzfx.model.power import Power
from lzfx.model.roster import Unit
from lzfx.model.submission import Row, Stamp, Submission, Value

FORMS = {form.name: form for form in shipped_forms()}


def rows(*values: dict[str, Value]) -> tuple[Row, ...]:
    return tuple(Row(number, one) for number, one in enumerate(values, start=1))


def test_records_of__by_field_name_with_what_holds_for_all() -> None:
    table = rows(
        {
            "code": "A1",
            "name": "核发",
            "posts": ("P2", "P1"),
            "risk_points": "A1-1、A1-2",
            "duties": None,
        }
    )
    (power,) = records_of(FORMS["powers"], {"powers": table}, Power, {"unit": "KS01"})
    assert power == Power(
        "A1", name="核发", unit="KS01", posts=("P2", "P1"), risk_points=("A1-1", "A1-2")
    )


def test_records_of__the_column_says_more_than_what_holds_for_all() -> None:
    table = rows({"code": "意1", "unit": "KS02"})
    (comment,) = records_of(FORMS["comments"], {"comments": table}, Comment, {"unit": "KS01"})
    assert comment.unit == "KS02"


def test_whole_of__a_form_about_something_itself_lines_of_a_text_and_names_of_a_line() -> None:
    header: dict[str, Value] = {
        "about": "问题",
        "subjects": "甲科，乙科、",
        "facts": "一、迟报。\n\n 二、漏报。",
        "year": 2026,
    }
    letter = Submission(Stamp("criticism", 1, "OFFICE", "2026"), "", "", header, {})
    (one,) = whole_of(FORMS["criticism"], [(letter, {})], Criticisms, {}).criticisms
    assert (one.subjects, one.facts) == (("甲科", "乙科"), ("一、迟报。", "二、漏报。"))
    assert (one.year, one.decided_on) == (2026, None)


def test_records_of__records_that_are_part_of_a_row() -> None:
    tables = {
        "checks": rows({"code": "纠1", "held_on": date(2026, 10, 9)}, {"code": "纠2"}),
        "points": rows(
            {"check_code": "纠2", "risk_point": "B"},
            {"check_code": "纠1", "risk_point": "A", "level": "1"},
            {"check_code": "纠2", "risk_point": "C"},
        ),
    }
    assert records_of(FORMS["corrections"], tables, CorrectionCheck) == (
        CorrectionCheck("纠1", held_on=date(2026, 10, 9), points=(CheckedPoint("A", level=1),)),
        CorrectionCheck("纠2", points=(CheckedPoint("B"), CheckedPoint("C"))),
    )


def test_records_of__a_plain_record_within_takes_its_fields_from_the_same_row() -> None:
    table = rows({"year": 2026, "box_no": 1, "state": "齐全", "stated_items": 3})
    (box,) = records_of(FORMS["archive"], {"boxes": table}, ArchiveBox)
    assert (box.note, box.category, box.form) == (BoxNote("齐全", 3), "WS", "2015")


def test_records_of__a_form_without_such_a_table_has_none() -> None:
    assert records_of(FORMS["powers"], {}, Unit) == ()


def test_whole_of__rows_of_all_returns_and_cells_of_the_first() -> None:
    header: dict[str, Value] = {"self_score": 20, "group_score": 50, "leader_score": 30}
    one, two = (
        Submission(
            Stamp("assessment", 1, "", "2026"), "", "", header if not at else {},
            {
                "assessed": rows({"code": f"A{at}", "criticised": "yes" if at else "no"}),
                "scores": rows({"assessed_code": f"A{at}", "indicator": "K1", "self_score": "9.5"}),
            },
        )
        for at in (0, 1)
    )  # fmt: skip
    whole = whole_of(FORMS["assessment"], [(one, {}), (two, {})], Assessment, {"year": 2026})
    assert (whole.year, whole.weights) == (2026, Weights(20, 50, 30))
    assert [(each.code, each.criticised) for each in whole.assessed] == [
        ("A0", False),
        ("A1", True),
    ]
    assert whole.assessed[1].scores == (Score("K1", self_score=Decimal("9.5")),)


def test_kind_of__every_about_but_those_of_the_master_table() -> None:
    assert set(About) - KIND_OF.keys() == {About.NOTHING, About.RISK_POINT, About.POST_DUTY}


def spoilt(form: str, field: str, change: dict[str, Any] | None) -> list[tuple[str, object]]:
    """The faults of a shipped form with one field changed in every table, or left out."""
    definition = deepcopy(raw(f"forms/{form}.toml", SHIPPED))
    definition["header"] = [
        {**one, **(change or {})} if one["name"] == field else one
        for one in definition.get("header", ())
        if change is not None or one["name"] != field
    ]
    for table in definition.get("table", ()):
        table["key"] = [name for name in table["key"] if name != field]
        fields = table["field"]
        table["field"] = [
            {**one, **(change or {})} if one["name"] == field else one
            for one in fields
            if change is not None or one["name"] != field
        ]
    parsed, faults = parse_form(
        f"{form}.toml", definition, lists(SHIPPED), frozenset(definition.get("checks", ()))
    )
    assert isinstance(parsed, FormSpec) == (not faults)
    return [(one.code, one.params["field"]) for one in faults]


@pytest.mark.parametrize(
    ("form", "field", "change", "code"),
    [
        ("roster", "rank", None, "definition-record-field"),
        ("roster", "rank", {"required": False}, "definition-record-field"),
        ("rules_review", "name", {"required": False}, "definition-record-field"),
        ("corrections", "held_on", {"kind": "line"}, "definition-record-kind"),
        ("control", "level", {"list": "stages"}, "definition-record-kind"),
        ("assessment", "criticised", {"list": "statuses"}, "definition-record-kind"),
        ("archive", "stated_items", {"kind": "line"}, "definition-record-kind"),
        ("warnings", "demands", {"kind": "date"}, "definition-record-kind"),
        ("feedback", "warning", {"required": False}, "definition-record-field"),
        ("feedback", "reported_on", {"kind": "text"}, "definition-record-kind"),
    ],
)  # fmt: skip
def test_record_faults__what_the_record_needs_and_the_form_does_not_give(
    form: str, field: str, change: dict[str, Any] | None, code: str
) -> None:
    assert spoilt(form, field, change) == [(code, field)]


@pytest.mark.parametrize(
    ("form", "field", "change"),
    [
        ("powers", "flowchart", None),
        ("powers", "legal_basis", {"required": False}),
        ("assessment", "full", {"kind": "integer"}),
        ("powers", "risk_points", {"kind": "text"}),
    ],
)
def test_record_faults__what_the_record_can_do_without(
    form: str, field: str, change: dict[str, Any] | None
) -> None:
    assert spoilt(form, field, change) == []
