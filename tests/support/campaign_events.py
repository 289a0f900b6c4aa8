"""A small campaign from the first return to the edition, as events that may come in many orders."""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

from support.clerk import ISSUED, SAMPLE, Clerk
from support.two_units import (
    MEETING,
    MEETING_FILE,
    SECTION,
    SECTION_FILE,
    changed_return,
    put,
    two_units,
)

from lzfx.ledger.queries import actions
from lzfx.model.decision import Holds
from lzfx.model.edition import Act
from lzfx.model.revision import RevisionHolds
from lzfx.model.risk import Graded, RollUp
from lzfx.rules.editions import content_digest, editions
from lzfx.rules.workflow import State
from lzfx.session.master import graded_master
from lzfx.session.opening import Session, open_session
from lzfx.session.progress import boards
from lzfx.session.sample_year import year_returns
from lzfx.steps.acts import ActGiven, record_act
from lzfx.steps.collect import collect
from lzfx.steps.issue import issue
from lzfx.steps.merge import merge
from lzfx.steps.publish import publish

Answers = Mapping[str, Any]
POINT, OF_MEETING = "KS05-004", "JC00-001"
BEFORE, SHOWN, AFTER = "2026-09-20T{:%H:%M}:00", "2026-09-21T09:00:00", "2026-09-28T{:%H:%M}:00"
OVER = "2026-09-29T09:00:00"
AGREED = {"outcome": "agree"}


def _returns(form: str, *said: Answers) -> Answers:
    return {"form": form, "returns": list(said)}


def _study(subject: str, topic: str) -> Answers:
    told = {"day": "2026-08-13", "way": "meeting", "topic": topic, "recorder": "示例人"}
    return _returns("study", {"subject": subject, "studies": [told | _ATTENDED]})


_ATTENDED = {"should_attend": 5, "attended": 4}


def _decided(subject: str, on: str, point: str = "", **said: str) -> Answers:
    rows = [{"point_id": point, **said}] if point else []
    who = {"subject": subject, "header": {"on": on}, "every": AGREED, "decisions": rows}
    return _returns("review", who)


def _revised(number: int, about: str, name: str, before: str, after: str) -> Answers:
    row = {
        "number": f"修2026-{number:02}", "source": "comment", "about": about, "field": name,
        "before": before, "after": after, "reason": "意2026-01采纳", "proposed_by": "办公室",
        "step": "group", "approved_on": "2026-09-28",
    }  # fmt: skip
    return _returns("revisions", {"revisions": [row]})


COMMENT = {
    "code": "意2026-01", "received_on": "2026-09-22", "channel": "box",
    "commenter_kind": "anonymous", "about": OF_MEETING, "text": "定得轻了。", "unit": MEETING,
    "outcome": "adopted", "revisions": ["修2026-01"],
}  # fmt: skip
FILES: Mapping[str, Answers] = {
    "study-meeting": _study(MEETING, "会前学习"),
    "study-section": _study(SECTION, "科里自学"),
    "review-meeting": _decided("COMMISSION-MEETING", "2026-09-18"),
    "review-leader": _decided(
        "P002", "2026-09-18", POINT, outcome="level", decided_level="1", reason="名额一人定。"
    ),
    "final": _returns(
        "final_review", {"header": {"on": "2026-09-18", "paper": "纪要7"}, "every": AGREED}
    ),
    "comments": _returns(
        "comments", {"header": {"publicity": "《一览表》"}, "comments": [COMMENT]}
    ),
    "revision-level": _revised(1, OF_MEETING, "level", "2", "1"),
    "changed": tomllib.loads((SAMPLE / "year/changed.toml").read_text("utf-8")),
}
"""What is filled in into the workbooks that went out, by the event in which they come back."""


def _print_and(session: Session, *acts: Act) -> None:
    """Merge and print, then record what bodies decide on that."""
    merge(session)
    assert publish(session, "一览表", "bundled").files
    for act in acts:
        record_act(session, act, ActGiven(paper="文号1"))


def _out(session: Session, *forms: str, only: Sequence[str] = ()) -> None:
    for form in forms:
        assert issue(session, form, only=only, late=True).files, form


def _shown(session: Session) -> None:
    _print_and(session, Act.REVIEW, Act.PUBLICITY)
    _out(session, "comments", "revisions")


COMMANDS: Mapping[str, Callable[[Session], None]] = {
    "issue-review": lambda session: _out(session, "review"),
    "issue-final": lambda session: _out(session, "final_review"),
    "issue-changed": lambda session: _out(session, "declaration", only=[SECTION]),
    "shown": _shown,
}
"""What the clerk does, by event."""

NEEDS: Mapping[str, tuple[str, ...]] = {
    "faulty": (),
    "section": (),
    "study-meeting": (),
    "study-section": (),
    "meeting": ("faulty",),
    "again": ("section",),
    "issue-review": ("meeting", "section"),
    "review-meeting": ("issue-review",),
    "review-leader": ("issue-review",),
    "issue-final": ("review-meeting", "review-leader"),
    "final": ("issue-final",),
    "issue-changed": ("section",),
    "changed": ("issue-changed", "issue-final"),
    "shown": ("final",),
    "comments": ("shown",),
    "revision-level": ("shown",),
}
"""What must have come before: a form goes out before it comes back, to a reviewer once there is
something to review, and of two returns of one form the later one counts. A unit changes its point
after the lists of those who decide went out, or they would decide on something else."""


def legal(wished: Sequence[str]) -> list[str]:
    """The events in that order, each as soon as what it needs has come."""
    left, found = list(wished), list[str]()
    while left:
        ready = next(one for one in left if found_all(NEEDS[one], found))
        left.remove(ready)
        found.append(ready)
    return found


def found_all(needed: Iterable[str], found: Sequence[str]) -> bool:
    """Whether all that is needed has come."""
    return all(one in found for one in needed)


@dataclass
class Played:
    """A campaign in a folder, played event by event; `files` are the returns once filled in.

    Returns that nobody waits for lie in the inbox until somebody collects, as on a desk.
    """

    clerk: Clerk
    files: dict[str, list[tuple[str, bytes]]]
    order: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def now(self) -> str:
        """A minute after what came before, before or after what is shown for comments."""
        day = AFTER if "shown" in self.order else BEFORE
        return day.format(time(9, len(self.order)))

    def play(self, event: str, *, collected: bool) -> None:
        """Let it happen; a return is taken in now, or later together with others."""
        if event in COMMANDS or any(one in self.waiting for one in NEEDS[event]):
            self.collect()
        if event in COMMANDS:
            with self._open(SHOWN if event == "shown" else self.now) as session:
                COMMANDS[event](session)
        else:
            for name, data in self._files(event):
                put(self.clerk, f"{event}/{name}", data)
            self.waiting.append(event)
        self.order.append(event)
        if collected:
            self.collect()

    def collect(self) -> None:
        """Take in what lies in the inbox."""
        if self.waiting:
            with self._open(self.now) as session:
                deque(collect(session), maxlen=0)
            self.waiting.clear()

    def close(self) -> None:
        """What follows when all has come: the comments are closed, the edition is approved."""
        self.collect()
        with self._open(OVER) as session:
            _print_and(session, Act.CLOSING, Act.REVIEW, Act.APPROVAL)

    def _open(self, now: str) -> AbstractContextManager[Session]:
        return open_session(self.clerk.folder, datetime.fromisoformat(now), "tester")

    def _files(self, event: str) -> list[tuple[str, bytes]]:
        """The files of a return, filled in when it comes for the first time."""
        if event not in self.files:
            with self._open(self.now) as session:
                self.files[event] = list(year_returns(session, FILES[event]))
        return self.files[event]


def begun(folder: Path) -> Clerk:
    """The office of two units; what they fill in for themselves has gone out."""
    clerk = two_units(folder)
    ran = clerk.run("issue", "study", now=ISSUED)
    assert ran.code == 0, ran.out
    return clerk


def first_files() -> dict[str, list[tuple[str, bytes]]]:
    """The returns that are files of the sample: one of the meeting is wrong at first."""
    sent = {name: (SAMPLE / "returns" / name).read_bytes() for name in (MEETING_FILE, SECTION_FILE)}
    return {
        "faulty": [("会议 初稿.xlsx", changed_return({"T7": None}))],
        "meeting": [("会议.xlsx", sent[MEETING_FILE])],
        "section": [("宣教科.ods", sent[SECTION_FILE])],
        "again": [("宣教科 又一份.ods", sent[SECTION_FILE])],
    }


@dataclass(frozen=True)
class Outcome:
    """What a campaign came to: the master table, levels, decisions, editions, who stands where.

    What may differ is not in it: when things came, numbers in their sequence, the chain of the
    record, and what bodies saw and decided on in between.
    """

    points: tuple[Graded, ...]
    withdrawn: tuple[Graded, ...]
    told_duties: tuple[Mapping[str, str], Mapping[str, str]]
    levels: tuple[tuple[RollUp, ...], tuple[RollUp, ...]]
    lapsed: list[tuple[str, Holds]]
    revisions: list[RevisionHolds]
    findings: list[tuple[str, str]]
    editions: list[tuple[int, str, str]]
    content: str
    states: Mapping[tuple[str, str, int], State]


def outcome(folder: Path) -> Outcome:
    """What the campaign in that folder came to."""
    with open_session(folder, datetime.fromisoformat(OVER), "tester") as session:
        told = graded_master(session)
        made = editions(actions(session.ledger))
        return Outcome(
            points=tuple(map(_untimed, told.master.graded)),
            withdrawn=tuple(map(_untimed, told.withdrawn)),
            told_duties=(told.master.unit_duties, told.master.post_duties),
            levels=(told.rolled.units, told.rolled.posts),
            lapsed=[(one.decision.row.point_id, one.holds) for one in told.lapsed],
            revisions=[one.holds for one in told.revisions],
            findings=sorted((one.code, one.where.address) for one in told.findings),
            editions=[(one.number, one.content, one.kept) for one in made],
            content=content_digest(told.master.graded),
            states={
                (board.form, one.subject, one.number): one.state
                for board in boards(session)
                for one in board.subjects
            },
        )


def _untimed(one: Graded) -> Graded:
    return replace(one, point=replace(one.point, received_at=""))
