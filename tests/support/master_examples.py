"""A graded master table of an invented commission, made by merging and grading invented returns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from support.risk_examples import (
    BODIES,
    CAMPAIGN,
    DAY,
    ROSTER,
    form,
    labels,
    rules,
    submission,
    values,
)

from lzfx.documents.labels import form_outline
from lzfx.model.campaign import LEADING_GROUP, REVIEW_GROUP
from lzfx.model.correction import CheckedPoint
from lzfx.model.edition import Act, ActDone, Edition
from lzfx.model.master import Master
from lzfx.model.measure import Meanings, Measure, MeasureReport
from lzfx.model.papers import EditionChange, EditionChanges, Papers
from lzfx.model.sampling import CheckPlan, Sample
from lzfx.model.submission import Value
from lzfx.rules.grading import criteria, grade_all
from lzfx.rules.measures import measures_of, standings
from lzfx.rules.merge import merge_returns as merge_table
from lzfx.rules.monitoring import MonitoringBasis, monitor_sheets

merge = partial(merge_table, table="risk_points")


def _row(name: str, post: str, *conduct: str, **given: Value) -> dict[str, Value]:
    return values(name=name, post=post, conduct=conduct or None, **given)


RETURNS = (
    submission(
        "JD01",
        [
            _row("受理不登记", "JD01-P2", "rule_breach"),
            _row("违规减免", "JD01-P2", "violation", stage="execution"),
            _row("台账不实", "JD01-P1", "minor_violation", stage="supervision"),
        ],
    ),
    submission(
        "KS01",
        [
            _row("审核把关不严", "KS01-P2", "violation"),
            _row("收受好处", "KS01-P2", "disciplinary", "violation"),
            _row("指定供货", "unit", "violation", major_matters=("project", "funds")),
            _row("签批不细", "KS01-P1", "rule_breach"),
        ],
    ),
    submission("LD00", [_row("擅自决定", "LD00-P2", "illegal", major_matters=("decision",))]),
    submission("JC00", [_row("议事不民主", "unit", "violation", stage="decision")]),
)
"""Nine points: two of level 1, four of level 2, three of level 3; two touch major matters."""


_SATURDAY = 5

DECIDED = Edition(
    {
        Act.REVIEW: ActDone(
            Act.REVIEW, BODIES[REVIEW_GROUP], CAMPAIGN.issued_on, "示例纪要〔2026〕5号", "a"
        ),
        Act.APPROVAL: ActDone(
            Act.APPROVAL, BODIES[LEADING_GROUP], CAMPAIGN.issued_on, "示例纪要〔2026〕6号", "a"
        ),
    },
    content="a",
)
"""The edition on which all was decided: papers about it are final."""

COMPARED = EditionChanges(
    "第1版",
    "第2版",
    (
        EditionChange(
            "JD01-001", "示例街道", "主任", "受理不登记", "raised", "等级", "三级", "二级"
        ),
        EditionChange("KS01-009", "示例科", "科长", "久拖不办", "added", after="三级"),
    ),
    same=8,
)
"""What a later edition changed, as its list tells it."""


DRAWN = Sample("2026Q4", "示例", ("JD01-001", "KS01-002", "KS01-099"))
"""Points drawn for a quarter; the last one is no more."""


def papers(made: Master) -> Papers:
    """What papers beside the lists tell: two editions, measures done and late, who monitors."""
    known = [
        one
        for each in made.graded
        for one in measures_of(each.point.point_id, each.point.unit, "1.每月抽查；2.双人复核")
    ]
    said = [
        MeasureReport(
            Measure(
                *(known[0].code, known[0].point_id, known[0].text, "示例岗 示例人乙", "once"),
                due=date(2026, 9, 1),
                indicator="抽查次数",
                system="procedure",
                state="going_on",
            ),
            "2026年第3季度",
            date(2026, 8, 20),
        )
    ]
    checked = CheckedPoint(known[0].point_id, measure_state="partly", danger="登记不全")
    basis = MonitoringBasis(
        ROSTER, CheckPlan(), DAY, checks={known[0].point_id: (date(2026, 8, 30), checked)}
    )
    return Papers(
        compared=COMPARED,
        samples=(DRAWN,),
        measures=standings(known, said, Meanings(), made.day),
        monitoring=monitor_sheets(made.graded, basis, lambda day: day.weekday() < _SATURDAY),
    )


def master(**given: object) -> Master:
    """The master table of those returns as a final edition; `given` replaces fields of it."""
    merged = merge(RETURNS, [], ROSTER)
    made = Master(
        campaign=CAMPAIGN,
        roster=ROSTER,
        graded=grade_all(merged.points, rules(), ROSTER, BODIES, DAY),
        labels=labels(),
        day=DAY,
        criteria=criteria(rules(), labels()["declared_level"], DAY),
        unit_duties={"KS01": "负责示例事项的审核和档案管理。"},
        post_duties={"KS01-P2": "审核示例证件的申请材料。"},
        forms=(form_outline(form()),),
        edition=DECIDED,
    )
    made = replace(made, papers=papers(made))
    return replace(made, **given)  # type: ignore[arg-type]
