"""Which act is the last one that a person can take back, and by which opposite act.

The record is never shortened: who takes an act back adds its opposite, and both stay to be read.
An act and its opposite cancel each other, so that taking back twice reaches the act before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lzfx.model.action import Action, Verb

OPPOSITES: Mapping[Verb, Verb] = {
    Verb.REVIEW: Verb.REVOKE,
    Verb.PUBLICITY: Verb.REVOKE,
    Verb.CLOSING: Verb.REVOKE,
    Verb.APPROVE: Verb.REVOKE,
    Verb.LOCK: Verb.UNLOCK,
    Verb.DISMISS: Verb.RECALL,
    Verb.WAIVE: Verb.ASK_AGAIN,
    Verb.SETTING: Verb.SETTING,
    Verb.ISSUE: Verb.WITHDRAW,
    Verb.PAIR: Verb.UNPAIR,
    Verb.DRAW: Verb.UNDRAW,
    Verb.STRIKE: Verb.REINSTATE,
    Verb.MOVE: Verb.UNMOVE,
}
"""The acts that can be taken back, each with the verb that does it."""

AUTOMATIC = frozenset(
    {
        *(Verb.ROSTER, Verb.ACCEPTED, Verb.UNCHANGED, Verb.CONFLICT, Verb.FEWER, Verb.HELD),
        *(Verb.SENT_BACK, Verb.REFUSED, Verb.CORRECTIONS, Verb.COMPLETION, Verb.MAILED),
        *(Verb.NUMBER, Verb.MERGE, Verb.PRINT, Verb.BACKUP, Verb.WROTE, Verb.CLOCK),
    }
)
"""What the program records by itself, or what changes nothing that a person decided."""

LASTING = frozenset(
    {
        *(Verb.START, Verb.SEND, Verb.POSTED, Verb.COLLECT, Verb.DECIDE, Verb.ASSIGN, Verb.ADOPT),
        *(Verb.ADOPT_KEY, Verb.SEEN, Verb.COVERED, Verb.KEPT, Verb.REBUILD, Verb.RESTORE),
        *(Verb.REVOKE, Verb.UNLOCK, Verb.RECALL, Verb.ASK_AGAIN, Verb.WITHDRAW, Verb.RECORD),
        *(Verb.UNPAIR, Verb.BUNDLE, Verb.UNDRAW, Verb.REINSTATE, Verb.UNMOVE, Verb.ARCHIVE),
    }
)
"""Acts without an opposite, and the opposites themselves: what is done is done."""

_SAME_BY: Mapping[Verb, str] = {
    Verb.RECALL: "sha256",
    Verb.ASK_AGAIN: "mark",
    Verb.UNPAIR: "campaign",
    Verb.UNDRAW: "quarter",
    Verb.REINSTATE: "entry",
}
"""The fact by which an opposite act tells which act it takes back."""

Workbook = tuple[str, int]
"""To whom a workbook went out, and its number."""

_OUTCOMES = ("accepted", "conflict", "fewer", "held", "sent_back", "refused")


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act that stands; `actions` are all that one command recorded, oldest first."""

    actions: tuple[Action, ...]

    @property
    def one(self) -> Action:
        """The last of its actions."""
        return self.actions[-1]

    @property
    def opposite(self) -> Verb | None:
        """The verb that takes it back; None where nothing does."""
        return OPPOSITES.get(self.one.verb)


def last_act(
    done: Iterable[Action], workbooks: Mapping[tuple[str, str], Collection[Workbook]]
) -> LastAct | None:
    """The last act of a person that was not taken back; None where none stands.

    `done` is the whole record, oldest first; `workbooks` are those that went out of a form at a
    time, by form and time.
    """
    standing: list[Action] = []
    for one in done:
        if one.verb in AUTOMATIC or _took_nothing_in(one):
            continue
        undone = next((at for at in reversed(standing) if _undoes(one, at)), None)
        if undone is None:
            standing.append(one)
        else:
            standing.remove(undone)
        if one.verb is Verb.WITHDRAW:
            standing = _without_withdrawn(standing, one.text("form"), workbooks)
    if not standing:
        return None
    last = standing[-1]
    return LastAct(tuple(one for one in standing if (one.verb, one.at) == (last.verb, last.at)))


def _took_nothing_in(one: Action) -> bool:
    """A run of `collect` that met nothing new."""
    return one.verb is Verb.COLLECT and not any(one.number(name) for name in _OUTCOMES)


def _undoes(one: Action, other: Action) -> bool:
    """Whether the one is the opposite act of the other."""
    if OPPOSITES.get(other.verb) is not one.verb:
        return False
    if one.verb is Verb.REVOKE:
        return one.about == other.verb.value
    if one.verb is Verb.UNMOVE:
        return one.about == other.about
    if one.verb in _SAME_BY:
        name = _SAME_BY[one.verb]
        return one.facts[name] == other.facts[name]
    if one.verb is Verb.SETTING:
        there, back = other.facts, one.facts
        same = one.about == other.about
        return same and (back["before"], back["after"]) == (there["after"], there["before"])
    return one.verb is Verb.UNLOCK


def _without_withdrawn(
    standing: list[Action],
    form: str,
    workbooks: Mapping[tuple[str, str], Collection[Workbook]],
) -> list[Action]:
    """What stands, without a run that issued the form of which every workbook was withdrawn."""
    back = {
        (one.about, one.number("issue"))
        for one in standing
        if one.verb is Verb.WITHDRAW and one.facts["form"] == form
    }
    gone = {
        (verb, key)
        for (of, at), out in workbooks.items()
        if of == form and out and back.issuperset(out)
        for verb, key in ((Verb.ISSUE, (form, at)), *((Verb.WITHDRAW, each) for each in out))
    }

    def key(one: Action) -> tuple[Verb, object]:
        if one.verb is Verb.WITHDRAW and one.facts["form"] == form:
            return one.verb, (one.about, one.number("issue"))
        return one.verb, (one.about, one.at)

    return [one for one in standing if key(one) not in gone]
