"""Who answers for points and leaves: a duty until somebody of the roster is named instead."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.roster_edits import answered_points, edited, with_units
from support.two_units import SECTION_FILE, put, two_units

from lzfx.model.risk import RiskPoint
from lzfx.model.roster import Person, Post, Roster, Unit
from lzfx.session.people_left import people_left

HEAD, CLERK, MAKER = "P021", "P022", "KS05-P2"
"""The section's head, its clerk, and the post of the clerk."""

OF_HEAD = ["KS05-001", "KS05-003", "KS05-004", "KS05-005"]
STARTED, ISSUED, RECEIVED = "2027-08-02T09:00:00", "2027-08-21T09:00:00", "2027-09-02T09:00:00"
IN_YEAR = "2026-10-10T09:00:00"
NEW_HEAD = {"姓名": "宿雨晴"}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026, in which KS05 declared ten points."""
    home = tmp_path_factory.mktemp("left")
    clerk = two_units(home / "2026")
    clerk.deliver(SECTION_FILE)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    clerk.run("merge", now=ROUND_TWO)
    return home


@pytest.fixture
def clerk(years: Path, tmp_path: Path) -> Clerk:
    """The clerk in 2026, after the declarations."""
    shutil.copytree(years / "2026", tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _after(clerk: Clerk, year: int = 2027) -> Clerk:
    home = Clerk(clerk.folder.parent)
    begun = home.run("init", str(year), "--after", str(year - 1), now=f"{year}-08-01T09:00:00")
    assert begun.code == 0, begun.out + begun.err
    return Clerk(home.folder / str(year))


def _open(clerk: Clerk, now: str) -> list[tuple[str, list[str], str]]:
    """Of each such duty: who left, which points, and the first command that settles it."""
    todo: list[dict[str, Any]] = clerk.run("status", "--json", now=now).json["todo"]
    return [
        (one["facts"]["whom"], one["facts"]["points"].split("、"), one["ways"][0]["command"])
        for one in todo
        if one["kind"] == "nobody-answers"
    ]


def _sound(clerk: Clerk, now: str) -> None:
    for command in ("verify", "rebuild"):
        done = clerk.run(command, "--json", now=now)
        assert done.code == 0, (command, done.out + done.err)
        assert not done.json.get("findings"), (command, done.out)


def test_next_year__who_left_is_named_with_his_points_until_the_unit_names_another(
    clerk: Clerk,
) -> None:
    """The roster of the year before is known to the new year, though it was edited at once."""
    later = _after(clerk)
    edited(later, "人员", {HEAD: NEW_HEAD})
    assert _open(later, STARTED) == [
        ("阮听澜", OF_HEAD, "lzfx issue declaration --only KS05"),
    ]
    assert later.run("issue", "--only", "KS05", now=ISSUED).code == 0
    assert _open(later, ISSUED) == [("阮听澜", OF_HEAD, "lzfx collect")]
    other = {one: {"变动标记": "修改", "责任人": "科长宿雨晴"} for one in OF_HEAD}
    put(later, "先.xlsx", answered_points(later, "KS05", other, none_at=["协会工作岗"]))
    ran = later.run("collect", "--json", now=RECEIVED)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    assert _open(later, RECEIVED) == []
    _sound(later, RECEIVED)


def test_next_year__a_return_that_keeps_him_leaves_the_duty(clerk: Clerk) -> None:
    later = _after(clerk)
    edited(later, "人员", {HEAD: NEW_HEAD})
    later.run("issue", "--only", "KS05", now=ISSUED)
    put(later, "照旧.xlsx", answered_points(later, "KS05", {}, none_at=["协会工作岗"]))
    later.run("collect", now=RECEIVED)
    assert _open(later, RECEIVED) == [
        ("阮听澜", OF_HEAD, "lzfx issue declaration --only KS05"),
    ]


def test_in_year__he_is_told_and_the_year_after_still_knows_him(clerk: Clerk) -> None:
    """Nobody answered for it by the end of the year: what he left is not forgotten."""
    assert _open(clerk, IN_YEAR) == []
    edited(clerk, "人员", {HEAD: NEW_HEAD})
    assert _open(clerk, IN_YEAR) == [
        ("阮听澜", OF_HEAD, "lzfx issue declaration --only KS05 --late"),
    ]
    later = _after(clerk)
    assert [whom for whom, _, _ in _open(later, STARTED)] == ["阮听澜"]
    _sound(later, STARTED)
    third = _after(later, 2028)
    assert [whom for whom, _, _ in _open(third, "2028-08-02T09:00:00")] == ["阮听澜"]


def test_in_year__who_went_to_another_unit_answers_for_the_old_one_no_more(clerk: Clerk) -> None:
    with_units(clerk, KS04="在用")
    edited(clerk, "人员", {HEAD: {"所在单位编号": "KS04"}})
    assert [(whom, points) for whom, points, _ in _open(clerk, IN_YEAR)] == [("阮听澜", OF_HEAD)]


def test_in_year__a_post_that_nobody_holds_any_more_until_the_roster_has_somebody(
    clerk: Clerk,
) -> None:
    edited(clerk, "人员", {CLERK: {"姓名": "梅见深"}})
    ((whom, points, _),) = _open(clerk, IN_YEAR)
    assert whom == "费知夏"
    assert set(points) <= {f"KS05-{number:03d}" for number in range(7, 11)}


def test_unit_that_ended__is_told_by_name_once_its_points_have_moved(clerk: Clerk) -> None:
    with_units(clerk, KS04="在用", KS05="合并")
    assert _open(clerk, IN_YEAR) == [], "first they are to be moved"
    done = clerk.run("move", "KS05", "--to", "KS04", "--why", "机构合并", now=IN_YEAR)
    assert done.code == 0, done.err
    ((whom, points, command),) = _open(clerk, IN_YEAR)
    assert "宣传教育科" in whom.split("、")
    assert "KS05-002" in points
    assert command == "lzfx issue declaration --only KS04 --late"


UNIT = Unit("A", "甲科", "section")


def _left(said: str, post: str = "", *, now: str = "") -> tuple[str, ...]:
    people = {"1": Person("1", "陈明远", "", "", "A"), "2": Person("2", "苏禾", "", "", "A")}
    posts = (Post("A-P1", "A", "经办岗", "other", now), Post("A-P2", "A", "空缺岗", "other"))
    roster = Roster((UNIT,), posts, people)
    before = [("1", "陈明远", "A"), ("2", "苏禾", "A"), ("3", "陈明", "A")]
    left = people_left(roster, before, [("A-P1", "3")], [("甲科", "active")])
    return left.named_in(RiskPoint("A-001", "A", post, {"responsible": said}))


@pytest.mark.parametrize(
    ("said", "post", "found"),
    [
        ("科长陈明", "", ("陈明",)),
        ("科长陈 明", "", ("陈明",)),
        ("科长陈明远", "", ()),
        ("科长", "", ()),
        ("经办人", "A-P1", ("陈明",)),
        ("苏禾", "A-P1", ()),
        ("经办人", "A-P2", ()),
    ],
)
def test_named__by_the_whole_name_or_by_the_post_that_was_his(
    said: str, post: str, found: tuple[str, ...]
) -> None:
    assert _left(said, post) == found


def test_named__not_by_a_post_that_somebody_holds_by_now() -> None:
    assert _left("经办人", "A-P1", now="2") == ()
