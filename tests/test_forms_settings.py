"""`lzfx.toml`: a campaign, or every fault named by its key."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lzfx.forms.settings import parse_settings
from lzfx.model.calendar import Publicity
from lzfx.model.campaign import Office, Stage

TEMPLATE = Path(__file__).resolve().parents[1] / "form_templates" / "new_campaign.toml.txt"


def plain() -> dict[str, Any]:
    return tomllib.loads(TEMPLATE.read_text("utf-8").replace("{year}", "2026"))


def faults(raw: dict[str, Any]) -> list[tuple[str, object, object]]:
    campaign, findings = parse_settings("lzfx.toml", raw)
    assert campaign is None
    assert {finding.where.file for finding in findings} == {"lzfx.toml"}
    return [(f.code, f.params["place"], f.params["value"]) for f in findings]


def changed(place: str, value: object) -> dict[str, Any]:
    raw = deepcopy(plain())
    node: Any = raw
    *path, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    for step in path:
        node = node[step]
    node[last] = value
    return raw


def test_parse_settings__what_a_new_workspace_starts_with() -> None:
    campaign, findings = parse_settings("lzfx.toml", plain())
    assert findings == ()
    assert campaign is not None
    assert (campaign.code, campaign.year, campaign.deadline) == ("2026", 2026, date(2026, 9, 15))
    assert campaign.stages[0] == Stage("学习动员", date(2026, 8, 11), date(2026, 8, 20))
    assert isinstance(campaign.office, Office)
    assert campaign.bodies["review_group"] == "纠风工作领导小组"
    assert campaign.ruled_rows == 60
    assert campaign.publicity_days == (date(2026, 9, 21), date(2026, 9, 25))


def test_parse_settings__publicity_may_be_left_out() -> None:
    raw = plain()
    del raw["publicity"]
    campaign, _ = parse_settings("lzfx.toml", raw)
    assert campaign is not None
    assert campaign.publicity == Publicity()
    assert campaign.publicity_days == (date(2026, 9, 21), date(2026, 9, 25))


@pytest.mark.parametrize(
    ("place", "value", "code", "told"),
    [
        ("colour", "red", "definition-unknown-key", "colour"),
        ("office/fax", "0599", "definition-unknown-key", "office → fax"),
        ("code", "2026年", "definition-bad-value", "code"),
        ("code", "", "definition-bad-value", "code"),
        ("year", 1999, "definition-bad-value", "year"),
        ("deadline", "九月中旬", "definition-bad-value", "deadline"),
        ("large_sum", 0, "definition-bad-value", "large_sum"),
        ("ruled_rows", 5000, "definition-bad-value", "ruled_rows"),
        ("office/contact", "", "definition-bad-value", "office → contact"),
        ("bodies/review_group", "", "definition-bad-value", "bodies → review_group"),
        (
            "stages/1/start",
            "明天",
            "definition-bad-value",
            "stages “查找风险点和制定防范措施” → start",
        ),
        ("publicity/days", 0, "definition-bad-value", "publicity → days"),
        ("publicity/start", "下周", "definition-bad-value", "publicity → start"),
        ("publicity/channel", "网站", "definition-unknown-key", "publicity → channel"),
        ("stages", [], "definition-bad-value", "stages"),
        ("documents/plan", 31, "definition-text-unquoted", "documents → plan"),
    ],
)
def test_parse_settings__one_fault(place: str, value: object, code: str, told: str) -> None:
    assert [found[:2] for found in faults(changed(place, value))] == [(code, told)]


@pytest.mark.parametrize("key", ["code", "deadline", "bodies", "office", "stages", "issued_on"])
def test_parse_settings__missing_key(key: str) -> None:
    raw = plain()
    del raw[key]
    assert faults(raw) == [("definition-missing-key", key, "")]


def test_parse_settings__optional_keys_may_be_missing() -> None:
    raw = plain()
    del raw["documents"], raw["ruled_rows"]
    campaign, findings = parse_settings("lzfx.toml", raw)
    assert findings == ()
    assert campaign is not None
    assert (campaign.documents, campaign.ruled_rows) == ({}, 60)


def test_parse_settings__a_stage_that_ends_before_it_begins() -> None:
    raw = changed("stages/2/end", date(2026, 9, 1))
    assert [found[:2] for found in faults(raw)] == [("definition-bad-value", "stages “公示修订”")]


def test_parse_settings__all_faults_at_once() -> None:
    raw = changed("year", 1999)
    raw["colour"] = "red"
    del raw["office"]["phone"]
    assert {(code, place) for code, place, _ in faults(raw)} == {
        ("definition-bad-value", "year"),
        ("definition-unknown-key", "colour"),
        ("definition-missing-key", "office → phone"),
    }
