"""When an action is allowed: each guard looks at what was done before, and at the action itself.

A guard gives the error that stops the run, or None where the action may be done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from lzfx.errors import LzfxError
from lzfx.model.action import Action, Verb
from lzfx.model.edition import Act, ActDone
from lzfx.model.ledger import Outcome
from lzfx.rules.editions import ACTS, acts_standing, edition_of, other_edition, prints
from lzfx.rules.pairs_drawn import standing_pairs
from lzfx.rules.publicity import decided_anew, extension, not_over, open_publicity
from lzfx.rules.samples_drawn import standing_draw
from lzfx.rules.struck import struck_entries
from lzfx.rules.succession import last_lock

Guard = Callable[[Sequence[Action], Action], LzfxError | None]

_JUDGEMENTS = frozenset(Verb(outcome.value) for outcome in Outcome)
_ON_A_FILE = _JUDGEMENTS | {Verb.DISMISS, Verb.RECALL}
_TAKEN_IN = frozenset({Verb.ACCEPTED, Verb.UNCHANGED})


def any_time(_before: Sequence[Action], _one: Action) -> LzfxError | None:
    """Nothing forbids it."""
    return None


def first_of_all(before: Sequence[Action], one: Action) -> LzfxError | None:
    """A workspace is started once."""
    return LzfxError("workspace-exists", {"path": one.about}) if before else None


def while_open(before: Sequence[Action], _one: Action) -> LzfxError | None:
    """While returns are taken in."""
    lock = last_lock(before)
    return LzfxError("already-locked", {"at": lock.at[:10], "by": lock.by}) if lock else None


def while_locked(before: Sequence[Action], _one: Action) -> LzfxError | None:
    """While no more is taken in."""
    return None if last_lock(before) else LzfxError("not-locked")


def after_issuing(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the form went out, to anybody; each workbook is withdrawn once."""
    if any(each.verb is Verb.WITHDRAW and _same_workbook(each, one) for each in before):
        return LzfxError("withdrawn-already", {"value": one.about})
    form = one.facts["form"]
    if any(each.verb is Verb.ISSUE and each.about == form for each in before):
        return None
    return LzfxError("withdraw-nothing", {"form": one.facts["title"]})


def _same_workbook(one: Action, other: Action) -> bool:
    keys = ("form", "issue")
    return one.about == other.about and all(one.facts[key] == other.facts[key] for key in keys)


def after_judging(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the file was judged, whatever became of it."""
    return _after(before, one, _JUDGEMENTS)


def after_taking_in(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the file was taken in."""
    return _after(before, one, frozenset({Verb.ACCEPTED}))


def while_in_question(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While a file that was judged is neither taken in nor put aside already."""
    last = last_about_file(before, str(one.facts["sha256"]))
    if last is None:
        return LzfxError("act-without-file", {"value": one.facts["sha256"]})
    params = {"file": one.facts["file"], "at": last.at[:10], "by": last.by}
    if last.verb is Verb.DISMISS:
        return LzfxError("already-dismissed", params)
    return LzfxError("dismiss-accepted", params) if last.verb in _TAKEN_IN else None


def while_dismissed(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While the file is put aside."""
    last = last_about_file(before, str(one.facts["sha256"]))
    if last is not None and last.verb is Verb.DISMISS:
        return None
    return LzfxError("not-dismissed", {"file": one.facts["file"]})


def once_a_campaign(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Units are paired once in a campaign, unless that was taken back."""
    last = standing_pairs(before, str(one.facts["campaign"]))
    return LzfxError("pairs-drawn-already", {"at": last.at[:10], "by": last.by}) if last else None


def while_paired(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While units are paired."""
    there = standing_pairs(before, str(one.facts["campaign"]))
    return None if there else LzfxError("pairs-not-drawn")


def once_a_quarter(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Points are drawn once for a quarter, unless that was taken back."""
    quarter = str(one.facts["quarter"])
    last = standing_draw(before, str(one.facts["campaign"]), quarter)
    told = {"quarter": quarter}
    return LzfxError("drawn-already", {**told, "at": last.at[:10], "by": last.by}) if last else None


def while_drawn(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While points are drawn for that quarter."""
    quarter = str(one.facts["quarter"])
    there = standing_draw(before, str(one.facts["campaign"]), quarter)
    return None if there else LzfxError("not-drawn", {"quarter": quarter})


def once_an_entry(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While the entry stands in its register."""
    last = struck_entries(before).get(str(one.facts["entry"]))
    told = {"entry": one.facts["entry"]}
    return (
        LzfxError("struck-already", {**told, "at": last.at[:10], "by": last.by}) if last else None
    )


def while_struck(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While the entry is struck out of its register."""
    there = str(one.facts["entry"]) in struck_entries(before)
    return None if there else LzfxError("not-struck", {"entry": one.facts["entry"]})


def while_waived(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While an answer to that question is on record."""
    told = (each for each in reversed(before) if each.verb in {Verb.WAIVE, Verb.ASK_AGAIN})
    last = next((each for each in told if each.facts["mark"] == one.facts["mark"]), None)
    if last is not None and last.verb is Verb.WAIVE:
        return None
    return LzfxError("not-waived", {"place": one.facts["place"], "file": one.facts["file"]})


def last_about_file(done: Sequence[Action], sha256: str) -> Action | None:
    """The last act that judged those bytes or put them aside, or took them back; None for none."""
    told = (one for one in reversed(done) if one.verb in _ON_A_FILE)
    return next((one for one in told if one.facts["sha256"] == sha256), None)


def _after(before: Sequence[Action], one: Action, wanted: frozenset[Verb]) -> LzfxError | None:
    sha256 = one.facts["sha256"]
    there = any(each.verb in wanted and each.facts["sha256"] == sha256 for each in reversed(before))
    return None if there else LzfxError("act-without-file", {"value": sha256})


def on_what_was_printed(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once per content, after it was merged and printed: a body decides on what lies before it."""
    content, on = one.facts["content"], str(one.facts["on"])
    if not any(each.verb is Verb.MERGE for each in before):
        return LzfxError("act-before-merge")
    if not any(each.content == content for each in prints(before)):
        return LzfxError("act-before-printing", {"on": on})
    if on > one.at[:10]:
        return LzfxError("act-in-future", {"on": on})
    same = [each for each in _about(before, one) if each.act is ACTS[one.verb]]
    anew = one.verb is Verb.APPROVE and other_edition(before, str(content), date.fromisoformat(on))
    if same and not anew:
        command = ACTS[one.verb].command
        told = {"at": same[0].recorded_at[:10], "body": same[0].body, "command": command}
        return LzfxError("act-done-already", told)
    return None


def once_a_sheet(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Decisions of a day that is not to come, each sheet once."""
    on = str(one.facts["on"])
    if on > one.at[:10]:
        return LzfxError("act-in-future", {"on": on})
    for each in before:
        if each.verb is Verb.RECORD and each.facts["sha256"] == one.facts["sha256"]:
            told = {"file": each.facts["file"], "at": each.at[:10], "by": each.by}
            return LzfxError("record-done-already", told)
    return None


def once_reviewed(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the same content was decided on, over a period that does not end before it begins.

    No other publicity may be open; the same one with a later last day is its extension.
    """
    shown = open_publicity(before)
    if shown is not None and _is_same(shown, one):
        return extension(shown, one)
    refused = on_what_was_printed(before, one)
    if refused is not None:
        return refused
    on, until = str(one.facts["on"]), str(one.facts["until"])
    if not edition_of(before, str(one.facts["content"])).holds(Act.REVIEW):
        return LzfxError("publicity-before-review")
    if until < on:
        return LzfxError("publicity-days-crossed", {"on": on, "until": until})
    if shown is not None:
        return LzfxError("publicity-still-open", {"on": shown.on.isoformat()})
    return _in_order(before, one)


def _is_same(shown: ActDone, one: Action) -> bool:
    told = shown.content, shown.on.isoformat()
    return told == (one.facts["content"], one.facts["on"])


def once_publicity_is_over(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Not before the days of the acts it follows, nor while a publicity is open.

    That the points have changed since they were shown does not end the publicity.
    """
    refused = on_what_was_printed(before, one)
    if refused is not None:
        return refused
    shown = open_publicity(before)
    if shown is not None:
        return not_over(shown, str(one.facts["on"])) or LzfxError("publicity-not-closed")
    return decided_anew(before, one) or _in_order(before, one)


def while_on_record(before: Sequence[Action], one: Action) -> LzfxError | None:
    """While such an act stands and no other followed it: what came later rests on it."""
    standing = acts_standing(before)
    if not any(each.act == one.about for each in standing):
        return LzfxError("act-not-done", {"command": _command(one.about)})
    last = standing[-1]
    if last.act != one.about:
        return LzfxError("act-not-last", {"body": last.body, "command": last.act.command})
    return None


def _command(act: str) -> str:
    return Act(act).command if act in set(Act) else act


def _about(before: Sequence[Action], one: Action) -> list[ActDone]:
    """The acts that stand about the same content."""
    return [each for each in acts_standing(before) if each.content == one.facts["content"]]


def _in_order(before: Sequence[Action], one: Action) -> LzfxError | None:
    on = str(one.facts["on"])
    for each in _about(before, one):
        if each.on.isoformat() > on:
            told = {"on": on, "before": each.on.isoformat(), "body": each.body}
            return LzfxError("acts-out-of-order", told)
    return None
