"""Around every command: one sentence for what stops a run, a report for an error of the program."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from subprocess import list2cmdline
from typing import TYPE_CHECKING, NoReturn

from lzfx.cli.options import now
from lzfx.errors import FindingsError, LzfxError
from lzfx.files.reports import report_name, report_text, write_report
from lzfx.files.workspace import REPORTS, SETTINGS
from lzfx.files.writing import file_error
from lzfx.messages import told, word

if TYPE_CHECKING:
    from lzfx.model.finding import Finding
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
        if code == INTERRUPTED:  # typer turns Ctrl-C into an exit of its own, without a word
            code = interrupted()
    except LzfxError as error:
        code = _stopped(error)
    except KeyboardInterrupt:
        code = interrupted()
    except BrokenPipeError:
        # The reader of the output has closed it (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except OSError as error:
        # An unexpected refusal of the system, such as a full temporary folder.
        place = Path(str(error.filename)) if error.filename else Path.cwd()
        code = _stopped(file_error(error, place))
    except Exception as error:  # noqa: BLE001 - a bug of ours must not show a traceback
        code = _usage(error) if hasattr(error, "format_message") else _bug(error)
    sys.exit(code)


def interrupted() -> int:
    """Say that nothing is lost, and the command that goes on; a second Ctrl-C changes nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    again = command_again(sys.argv[1:])
    return _said("interrupted", word("interrupted", command=again), INTERRUPTED, {"command": again})


def command_again(words: Sequence[str]) -> str:
    """The command line with those words as one types it again."""
    typed = ("lzfx", *words)
    return list2cmdline(typed) if os.name == "nt" else shlex.join(typed)


def _stopped(error: LzfxError) -> int:
    findings = error.findings if isinstance(error, FindingsError) else ()
    return _said(error.code, told(error), STOPPED, error.params, findings)


def _said(
    code: str,
    text: str,
    exit_code: int,
    params: Mapping[str, object] | None = None,
    findings: Sequence[Finding] = (),
) -> int:
    """Say why a run stopped; with --json the standard output gets it as JSON, too."""
    sys.stderr.write(f"{text}\n")
    if "--json" in sys.argv:
        from lzfx.cli.paper import print_json

        facts = {"code": code, "says": text, "params": params or {}, "findings": findings}
        print_json({"error": facts})
    return exit_code


def _usage(error: Exception) -> int:
    """Say what is wrong with the command line."""
    from lzfx.cli.usage import usage_fault

    code, facts, text = usage_fault(error)
    return _said(code, text, STOPPED, facts)


def _bug(error: Exception) -> int:
    """Write a report where the clerk can find it, and say so in one sentence."""
    moment = now()
    folders = (*_reports(Path.cwd()), Path(tempfile.gettempdir()))
    path = write_report(report_name(moment), report_text(error, sys.argv[1:], moment), folders)
    told_of = {"path": str(path or "")}
    return _said("bug", word("bug", **told_of), BUG, told_of)


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
        sys.stderr.write(f"{word('bug-files', path=done.report)}\n")
        return BUG
    if done.waits:
        return WAITS
    return DONE if done.all_taken else FINDINGS
