"""A form definition in TOML: a form, or every fault named by form, field and key."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest
from support.small_form import KNOWN, LISTS, SMALL, small, unlisted
from support.templates import SHIPPED, form_named, lists

from lzfx.checks.registry import ROW_CHECKS
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import Choice


def faults(raw: dict[str, Any]) -> list[tuple[str, object]]:
    form, findings = parse_form("small.toml", raw, LISTS, KNOWN)
    assert form is None
    assert {finding.where.file for finding in findings} == {"small.toml"}
    return [(f.code, f.params.get("place")) for f in findings]


@pytest.mark.parametrize("name", ["declaration", "roster"])
def test_parse_form__what_is_shipped_is_sound(name: str) -> None:
    raw = tomllib.loads((SHIPPED / "forms" / f"{name}.toml").read_text("utf-8"))
    form, findings = parse_form(f"{name}.toml", raw, lists(SHIPPED), frozenset(ROW_CHECKS))
    assert findings == ()
    assert form == form_named(name, SHIPPED)


def test_shipped__a_duty_that_the_roster_takes_is_long_enough_for_the_unit() -> None:
    filled = form_named("roster", SHIPPED).table("posts").field("duty")
    issued = form_named("declaration", SHIPPED).table("posts").field("duty")
    assert (filled.min_length, filled.max_length) == (issued.min_length, issued.max_length)


def test_parse_form__a_list_becomes_choices() -> None:
    form, findings = parse_form("small.toml", SMALL, LISTS, KNOWN)
    assert findings == ()
    assert form is not None
    first = form.table("points").field("level").choices[0]
    assert isinstance(first, Choice)
    assert (first.code, first.label) == ("1", "一级")
    assert form.accepted_versions == (1,)


def test_parse_form__own_choices_need_no_list() -> None:
    raw = unlisted(choices=[{"code": "a", "label": "甲"}])
    form, findings = parse_form("small.toml", raw, {}, KNOWN)
    assert findings == ()
    assert form is not None


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (small(colour="red"), "definition-unknown-key", "colour"),
        (
            small(field={"max_lenght": 3}),
            "definition-unknown-key",
            "table “points” → field “level” → max_lenght",
        ),
        (
            small(header={"colour": "red"}),
            "definition-unknown-key",
            "header “filler” → colour",
        ),
        (small(version=0), "definition-bad-value", "version"),
        (small(name="Small"), "definition-bad-value", "name"),
        (small(title=""), "definition-bad-value", "title"),
        (small(header={"kind": "colour"}), "definition-bad-value", "header “filler” → kind"),
        (
            small(field={"required": "perhaps"}),
            "definition-bad-value",
            "table “points” → field “level” → required",
        ),
        (small(header={"width": 200}), "definition-bad-value", "header “filler” → width"),
        (SMALL | {"table": "none"}, "definition-bad-value", "table"),
        (small(table={"field": 3}), "definition-bad-value", "table “posts” → field"),
        (small(table={"field": []}), "definition-bad-value", "table “posts” → field"),
        (small(table={"sheet": "甲/乙"}), "definition-bad-value", "table “posts” → sheet"),
        (
            small(field={"min_length": -1}),
            "definition-bad-value",
            "table “points” → field “level” → min_length",
        ),
        (
            small(field={"max_length": 0}),
            "definition-bad-value",
            "table “points” → field “level” → max_length",
        ),
    ],
)
def test_parse_form__one_fault(raw: dict[str, Any], code: str, place: str) -> None:
    assert faults(raw) == [(code, place)]


def test_parse_form__nothing_to_fill_in() -> None:
    form, (finding,) = parse_form("small.toml", SMALL | {"table": [], "header": []}, LISTS, KNOWN)
    assert form is None
    assert (finding.code, finding.params["form"]) == ("definition-form-empty", "小表")


def test_parse_form__missing_key_is_named_in_its_field() -> None:
    raw = small()
    del raw["table"][0]["field"][1]["kind"]
    del raw["version"]
    assert set(faults(raw)) == {
        ("definition-missing-key", "version"),
        ("definition-missing-key", "table “points” → field “level” → kind"),
    }


def test_parse_form__a_field_without_a_name_is_counted() -> None:
    raw = small()
    raw["table"][0]["field"].append({"kind": "line"})
    assert set(faults(raw)) == {
        ("definition-missing-key", "table “points” → field 第3项 → name"),
        ("definition-missing-key", "table “points” → field 第3项 → title"),
    }


def test_parse_form__unknown_list_names_field_and_list() -> None:
    form, (finding,) = parse_form("small.toml", small(field={"list": "colours"}), LISTS, KNOWN)
    assert form is None
    assert finding.code == "definition-unknown-list"
    assert finding.params == {
        "form": "小表",
        "table": "风险点",
        "field": "level",
        "list": "colours",
    }


def test_parse_form__unknown_check_is_named() -> None:
    raw = small(checks=["every_post_answers", "every_cat_answers"])
    form, (finding,) = parse_form("small.toml", raw, LISTS, KNOWN)
    assert form is None
    assert (finding.code, finding.params) == (
        "definition-unknown-check",
        {"check": "every_cat_answers"},
    )


@pytest.mark.parametrize("wrong", [["levels"], 3, "colours", "bare", "flat"])
def test_parse_form__a_list_that_is_none_is_said_and_nothing_else(wrong: object) -> None:
    lists = {**LISTS, "bare": {"title": "空"}, "flat": "一级"}
    raw = small(field={"list": wrong, "default": "1"})
    form, findings = parse_form("small.toml", raw, lists, KNOWN)
    assert form is None
    assert [finding.code for finding in findings] == ["definition-unknown-list"]


def test_parse_form__a_fault_in_the_only_table_is_said_once() -> None:
    only = [deepcopy(SMALL["table"][0])]
    only[0]["field"][1]["kind"] = "colour"
    assert faults(SMALL | {"table": only}) == [
        ("definition-bad-value", "table “points” → field “level” → kind")
    ]
    only[0]["field"] = [{"name": "level", "title": "等级"}]
    assert faults(SMALL | {"table": only}) == [
        ("definition-missing-key", "table “points” → field “level” → kind")
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"title": "风险点名称"},
        {"title": "风险点 名称"},
        {"aliases": ["名称"]},
        {"aliases": ["层级", "风险点名称"]},
    ],
)
def test_parse_form__two_columns_of_one_heading(more: dict[str, Any]) -> None:
    form, (finding,) = parse_form("small.toml", small(field=more), LISTS, KNOWN)
    assert form is None
    assert finding.code == "definition-same-heading"
    assert (finding.params["field"], finding.params["other"]) == ("level", "name")


def test_parse_form__a_header_field_may_share_a_heading_with_a_column() -> None:
    form, findings = parse_form("small.toml", small(header={"title": "名称"}), LISTS, KNOWN)
    assert findings == ()
    assert form is not None


def test_table__an_unknown_name_is_an_error_of_ours() -> None:
    form = form_named("declaration")
    with pytest.raises(KeyError):
        form.table("risk")
    with pytest.raises(KeyError):
        form.table("posts").field("risk")
