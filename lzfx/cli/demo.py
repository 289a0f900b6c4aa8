"""`lzfx demo`: the whole drive on the sample, command by command, as a clerk would run it."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from rich.rule import Rule

from lzfx.checks.comments import NONE_RECEIVED
from lzfx.cli import show, show_acts, show_duties, show_points, show_status
from lzfx.cli.options import user
from lzfx.cli.paper import console, print_json
from lzfx.documents.registry import FOLLOWED
from lzfx.errors import WorkspaceError
from lzfx.files.definitions import definitions, shipped
from lzfx.files.offices import CollectionDay, SampleOffice, sample_office
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import FOLDERS, ROSTER, SETTINGS, Workspace
from lzfx.files.writing import file_error, write_atomic
from lzfx.forms.records import YES
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.codes import screen_word
from lzfx.model.edition import Act
from lzfx.session.definitions import load_definitions, roster_form_of
from lzfx.session.forms_about import forms_about
from lzfx.session.opening import Session, open_session
from lzfx.session.sample_returns import office_returns, office_roster
from lzfx.session.sample_year import year_returns
from lzfx.steps.acts import ActGiven, record_act
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


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """The plan of a demo: what the workspace begins with, on which days what comes in.

    `deliver` puts the files of a round into the inbox; `issuing` and `next_said` are shown before
    and after; `documents` are printed at the end.
    """

    folder_name: str
    kit: Callable[[], Kit]
    issued_at: datetime
    rounds: tuple[CollectionDay, ...]
    deliver: Callable[[Workspace, int], None]
    issuing: str
    next_said: str
    documents: tuple[str, ...]


def sample(office: str | None = None) -> DemoPlan:
    """The shipped sample, or the sample office of that name."""
    return of_office(sample_office(office)) if office else _of_sample()


def _of_sample() -> DemoPlan:
    source = shipped(_SAMPLE)
    facts = tomllib.loads(read_bytes(source / _FACTS).decode())
    rounds: list[dict[str, Any]] = facts["rounds"]

    def kit() -> Kit:
        return Kit(
            settings=read_bytes(source / SETTINGS),
            roster=read_bytes(source / ROSTER),
            key=bytes.fromhex(facts["key"]),
        )

    def deliver(workspace: Workspace, number: int) -> None:
        each = rounds[number]
        inbox = workspace.folder("inbox") / each["name"]
        with _file_errors(inbox):
            shutil.copytree(source / each["folder"], inbox, copy_function=shutil.copyfile)
            _dated(inbox.iterdir(), each["played_on"])

    return DemoPlan(
        folder_name=word("demo-name"),
        kit=kit,
        issued_at=facts["issued_at"],
        rounds=tuple(CollectionDay(one["name"], one["played_on"]) for one in rounds),
        deliver=deliver,
        issuing=word("demo-issue"),
        next_said=word("demo-next"),
        documents=FOLLOWED,
    )


def of_office(office: SampleOffice) -> DemoPlan:
    """The plan for a sample office."""

    def kit() -> Kit:
        sources = replace(definitions(), own=office.templates)
        form = roster_form_of(load_definitions(sources, office.settings.decode("utf-8")).forms)
        return Kit(office.settings, office_roster(form, office), office.key, office.templates)

    def deliver(workspace: Workspace, number: int) -> None:
        each = office.rounds[number]
        inbox = workspace.folder("inbox") / each.name
        with open_session(workspace.root, each.played_on, user()) as session:
            form = session.declaration
            files = dict(office_returns(session, office, form, number))
        with _file_errors(inbox):
            inbox.mkdir(parents=True)
        for name, data in files.items():
            write_atomic(inbox / name, data)
        with _file_errors(inbox):
            _dated(inbox.iterdir(), each.played_on)

    return DemoPlan(
        folder_name=word("demo-office-name", office=office.called),
        kit=kit,
        issued_at=office.issued_at,
        rounds=office.rounds,
        deliver=deliver,
        issuing=word("demo-office-issue", office=office.called),
        next_said=word("demo-office-next"),
        documents=("overview", "notice", "handbook"),
    )


@contextlib.contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise file_error(error, path) from error


def _dated(files: Iterable[Path], day: datetime) -> None:
    """Give all files of a round the same time, so that they are read in the order of names."""
    moment = day.timestamp()
    for file in files:
        os.utime(file, (moment, moment))


def free_folder(home: Path, name: str) -> Path:
    """A folder of that name below `home` that is not there yet."""
    number = 1
    while (found := home / (name if number == 1 else f"{name}{number}")).exists():
        number += 1
    return found


def play(folder: Path, played: DemoPlan) -> None:
    """Play the drive into an empty folder; WorkspaceError when something lies there already."""
    began = monotonic()
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError("demo-folder-taken", {"path": str(folder)})
    kit = played.kit()
    out = console()
    out.print(word("demo-folder", path=str(folder)))
    days = (played.issued_at, *(each.played_on for each in played.rounds))
    out.print(word("demo-day", days=tuple(f"{day:%Y-%m-%d}" for day in days)))
    start(folder, played.issued_at, user(), kit=kit)
    _issue_and_send(folder, played)
    for number in range(len(played.rounds)):
        _round(Workspace(folder), played, number)
    _after(folder, played)
    finished(folder, played.next_said, monotonic() - began)


def played_silently(folder: Path, played: DemoPlan) -> None:
    """The same drive without a word, then its facts as JSON."""
    with contextlib.redirect_stdout(io.StringIO()):
        play(folder, played)
    days = (played.issued_at, *(each.played_on for each in played.rounds))
    made = sorted(Workspace(folder).folder("output").iterdir())
    print_json({"workspace": folder, "days": days, "documents": played.documents, "files": made})


def _heading(title: str, day: datetime) -> None:
    out = console()
    out.print()
    out.print(Rule(f"{title}（{day:%Y-%m-%d}）", align="left", characters="─"))


def _issue_and_send(folder: Path, played: DemoPlan) -> None:
    day = played.issued_at
    _heading(played.issuing, day)
    with open_session(folder, day, user()) as session:
        show.issued(session.said, issue(session), as_json=False)
        show_duties.next_said(session)
    _heading(word("demo-send"), day)
    with open_session(folder, day + timedelta(minutes=10), user()) as session:
        show.sent(session.said, send(session), as_json=False)
        show_duties.next_said(session)


def _round(workspace: Workspace, played: DemoPlan, number: int) -> None:
    last = number + 1 == len(played.rounds)
    day = played.rounds[number].played_on
    _heading(word("demo-again") if last else word("demo-collect"), day)
    played.deliver(workspace, number)
    with open_session(workspace.root, day, user()) as session:
        done = show.progress(collect(session))
        show.collected(session, done, dry_run=False, as_json=False)
        show_duties.next_said(session)
    if not last:
        _heading(word("demo-reply"), day)
        with open_session(workspace.root, day + timedelta(minutes=10), user()) as session:
            show.sent(session.said, send(session), as_json=False)
            show_duties.next_said(session)


def _after(folder: Path, played: DemoPlan) -> None:
    day = played.rounds[-1].played_on
    _heading(word("demo-merge"), day)
    with open_session(folder, day + timedelta(minutes=20), user()) as session:
        show_points.merged(session.said, merge(session), as_json=False)
        show_duties.next_said(session)
    _heading(word("demo-grade"), day)
    with open_session(folder, day + timedelta(minutes=25), user()) as session:
        show_points.graded(session.said, grade(session), everything=False, as_json=False)
    day = _decided(folder, played)
    _heading(word("demo-publish"), day)
    for name in played.documents:
        with open_session(folder, day + timedelta(minutes=30), user()) as session:
            show_points.published(session.said, publish(session, name), as_json=False)
    with open_session(folder, day + timedelta(minutes=35), user()) as session:
        show_status.boards_shown(session, status(session), as_json=False)


def _decided(folder: Path, played: DemoPlan) -> datetime:
    """Print the list for review, then record what the bodies decided; gives the last day of it."""
    day = played.rounds[-1].played_on
    _heading(word("demo-draft"), day)
    with open_session(folder, day + timedelta(minutes=30), user()) as session:
        show_points.published(session.said, publish(session, played.documents[0]), as_json=False)
        campaign = session.campaign
    _heading(word("demo-decide"), day)
    first, last = campaign.publicity_days
    issued = max(campaign.issued_on, last + timedelta(days=1))
    days = {
        Act.REVIEW: day.date(),
        Act.PUBLICITY: max(first, day.date()),
        Act.CLOSING: issued,
        Act.APPROVAL: issued,
    }
    for number, (act, on) in enumerate(days.items(), start=1):
        moment = datetime.combine(on, time(17, number))
        with open_session(folder, moment, user()) as session:
            if act is Act.CLOSING:
                _nobody_commented(session)
            paper = word("demo-paper", year=campaign.year, number=number)
            show_acts.recorded(record_act(session, act, ActGiven(paper=paper)), as_json=False)
    return moment


def _nobody_commented(session: Session) -> None:
    """The register of comments comes back and says that there were none."""
    (form, *_) = forms_about(session, {About.COMMENT})
    issue(session, form.name, late=True)
    answers = {NONE_RECEIVED: YES, "publicity": word("demo-shown")}
    said = {"form": form.name, "returns": [{"header": answers}]}
    inbox = session.workspace.folder("inbox")
    for name, data in year_returns(session, said):
        write_atomic(inbox / name, data)
    show.progress(collect(session))


def finished(folder: Path, next_said: str, seconds: float) -> None:
    """How long it took, and what lies where."""
    out = console()
    out.print(Rule(characters="─"))
    out.print(word("demo-done", seconds=round(seconds), path=str(folder)))
    for key in ("outbox", "sent_back", "output"):
        out.print(f"  {FOLDERS[key]}/  {word(screen_word('demo-' + key.replace('_', '-')))}")
    out.print(next_said)
