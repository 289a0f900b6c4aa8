"""The shipped sample: as `content` says, in the state `faults.toml` promises, of a fair size."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from support.sample_check import Verdict, answers_of, content_of, judge
from support.sample_content import CONTENT, SAMPLE, Sample
from support.sample_returns import ROSTER, Sent, sent
from support.sample_roster import roster_workbook

from lzfx.checks.check import Checked, check
from lzfx.checks.context import Known
from lzfx.checks.roster import roster_of
from lzfx.files.entries import files
from lzfx.files.names import safe_file_name
from lzfx.forms.characters import fold
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.intake.archive import members
from lzfx.intake.book import read_book
from lzfx.intake.locate import locate
from lzfx.model.finding import Severity
from lzfx.model.roster import Roster
from lzfx.rules.wording import conducts_in

SAMPLES = Sample()
ENTRIES = tuple(SAMPLES.returns)
UNITS = tuple(unit.code for unit in SAMPLES.roster.units)
FORMS = tuple(entry for entry in ENTRIES if entry.get("make", "form") == "form")
_LIMIT = 1_500_000


@cache
def shipped(entry_round: int, name: str, inside: str = "") -> bytes:
    folder = SAMPLES.rounds[entry_round - 1].folder
    if inside:
        member = dict(members((folder / inside).read_bytes()))[name]
        assert isinstance(member, bytes), member
        return member
    return (folder / name).read_bytes()


def bytes_of(entry: Mapping[str, Any]) -> bytes:
    return shipped(entry["round"], entry["name"], entry.get("inside", ""))


def verdict_of(entry: Mapping[str, Any]) -> Verdict:
    day = SAMPLES.rounds[entry["round"] - 1].played_on.date()
    return judge(SAMPLES, entry["name"], bytes_of(entry), day, entry.get("unit", ""))


def label(entry: Mapping[str, Any]) -> str:
    return f"{entry['round']}-{entry['name']}"


@pytest.fixture(scope="module")
def made() -> dict[str, Sent]:
    return {label(one.entry): one for one in sent(SAMPLES)}


def roster_checked() -> Checked:
    book = read_book(ROSTER.read_bytes())
    raw = locate(book, SAMPLES.roster_form, file=ROSTER.name, sha256="", stamp=None)
    return check(
        raw, SAMPLES.roster_form, Known(SAMPLES.campaign, Roster((), ()), date(2026, 8, 21))
    )


def points() -> Iterator[tuple[str, int, dict[str, Any]]]:
    for unit in UNITS:
        for number, point in enumerate(SAMPLES.content(unit)["points"], start=1):
            yield unit, number, point


# what is shipped is what the script makes


def test_roster__current() -> None:
    assert content_of(ROSTER.read_bytes()) == content_of(roster_workbook(SAMPLES))


def test_roster__reads_back_without_a_finding() -> None:
    checked = roster_checked()
    assert checked.findings == ()
    assert checked.submission is not None
    assert roster_of(SAMPLES.roster_form, checked.submission.tables) == SAMPLES.roster


@pytest.mark.parametrize("entry", ENTRIES, ids=label)
def test_returns__current(entry: Mapping[str, Any], made: dict[str, Sent]) -> None:
    if entry.get("make") == "archive":
        inside = [one["name"] for one in ENTRIES if one.get("inside") == entry["name"]]
        assert [name for name, _ in members(bytes_of(entry))] == inside
    elif entry.get("make") == "copy":
        assert bytes_of(entry) == shipped(entry["round"], entry["of"])
    elif "save" in entry:
        source = made[label(entry)].data
        assert answers_of(SAMPLES, bytes_of(entry)) == answers_of(SAMPLES, source)
    else:
        assert content_of(bytes_of(entry)) == content_of(made[label(entry)].data)


def test_returns__none_beside_those_declared() -> None:
    for number, one in enumerate(SAMPLES.rounds, start=1):
        declared = {
            entry["name"] for entry in ENTRIES if entry["round"] == number and "inside" not in entry
        }
        assert {path.name for path in one.folder.iterdir()} == declared


def test_returns__saved_in_every_format_and_small() -> None:
    formats = Counter(read_book(bytes_of(entry)).container for entry in FORMS)
    assert formats["xlsx"] >= 20
    assert formats["xls"] >= 2
    assert formats["ods"] >= 4
    files = [path for path in (SAMPLE / "returns").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < _LIMIT


def test_returns__names_that_every_system_takes() -> None:
    for entry in ENTRIES:
        name = entry["name"]
        expected = name.removeprefix("~$") if entry.get("skipped") else name
        assert safe_file_name(name) == " ".join(expected.split())


# what collecting says of them


@pytest.mark.parametrize(
    "entry",
    [one for one in ENTRIES if one.get("make") != "archive" and not one.get("skipped")],
    ids=label,
)
def test_returns__findings_as_told(entry: Mapping[str, Any]) -> None:
    verdict = verdict_of(entry)
    assert verdict.codes(Severity.ERROR) == entry.get("errors", [])
    assert verdict.codes(Severity.QUERY) == entry.get("queries", [])
    assert set(entry.get("advice", ())) <= set(verdict.codes(Severity.ADVICE))
    assert (verdict.submission is None) == bool(entry.get("errors"))


def test_returns__lock_file_is_passed_over() -> None:
    seen = {path.name for one in SAMPLES.rounds for path in files(one.folder)}
    declared = {entry["name"] for entry in ENTRIES if "inside" not in entry}
    skipped = {entry["name"] for entry in ENTRIES if entry.get("skipped")}
    assert skipped
    assert seen == declared - skipped


def test_returns__every_unit_is_in_after_the_second_round() -> None:
    first = {entry["unit"]: entry for entry in FORMS if entry["round"] == 1 and _own(entry)}
    second = {entry["unit"]: entry for entry in FORMS if entry["round"] == 2}
    clean = {unit for unit, entry in first.items() if not entry.get("errors")}
    assert set(first) == set(UNITS)
    assert len(clean) >= 7
    assert len(set(first) - clean) >= 14
    assert set(second) == set(first) - clean
    assert not any(entry.get("errors") for entry in second.values())


def _own(entry: Mapping[str, Any]) -> bool:
    """A file by which the unit means to answer for this year."""
    return "year" not in entry and "guest" not in entry


@pytest.mark.parametrize("entry", [one for one in FORMS if not one.get("errors")], ids=label)
def test_returns__taken_in_with_the_answers_of_the_content(entry: Mapping[str, Any]) -> None:
    verdict = verdict_of(entry)
    assert verdict.subject == entry["unit"]
    assert verdict.submission is not None
    rows = verdict.submission.tables["risk_points"]
    wanted = SAMPLES.content(entry["unit"])["points"]
    assert [_judged(row.values) for row in rows] == [_judged(_typed(point)) for point in wanted]


def _judged(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value and key != "change"}


def _typed(point: Mapping[str, Any]) -> dict[str, Any]:
    """A point of the content as the program holds it: codes in the order of their list."""
    typed = dict(point) | {"declared_level": str(point["declared_level"])}
    typed["major_matters"] = point["major_matters"] or ["none"]
    for name in ("source", "conduct", "abuse", "major_matters", "found_by"):
        order = [choice.code for choice in SAMPLES.field(name).choices]
        typed[name] = tuple(sorted(typed[name], key=order.index))
    return typed


def test_returns__filed_before_they_are_received() -> None:
    for entry in FORMS:
        if not entry.get("errors"):
            verdict = verdict_of(entry)
            assert verdict.submission is not None
            filed = verdict.submission.header["filed_on"]
            assert isinstance(filed, date)
            assert filed <= SAMPLES.rounds[entry["round"] - 1].played_on.date()


# what the district is like


def test_content__sizes() -> None:
    active = [post for post in SAMPLES.roster.posts if post.in_use]
    assert len(UNITS) == 21
    assert len(active) >= 60
    assert len(list(points())) >= 250


def test_content__every_post_answers_once() -> None:
    for unit in UNITS:
        content = SAMPLES.content(unit)
        zero = [one["post"] for one in content.get("zero", ())]
        declared = {point["post"] for point in content["points"]} - {UNIT_SCOPE}
        owed = {post.code for post in SAMPLES.roster.posts_of(unit)}
        assert content["unit"] == unit
        assert not declared & set(zero)
        assert declared | set(zero) == owed


def test_content__levels_follow_the_rule_or_say_why() -> None:
    ask = SAMPLES.level_of(SAMPLES.made.date())
    differing = [
        point for _, _, point in points() if ask(tuple(point["conduct"])) != point["declared_level"]
    ]
    assert 5 <= len(differing) <= 12
    assert all(point["reason"] for point in differing)
    assert sum(bool(point["reason"]) for _, _, point in points()) == len(differing)


def test_content__levels_are_spread_as_in_real_campaigns() -> None:
    levels = Counter(point["declared_level"] for _, _, point in points())
    total = levels.total()
    assert 0.15 <= levels[1] / total <= 0.5
    assert 0.25 <= levels[2] / total <= 0.45
    assert 0.2 <= levels[3] / total <= 0.5


def test_content__nothing_copied_between_points() -> None:
    for name in ("measures", "manifestation", "name"):
        counts = Counter(fold(point[name]) for _, _, point in points())
        assert [text for text, count in counts.items() if count > 1] == []


def test_content__texts_name_no_other_conduct() -> None:
    ask = SAMPLES.level_of(SAMPLES.made.date())
    for unit, number, point in points():
        named = conducts_in(point["manifestation"])
        other = [code for code in named if code not in point["conduct"]]
        assert not other or ask(tuple(other)) == ask(tuple(point["conduct"])), (unit, number)


def test_people__names_are_invented_and_two_share_one() -> None:
    names = Counter(person.name for person in SAMPLES.roster.people.values())
    assert [name for name, count in names.items() if count > 1] == ["林晓芸"]
    assert all(2 <= len(name) <= 4 for name in names)
    assert len(SAMPLES.roster.people) >= 60
    addresses = [unit.email for unit in SAMPLES.roster.units]
    phones = [unit.phone for unit in SAMPLES.roster.units]
    assert all(address.endswith("@example.cn") for address in addresses)
    assert all(phone.startswith("0599-555") for phone in phones)
    assert len(set(addresses)) == len(set(phones)) == len(UNITS)


def test_people__who_answers_for_a_post_is_of_its_unit_or_leads_it() -> None:
    roster = SAMPLES.roster
    by_unit: dict[str, set[str]] = {}
    for person in roster.people.values():
        by_unit.setdefault(person.unit, set()).add(person.name)
    everybody = set().union(*by_unit.values())
    for unit, number, point in points():
        named = {name for name in everybody if name in point["responsible"]}
        post = roster.post(point["post"])
        own = by_unit.get(unit, set())
        if post is not None and post.holder:
            assert not named or named & (own | {roster.name_of(post.holder)}), (unit, number)


def test_play__key_is_marked_public_and_settings_fit() -> None:
    text = (SAMPLE / "sample.toml").read_text("utf-8")
    play = tomllib.loads(text)
    assert "公开" in text
    assert len(bytes.fromhex(play["key"])) == 32
    assert SAMPLES.campaign.code == "2026-SAMPLE"
    assert SAMPLES.rounds[0].played_on.date() <= SAMPLES.campaign.deadline
    assert [path.name for path in sorted(CONTENT.glob("points/*.toml"))] == sorted(
        f"{unit}.toml" for unit in UNITS
    )
