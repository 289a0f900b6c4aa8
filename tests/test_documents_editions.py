"""What can be printed, and what a clerk may call it."""

from __future__ import annotations

from collections import Counter

import pytest

from lzfx.documents.registry import (
    BY_UNIT,
    FOLLOWED,
    FORMATS,
    PUBLIC,
    TITLES,
    called,
    document_named,
)
from lzfx.steps.publish import DOCUMENTS, READY


def test_editions__every_document_has_a_builder_formats_and_a_chinese_name() -> None:
    assert DOCUMENTS.keys() == FORMATS.keys() == TITLES.keys()
    assert {*PUBLIC, *BY_UNIT, *FOLLOWED, *READY} <= FORMATS.keys()
    assert all({"pdf", "docx"} <= {*formats} for formats in FORMATS.values())
    assert {name for name, formats in FORMATS.items() if "html" in formats} == PUBLIC


def test_document_named__every_name_leads_to_its_own_document() -> None:
    for name, titles in TITLES.items():
        for title in (name, name.upper(), *titles, f"《{titles[0]}》", f" {titles[0]} "):
            assert document_named(title) == name
    names = Counter(title for titles in TITLES.values() for title in titles)
    assert names.most_common(1)[0][1] == 1


@pytest.mark.parametrize("text", ["", "handbok", "表", "一览表（全部）"])
def test_document_named__nothing_is_guessed(text: str) -> None:
    assert document_named(text) == ""


def test_called__the_first_name() -> None:
    assert called("overview") == "一览表"
