"""The documents made of a record, in the order of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lzfx.documents.document_kind import Later, OfRecord
from lzfx.model.archive import Archive
from lzfx.model.assessment import Criticisms, ScoredAssessment
from lzfx.model.comment import CommentRound
from lzfx.model.control import ControlOverview
from lzfx.model.correction import CorrectionRecord
from lzfx.model.flow import FlowSet
from lzfx.model.power import PowerCatalogue
from lzfx.model.revision import RevisionRecord
from lzfx.model.rules_review import RulesReview
from lzfx.model.study import StudyRecord
from lzfx.model.warning import Feedbacks, WarningNotices

if TYPE_CHECKING:  # the type checker sees the modules; a run loads one when its document is built
    from lzfx.documents.letters import (
        assessment_letter,
        criticism_letter,
        warning_notice,
        warning_readiness,
    )
    from lzfx.documents.papers import feedback_form
    from lzfx.documents.registers import (
        archive_catalogue,
        archive_covers,
        assessment_readiness,
        assessment_sheets,
        box_notes,
        comment_table,
        control_overview,
        correction_record,
        flowcharts,
        power_catalogue,
        revision_table,
        rule_gaps,
        rules_review_table,
        study_table,
    )
else:
    assessment_letter = Later("letters.assessment_letter")
    criticism_letter = Later("letters.criticism_letter")
    warning_notice = Later("letters.warning_notice")
    warning_readiness = Later("letters.warning_readiness")
    feedback_form = Later("papers.feedback_form")
    archive_catalogue = Later("registers.archive_catalogue")
    archive_covers = Later("registers.archive_covers")
    assessment_readiness = Later("registers.assessment_readiness")
    assessment_sheets = Later("registers.assessment_sheets")
    box_notes = Later("registers.box_notes")
    comment_table = Later("registers.comment_table")
    control_overview = Later("registers.control_overview")
    correction_record = Later("registers.correction_record")
    flowcharts = Later("registers.flowcharts")
    power_catalogue = Later("registers.power_catalogue")
    revision_table = Later("registers.revision_table")
    rule_gaps = Later("registers.rule_gaps")
    rules_review_table = Later("registers.rules_review_table")
    study_table = Later("registers.study_table")

_FLOWS = "content/flows"

MADE_OF_RECORDS: tuple[OfRecord[Any], ...] = (
    OfRecord(
        name="study-table",
        titles=("学习动员情况表",),
        table=True,
        of=StudyRecord,
        sample="study",
        missing=study_table.study_gaps,
        builders=(study_table.study_table,),
    ),
    OfRecord(
        name="power-catalogue",
        titles=("职权目录",),
        table=True,
        public=True,
        of=PowerCatalogue,
        sample="power_catalogue",
        missing=power_catalogue.catalogue_gaps,
        builders=(power_catalogue.power_catalogue,),
    ),
    OfRecord(
        name="flow-chart",
        titles=("权力运行流程图",),
        of=FlowSet,
        sample=_FLOWS,
        missing=flowcharts.flow_gaps,
        builders=(
            lambda master, flow: flowcharts.flow_chart(
                flowcharts.with_points(master, flow), master.campaign
            ),
        ),
        parts=lambda bound: bound.flows,
    ),
    OfRecord(
        name="risk-control-chart",
        titles=("廉政风险防控图",),
        of=FlowSet,
        sample=_FLOWS,
        missing=flowcharts.flow_gaps,
        builders=(
            lambda master, flow: flowcharts.risk_control_chart(
                flowcharts.with_points(master, flow), master.campaign
            ),
        ),
        parts=lambda bound: bound.flows,
    ),
    OfRecord(
        name="flow-book",
        titles=("权力运行流程图集",),
        of=FlowSet,
        sample=_FLOWS,
        missing=flowcharts.flow_gaps,
        builders=(
            lambda master, bound: flowcharts.flow_book(
                [flowcharts.with_points(master, flow) for flow in bound.flows],
                master.campaign,
                master.day,
            ),
        ),
    ),
    OfRecord(
        name="rules-review",
        titles=("制度梳理表",),
        table=True,
        of=RulesReview,
        sample="rules_review",
        missing=rules_review_table.review_gaps,
        builders=(rules_review_table.rules_review_table,),
    ),
    OfRecord(
        name="rule-gaps",
        titles=("制度缺口清单",),
        table=True,
        of=RulesReview,
        sample="rules_review",
        missing=rule_gaps.rule_gap_gaps,
        builders=(rule_gaps.rule_gaps,),
    ),
    OfRecord(
        name="control-overview",
        titles=("风险防控一览表",),
        table=True,
        of=ControlOverview,
        sample="control_overview",
        missing=control_overview.control_gaps,
        builders=(control_overview.control_overview,),
    ),
    OfRecord(
        name="comment-table",
        titles=("意见采纳情况表",),
        table=True,
        public=True,
        of=CommentRound,
        sample="comment_table",
        missing=comment_table.comment_gaps,
        builders=(comment_table.comment_table,),
    ),
    OfRecord(
        name="comment-letter",
        titles=("意见采纳情况通报",),
        of=CommentRound,
        sample="comment_table",
        missing=comment_table.comment_letter_gaps,
        builders=(comment_table.comment_letter,),
    ),
    OfRecord(
        name="revision-table",
        titles=("修订记录表",),
        table=True,
        of=RevisionRecord,
        sample="revision_table",
        missing=revision_table.revision_gaps,
        builders=(revision_table.revision_table,),
    ),
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
        name="correction-record",
        titles=("动态纠错检查记录",),
        table=True,
        of=CorrectionRecord,
        sample="correction_record",
        missing=correction_record.correction_gaps,
        builders=(correction_record.correction_record,),
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
