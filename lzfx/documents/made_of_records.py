"""The documents made of a record, in the order of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lzfx.documents.document_kind import Later, OfRecord
from lzfx.documents.made_of_year import RECORDS_OF_YEAR
from lzfx.model.comment import CommentRound
from lzfx.model.control import ControlOverview
from lzfx.model.flow import FlowSet
from lzfx.model.power import PowerCatalogue
from lzfx.model.revision import RevisionRecord
from lzfx.model.rules_review import RulesReview
from lzfx.model.study import StudyRecord

if TYPE_CHECKING:  # the type checker sees the modules; a run loads one when its document is built
    from lzfx.documents.registers import (
        comment_table,
        control_overview,
        flowcharts,
        power_catalogue,
        revision_table,
        rule_gaps,
        rules_review_table,
        study_table,
    )
else:
    comment_table = Later("registers.comment_table")
    control_overview = Later("registers.control_overview")
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
    *RECORDS_OF_YEAR,
)
