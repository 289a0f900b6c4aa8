"""What can be printed, and what a clerk may call it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from support.master_examples import master, merge
from support.risk_examples import BODIES, DAY, ROSTER, rules, submission, values

import lzfx.documents
from lzfx.documents import made_of_master, made_of_records
from lzfx.documents.document_kind import Later, OfMaster
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.registry import DOCUMENTS, FOLLOWED, document_named
from lzfx.model.master import Master
from lzfx.model.roster import Post, Unit
from lzfx.rules.grading import grade_all

ROOMS = Path(lzfx.documents.__file__).parent


def test_registry__no_two_kinds_share_a_name_or_a_title() -> None:
    names = Counter(name for kind in DOCUMENTS for name in (kind.name, *kind.titles))
    assert names.most_common(1)[0][1] == 1
    assert all(kind.titles for kind in DOCUMENTS)


def test_registry__the_state_asks_for_the_list_and_the_handbook() -> None:
    assert FOLLOWED == ("overview", "handbook")


def test_registry__formats_follow_from_what_a_document_is() -> None:
    formats = {kind.name: kind.formats for kind in DOCUMENTS}
    assert formats["overview-public"] == ("pdf", "docx", "xlsx", "html")
    assert formats["notice"] == ("pdf", "docx", "html")
    assert formats["statistics"] == ("pdf", "docx", "xlsx")
    assert formats["handbook"] == formats["box-spines"] == ("pdf", "docx")


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.name)
def test_document_named__every_name_leads_to_its_own_document(
    kind: OfMaster,
) -> None:
    for text in (kind.name, kind.name.upper(), *kind.titles, f"《{kind.called}》"):
        assert document_named(f" {text} ") is kind


@pytest.mark.parametrize(
    "kind",
    [kind for kind in MADE_OF_MASTER if kind.table or kind.by_unit],
    ids=lambda kind: kind.name,
)
def test_document_named__knows_what_is_printed_on_a_list(kind: OfMaster) -> None:
    """A title that the screen shows, or one that a clerk may use, is in what the file is called."""
    printed = kind.build(master()).name
    words = [re.sub(r"[（(].*", "", title).removeprefix("公示") for title in kind.titles]
    assert any(word in printed for word in words), printed


@pytest.mark.parametrize("text", ["", "handbok", "表", "一览表（全部）"])
def test_document_named__nothing_is_guessed(text: str) -> None:
    assert document_named(text) is None


@pytest.mark.parametrize("registered", [made_of_master, made_of_records])
def test_registry__loads_later_what_the_type_checker_reads(registered: object) -> None:
    """A module that is loaded when it is asked for is the one that mypy was shown."""
    for name, later in vars(registered).items():
        if isinstance(later, Later):
            module = import_module(later.module)
            assert module.__name__.rpartition(".")[2] == name
            assert Path(str(module.__file__)).is_relative_to(ROOMS)


@cache
def many_units() -> Master:
    """A district of 120 street offices with one point each."""
    codes = [f"U{at:03}" for at in range(120)]
    units = [Unit(code, f"第{code}街道", "street_office", head="P5", leader="P2") for code in codes]
    posts = [Post(f"{code}-P1", code, "受理岗", "service", holder="P6") for code in codes]
    roster = replace(ROSTER, units=(*ROSTER.units, *units), posts=(*ROSTER.posts, *posts))
    returns = [submission(code, [values(post=f"{code}-P1")]) for code in codes]
    merged = merge(returns, [], roster)
    return master(roster=roster, graded=grade_all(merged.points, rules(), roster, BODIES, DAY))


@pytest.mark.parametrize("kind", MADE_OF_MASTER, ids=lambda kind: kind.name)
def test_documents__are_built_for_more_than_a_hundred_units(kind: OfMaster) -> None:
    assert kind.nothing(many_units()) or kind.build(many_units()).blocks
