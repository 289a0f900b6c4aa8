"""Every state a record can be in as guards see it, each with a short story that leads there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lzfx.model.action import Action, Fact, Verb
from lzfx.rules.editions import prints
from lzfx.rules.verb import NUMBERS, FactType, Topic
from lzfx.rules.verbs import VERBS, new_action
from lzfx.rules.workflow import Event

FORM, SUBJECT, CAMPAIGN, SHEET = "declaration", "KS01", "2026", "sheet"
FILE, QUESTION = "file", "question"
SHOWN, LAST_DAY = "2026-09-21", "2026-09-28"
"""The first and the last day of the publicity of the story."""


@dataclass(frozen=True, slots=True)
class RecordState:
    """What was done so far, oldest first, and the day on which the next act is tried."""

    done: tuple[Action, ...] = ()
    day: str = "2026-09-20"

    def then(self, *verbs: Verb, day: str = "", **facts: Fact) -> RecordState:
        """The state after those too; a day is given where it is another from now on."""
        now = RecordState(self.done, day or self.day)
        for verb in verbs:
            now = RecordState((*now.done, now.tried(verb, **facts)), now.day)
        return now

    def tried(self, verb: Verb, about: str = "", /, **facts: Fact) -> Action:
        """The plain action of that verb: about the same form, file, question, content and day."""
        spec = VERBS[verb]
        known = {name: self._fact(name, one.kind) for name, one in spec.facts.items()}
        told = "" if spec.about is Topic.NOTHING else about or ABOUT.get(spec.about, SUBJECT)
        return new_action(f"{self.day}T09:00:00", "tester", verb, told, {**known, **facts})

    def _fact(self, name: str, kind: FactType) -> Fact:
        printed = prints(self.done)
        told: Mapping[str, Fact] = {
            "form": FORM,
            "mark": QUESTION,
            "issue": 1,
            "campaign": CAMPAIGN,
            "pairs": "A→B",
            "into": "KS02|=",
            "out_of": "-",
            "sha256": FILE,
            "content": printed[-1].content if printed else "c1",
            "on": self.day,
            "until": LAST_DAY,
            "kept": "k",
            "decided": "d",
        }
        return told.get(name, 3 if kind in NUMBERS else f"{name}.xlsx")


ABOUT: Mapping[Topic, str] = {Topic.FORM: FORM}
"""What actions are about that are not about the unit of the story."""


def _story() -> Iterator[tuple[str, RecordState]]:
    """The states of a campaign that goes well, each grown from the one before."""
    empty = RecordState()
    started = empty.then(Verb.START)
    issued = started.then(Verb.ISSUE)
    accepted = issued.then(Verb.ACCEPTED)
    merged = accepted.then(Verb.NUMBER, Verb.MERGE)
    printed = merged.then(Verb.PRINT, content="c1")
    reviewed = printed.then(Verb.REVIEW)
    shown = reviewed.then(Verb.PUBLICITY, day=SHOWN)
    over = shown.then(day="2026-09-29")
    closed = over.then(Verb.CLOSING)
    approved = closed.then(Verb.APPROVE, day="2026-09-30")
    yield from {
        "empty": empty,
        "started": started,
        "issued": issued,
        "accepted": accepted,
        "merged": merged,
        "printed": printed,
        "reviewed": reviewed,
        "shown": shown,
        "over": over,
        "closed": closed,
        "approved": approved,
        **_beside(issued, accepted, merged),
        "entered": printed.then(Verb.RECORD, sha256=SHEET),
        "changed": closed.then(Verb.PRINT, content="c2", decided="d2"),
        "reworded": closed.then(Verb.PRINT, content="c2"),
        "next": approved.then(Verb.PRINT, content="c2", decided="d2"),
    }.items()


def _beside(
    issued: RecordState, accepted: RecordState, merged: RecordState
) -> Mapping[str, RecordState]:
    """States of one file, one workbook, one campaign that lie beside the story."""
    refused = issued.then(Verb.REFUSED)
    sent_back = issued.then(Verb.SENT_BACK)
    return {
        "refused": refused,
        "put-aside": refused.then(Verb.DISMISS),
        "recalled": refused.then(Verb.DISMISS, Verb.RECALL),
        "sent-back": sent_back,
        "waived": sent_back.then(Verb.WAIVE),
        "asked-again": sent_back.then(Verb.WAIVE, Verb.ASK_AGAIN),
        "correcting": merged.then(Verb.SENT_BACK, sha256="later"),
        "withdrawn": issued.then(Verb.WITHDRAW),
        "locked": accepted.then(Verb.LOCK),
        "unlocked": accepted.then(Verb.LOCK, Verb.UNLOCK),
        "paired": issued.then(Verb.PAIR),
        "unpaired": issued.then(Verb.PAIR, Verb.UNPAIR),
        "drawn": issued.then(Verb.DRAW),
        "undrawn": issued.then(Verb.DRAW, Verb.UNDRAW),
        "struck": issued.then(Verb.STRIKE),
        "reinstated": issued.then(Verb.STRIKE, Verb.REINSTATE),
        "moved": issued.then(Verb.MOVE),
        "moved-back": issued.then(Verb.MOVE, Verb.UNMOVE),
    }


STATES: Mapping[str, RecordState] = dict(_story())
"""By name. `over` is a publicity whose last day is past; after its closing `reworded` has other
texts and `changed` other levels; `next` is a draft after the approval."""


def refusal(state: RecordState, one: Action) -> str:
    """The code with which the guard of its verb refuses it; empty where it may be done."""
    refused = VERBS[one.verb].guard(state.done, one)
    return refused.code if refused else ""


def events_of(done: Sequence[Action]) -> list[Event]:
    """What happened to the form of the story."""
    told = (VERBS[one.verb].event for one in done)
    return [event for event in told if event is not None]
