"""The table of verbs: what each is about, its facts, its guard, its arrow, and how it reads.

A verb is added here and nowhere else, with its word in `model.action.Verb` and its sentence in
`words.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeGuard

from lzfx.model.action import Action, Fact, Verb
from lzfx.model.codes import ScreenWord
from lzfx.model.ledger import WAITING, Outcome
from lzfx.rules.guards import (
    Guard,
    after_judging,
    after_taking_in,
    any_time,
    first_of_all,
    while_locked,
    while_open,
)
from lzfx.rules.workflow import Event


class Topic(StrEnum):
    """What an action is about; SENDER is the subject a file was said to come from, if any."""

    NOTHING = "nothing"
    WORKSPACE = "workspace"
    FORM = "form"
    SUBJECT = "subject"
    SENDER = "sender"
    DOCUMENT = "document"
    FILE = "file"


class FactType(StrEnum):
    """What a fact is: TEXT may be empty, FILE is a name as it came, COUNT is 0 or more.

    VERSION is that of a form, 0 where it was not recorded; a sentence need not say it.
    """

    TEXT = "text"
    FILE = "file"
    SHA256 = "sha256"
    COUNT = "count"
    VERSION = "version"


NUMBERS = frozenset({FactType.COUNT, FactType.VERSION})
"""The facts that are whole numbers."""


class Restores(StrEnum):
    """The part of the ledger that `rebuild` makes again when it comes to the action."""

    NOTHING = "nothing"
    ROSTER = "roster"
    RETURN = "return"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact; `absent` is its value in actions that were recorded before the fact existed.

    Without `absent` every action must have it.
    """

    kind: FactType
    absent: Fact | None = None


@dataclass(frozen=True, slots=True)
class Legacy:
    """Where a ledger of version 1 kept the facts: names for each of its two columns.

    Several facts in one column were separated by `/`; where that changed, several ways are given.
    """

    reason: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbSpec:
    """All there is to know about a verb.

    `sentence` is the name of its line in `words.toml`; `bare` is the line for an action with an
    empty text. `event` is the event in the workflow of a form. `sums` are numbers of the sentence
    that add up several facts.
    """

    about: Topic
    guard: Guard
    sentence: ScreenWord
    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    event: Event | None = None
    restores: Restores = Restores.NOTHING
    legacy: Legacy = field(default_factory=Legacy)
    bare: ScreenWord | None = None
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_TEXT, _COUNT = FactSpec(FactType.TEXT), FactSpec(FactType.COUNT)
_FILE = {"file": FactSpec(FactType.FILE), "sha256": FactSpec(FactType.SHA256)}
_FILE_LEGACY = Legacy(("file",), ("sha256",))
_LAID = {"onto": FactSpec(FactType.SHA256), "sha256": FactSpec(FactType.SHA256)}
_LAID_LEGACY = Legacy(("onto",), ("sha256",))
_RUN = {**{outcome.value: _COUNT for outcome in Outcome}, "fewer": FactSpec(FactType.COUNT, 0)}
_RUN_LEGACY = Legacy(
    (
        "accepted unchanged conflict held sent_back refused",
        "accepted unchanged conflict fewer held sent_back refused",
    )
)


def _judged(
    sentence: ScreenWord,
    about: Topic = Topic.SUBJECT,
    event: Event | None = None,
    restores: Restores = Restores.NOTHING,
) -> VerbSpec:
    """A verb that says what became of a file that came in."""
    return VerbSpec(about, any_time, sentence, _FILE, event, restores, _FILE_LEGACY)


VERBS: Mapping[Verb, VerbSpec] = {
    Verb.START: VerbSpec(
        Topic.WORKSPACE,
        first_of_all,
        "act-start-after",
        {"after": _TEXT},
        legacy=Legacy(("after",)),
        bare="act-start",
    ),
    Verb.ROSTER: VerbSpec(
        Topic.NOTHING,
        any_time,
        "act-roster",
        _FILE,
        restores=Restores.ROSTER,
        legacy=_FILE_LEGACY,
    ),
    Verb.ISSUE: VerbSpec(
        Topic.FORM,
        any_time,
        "act-issue",
        {"fresh": _COUNT, "total": _COUNT},
        Event.ISSUE,
        legacy=Legacy(("fresh total",)),
    ),
    Verb.SEND: VerbSpec(
        Topic.NOTHING,
        any_time,
        "act-send",
        {"forms": _COUNT, "replies": _COUNT},
        legacy=Legacy(("forms replies",)),
    ),
    Verb.ACCEPTED: _judged("act-accepted", event=Event.ACCEPT, restores=Restores.RETURN),
    Verb.UNCHANGED: _judged("act-unchanged"),
    Verb.CONFLICT: _judged("act-conflict"),
    Verb.FEWER: _judged("act-fewer"),
    Verb.HELD: _judged("act-held", Topic.SENDER),
    Verb.SENT_BACK: _judged("act-sent-back", event=Event.SEND_BACK),
    Verb.REFUSED: _judged("act-refused", Topic.SENDER),
    Verb.DECIDE: VerbSpec(Topic.SUBJECT, after_taking_in, "act-decide", _FILE, legacy=_FILE_LEGACY),
    Verb.ASSIGN: VerbSpec(
        Topic.SUBJECT,
        after_judging,
        "act-assign",
        {**_FILE, "form": FactSpec(FactType.TEXT, ""), "version": FactSpec(FactType.VERSION, 0)},
        legacy=_FILE_LEGACY,
    ),
    Verb.CORRECTIONS: VerbSpec(
        Topic.SUBJECT, after_taking_in, "act-corrections", _LAID, legacy=_LAID_LEGACY
    ),
    Verb.COMPLETION: VerbSpec(
        Topic.SUBJECT, after_taking_in, "act-completion", _LAID, legacy=_LAID_LEGACY
    ),
    Verb.COLLECT: VerbSpec(
        Topic.NOTHING,
        any_time,
        "act-collect",
        _RUN,
        legacy=_RUN_LEGACY,
        sums={"waiting": tuple(outcome.value for outcome in WAITING)},
    ),
    Verb.NUMBER: VerbSpec(
        Topic.NOTHING,
        any_time,
        "act-number",
        {"fresh": _COUNT, "reworded": _COUNT, "up_to": _COUNT},
        restores=Restores.NUMBERS,
        legacy=Legacy(("fresh reworded",), ("up_to",)),
    ),
    Verb.MERGE: VerbSpec(
        Topic.DOCUMENT,
        any_time,
        "act-merge",
        {"points": _COUNT, "up_to": _COUNT},
        Event.MERGE,
        legacy=Legacy(("points",), ("up_to",)),
    ),
    Verb.BACKUP: VerbSpec(
        Topic.FILE,
        any_time,
        "act-backup",
        {"sha256": FactSpec(FactType.SHA256)},
        legacy=Legacy(evidence=("sha256",)),
    ),
    Verb.LOCK: VerbSpec(Topic.NOTHING, while_open, "act-lock"),
    Verb.UNLOCK: VerbSpec(Topic.NOTHING, while_locked, "act-unlock"),
}
"""Every verb."""


class StrangeAction(ValueError):  # noqa: N818 - named after what it is
    """An action without a fact it needs, with one of a wrong type, or about a wrong thing."""


def new_action(at: str, by: str, verb: Verb, about: str, facts: Mapping[str, Fact]) -> Action:
    """An action as its verb needs it; StrangeAction, an error of the program, for any other."""
    one = Action(at, by, verb, about, dict(facts))
    refuse_strange(one)
    return one


def refuse_strange(one: Action) -> None:
    """Raise StrangeAction when it is not as its verb needs it."""
    topic = VERBS[one.verb].about
    if bool(one.about) == (topic is Topic.NOTHING) and topic is not Topic.SENDER:
        raise StrangeAction(f"{one.verb} about {one.about!r}: not a {topic}")
    known_facts(one.verb, one.facts, complete=True)


def known_facts(
    verb: Verb, facts: Mapping[str, object], *, complete: bool = False
) -> Mapping[str, Fact]:
    """The facts in the order of the table; StrangeAction when they do not fit the table.

    Unless they must be `complete`, facts that were added to the verb later are filled in.
    """
    specs = VERBS[verb].facts
    if unknown := facts.keys() - specs.keys():
        raise StrangeAction(f"{verb} has no {sorted(unknown)}")
    found: dict[str, Fact] = {}
    for name, spec in specs.items():
        value = facts.get(name, None if complete else spec.absent)
        if not _fits(value, spec.kind):
            raise StrangeAction(f"{verb}: {name} is {value!r}, not a {spec.kind}")
        found[name] = value
    return found


def _fits(value: object, kind: FactType) -> TypeGuard[Fact]:
    if kind in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str) and (kind is FactType.TEXT or bool(value))


def sentence_of(one: Action) -> ScreenWord:
    """The name of the sentence that tells a clerk of it."""
    spec = VERBS[one.verb]
    return spec.bare if spec.bare and "" in one.facts.values() else spec.sentence


def sums_of(one: Action) -> Mapping[str, int]:
    """The numbers in its sentence that add up several of its facts."""
    sums = VERBS[one.verb].sums
    return {name: sum(map(one.number, facts)) for name, facts in sums.items()}


def outcome_of(verb: Verb) -> Outcome | None:
    """What became of a file, where the verb is about a judgement; else None."""
    return _OUTCOMES.get(verb)


_OUTCOMES: Mapping[Verb, Outcome] = {Verb(outcome.value): outcome for outcome in Outcome}
