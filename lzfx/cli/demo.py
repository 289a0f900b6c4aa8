"""`lzfx demo`: the whole drive on the sample, command by command, as a clerk would run it."""

from __future__ import annotations

import os
import shutil
import time
import tomllib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.rule import Rule

from lzfx.cli import show, show_points, show_status
from lzfx.cli.options import user
from lzfx.cli.paper import console
from lzfx.documents.registry import FOLLOWED
from lzfx.errors import WorkspaceError
from lzfx.files.definitions import shipped
from lzfx.files.workspace import FOLDERS, ROSTER, SETTINGS, Workspace
from lzfx.files.writing import file_error, read_bytes
from lzfx.messages import word
from lzfx.session.opening import opened
from lzfx.steps.collect import collect
from lzfx.steps.grade import grade
from lzfx.steps.issue import issue
from lzfx.steps.merge import merge
from lzfx.steps.publish import publish
from lzfx.steps.send import send
from lzfx.steps.start import Kit, start
from lzfx.steps.status import status

_SAMPLE = "sample_data"
_FACTS = "sample.toml"


def free_folder(home: Path) -> Path:
    """A folder of the sample's name below `home` that is not there yet."""
    name = word("demo-name")
    number = 1
    while (found := home / (name if number == 1 else f"{name}{number}")).exists():
        number += 1
    return found


def play(folder: Path) -> None:
    """Play the drive into an empty folder; WorkspaceError when something lies there already."""
    began = time.monotonic()
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError("demo-folder-taken", {"path": str(folder)})
    sample = shipped(_SAMPLE)
    facts = tomllib.loads(read_bytes(sample / _FACTS).decode())
    kit = Kit(
        settings=read_bytes(sample / SETTINGS),
        roster=read_bytes(sample / ROSTER),
        key=bytes.fromhex(facts["key"]),
    )
    issued_at: datetime = facts["issued_at"]
    out = console()
    out.print(word("demo-folder", path=str(folder)))
    days = (issued_at, *(each["played_on"] for each in facts["rounds"]))
    out.print(word("demo-day", days=tuple(f"{day:%Y-%m-%d}" for day in days)))
    start(folder, issued_at, user(), kit=kit)
    _issue_and_send(folder, issued_at)
    for number, each in enumerate(facts["rounds"]):
        _round(Workspace(folder), sample, each, last=number + 1 == len(facts["rounds"]))
    _after(folder, facts["rounds"][-1]["played_on"])
    _done(folder, time.monotonic() - began)


def _heading(name: str, day: datetime) -> None:
    out = console()
    out.print()
    out.print(Rule(f"{word(name)}（{day:%Y-%m-%d}）", align="left", characters="─"))


def _issue_and_send(folder: Path, day: datetime) -> None:
    _heading("demo-issue", day)
    with opened(folder, day, user()) as session:
        show.issued(session.said, issue(session), as_json=False)
    _heading("demo-send", day)
    with opened(folder, day + timedelta(minutes=10), user()) as session:
        show.sent(session.said, send(session), as_json=False)


def _round(workspace: Workspace, sample: Path, each: dict[str, Any], *, last: bool) -> None:
    day: datetime = each["played_on"]
    _heading("demo-again" if last else "demo-collect", day)
    _deliver(sample / each["folder"], workspace.folder("inbox") / each["name"], day)
    with opened(workspace.root, day, user()) as session:
        done = show.progress(collect(session))
        show.collected(session, done, dry_run=False, as_json=False)
    if not last:
        _heading("demo-reply", day)
        with opened(workspace.root, day + timedelta(minutes=10), user()) as session:
            show.sent(session.said, send(session), as_json=False)


def _deliver(source: Path, inbox: Path, day: datetime) -> None:
    """Put a round's files into the inbox, all of one time: they are read in the order of names."""
    moment = day.timestamp()
    try:
        shutil.copytree(source, inbox, copy_function=shutil.copyfile)
        for file in inbox.iterdir():
            os.utime(file, (moment, moment))
    except OSError as error:
        raise file_error(error, inbox) from error


def _after(folder: Path, day: datetime) -> None:
    _heading("demo-merge", day)
    with opened(folder, day + timedelta(minutes=20), user()) as session:
        show_points.merged(session.said, merge(session), as_json=False)
    _heading("demo-grade", day)
    with opened(folder, day + timedelta(minutes=25), user()) as session:
        show_points.graded(session.said, grade(session), everything=False, as_json=False)
    _heading("demo-publish", day)
    for name in FOLLOWED:
        with opened(folder, day + timedelta(minutes=30), user()) as session:
            show_points.published(session.said, publish(session, name), as_json=False)
    with opened(folder, day + timedelta(minutes=35), user()) as session:
        show_status.standing(session, replace(status(session), refused=()), as_json=False)


def _done(folder: Path, seconds: float) -> None:
    out = console()
    out.print(Rule(characters="─"))
    out.print(word("demo-done", seconds=round(seconds), path=str(folder)))
    for key in ("outbox", "sent_back", "output"):
        out.print(f"  {FOLDERS[key]}/  {word('demo-' + key.replace('_', '-'))}")
    out.print(word("demo-next"))
