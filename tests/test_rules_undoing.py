"""Which act is the last that stands: an act and its opposite cancel each other."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_rules_verbs import specimen

from lzfx.messages import word
from lzfx.model.action import Action, Fact, Verb
from lzfx.model.codes import screen_word
from lzfx.rules.undoing import AUTOMATIC, LASTING, OPPOSITES, last_act


def act(verb: Verb, at: str, about: str = "", **facts: Fact) -> Action:
    """A plain action of that verb at that time."""
    one = specimen(verb, **facts)
    return Action(at, one.by, verb, about or one.about, one.facts)


def verb_of(*done: Action) -> Verb | None:
    """The verb of the last act that stands, where no workbook went out."""
    last = last_act(done, {})
    return last.one.verb if last else None


def test_table__every_verb_has_one_place() -> None:
    groups = (set(OPPOSITES), set(AUTOMATIC), set(LASTING))
    assert set.union(*groups) == set(Verb)
    assert sum(map(len, groups)) == len(Verb)
    assert set(OPPOSITES.values()) <= LASTING | {Verb.SETTING}


@pytest.mark.parametrize("verb", sorted(LASTING | {Verb.ISSUE}))
def test_acts_without_opposite__are_told_what_to_do_instead(verb: Verb) -> None:
    assert word(screen_word(f"undo-instead-{verb.replace('_', '-')}")).endswith("。")


@pytest.mark.parametrize("verb", sorted(OPPOSITES.keys() - {Verb.SETTING, Verb.ISSUE}))
def test_opposite__takes_its_act_off_and_the_one_before_stands(verb: Verb) -> None:
    before = act(Verb.START, "1")
    one = act(verb, "2")
    about = verb.value if OPPOSITES[verb] is Verb.REVOKE else ""
    back = act(OPPOSITES[verb], "3", about)
    assert verb_of(before, one) is verb
    assert verb_of(before, one, back) is Verb.START


def test_setting__set_back_and_set_anew() -> None:
    one = act(Verb.SETTING, "1", "期限", before="a", after="b")
    other = act(Verb.SETTING, "2", "期限", before="b", after="c")
    assert verb_of(one, act(Verb.SETTING, "2", "期限", before="b", after="a")) is None
    assert verb_of(one, act(Verb.SETTING, "2", "电话", before="b", after="a")) is Verb.SETTING
    last = last_act([one, other, act(Verb.SETTING, "3", "期限", before="c", after="b")], {})
    assert last is not None
    assert last.one == one


def test_what_the_program_does_by_itself__is_passed_over() -> None:
    lock = act(Verb.LOCK, "1")
    assert verb_of(lock, *(act(verb, "2") for verb in sorted(AUTOMATIC))) is Verb.LOCK
    counts = ("accepted", "unchanged", "conflict", "fewer", "held", "sent_back", "refused")
    idle: dict[str, Fact] = {name: 0 for name in counts}  # noqa: C420 - a dict of any facts
    assert verb_of(lock, act(Verb.COLLECT, "2", "", **idle)) is Verb.LOCK
    assert verb_of(lock, act(Verb.COLLECT, "2", "", **{**idle, "accepted": 1})) is Verb.COLLECT


def test_one_command__is_one_act() -> None:
    done = [act(Verb.DISMISS, "1", sha256="a"), act(Verb.DISMISS, "1", sha256="b")]
    last = last_act([act(Verb.DISMISS, "0", sha256="c"), *done], {})
    assert last is not None
    assert last.actions == tuple(done)
    half = last_act([*done, act(Verb.RECALL, "2", sha256="b")], {})
    assert half is not None
    assert half.actions == (done[0],)


def test_issue__is_undone_when_every_workbook_of_it_is_withdrawn() -> None:
    out = {("powers", "1"): [("KS01", 1), ("KS02", 2)], ("visit", "1"): [("KS01", 1)]}
    issued = act(Verb.ISSUE, "1", "powers")
    gone = [
        act(Verb.WITHDRAW, "2", unit, form="powers", issue=number)
        for unit, number in out["powers", "1"]
    ]
    some, every = last_act([issued, gone[0]], out), last_act([issued, *gone], out)
    assert some is not None
    assert some.one.verb is Verb.WITHDRAW
    assert every is None


@given(st.lists(st.sampled_from(sorted(Verb)), max_size=12))
def test_law__taking_back_again_and_again_ends_at_what_lasts(verbs: list[Verb]) -> None:
    """Each opposite takes one act off; what remains last is nothing or has no opposite."""
    clock = count()
    done = [act(verb, str(next(clock))) for verb in verbs]
    for _ in range(len(verbs) + 1):
        last = last_act(done, {})
        if last is None or last.opposite in {None, Verb.WITHDRAW}:
            break
        before = list(last.actions)
        for one in before:
            about = one.verb.value if last.opposite is Verb.REVOKE else one.about
            facts = dict(one.facts)
            if one.verb is Verb.SETTING:
                facts |= {"before": facts["after"], "after": facts["before"]}
            back = act(last.opposite, str(next(clock)), about)
            same = {name: facts[name] for name in back.facts if name in facts}
            done.append(Action(back.at, back.by, back.verb, about, {**back.facts, **same}))
    else:
        pytest.fail("it never ends")
