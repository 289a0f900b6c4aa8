"""What becomes of a return beside the others of its subject."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Accepted, Outcome
from lzfx.rules.succession import Peers, is_locked, outcome_among_peers

BEFORE = Accepted(3, "KS01", "0" * 64, "先.xlsx", "2026-09-10T09:00:00", "经办人", 1, 20)
YES, BACK, NO = Outcome.ACCEPTED, Outcome.SENT_BACK, Outcome.REFUSED


@pytest.mark.parametrize(
    ("outcome", "beside", "wanted", "code"),
    [
        (YES, Peers(), YES, ""),
        (YES, Peers(before=BEFORE), YES, "replaces-earlier"),
        (YES, Peers(before=BEFORE, arrival=19), YES, "older-than-current"),
        (YES, Peers(before=BEFORE, arrival=21), YES, "replaces-earlier"),
        (YES, Peers(same_run="同.xlsx"), Outcome.CONFLICT, "conflict"),
        (YES, Peers(same_run="同.xlsx", before=BEFORE), Outcome.CONFLICT, "conflict"),
        (YES, Peers(same_run="同.xlsx", decided=True), YES, ""),
        (YES, Peers(locked=True), Outcome.HELD, "after-lock"),
        (YES, Peers(locked=True, decided=True), YES, ""),
        (YES, Peers(before=BEFORE, locked=True, decided=True), YES, "replaces-earlier"),
        (BACK, Peers(), BACK, ""),
        (BACK, Peers(before=BEFORE), BACK, "earlier-stays"),
        (BACK, Peers(same_run="同.xlsx"), BACK, "earlier-stays"),
        (NO, Peers(before=BEFORE, locked=True), NO, ""),
        (Outcome.UNCHANGED, Peers(before=BEFORE, locked=True), Outcome.UNCHANGED, ""),
    ],
)
def test_succeed(outcome: Outcome, beside: Peers, wanted: Outcome, code: str) -> None:
    got, said = outcome_among_peers(outcome, "后.xlsx", beside)
    assert (got, said.code if said else "") == (wanted, code)


besides = st.builds(
    Peers,
    same_run=st.sampled_from(["", "同.xlsx"]),
    before=st.sampled_from([None, BEFORE]),
    arrival=st.sampled_from([0, 19, 21]),
    locked=st.booleans(),
    decided=st.booleans(),
)


@given(st.sampled_from(Outcome), besides)
def test_law__nothing_becomes_accepted_here(outcome: Outcome, beside: Peers) -> None:
    got, _ = outcome_among_peers(outcome, "后.xlsx", beside)
    assert got is outcome or (outcome is YES and got in {Outcome.CONFLICT, Outcome.HELD})


@pytest.mark.parametrize(
    ("verbs", "locked"),
    [
        ((), False),
        ((Verb.ISSUE, Verb.COLLECT), False),
        ((Verb.COLLECT, Verb.LOCK, Verb.SEND), True),
        ((Verb.LOCK, Verb.UNLOCK), False),
        ((Verb.LOCK, Verb.UNLOCK, Verb.LOCK, Verb.MERGE), True),
    ],
)
def test_is_locked(verbs: tuple[Verb, ...], locked: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_locked([Action(str(at), "甲", verb) for at, verb in enumerate(verbs)]) == locked
