"""What becomes of a return beside the others of its subject: which counts, which waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lzfx.model.action import Action, Verb
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Accepted, Delivery, Outcome


@dataclass(frozen=True, slots=True)
class Peers:
    """The other returns of the same subject, and what is known about this file.

    `same_run` is the file of its subject taken in by this run; `before` is the return that counts
    so far; `arrival` is the place in the record where these bytes first came, 0 when that is now.
    With `locked` no more is taken in; with `decided` a person has decided for this file.
    """

    same_run: str = ""
    before: Accepted | None = None
    arrival: int = 0
    locked: bool = False
    decided: bool = False


def outcome_among_peers(
    outcome: Outcome, file: str, beside: Peers
) -> tuple[Outcome, Finding | None]:
    """The outcome of a judged return beside the others, and what there is to say about it.

    Two different valid returns that came together have no order: a person decides which counts. An
    invalid one never replaces a valid one; an older one never replaces a newer one.
    """
    where = Where(file)
    valid = beside.same_run or (beside.before.file if beside.before else "")
    if outcome is Outcome.SENT_BACK and valid:
        return outcome, Finding("earlier-stays", where, {"other": valid}, Severity.ADVICE)
    if outcome is not Outcome.ACCEPTED:
        return outcome, None
    if beside.locked and not beside.decided:
        return Outcome.HELD, Finding("after-lock", where, {}, Severity.QUERY)
    if beside.same_run and not beside.decided:
        params: dict[str, object] = {"other": beside.same_run}
        return Outcome.CONFLICT, Finding("conflict", where, params, Severity.QUERY)
    return outcome, _against_before(where, beside)


def _against_before(where: Where, beside: Peers) -> Finding | None:
    before = beside.before
    if before is None:
        return None
    params = {"other": before.file, "at": before.received_at[:10]}
    if beside.arrival and beside.arrival < before.arrival and not beside.decided:
        return Finding("older-than-current", where, params, Severity.QUERY)
    return Finding("replaces-earlier", where, params, Severity.ADVICE)


def last_lock(done: Sequence[Action]) -> Action | None:
    """The action that locked the campaign; None while returns are taken in."""
    told = (one for one in reversed(done) if one.verb in {Verb.LOCK, Verb.UNLOCK})
    last = next(told, None)
    return last if last is not None and last.verb is Verb.LOCK else None


def is_locked(done: Sequence[Action]) -> bool:
    """Whether the campaign takes in no more returns; `done` is its record, oldest first."""
    return last_lock(done) is not None


def arrivals(done: Sequence[Action]) -> Mapping[str, int]:
    """Where in the record, counted from 1, each file first came, by the hash of its bytes.

    A return that a person let count came when it was taken in. Returns are ordered by this and not
    by the clock, which may have been set back in between.
    """
    found: dict[str, int] = {}
    taken: dict[str, int] = {}
    for place, one in enumerate(done, start=1):
        sha256 = one.facts.get("sha256")
        if not isinstance(sha256, str):
            continue
        found.setdefault(sha256, place)
        if one.verb is Verb.ACCEPTED:
            taken[sha256] = place
        elif one.verb is Verb.DECIDE:
            found[sha256] = taken.get(sha256, place)
    return found


def went_out(done: Sequence[Action]) -> Mapping[tuple[str, str], int]:
    """Where in the record, counted from 1, a form went out, by its name and the time of the run."""
    issued = (pair for pair in enumerate(done, start=1) if pair[1].verb is Verb.ISSUE)
    return {(one.about, one.at): place for place, one in issued}


def by_arrival(
    delivered: Iterable[Delivery], done: Sequence[Action], came: Mapping[str, int]
) -> tuple[Delivery, ...]:
    """Each file once, as it was judged last, in the order in which the files came.

    `at` is then when the file came: a file that is judged anew keeps its place and its time.
    """
    last = {one.sha256: one for one in delivered}
    known = ((came.get(one.sha256, 0), one) for one in last.values())
    return tuple(
        replace(one, at=done[place - 1].at) if place else one
        for place, one in sorted(known, key=lambda pair: pair[0])
    )
