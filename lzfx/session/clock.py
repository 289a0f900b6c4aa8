"""A clock that is behind the record: told once, and put down in the record."""

from __future__ import annotations

from datetime import datetime, timedelta

from lzfx.ledger.queries import actions
from lzfx.ledger.store import Ledger
from lzfx.model.action import Verb
from lzfx.model.finding import Finding, Severity
from lzfx.rules.verbs import new_action

_TOLERATED = timedelta(minutes=10)
"""A clock that is set right by the network goes back by less."""


def is_behind(now: datetime, latest: str) -> bool:
    """Whether a clock is behind the latest time of the record by more than it may be."""
    return bool(latest) and now + _TOLERATED < datetime.fromisoformat(latest)


def clock_said(ledger: Ledger, latest: str, when: tuple[datetime, str]) -> tuple[Finding, ...]:
    """The question about a clock behind the `latest` time of the record; asked once a time.

    Nothing depends on the answer: returns are ordered by the record. The act keeps the question
    from being asked again, and explains later why times in the record go back.
    """
    now, by = when
    if not is_behind(now, latest):
        return ()
    told = (one for one in actions(ledger) if one.verb is Verb.CLOCK)
    if any(one.text("latest") == latest for one in told):
        return ()
    at = now.isoformat(timespec="seconds")
    with ledger.transaction():
        ledger.act(new_action(at, by, Verb.CLOCK, "", {"latest": latest}))
    params = {"value": _minutes(at), "latest": _minutes(latest)}
    return (Finding("clock-behind", params=params, severity=Severity.QUERY),)


def _minutes(at: str) -> str:
    return at[:16].replace("T", " ")
