"""One table: every guarded verb in every state of a record, allowed or refused, and by what."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping

import pytest
from support.verb_states import (
    CAMPAIGN,
    LAST_DAY,
    SHEET,
    STATES,
    RecordState,
    events_of,
    refusal,
)

from lzfx.messages import told
from lzfx.model.action import Action, Fact, Verb
from lzfx.model.edition import Act, Standing
from lzfx.rules import guards, moving, publicity
from lzfx.rules.editions import edition_of, prints, stage_of
from lzfx.rules.guards import any_time
from lzfx.rules.publicity import closed_publicity, open_publicity
from lzfx.rules.verbs import VERBS
from lzfx.rules.workflow import DECLARATION, State, state_after

ALLOWED, OTHERS = "allowed", "others"
GROUPS: Mapping[str, str] = {
    "NO-FILE": "empty started issued withdrawn paired unpaired drawn undrawn struck reinstated "
    "moved moved-back",
    "NOT-TAKEN-IN": "refused put-aside recalled sent-back waived asked-again",
    "TAKEN-IN": "accepted locked unlocked",
    "UNPRINTED": "merged correcting",
    "PRINTED": "printed entered",
    "CHANGED": "changed reworded",
}
TABLE = """
    start             allowed                    empty
    start             workspace-exists           others
    decide            act-without-file           NO-FILE NOT-TAKEN-IN
    decide            allowed                    others
    corrections       act-without-file           NO-FILE NOT-TAKEN-IN
    corrections       allowed                    others
    completion        act-without-file           NO-FILE NOT-TAKEN-IN
    completion        allowed                    others
    assign            act-without-file           NO-FILE
    assign            allowed                    others
    adopt             act-without-file           NO-FILE
    adopt             allowed                    others
    mailed            act-without-file           NO-FILE
    mailed            allowed                    others
    seen              act-without-file           NO-FILE
    seen              allowed                    others
    waive             act-without-file           NO-FILE
    waive             allowed                    others
    ask_again         allowed                    waived
    ask_again         not-waived                 others
    dismiss           act-without-file           NO-FILE
    dismiss           already-dismissed          put-aside
    dismiss           allowed                    refused recalled sent-back waived asked-again
    dismiss           dismiss-accepted           others
    recall            allowed                    put-aside
    recall            not-dismissed              others
    withdraw          withdraw-nothing           empty started
    withdraw          withdrawn-already          withdrawn
    withdraw          allowed                    others
    lock              already-locked             locked
    lock              allowed                    others
    unlock            allowed                    locked
    unlock            not-locked                 others
    pair              pairs-drawn-already        paired
    pair              allowed                    others
    unpair            allowed                    paired
    unpair            pairs-not-drawn            others
    draw              drawn-already              drawn
    draw              allowed                    others
    undraw            allowed                    drawn
    undraw            not-drawn                  others
    strike            struck-already             struck
    strike            allowed                    others
    reinstate         allowed                    struck
    reinstate         not-struck                 others
    move              move-done-already          moved
    move              allowed                    others
    unmove            allowed                    moved
    unmove            move-not-done              others
    record            record-done-already        entered
    record            allowed                    others
    review            act-before-merge           NO-FILE NOT-TAKEN-IN TAKEN-IN
    review            act-before-printing        UNPRINTED
    review            allowed                    PRINTED CHANGED next
    review            act-done-already           reviewed shown over closed approved
    publicity         act-before-merge           NO-FILE NOT-TAKEN-IN TAKEN-IN
    publicity         act-before-printing        UNPRINTED
    publicity         publicity-before-review    PRINTED CHANGED next
    publicity         allowed                    reviewed
    publicity         act-done-already           shown over closed approved
    closing           allowed                    over
    closing           publicity-not-over         shown
    closing           publicity-none-open        others
    approve           act-before-merge           NO-FILE NOT-TAKEN-IN TAKEN-IN
    approve           act-before-printing        UNPRINTED
    approve           publicity-not-over         shown
    approve           publicity-not-closed       over
    approve           publicity-decide-again     changed
    approve           allowed                    PRINTED reviewed closed reworded next
    approve           act-done-already           approved
    revoke:review     allowed                    reviewed
    revoke:review     act-not-last               shown over closed approved CHANGED next
    revoke:review     act-not-done               others
    revoke:publicity  allowed                    shown over
    revoke:publicity  act-not-last               closed approved CHANGED next
    revoke:publicity  act-not-done               others
    revoke:closing    allowed                    closed CHANGED
    revoke:closing    act-not-last               approved next
    revoke:closing    act-not-done               others
    revoke:approve    allowed                    approved next
    revoke:approve    act-not-done               others
"""
"""What is allowed where, and what refuses it elsewhere: a verb, for `revoke` with the act that is
taken back; `others` are the states that no other line of the verb names."""


def _lines() -> Iterator[tuple[str, str, list[str]]]:
    for line in TABLE.strip().splitlines():
        verb, code, *names = line.split()
        yield verb, code, [each for name in names for each in GROUPS.get(name, name).split()]


def _cells() -> Iterator[tuple[str, str, str]]:
    """Verb, state and what is expected, for each line of the table and each of its states."""
    lines = list(_lines())
    for verb, code, names in lines:
        named = {name for other, _, more in lines if other == verb for name in more}
        for name in (one for one in STATES if one not in named) if names == [OTHERS] else names:
            yield verb, name, code


CELLS = list(_cells())


def _tried(state: RecordState, verb: str) -> Action:
    word, _, about = verb.partition(":")
    facts: Mapping[str, Fact] = {"sha256": SHEET} if word == Verb.RECORD else {}
    return state.tried(Verb(word), about, **facts)


@pytest.mark.parametrize(("verb", "name", "wanted"), CELLS, ids=str)
def test_verb__is_allowed_by_the_table_or_refused_and_says_why(
    verb: str, name: str, wanted: str
) -> None:
    state = STATES[name]
    one = _tried(state, verb)
    assert refusal(state, one) == ("" if wanted == ALLOWED else wanted)
    if wanted != ALLOWED:
        refused = VERBS[one.verb].guard(state.done, one)
        assert refused is not None
        said = told(refused)
        assert said.endswith("。")
        assert "{" not in said


def test_table__has_every_guarded_verb_in_every_state_once() -> None:
    guarded = {verb for verb in Verb if VERBS[verb].guard is not any_time}
    assert {Verb(verb.partition(":")[0]) for verb, _, _ in CELLS} == guarded
    assert {verb for verb, _, _ in CELLS if ":" in verb} == {f"revoke:{act}" for act in Act}
    for verb in {verb for verb, _, _ in CELLS}:
        assert sorted(name for each, name, _ in CELLS if each == verb) == sorted(STATES), verb


# What hangs on the facts of the act, too.


def _other_shown() -> RecordState:
    """A publicity runs, and something else was printed and decided on meanwhile."""
    return STATES["shown"].then(Verb.PRINT, content="c2", decided="d2").then(Verb.REVIEW)


BY_FACTS: list[tuple[RecordState, Verb, Mapping[str, Fact], str]] = [
    (STATES["printed"], Verb.REVIEW, {"on": "2026-09-21"}, "act-in-future"),
    (STATES["started"], Verb.RECORD, {"on": "2026-09-21"}, "act-in-future"),
    (STATES["over"], Verb.CLOSING, {"on": "2026-09-30"}, "act-in-future"),
    (STATES["reviewed"], Verb.PUBLICITY, {"until": "2026-09-19"}, "publicity-days-crossed"),
    (STATES["shown"], Verb.PUBLICITY, {"until": "2026-09-27"}, "publicity-never-shorter"),
    (STATES["shown"], Verb.PUBLICITY, {"until": "2026-09-30"}, ""),
    (STATES["shown"], Verb.PUBLICITY, {"until": LAST_DAY}, "act-done-already"),
    (_other_shown(), Verb.PUBLICITY, {}, "publicity-still-open"),
    (_other_shown(), Verb.APPROVE, {}, "publicity-not-over"),
    (STATES["closed"], Verb.APPROVE, {"on": "2026-09-20"}, "acts-out-of-order"),
    (STATES["changed"].then(Verb.REVIEW), Verb.APPROVE, {}, ""),
    (STATES["paired"], Verb.PAIR, {"campaign": f"{CAMPAIGN}+1"}, ""),
    (STATES["moved"], Verb.MOVE, {"into": "KS01|"}, "move-circle"),
    (STATES["locked"], Verb.DISMISS, {"sha256": "another"}, "act-without-file"),
    (STATES["withdrawn"], Verb.WITHDRAW, {"issue": 2}, ""),
]


@pytest.mark.parametrize(("state", "verb", "facts", "code"), BY_FACTS, ids=lambda one: str(one)[:9])
def test_verb__is_refused_for_what_it_says(
    state: RecordState, verb: Verb, facts: Mapping[str, Fact], code: str
) -> None:
    assert refusal(state, state.tried(verb, **facts)) == code


def test_refusals__every_one_of_the_guards_is_met() -> None:
    met = {code for _, _, code in CELLS} | {code for _, _, _, code in BY_FACTS}
    source = "".join(inspect.getsource(one) for one in (guards, publicity, moving))
    assert met - {ALLOWED, ""} == set(re.findall(r'LzfxError\(\s*"([a-z-]+)"', source))


# The states themselves.


@pytest.mark.parametrize("name", STATES)
def test_state__is_reached_by_acts_each_of_which_was_allowed(name: str) -> None:
    done = STATES[name].done
    for at, one in enumerate(done):
        assert refusal(RecordState(done[:at]), one) == "", (at, one.verb)


def test_states__are_all_of_a_form_all_of_an_edition_and_all_of_a_publicity() -> None:
    stories = {name: one.done for name, one in STATES.items()}
    assert {state_after(DECLARATION, events_of(done)) for done in stories.values()} == set(State)
    printed = {name: prints(done)[-1].content for name, done in stories.items() if prints(done)}
    stands = {
        stage_of(edition_of(stories[name], content), Act.APPROVAL)
        for name, content in printed.items()
    }
    assert stands == set(Standing)
    shown = {
        (open_publicity(done) is not None, closed_publicity(done) is not None)
        for done in stories.values()
    }
    assert shown == {(False, False), (True, False), (False, True)}
