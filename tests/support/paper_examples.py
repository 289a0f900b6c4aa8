"""The master table of the invented commission with the matter of its other papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.master_examples import RETURNS, master
from support.reviewing import reviewing
from support.risk_examples import BODIES, ROSTER, labels

from lzfx.model.master import Master
from lzfx.model.papers import Papers
from lzfx.model.submission import Row, Submission, Value
from lzfx.rules.rollup import rollups


def returned(one: Submission) -> Submission:
    """The return with a header and one answer of a post without points."""
    header: dict[str, Value] = {
        "unit_code": one.stamp.subject, "unit_name": "", "year": "2026年", "filler": "裴知夏",
        "filler_phone": "0599-5550001", "filed_on": date(2026, 9, 8), "unit_level": "2",
        "unit_duty": "负责示例事项的审核。",
    }  # fmt: skip
    rows = (
        Row(
            9,
            {
                "post_code": "KS01-P3", "post_name": "督办岗", "holder": "陆闻溪",
                "duty": "督办重点事项。", "zero_report": "zero", "zero_reason": "本岗没有审批权。",
            },
        ),
    )  # fmt: skip
    posts = rows if one.stamp.subject == "KS01" else ()
    return replace(one, header=header, tables={**one.tables, "posts": posts})


def paper_master(**given: object) -> Master:
    """That master table; `given` replaces fields of its papers."""
    whole = master()
    rolled = rollups(whole.graded, ROSTER, labels())
    papers = Papers(
        returns={one.stamp.subject: returned(one) for one in RETURNS},
        received={one.sha256: "2026-09-10T09:00:00" for one in RETURNS},
        reviews=reviewing(BODIES)(ROSTER),
        post_levels={roll.code: roll.level for roll in rolled.posts},
        unit_levels={roll.code: roll.level for roll in rolled.units},
    )
    return replace(whole, papers=replace(papers, **given))  # type: ignore[arg-type]
