"""How old the last backup is, and how much was done since: for the list of what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lzfx.model.action import Action, Verb

_NO_WORK = frozenset({Verb.START, Verb.ROSTER, Verb.BACKUP})


@dataclass(frozen=True, slots=True)
class BackupAge:
    """The last backup (`at` is empty without one), its age, and the work that it lacks.

    `since` counts the actions recorded after it; `last_work` is the day of the newest of them.
    """

    at: str
    days: int | None
    since: int
    last_work: str

    @property
    def is_due(self) -> bool:
        """Whether there is work that no backup has."""
        return self.since > 0


def backup_age(done: Sequence[Action], today: date) -> BackupAge:
    """The age of the last backup in a record, by its order and not by the clock.

    What a new year took over from the one before is no work of its own.
    """
    last = max((at for at, one in enumerate(done) if one.verb is Verb.BACKUP), default=-1)
    start = next((at for at, one in enumerate(done) if one.verb is Verb.START), -1)
    work = [one for one in done[max(last, start) + 1 :] if one.verb not in _NO_WORK]
    at = done[last].at if last >= 0 else ""
    days = max(0, (today - datetime.fromisoformat(at).date()).days) if at else None
    return BackupAge(at, days, len(work), work[-1].at[:10] if work else "")
