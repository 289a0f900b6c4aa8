"""An office of its own: a form without the usual fields, and its levels, colours and rules."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterable
from typing import Any

from support.risk_examples import BODIES, CAMPAIGN, DAY, ROSTER, submission
from support.templates import lists

from lzfx.documents.labels import form_outline, labels_of
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding
from lzfx.model.master import Labels, Master
from lzfx.model.roster import Roster
from lzfx.model.submission import Submission, Value
from lzfx.rules.definitions import Rules, parse_rules
from lzfx.rules.evaluator import Evaluator
from lzfx.rules.grading import criteria, graded_by
from lzfx.rules.merge import merge_returns
from lzfx.rules.rollup import RollUps, rollups

FORM = """\
name = "declaration"
version = 1
owed_by = ["unit"]
expected = true
title = "廉洁风险点申报表"
checks = ["reason_when_level_differs"]

[[header]]
name = "unit_code"
title = "部门编号"
kind = "code"
required = true
prefill = true
locked = true

[[header]]
name = "filler"
title = "填表人"
kind = "line"
required = true

[[table]]
name = "risk_points"
sheet = "廉洁风险点"
ready = 12
key = ["post", "name"]
about = "risk_point"
rows = "own_points"

[[table.field]]
name = "point_id"
title = "编号"
kind = "code"
prefill = true
locked = true

[[table.field]]
name = "post"
title = "岗位"
kind = "choice"
roster = "posts"
required = true

[[table.field]]
name = "name"
title = "廉洁风险"
kind = "line"
required = true

[[table.field]]
name = "chance"
title = "发生可能性"
kind = "choice"
required = true
choices = [
  { code = "1", label = "很少" }, { code = "2", label = "偶尔" }, { code = "3", label = "有时" },
  { code = "4", label = "经常" }, { code = "5", label = "总是" },
]

[[table.field]]
name = "harm"
title = "损失程度"
kind = "integer"
required = true

[[table.field]]
name = "area"
title = "风险领域"
kind = "choices"
choices = [
  { code = "people", label = "人" }, { code = "money", label = "财" },
  { code = "goods", label = "物" },
]

[[table.field]]
name = "declared_level"
title = "自评等级"
kind = "choice"
list = "levels"
required = true

[[table.field]]
name = "reason"
title = "自评理由"
kind = "text"

[[table.field]]
name = "measures"
title = "防控措施"
kind = "text"
required = true

[[table.field]]
name = "responsible"
title = "责任人"
kind = "line"
required = true
"""

WORDS = {2: "高低", 3: "高中低", 4: "甲乙丙丁", 5: "ABCDE"}
COLORS = ("red", "orange", "yellow", "blue", "green")
_BOUNDS = {2: (10,), 3: (15, 8), 4: (20, 12, 6), 5: (20, 15, 10, 5)}
"""From which product of chance and harm on each level but the last is given."""


def levels_toml(levels: int) -> str:
    """The lists of an office with so many levels."""
    chosen = "".join(
        f'  {{ code = "{at}", label = "{word}" }},\n' for at, word in enumerate(WORDS[levels], 1)
    )
    return f"""\
[levels]
title = "风险等级"
choices = [
{chosen}]

[colors]
title = "预警颜色"
choices = [
  {{ code = "red", label = "红色", tint = "FBD5D5" }},
  {{ code = "orange", label = "橙色", tint = "FDE6CC" }},
  {{ code = "yellow", label = "黄色", tint = "FFF7C2" }},
  {{ code = "blue", label = "蓝色", tint = "D6E6FA" }},
  {{ code = "green", label = "绿色", tint = "DDF3DD" }},
]

[monitor_roles]
title = "监控责任人"
choices = [
  {{ code = "secretary", label = "支部书记", acts_as = "post:{SECRETARY}" }},
  {{ code = "head", label = "部门负责人", acts_as = "section_head" }},
  {{ code = "group", label = "领导小组", acts_as = "body:leading_group" }},
]
"""


SECRETARY = "科长"
"""The post whose holder monitors as secretary; every section of the examples has one."""


def grading_toml(levels: int) -> str:
    """Levels by the product of chance and harm, and a colour for each."""
    found = """\
[[fact]]
name = "score"
title = "风险值"
product = ["chance", "harm"]
"""
    for level, bound in enumerate((*_BOUNDS[levels], None), 1):
        when = f"when.score.at_least = {bound}\n" if bound is not None else ""
        found += f"""
[[level]]
id = "H-{level}"
from = 2020-01-01
clause = "办法第{level}条"
{when}then = "{level}"

[[color]]
id = "C-{level}"
from = 2020-01-01
clause = "办法第九条"
when.level.equals = ["{level}"]
then = "{COLORS[level - 1]}"
"""
    return found


def monitors_toml(levels: int) -> str:
    """The gravest by the group, the others by the secretary, the lowest by the head."""
    return f"""\
[[monitor]]
id = "M-1"
from = 2020-01-01
clause = "办法第十条"
when.level.equals = ["1"]
then = "group"

[[monitor]]
id = "M-2"
from = 2020-01-01
clause = "办法第十条"
when.level.equals = ["{levels}"]
then = "head"

[[monitor]]
id = "M-3"
from = 2020-01-01
clause = "办法第十条"
then = "secretary"
"""


class SmallOffice:
    """An office with so many levels; `grading` and `monitors` may be changed before `rules`."""

    def __init__(self, levels: int, roster: Roster = ROSTER) -> None:
        self.levels = levels
        self.roster = roster
        self.lists = {**lists(), **tomllib.loads(levels_toml(levels))}
        self.raw = tomllib.loads(FORM)
        self.grading: dict[str, Any] = copy.deepcopy(tomllib.loads(grading_toml(levels)))
        self.monitors: dict[str, Any] = copy.deepcopy(tomllib.loads(monitors_toml(levels)))

    @property
    def form(self) -> FormSpec:
        """Its form."""
        checks = frozenset({"reason_when_level_differs"})
        parsed, faults = parse_form("declaration.toml", self.raw, self.lists, checks)
        assert parsed is not None, faults
        return parsed

    def faults(self) -> tuple[Finding, ...]:
        """What is wrong with its rules."""
        return parse_rules(self.grading, self.monitors, form=self.form, lists=self.lists)[1]

    @property
    def rules(self) -> Rules:
        """Its rules."""
        parsed, faults = parse_rules(self.grading, self.monitors, form=self.form, lists=self.lists)
        assert parsed is not None, faults
        return parsed

    @property
    def labels(self) -> Labels:
        """What its codes are called."""
        return labels_of(
            self.form, self.lists, {one.name: one.title for one in self.rules.products}
        )

    @property
    def evaluator(self) -> Evaluator:
        """Its rules of the day."""
        return Evaluator(self.rules, self.roster, BODIES, DAY)

    def master(self, returns: Iterable[Submission]) -> tuple[Master, RollUps]:
        """The graded master table of those returns, and the levels of posts and units."""
        rules = self.evaluator
        points = merge_returns(tuple(returns), [], self.roster, table="risk_points").points
        graded = tuple(graded_by(rules, point) for point in points)
        master = Master(
            campaign=CAMPAIGN,
            roster=self.roster,
            graded=graded,
            labels=self.labels,
            day=DAY,
            criteria=criteria(self.rules, self.labels["declared_level"], DAY),
            forms=(form_outline(self.form),),
        )
        return master, rollups(graded, self.roster, self.labels, rules)


def row(number: int, **given: Value) -> dict[str, Value]:
    """The values of one point of such a form."""
    return {
        "post": "KS01-P2",
        "name": f"廉洁风险之{number}",
        "chance": "3",
        "harm": 3,
        "area": ("money",),
        "declared_level": "1",
        "reason": None,
        "measures": f"第{number}项工作双人经办，每月抽查。",
        "responsible": "审核岗 裴知夏",
        **given,
    }


def returns(levels: int) -> tuple[Submission, ...]:
    """A return with a point of every level."""
    products = [(5, 5), *((1, bound - 1) for bound in _BOUNDS[levels])]
    rows = [
        row(number, chance=str(chance), harm=harm) for number, (chance, harm) in enumerate(products)
    ]
    return (submission("KS01", rows),)
