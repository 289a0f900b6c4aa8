"""`lzfx demo --full`: the sample's whole year, as the commands a clerk would type."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from rich.rule import Rule
from rich.text import Text

from lzfx.cli.demo import finished, sample
from lzfx.cli.options import NOW_VARIABLE, user
from lzfx.cli.paper import console, print_json
from lzfx.errors import LzfxError, WorkspaceError
from lzfx.files.definitions import OWN_FOLDER
from lzfx.files.sample_script import ScriptStep, put_file, sample_script
from lzfx.files.workspace import Workspace
from lzfx.messages import told, word
from lzfx.model.duty import as_typed
from lzfx.session.opening import open_session
from lzfx.session.sample_roster import changed_roster
from lzfx.session.sample_year import year_returns
from lzfx.steps.start import start


def play_full(folder: Path) -> None:
    """Play the year into an empty folder, step by step; WorkspaceError when something lies there.

    Each step shows the command as it is typed, then what it says. One that is refused, which the
    script expects of some, says why and the year goes on.
    """
    began = monotonic()
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError("demo-folder-taken", {"path": str(folder)})
    steps = sample_script()
    out = console()
    out.print(word("demo-folder", path=str(folder)))
    start(folder, steps[0].at, user(), kit=sample().kit())
    heading, total, number = "", sum(len(step.run) for step in steps), 0
    for step in steps:
        if step.heading and step.heading != heading:
            heading = step.heading
            out.print()
            out.print(Rule(f"{heading}（{step.at:%Y-%m-%d}）", align="left", characters="─"))
        place = folder / step.workspace
        arrived(place, step)
        for words in step.run:
            number += 1
            counted = word("demo-step", number=number, total=total, command=as_typed(words))
            out.print(Text(counted, style="bold"), soft_wrap=True)
            run(place, words, step.at)
    finished(folder, word("demo-next"), monotonic() - began)


def played_full_silently(folder: Path) -> None:
    """The same year without a word, then its facts as JSON: every command, every file printed."""
    with contextlib.redirect_stdout(io.StringIO()):
        play_full(folder)
    places = dict.fromkeys(folder / step.workspace for step in sample_script())
    made = [
        file for place in places for file in sorted(Workspace(place).folder("output").iterdir())
    ]
    commands = [as_typed(words) for step in sample_script() for words in step.run]
    print_json({"workspace": folder, "commands": commands, "files": made})


def arrived(folder: Path, step: ScriptStep) -> None:
    """Put what comes in on that day into the inbox, and what the office made itself into its place.

    Into the inbox come files of the sample and forms filled in. Last the office keeps its roster.
    """
    for name, data in step.own.items():
        put_file(folder / OWN_FOLDER / name, data, step.at)
    inbox = Workspace(folder).folder("inbox")
    for source in step.files:
        shutil.copytree(
            source, inbox / source.name, copy_function=shutil.copyfile, dirs_exist_ok=True
        )
    for content in step.filled:
        with open_session(folder / content.out_of, step.at, user()) as session:
            made = list(year_returns(session, content.answers))
        for name, data in made:
            put_file(inbox / content.folder / name, data, step.at)
    for path in inbox.rglob("*") if step.files else ():
        os.utime(path, (step.at.timestamp(), step.at.timestamp()))
    if step.roster:
        with open_session(folder, step.at, user()) as session:
            data = changed_roster(session, step.roster)
        put_file(Workspace(folder).roster, data, step.at)


def run(folder: Path, words: Sequence[str], at: datetime) -> None:
    """Run one command of the program in that folder, as if it were that day."""
    from lzfx.cli.app import app

    with _as_typed(folder, words, at):
        try:
            app(list(words), standalone_mode=False)
        except LzfxError as error:
            console().print(told(error))


@contextlib.contextmanager
def _as_typed(folder: Path, words: Sequence[str], at: datetime) -> Iterator[None]:
    """The folder, the time and the words of a command line, put back afterwards."""
    before, argv = os.environ.get(NOW_VARIABLE), sys.argv
    os.environ[NOW_VARIABLE], sys.argv = at.isoformat(), ["lzfx", *words]
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        sys.argv = argv
        if before is None:
            del os.environ[NOW_VARIABLE]
        else:
            os.environ[NOW_VARIABLE] = before
