"""When an action is allowed: each guard looks at what was done before, and at the action itself.

A guard gives the error that stops the run, or None where the action may be done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lzfx.errors import LzfxError
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Outcome
from lzfx.rules.succession import last_lock

Guard = Callable[[Sequence[Action], Action], LzfxError | None]

_JUDGEMENTS = frozenset(Verb(outcome.value) for outcome in Outcome)


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


def after_judging(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the file was judged, whatever became of it."""
    return _after(before, one, _JUDGEMENTS)


def after_taking_in(before: Sequence[Action], one: Action) -> LzfxError | None:
    """Once the file was taken in."""
    return _after(before, one, frozenset({Verb.ACCEPTED}))


def _after(before: Sequence[Action], one: Action, wanted: frozenset[Verb]) -> LzfxError | None:
    sha256 = one.facts["sha256"]
    there = any(each.verb in wanted and each.facts["sha256"] == sha256 for each in reversed(before))
    return None if there else LzfxError("act-without-file", {"value": sha256})
