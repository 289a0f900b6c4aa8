"""The roster of the sample's year after some of its rows changed, as the office edits the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from lzfx.ledger.queries import submission_by_hash
from lzfx.model.filling import FormNotes
from lzfx.session.definitions import roster_form_of
from lzfx.session.opening import Session
from lzfx.session.roster import roster_bytes
from lzfx.session.sample_returns import roster_book

_CODE = "code"
Rows = Sequence[Mapping[str, Any]]


def changed_roster(session: Session, said: Mapping[str, Rows]) -> bytes:
    """The workbook of the roster, with what is said of rows by their codes; other rows are added.

    `said` has codes for choices.
    """
    form = roster_form_of(session.forms)
    data = roster_bytes(session.workspace)
    taken = submission_by_hash(session.ledger, form, hashlib.sha256(data).hexdigest())
    assert taken is not None  # noqa: S101 - a session has read its roster
    tables = {
        name: _changed(
            [{key: value for key, value in row.values.items() if value} for row in rows],
            said.get(name, ()),
        )
        for name, rows in taken.tables.items()
    }
    campaign = session.campaign
    heading = f"{campaign.commission}{campaign.year}年度{form.title}"
    return roster_book(form, tables, FormNotes(heading, campaign.commission, session.now))


def _changed(rows: Rows, said: Rows) -> Rows:
    """The rows in their order, each with what is said of its code; then those of new codes."""
    new = {one[_CODE]: one for one in said}
    known = [{**row, **new.pop(row.get(_CODE), {})} for row in rows]
    return [*known, *new.values()]
