"""What keeps forms, letters and prints in: settings that nobody filled in, and days that are over.

Every command that lets something out asks here first; with findings it writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lzfx.campaign.going_out import Unfit, deadline_passed, unfit
from lzfx.files.definitions import parse_toml
from lzfx.files.workspace import SETTINGS, settings_text
from lzfx.forms.spec import FormSpec
from lzfx.forms.toml_text import Lines
from lzfx.ledger.queries import actions
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.finding import Finding
from lzfx.rules.workflow import State
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard
from lzfx.session.setting_faults import placed, untouched

_OFFICE: Collection[str] = ("office",)
LATE = ("--late",)
"""The option that lets forms go out whose deadline is over."""


def forbidding(session: Session, due: Collection[FormSpec] = ()) -> tuple[Finding, ...]:
    """Why nothing may go out or be printed now, each fault with its line in the settings.

    `due` are forms that somebody is asked to return by their deadline, which must not be over.
    """
    text = settings_text(session.workspace)
    lines = Lines.of(SETTINGS, text)
    return tuple(placed(lines, one) for one in _found(session, parse_toml(SETTINGS, text), due))


def unannounced(session: Session, found: Collection[FormBoard]) -> tuple[FormSpec, ...]:
    """The forms of which somebody still waits for the first letter, on or after the deadline.

    Letters that were drafted in time are reminders afterwards, and may go out again.
    """
    drafted = [one.at for one in actions(session.ledger) if one.verb is Verb.SEND]
    return tuple(
        session.forms[board.form]
        for board in found
        if any(
            one.state is State.ISSUED
            and one.issue is not None
            and not any(
                one.issue.at <= at and at[:10] <= board.deadline.isoformat() for at in drafted
            )
            for one in board.subjects
        )
    )


def _found(session: Session, raw: Mapping[str, Any], due: Collection[FormSpec]) -> Iterator[Unfit]:
    campaign = session.campaign
    yield from unfit(raw, campaign, untouched(session.definitions, campaign.year))
    yield from past_deadline(session, due)


def past_deadline(session: Session, due: Collection[FormSpec]) -> tuple[Unfit, ...]:
    """The fault of each form that others are asked to return by a deadline that is over.

    A report on a warning is due by the deadline of that warning.
    """
    others = (form for form in due if tuple(form.owed_by) != _OFFICE)
    asked = (form for form in others if form.about != About.FEEDBACK)
    today = session.now.date()
    found = (deadline_passed(session.campaign, one.name, one.title, today) for one in asked)
    return tuple(one for one in found if one is not None)


def late_word(session: Session, form: FormSpec) -> tuple[str, ...]:
    """What a printed command that gives out that form needs to run today."""
    return LATE if past_deadline(session, (form,)) else ()
