"""The campaign as it stood on an earlier day, by the ledger alone: to look at, not to work in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from lzfx.campaign.subjects import Subjects
from lzfx.checks.roster import roster_of
from lzfx.errors import LzfxError
from lzfx.files.definitions import parse_toml
from lzfx.files.settings_file import with_value, without_value
from lzfx.files.workspace import SETTINGS, settings_text
from lzfx.ledger.earlier import earlier
from lzfx.ledger.queries import actions, point_id_records, submission_by_hash
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action, Verb
from lzfx.model.campaign import Campaign
from lzfx.model.roster import Roster
from lzfx.rules.verb import Restores
from lzfx.rules.verbs import VERBS
from lzfx.session.definitions import read_settings, roster_form_of
from lzfx.session.opening import Session, with_last_days
from lzfx.session.point_numbers import records_at
from lzfx.session.setting_names import setting_called
from lzfx.session.settings_lookup import leaves, path_of, value_of

_TAKES_IN = frozenset({Restores.RETURN, Restores.ROSTER})
_LAST_MOMENT = time(23, 59, 59)


@contextlib.contextmanager
def session_on(session: Session, day: date) -> Iterator[Session]:
    """The same campaign at the end of that day: record, returns, roster, settings of then.

    Forms and rules are those of today: rules say themselves from which day they count. What is
    done in it goes nowhere. LzfxError for a day that is not over yet, and one before the record.
    """
    if day >= session.now.date():
        raise LzfxError("day-not-over", {"day": day.isoformat()})
    done = actions(session.ledger)
    acts = max((at for at, one in enumerate(done, 1) if one.at[:10] <= str(day)), default=0)
    if not acts:
        raise LzfxError("day-before-record", {"day": day.isoformat(), "first": done[0].at[:10]})
    told = done[:acts]
    numbers = len(records_at(point_id_records(session.ledger), done, acts + 1))
    taken = {one.text("sha256") for one in told if VERBS[one.verb].restores in _TAKES_IN}
    now = datetime.combine(day, _LAST_MOMENT)
    with earlier(session.ledger, acts, day, taken, numbers) as ledger:
        campaign = with_last_days(_settings(session, done[acts:]), session.forms, ledger)
        roster = _roster(session, ledger, told)
        everybody = Subjects(roster, campaign.office.name, replace(session.reviewing, day=day))
        yield replace(
            session,
            campaign=campaign,
            roster=roster,
            everybody=everybody,
            ledger=ledger,
            now=now,
            latest=told[-1].at,
            said=(),
            at_end=[],
        )


def _roster(session: Session, ledger: Ledger, told: Sequence[Action]) -> Roster:
    """The roster that was in force after those acts; an empty one before the first was read."""
    form = roster_form_of(session.forms)
    read = (one for one in reversed(told) if VERBS[one.verb].restores is Restores.ROSTER)
    last = next(read, None)
    stored = submission_by_hash(ledger, form, last.text("sha256")) if last else None
    return roster_of(form, stored.tables) if stored else Roster((), ())


def _settings(session: Session, later: Sequence[Action]) -> Campaign:
    """The settings without the changes that were recorded later; one made by hand is not known.

    A change of a setting that is no more, or whose value cannot be read back, stays as it is today.
    """
    text = settings_text(session.workspace)
    titles = {form.name: form.title for form in session.going_out.values()}
    for one in reversed([one for one in later if one.verb is Verb.SETTING]):
        with contextlib.suppress(LzfxError):
            text = _before(text, titles, one)
    return read_settings(session.definitions, text, []) or session.campaign


def _before(text: str, titles: Mapping[str, str], one: Action) -> str:
    """The settings as they were before that change."""
    raw = parse_toml(SETTINGS, text)
    path = path_of(raw, titles, setting_called(one))
    current = dict(leaves(raw))
    if one.text("before"):
        return with_value(text, path, value_of(path, current.get(path), one.text("before")))
    return without_value(text, path) if path in current else text
