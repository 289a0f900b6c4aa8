"""Records read from TOML: nothing passed over, every fault at its place."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from lzfx.forms.records import parse_record
from lzfx.model.archive import Archive
from lzfx.model.assessment import Assessment, Weights
from lzfx.model.power import PowerCatalogue

GOOD = """
year = 2026
[[powers]]
code = "A1"
posts = ["P1", "P2"]
"""


def faults(text: str, kind: type = PowerCatalogue) -> list[tuple[str, object]]:
    parsed, found = parse_record("职权.toml", tomllib.loads(text), kind)
    assert (parsed is None) == bool(found)
    assert all(one.where.file == "职权.toml" for one in found)
    return [(one.code, one.params["place"]) for one in found]


def test_parse_record__lists_become_tuples_of_records() -> None:
    parsed, found = parse_record("职权.toml", tomllib.loads(GOOD), PowerCatalogue)
    assert found == ()
    assert parsed is not None
    assert (parsed.powers[0].code, parsed.powers[0].posts) == ("A1", ("P1", "P2"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD + 'colour = "red"', [("definition-unknown-key", "powers 第1项 → colour")]),
        ("color = 1\nyear = 2026", [("definition-unknown-key", "color")]),
        (GOOD.replace("2026", '"this"'), [("definition-bad-value", "year")]),
        (GOOD.replace('code = "A1"', ""), [("definition-missing-key", "powers 第1项 → code")]),
        ("", [("definition-missing-key", "year")]),
    ],
)
def test_parse_record__says_where(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_parse_record__records_deep_inside() -> None:
    text = '[[boxes]]\nyear = 2026\nbox_no = 1\n[boxes.note]\nstate = "齐"\nwho = "我"'
    assert faults(text, Archive) == [("definition-unknown-key", "boxes 第1项 → note → who")]


def test_parse_record__numbers_exact_and_days_as_days() -> None:
    text = """
    year = 2026
    reported_on = 2026-12-21
    weights = { self_score = 10, group_score = 50, leader_score = 40 }
    [[indicators]]
    code = "K1"
    full = 0.1
    """
    parsed, found = parse_record("考核.toml", tomllib.loads(text), Assessment)
    assert found == ()
    assert parsed is not None
    assert parsed.indicators[0].full == Decimal("0.1")
    assert parsed.reported_on == date(2026, 12, 21)
    assert parsed.weights == Weights(10, 50, 40)
