"""The roster workbook of a workspace; it is read again only when its bytes have changed."""

from __future__ import annotations

import hashlib
from datetime import datetime

from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.roster import roster_of
from lzfx.errors import DefinitionError, WorkspaceError
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import ROSTER, Workspace
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import submission_by_hash
from lzfx.ledger.record import is_in_force
from lzfx.ledger.store import Ledger
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.roster import Roster
from lzfx.rules.verbs import new_action


def roster_bytes(workspace: Workspace) -> bytes:
    """The roster workbook; WorkspaceError when there is none."""
    if not workspace.roster.is_file():
        raise WorkspaceError("roster-missing", {"path": str(workspace.roster)})
    return read_bytes(workspace.roster)


def read_roster(
    ledger: Ledger, form: FormSpec, campaign: Campaign, data: bytes, when: tuple[datetime, str]
) -> tuple[Roster, tuple[Finding, ...]]:
    """The roster in those bytes, and the findings about it.

    A roster that was read before comes from the ledger, without findings. DefinitionError with
    every fault of it.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    known = submission_by_hash(ledger, form, sha256)
    now, by = when
    act = new_action(
        now.isoformat(timespec="seconds"), by, Verb.ROSTER, "", {"file": ROSTER, "sha256": sha256}
    )
    if known is not None:
        if not is_in_force(
            ledger.connection, sha256
        ):  # the roster of an earlier day is in force again
            with ledger.transaction():
                ledger.act(act)
        return roster_of(form, known.tables), ()
    with Reader() as reader:
        answer = reader.read(ROSTER, data)
    if isinstance(answer, Refused):
        where = Where(ROSTER, answer.sheet, answer.cell)
        raise DefinitionError([Finding(answer.code, where, answer.params)])
    raw = locate(answer, form, file=ROSTER, sha256=sha256, stamp=None)
    found = check(raw, form, Known(campaign, Roster((), ()), now.date()))
    faults = _roster_faults(form, found)
    if found.submission is None or faults:
        raise DefinitionError([*found.errors, *faults])
    with ledger.transaction():
        ledger.append(form, found.submission, act.at, by)
        ledger.act(act)
    return roster_of(form, found.submission.tables), found.findings


def _roster_faults(form: FormSpec, found: Checked) -> tuple[Finding, ...]:
    units = form.table_about(About.UNIT)
    rows = found.submission.tables.get(units.name) if found.submission and units else None
    if found.submission is not None and not rows:
        return (Finding("roster-empty", Where(ROSTER)),)
    return ()
