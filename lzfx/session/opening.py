"""Opening a campaign: settings, forms, rules, roster and ledger, or every fault of them at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from lzfx.campaign.definitions import (
    Files,
    roster_lacks,
    settings_faults,
)
from lzfx.campaign.subjects import Subjects
from lzfx.errors import DefinitionError, WorkspaceError
from lzfx.files.definitions import Definitions, definitions
from lzfx.files.workspace import SETTINGS, Workspace, find, settings_text
from lzfx.files.writing import clear_unfinished
from lzfx.forms.placeholders import UnfilledNames, names_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.forms.table import evolution_faults
from lzfx.ledger.queries import actions, form_names, newest_form
from lzfx.ledger.record import latest_time
from lzfx.ledger.store import Ledger, open_in_memory, open_ledger
from lzfx.model.about import About
from lzfx.model.action import Fact, Verb
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.master import Labels
from lzfx.model.office import Kinds
from lzfx.model.roster import Roster
from lzfx.rules.assessing import AssessmentRules
from lzfx.rules.definitions import Rules
from lzfx.rules.office_lists import body_faults
from lzfx.rules.publicity import open_publicity
from lzfx.rules.reviewers import FILE as REVIEWERS_FILE
from lzfx.rules.reviewers import Reviewers, nameless_bodies
from lzfx.rules.verbs import new_action
from lzfx.session.clock import clock_said, is_behind
from lzfx.session.definitions import (
    LISTS,
    LoadedDefinitions,
    declaration_of,
    points_table_of,
    read_definitions,
    read_settings,
    roster_form_of,
)
from lzfx.session.own_documents import document_faults, document_templates
from lzfx.session.record_copy import copied_at_end
from lzfx.session.roster import read_roster, roster_bytes
from lzfx.session.setting_faults import code_changed

_WRITTEN_TO = ("outbox", "sent_back", "output", "archive")
"""Folders in which a person would meet what a killed run left."""


@dataclass(frozen=True, slots=True)
class Session:
    """A campaign ready for work, with the time and the user's name of this run.

    `everybody` are all who may owe a form. `retired` are forms that the ledger knows and that have
    no definition any more. `latest` is the latest time in the record before this run. `templates`
    is the folder of document templates, with the office's own; `reviewing` says who reviews. `said`
    are advice and queries about the roster, which are given only when it was read anew, and about
    the office's clock. `at_end` is what waits until what was done is told, so that a run that is
    killed before is told by the next.
    """

    workspace: Workspace
    definitions: Definitions
    campaign: Campaign
    forms: Mapping[str, FormSpec]
    rules: Rules
    assessing: AssessmentRules
    labels: Labels
    kinds: Kinds
    roster: Roster
    everybody: Subjects
    retired: Mapping[str, FormSpec]
    ledger: Ledger
    now: datetime
    by: str
    latest: str
    templates: Path
    reviewing: Reviewers
    said: tuple[Finding, ...] = ()
    at_end: list[Callable[[], None]] = field(default_factory=list)

    def finish(self) -> None:
        """Do what waits until this run has told what it did; done when the session closes."""
        while self.at_end:
            self.at_end.pop(0)()

    @property
    def at(self) -> str:
        """The time of this run as the ledger writes it."""
        return self.now.isoformat(timespec="seconds")

    @property
    def clock_is_sure(self) -> bool:
        """Whether the office's clock can be right: not behind the record, nor before the year."""
        return not is_behind(self.now, self.latest) and self.now.year >= self.campaign.year

    def act(self, verb: Verb, about: str = "", /, **facts: Fact) -> None:
        """Record what this run does; call it inside a transaction of the ledger.

        LzfxError where the verb's guard forbids it.
        """
        self.ledger.act(new_action(self.at, self.by, verb, about, facts))

    @property
    def declaration(self) -> FormSpec:
        """The form in which risk points are declared."""
        return declaration_of(self.forms)

    @property
    def points_table(self) -> TableSpec:
        """The table in which they are declared."""
        return points_table_of(self.declaration)

    @property
    def going_out(self) -> Mapping[str, FormSpec]:
        """The forms that are issued to others, by name; those the campaign expects come first."""
        out = (form for form in self.forms.values() if form.stamped)
        return {form.name: form for form in sorted(out, key=lambda form: not form.expected)}

    @property
    def kept_forms(self) -> Mapping[str, FormSpec]:
        """Every form of which returns may be kept, also those without a definition any more."""
        return {**self.retired, **self.forms}


@contextlib.contextmanager
def open_session(start: Path, now: datetime, by: str, *, reads: bool = False) -> Iterator[Session]:
    """The campaign at `start` or above it, its ledger open.

    A copy that was opened from an archive is open only to commands that say that they only read
    (`reads`), with its ledger in memory. DefinitionError with every fault of settings, forms, rules
    and roster; WorkspaceError when there is no workspace, its ledger is missing, or the command may
    not be done there.
    """
    workspace = _workspace(start, reads=reads)
    sources = definitions(workspace.root)
    text = settings_text(workspace)
    campaign, defined, faults = _read(sources, text)
    with document_templates(sources) as templates, _ledger(workspace, campaign.code) as ledger:
        faults += (*_evolution(ledger, defined.files), *code_changed(ledger, campaign, text))
        if faults:
            raise DefinitionError(faults)
        for form in defined.forms.values():
            ledger.remember_form(form)
        data = roster_bytes(workspace)
        if not workspace.read_only:
            workspace.keep_original(data)
        roster, said = read_roster(ledger, roster_form_of(defined.forms), campaign, data, (now, by))
        latest = latest_time(ledger.connection)
        reviewing = Reviewers(defined.reviewers, campaign.bodies, now.date(), defined.kinds)
        everybody = Subjects(roster, campaign.office.name, reviewing)
        if lacking := tuple(roster_lacks(defined.files, everybody)):
            raise DefinitionError(lacking)
        _take_away_unfinished(workspace)
        session = Session(
            workspace,
            sources,
            with_last_days(campaign, defined.forms, ledger),
            _ruled(defined.forms, campaign.ruled_rows),
            defined.rules,
            defined.assessment,
            defined.labels,
            defined.kinds,
            roster,
            everybody,
            _retired(ledger, defined.forms),
            ledger,
            now,
            by,
            latest,
            templates,
            reviewing,
            (*clock_said(ledger, latest, (now, by)), *said),
        )
        yield session
        session.finish()


def _workspace(start: Path, *, reads: bool) -> Workspace:
    """The workspace at `start` or above it; WorkspaceError where only reading is allowed."""
    workspace = find(start)
    if workspace.read_only and not reads:
        raise WorkspaceError("box-read-only", {"path": str(workspace.root)})
    return workspace


@contextlib.contextmanager
def _ledger(workspace: Workspace, code: str) -> Iterator[Ledger]:
    """The ledger, with its copy kept up; of a copy from an archive only what is in memory."""
    if workspace.read_only:
        with open_in_memory(workspace.ledger) as ledger:
            yield ledger
        return
    with (
        open_ledger(workspace.ledger, workspace.keep_old_ledger) as ledger,
        copied_at_end(workspace, ledger, code),
    ):
        yield ledger


def with_last_days(campaign: Campaign, forms: Mapping[str, FormSpec], ledger: Ledger) -> Campaign:
    """The campaign in which comments on what is shown are due on the last day of it."""
    shown = open_publicity(actions(ledger))
    last = shown.until if shown and shown.until else campaign.publicity_days[1]
    commenting = (
        form
        for form in forms.values()
        if form.table_about(About.REMARK) or form.table_about(About.COMMENT)
    )
    due = {form.name: last for form in commenting}
    return replace(campaign, deadlines={**due, **campaign.deadlines})


def _take_away_unfinished(workspace: Workspace) -> None:
    for name in () if workspace.read_only else _WRITTEN_TO:
        clear_unfinished(workspace.folder(name))


def _read(sources: Definitions, text: str) -> tuple[Campaign, LoadedDefinitions, list[Finding]]:
    """The settings of that text and the definitions, with faults that do not keep from reading on.

    DefinitionError with all faults where there is no reading on.
    """
    faults: list[Finding] = []
    campaign = read_settings(sources, text, faults)
    defined = read_definitions(sources, names_of(campaign) if campaign else UnfilledNames(), faults)
    if campaign is not None and defined is not None:
        faults.extend(settings_faults(SETTINGS, campaign, defined.forms, defined.kinds))
        faults.extend(body_faults(Where(LISTS), sources.tables(LISTS), campaign.bodies))
        where = Where(REVIEWERS_FILE)
        faults.extend(nameless_bodies(where, defined.reviewers, campaign.bodies))
    faults.extend(document_faults(sources))
    if campaign is None or defined is None:
        raise DefinitionError(faults)
    return campaign, defined, faults


def _evolution(ledger: Ledger, files: Files) -> Iterator[Finding]:
    """Why forms cannot follow what the ledger holds of them."""
    for file, form in files:
        earlier = newest_form(ledger, form.name)
        yield from evolution_faults(file, earlier, form) if earlier else ()


def _retired(ledger: Ledger, forms: Mapping[str, FormSpec]) -> Mapping[str, FormSpec]:
    """The newest definitions of forms that the ledger knows and `form_templates/` no longer has."""
    gone = (name for name in form_names(ledger) if name not in forms)
    return {name: form for name in gone if (form := newest_form(ledger, name))}


def _ruled(forms: Mapping[str, FormSpec], rows: int) -> Mapping[str, FormSpec]:
    """The forms with the rows the office wants ruled in what it issues."""
    return {name: form.ruled(rows) if form.stamped else form for name, form in forms.items()}
