"""What was known when a return was taken in, by the record: the clock may have been set back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.checks.roster import roster_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import point_id_records, submission_by_hash
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action
from lzfx.model.risk import PointId
from lzfx.model.roster import Roster
from lzfx.rules.verb import Restores
from lzfx.rules.verbs import VERBS
from lzfx.session.definitions import roster_form_of
from lzfx.session.point_numbers import records_at


@dataclass(frozen=True, slots=True)
class Then:
    """The roster in force, and the records of numbers given by then."""

    roster: Roster
    numbers: Sequence[PointId]


class AtTheTime:
    """What was known at each return that the record took in; `done` is the record."""

    def __init__(
        self, ledger: Ledger, forms: Mapping[str, FormSpec], done: Sequence[Action]
    ) -> None:
        self._ledger = ledger
        self._form = roster_form_of(forms)
        self._done = done
        self._numbers = point_id_records(ledger)
        self._rosters: dict[str, Roster] = {"": Roster((), ())}
        read = [(at, one) for at, one in enumerate(done, start=1) if _restores(one)]
        of_rosters = (one for _, one in read if _restores(one) is Restores.ROSTER)
        first = next(of_rosters, None)
        self._first = roster = first.text("sha256") if first else ""
        self._in_force: dict[str, tuple[str, int]] = {}
        for at, one in read:
            if _restores(one) is Restores.ROSTER:
                roster = one.text("sha256")
            else:
                self._in_force[one.text("sha256")] = (roster, at)

    def of(self, sha256: str) -> Then:
        """What was known when those bytes were taken in; for a roster itself, the first one."""
        roster, place = self._in_force.get(sha256, (self._first, len(self._done) + 1))
        return Then(self._roster(roster), records_at(self._numbers, self._done, place))

    def _roster(self, sha256: str) -> Roster:
        if sha256 not in self._rosters:
            stored = submission_by_hash(self._ledger, self._form, sha256)
            self._rosters[sha256] = roster_of(self._form, stored.tables) if stored else _NOBODY
        return self._rosters[sha256]


_NOBODY = Roster((), ())


def _restores(one: Action) -> Restores | None:
    """Whether an action took in a roster or a return; None for all others."""
    restores = VERBS[one.verb].restores
    return restores if restores in {Restores.ROSTER, Restores.RETURN} else None
