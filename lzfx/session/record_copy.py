"""The copy of the ledger that every run keeps beside the originals, and a ledger made of it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from lzfx.errors import FileError
from lzfx.files.copies import keep_key, segment_path, segment_paths
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.files.writing import clear_unfinished, write_atomic
from lzfx.ledger.copies import (
    Segment,
    Whole,
    follows,
    marks_of,
    segment_after,
    whole_of,
)
from lzfx.ledger.store import Ledger
from lzfx.messages import told
from lzfx.model.finding import Finding, Severity, Where

_SERIES_BYTES = 8


@contextlib.contextmanager
def copied_at_end(workspace: Workspace, ledger: Ledger, code: str) -> Iterator[None]:
    """When the run ends, whatever stopped it, what it added to the ledger is added to the copy.

    FileError when the copy cannot be written after a run that changed something: the ledger has
    all of it, and the next run makes up for it.
    """
    before = ledger.connection.total_changes
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):  # what stopped the run is told, and nothing else
            keep_copy(workspace, ledger, code)
        raise
    try:
        keep_copy(workspace, ledger, code)
    except FileError as error:
        if ledger.connection.total_changes != before:
            raise FileError("copy-not-written", {"detail": told(error)}) from error


def keep_copy(workspace: Workspace, ledger: Ledger, code: str = "") -> None:
    """Add what the copy lacks to the generation that is behind; nothing when it lacks nothing.

    With the code of the campaign its key is kept as a file of its own too.
    """
    paths = segment_paths(workspace)
    last = max(paths, default=0)
    upto = marks_of(ledger)
    newest, other = (_continued(workspace, ledger, last - back) for back in (0, 1))
    if newest is not None and newest.upto == upto:
        return
    begun = newest or other
    series = begun.series if begun else secrets.token_hex(_SERIES_BYTES)
    before = other if other is not None and other.series == series else None
    one = segment_after(ledger, before, series, last + 1, upto)
    clear_unfinished(workspace.folder("copies"))
    if code:
        keep_key(workspace, code, ledger.key)
    write_atomic(segment_path(workspace, last + 1), one.as_bytes())


def _continued(workspace: Workspace, ledger: Ledger, number: int) -> Segment | None:
    """The segment of that number, if it is whole and the ledger goes on from it."""
    path = segment_path(workspace, number)
    one = Segment.of(read_bytes(path)) if number > 0 and path.is_file() else None
    return one if one is not None and follows(ledger, one) else None


@dataclass(frozen=True, slots=True)
class CopyRead:
    """What the copy holds, with advice about its damaged files; `whole` is None when it has none.

    `behind` tells that newer files than its newest sound one are damaged.
    """

    whole: Whole | None
    findings: tuple[Finding, ...]
    behind: bool


def read_copy(workspace: Workspace) -> CopyRead:
    """The copy as far as it is sound: a damaged newest file falls back to the generation before."""
    sound, damaged = [], {}
    for number, path in segment_paths(workspace).items():
        one = Segment.of(read_bytes(path))
        if one is None or one.number != number:
            damaged[number] = path
        else:
            sound.append(one)
    whole = whole_of(sound)
    reached = whole.newest.number if whole else 0
    findings = [
        Finding(
            "copy-damaged", Where(path.relative_to(workspace.root).as_posix()), {}, Severity.ADVICE
        )
        for path in damaged.values()
    ]
    behind = whole is not None and max((*damaged, *(one.number for one in sound))) > reached
    if behind and whole is not None:
        at = whole.newest.at[:16].replace("T", " ")
        findings.append(Finding("copy-older", params={"at": at}, severity=Severity.ERROR))
    return CopyRead(whole, tuple(findings), behind)
