"""The table of duties: whole, in order, and every command filled from what a duty is about."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind, Needs, Way
from lzfx.model.ledger import WAITING, Outcome
from lzfx.rules.duties import LEAVES, OF_OUTCOME, decisions, duty, in_order, next_step
from lzfx.rules.duty_kinds import KINDS

DECISIONS = [kind for kind, spec in KINDS.items() if spec.needs is Needs.DECISION]
STEPS = [kind for kind, spec in KINDS.items() if spec.needs is Needs.STEP]


def test_table__has_every_kind_and_every_outcome_and_verb_was_thought_of() -> None:
    assert set(KINDS) == set(DutyKind)
    assert set(OF_OUTCOME) == set(Outcome), "what must a person do about the new outcome?"
    assert set(LEAVES) == set(Verb), "what may the new verb leave to be done?"


def test_table__every_outcome_that_waits_is_a_decision() -> None:
    told = {outcome: OF_OUTCOME[outcome] for outcome in (*WAITING, Outcome.REFUSED)}
    assert all(kind is not None and kind in DECISIONS for kind in told.values())


def test_table__a_person_who_must_decide_is_given_a_command() -> None:
    for kind in DECISIONS:
        assert KINDS[kind].ways, kind


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ("issue collect send merge", "issue"),
        ("collect send wait", "collect"),
        ("send merge wait", "send"),
        ("merge wait publish", "merge"),
        ("wait publish backup", "wait"),
        ("publish backup locked", "publish"),
        ("backup locked", "backup"),
        ("locked", "locked"),
        ("conflict publish", "publish"),
    ],
)
def test_next_step__what_units_wait_for_comes_first(kinds: str, wanted: str) -> None:
    found = in_order(duty(DutyKind(kind)) for kind in reversed(kinds.split()))
    step = next_step(found)
    assert step is not None
    assert step.kind == wanted


def test_next_step__none_where_only_decisions_are_left() -> None:
    assert next_step([duty(DutyKind.LOOK)]) is None
    assert next_step([]) is None


UNHEEDED = {DutyKind.WARNING_LATE, DutyKind.WARNING_TO_RAISE}
"""What stands before all else."""

_DAYS = st.sampled_from(["", "2026-09-10T09:00:00", "2026-09-15T16:30:00"])


@given(st.lists(st.builds(lambda kind, at: duty(kind, at=at), st.sampled_from(DutyKind), _DAYS)))
def test_law__decisions_newest_first_then_the_steps_of_the_work(found: list[Duty]) -> None:
    ordered = in_order(found)
    waiting = decisions(ordered)
    assert sorted(map(repr, ordered)) == sorted(map(repr, found))
    assert ordered[: len(waiting)] == waiting
    first = [one for one in waiting if one.kind in UNHEEDED]
    assert list(waiting[: len(first)]) == first
    for part in (first, waiting[len(first) :]):
        assert [one.at for one in part] == sorted((one.at for one in part), reverse=True)
    steps = [STEPS.index(one.kind) for one in ordered[len(waiting) :]]
    assert steps == sorted(steps)


def test_ways__only_those_that_the_duty_has_the_words_for() -> None:
    unknown = duty(DutyKind.REFUSED, file="扫描件.pdf", facts={"why": "不收", "unit": ""})
    assert [one.command for one in unknown.ways] == ["lzfx dismiss 扫描件.pdf --why 不收"]
    facts = {"why": "不收", "unit": "KS03", "nameless": "新建 表.xlsx"}
    known = duty(DutyKind.REFUSED, file="新建 表.xlsx", facts=facts)
    assert known.ways[0].command == 'lzfx assign "新建 表.xlsx" KS03'


@given(
    st.text(st.characters(exclude_characters='"\\$`!', exclude_categories=["Cc", "Cs"]), min_size=1)
)
def test_law__a_command_means_the_same_words_in_a_shell(text: str) -> None:
    command = Way("way-decide", ("decide", text)).command
    assert shlex.split(command) == ["lzfx", "decide", text]
