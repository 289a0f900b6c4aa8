"""The documents made of the graded master table, in the order in which the screen lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.documents.document_kind import Later, OfMaster
from lzfx.documents.made_of_year import LISTS_OF_YEAR
from lzfx.documents.readiness import nothing_to_publish, publishable
from lzfx.model.edition import Act

if TYPE_CHECKING:  # the type checker sees the modules; a run loads one when its document is built
    from lzfx.documents.handbook import handbook, statistics
    from lzfx.documents.letters import handbook_letter, notice, plan_letter
    from lzfx.documents.lists import (
        cadres,
        cross_check_plan,
        edition_changes,
        level_changes,
        overview_table,
        reminders,
        supervision,
        three_checks,
    )
    from lzfx.documents.papers import (
        declaration_copies,
        post_cards,
        review_sheets,
    )
else:
    handbook = Later("handbook.handbook")
    statistics = Later("handbook.statistics")
    handbook_letter = Later("letters.handbook_letter")
    notice = Later("letters.notice")
    plan_letter = Later("letters.plan_letter")
    cadres = Later("lists.cadres")
    edition_changes = Later("lists.edition_changes")
    cross_check_plan = Later("lists.cross_check_plan")
    level_changes = Later("lists.level_changes")
    overview_table = Later("lists.overview_table")
    reminders = Later("lists.reminders")
    supervision = Later("lists.supervision")
    three_checks = Later("lists.three_checks")
    declaration_copies = Later("papers.declaration_copies")
    post_cards = Later("papers.post_cards")
    review_sheets = Later("papers.review_sheets")

MADE_OF_MASTER: tuple[OfMaster, ...] = (
    OfMaster(
        name="plan",
        titles=("实施方案",),
        build=plan_letter.plan,
        ready=(),
        empty=(),
        remarks=plan_letter.plan_remarks,
        needs=None,
        before_returns=True,
    ),
    OfMaster(
        name="plan-letter",
        titles=("实施方案印发通知", "印发通知"),
        build=plan_letter.plan_letter,
        ready=(plan_letter.plan_letter_gaps,),
        empty=(),
        remarks=plan_letter.plan_remarks,
        needs=None,
        before_returns=True,
    ),
    OfMaster(
        name="overview",
        titles=("一览表", "风险点及防范措施一览表"),
        table=True,
        followed=True,
        build=overview_table.overview_table,
    ),
    OfMaster(
        name="overview-by-level",
        titles=("一览表（按等级）", "按等级一览表"),
        table=True,
        build=lambda master: overview_table.overview_table(master, "level"),
    ),
    OfMaster(
        name="overview-public",
        titles=("一览表（公示本）", "公示一览表"),
        table=True,
        public=True,
        needs=Act.REVIEW,
        build=lambda master: overview_table.overview_table(master, public=True),
    ),
    OfMaster(
        name="cadres",
        titles=("各级干部", "各级干部廉政风险及防范措施"),
        table=True,
        empty=(nothing_to_publish, cadres.nobody_of_rank),
        build=cadres.cadre_table,
    ),
    OfMaster(
        name="cadres-public",
        titles=("各级干部（公示本）", "公示各级干部"),
        table=True,
        public=True,
        needs=Act.REVIEW,
        empty=(nothing_to_publish, cadres.nobody_of_rank),
        build=lambda master: cadres.cadre_table(master, public=True),
    ),
    OfMaster(
        name="notice",
        titles=("公示通知", "公示"),
        public=True,
        needs=Act.REVIEW,
        build=notice.notice,
        ready=(publishable, notice.notice_gaps),
    ),
    OfMaster(
        name="declaration-copies",
        titles=("申报表签字件", "签字件"),
        by_unit=True,
        build=declaration_copies.declaration_copies,
        empty=(declaration_copies.nothing_to_sign, nothing_to_publish),
        needs=None,
    ),
    OfMaster(
        name="review-sheets",
        titles=("审核表", "风险等级审核表"),
        by_unit=True,
        build=review_sheets.review_sheets,
        ready=(publishable, review_sheets.without_reviewer),
        needs=None,
    ),
    OfMaster(
        name="level-changes",
        titles=("调级清单", "风险等级调整清单"),
        table=True,
        build=level_changes.level_changes,
        empty=(nothing_to_publish, level_changes.no_level_changes),
        needs=None,
    ),
    OfMaster(
        name="edition-changes",
        titles=("版本对照表", "版次对照表"),
        table=True,
        compares_editions=True,
        build=edition_changes.edition_changes,
        ready=(),
        empty=(edition_changes.nothing_compared,),
        needs=None,
    ),
    OfMaster(
        name="post-cards",
        titles=("告知承诺书", "告知单", "承诺书", "岗位廉政风险告知承诺书"),
        by_unit=True,
        build=post_cards.post_cards,
        empty=(nothing_to_publish, post_cards.no_cards),
        remarks=post_cards.posts_without_holder,
    ),
    OfMaster(
        name="reminders",
        titles=("催报名单", "催报"),
        table=True,
        lists_the_missing=True,
        build=reminders.reminders,
        ready=(),
        empty=(reminders.nobody_to_remind,),
        needs=None,
    ),
    OfMaster(
        name="cross-check-plan",
        titles=("交叉互查安排表", "互查安排表", "互查安排"),
        table=True,
        before_returns=True,
        build=cross_check_plan.cross_check_plan,
        ready=(),
        empty=(cross_check_plan.no_pairs,),
        needs=None,
    ),
    OfMaster(
        name="three-checks",
        titles=("三查对照表", "三查"),
        table=True,
        build=three_checks.three_checks,
        ready=(),
        empty=(nothing_to_publish, three_checks.nothing_said),
        needs=None,
    ),
    OfMaster(
        name="supervision",
        titles=("督查表", "督查名单", "督查"),
        table=True,
        lists_the_missing=True,
        build=supervision.supervision,
        ready=(),
        empty=(supervision.nothing_to_supervise,),
        needs=None,
    ),
    OfMaster(
        name="statistics",
        titles=("统计图表", "统计"),
        table=True,
        build=statistics.statistics_document,
    ),
    OfMaster(
        name="handbook",
        titles=("工作手册", "手册"),
        followed=True,
        build=handbook.handbook,
    ),
    OfMaster(
        name="edition-letter",
        titles=("工作手册印发通知", "手册印发通知"),
        build=handbook_letter.handbook_letter,
        ready=(publishable, handbook_letter.handbook_letter_gaps),
        remarks=handbook_letter.handbook_letter_remarks,
    ),
    *LISTS_OF_YEAR,
)
