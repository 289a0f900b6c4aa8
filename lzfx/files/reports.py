"""Reports on errors of the program itself, put where the clerk finds them."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from lzfx import __version__


def report_name(moment: datetime) -> str:
    """The file name of a report made at that moment."""
    return f"lzfx-{moment:%Y%m%d-%H%M%S}.txt"


def report_text(error: BaseException, about: object, moment: datetime) -> str:
    """The report, for a maintainer: versions, time, what it was about, and the traceback."""
    return "".join(
        (
            f"lzfx {__version__}, Python {sys.version}, {sys.platform}, {moment.isoformat()}\n",
            f"{about!r}\n\n",
            *traceback.format_exception(error),
        )
    )


def write_report(name: str, text: str, folders: Iterable[Path]) -> Path | None:
    """Write it into the first of these folders that can be written to; None when none can."""
    for folder in folders:
        try:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, "utf-8", errors="replace")
        except OSError:
            continue
        return folder / name
    return None
