"""The table of verbs: whole, strict about facts, guarded, with an arrow where one is made."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.readme import ROOT

from lzfx.ledger.record import action_of, row_of
from lzfx.messages import word
from lzfx.model.action import Action, Fact, Verb
from lzfx.model.ledger import Outcome
from lzfx.rules.verb import NUMBERS, FactType, Restores, Topic, VerbSpec
from lzfx.rules.verbs import (
    VERBS,
    StrangeAction,
    new_action,
    outcome_of,
    refuse_strange,
    sentence_of,
    sums_of,
)
from lzfx.rules.workflow import MACHINES, Event

AT, BY, DAY = "2026-09-10T09:00:00", "示例人甲", "2026-09-09"
STORED = """start roster issue send accepted unchanged conflict fewer held sent_back refused decide
assign corrections completion collect number merge print review publicity approve revoke backup
lock unlock"""
"""The words as they stand in ledgers: they never change, and none goes away."""

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_BY_KIND: Mapping[FactType, st.SearchStrategy[Fact]] = {
    FactType.TEXT: _TEXT,
    FactType.FILE: _TEXT.filter(bool),
    FactType.SHA256: _TEXT.filter(bool),
    FactType.COUNT: st.integers(0, 10**12),
    FactType.VERSION: st.integers(0, 10**4),
    FactType.DAY: st.dates().map(date.isoformat),
    FactType.DIGEST: _TEXT.filter(bool),
    FactType.PLACE: _TEXT.filter(bool),
}


@st.composite
def actions(draw: st.DrawFn, verb: Verb) -> Action:
    """Any action of that verb."""
    spec = VERBS[verb]
    about = "" if spec.about is Topic.NOTHING else draw(_TEXT.filter(bool))
    facts = {name: draw(_BY_KIND[fact.kind]) for name, fact in spec.facts.items()}
    return new_action(draw(_TEXT), draw(_TEXT), verb, about, facts)


def _specimen_fact(name: str, kind: FactType) -> Fact:
    if kind in NUMBERS:
        return 3
    return DAY if kind is FactType.DAY else f"{name}.xlsx"


def specimen(verb: Verb, **other: Fact) -> Action:
    """A plain action of that verb."""
    spec = VERBS[verb]
    facts = {name: _specimen_fact(name, fact.kind) for name, fact in spec.facts.items()}
    about = "" if spec.about is Topic.NOTHING else "KS01"
    return Action(AT, BY, verb, about, {**facts, **other})


# The table.


def test_table__is_whole_and_the_stored_words_stay() -> None:
    assert set(VERBS) == set(Verb)
    assert {verb.value for verb in Verb} >= set(STORED.split())


def test_table__every_judgement_of_a_file_is_a_verb() -> None:
    judgements = {verb: outcome_of(verb) for verb in Verb if outcome_of(verb) is not None}
    assert judgements == {Verb(outcome.value): outcome for outcome in Outcome}
    for verb in judgements:
        assert list(VERBS[verb].facts) == ["file", "sha256"], verb


def test_table__every_event_is_made_by_a_verb_and_is_an_arrow() -> None:
    arrows = {event for machine in MACHINES.values() for _, event in machine.arrows}
    made_by = {spec.event: verb for verb, spec in VERBS.items() if spec.event is not None}
    assert set(made_by) == arrows == set(Event)
    assert made_by == {
        Event.ISSUE: Verb.ISSUE,
        Event.ACCEPT: Verb.ACCEPTED,
        Event.SEND_BACK: Verb.SENT_BACK,
        Event.MERGE: Verb.MERGE,
    }


def test_table__what_is_read_again_names_its_file() -> None:
    for verb, spec in VERBS.items():
        if spec.restores in {Restores.ROSTER, Restores.RETURN}:
            assert {"file", "sha256"} <= spec.facts.keys(), verb


def test_misspelt_verb__is_found_by_mypy() -> None:
    code = "from lzfx.model.action import Verb\nright, wrong = Verb.LOCK, Verb.LOKC\n"
    words = (sys.executable, "-m", "mypy", "--config-file=", "--cache-dir=/dev/null", "-c", code)
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert '"type[Verb]" has no attribute "LOKC"' in ran.stdout


# Facts.


@pytest.mark.parametrize("verb", Verb)
def test_specimen__is_as_its_verb_wants_it(verb: Verb) -> None:
    one = specimen(verb)
    assert new_action(one.at, one.by, one.verb, one.about, one.facts) == one


@pytest.mark.parametrize(
    ("verb", "name"), [(verb, name) for verb in Verb for name in VERBS[verb].facts], ids=str
)
def test_strange_fact__is_an_error_at_once(verb: Verb, name: str) -> None:
    kind, one = VERBS[verb].facts[name].kind, specimen(verb)
    strange: Sequence[object] = (
        (-1, "3", True, None, 1.0) if kind in NUMBERS else (3, None, b"a", ("a",))
    )
    named = {FactType.FILE, FactType.SHA256, FactType.DAY, FactType.DIGEST}
    strange = (*strange, *(("",) if kind in named else ()))
    strange = (*strange, *(("2026-9-9", "20260909") if kind is FactType.DAY else ()))
    for value in strange:
        facts: dict[str, object] = {**one.facts, name: value}
        with pytest.raises(StrangeAction):
            refuse_strange(Action(AT, BY, verb, one.about, facts))  # type: ignore[arg-type]
    without = {other: value for other, value in one.facts.items() if other != name}
    with pytest.raises(StrangeAction):
        new_action(AT, BY, verb, one.about, without)


@pytest.mark.parametrize("verb", Verb)
def test_unknown_fact_or_subject__is_an_error_at_once(verb: Verb) -> None:
    one = specimen(verb)
    with pytest.raises(StrangeAction):
        new_action(AT, BY, verb, one.about, {**one.facts, "colour": "red"})
    topic = VERBS[verb].about
    if topic is Topic.SENDER:
        refuse_strange(new_action(AT, BY, verb, "", one.facts))
        return
    with pytest.raises(StrangeAction):
        new_action(AT, BY, verb, "KS01" if topic is Topic.NOTHING else "", one.facts)


def test_fact__is_given_by_its_type() -> None:
    one = specimen(Verb.MERGE)
    assert one.number("points") == 3
    assert specimen(Verb.BACKUP).text("sha256") == "sha256.xlsx"
    with pytest.raises(TypeError):
        one.text("points")
    with pytest.raises(TypeError):
        specimen(Verb.BACKUP).number("sha256")
    with pytest.raises(KeyError):
        one.number("colour")


# Rows.


@given(st.sampled_from(Verb).flatmap(actions))
def test_law__an_action_comes_back_as_it_was(one: Action) -> None:
    row = row_of(one)
    assert action_of(row) == one
    turned = Action(one.at, one.by, one.verb, one.about, dict(reversed(list(one.facts.items()))))
    assert row_of(turned) == row, "the same facts give the same text, whatever their order"


OLD = [
    ("start", "2027", "2026", "", {"after": "2026"}),
    ("start", "2026", "", "", {"after": ""}),
    ("roster", "", "名册.xlsx", "a1", {"file": "名册.xlsx", "sha256": "a1"}),
    ("issue", "declaration", "3/21", "", {"fresh": 3, "total": 21}),
    ("accepted", "KS01", "第一轮/甲/乙.xls", "a1", {"file": "第一轮/甲/乙.xls", "sha256": "a1"}),
    ("refused", "", "丙.pdf", "a1", {"file": "丙.pdf", "sha256": "a1"}),
    ("decide", "KS01", "甲.xls", "a1", {"file": "甲.xls", "sha256": "a1"}),
    ("corrections", "KS01", "b2", "a1", {"onto": "b2", "sha256": "a1"}),
    ("completion", "KS01", "b2", "a1", {"onto": "b2", "sha256": "a1"}),
    ("number", "", "32/1", "4", {"fresh": 32, "reworded": 1, "up_to": 4}),
    ("merge", "风险点主表", "32", "4", {"points": 32, "up_to": 4, "sha256": ""}),
    ("send", "", "1/3", "", {"forms": 1, "replies": 3}),
    ("backup", "备份.zip", "", "a1", {"sha256": "a1"}),
    ("lock", "", "", "", {}),
    (
        "collect", "declaration", "2/0/0/0/1/3", "",
        {"accepted": 2, "unchanged": 0, "conflict": 0, "fewer": 0, "held": 0, "sent_back": 1,
         "refused": 3},
    ),
    (
        "collect", "declaration", "2/1/3/4/5/6/7", "",
        {"accepted": 2, "unchanged": 1, "conflict": 3, "fewer": 4, "held": 5, "sent_back": 6,
         "refused": 7},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("verb", "about", "reason", "evidence", "facts"), OLD, ids=str)
def test_row_of_version_1__is_read_by_name(
    verb: str, about: str, reason: str, evidence: str, facts: Mapping[str, Fact]
) -> None:
    wanted = Action(AT, BY, Verb(verb), about, facts)
    assert action_of((AT, BY, verb, about, reason, evidence, "", "")) == wanted


@pytest.mark.parametrize(
    "row",
    [
        (AT, BY, "undone", "", "", "", "", ""),
        (AT, BY, "issue", "declaration", "3", "", "", ""),
        (AT, BY, "issue", "declaration", "3/x", "", "", ""),
        (AT, BY, "lock", "", "why", "", "", ""),
        (AT, BY, "accepted", "KS01", "甲.xls", "", "", ""),
        (AT, BY, "lock", "", "", "", "[]", ""),
        (AT, BY, "lock", "", "", "", "{", ""),
        (AT, BY, "lock", "", "", "", '{"why":"x"}', ""),
        (AT, BY, "merge", "主表", "", "", '{"points":"3","up_to":1}', ""),
        (AT, 7, "lock", "", "", "", "{}", ""),
    ],
    ids=str,
)
def test_row_that_was_changed__is_no_action(row: Sequence[str]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        action_of(row)


# Guards.

FILE = {"file": "甲.xlsx", "sha256": "a"}
OTHER = {"file": "乙.xlsx", "sha256": "b"}
TAKEN = specimen(Verb.ACCEPTED, **FILE)
REFUSED = specimen(Verb.REFUSED, **FILE)
LOCK, UNLOCK = specimen(Verb.LOCK), specimen(Verb.UNLOCK)
PAIR, UNPAIR = specimen(Verb.PAIR), specimen(Verb.UNPAIR)


@pytest.mark.parametrize(
    ("before", "one", "code"),
    [
        ([], LOCK, ""),
        ([LOCK], LOCK, "already-locked"),
        ([LOCK, specimen(Verb.SEND)], LOCK, "already-locked"),
        ([LOCK, UNLOCK], LOCK, ""),
        ([], UNLOCK, "not-locked"),
        ([LOCK], UNLOCK, ""),
        ([LOCK, UNLOCK], UNLOCK, "not-locked"),
        ([], specimen(Verb.START), ""),
        ([LOCK], specimen(Verb.START), "workspace-exists"),
        ([TAKEN], specimen(Verb.DECIDE, **FILE), ""),
        ([TAKEN], specimen(Verb.DECIDE, **OTHER), "act-without-file"),
        ([REFUSED], specimen(Verb.DECIDE, **FILE), "act-without-file"),
        ([REFUSED], specimen(Verb.ASSIGN, **FILE), ""),
        ([REFUSED], specimen(Verb.ASSIGN, **OTHER), "act-without-file"),
        ([TAKEN], specimen(Verb.CORRECTIONS, onto="b", sha256="a"), ""),
        ([TAKEN], specimen(Verb.CORRECTIONS, onto="a", sha256="b"), "act-without-file"),
        ([TAKEN], specimen(Verb.COMPLETION, onto="b", sha256="a"), ""),
        ([], specimen(Verb.COMPLETION, onto="b", sha256="a"), "act-without-file"),
        ([], PAIR, ""),
        ([PAIR], PAIR, "pairs-drawn-already"),
        ([PAIR, UNPAIR], PAIR, ""),
        ([specimen(Verb.PAIR, campaign="2025")], PAIR, ""),
        ([], UNPAIR, "pairs-not-drawn"),
        ([PAIR], UNPAIR, ""),
        ([PAIR, UNPAIR], UNPAIR, "pairs-not-drawn"),
        ([specimen(Verb.PAIR, campaign="2025")], UNPAIR, "pairs-not-drawn"),
    ],
)
def test_guard(before: Sequence[Action], one: Action, code: str) -> None:
    refused = VERBS[one.verb].guard(before, one)
    assert (refused.code if refused else "") == code


def test_verb__without_a_guard_cannot_be_defined() -> None:
    with pytest.raises(TypeError, match="guard"):
        VerbSpec(Topic.NOTHING, sentence="act-lock")  # type: ignore[call-arg]
    assert all(callable(spec.guard) for spec in VERBS.values())


# Sentences.


@pytest.mark.parametrize("verb", Verb)
def test_sentence__tells_of_an_action_with_all_it_needs(verb: Verb) -> None:
    one = specimen(verb)
    said = word(sentence_of(one), **one.facts, **sums_of(one), about="管理科")
    assert said.endswith("。")
    assert "管理科" in said or VERBS[verb].about is Topic.NOTHING
    for name, fact in VERBS[verb].facts.items():
        if fact.kind is FactType.COUNT:
            assert "3" in said, name
        elif fact.kind is FactType.PLACE:
            continue
        elif "file" not in VERBS[verb].facts or name == "file":
            assert str(one.facts[name]) in said, name


def test_sentence__adds_up_what_waits() -> None:
    one = specimen(Verb.COLLECT, conflict=1, fewer=2, held=4)
    assert "待定7份" in word(sentence_of(one), **one.facts, **sums_of(one))


def test_sentence__of_a_first_year_names_no_year_before() -> None:
    assert sentence_of(specimen(Verb.START)) == "act-start-after"
    assert sentence_of(specimen(Verb.START, after="")) == "act-start"
