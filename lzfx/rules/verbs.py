"""The table of verbs: what each is about, its facts, its guard, its arrow, and how it reads.

A verb is added here, or in a table of its kind that is taken over here, with its word in
`model.action.Verb` and its sentence in `words.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.model.action import NOT_KEPT, Action, Fact, Verb
from lzfx.model.codes import ScreenWord
from lzfx.model.ledger import WAITING, Outcome
from lzfx.rules.editions import UNTOLD
from lzfx.rules.guards import (
    after_issuing,
    after_judging,
    after_taking_in,
    any_time,
    first_of_all,
    once_a_sheet,
    while_dismissed,
    while_in_question,
    while_locked,
    while_open,
    while_waived,
)
from lzfx.rules.verb import FactSpec, FactType, Legacy, Restores, Topic, VerbSpec, fits
from lzfx.rules.verbs_of_campaign import OF_CAMPAIGN
from lzfx.rules.workflow import Event

_TEXT, _COUNT = FactSpec(FactType.TEXT), FactSpec(FactType.COUNT)
_FILE = {"file": FactSpec(FactType.FILE), "sha256": FactSpec(FactType.SHA256)}
_FILE_LEGACY = Legacy(("file",), ("sha256",))
_DAY, _CONTENT = FactSpec(FactType.DAY), FactSpec(FactType.DIGEST)
_KEPT = FactSpec(FactType.SHA256, NOT_KEPT)
_ENTERED = {**_FILE, "on": _DAY, "paper": _TEXT, "count": _COUNT}
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
        Topic.NOTHING, any_time, "act-roster", _FILE, None, Restores.ROSTER, _FILE_LEGACY
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
    Verb.POSTED: VerbSpec(
        Topic.SENDER,
        any_time,
        "act-posted",
        {"letter": _TEXT, "mark": FactSpec(FactType.SHA256)},
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
    Verb.WAIVE: VerbSpec(
        Topic.SUBJECT,
        after_judging,
        "act-waive",
        {**_FILE, "mark": FactSpec(FactType.SHA256), "place": _TEXT, "why": _TEXT},
    ),
    Verb.ASK_AGAIN: VerbSpec(
        Topic.SUBJECT,
        while_waived,
        "act-ask-again",
        {**_FILE, "mark": FactSpec(FactType.SHA256), "place": _TEXT, "why": _TEXT},
    ),
    Verb.ADOPT: VerbSpec(
        Topic.SUBJECT, after_judging, "act-adopt", {**_FILE, "form": _TEXT, "why": _TEXT}
    ),
    Verb.ADOPT_KEY: VerbSpec(Topic.FILE, any_time, "act-adopt-key", {"key": _TEXT}),
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
        "act-merge-file",
        {"points": _COUNT, "up_to": _COUNT, "sha256": FactSpec(FactType.TEXT, "")},
        Event.MERGE,
        legacy=Legacy(("points",), ("up_to",)),
        bare="act-merge",
    ),
    Verb.PRINT: VerbSpec(
        Topic.DOCUMENT,
        any_time,
        "act-print",
        {
            **_FILE,
            "mark": _TEXT,
            "content": _CONTENT,
            "missing": _TEXT,
            "kept": _KEPT,
            "decided": FactSpec(FactType.TEXT, UNTOLD),
        },
        bare="act-print-whole",
    ),
    Verb.BACKUP: VerbSpec(
        Topic.FILE,
        any_time,
        "act-backup",
        {"sha256": FactSpec(FactType.SHA256)},
        legacy=Legacy(evidence=("sha256",)),
    ),
    Verb.ARCHIVE: VerbSpec(
        Topic.FILE,
        any_time,
        "act-archive",
        {"sha256": FactSpec(FactType.SHA256), "items": _COUNT, "files": _COUNT},
    ),
    Verb.REBUILD: VerbSpec(
        Topic.FILE, any_time, "act-rebuild", {"actions": _COUNT, "unrecorded": _COUNT}
    ),
    Verb.RESTORE: VerbSpec(
        Topic.FILE,
        any_time,
        "act-restore",
        {"sha256": FactSpec(FactType.SHA256), "aside": _TEXT},
        bare="act-restore-empty",
    ),
    Verb.LOCK: VerbSpec(Topic.NOTHING, while_open, "act-lock"),
    Verb.UNLOCK: VerbSpec(Topic.NOTHING, while_locked, "act-unlock"),
    Verb.SETTING: VerbSpec(
        Topic.SETTING, any_time, "act-setting", {"before": _TEXT, "after": _TEXT}
    ),
    Verb.WITHDRAW: VerbSpec(
        Topic.SUBJECT,
        after_issuing,
        "act-withdraw",
        {"form": _TEXT, "title": _TEXT, "issue": _COUNT, "why": _TEXT},
    ),
    Verb.WROTE: VerbSpec(Topic.FILE, any_time, "act-wrote", {"sha256": FactSpec(FactType.SHA256)}),
    Verb.MAILED: VerbSpec(
        Topic.SENDER,
        after_judging,
        "act-mailed",
        {**_FILE, "sender": _TEXT},
        bare="act-mailed-by-nobody",
    ),
    Verb.DISMISS: VerbSpec(Topic.SENDER, while_in_question, "act-dismiss", {**_FILE, "why": _TEXT}),
    Verb.RECALL: VerbSpec(Topic.SENDER, while_dismissed, "act-recall", _FILE),
    Verb.SEEN: VerbSpec(Topic.SUBJECT, after_judging, "act-seen", _FILE),
    Verb.COVERED: VerbSpec(Topic.SUBJECT, any_time, "act-covered"),
    Verb.KEPT: VerbSpec(Topic.SUBJECT, any_time, "act-kept"),
    Verb.CLOCK: VerbSpec(Topic.NOTHING, any_time, "act-clock", {"latest": _TEXT}),
    Verb.RECORD: VerbSpec(
        Topic.BODY, once_a_sheet, "act-record", _ENTERED, bare="act-record-no-paper"
    ),
    **OF_CAMPAIGN,
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
        if not fits(value, spec.kind):
            raise StrangeAction(f"{verb}: {name} is {value!r}, not a {spec.kind}")
        found[name] = value
    return found


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
