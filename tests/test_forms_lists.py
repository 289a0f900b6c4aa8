"""Lists, names in braces, bodies and words: what an office may say, and every fault of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.templates import SHIPPED, form_named
from support.templates import lists as template_lists

from lzfx.files.definitions import Definitions, definitions
from lzfx.forms.lists import kinds_of, names_of_kinds, sound_lists
from lzfx.forms.parse import parse_form
from lzfx.forms.placeholders import UnfilledNames, names_in, names_of
from lzfx.forms.settings import parse_settings
from lzfx.model.finding import Finding
from lzfx.model.office import HandbookPart, Kinds

SETTINGS = tomllib.loads(
    definitions().text("new_campaign.toml.txt").replace("{year}", "2026"),
)
LISTS = template_lists()
KINDS = {"title": "类别", "choices": [{"code": "hall", "label": "大厅", "acts_as": "led"}]}
RANKS = {"title": "层级", "choices": [{"code": "boss", "label": "一把手", "acts_as": "chief"}]}


def lists(**own: object) -> tuple[Mapping[str, Any], list[Finding]]:
    return sound_lists("choices.toml", {**LISTS, **own}, names_in(LISTS))


def form(title: str, **field: object) -> dict[str, Any]:
    fields = [
        {"name": "stage", "title": "环节", "kind": "choice", "list": "stages", **field},
        {"name": "note", "title": "备注", "kind": "text"},
    ]
    table = {"name": "rows", "sheet": "明细", "field": fields}
    return {"name": "small", "version": 1, "title": title, "table": [table]}


def test_names__the_settings_are_what_forms_are_filled_with() -> None:
    words = {"risk": "廉洁风险"}
    bodies = {**SETTINGS["bodies"], "party": "局党组"}
    raw = {**SETTINGS, "words": words, "bodies": bodies}
    campaign, faults = parse_settings("lzfx.toml", raw, LISTS["words"])
    assert (campaign is not None, faults) == (True, ())
    assert campaign is not None
    assert campaign.words.addressees == ("各街道计生办", "委机关各科室")  # shipped
    made, faults = parse_form(
        "small.toml", form("{party}{risk}表"), LISTS, frozenset(), names_of(campaign)
    )
    assert (made.title if made else "", faults) == ("局党组廉洁风险表", ())


def test_names__one_that_nobody_says_is_a_finding_at_its_place() -> None:
    made, faults = parse_form(
        "small.toml", form("{risk}{rsik}", prompt="看{choicse}"), LISTS, frozenset()
    )
    assert made is None
    assert [(f.code, f.params["place"], f.params["value"]) for f in faults] == [
        ("definition-unknown-name", "title", "{rsik}"),
        ("definition-unknown-name", "table “rows” → field “stage” → prompt", "{choicse}"),
    ]


def test_names__what_a_field_offers_stands_in_its_prompt_and_example() -> None:
    raw = form("表", prompt="{choices}；{other_choices}", example="{choice_2}、{choice_9}")
    made, faults = parse_form("small.toml", raw, LISTS, frozenset())
    assert (made is not None, faults) == (True, ())
    assert made is not None
    spec = made.table("rows").field("stage")
    assert spec.prompt == "决策、受理、执行、履行岗位职责、监督；受理、执行、履行岗位职责、监督"
    assert spec.example == "受理、监督"


def test_names__without_sound_settings_none_is_missed() -> None:
    made, faults = parse_form("small.toml", form("{party}表"), LISTS, frozenset(), UnfilledNames())
    assert (made.title if made else "", faults) == ("{party}表", ())


def test_shipped__the_forms_say_what_they_said() -> None:
    boxes = [box.title for box in form_named("declaration", SHIPPED).sign_off]
    assert boxes[1:4] == [
        "科室（计生办）负责人意见",
        "分管领导审核意见（岗位）",
        "委办公会审核意见（单位）",
    ]
    leader = form_named("roster", SHIPPED).table("units").field("leader")
    assert leader.prompt == "人员编号；委领导和决策机构可不填"


def test_lists__an_own_file_replaces_those_lists_that_it_has(tmp_path: Path) -> None:
    own = tmp_path / "lists" / "choices.toml"
    own.parent.mkdir()
    text = '[statuses]\ntitle = "状态"\nchoices = [{ code = "active", label = "有效" }]\n'
    own.write_text(text, "utf-8")
    found = Definitions(definitions().shipped, tmp_path).tables("lists/choices.toml")
    assert [one["label"] for one in found["statuses"]["choices"]] == ["有效"]
    assert found["levels"] == template_lists(SHIPPED)["levels"]


def test_lists__shipped_kinds_and_ranks_mean_what_they_always_did() -> None:
    shipped = template_lists(SHIPPED)
    found, faults = sound_lists("choices.toml", shipped, names_in(shipped))
    assert faults == []
    kinds = kinds_of(found)
    assert kinds.parts[:2] == (
        HandbookPart("", ("section",)),
        HandbookPart("", ("street_office",)),
    )
    before = Kinds()
    for code in ("street_office", "section", "commission_leaders", "meeting"):
        assert (kinds.led(code), kinds.leads(code), kinds.meets(code)) == (
            before.led(code),
            before.leads(code),
            before.meets(code),
        )
    assert kinds.is_chief("chief")
    assert not kinds.is_chief("commission_leader")


def test_lists__a_list_of_before_meanings_needs_none() -> None:
    plain = {
        "title": "类别",
        "choices": [{"code": "section", "label": "科"}, {"code": "meeting", "label": "会"}],
    }
    found, faults = lists(unit_kinds=plain)
    assert faults == []
    assert names_of_kinds(found) == {"kinds_led": "科", "kinds_not_led": "会"}


def test_lists__kinds_of_one_part_share_it_in_the_order_asked_for() -> None:
    choices = [
        {"code": "c", "label": "丙", "acts_as": "led", "part_order": 3, "part": "外勤"},
        {"code": "a", "label": "甲", "acts_as": "led", "part_order": 1},
        {"code": "b", "label": "乙", "acts_as": "led", "part_order": 2, "part": "外勤"},
        {"code": "d", "label": "丁", "acts_as": "leaders", "part_order": 4},
    ]
    found, _ = lists(unit_kinds={"title": "类别", "choices": choices})
    assert kinds_of(found).parts == (HandbookPart("", ("a",)), HandbookPart("外勤", ("b", "c")))


@pytest.mark.parametrize(
    ("name", "own", "code", "told"),
    [
        ("unit_kinds", {**KINDS, "choices": []}, "definition-bad-value", "unit_kinds → choices"),
        (
            "unit_kinds",
            {"choices": KINDS["choices"]},
            "definition-missing-key",
            "unit_kinds → title",
        ),
        (
            "unit_kinds",
            {"title": "类别", "choices": [{"code": "a", "label": "甲", "acts_as": "boss"}]},
            "list-meaning-unknown",
            "unit_kinds",
        ),
        (
            "unit_kinds",
            {"title": "类别", "choices": [{"code": "a", "label": "甲", "acts_as": "meeting"}]},
            "list-meaning-missing",
            "unit_kinds",
        ),
        (
            "ranks",
            {"title": "层级", "choices": [{"code": "a", "label": "甲", "acts_as": "staff"}]},
            "list-meaning-missing",
            "ranks",
        ),
        (
            "own",
            {"title": "自用", "choices": [{"code": "a", "label": "{hm}"}]},
            "definition-unknown-name",
            "own → choices “a” → label",
        ),
        (
            "own",
            {"title": "自用", "choices": [{"code": "a", "lable": "甲"}]},
            "definition-missing-key",
            "own → choices 第1项 → label",
        ),
    ],
)
def test_lists__one_fault(name: str, own: object, code: str, told: str) -> None:
    _, faults = lists(**{name: own})
    found = [(f.code, f.params.get("place") or f.params.get("list")) for f in faults]
    assert (code, told) in found


def test_lists__sound_own_kinds_and_ranks_are_no_fault() -> None:
    assert lists(unit_kinds=KINDS, ranks=RANKS)[1] == []


@pytest.mark.parametrize(
    ("words", "bodies", "code", "place"),
    [
        ({"rsik": "风险"}, {}, "definition-unknown-key", "words → rsik"),
        ({"risk": ""}, {}, "definition-bad-value", "words → risk"),
        ({"addressees": []}, {}, "definition-bad-value", "words → addressees"),
        ({"addressees": ["甲", ""]}, {}, "definition-bad-value", "words → addressees"),
        ({}, {"party": ""}, "definition-bad-value", "bodies → party"),
        ({}, {"risk": "甲"}, "settings-body-key", "bodies → risk"),
        ({}, {"Party": "甲"}, "settings-body-key", "bodies → Party"),
    ],
)
def test_settings__one_fault(
    words: dict[str, object], bodies: dict[str, object], code: str, place: str
) -> None:
    raw = {**SETTINGS, "words": words, "bodies": {**SETTINGS["bodies"], **bodies}}
    campaign, faults = parse_settings("lzfx.toml", raw)
    assert campaign is None
    assert [(f.code, f.params["place"]) for f in faults] == [(code, place)]
