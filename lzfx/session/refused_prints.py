"""Prints that our own proof-reading refused, kept apart for a person to look at.

They lie in a folder of their own below 成果, never among the prints, are on no record, and go as
soon as the same document prints without a fault.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from lzfx.content.blocks import Document
from lzfx.files.whole import write_whole
from lzfx.messages import word
from lzfx.model.finding import Finding, Severity, Where
from lzfx.session.opening import Session
from lzfx.session.printing import Prints, file_name, names_of_all


def keep_refused(session: Session, document: Document, prints: Prints) -> Iterator[Finding]:
    """Put the files of a refused print there; tells each, so that what was found can be seen."""
    folder = _folder(session)
    for kind, data in prints.files.items():
        file = write_whole(folder / file_name(document, kind), data)
        where = Where(file.relative_to(session.workspace.root).as_posix())
        yield Finding("print-refused-kept", where, {}, Severity.ADVICE)


def drop_refused(session: Session, document: Document, prints: Prints) -> None:
    """Take away what an earlier run kept of a document that now prints without a fault."""
    folder = _folder(session)
    for kind in prints.files:
        for name in names_of_all(document, session.campaign.words, kind):
            (folder / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others are in it, or it never was
        folder.rmdir()


def _folder(session: Session) -> Path:
    return session.workspace.folder("output") / word("prints-refused")
