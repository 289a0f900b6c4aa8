"""What becomes of a return beside the others of its subject: which counts, which waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lzfx.model.action import Action, Verb
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.ledger import Accepted, Outcome


@dataclass(frozen=True, slots=True)
class Peers:
    """The other returns of the same subject, and what is known about this file.

    `same_run` is the file of its subject taken in by this run; `before` is the return that counts
    so far; `first_at` is when these bytes first came, empty when that is now. With `locked` no more
    is taken in; with `decided` a person has decided for this file.
    """

    same_run: str = ""
    before: Accepted | None = None
    first_at: str = ""
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
    if beside.first_at and beside.first_at < before.received_at and not beside.decided:
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
