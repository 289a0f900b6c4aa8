"""Errors of the program on one file: that file is kept and waits, the others go on."""

from __future__ import annotations

import tempfile
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.files.reports import report_name, report_text, write_report
from lzfx.files.workspace import REPORTS
from lzfx.ledger.complaints import complaint_of
from lzfx.model.finding import Finding, Where
from lzfx.session.opening import Session


class ProgramErrors:
    """The errors of one run in one report; a dry run writes it to the system's temporary folder.

    `report` is its path, empty while there is none.
    """

    def __init__(self, session: Session, *, dry_run: bool) -> None:
        self._session = session
        kept = () if dry_run else (session.workspace.root / REPORTS,)
        self._folders = (*kept, Path(tempfile.gettempdir()))
        self._texts: list[str] = []
        self.report = ""

    def fails_for_all(self, error: Exception) -> bool:
        """Whether the disk or the ledger fails, which would stop every other file too."""
        if isinstance(error, LzfxError | OSError):
            return True
        return complaint_of(self._session.ledger.path, error) is not None

    def told(self, label: str, error: Exception) -> Finding:
        """Put the error into the report; gives the finding that says so of the file."""
        self._texts.append(report_text(error, label, self._session.now))
        name, text = report_name(self._session.now), "\n".join(self._texts)
        path = write_report(name, text, self._folders)
        self.report = str(path or "")
        return Finding("program-error", Where(label), {"report": name})
