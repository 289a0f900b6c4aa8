"""A small invented commission, its rules, and points and returns made in code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from support.templates import OWN, form_named, lists, raw

from lzfx.documents.labels import labels_of
from lzfx.forms.spec import FormSpec
from lzfx.model.campaign import Campaign, Office, Stage
from lzfx.model.master import Labels
from lzfx.model.office import Words
from lzfx.model.risk import RiskPoint
from lzfx.model.roster import GroupSeat, Person, Post, Roster, Unit
from lzfx.model.submission import Place, Row, Stamp, Submission, Value
from lzfx.rules.definitions import Rules, parse_rules

DAY = date(2026, 9, 20)
BODIES = {
    "leading_group": "廉政风险防范管理工作领导小组",
    "review_group": "纠风工作领导小组",
    "commission_meeting": "委办公会",
    "directors_meeting": "主任办公会",
}
PEOPLE = (
    Person("P1", "秦望舒", "主任", "chief", "LD00"),
    Person("P2", "陆闻溪", "副主任", "commission_leader", "LD00"),
    Person("P3", "贺兰亭", "科长", "unit_head", "KS01"),
    Person("P4", "裴知夏", "科员", "staff", "KS01"),
    Person("P5", "卓青野", "计生办主任", "unit_head", "JD01"),
    Person("P6", "叶听澜", "专干", "staff", "JD01"),
)
ROSTER = Roster(
    units=(
        Unit("LD00", "委领导", "commission_leaders", head="P1", leader="P1"),
        Unit("JC00", "主任办公会", "meeting", head="P1", leader="P1"),
        Unit("KS01", "示例管理科", "section", head="P3", leader="P2"),
        Unit("JD01", "柳汀街道计生办", "street_office", head="P5", leader="P2"),
    ),
    posts=(
        Post("LD00-P1", "LD00", "主任", "leader", holder="P1", duty="主持全面工作。"),
        Post("LD00-P2", "LD00", "副主任", "leader", holder="P2", duty="分管业务工作。"),
        Post("KS01-P1", "KS01", "科长", "middle", holder="P3", duty="主持本科工作。"),
        Post("KS01-P2", "KS01", "审核岗", "business", holder="P4", duty="审核申请材料。"),
        Post("KS01-P3", "KS01", "督办岗", "business", holder="P2", duty="督办重点事项。"),
        Post("JD01-P1", "JD01", "负责人", "middle", holder="P5", duty="主持计生办工作。"),
        Post("JD01-P2", "JD01", "受理岗", "service", holder="P6", duty="窗口受理。"),
    ),
    people={person.code: person for person in PEOPLE},
    seats=(
        GroupSeat("leading_group", "leader", "P1"),
        GroupSeat("leading_group", "deputy", "P2"),
        GroupSeat("review_group", "leader", "P2"),
        GroupSeat("review_group", "member", "P3"),
    ),
)
CAMPAIGN = Campaign(
    code="2026",
    year=2026,
    name="廉政风险防范管理工作",
    commission="云汀区人口和计划生育委员会",
    system="云汀区人口计生系统",
    bodies=BODIES,
    office=Office("领导小组办公室", "裴知夏", "0599-5550000", "office@example.cn"),
    deadline=date(2026, 9, 15),
    stages=(
        Stage("学习动员", date(2026, 8, 11), date(2026, 8, 20)),
        Stage("查找风险点和制定防范措施", date(2026, 8, 21), date(2026, 9, 20)),
        Stage("公示修订", date(2026, 9, 21), date(2026, 9, 30)),
    ),
    large_sum=50_000,
    documents={},
    issuer="云汀区人口和计划生育委员会",
    issued_on=date(2026, 9, 30),
    words=Words(
        addressees=("各街道计生办", "委机关各科室"),
        unit="单位（科室）",
        led_units="科室或者街道计生办",
    ),
)


def form(home: Path = OWN) -> FormSpec:
    """The declaration, of the tests' own templates or the shipped ones."""
    return form_named("declaration", home)


def rules(home: Path = OWN) -> Rules:
    """The rules of the same folder."""
    grading, monitors = (raw(f"rules/{name}.toml", home) for name in ("grading", "monitors"))
    parsed, findings = parse_rules(grading, monitors, form=form(home), lists=lists(home))
    assert parsed is not None, findings
    return parsed


def labels(home: Path = OWN) -> Labels:
    """What the codes of the declaration are called."""
    return labels_of(form(home), lists(home))


def values(**given: Value) -> dict[str, Value]:
    """The values of one plain row, with those given."""
    return {
        "post": "KS01-P2",
        "power": "示例证件核发",
        "stage": "acceptance",
        "nature": "integrity",
        "source": ("process",),
        "name": "受理时不一次告知",
        "manifestation": "受理时不一次说清所需材料，让群众多次往返。",
        "conduct": ("violation",),
        "power_size": "medium",
        "closeness": "average",
        "likelihood": "medium",
        "abuse": None,
        "major_matters": ("none",),
        "declared_level": "2",
        "reason": None,
        "found_by": ("self",),
        "measures": "窗口公示材料清单，每月由科长抽查十份受理单。",
        "responsible": "审核岗 裴知夏",
        "note": None,
        **given,
    }


def point(point_id: str = "KS01-001", unit: str = "KS01", **given: Value) -> RiskPoint:
    """A risk point as merging makes it."""
    filled = values(**given)
    post = filled["post"]
    return RiskPoint(point_id, unit, "" if post == "unit" else str(post), filled)


def submission(subject: str, rows: Iterable[Mapping[str, Value]], first: int = 9) -> Submission:
    """An accepted declaration whose rows lie one below the other."""
    rows = tuple(rows)
    file = f"{subject}.xlsx"
    digest = hashlib.sha256(repr((subject, rows)).encode()).hexdigest()
    names = [*values(), "point_id", "change"]
    columns = {name: at for at, name in enumerate(names, start=1)}
    return Submission(
        stamp=Stamp("declaration", 1, subject, "2026"),
        file=file,
        sha256=digest,
        header={},
        tables={"risk_points": tuple(Row(first + at, row) for at, row in enumerate(rows))},
        places={"risk_points": Place("风险点", columns)},
    )
