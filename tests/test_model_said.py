"""Tidied, advice, changed: three words, and every finding that only tells has one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from support.codes_in_source import modules
from support.judged_cases import cases, judged

from lzfx.messages import catalogue
from lzfx.model.codes import FINDING_CODES
from lzfx.model.finding import Finding, Severity
from lzfx.model.kinds_of_advice import KINDS_OF_ADVICE
from lzfx.model.said import Said, said_as

ONLY_TOLD = {Said.TIDIED, Said.ADVICE, Said.CHANGED}


def _advice_in_source() -> Iterator[str]:
    """Codes that stand in a function where ADVICE stands too: no advice is made elsewhere."""
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and "Severity.ADVICE" in ast.unparse(node):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and first.value in FINDING_CODES:
                    yield str(first.value)


def test_advice__every_code_made_as_advice_says_of_which_kind_it_is() -> None:
    told = set(_advice_in_source())
    assert len(told) > 20
    assert told - KINDS_OF_ADVICE.keys() == set(), "write kind = ... in messages.toml"


def test_advice__in_every_case_file_has_a_kind() -> None:
    said = {
        finding.code
        for case in cases()
        for finding in judged(case.name).findings
        if finding.severity is Severity.ADVICE
    }
    assert said - KINDS_OF_ADVICE.keys() == set()


def test_kinds__are_three_and_those_of_the_catalogue() -> None:
    assert {Said(kind) for kind in KINDS_OF_ADVICE.values()} == ONLY_TOLD
    entries = catalogue()["findings"]
    assert {code: e["kind"] for code, e in entries.items() if "kind" in e} == KINDS_OF_ADVICE
    assert {name for entry in entries.values() for name in entry} == {
        *("says", "do", "kind"),
        *("says_to_unit", "do_to_unit"),  # what a unit reads of it, see test_letters_cite_the_copy
    }


def test_word__full_width_digits_advice_and_changes_are_three() -> None:
    def word_of(code: str) -> Said:
        return said_as(Finding(FINDING_CODES[code], severity=Severity.ADVICE))

    assert word_of("normalised") is Said.TIDIED
    assert word_of("measure-repeated") is Said.ADVICE
    assert word_of("level-lowered") is Said.CHANGED


def test_word__of_what_must_be_corrected_or_answered_is_its_severity() -> None:
    assert said_as(Finding("level-differs", severity=Severity.QUERY)) is Said.QUERY
    assert said_as(Finding("level-differs", severity=Severity.ADVICE)) is Said.ADVICE
    assert said_as(Finding("late", severity=Severity.ERROR)) is Said.ERROR
