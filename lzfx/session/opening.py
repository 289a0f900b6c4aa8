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
from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.roster import roster_of
from lzfx.checks.rows import ROW_CHECKS
from lzfx.documents.labels import labels_of
from lzfx.errors import DefinitionError, WorkspaceError
from lzfx.files.definitions import Definitions, definitions, parse_toml
from lzfx.files.workspace import ROSTER, SETTINGS, Workspace, find, settings_text
from lzfx.files.writing import read_bytes
from lzfx.forms.lists import kinds_of, sound_lists
from lzfx.forms.parse import parse_form
from lzfx.forms.placeholders import WORDS, Names, Unsaid, names_in, names_of
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import FormSpec
from lzfx.forms.table import evolution_faults
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import newest_form, submission_by_hash
from lzfx.ledger.store import Ledger, open_ledger
from lzfx.model.action import Action
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.master import Labels
from lzfx.model.office import Kinds
from lzfx.model.roster import Roster
from lzfx.rules.definitions import FILES, Rules, parse_rules
from lzfx.session.own_documents import document_faults, document_templates

DECLARATION = "declaration"
ROSTER_FORM = "roster"
_LISTS = "lists/choices.toml"


@dataclass(frozen=True, slots=True)
class Session:
    """A campaign ready for work, with the time and the user's name of this run.

    `basis` is the digest of all that returns are judged by; `templates` is the folder of document
    templates, the office's own among them; `said` are advice and queries about
    the roster, given once, when it was read anew.
    """

    workspace: Workspace
    definitions: Definitions
    campaign: Campaign
    forms: Mapping[str, FormSpec]
    rules: Rules
    labels: Labels
    kinds: Kinds
    roster: Roster
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

    @property
    def declaration(self) -> FormSpec:
        """The form in which risk points are declared."""
        return self.forms[DECLARATION]


@dataclass(frozen=True, slots=True)
class Defined:
    """What the form templates say."""

    forms: Mapping[str, FormSpec]
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
    faults.extend(document_faults(sources))
    if campaign is None or defined is None:
        raise DefinitionError(faults)
    keep = workspace.keep_old_ledger
    with (
        document_templates(sources) as templates,
        open_ledger(workspace.ledger, keep) as ledger,
    ):
        for form in defined.forms.values():
            earlier = newest_form(ledger, form.name)
            faults.extend(evolution_faults(f"{form.name}.toml", earlier, form) if earlier else ())
        if faults:
            raise DefinitionError(faults)
        for form in defined.forms.values():
            ledger.remember_form(form)
        data = _roster_bytes(workspace)
        workspace.keep_original(data)
        roster, said = _roster(ledger, defined.forms[ROSTER_FORM], campaign, data, (now, by))
        yield Session(
            workspace,
            sources,
            campaign,
            _ruled(defined.forms, campaign.ruled_rows),
            defined.rules,
            defined.labels,
            defined.kinds,
            roster,
            ledger,
            now,
            by,
            _basis(defined, text, data),
            templates,
            said,
        )


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
    forms: dict[str, FormSpec] = {}
    for name in sources.names("forms", ".toml"):
        with _gathered(faults):
            raw = sources.toml(f"forms/{name}")
            form, found = parse_form(name, raw, lists, frozenset(ROW_CHECKS), names)
            faults.extend(found)
            if form is not None:
                forms[form.name] = form
    rules = None
    with _gathered(faults):
        grading, monitors = (sources.toml(f"rules/{name}") for name in FILES)
        rules, found = parse_rules(grading, monitors, form=forms.get(DECLARATION))
        faults.extend(found)
    if rules is None or len(faults) > before:
        return None
    return Defined(forms, rules, labels_of(forms[DECLARATION], lists), kinds_of(lists))


@contextlib.contextmanager
def _gathered(faults: list[Finding]) -> Iterator[None]:
    try:
        yield
    except DefinitionError as error:
        faults.extend(error.findings)


def _roster_bytes(workspace: Workspace) -> bytes:
    if not workspace.roster.is_file():
        raise WorkspaceError("roster-missing", {"path": str(workspace.roster)})
    return read_bytes(workspace.roster)


def _roster(
    ledger: Ledger, form: FormSpec, campaign: Campaign, data: bytes, when: tuple[datetime, str]
) -> tuple[Roster, tuple[Finding, ...]]:
    """The roster in those bytes; one that was read before comes from the ledger."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = submission_by_hash(ledger, form, sha256)
    if known is not None:
        return roster_of(known.tables), ()
    with Reader() as reader:
        answer = reader.read(ROSTER, data)
    if isinstance(answer, Refused):
        where = Where(ROSTER, answer.sheet, answer.cell)
        raise DefinitionError([Finding(answer.code, where, answer.params)])
    raw = locate(answer, form, file=ROSTER, sha256=sha256, stamp=None)
    now, by = when
    found = check(raw, form, Known(campaign, Roster((), ()), now.date()))
    faults = _roster_faults(found)
    if found.submission is None or faults:
        raise DefinitionError([*found.errors, *faults])
    at = now.isoformat(timespec="seconds")
    with ledger.transaction():
        ledger.append(form, found.submission, at, by)
        ledger.act(Action(at, by, ROSTER_FORM, "", ROSTER, sha256))
    return roster_of(found.submission.tables), found.findings


def _roster_faults(found: Checked) -> tuple[Finding, ...]:
    if found.submission is not None and not found.submission.tables["units"]:
        return (Finding("roster-empty", Where(ROSTER)),)
    return ()


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
