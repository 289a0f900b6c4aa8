"""`lzfx publish --specimen`: documents printed with invented data, to see them before there is any.

The registry stands apart from that of `publish`: nothing here touches the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lzfx.content.blocks import Document
from lzfx.documents.letters.assessment_letter import assessment_letter
from lzfx.documents.letters.criticism_letter import criticism_gaps, criticism_letter
from lzfx.documents.letters.warning_notice import warning_form, warning_letter
from lzfx.documents.letters.warning_readiness import warning_gaps
from lzfx.documents.papers.feedback_form import feedback_forms, feedback_gaps
from lzfx.documents.registers.archive_catalogue import archive_catalogue, archive_gaps
from lzfx.documents.registers.assessment_readiness import assessment_gaps, assessment_letter_gaps
from lzfx.documents.registers.assessment_sheets import assessment_sheets
from lzfx.documents.registers.box_notes import box_note_gaps, box_notes, box_spines
from lzfx.documents.registers.comment_table import (
    comment_gaps,
    comment_letter,
    comment_letter_gaps,
    comment_table,
)
from lzfx.documents.registers.control_overview import control_gaps, control_overview
from lzfx.documents.registers.correction_record import correction_gaps, correction_record
from lzfx.documents.registers.flowcharts import flow_book, flow_chart, risk_control_chart
from lzfx.documents.registers.power_catalogue import catalogue_gaps, power_catalogue
from lzfx.documents.registers.revision_table import revision_gaps, revision_table
from lzfx.documents.registers.rules_review_table import review_gaps, rules_review_table
from lzfx.errors import DefinitionError, LzfxError
from lzfx.files.whole import write_whole
from lzfx.flow.checks import flows_faults
from lzfx.model.archive import Archive
from lzfx.model.assessment import Assessment, Criticisms
from lzfx.model.comment import CommentRound
from lzfx.model.control import ControlOverview
from lzfx.model.correction import CorrectionRecord
from lzfx.model.finding import Finding, Severity
from lzfx.model.flow import FlowSet
from lzfx.model.master import Master
from lzfx.model.power import PowerCatalogue
from lzfx.model.revision import RevisionRecord
from lzfx.model.rules_review import RulesReview
from lzfx.model.warning import Feedbacks, WarningNotices
from lzfx.render.fonts import FontChoice
from lzfx.rules.scoring import results
from lzfx.session.opening import Session
from lzfx.session.printing import file_name, prints_of
from lzfx.session.specimen_data import Invented, invented, specimen_flows, specimen_record

FOLDER = "样张"
"""The folder below 成果, and what every file name in it begins with."""

_FLOWS = "content/flows"

Record = Any
"""The record of a model; which one, the entry of the registry says."""


@dataclass(frozen=True, slots=True)
class Specimen:
    """How one document is made: the file and kind of its data, its check and its builders.

    `name` is what a clerk calls it; a `table` comes as a workbook, too, and what is `public` as a
    page for the office's site.
    """

    name: str
    file: str
    kind: type[Record]
    gaps: Callable[[Master, Record], tuple[Finding, ...]]
    builders: tuple[Callable[[Master, Record], Document], ...]
    each: Callable[[Record], tuple[Record, ...]] = lambda record: (record,)
    read: Callable[[Invented, str, type[Record]], tuple[Record | None, tuple[Finding, ...]]] = (
        specimen_record
    )
    table: bool = False
    public: bool = False


def flow_gaps(_: Master, bound: FlowSet) -> tuple[Finding, ...]:
    """What forbids drawing the flows of a set."""
    return tuple(one for one in flows_faults(bound.flows) if one.severity is Severity.ERROR)


SPECIMENS: tuple[Specimen, ...] = (
    Specimen(
        "职权目录",
        "power_catalogue",
        PowerCatalogue,
        catalogue_gaps,
        (power_catalogue,),
        table=True,
        public=True,
    ),
    Specimen(
        "权力运行流程图",
        _FLOWS,
        FlowSet,
        flow_gaps,
        (lambda master, flow: flow_chart(flow, master.campaign),),
        each=lambda bound: bound.flows,
        read=specimen_flows,
    ),
    Specimen(
        "廉政风险防控图",
        _FLOWS,
        FlowSet,
        flow_gaps,
        (lambda master, flow: risk_control_chart(flow, master.campaign),),
        each=lambda bound: bound.flows,
        read=specimen_flows,
    ),
    Specimen(
        "权力运行流程图集",
        _FLOWS,
        FlowSet,
        flow_gaps,
        (lambda master, bound: flow_book(bound.flows, master.campaign, master.day),),
        read=specimen_flows,
    ),
    Specimen(
        "制度梳理表", "rules_review", RulesReview, review_gaps, (rules_review_table,), table=True
    ),
    Specimen(
        "风险防控一览表",
        "control_overview",
        ControlOverview,
        control_gaps,
        (control_overview,),
        table=True,
    ),
    Specimen(
        "意见采纳情况表",
        "comment_table",
        CommentRound,
        comment_gaps,
        (comment_table,),
        table=True,
        public=True,
    ),
    Specimen(
        "意见采纳情况通报", "comment_table", CommentRound, comment_letter_gaps, (comment_letter,)
    ),
    Specimen(
        "修订记录表", "revision_table", RevisionRecord, revision_gaps, (revision_table,), table=True
    ),
    Specimen(
        "预警提示书",
        "warning",
        WarningNotices,
        warning_gaps,
        (warning_letter, warning_form),
        each=lambda warnings: warnings.notices,
    ),
    Specimen("整改反馈表", "feedback", Feedbacks, feedback_gaps, (feedback_forms,)),
    Specimen(
        "动态纠错检查记录",
        "correction_record",
        CorrectionRecord,
        correction_gaps,
        (correction_record,),
        table=True,
    ),
    Specimen(
        "考核评分表",
        "assessment",
        Assessment,
        lambda master, one: assessment_gaps(master, one, results(one)),
        (lambda master, one: assessment_sheets(master, one, results(one)),),
        table=True,
    ),
    Specimen(
        "考核通报",
        "assessment",
        Assessment,
        lambda master, one: assessment_letter_gaps(master, one, results(one)),
        (lambda master, one: assessment_letter(master, one, results(one)),),
    ),
    Specimen(
        "通报批评",
        "criticism",
        Criticisms,
        criticism_gaps,
        (criticism_letter,),
        each=lambda bound: bound.criticisms,
    ),
    Specimen("归档文件目录", "archive", Archive, archive_gaps, (archive_catalogue,), table=True),
    Specimen("备考表", "archive", Archive, box_note_gaps, (box_notes,)),
    Specimen("脊背标签", "archive", Archive, archive_gaps, (box_spines,)),
)
"""Every document that can be looked at before its data is gathered, in the order of the work."""


@dataclass(frozen=True, slots=True)
class SpecimensPrinted:
    """What was printed; a document with `findings`, of its data or its prints, was not."""

    files: tuple[Path, ...] = ()
    pages: int = 0
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def specimen(session: Session, name: str | None, fonts: FontChoice = "auto") -> SpecimensPrinted:
    """Print one document with invented data, or all of them; LzfxError for unknown names."""
    sample = invented(session.forms, session.labels)
    master = sample.master
    folder = session.workspace.folder("output") / FOLDER
    templates = session.templates
    done = SpecimensPrinted()
    for one in _chosen(name):
        record, faults = one.read(sample, one.file, one.kind)
        gaps = faults or one.gaps(master, record)
        if gaps:
            done = _added(done, findings=gaps)
            continue
        for document in documents(master, one, record):
            prints = prints_of(document, formats_of(one), templates, fonts)
            if prints.faults:
                done = _added(done, findings=prints.faults)
                continue
            files = tuple(
                write_whole(folder / f"{FOLDER} {file_name(document, kind)}", data)
                for kind, data in prints.files.items()
            )
            done = _added(done, files, len(prints.pages), prints.substituted)
    return done


def documents(master: Master, one: Specimen, record: Record) -> Iterator[Document]:
    """Every document of a specimen: of each of its parts, what each builder makes."""
    for part in one.each(record):
        for build in one.builders:
            yield build(master, part)


def all_documents(sample: Invented) -> Iterator[tuple[Specimen, Document]]:
    """All specimens as documents, for whoever wants to look at every block there is."""
    for one in SPECIMENS:
        record, faults = one.read(sample, one.file, one.kind)
        if faults:
            raise DefinitionError(faults)
        for document in documents(sample.master, one, record):
            yield one, document


def _chosen(name: str | None) -> tuple[Specimen, ...]:
    file = (name or "").replace("-", "_")
    found = tuple(one for one in SPECIMENS if name in (None, one.name) or file == one.file)
    if not found:
        names = tuple(one.name for one in SPECIMENS)
        raise LzfxError("document-unknown", {"value": name, "documents": names})
    return found


def formats_of(one: Specimen) -> tuple[str, ...]:
    """The formats a specimen comes in."""
    table = ("xlsx",) if one.table else ()
    return ("pdf", "docx", *table, *(("html",) if one.public else ()))


def _added(
    done: SpecimensPrinted,
    files: tuple[Path, ...] = (),
    pages: int = 0,
    substituted: tuple[str, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> SpecimensPrinted:
    return SpecimensPrinted(
        (*done.files, *files),
        done.pages + pages,
        tuple(dict.fromkeys((*done.substituted, *substituted))),
        (*done.findings, *findings),
    )
