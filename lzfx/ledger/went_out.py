"""What went out under which code, and what was done about it: read on every opening, so cheaply."""

from __future__ import annotations

from lzfx.ledger.damaged import damage_reported
from lzfx.ledger.record import action_of, rows
from lzfx.ledger.store import Ledger
from lzfx.model.action import Action, Verb


@damage_reported
def actions_of(ledger: Ledger, verb: Verb) -> tuple[Action, ...]:
    """What was done of one kind, oldest first."""
    return tuple(action_of(row) for row in rows(ledger.connection, verb.value))


def issued_codes(ledger: Ledger) -> dict[str, int]:
    """How many workbooks went out under each code of the campaign, the code used last at last."""
    sql = "SELECT campaign, count(*) FROM issue GROUP BY campaign ORDER BY max(rowid)"
    return {str(code): int(count) for code, count in ledger.connection.execute(sql)}
