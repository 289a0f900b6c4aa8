"""Opening a campaign: settings, forms, rules, roster and ledger, or every fault of them at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import lzfx
from lzfx.campaign.definitions import (
    Files,
    declares_points,
    definition_faults,
    roster_lacks,
    settings_faults,
)
from lzfx.campaign.subjects import Subjects
from lzfx.checks.rows import ROW_CHECKS
from lzfx.documents.labels import labels_of
from lzfx.errors import DefinitionError
from lzfx.files.definitions import Definitions, definitions, parse_toml
from lzfx.files.workspace import SETTINGS, Workspace, find, settings_text
from lzfx.forms.lists import kinds_of, sound_lists
from lzfx.forms.parse import parse_form
from lzfx.forms.placeholders import WORDS, Names, Unsaid, names_in, names_of
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.forms.table import evolution_faults
from lzfx.ledger.queries import form_names, newest_form
from lzfx.ledger.store import Ledger, open_ledger
from lzfx.model.about import About
from lzfx.model.action import Fact, Verb
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.master import Labels
from lzfx.model.office import Kinds
from lzfx.model.roster import Roster
from lzfx.rules.definitions import FILES, Rules, parse_rules
from lzfx.rules.office_lists import body_faults, list_faults
from lzfx.rules.point_fields import point_field_faults
from lzfx.rules.verbs import made
from lzfx.session.own_documents import document_faults, document_templates
from lzfx.session.roster import read_roster, roster_bytes

LISTS_FILE = "choices.toml"
_LISTS = f"lists/{LISTS_FILE}"


@dataclass(frozen=True, slots=True)
class Session:
    """A campaign ready for work, with the time and the user's name of this run.

    `retired` are forms that no definition is left of, as the ledger knows them; `everybody` may
    owe a form. `basis` is the digest of all that returns are judged by; `templates` is the folder
    of document templates, the office's own among them; `said` are advice and queries about the
    roster, given once, when it was read anew.
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
        """Record what this run does; it wants to stand inside a transaction of the ledger.

        LzfxError where the verb's guard forbids it.
        """
        self.ledger.act(made(self.at, self.by, verb, about, facts))

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
        """The forms that are issued to somebody, by name; those the campaign expects come first."""
        out = (form for form in self.forms.values() if form.stamped)
        return {form.name: form for form in sorted(out, key=lambda form: not form.expected)}

    @property
    def kept_forms(self) -> Mapping[str, FormSpec]:
        """Every form of which returns may be kept, those without a definition among them."""
        return {**self.retired, **self.forms}


def declaration_of(forms: Mapping[str, FormSpec]) -> FormSpec:
    """The form in which risk points are declared; that there is one was checked when opening."""
    form = declares_points(forms.values())
    assert form is not None  # noqa: S101 - told as `definition-no-points` before
    return form


def points_table_of(declaration: FormSpec) -> TableSpec:
    """The table of that form whose rows are risk points."""
    table = declaration.table_about(About.RISK_POINT)
    assert table is not None  # noqa: S101 - it is what the form was chosen by
    return table


def roster_form_of(forms: Mapping[str, FormSpec]) -> FormSpec:
    """The form of the roster: the one with a table of units that is issued to nobody."""
    return next(one for one in forms.values() if one.table_about(About.UNIT) and not one.stamped)


@dataclass(frozen=True, slots=True)
class Defined:
    """What the form templates say; `files` are the forms with the files they stand in."""

    forms: Mapping[str, FormSpec]
    files: Files
    rules: Rules
    labels: Labels
    kinds: Kinds


@contextlib.contextmanager
def opened(start: Path, now: datetime, by: str) -> Iterator[Session]:
    """The campaign at `start` or above it, its ledger open.

    DefinitionError with every fault of settings, forms, rules and roster; WorkspaceError when
    there is no workspace or its ledger is missing.
    """
    workspace = find(start)
    sources = definitions(workspace.root)
    faults: list[Finding] = []
    text = settings_text(workspace)
    campaign = _settings(sources, text, faults)
    defined = _collected(sources, names_of(campaign) if campaign else Unsaid(), faults)
    if campaign is not None and defined is not None:
        faults.extend(settings_faults(SETTINGS, campaign, defined.forms))
        faults.extend(body_faults(Where(_LISTS), sources.tables(_LISTS), campaign.bodies))
    faults.extend(document_faults(sources))
    if campaign is None or defined is None:
        raise DefinitionError(faults)
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


def _evolution(ledger: Ledger, files: Files) -> Iterator[Finding]:
    """Why forms cannot follow what the ledger holds of them."""
    for file, form in files:
        earlier = newest_form(ledger, form.name)
        yield from evolution_faults(file, earlier, form) if earlier else ()


def _retired(ledger: Ledger, forms: Mapping[str, FormSpec]) -> Mapping[str, FormSpec]:
    """The newest definitions of forms that the ledger knows and `form_templates/` has no more."""
    gone = (name for name in form_names(ledger) if name not in forms)
    return {name: form for name in gone if (form := newest_form(ledger, name))}


def _ruled(forms: Mapping[str, FormSpec], rows: int) -> Mapping[str, FormSpec]:
    """The forms with the rows the office wants ruled in what it issues."""
    return {name: form.ruled(rows) if form.stamped else form for name, form in forms.items()}


def _settings(sources: Definitions, text: str, faults: list[Finding]) -> Campaign | None:
    campaign = None
    with _gathered(faults):
        raw = parse_toml(SETTINGS, text)
        campaign, found = parse_settings(SETTINGS, raw, _shipped_words(sources))
        faults.extend(found)
    return campaign


def _shipped_words(sources: Definitions) -> Mapping[str, Any]:
    """The words that count where the settings have none; faults of the lists are told with them."""
    try:
        words = sources.tables(_LISTS).get(WORDS)
    except DefinitionError:
        return {}
    return words if isinstance(words, dict) else {}


def defined(sources: Definitions, settings: str = "") -> Defined:
    """All forms and rules under settings; DefinitionError with every fault of all of them.

    Without settings the shipped words are filled in.
    """
    faults: list[Finding] = []
    names = names_in(sources.tables(_LISTS))
    if settings and (campaign := _settings(sources, settings, faults)):
        names = names_of(campaign)
    found = _collected(sources, names, faults)
    if found is None or faults:
        raise DefinitionError(faults)
    return found


def _collected(sources: Definitions, names: Names, faults: list[Finding]) -> Defined | None:
    """All forms and rules with names filled in, or None after their faults were added."""
    before = len(faults)
    try:
        lists, found_in_lists = sound_lists(_LISTS, sources.tables(_LISTS), names)
    except DefinitionError as error:
        faults.extend(error.findings)
        return None
    faults.extend(found_in_lists)
    files: list[tuple[str, FormSpec]] = []
    for name in sources.names("forms", ".toml"):
        with _gathered(faults):
            raw = sources.toml(f"forms/{name}")
            form, found = parse_form(name, raw, lists, frozenset(ROW_CHECKS), names)
            faults.extend(found)
            if form is not None:
                files.append((name, form))
    if len(faults) == before:
        faults.extend(definition_faults(files))
    forms = {form.name: form for _, form in files}
    declaring = declares_points(forms.values())
    rules = None
    with _gathered(faults):
        grading, monitors = (sources.toml(f"rules/{name}") for name in FILES)
        rules, found = parse_rules(grading, monitors, form=declaring, lists=lists)
        faults.extend(found)
    for file, form in files:
        if form is declaring:
            faults.extend(point_field_faults(Where(file), form))
    faults.extend(list_faults(Where(_LISTS), lists))
    if rules is None or declaring is None or len(faults) > before:
        return None
    worked_out = {one.name: one.title for one in rules.products}
    labels = labels_of(declaring, lists, worked_out)
    return Defined(forms, files, rules, labels, kinds_of(lists))


@contextlib.contextmanager
def _gathered(faults: list[Finding]) -> Iterator[None]:
    try:
        yield
    except DefinitionError as error:
        faults.extend(error.findings)


def _basis(defined: Defined, settings: str, roster: bytes) -> str:
    """The digest of everything a return is judged by, the program's version too."""
    digest = hashlib.sha256(lzfx.__version__.encode())
    for form in defined.forms.values():
        digest.update(form.model_dump_json(by_alias=True).encode())
    digest.update(rules_digest(defined.rules).encode())
    digest.update(settings.encode())
    digest.update(roster)
    return digest.hexdigest()


def rules_digest(rules: Rules) -> str:
    """SHA-256 of the rules as they are understood."""
    return hashlib.sha256(json.dumps(repr(rules)).encode()).hexdigest()
