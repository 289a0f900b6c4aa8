"""The invented office whose documents are printed as specimens, and the records they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lzfx.campaign.prefill import filling_for
from lzfx.campaign.prefill_sources import PrefillSources
from lzfx.campaign.scoring import results
from lzfx.campaign.subjects import OFFICE
from lzfx.campaign.warning_numbers import number_said
from lzfx.checks.check import check, understood
from lzfx.checks.context import Known
from lzfx.checks.roster import roster_of
from lzfx.documents.document_kind import OfRecord
from lzfx.errors import DefinitionError
from lzfx.files.definitions import definitions, parse_toml, shipped
from lzfx.files.reading import read_bytes
from lzfx.forms.flows import parse_flow
from lzfx.forms.records import Values, whole_of
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import FormSpec
from lzfx.forms.written import raw_answers
from lzfx.model.assessment import Assessment, ScoredAssessment
from lzfx.model.finding import Finding, Where
from lzfx.model.flow import Flow, FlowSet
from lzfx.model.master import Labels, Master
from lzfx.model.roster import Roster
from lzfx.model.submission import Stamp, Submission
from lzfx.model.warning import IssuedWarning, WarningNotices, WarningRegister
from lzfx.rules.definitions import FILES, parse_rules
from lzfx.rules.grading import criteria
from lzfx.rules.warning_states import standings
from lzfx.session.definitions import load_definitions, roster_form_of

_SETTINGS = "lzfx.toml"
_ROSTER = "content/roster.toml"
_FOLDER = "specimens"
_SUBJECT = "subject"
_HEADER = "header"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class InventedOffice:
    """The campaign and roster of the sample, without points, and the forms of its records."""

    forms: Mapping[str, FormSpec]
    master: Master


def invented_office(forms: Mapping[str, FormSpec], labels: Labels) -> InventedOffice:
    """The sample office with those labels; DefinitionError for faults of its settings."""
    folder = shipped("sample_data")
    campaign, faults = parse_settings(_SETTINGS, _toml(folder / _SETTINGS))
    if campaign is None:
        raise DefinitionError(faults)
    rows = _toml(folder / _ROSTER)
    form = _answered(roster_form_of(forms), roster_form_of(_shipped_forms()), rows)
    raw = raw_answers(_ROSTER, form, rows, None)
    nobody = Known(campaign, Roster((), ()), campaign.issued_on)
    roster = roster_of(form, understood(raw, form, nobody).tables)
    grading, monitors = (_toml(shipped("form_templates") / "rules" / name) for name in FILES)
    rules, faults = parse_rules(grading, monitors)
    if rules is None:
        raise DefinitionError(faults)
    day = campaign.issued_on
    means = criteria(rules, labels.get("declared_level", ()), day)
    master = Master(campaign, roster, graded=(), labels=labels, day=day, criteria=means)
    return InventedOffice(forms, master)


def specimen_of(sample: InventedOffice, kind: OfRecord[Any]) -> tuple[Any, tuple[Finding, ...]]:
    """The invented record for documents of this kind, or None with its faults."""
    if kind.of is FlowSet:
        return specimen_flows(kind.sample, sample.master.labels)
    if kind.of is ScoredAssessment:
        assessment, faults = specimen_record(sample, kind.sample, Assessment)
        if assessment is None:
            return None, faults
        return ScoredAssessment(assessment, results(assessment)), ()
    if kind.of is WarningRegister:
        notices, faults = specimen_record(sample, kind.sample, WarningNotices)
        return (_register(sample.master, notices), ()) if notices else (None, faults)
    return specimen_record(sample, kind.sample, kind.of)


def _register(master: Master, told: WarningNotices) -> WarningRegister:
    """Those warnings as they stand on the last of their days, with nothing reported yet."""
    colors = master.labels.get("colors", {})
    levels = sorted(master.criteria, key=lambda one: one.level or 0)
    ladder = tuple(dict.fromkeys(one.color for one in levels if one.level and one.color))
    issued = [IssuedWarning(number_said(colors, one), one) for one in told.notices]
    day = max(one.issued_on or master.day for one in told.notices)
    found = standings(issued, (), (), ladder, day)
    return WarningRegister(master.campaign.year, tuple(found.values()))


def specimen_record(
    sample: InventedOffice, file: str, kind: type[_T]
) -> tuple[_T | None, tuple[Finding, ...]]:
    """The record made of the returns in `sample_data/specimens`, or None with all their errors.

    A file says which form its returns answer; each return has its answers and its subject, unless
    it is the office's own.
    """
    name = f"{file}.toml"
    raw = _toml(shipped("sample_data") / _FOLDER / name)
    usual = _shipped_forms()[raw["form"]]
    tables = {key for given in raw["returns"] for key in given} - {_SUBJECT, _HEADER}
    form = _answered(sample.forms.get(usual.name), usual, tables)
    returns: list[tuple[Submission, Values]] = []
    faults: list[Finding] = []
    for given in raw["returns"]:
        taken, found = _return(sample, name, form, given)
        faults += found
        returns += [(taken, {"unit": given.get(_SUBJECT)})] if taken else []
    if faults:
        return None, tuple(faults)
    return whole_of(form, returns, kind, {"year": sample.master.campaign.year}), ()


def _return(
    sample: InventedOffice, file: str, form: FormSpec, given: Mapping[str, Any]
) -> tuple[Submission | None, tuple[Finding, ...]]:
    """One return, checked like one that came back; without a subject it is the office's own."""
    master = sample.master
    campaign = master.campaign
    known = Known(campaign, master.roster, campaign.issued_on)
    code = given.get(_SUBJECT, OFFICE)
    subject = known.everybody.find(code, form.owed_by)
    if subject is None:
        return None, (Finding("unknown-subject", Where(file), {"value": code}),)
    sources = PrefillSources(campaign, known.everybody, master.labels["unit_kind"])
    known = replace(known, issued=filling_for(form, subject, sources))
    answers = {key: value for key, value in given.items() if key != _SUBJECT}
    answers[_HEADER] = {**known.issued.header, **answers.get(_HEADER, {})}
    stamp = Stamp(form.name, form.version, code, campaign.code)
    found = check(raw_answers(file, form, answers, stamp), form, known)
    return found.submission, found.errors


def _answered(own: FormSpec | None, usual: FormSpec, tables: Iterable[str]) -> FormSpec:
    """The form those rows are answers to.

    They are written for the shipped one; the office's own counts where it has these tables.
    """
    fits = own is not None and {table.name for table in own.tables}.issuperset(tables)
    return own if own is not None and fits else usual


@cache
def _shipped_forms() -> Mapping[str, FormSpec]:
    return load_definitions(definitions()).forms


def specimen_flows(folder: str, labels: Labels) -> tuple[FlowSet | None, tuple[Finding, ...]]:
    """The flows in a folder of `sample_data`, in the order of their file names.

    Their levels have the office's names.
    """
    words = tuple(labels.get("declared_level", {}).values())
    flows: list[Flow] = []
    faults: list[Finding] = []
    for file in sorted((shipped("sample_data") / folder).glob("*.toml")):
        flow, found = parse_flow(file.name, _toml(file))
        faults += found
        flows += [replace(flow, level_words=words or flow.level_words)] if flow else []
    return (None, tuple(faults)) if faults else (FlowSet(tuple(flows)), ())


def _toml(path: Path) -> Mapping[str, Any]:
    return parse_toml(path.name, read_bytes(path).decode("utf-8"))
