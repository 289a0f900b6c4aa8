"""The three sample offices: whole, free of faults but the planted ones, and each in its own words.

Kinds of unit, ranks and words of the office are open. Here they are held against the office's own
lists, and put into the shipped codes by what they act as before the roster is checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from support.office_content import (
    KNOWN_BODIES,
    NAMES,
    OFFICES,
    POINTS,
    TEMPLATES,
    UNIT_CODES,
    OfficeSample,
    answered_posts,
    for_forms,
    office,
    toml,
)
from support.office_return import cell_of, returned

from lzfx.checks.check import check
from lzfx.checks.context import Known
from lzfx.checks.registry import ROW_CHECKS
from lzfx.forms.as_shown import shown_text
from lzfx.forms.characters import fold
from lzfx.forms.parse import parse_form
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.filling import Filling, FormNotes
from lzfx.model.finding import Severity
from lzfx.model.roster import Roster
from lzfx.workbook.blank import build

FOREIGN = re.compile(
    "计生|计划生育|人口和|人口计生|街道|委机关|委办公会|主任办公会|委领导|委班子|委主要|纠风|澄岚|"
    "生育|避孕|节育|独生子女|社会抚养|流动人口|药具|病残儿|奖励扶助"
)
"""Words of the sample of the family-planning commission: none of them belongs here."""

WORDS = frozenset(
    {
        "addressees", "risk", "head_of_unit", "unit", "led_units", "deciding", "group",
        "review_ways", "part_general", "part_duties", "part_regulations", "part_statistics",
        "title_words",
    }
)  # fmt: skip
RANK_CODES = {
    "chief": "chief",
    "leader": "commission_leader",
    "head": "unit_head",
    "staff": "staff",
}
ROLE = re.compile(r"review_group|leader_in_charge|section_head|body:[a-z_]+|post:.+")


def every_point() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in NAMES:
        for unit, point in office(name).points():
            yield name, unit.code, point


each_office = pytest.mark.parametrize("name", NAMES)
each_unit = pytest.mark.parametrize(
    ("name", "code"),
    [(name, unit["code"]) for name in NAMES for unit in office(name).people["units"]],
)


# what is there


@each_office
def test_office__of_a_fair_size(name: str) -> None:
    sample = office(name)
    assert len(sample.roster.units) == 7
    assert len(sample.roster.people) == 25
    assert 20 <= len(sample.roster.posts) <= 24
    found = [len(sample.content(unit.code)["points"]) for unit in sample.roster.units]
    assert sum(found) >= 28
    assert min(found) >= 4
    assert max(found) <= 6


@each_office
def test_office__no_word_of_another_office(name: str) -> None:
    for path in sorted(office(name).folder.rglob("*.*")):
        assert not FOREIGN.findall(path.read_text("utf-8")), path


@each_office
def test_office__phones_and_mails_are_made_up(name: str) -> None:
    sample = office(name)
    units, desk = sample.people["units"], sample.settings["office"]
    for phone in (*(unit["phone"] for unit in units), desk["phone"]):
        assert re.fullmatch(r"0599-555\d{4}", phone)
    for mail in (*(unit["email"] for unit in units), desk["email"]):
        assert mail.endswith("@example.cn")


def test_offices__none_beside_those_named() -> None:
    assert {path.name for path in OFFICES.iterdir() if path.is_dir()} == set(NAMES)
    assert {path.stem for path in OFFICES.iterdir() if path.is_file()} <= {"README"}


def test_offices__share_no_person_unit_phone_or_key() -> None:
    for table, field in (("people", "name"), ("units", "name"), ("units", "phone")):
        found = [row[field] for name in NAMES for row in office(name).people[table]]
        assert [value for value, times in Counter(found).items() if times > 1] == []
    assert len({office(name).play["key"] for name in NAMES}) == 3
    assert len({office(name).settings["code"] for name in NAMES}) == 3


# settings


@each_office
def test_settings__parsed_but_for_what_an_office_adds(name: str) -> None:
    sample = office(name)
    assert sample.campaign.commission == sample.settings["commission"]
    added = set(sample.settings["bodies"]) - set(KNOWN_BODIES)
    named = {
        one["acts_as"].removeprefix("body:")
        for one in sample.own_lists["monitor_roles"]["choices"]
        if one["acts_as"].startswith("body:")
    }
    assert added == named
    groups = {one["code"]: one["label"] for one in sample.lists["groups"]["choices"]}
    assert groups == {code: sample.settings["bodies"][code] for code in groups}
    assert {"leading_group", "review_group"} == set(groups)


@each_office
def test_settings__words(name: str) -> None:
    words = office(name).settings["words"]
    assert set(words) <= WORDS
    for key in ("addressees", "title_words"):
        assert words[key]
        assert all(isinstance(one, str) and one for one in words[key])
    assert all(value for value in words.values())


@each_office
def test_play__days_in_order(name: str) -> None:
    sample = office(name)
    days = [sample.play["issued_at"], *(one["played_on"] for one in sample.play["rounds"])]
    assert days == sorted(days)
    assert len(bytes.fromhex(sample.play["key"])) == 32
    first, last = sample.campaign.publicity_days
    assert days[-1].date() < first <= last < sample.campaign.issued_on
    assert sample.play["rounds"][0]["played_on"].date() <= sample.campaign.deadline
    for unit in sample.roster.units:
        filed = sample.content(unit.code)["filed_on"]
        assert days[0].date() <= filed <= days[1].date()


# lists


@each_office
def test_lists__every_meaning_is_known(name: str) -> None:
    sample = office(name)
    assert set(sample.means("unit_kinds").values()) == set(UNIT_CODES)
    assert set(sample.means("ranks").values()) == set(RANK_CODES)
    assert all(ROLE.fullmatch(one) for one in sample.means("monitor_roles").values())
    assert sample.codes("levels") == ("1", "2", "3")
    for title, entry in sample.own_lists.items():
        assert set(entry) == {"title", "choices"}, title
        said = [
            fold(text).upper()
            for one in entry["choices"]
            for text in {one["code"], one["label"], *one.get("aliases", ())}
        ]
        assert [text for text, times in Counter(said).items() if times > 1] == [], title
    for one in sample.own_lists.get("colors", {}).get("choices", ()):
        assert re.fullmatch(r"[0-9A-F]{6}", one["tint"])


def test_lists__differ_where_they_are_to_differ() -> None:
    kinds = {name: set(office(name).codes("unit_kinds")) for name in NAMES}
    assert {name: len(codes) for name, codes in kinds.items()} == {
        "market": 4, "hospital": 5, "company": 4,
    }  # fmt: skip
    levels = {
        name: tuple(one["label"] for one in office(name).lists["levels"]["choices"])
        for name in NAMES
    }
    assert levels["market"] == ("一级", "二级", "三级")
    assert levels["hospital"] == ("高风险", "中风险", "低风险")
    assert levels["company"] == ("A级", "B级", "C级")
    fields = {spec.name for spec in office("hospital").form.table(POINTS).fields}
    assert not fields & {"conduct", "major_matters"}
    assert "yellow" in office("company").codes("colors")
    assert office("company").means("monitor_roles")["branch_secretary"] == "post:支部书记"


# roster


@each_office
def test_roster__passes_its_own_check(name: str) -> None:
    sample = office(name)
    lists = for_forms(toml(TEMPLATES / "lists" / "choices.toml"))
    raw = toml(TEMPLATES / "forms" / "roster.toml")
    form, findings = parse_form("roster.toml", raw, lists, frozenset(ROW_CHECKS))
    assert findings == ()
    assert form is not None
    codes = {
        **{code: UNIT_CODES[means] for code, means in sample.means("unit_kinds").items()},
        **{code: RANK_CODES[means] for code, means in sample.means("ranks").items()},
    }

    def text(row: Mapping[str, str], key: str) -> str:
        return codes[row[key]] if (key == "kind" and "head" in row) or key == "rank" else row[key]

    tables = {
        table.name: [{key: text(row, key) for key in row} for row in sample.people[table.name]]
        for table in form.tables
    }
    known = Known(sample.campaign, Roster((), ()), date(2026, 1, 1))
    checked = check(returned(form, {}, tables), form, known)
    of_codes = {"normalised", "read-as-choice"}  # kinds and ranks are given by their codes here
    assert [one for one in checked.findings if one.code not in of_codes] == []


@each_office
def test_roster__kinds_and_ranks_say_what_people_are(name: str) -> None:
    sample = office(name)
    kinds, ranks = sample.means("unit_kinds"), sample.means("ranks")
    assert {unit.kind for unit in sample.roster.units} == set(kinds)
    for unit in sample.roster.units:
        leader, head = (sample.roster.people[code] for code in (unit.leader, unit.head))
        assert ranks[leader.rank] in {"chief", "leader"}
        assert ranks[head.rank] in ({"head"} if kinds[unit.kind] == "led" else {"chief"})
    posts = {post.code.partition("-")[0]: post.unit for post in sample.roster.posts}
    assert all(prefix == unit for prefix, unit in posts.items())


def test_roster__every_led_unit_of_the_company_has_a_branch_secretary() -> None:
    sample = office("company")
    led = [u for u in sample.roster.units if sample.means("unit_kinds")[u.kind] == "led"]
    for unit in led:
        posts = [post for post in sample.roster.posts_of(unit.code) if post.name == "支部书记"]
        assert [bool(post.holder) for post in posts] == [True]


# points


@each_unit
def test_points__every_post_is_answered_once(name: str, code: str) -> None:
    sample, content = office(name), office(name).content(code)
    posts = {post.code for post in sample.roster.posts_of(code)}
    assert content["unit"] == code
    assert content["filler"] in sample.roster.people
    assert answered_posts(content) == posts
    zero = {one["post"] for one in content.get("zero", ())}
    assert not zero & {one["post"] for one in content["points"]}
    assert all(one["reason"] for one in content.get("zero", ()))


@each_office
def test_points__in_the_fields_of_the_form(name: str) -> None:
    sample = office(name)
    names = [spec.name for spec in sample.form.table(POINTS).fields]
    required = {spec.name for spec in sample.form.table(POINTS).fields if spec.required}
    for unit, point in sample.points():
        assert set(point) <= set(names)
        assert required <= set(point), point["name"]
        assert [key for key in names if key in point] == list(point), point["name"]
        assert point["post"] == UNIT_SCOPE or sample.roster.post(point["post"])
        people = [person.name for person in sample.roster.people.values()]
        posts = [post.name for post in sample.roster.posts_of(unit.code)]
        said = point["responsible"]
        assert any(one in said for one in (*people, *posts, *_bodies(sample))), said


def _bodies(sample: OfficeSample) -> list[str]:
    return [*sample.settings["bodies"].values(), *(unit.name for unit in sample.roster.units)]


def test_points__no_text_stands_twice_in_any_office() -> None:
    for key in ("name", "manifestation", "measures"):
        texts = Counter(fold(point[key]) for _, _, point in every_point())
        assert [text for text, times in texts.items() if times > 1] == [], key


def test_points__no_sentence_of_a_measure_stands_twice() -> None:
    parts = Counter(
        fold(part)
        for _, _, point in every_point()
        for part in re.split(r"[；。]?\d\.|[。]$", point["measures"])
        if part
    )
    assert [part for part, times in parts.items() if times > 1] == []


@pytest.mark.parametrize("key", ["manifestation", "measures"])
def test_points__concrete(key: str) -> None:
    for name, unit, point in every_point():
        assert len(point[key]) >= 28, (name, unit, point["name"])
        assert len(point[key]) <= 200, (name, unit, point["name"])


# their returns


@each_unit
def test_return__without_a_finding(name: str, code: str) -> None:
    sample = office(name)
    unit = sample.roster.unit(code)
    assert unit is not None
    checked = sample.checked(unit)
    told = [one for one in checked.findings if one.severity is not Severity.ADVICE]
    assert [one for one in told if one.code != "level-differs"] == []
    assert checked.submission is not None


@each_office
def test_return__planted_faults_are_errors_where_they_stand(name: str) -> None:
    sample = office(name)
    assert 3 <= len(sample.faults) <= 4
    units = sorted({fault.unit for fault in sample.faults})
    assert len(units) == 2
    for code in units:
        unit = sample.roster.unit(code)
        assert unit is not None
        mine = [fault for fault in sample.faults if fault.unit == code]
        checked = sample.checked(unit, mine)
        assert checked.submission is None
        found = {(one.where.sheet, one.where.address) for one in checked.errors}
        assert found == {
            (
                sample.form.table(fault.table).sheet,
                cell_of(sample.form, fault.table, fault.row, fault.field),
            )
            for fault in mine
        }


@each_office
def test_return__in_a_real_workbook_comes_back_as_it_was_written(name: str) -> None:
    sample = office(name)
    unit = sample.roster.units[2]
    header, tables = sample.answers(unit)
    about = FormNotes(sample.form.title, sample.campaign.commission, sample.play["issued_at"])
    rosters = {"posts": ("本单位", *(post.name for post in sample.roster.posts_of(unit.code)))}
    filling = Filling(header, {key: tuple(rows) for key, rows in tables.items()}, rosters)
    book = read_book(build(sample.form, filling, about))
    raw = locate(book, sample.form, file="", sha256="", stamp=None)
    assert raw.findings == ()
    assert {key: shown_text(cell) for key, cell in raw.header.items()} == header
    for key, rows in tables.items():
        located = raw.table(key)
        assert located is not None
        found = [{at: shown_text(cell) for at, cell in row.cells.items()} for row in located.rows]
        assert found == rows
