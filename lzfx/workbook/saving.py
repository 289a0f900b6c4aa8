"""A workbook as bytes, without temporary files, so that a full disk cannot cut it off."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class _InMemory(ExcelWriter):
    """Writes sheets into memory; openpyxl's own writer writes each to a temporary file first.

    Such a file may be cut off silently, or fail with an error that is not an OSError.
    """

    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - the stubs lack what is used here
        """Write one sheet."""
        ws._drawing = drawing = SpreadsheetDrawing()  # noqa: SLF001 - as the original
        drawing.charts, drawing.images = ws._charts, ws._images  # noqa: SLF001 - as the original
        body = io.BytesIO()
        writer: Any = WorksheetWriter(ws, body)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001 - as the original
        self._archive.writestr(ws.path[1:], body.getvalue())
        self.manifest.append(ws)


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as openpyxl writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(workbook, archive).write_data()
    return out.getvalue()
