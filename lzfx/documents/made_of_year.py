"""The documents of the year after an edition: warnings, checks, measures, assessment, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lzfx.documents.document_kind import Later, OfMaster, OfRecord
from lzfx.documents.readiness import nothing_to_publish
from lzfx.model.accountability import AccountabilityRecord
from lzfx.model.archive import Archive
from lzfx.model.assessment import Criticisms, ScoredAssessment
from lzfx.model.correction import CorrectionRecord
from lzfx.model.warning import Feedbacks, WarningNotices, WarningRegister

if TYPE_CHECKING:  # the type checker sees the modules; a run loads one when its document is built
    from lzfx.documents.letters import (
        assessment_letter,
        criticism_letter,
        warning_notice,
        warning_readiness,
    )
    from lzfx.documents.lists import (
        annual_changes,
        burden_table,
        check_coverage,
        check_sample,
        measure_progress,
    )
    from lzfx.documents.papers import feedback_form, monitor_sheets, month_sheets, unit_slips
    from lzfx.documents.registers import (
        accountability_register,
        archive_catalogue,
        archive_covers,
        assessment_basis,
        assessment_readiness,
        assessment_sheets,
        box_notes,
        correction_record,
        warning_register,
    )
else:
    assessment_letter = Later("letters.assessment_letter")
    criticism_letter = Later("letters.criticism_letter")
    warning_notice = Later("letters.warning_notice")
    warning_readiness = Later("letters.warning_readiness")
    annual_changes = Later("lists.annual_changes")
    burden_table = Later("lists.burden_table")
    check_coverage = Later("lists.check_coverage")
    check_sample = Later("lists.check_sample")
    measure_progress = Later("lists.measure_progress")
    feedback_form = Later("papers.feedback_form")
    monitor_sheets = Later("papers.monitor_sheets")
    month_sheets = Later("papers.month_sheets")
    unit_slips = Later("papers.unit_slips")
    accountability_register = Later("registers.accountability_register")
    archive_catalogue = Later("registers.archive_catalogue")
    archive_covers = Later("registers.archive_covers")
    assessment_basis = Later("registers.assessment_basis")
    assessment_readiness = Later("registers.assessment_readiness")
    assessment_sheets = Later("registers.assessment_sheets")
    box_notes = Later("registers.box_notes")
    correction_record = Later("registers.correction_record")
    warning_register = Later("registers.warning_register")

RECORDS_OF_YEAR: tuple[OfRecord[Any], ...] = (
    OfRecord(
        name="warning-notice",
        titles=("预警提示书",),
        of=WarningNotices,
        sample="warning",
        missing=warning_readiness.warning_gaps,
        builders=(
            warning_notice.warning_letter,
            warning_notice.warning_form,
        ),
        parts=lambda warnings: warnings.notices,
    ),
    OfRecord(
        name="feedback-form",
        titles=("整改反馈表",),
        of=Feedbacks,
        sample="feedback",
        missing=feedback_form.feedback_gaps,
        builders=(feedback_form.feedback_forms,),
    ),
    OfRecord(
        name="warning-register",
        titles=("预警台账",),
        table=True,
        of=WarningRegister,
        sample="warning",
        missing=warning_register.register_gaps,
        builders=(warning_register.warning_register,),
    ),
    OfRecord(
        name="correction-record",
        titles=("动态纠错检查记录",),
        table=True,
        of=CorrectionRecord,
        sample="correction_record",
        missing=correction_record.correction_gaps,
        builders=(correction_record.correction_record,),
    ),
    OfRecord(
        name="accountability-register",
        titles=("责任追究登记簿",),
        private=True,
        of=AccountabilityRecord,
        sample="accountability",
        missing=accountability_register.accountability_gaps,
        builders=(accountability_register.accountability_register,),
    ),
    OfRecord(
        name="assessment-sheets",
        titles=("考核评分表",),
        table=True,
        of=ScoredAssessment,
        sample="assessment",
        missing=lambda master, one: assessment_readiness.assessment_gaps(
            master, one.assessment, one.results
        ),
        builders=(
            lambda master, one: assessment_sheets.assessment_sheets(
                master, one.assessment, one.results
            ),
        ),
    ),
    OfRecord(
        name="assessment-basis",
        titles=("考核依据",),
        of=ScoredAssessment,
        sample="assessment",
        missing=lambda master, one: assessment_readiness.assessment_gaps(
            master, one.assessment, one.results
        ),
        builders=(
            lambda master, one: assessment_basis.assessment_basis(
                master, one.assessment, one.results
            ),
        ),
    ),
    OfRecord(
        name="assessment-letter",
        titles=("考核通报",),
        of=ScoredAssessment,
        sample="assessment",
        missing=lambda master, one: assessment_readiness.assessment_letter_gaps(
            master, one.assessment, one.results
        ),
        builders=(
            lambda master, one: assessment_letter.assessment_letter(
                master, one.assessment, one.results
            ),
        ),
    ),
    OfRecord(
        name="criticism-letter",
        titles=("通报批评",),
        of=Criticisms,
        sample="criticism",
        missing=criticism_letter.criticism_gaps,
        parts=lambda bound: bound.criticisms,
        builders=(criticism_letter.criticism_letter,),
    ),
    OfRecord(
        name="archive-catalogue",
        titles=("归档文件目录",),
        table=True,
        of=Archive,
        sample="archive",
        missing=archive_catalogue.archive_gaps,
        builders=(archive_catalogue.archive_catalogue,),
    ),
    OfRecord(
        name="box-notes",
        titles=("备考表",),
        of=Archive,
        sample="archive",
        missing=box_notes.box_note_gaps,
        builders=(box_notes.box_notes,),
    ),
    OfRecord(
        name="box-spines",
        titles=("脊背标签",),
        of=Archive,
        sample="archive",
        missing=archive_catalogue.archive_gaps,
        builders=(box_notes.box_spines,),
    ),
    OfRecord(
        name="box-covers",
        titles=("档案盒封面",),
        of=Archive,
        sample="archive",
        missing=archive_catalogue.archive_gaps,
        builders=(archive_covers.box_covers,),
    ),
    OfRecord(
        name="filing-slip",
        titles=("备案报送单", "备案表"),
        of=Archive,
        sample="archive",
        missing=archive_catalogue.archive_gaps,
        builders=(archive_covers.filing_slip,),
    ),
)
"""Those made of a record; `made_of_records` takes them over."""

LISTS_OF_YEAR: tuple[OfMaster, ...] = (
    OfMaster(
        name="annual-changes",
        titles=("年度变动情况", "年度变动情况表", "年度变动"),
        table=True,
        build=annual_changes.annual_changes,
        empty=(nothing_to_publish, annual_changes.no_year_before),
        needs=None,
    ),
    OfMaster(
        name="check-sample",
        titles=("抽查名单", "动态纠错抽查名单"),
        table=True,
        build=check_sample.check_sample,
        ready=(),
        empty=(check_sample.no_sample,),
        needs=None,
    ),
    OfMaster(
        name="check-coverage",
        titles=("纠错检查覆盖情况", "检查覆盖情况"),
        table=True,
        build=check_coverage.check_coverage,
        ready=(),
        empty=(nothing_to_publish, check_coverage.nothing_to_cover),
        needs=None,
    ),
    OfMaster(
        name="unit-slips",
        titles=("单位情况单", "情况单"),
        by_unit=True,
        lists_the_missing=True,
        build=unit_slips.unit_slips,
        ready=(),
        empty=(unit_slips.nothing_to_tell,),
        needs=None,
    ),
    OfMaster(
        name="measure-progress",
        titles=("防范措施落实情况表", "措施落实情况表", "措施落实"),
        table=True,
        build=measure_progress.measure_progress,
        ready=(),
        empty=(nothing_to_publish, measure_progress.no_measures),
        needs=None,
    ),
    OfMaster(
        name="monitor-sheets",
        titles=("分级监控台账", "监控台账", "监控表"),
        table=True,
        build=monitor_sheets.monitor_sheets,
        needs=None,
        ready=(),
        empty=(nothing_to_publish, monitor_sheets.no_monitors),
        remarks=monitor_sheets.monitor_remarks,
    ),
    OfMaster(
        name="month-sheets",
        titles=("监控月历", "月历"),
        build=month_sheets.month_sheets,
        needs=None,
        ready=(),
        empty=(nothing_to_publish, month_sheets.nothing_due),
    ),
    OfMaster(
        name="burden",
        titles=("填报负担统计表", "填报负担", "负担统计"),
        table=True,
        lists_the_missing=True,
        counts_effort=True,
        build=burden_table.burden_table,
        ready=(),
        empty=(burden_table.nothing_asked,),
        needs=None,
    ),
)
"""Those made of the graded master table; `made_of_master` takes them over."""
