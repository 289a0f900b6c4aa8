"""What was known when a return was taken in, by the record: the clock may have been set back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.campaign.subjects import Subjects
from lzfx.checks.roster import roster_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import point_id_records, submission_by_hash
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action, Verb
from lzfx.model.risk import PointId
from lzfx.model.roster import Roster
from lzfx.rules.moves import NO_MOVES, moves_standing, with_moves
from lzfx.rules.verb import Restores
from lzfx.rules.verbs import VERBS
from lzfx.session.definitions import roster_form_of
from lzfx.session.point_numbers import records_at


@dataclass(frozen=True, slots=True)
class Then:
    """Everybody by the roster in force, and the records of numbers given by then."""

    everybody: Subjects
    numbers: Sequence[PointId]


class AtTheTime:
    """What was known at each return that the record took in; `done` is the record.

    `everybody` are those of today, from whom it is known how the office reviews.
    """

    def __init__(
        self,
        ledger: Ledger,
        forms: Mapping[str, FormSpec],
        everybody: Subjects,
        done: Sequence[Action],
    ) -> None:
        nobody = everybody.at(Roster((), ()))
        self._ledger = ledger
        self._form = roster_form_of(forms)
        self._done = done
        self._numbers = point_id_records(ledger)
        self._moved = any(one.verb is Verb.MOVE for one in done)
        self._nobody = nobody
        self._everybody: dict[str, Subjects] = {"": nobody}
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
        numbers = records_at(self._numbers, self._done, place)
        moves = moves_standing(self._done[: place - 1]) if self._moved else NO_MOVES
        return Then(self._by_roster(roster), with_moves(numbers, moves))

    def _by_roster(self, sha256: str) -> Subjects:
        if sha256 not in self._everybody:
            stored = submission_by_hash(self._ledger, self._form, sha256)
            roster = roster_of(self._form, stored.tables) if stored else self._nobody.roster
            self._everybody[sha256] = self._nobody.at(roster)
        return self._everybody[sha256]


def _restores(one: Action) -> Restores | None:
    """Whether an action took in a roster or a return; None for all others."""
    restores = VERBS[one.verb].restores
    return restores if restores in {Restores.ROSTER, Restores.RETURN} else None
