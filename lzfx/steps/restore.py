"""`lzfx restore`: a backup becomes a workspace again, in an empty folder or in place of another.

The backup is checked before anything is touched. What stood there is moved aside under a name that
says so; 收件 and 归档, which a backup does not hold, stay where they are.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.errors import DefinitionError, FileError, LzfxError, WorkspaceError
from lzfx.files import entries
from lzfx.files.aside import move_aside, move_in
from lzfx.files.backups import BACKED_UP, NEEDED, hash_of, names_in, restore_backup
from lzfx.files.definitions import OWN_FOLDER
from lzfx.files.workspace import (
    FOLDERS,
    LEDGER,
    REBUILT,
    REPORTS,
    SETTINGS,
    Workspace,
    find,
    is_inside,
)
from lzfx.files.writing import file_error
from lzfx.ledger.queries import actions
from lzfx.ledger.store import open_ledger
from lzfx.messages import word
from lzfx.model.action import Action, Verb
from lzfx.model.finding import Finding, Where
from lzfx.session.opening import open_session
from lzfx.session.record_copy import read_copy
from lzfx.steps.verify import of_the_record, verify

_BESIDE_LEDGER = tuple(f"{LEDGER}{ending}" for ending in ("-journal", "-wal", "-shm"))
_STAGE = ".lzfx-restore"
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", REPORTS})


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace that was made of a backup; `up_to` is the time of the last action it knows.

    `aside` is where the old state lies; `lacking` are folders that the backup did not hold.
    """

    file: Path
    folder: Path
    files: int
    originals: int
    returns: int
    actions: int
    up_to: str
    aside: Path | None
    lacking: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    files: int
    originals: int
    returns: int
    done: tuple[Action, ...]
    findings: tuple[Finding, ...]


def restore(archive: Path, start: Path, now: datetime, by: str) -> Restored:
    """Check the backup, move aside what is there, and put it in place.

    FileError for a damaged backup, LzfxError for a folder with other things in it; neither changes
    anything.
    """
    sha256 = hash_of(archive)
    root = _target(start, archive)
    with tempfile.TemporaryDirectory(prefix="lzfx-") as place:
        checked = _checked(archive, Path(place), now, by)
    held = names_in(archive)
    left = tuple(_left_behind(Workspace(root), checked.done, archive))
    aside = _put_in_place(archive, root, held, now)
    for name in FOLDERS.values():
        (root / name).mkdir(exist_ok=True)
    lost = _lost_originals(Workspace(root), aside)
    with open_session(root, now, by) as session, session.ledger.transaction():
        session.act(Verb.RESTORE, archive.name, sha256=sha256, aside=aside.name if aside else "")
    folders = [FOLDERS[folder] for folder in BACKED_UP]
    folders += [OWN_FOLDER] if aside and (aside / OWN_FOLDER).is_dir() else []
    return Restored(
        file=archive,
        folder=root,
        files=checked.files,
        originals=checked.originals,
        returns=checked.returns,
        actions=len(checked.done),
        up_to=checked.done[-1].at if checked.done else "",
        aside=aside,
        lacking=tuple(name for name in folders if name not in held),
        findings=(*checked.findings, *left, *lost),
    )


def _target(start: Path, archive: Path) -> Path:
    """The folder to restore into: the one given if it is empty, else the workspace it is in.

    A workspace without settings counts as one when its ledger or its originals are there.
    WorkspaceError for a folder with other things in it.
    """
    there = {path.name for path in start.iterdir()} if start.is_dir() else set()
    there -= {name for name in there if name.startswith(".") or name.lower() in _SYSTEM}
    there -= {archive.name} if archive.parent == start else set()
    if not there and not (start.name in FOLDERS.values() and is_inside(start)):
        return start
    if is_inside(start):
        found = find(start)
        if found.read_only:
            raise WorkspaceError("box-read-only", {"path": str(found.root)})
        return found.root
    if there & {LEDGER, FOLDERS["originals"], FOLDERS["copies"]}:
        return start
    if any(name.startswith(word("before-restoring")) for name in there):
        return start
    raise WorkspaceError("restore-not-empty", {"path": str(start)})


def _checked(archive: Path, place: Path, now: datetime, by: str) -> _Checked:
    """The backup unpacked elsewhere and verified; FileError when its ledger is no sound one."""
    workspace = restore_backup(archive, place)
    files = sum(1 for _ in entries.files(place))
    try:
        with open_ledger(workspace.ledger, workspace.keep_old_ledger) as ledger:
            done = actions(ledger)
            unsound = any(one.code == "ledger-unsound" for one in of_the_record(ledger))
    except LzfxError as error:
        if error.code == "ledger-newer":
            raise
        raise FileError("backup-damaged", {"path": str(archive)}) from error
    if unsound:
        raise FileError("backup-damaged", {"path": str(archive)})
    try:
        with open_session(workspace.root, now, by) as session:
            found = verify(session)
    except DefinitionError as error:
        return _Checked(files, 0, 0, done, error.findings)
    return _Checked(files, found.originals, found.returns, done, found.findings)


def _left_behind(old: Workspace, done: tuple[Action, ...], archive: Path) -> Iterator[Finding]:
    """That the copy of the ledger which is moved aside knows more than the backup."""
    whole = read_copy(old).whole
    later = whole.named("action")[len(done) :] if whole else []
    if whole is not None and any(one["verb"] != Verb.BACKUP for one in later):
        at = whole.newest.at[:16].replace("T", " ")
        yield Finding("restore-copy-newer", Where(archive.name), {"at": at})


def _put_in_place(archive: Path, root: Path, held: tuple[str, ...], now: datetime) -> Path | None:
    """Unpack beside, move the old state aside, move the new one in; the settings come last.

    Without settings a folder is no workspace, so that nothing works in a half-restored one.
    """
    stage = root / _STAGE
    try:
        root.mkdir(parents=True, exist_ok=True)
        if stage.exists():
            shutil.rmtree(stage)
    except OSError as error:
        raise file_error(error, root) from error
    restore_backup(archive, stage, durable=True)
    folders = (OWN_FOLDER, FOLDERS["originals"], FOLDERS["copies"])
    old = dict.fromkeys((SETTINGS, *NEEDED, *_BESIDE_LEDGER, REBUILT, *folders, *held))
    aside = move_aside(root, old, word("before-restoring"), now)
    move_in(stage, root, SETTINGS)
    return aside


def _lost_originals(new: Workspace, aside: Path | None) -> Iterator[Finding]:
    """How many originals that were moved aside the backup does not have."""
    if aside is None:
        return
    old = Workspace(aside).folder("originals")
    there = {path.name for path in entries.files(old)} if old.is_dir() else set()
    lost = sum(not new.original(name).is_file() for name in there)
    if lost:
        where = Where(f"{aside.name}/{old.name}")
        yield Finding("restore-originals-aside", where, {"count": lost})
