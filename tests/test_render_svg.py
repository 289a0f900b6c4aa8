"""Role names of fonts in drawings become families of the standard, and nothing else changes."""

from __future__ import annotations

import pytest
from support.printed_document import TEMPLATES

from lzfx.render.standard import load_standard
from lzfx.render.svg import families, with_fonts

STANDARD = load_standard(TEMPLATES)


@pytest.mark.parametrize("role", ["title", "body", "kai", "hei", "song"])
def test_role__is_replaced_by_its_families(role: str) -> None:
    replaced = with_fonts(f'<svg><text x="1" font-family="{role}" y="2">廉</text></svg>', STANDARD)
    first = STANDARD["fonts"][role]["proper"][0]
    assert f'<text x="1" font-family="\'{first}\', ' in replaced
    assert replaced.endswith('" y="2">廉</text></svg>')
    assert f'"{role}"' not in replaced


def test_families__end_in_fonts_with_rare_characters_and_name_none_twice() -> None:
    names = families(STANDARD, "title")
    assert "Noto Serif SC" in names
    assert names[-1] == STANDARD["fonts"]["hei"]["substitutes"][-1]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "svg",
    [
        '<text>font-family="song"</text>',
        '<text>写作 font-family="song" > 的字</text>',
        '<text font-family="Arial">甲</text>',
        '<text data-font-family="song">甲</text>',
        '<text font-family="songti">甲</text>',
        "<text font-family='song'>甲</text>",
    ],
)
def test_other_texts_and_attributes__stay(svg: str) -> None:
    assert with_fonts(svg, STANDARD) == svg


def test_roles__of_several_texts_are_all_replaced() -> None:
    svg = '<g font-family="hei"><text font-family="song">甲</text><text font-family="song"/></g>'
    assert "song" not in with_fonts(svg, STANDARD)
    assert '"hei"' not in with_fonts(svg, STANDARD)
