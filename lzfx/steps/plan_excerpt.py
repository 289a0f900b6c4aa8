"""`lzfx init --from` and `--take`: what a plan says, and a workspace of what was taken of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lzfx.campaign.plan_excerpts import contradictions, excerpts, not_found
from lzfx.checks.check import check
from lzfx.checks.context import Known, place_of
from lzfx.content.conditions import ways_said
from lzfx.errors import DefinitionError, FileError, LzfxError, WorkspaceError
from lzfx.files.definitions import definitions, parse_toml
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.files.writing import write_atomic
from lzfx.forms.records import records_of
from lzfx.forms.settings import parse_settings
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.paragraphs import paragraphs
from lzfx.intake.process.supervisor import Reader
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.codes import screen_word
from lzfx.model.excerpt import Excerpt, ExcerptKind, TakenExcerpt
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.finding import Finding, Where
from lzfx.model.roster import Roster
from lzfx.rules.grading import criteria
from lzfx.session.definitions import LoadedDefinitions, load_definitions
from lzfx.session.plan_settings import PlanSettings, Row, settings_of_plan
from lzfx.session.setting_faults import untouched
from lzfx.steps.start import Kit, Started, start
from lzfx.workbook.blank import build

FILE = "方案摘录.xlsx"
"""The workbook of the excerpts, in the folder that becomes the workspace."""


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What the plan says and what it does not; with a `file` it was written there to be confirmed.

    Without one the plan cannot be read or says nothing, as the findings tell.
    """

    excerpts: tuple[Excerpt, ...] = ()
    missing: tuple[ExcerptKind, ...] = ()
    findings: tuple[Finding, ...] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """The workspace that was made, and what else was taken; with findings none was made."""

    started: Started | None = None
    elsewhere: tuple[TakenExcerpt, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_plan(folder: Path, plan: Path, now: datetime) -> PlanRead:
    """Read a plan and write what it says into a workbook; nothing else is made or changed.

    WorkspaceError when there is a workspace already, LzfxError when there are excerpts already,
    FileError when the plan cannot be opened.
    """
    _refuse_workspace(folder)
    target = folder / FILE
    if target.exists():
        raise LzfxError("plan-excerpt-exists", {"path": str(target)})
    try:
        found = excerpts(paragraphs(read_bytes(plan)))
    except Refused as refused:
        return PlanRead(findings=(Finding(refused.code, Where(plan.name), refused.params),))
    if not found:
        return PlanRead(findings=(Finding("plan-says-nothing", Where(plan.name)),))
    loaded = load_definitions(definitions())
    form = _form(loaded)
    rows = tuple(_row(one, _remark(loaded, one, now)) for one in found)
    notes = FormNotes(heading=form.title, author="lzfx", made=now.replace(microsecond=0))
    table = form.table_about(About.EXCERPT)
    data = build(form, Filling(tables={table.name: rows} if table else {}), notes)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(target, data)
    return PlanRead(found, not_found(found), tuple(contradictions(plan.name, found)), target)


def start_taken(folder: Path, workbook: Path, now: datetime, by: str) -> PlanTaken:
    """Make a workspace with what was taken in the workbook; none where anything in it is wrong.

    WorkspaceError when there is a workspace already.
    """
    _refuse_workspace(folder)
    if not workbook.is_file():
        raise FileError("plan-excerpt-missing", {"path": str(workbook)})
    sources = definitions()
    rows, faults = _rows(_form(load_definitions(sources)), workbook, now)
    made = PlanSettings("", findings=faults) if faults else settings_of_plan(rows, now.year)
    if made.findings:
        return PlanTaken(findings=made.findings)
    _, wrong = parse_settings(workbook.name, parse_toml(workbook.name, made.text))
    if wrong:
        return PlanTaken(findings=wrong)
    return PlanTaken(start(folder, now, by, kit=Kit(made.text.encode())), made.elsewhere)


def _refuse_workspace(folder: Path) -> None:
    workspace = Workspace(folder)
    if workspace.settings.exists():
        raise WorkspaceError("workspace-exists", {"path": str(folder)})


def _form(loaded: LoadedDefinitions) -> FormSpec:
    return next(one for one in loaded.forms.values() if one.table_about(About.EXCERPT))


def _row(one: Excerpt, remark: str) -> Mapping[str, str]:
    return {
        "key": f"{one.kind}-{one.number}",
        "item": word(screen_word(f"plan-item-{one.kind.replace('_', '-')}")),
        "value": one.value,
        "paragraph": str(one.paragraph),
        "sentence": one.sentence,
        "remark": remark,
    }


def _remark(loaded: LoadedDefinitions, one: Excerpt, now: datetime) -> str:
    """Where it goes that is no setting, and what the rules say of the same level."""
    if one.kind is ExcerptKind.SEAT:
        return word("plan-into-roster")
    if one.kind is ExcerptKind.LEVEL:
        labels = loaded.labels.get("declared_level", {})
        said = {
            labels.get(str(each.level), ""): ways_said(each.ways, loaded.labels)
            for each in criteria(loaded.rules, labels, now.date())
        }
        name = one.value.partition("：")[0]
        return word("plan-into-rules", says=said.get(name) or word("plan-no-such-level"))
    if one.kind in {ExcerptKind.COLORS, ExcerptKind.MONITOR, ExcerptKind.REVIEW}:
        return word("plan-beside-rules")
    return ""


def _rows(form: FormSpec, workbook: Path, now: datetime) -> tuple[list[Row], tuple[Finding, ...]]:
    """The rows with the cells of their values, or what keeps the workbook from being read."""
    with Reader() as reader:
        answer = reader.read(workbook.name, read_bytes(workbook))
    if isinstance(answer, Refused):
        where = Where(workbook.name, answer.sheet, answer.cell)
        return [], (Finding(answer.code, where, answer.params),)
    raw = locate(answer, form, file=workbook.name, sha256="", stamp=None)
    shipped = untouched(definitions(), now.year)
    campaign, wrong = parse_settings(workbook.name, shipped)
    if campaign is None:
        raise DefinitionError(wrong)
    found = check(raw, form, Known(campaign, Roster((), ()), now.date()))
    if found.submission is None:
        return [], found.errors
    table = form.table_about(About.EXCERPT)
    rows = found.submission.tables.get(table.name, ()) if table else ()
    taken = records_of(form, found.submission.tables, TakenExcerpt)
    named = table.name if table else ""
    wheres = (place_of(raw, named, row.number, "value") for row in rows)
    return list(zip(taken, wheres, strict=True)), ()
