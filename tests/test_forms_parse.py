"""A form definition in TOML: a form, or every fault named by form, field and key."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from support.workbook_examples import shipped_form

from lzfx.checks.rows import ROW_CHECKS
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import Choice

TEMPLATES = Path(__file__).resolve().parents[1] / "form_templates"
LISTS = tomllib.loads((TEMPLATES / "lists" / "choices.toml").read_text("utf-8"))
KNOWN = frozenset({"every_post_answers"})
SMALL: dict[str, Any] = {
    "name": "small",
    "version": 1,
    "title": "小表",
    "checks": ["every_post_answers"],
    "header": [{"name": "filler", "title": "填报人", "kind": "line"}],
    "table": [
        {
            "name": "points",
            "sheet": "风险点",
            "key": ["name"],
            "field": [
                {"name": "name", "title": "名称", "kind": "line", "aliases": ["风险点名称"]},
                {"name": "level", "title": "等级", "kind": "choice", "list": "levels"},
            ],
        },
        {
            "name": "posts",
            "sheet": "岗位",
            "field": [{"name": "p", "title": "岗位", "kind": "line"}],
        },
    ],
}


def small(
    *,
    header: dict[str, object] | None = None,
    field: dict[str, object] | None = None,
    **top: object,
) -> dict[str, Any]:
    """The small form with more in its top level, its header field, or its second column."""
    raw = deepcopy(SMALL)
    raw["header"][0].update(header or {})
    raw["table"][0]["field"][1].update(field or {})
    return raw | top


def faults(raw: dict[str, Any]) -> list[tuple[str, object]]:
    form, findings = parse_form("small.toml", raw, LISTS, KNOWN)
    assert form is None
    assert {finding.where.file for finding in findings} == {"small.toml"}
    return [(f.code, f.params.get("place")) for f in findings]


@pytest.mark.parametrize("name", ["declaration", "roster"])
def test_parse_form__what_is_shipped_is_sound(name: str) -> None:
    raw = tomllib.loads((TEMPLATES / "forms" / f"{name}.toml").read_text("utf-8"))
    form, findings = parse_form(f"{name}.toml", raw, LISTS, frozenset(ROW_CHECKS))
    assert findings == ()
    assert form == shipped_form(name)


def test_parse_form__a_list_becomes_choices() -> None:
    form, findings = parse_form("small.toml", SMALL, LISTS, KNOWN)
    assert findings == ()
    assert form is not None
    first = form.table("points").field("level").choices[0]
    assert isinstance(first, Choice)
    assert (first.code, first.label) == ("1", "一级")
    assert form.accepted_versions == (1,)


def test_parse_form__own_choices_need_no_list() -> None:
    raw = small(field={"choices": [{"code": "a", "label": "甲"}]})
    del raw["table"][0]["field"][1]["list"]
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
        (small(table="none"), "definition-bad-value", "table"),
        (small(table=[]), "definition-bad-value", "table"),
    ],
)
def test_parse_form__one_fault(raw: dict[str, Any], code: str, place: str) -> None:
    assert faults(raw) == [(code, place)]


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
    assert finding.params == {"field": "level", "list": "colours"}


def test_parse_form__unknown_check_is_named() -> None:
    raw = small(checks=["every_post_answers", "every_cat_answers"])
    form, (finding,) = parse_form("small.toml", raw, LISTS, KNOWN)
    assert form is None
    assert (finding.code, finding.params) == (
        "definition-unknown-check",
        {"check": "every_cat_answers"},
    )


@pytest.mark.parametrize(
    "more", [{"title": "风险点名称"}, {"aliases": ["名称"]}, {"aliases": ["层级", "风险点名称"]}]
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
    form = shipped_form("declaration")
    with pytest.raises(KeyError):
        form.table("risk")
    with pytest.raises(KeyError):
        form.table("posts").field("risk")
