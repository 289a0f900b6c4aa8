"""Reads what form templates and settings define: forms, rules, lists, or every fault of them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lzfx.campaign.definitions import (
    Files,
    declares_points,
    definition_faults,
)
from lzfx.checks.registry import ROW_CHECKS, check_faults
from lzfx.documents.labels import labels_of
from lzfx.errors import DefinitionError
from lzfx.files.definitions import Definitions
from lzfx.files.workspace import SETTINGS
from lzfx.forms.holidays import parse_holidays
from lzfx.forms.lists import (
    Lists,
    kinds_of,
    sound_lists,
    with_assessed_kinds,
    with_revised_fields,
)
from lzfx.forms.parse import parse_form
from lzfx.forms.placeholders import WORDS, Names, names_in, names_of
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.forms.toml_faults import TomlText, read_toml
from lzfx.forms.toml_text import Lines, Path
from lzfx.model.about import About
from lzfx.model.calendar import Calendar
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Where
from lzfx.model.master import Labels
from lzfx.model.office import Kinds
from lzfx.rules.assessing import FILE as ASSESSMENT_FILE
from lzfx.rules.assessing import AssessmentRules, parse_assessment
from lzfx.rules.definitions import FILES, Rules, parse_rules
from lzfx.rules.office_lists import list_faults
from lzfx.rules.point_fields import point_field_faults
from lzfx.rules.reviewers import FILE as REVIEWERS_FILE
from lzfx.rules.reviewers import ReviewRules, box_faults, parse_reviewers

REVIEWERS = f"rules/{REVIEWERS_FILE}"
ASSESSMENT = f"rules/{ASSESSMENT_FILE}"
LISTS_FILE = "choices.toml"
LISTS = f"lists/{LISTS_FILE}"
HOLIDAYS = "lists/holidays.toml"


@dataclass(frozen=True, slots=True)
class LoadedDefinitions:
    """All that the form templates define; `files` are the forms with the names of their files."""

    forms: Mapping[str, FormSpec]
    files: Files
    rules: Rules
    reviewers: ReviewRules
    assessment: AssessmentRules
    labels: Labels
    kinds: Kinds


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


def read_settings(sources: Definitions, text: str, faults: list[Finding]) -> Campaign | None:
    """The campaign of a settings text, or None after its faults were added."""
    read = read_toml(SETTINGS, text)
    campaign, found = parse_settings(SETTINGS, read.values, _shipped_words(sources))
    faults.extend(_told(SETTINGS, read, found))
    calendar = _calendar(sources, faults)
    if read.faults or campaign is None:
        return None
    return replace(campaign, publicity=replace(campaign.publicity, calendar=calendar))


def _calendar(sources: Definitions, faults: list[Finding]) -> Calendar:
    """The public holidays; an own file adds years, and replaces those that it has."""
    calendar = Calendar()
    with _faults_added_to(faults):
        calendar, found = parse_holidays(HOLIDAYS, sources.tables(HOLIDAYS))
        faults.extend(_told(HOLIDAYS, sources.read(HOLIDAYS), found))
    return calendar


def _told(file: str, read: TomlText, found: Iterable[Finding]) -> Iterator[Finding]:
    """The faults of a text and of its values, each at its line; of one line only the first ones."""
    taken = {one.where for one in read.faults}
    placed = list(found)
    # A file without faults, which is nearly every one, need not be gone through for its lines.
    if any(map(_keys, placed)):
        lines = Lines.of(file, read.text)
        placed = [
            replace(one, where=lines.where(keys)) if (keys := _keys(one)) else one for one in placed
        ]
    yield from read.faults
    yield from (one for one in placed if one.where not in taken)


def _keys(one: Finding) -> Path:
    """The keys that lead to a fault, where it has a place in the file."""
    keys = one.params.get("keys")
    return keys if isinstance(keys, tuple) else ()


def _shipped_words(sources: Definitions) -> Mapping[str, Any]:
    """Words for where the settings have none; faults of the lists are reported with the lists."""
    try:
        words = sources.tables(LISTS).get(WORDS)
    except DefinitionError:
        return {}
    return words if isinstance(words, dict) else {}


def load_definitions(sources: Definitions, settings: str = "") -> LoadedDefinitions:
    """All forms and rules, with the names of the settings filled in (else with shipped words).

    DefinitionError with every fault of all of them.
    """
    faults: list[Finding] = []
    names = names_in(sources.tables(LISTS))
    if settings and (campaign := read_settings(sources, settings, faults)):
        names = names_of(campaign)
    found = read_definitions(sources, names, faults)
    if found is None or faults:
        raise DefinitionError(faults)
    return found


def read_definitions(
    sources: Definitions, names: Names, faults: list[Finding]
) -> LoadedDefinitions | None:
    """All forms and rules with names filled in, or None after their faults were added."""
    before = len(faults)
    try:
        lists, found_in_lists = sound_lists(LISTS, sources.tables(LISTS), names)
        faults.extend(_told(LISTS, sources.read(LISTS), found_in_lists))
    except DefinitionError as error:
        faults.extend(error.findings)
        return None
    files: list[tuple[str, FormSpec]] = []
    texts_of_forms: dict[str, TomlText] = {}
    for name in sources.names("forms", ".toml"):
        with _faults_added_to(faults):
            texts_of_forms[name] = sources.read(f"forms/{name}")
    lists = with_assessed_kinds(lists)
    lists = with_revised_fields(lists, [read.values for read in texts_of_forms.values()], names)
    for name, read in texts_of_forms.items():
        with _faults_added_to(faults):
            form, found = parse_form(name, read.values, lists, frozenset(ROW_CHECKS), names)
            faults.extend(_told(name, read, found))
            if form is not None and not read.faults:
                files.append((name, form))
    if len(faults) == before:
        faults.extend(definition_faults(files))
    forms = {form.name: form for _, form in files}
    declaring = declares_points(forms.values())
    rules = None
    with _faults_added_to(faults):
        texts = {name: sources.read(f"rules/{name}") for name in FILES}
        grading, monitors = (one.values for one in texts.values())
        rules, found = parse_rules(grading, monitors, form=declaring, lists=lists)
        for name, read in texts.items():
            faults.extend(_told(name, read, (one for one in found if one.where.file == name)))
    kinds = kinds_of(lists)
    reviewers = _reviewers(sources, lists, faults)
    assessment = _assessment(sources, kinds, faults)
    for file, form in files:
        faults.extend(check_faults(Where(file), form))
        faults.extend(box_faults(Where(file), form, reviewers))
        if form is declaring:
            faults.extend(point_field_faults(Where(file), form))
    faults.extend(list_faults(Where(LISTS), lists))
    if rules is None or declaring is None or len(faults) > before:
        return None
    worked_out = {one.name: one.title for one in rules.products}
    labels = labels_of(declaring, lists, worked_out)
    return LoadedDefinitions(forms, files, rules, reviewers, assessment, labels, kinds)


def _reviewers(sources: Definitions, lists: Lists, faults: list[Finding]) -> ReviewRules:
    """Who reviews what; nobody after the faults of the file were added."""
    with _faults_added_to(faults):
        read = sources.read(REVIEWERS)
        rules, found = parse_reviewers(read.values, REVIEWERS_FILE, lists)
        faults.extend(_told(REVIEWERS_FILE, read, found))
        return rules
    return ReviewRules()


def _assessment(sources: Definitions, kinds: Kinds, faults: list[Finding]) -> AssessmentRules:
    """How is assessed; nothing after the faults of the file were added."""
    with _faults_added_to(faults):
        read = sources.read(ASSESSMENT)
        rules, found = parse_assessment(read.values, ASSESSMENT_FILE, kinds)
        faults.extend(_told(ASSESSMENT_FILE, read, found))
        return rules
    return AssessmentRules()


@contextlib.contextmanager
def _faults_added_to(faults: list[Finding]) -> Iterator[None]:
    try:
        yield
    except DefinitionError as error:
        faults.extend(error.findings)


def rules_digest(rules: Rules) -> str:
    """SHA-256 of the rules as they are understood."""
    return hashlib.sha256(json.dumps(repr(rules)).encode()).hexdigest()
