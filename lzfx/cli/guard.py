"""Around every command: one sentence for what stops a run, a report for an error of the program."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from lzfx.cli.options import now
from lzfx.errors import LzfxError
from lzfx.files.reports import report_name, report_text, write_report
from lzfx.files.workspace import REPORTS, SETTINGS
from lzfx.files.writing import file_error
from lzfx.messages import told, word

if TYPE_CHECKING:
    from lzfx.model.codes import ScreenWord
    from lzfx.session.collection import Collected

DONE, FINDINGS, STOPPED, WAITS, BUG, INTERRUPTED = 0, 1, 2, 3, 101, 130


def prepare_console() -> None:
    """Replace characters that the console lacks; a Chinese Windows console has only GBK."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def guarded(run: Callable[[], int]) -> NoReturn:
    """Run a command and exit with its code, or with the code of the error that stopped it."""
    prepare_console()
    try:
        code = run()
    except LzfxError as error:
        code = _said(told(error), STOPPED)
    except KeyboardInterrupt:
        code = _said(word("interrupted"), INTERRUPTED)
    except BrokenPipeError:
        # The reader of the output has closed it (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except OSError as error:
        # An unexpected refusal of the system, such as a full temporary folder.
        place = Path(str(error.filename)) if error.filename else Path.cwd()
        code = _said(told(file_error(error, place)), STOPPED)
    except Exception as error:  # noqa: BLE001 - a bug of ours must not show a traceback
        code = _usage(error) if hasattr(error, "format_message") else _bug(error)
    sys.exit(code)


def _said(text: str, code: int) -> int:
    sys.stderr.write(f"{text}\n")
    return code


_USAGE: Mapping[str, ScreenWord] = {
    "NoSuchOption": "usage-no-such-option",
    "MissingParameter": "usage-missing",
    "BadParameter": "usage-bad-value",
}


def _usage(error: Exception) -> int:
    """Say what is wrong with the command line, by the name of typer's exception."""
    parameter = getattr(error, "param", None)
    named = getattr(parameter, "metavar", None) or getattr(parameter, "name", None)
    option = getattr(error, "option_name", None)
    detail = str(error)
    quoted = detail.partition("'")[2].partition("'")[0]
    code = _USAGE.get(type(error).__name__, "usage")
    if code == "usage" and "No such command" in detail:
        code = "usage-no-such-command"
    return _said(word(code, option=option or named or "", quoted=quoted), STOPPED)


def _bug(error: Exception) -> int:
    """Write a report where the clerk can find it, and say so in one sentence."""
    moment = now()
    folders = (*_reports(Path.cwd()), Path(tempfile.gettempdir()))
    path = write_report(report_name(moment), report_text(error, sys.argv[1:], moment), folders)
    return _said(word("bug", path=str(path or "")), BUG)


def _reports(here: Path) -> Iterator[Path]:
    """The folders for a report: that of the workspace if there is one, else the current folder."""
    for home in (here, *here.parents):
        if (home / SETTINGS).is_file():
            yield home / REPORTS
            return
    yield here


def code_of(done: Collected) -> int:
    """The exit code of a collection; an error of the program is also told in one sentence.

    An error of the program comes before a waiting decision, and that before findings.
    """
    if done.report:
        return _said(word("bug-files", path=done.report), BUG)
    if done.waits:
        return WAITS
    return DONE if done.all_taken else FINDINGS
