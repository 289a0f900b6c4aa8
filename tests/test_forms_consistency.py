"""Definitions whose parts contradict each other: each a finding that says where."""

from __future__ import annotations

from typing import Any

import pytest
from support.small_form import KNOWN, LISTS, SMALL, small, unlisted

from lzfx.forms.parse import parse_form
from lzfx.messages import sentences

A = {"code": "a", "label": "甲"}
WRONG: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "field twice": (small(field={"name": "name"}), "definition-field-twice", "风险点", "name"),
    "header field twice": (
        SMALL | {"header": [*SMALL["header"], SMALL["header"][0] | {"title": "甲"}]},
        "definition-field-twice", "表头", "filler",
    ),
    "column of the ledger": (
        small(field={"name": "submission"}), "definition-field-name-taken", "风险点", "submission",
    ),
    "row of the ledger": (
        small(field={"name": "row_number"}), "definition-field-name-taken", "风险点", "row_number",
    ),
    "header field of the ledger": (
        small(header={"name": "submission"}), "definition-field-name-taken", "表头", "submission",
    ),
    "table header": (
        small(table={"name": "header"}), "definition-table-name-taken", "岗位", "header",
    ),
    "table twice": (small(table={"name": "points"}), "definition-table-twice", "岗位", "points"),
    "sheet twice": (small(table={"sheet": "风险点"}), "definition-sheet-twice", "风险点", "posts"),
    "sheet of ours": (
        small(table={"sheet": "签字页"}), "definition-sheet-taken", "签字页", "posts",
    ),
    "hidden sheet of ours": (
        small(table={"sheet": "_LISTS"}), "definition-sheet-taken", "_LISTS", "posts",
    ),
    "key": (small(table={"key": ["p", "level"]}), "definition-key-unknown", "岗位", "level"),
    "no key": (small(table={"fixed": True}), "definition-fixed-without-key", "岗位", "posts"),
    "part of none": (
        small(table={"of": "gone", "by": "p"}), "definition-of-unknown", "岗位", "gone",
    ),
    "part of what has no required key": (
        small(table={"of": "points", "by": "p"}), "definition-of-unknown", "岗位", "points",
    ),
    "part of a row that nothing names": (
        small(table={"by": "p"}), "definition-of-unknown", "岗位", "",
    ),
    "needed for no field": (
        small(header={"needed_when": {"gone": []}}),
        "definition-needed-unknown", "表头", "gone",
    ),
    "needed for itself": (
        small(field={"needed_when": {"level": ["1"]}}),
        "definition-needed-unknown", "风险点", "level",
    ),
    "needed for no choice": (
        small(table={"field": [
            {"name": "p", "title": "岗位", "kind": "choice", "list": "levels"},
            {"name": "q", "title": "职责", "kind": "text", "needed_when": {"p": ["9"]}},
        ]}),
        "definition-needed-unknown", "岗位", "9",
    ),
    "one column": (
        small(table={"field": SMALL["table"][1]["field"][:1]}),
        "definition-one-column", "岗位", "p",
    ),
    "default": (small(field={"default": "4"}), "definition-default-unknown", "风险点", "level"),
    "default is a label": (
        small(field={"default": "一级"}), "definition-default-unknown", "风险点", "level",
    ),
    "default of a text": (
        small(header={"default": "甲"}), "definition-default-unknown", "表头", "filler",
    ),
    "code twice": (
        unlisted(choices=[A, {"code": "a", "label": "乙"}]),
        "definition-same-choice", "风险点", "level",
    ),
    "label twice": (
        unlisted(choices=[A, {"code": "b", "label": " 甲"}]),
        "definition-same-choice", "风险点", "level",
    ),
    "alias is a label": (
        unlisted(choices=[A, {"code": "b", "label": "乙", "aliases": ["甲"]}]),
        "definition-same-choice", "风险点", "level",
    ),
    "nobody": (
        small(field={"required": True, "locked": True}),
        "definition-nobody-fills", "风险点", "level",
    ),
    "lengths": (
        small(header={"min_length": 9, "max_length": 8}),
        "definition-lengths-crossed", "表头", "filler",
    ),
    "no choices": (unlisted(), "definition-no-choices", "风险点", "level"),
    "no choices to choose from": (
        unlisted(kind="choices", choices=[]), "definition-no-choices", "风险点", "level",
    ),
    "choices unused": (
        small(header={"choices": [A]}), "definition-choices-unused", "表头", "filler",
    ),
    "list unused": (small(field={"kind": "line"}), "definition-choices-unused", "风险点", "level"),
    "roster unused": (
        small(header={"roster": "people"}), "definition-choices-unused", "表头", "filler",
    ),
    "list and choices": (
        small(field={"choices": [A]}), "definition-choices-several", "风险点", "level",
    ),
    "list and roster": (
        small(field={"roster": "posts"}), "definition-choices-several", "风险点", "level",
    ),
    "version accepted": (small(version=2, accepts=[1, 2]), "definition-accepts-not-older", "", "2"),
    "later accepted": (small(version=2, accepts=[3]), "definition-accepts-not-older", "", "3"),
    "check twice": (
        small(checks=["every_post_answers"] * 2),
        "definition-check-twice", "", "every_post_answers",
    ),
}  # fmt: skip
"""What is wrong with it, its code, and the table and field its sentence must name."""


@pytest.mark.parametrize("name", WRONG)
def test_inconsistencies__what_cannot_hold_together(name: str) -> None:
    raw, code, table, field = WRONG[name]
    form, findings = parse_form("small.toml", raw, LISTS, KNOWN)
    assert form is None
    (finding,) = findings
    assert finding.code == code
    assert finding.where.file == "small.toml"
    said = sentences(finding)[0]
    assert "《小表》" in said
    assert (f"“{table}”" in said) if table else True
    assert field in said


SOUND: dict[str, dict[str, Any]] = {
    "a table called header where there is none": small(table={"name": "header"}) | {"header": []},
    "one name in two tables": SMALL
    | {"table": [*SMALL["table"][:1], SMALL["table"][0] | {"name": "more", "sheet": "另一页"}]},
    "fixed with a key": small(table={"fixed": True, "key": ["p"]}),
    "a default": small(field={"default": "1"}),
    "a default from the roster": unlisted(roster="posts", default="unit"),
    "a filled locked field": small(field={"required": True, "locked": True, "prefill": True}),
    "a locked field with a default": small(
        field={"required": True, "locked": True, "default": "1"}
    ),
    "one length": small(header={"min_length": 8, "max_length": 8}),
    "a name told twice in one choice": unlisted(choices=[A | {"aliases": ["甲", "a"]}]),
    "older versions": small(version=3, accepts=[1, 2]),
}


@pytest.mark.parametrize("name", SOUND)
def test_inconsistencies__what_holds_together(name: str) -> None:
    form, findings = parse_form("small.toml", SOUND[name], LISTS, KNOWN)
    assert findings == ()
    assert form is not None


def test_inconsistencies__all_are_said_at_once() -> None:
    raw = small(table={"fixed": True, "key": ["x"]}, header={"name": "row_number"}, accepts=[1])
    _, findings = parse_form("small.toml", raw, LISTS, KNOWN)
    assert {finding.code for finding in findings} == {
        "definition-accepts-not-older",
        "definition-field-name-taken",
        "definition-key-unknown",
    }
