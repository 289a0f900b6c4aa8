"""A graded master table of any size: invented units, three posts each, points of usual length."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

from support.master_examples import master
from support.risk_examples import BODIES, DAY, ROSTER, rules, submission, values

from lzfx.model.master import Master
from lzfx.model.roster import Person, Post, Unit
from lzfx.model.submission import Value
from lzfx.rules.grading import grade_all
from lzfx.rules.merge import merge_returns as merge_table

merge = partial(merge_table, table="risk_points")

_POSTS = (("负责人", "middle"), ("审核岗", "business"), ("受理岗", "service"))
_STAGES = ("acceptance", "execution", "supervision")
_CONDUCTS = ("rule_breach", "minor_violation", "violation", "disciplinary")
_POWERS = ("示例证件核发", "示例经费使用", "示例物资采购", "示例信访办理", "示例档案管理")
_SHOWS = (
    "受理申请时不一次说清所需材料，让群众多次往返",
    "核对资料不细，把不合条件的报上去",
    "拖着不办，等当事人来打招呼",
    "采购前不比价，验收时不点数",
    "借检查工作接受服务对象的宴请",
)
_MEASURES = (
    "窗口公示材料清单和办理期限，每月由负责人抽查十份受理单，发现问题当场纠正",
    "两人经办、逐级审核，结果在公示栏公开七日",
    "每季度核对一次台账，差错写进考核",
    "大额支出由会议集体决定并留下记录",
)


def many_points(points: int, each: int = 133) -> Master:
    """About `each` points a unit; half of the units are offices of streets."""
    dice = random.Random(points)  # noqa: S311 - made-up answers
    units, posts, people, returns = [], [], {}, []
    for number in range(-(-points // each)):
        unit = f"U{number:03}"
        holders = [f"{unit}-{at}" for at in range(len(_POSTS))]
        for holder, (name, kind) in zip(holders, _POSTS, strict=True):
            people[holder] = Person(holder, f"人员{holder}", name, "staff", unit)
            posts.append(Post(f"{unit}-{name}", unit, name, kind, holder=holder, duty=f"{name}。"))
        kind, name = (("section", "示例管理科"), ("street_office", "街道计生办"))[number % 2]
        units.append(Unit(unit, f"第{number + 1}{name}", kind, head=holders[0], leader="P2"))
        many = min(each, points - number * each)
        rows = [_row(dice, unit, at, many) for at in range(many)]
        returns.append(submission(unit, rows))
    roster = replace(
        ROSTER,
        units=(*ROSTER.units, *units),
        posts=(*ROSTER.posts, *posts),
        people={**ROSTER.people, **people},
    )
    merged = merge(returns, [], roster)
    graded = grade_all(merged.points, rules(), roster, BODIES, DAY)
    return master(roster=roster, graded=graded)


def _row(dice: random.Random, unit: str, at: int, many: int) -> dict[str, Value]:
    name, _ = _POSTS[at * len(_POSTS) // many]
    shows = dice.sample(_SHOWS, 2)
    measures = dice.sample(_MEASURES, dice.choice((1, 2, 3)))
    return values(
        post=f"{unit}-{name}",
        power=dice.choice(_POWERS),
        stage=dice.choice(_STAGES),
        name=f"第{at + 1}项事项不按规定办理",
        manifestation=f"{'；'.join(shows)}。",
        conduct=(dice.choice(_CONDUCTS),),
        measures=f"{'；'.join(measures)}。",
        responsible=f"{name} 人员{unit}",
    )
