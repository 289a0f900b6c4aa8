"""The documents made of the graded master table, in the order in which the screen lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.documents.document_kind import Later, OfMaster
from lzfx.documents.readiness import publishable

if TYPE_CHECKING:  # the type checker sees the modules; a run loads one when its document is built
    from lzfx.documents.handbook import handbook, statistics
    from lzfx.documents.letters import notice
    from lzfx.documents.lists import cadres, level_changes, overview_table, reminders
    from lzfx.documents.papers import declaration_copies, post_cards, review_sheets
else:
    handbook = Later("handbook.handbook")
    statistics = Later("handbook.statistics")
    notice = Later("letters.notice")
    cadres = Later("lists.cadres")
    level_changes = Later("lists.level_changes")
    overview_table = Later("lists.overview_table")
    reminders = Later("lists.reminders")
    declaration_copies = Later("papers.declaration_copies")
    post_cards = Later("papers.post_cards")
    review_sheets = Later("papers.review_sheets")

MADE_OF_MASTER: tuple[OfMaster, ...] = (
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
        build=lambda master: overview_table.overview_table(master, public=True),
    ),
    OfMaster(
        name="cadres",
        titles=("各级干部", "各级干部廉政风险及防范措施"),
        table=True,
        build=cadres.cadre_table,
    ),
    OfMaster(
        name="cadres-public",
        titles=("各级干部（公示本）", "公示各级干部"),
        table=True,
        public=True,
        build=lambda master: cadres.cadre_table(master, public=True),
    ),
    OfMaster(
        name="notice",
        titles=("公示通知", "公示"),
        public=True,
        build=notice.notice,
    ),
    OfMaster(
        name="declaration-copies",
        titles=("申报表签字件", "签字件"),
        by_unit=True,
        build=declaration_copies.declaration_copies,
        ready=(declaration_copies.nothing_to_sign, publishable),
    ),
    OfMaster(
        name="review-sheets",
        titles=("审核表", "风险等级审核表"),
        by_unit=True,
        build=review_sheets.review_sheets,
        ready=(publishable, review_sheets.without_reviewer),
    ),
    OfMaster(
        name="level-changes",
        titles=("调级清单", "风险等级调整清单"),
        table=True,
        build=level_changes.level_changes,
        ready=(publishable, level_changes.no_level_changes),
    ),
    OfMaster(
        name="post-cards",
        titles=("告知承诺书", "告知单", "承诺书", "岗位廉政风险告知承诺书"),
        by_unit=True,
        build=post_cards.post_cards,
        ready=(publishable, post_cards.posts_without_holder),
    ),
    OfMaster(
        name="reminders",
        titles=("催报名单", "催报"),
        table=True,
        lists_the_missing=True,
        build=reminders.reminders,
        ready=(reminders.nobody_to_remind,),
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
)
