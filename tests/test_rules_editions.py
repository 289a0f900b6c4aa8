"""Which acts make an edition final: guards, order, taking back, and the content they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.master_examples import master

from lzfx.model.action import Action, Fact, Verb
from lzfx.model.edition import Act, Standing
from lzfx.rules.editions import (
    NOTHING,
    acts_standing,
    content_digest,
    edition_of,
    editions,
    lacking,
    last_prints,
    print_facts,
    printed_by,
    stage_of,
)
from lzfx.rules.verbs import VERBS, new_action

AT, BY = "2026-09-30T09:00:00", "示例人甲"
MERGED = Action("2026-09-18T10:00:00", BY, Verb.MERGE, "风险点主表", {"points": 9, "up_to": 4})


def printed(
    day: str, content: str, *missing: str, mark: str = "送审稿", decided: str = "", kept: str = ""
) -> Action:
    kept = "" if content == NOTHING else kept or f"kept-{content}"
    facts = print_facts("一览表.pdf", mark, content, missing, decided or content, kept)
    return new_action(f"{day}T10:00:00", BY, Verb.PRINT, "overview", {**facts, "sha256": "f"})


def done(verb: Verb, on: str, content: str = "a", **more: Fact) -> Action:
    facts: dict[str, Fact] = {
        "body": "示例领导小组",
        "on": on,
        "paper": "纪要〔2026〕5号",
        "why": "",
        "content": content,
    }
    return new_action(AT, BY, verb, "", {**facts, **more})


def revoked(act: Act) -> Action:
    return new_action(AT, BY, Verb.REVOKE, act.value, {"why": "记错了"})


def published(on: str, until: str, content: str = "a") -> Action:
    return done(Verb.PUBLICITY, on, content, until=until)


READY = (MERGED, printed("2026-09-18", "a"))
REVIEWED = (*READY, done(Verb.REVIEW, "2026-09-20"))
SHOWN = (*REVIEWED, published("2026-09-21", "2026-09-25"))
CLOSED = (*SHOWN, done(Verb.CLOSING, "2026-09-28", comments=0, adopted=0))
APPROVED = (*CLOSED, done(Verb.APPROVE, "2026-09-28"))


@pytest.mark.parametrize(
    ("before", "one", "code"),
    [
        ((), done(Verb.REVIEW, "2026-09-20"), "act-before-merge"),
        ((READY[1],), done(Verb.APPROVE, "2026-09-20"), "act-before-merge"),
        ((MERGED,), done(Verb.REVIEW, "2026-09-20"), "act-before-printing"),
        (READY, done(Verb.REVIEW, "2026-09-20", "b"), "act-before-printing"),
        (READY, done(Verb.REVIEW, "2026-10-01"), "act-in-future"),
        (READY, done(Verb.REVIEW, "2026-09-20"), ""),
        (REVIEWED, done(Verb.REVIEW, "2026-09-21"), "act-done-already"),
        (READY, published("2026-09-21", "2026-09-25"), "publicity-before-review"),
        (REVIEWED, published("2026-09-21", "2026-09-20"), "publicity-days-crossed"),
        (REVIEWED, published("2026-09-19", "2026-09-25"), "acts-out-of-order"),
        (REVIEWED, published("2026-09-21", "2026-10-09"), ""),
        (READY, done(Verb.APPROVE, "2026-09-28"), ""),
        (REVIEWED, done(Verb.APPROVE, "2026-09-19"), "acts-out-of-order"),
        (SHOWN, done(Verb.APPROVE, "2026-09-25"), "publicity-not-over"),
        (SHOWN, done(Verb.APPROVE, "2026-09-26"), "publicity-not-closed"),
        (CLOSED, done(Verb.APPROVE, "2026-09-28"), ""),
        (CLOSED, done(Verb.APPROVE, "2026-09-27"), "acts-out-of-order"),
        (READY, revoked(Act.REVIEW), "act-not-done"),
        (REVIEWED, revoked(Act.REVIEW), ""),
        (APPROVED, revoked(Act.REVIEW), "act-not-last"),
        ((*REVIEWED, revoked(Act.REVIEW)), revoked(Act.REVIEW), "act-not-done"),
        ((*REVIEWED, revoked(Act.REVIEW)), done(Verb.REVIEW, "2026-09-20"), ""),
    ],
)
def test_guard(before: tuple[Action, ...], one: Action, code: str) -> None:
    refused = VERBS[one.verb].guard(before, one)
    assert (refused.code if refused else "") == code


@pytest.mark.parametrize(
    ("before", "content", "of_list", "of_notice", "lacks"),
    [
        (READY, "a", Standing.FOR_REVIEW, Standing.FOR_REVIEW, (Act.REVIEW, Act.APPROVAL)),
        (REVIEWED, "a", Standing.FOR_COMMENT, Standing.FINAL, (Act.APPROVAL,)),
        (SHOWN, "a", Standing.FOR_COMMENT, Standing.FINAL, (Act.APPROVAL,)),
        (APPROVED, "a", Standing.FINAL, Standing.FINAL, ()),
        ((*READY, done(Verb.APPROVE, "2026-09-28")), "a", Standing.FINAL, Standing.FINAL, ()),
        (APPROVED, "b", Standing.FOR_REVIEW, Standing.FOR_REVIEW, (Act.REVIEW, Act.APPROVAL)),
        (
            (*APPROVED, revoked(Act.APPROVAL)), "a",
            Standing.FOR_COMMENT, Standing.FINAL, (Act.APPROVAL,),
        ),
    ],
)  # fmt: skip
def test_stage__follows_from_the_acts_on_this_content(
    before: tuple[Action, ...],
    content: str,
    of_list: Standing,
    of_notice: Standing,
    lacks: tuple[Act],
) -> None:
    edition = edition_of(before, content)
    assert stage_of(edition, Act.APPROVAL) is of_list
    assert stage_of(edition, Act.REVIEW) is of_notice
    assert stage_of(edition, None) is Standing.FINAL
    assert lacking(edition, Act.APPROVAL) == lacks


def test_edition__of_another_content_knows_what_was_decided_before() -> None:
    edition = edition_of(APPROVED, "b", ("示例科",))
    assert (dict(edition.acts), edition.missing) == ({}, ("示例科",))
    assert edition.stale[Act.APPROVAL].on == date(2026, 9, 28)
    assert edition.stale[Act.PUBLICITY].until == date(2026, 9, 25)


def test_taken_back__what_was_never_done_leaves_the_others() -> None:
    """A record that somebody changed: `verify` says so, and nothing else falls over."""
    assert acts_standing((*REVIEWED, revoked(Act.APPROVAL))) == acts_standing(REVIEWED)


def test_printed_by__a_body_decides_on_what_lay_before_it() -> None:
    before = (
        printed("2026-09-18", "a"), printed("2026-09-20", "b", "示例科"),
        printed("2026-09-20", NOTHING),
    )  # fmt: skip
    days = {18: "a", 19: "a", 20: "b", 30: "b", 17: ""}
    assert {day: printed_by(before, date(2026, 9, day)) for day in days} == days
    assert last_prints(before[:2])["overview"].missing == ("示例科",)
    assert last_prints(before[:1])["overview"].missing == ()


def test_content__is_what_is_decided_on_and_nothing_else() -> None:
    graded = master().graded
    digest = content_digest(graded)
    assert content_digest(tuple(reversed(graded))) == digest
    moved = replace(graded[0], point=replace(graded[0].point, sources={}, received_at="2027"))
    assert content_digest((moved, *graded[1:])) == digest
    empty = replace(graded[0].point, values={**graded[0].point.values, "remark": None})
    assert content_digest((replace(graded[0], point=empty), *graded[1:])) == digest
    told = {**graded[0].point.values, "measures": "改了的措施，每月核对一次。"}
    reworded = replace(graded[0], point=replace(graded[0].point, values=told))
    others = (
        graded[1:], (replace(graded[0], level=3), *graded[1:]),
        (replace(graded[0], monitor="示例人乙"), *graded[1:]), (reworded, *graded[1:]),
    )  # fmt: skip
    assert len({digest, *map(content_digest, others)}) == 5


BOTH = (
    *APPROVED, printed("2026-10-08", "b", "示例科"), printed("2026-10-08", "a"),
    done(Verb.APPROVE, "2026-10-09", "b"),
)  # fmt: skip


def test_editions__each_approval_of_another_content_is_the_next_one() -> None:
    first, second = editions(BOTH)
    assert (first.number, first.approved.on, first.kept) == (1, date(2026, 9, 28), "kept-a")
    assert set(first.acts) == set(Act)
    assert (first.printed, first.missing) == (date(2026, 9, 18), ())
    assert (second.number, second.content, set(second.acts)) == (2, "b", {Act.APPROVAL})
    assert (second.printed, second.missing) == (date(2026, 10, 8), ("示例科",))
    assert editions(BOTH[:4]) == ()


def test_editions__are_not_changed_by_what_is_done_later() -> None:
    shown = done(Verb.PUBLICITY, "2026-10-09", "a", until="2026-10-15")
    assert editions((*BOTH, shown))[0] == editions(BOTH)[0]
    assert editions((*BOTH, revoked(Act.APPROVAL))) == editions(BOTH)[:1]


def test_editions__approved_again_unchanged_keep_their_number_and_of_another_roster_do_not() -> (
    None
):
    again = done(Verb.APPROVE, "2026-09-29", paper="纪要〔2026〕9号")
    (only,) = editions((*APPROVED, again))
    assert (only.number, only.approved.paper) == (1, "纪要〔2026〕9号")
    draft = (*APPROVED, printed("2026-09-29", "a", kept="other"))
    reprinted = (*draft, printed("2026-09-29", "a"))
    second = done(Verb.APPROVE, "2026-09-30")
    assert [(one.number, one.kept) for one in editions((*reprinted, second))] == [
        (1, "kept-a"), (2, "other"),
    ]  # fmt: skip
    guard = VERBS[Verb.APPROVE].guard
    assert guard(APPROVED, again) is not None
    assert guard((*APPROVED, printed("2026-09-29", "a")), second) is not None
    assert guard(draft, second) is None
    assert guard(reprinted, second) is None


def test_edition__back_to_an_earlier_content_is_decided_on_again() -> None:
    assert edition_of(BOTH, "b").holds(Act.APPROVAL)
    assert dict(edition_of(BOTH, "a").acts) == {}
    assert edition_of(BOTH, "a").stale[Act.REVIEW].on == date(2026, 9, 20)


def test_print_before__a_draft_goes_before_a_reprint_of_the_edition() -> None:
    day = date(2026, 10, 8)
    assert printed_by(BOTH[:-1], day) == "b"
    assert printed_by((*APPROVED, printed("2026-10-08", "a")), day) == "a"


MORE: Mapping[Act, Mapping[str, Fact]] = {Act.CLOSING: {"comments": 0, "adopted": 0}}


def _until(step: Act, day: str) -> Mapping[str, Fact]:
    return {"until": day} if step is Act.PUBLICITY else {}


@given(st.lists(st.sampled_from([*Act, "take back"]), max_size=12))
def test_law__taking_back_leaves_what_stood_before(steps: list[Act | str]) -> None:
    """Whatever is done that the guards allow: taking the last back restores the state before."""
    record: list[Action] = [*READY]
    states = [acts_standing(record)]
    for step in steps:
        standing = acts_standing(record)
        if isinstance(step, Act):
            day = f"2026-09-{20 + len(standing):02}"
            one = done(Verb(step.value), day, "a", **MORE.get(step, {}), **_until(step, day))
        elif standing:
            one = revoked(standing[-1].act)
        else:
            continue
        if VERBS[one.verb].guard(record, one) is not None:
            continue
        record.append(one)
        if one.verb is Verb.REVOKE:
            states.pop()
        else:
            states.append(acts_standing(record))
        assert acts_standing(record) == states[-1]
