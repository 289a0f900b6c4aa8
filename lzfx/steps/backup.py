"""`lzfx backup`: everything a campaign needs in one zip, restored and compared before it counts."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from lzfx.files.backups import backup_bytes, hash_of, restore_backup
from lzfx.ledger.audit import dump
from lzfx.ledger.queries import actions
from lzfx.ledger.store import open_ledger
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.finding import Finding
from lzfx.session.opening import Session
from lzfx.steps.verify import Evidence, Verified, verify_evidence


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was restored and compared; do not rely on one with findings."""

    file: Path
    files: int
    verified: Verified

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The differences between the restored backup and what it should hold."""
        return self.verified.findings


def backup(session: Session, folder: Path | None = None) -> BackedUp:
    """Write a backup into `folder` (or 归档), restore it elsewhere, and compare it with this.

    The hash of the backup is recorded, so that a later check finds every changed bit.
    """
    ledger = session.ledger
    name = f"{word('backup-name')} {session.campaign.code} {session.now:%Y-%m-%d %H%M%S}.zip"
    target = (folder or session.workspace.folder("archive")) / name
    count = backup_bytes(session.workspace, ledger.as_file(), target)
    done = BackedUp(target, count, _restored(session, target, dump(ledger)))
    if not done.findings:
        with ledger.transaction():
            session.act(Verb.BACKUP, name, sha256=hash_of(target))
    return done


def check_backup(session: Session, file: Path) -> BackedUp:
    """Restore an earlier backup elsewhere, verify it, and compare its hash with the record."""
    own = hash_of(file)
    done = _restored(session, file, None)
    done_before = (one for one in actions(session.ledger) if one.verb is Verb.BACKUP)
    written = {one.text("sha256") for one in done_before if one.about == file.name}
    if written and own not in written:
        done = replace(done, findings=(Finding("backup-changed"), *done.findings))
    return BackedUp(file, done.originals, done)


def _restored(session: Session, archive: Path, wanted: tuple[str, ...] | None) -> Verified:
    with tempfile.TemporaryDirectory(prefix="lzfx-") as place:
        workspace = restore_backup(archive, Path(place))
        with open_ledger(workspace.ledger) as ledger:
            evidence = Evidence.of(session, workspace, ledger)
            found = verify_evidence(evidence)
            if wanted is None or dump(ledger) == wanted:
                return found
            differs = Finding("backup-differs")
    return replace(found, findings=(differs, *found.findings))
