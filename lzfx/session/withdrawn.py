"""Which workbooks were withdrawn, and which stand: what was recorded says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lzfx.ledger.queries import issues
from lzfx.ledger.store import Ledger
from lzfx.ledger.went_out import actions_of
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Issue

Workbook = tuple[str, str, int]
"""A form, a subject, the number of the workbook that it got."""


def withdrawn(done: Iterable[Action]) -> Mapping[Workbook, Action]:
    """The workbooks that were withdrawn, each with the action that did it."""
    return {
        (one.text("form"), one.about, one.number("issue")): one
        for one in done
        if one.verb is Verb.WITHDRAW
    }


def standing(ledger: Ledger, form: str, done: Iterable[Action] | None = None) -> tuple[Issue, ...]:
    """What went out of a form and was not withdrawn, oldest first."""
    gone = withdrawn(actions_of(ledger, Verb.WITHDRAW) if done is None else done)
    sent = issues(ledger, form)
    return tuple(one for one in sent if (form, one.subject, one.number) not in gone)
