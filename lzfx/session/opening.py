"""Opening a campaign: settings, forms, rules, roster and ledger, or every fault of them at once."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import lzfx
from lzfx.campaign.definitions import (
    Files,
    roster_lacks,
    settings_faults,
)
from lzfx.campaign.subjects import Subjects
from lzfx.errors import DefinitionError
from lzfx.files.definitions import Definitions, definitions
from lzfx.files.workspace import SETTINGS, Workspace, find, settings_text
from lzfx.forms.placeholders import UnfilledNames, names_of
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.forms.table import evolution_faults
from lzfx.ledger.queries import form_names, newest_form
from lzfx.ledger.store import Ledger, open_ledger
from lzfx.model.action import Fact, Verb
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.master import Labels
from lzfx.model.office import Kinds
from lzfx.model.roster import Roster
from lzfx.rules.definitions import Rules
from lzfx.rules.office_lists import body_faults
from lzfx.rules.verbs import new_action
from lzfx.session.definitions import (
    LISTS,
    LoadedDefinitions,
    declaration_of,
    points_table_of,
    read_definitions,
    read_settings,
    roster_form_of,
    rules_digest,
)
from lzfx.session.own_documents import document_faults, document_templates
from lzfx.session.roster import read_roster, roster_bytes


@dataclass(frozen=True, slots=True)
class Session:
    """A campaign ready for work, with the time and the user's name of this run.

    `everybody` are all who may owe a form. `retired` are forms that the ledger knows and that have
    no definition any more. `basis` is the digest of all that returns are judged by. `templates` is
    the folder of document templates, with the office's own. `said` are advice and queries about the
    roster; they are given only when it was read anew.
    """

    workspace: Workspace
    definitions: Definitions
    campaign: Campaign
    forms: Mapping[str, FormSpec]
    rules: Rules
    labels: Labels
    kinds: Kinds
    roster: Roster
    everybody: Subjects
    retired: Mapping[str, FormSpec]
    ledger: Ledger
    now: datetime
    by: str
    basis: str
    templates: Path
    said: tuple[Finding, ...] = ()

    @property
    def at(self) -> str:
        """The time of this run as the ledger writes it."""
        return self.now.isoformat(timespec="seconds")

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
def open_session(start: Path, now: datetime, by: str) -> Iterator[Session]:
    """The campaign at `start` or above it, its ledger open.

    DefinitionError with every fault of settings, forms, rules and roster; WorkspaceError when
    there is no workspace or its ledger is missing.
    """
    workspace = find(start)
    sources = definitions(workspace.root)
    text = settings_text(workspace)
    campaign, defined, faults = _read(sources, text)
    keep = workspace.keep_old_ledger
    with (
        document_templates(sources) as templates,
        open_ledger(workspace.ledger, keep) as ledger,
    ):
        faults.extend(_evolution(ledger, defined.files))
        if faults:
            raise DefinitionError(faults)
        for form in defined.forms.values():
            ledger.remember_form(form)
        data = roster_bytes(workspace)
        workspace.keep_original(data)
        roster, said = read_roster(ledger, roster_form_of(defined.forms), campaign, data, (now, by))
        everybody = Subjects(roster, campaign.bodies, campaign.office.name)
        if lacking := tuple(roster_lacks(defined.files, everybody)):
            raise DefinitionError(lacking)
        yield Session(
            workspace,
            sources,
            campaign,
            _ruled(defined.forms, campaign.ruled_rows),
            defined.rules,
            defined.labels,
            defined.kinds,
            roster,
            everybody,
            _retired(ledger, defined.forms),
            ledger,
            now,
            by,
            _basis(defined, text, data),
            templates,
            said,
        )


def _read(sources: Definitions, text: str) -> tuple[Campaign, LoadedDefinitions, list[Finding]]:
    """The settings of that text and the definitions, with faults that do not keep from reading on.

    DefinitionError with all faults where there is no reading on.
    """
    faults: list[Finding] = []
    campaign = read_settings(sources, text, faults)
    defined = read_definitions(sources, names_of(campaign) if campaign else UnfilledNames(), faults)
    if campaign is not None and defined is not None:
        faults.extend(settings_faults(SETTINGS, campaign, defined.forms))
        faults.extend(body_faults(Where(LISTS), sources.tables(LISTS), campaign.bodies))
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


def _basis(defined: LoadedDefinitions, settings: str, roster: bytes) -> str:
    """The digest of everything a return is judged by, the program's version too."""
    digest = hashlib.sha256(lzfx.__version__.encode())
    for form in defined.forms.values():
        digest.update(form.model_dump_json(by_alias=True).encode())
    digest.update(rules_digest(defined.rules).encode())
    digest.update(settings.encode())
    digest.update(roster)
    return digest.hexdigest()
