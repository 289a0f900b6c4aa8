"""Units and posts merge, split and end, in the next year and within one; points go along."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, Ran
from support.roster_edits import (
    answered_points,
    edited,
    issued_book,
    prefilled,
    with_units,
)
from support.two_units import SECTION_FILE, put, two_units

from lzfx.content.blocks import Table
from lzfx.documents.handbook.duties import duties
from lzfx.session.master import graded_master
from lzfx.session.opening import open_session
from lzfx.session.papers import with_papers

IDS = [f"KS05-{number:03d}" for number in range(1, 11)]
LEADER = {f"KS05-{number:03d}": {"岗位": "科长"} for number in range(3, 11)}
IDLE = ("技术服务监管岗", "医学鉴定岗", "药具管理岗")
"""Posts of KS04 that have no points."""

EMPTIED = (
    *("风险点编号", "变动标记", "岗位", "职权（事项）", "环节", "风险点性质", "风险类别"),
    *("风险点名称", "表现形式", "可能产生的行为", "行使权力大小", "与群众关系密切程度"),
    *("滋生腐败可能性", "不作为/乱作为", "涉及三重一大", "申报等级", "定级理由", "查找方式"),
    *("防范措施", "责任人", "备注"),
)
"""Every column of a point: a row without any of them is not there."""

STARTED, ISSUED, RECEIVED = "2027-08-02T09:00:00", "2027-08-21T09:00:00", "2027-09-02T09:00:00"
IN_YEAR = "2026-10-10T09:00:00"
WHY = ("--why", "机构合并")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2026, in which KS05 declared ten points, and 2027, which starts from it."""
    home = tmp_path_factory.mktemp("moves")
    clerk = two_units(home / "2026")
    clerk.deliver(SECTION_FILE)
    assert clerk.run("collect", now=ROUND_ONE).code == 0
    clerk.run("merge", now=ROUND_TWO)
    begun = Clerk(home).run("init", "2027", "--after", "2026", now="2027-08-01T09:00:00")
    assert begun.code == 0, begun.out + begun.err
    return home


@pytest.fixture
def clerk(years: Path, tmp_path: Path) -> Clerk:
    """The clerk in 2027, when KS04 takes KS05 over."""
    shutil.copytree(years / "2027", tmp_path / "2027")
    one = Clerk(tmp_path / "2027")
    with_units(one, KS04="在用", KS05="合并", KS06="在用")
    return one


@pytest.fixture
def within(years: Path, tmp_path: Path) -> Clerk:
    """The clerk in 2026 after the declarations, when KS04 takes KS05 over."""
    shutil.copytree(years / "2026", tmp_path / "2026")
    one = Clerk(tmp_path / "2026")
    with_units(one, KS04="在用", KS05="合并")
    return one


def _abolished(clerk: Clerk, now: str = STARTED) -> list[str]:
    duties = clerk.run("status", "--json", now=now).json["todo"]
    return [one["about"] for one in duties if one["kind"] == "abolished"]


def _units(clerk: Clerk, now: str) -> dict[str, str]:
    lines = clerk.run("grade", "--json", now=now).json["lines"]
    return {line["point_id"]: line["unit"] for line in lines}


def _refused(ran: Ran) -> str:
    assert ran.code == 2, ran.out
    return str(ran.json["error"]["code"])


def _whole(clerk: Clerk, now: str) -> None:
    """The ledger is as its originals and its record make it."""
    for command in ("verify", "rebuild"):
        done = clerk.run(command, "--json", now=now)
        assert done.code == 0, (command, done.out + done.err)
        assert not done.json.get("findings"), (command, done.out)


def _printed_posts(clerk: Clerk) -> dict[str, str]:
    """The posts in the overview as it was printed last, by the name of the point."""
    name = next(one for one in clerk.files("成果") if one.endswith("一览表（送审稿）.xlsx"))
    rows = list(load_workbook(clerk.folder / "成果" / name).worksheets[0].values)
    head = next(row for row in rows if "岗位" in row)
    post, point = head.index("岗位"), head.index("风险点")
    return {str(row[point]): str(row[post]) for row in rows}


def _issue(clerk: Clerk, unit: str, now: str = ISSUED) -> list[str]:
    done = clerk.run("issue", "--only", unit, now=now)
    assert done.code == 0, done.out + done.err
    return prefilled(issued_book(clerk, unit))


def test_merged__the_points_are_a_duty_until_they_are_moved(clerk: Clerk) -> None:
    assert _abolished(clerk) == ["KS05"]
    moved = clerk.run("move", "宣传教育科", "--to", "KS04", *WHY, "--json", now=STARTED)
    assert moved.code == 0, moved.out + moved.err
    (one,) = moved.json["moved"]
    assert [point["point_id"] for point in one["points"]] == IDS
    assert _abolished(clerk) == []


def test_merged__the_next_declaration_of_the_unit_that_takes_over(clerk: Clerk) -> None:
    """One point is given up, one is changed; a new one of its own gets a number of its own."""
    clerk.run("move", "KS05", "--to", "KS04", *WHY, now=STARTED)
    assert _issue(clerk, "KS04") == IDS
    said = LEADER | {
        "KS05-004": {"岗位": "科长", "变动标记": "撤销", "备注": "评选已经停办"},
        "KS05-005": {
            "岗位": "科长",
            "变动标记": "修改",
            "防范措施": "接待一律在机关食堂，附公函。",
        },
    }
    put(clerk, "接手.xlsx", answered_points(clerk, "KS04", said, none_at=IDLE))
    ran = clerk.run("collect", "--json", now=RECEIVED)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    clerk.run("merge", now=RECEIVED)
    assert _units(clerk, RECEIVED) == {one: "科学技术科" for one in IDS if one != "KS05-004"}
    told = clerk.run("why", "KS05-005", "--json", now=RECEIVED).json["way"]
    assert told["units"] == ["宣传教育科"]
    assert [(one["what"], one["to"], one["why"]) for one in told["moves"]] == [
        ("宣传教育科", "科学技术科", "机构合并")
    ]
    _whole(clerk, RECEIVED)
    done = clerk.run("publish", "年度变动情况", "--json", now=RECEIVED)
    assert done.code == 0, done.out + done.err
    assert any(name.endswith("年度变动情况.pdf") for name in clerk.files("成果"))


def test_year_after__tells_the_move_and_by_which_paper_and_moves_nothing_by_it(
    within: Clerk, tmp_path: Path
) -> None:
    paper = ("--paper", "示例编〔2026〕4号")
    moved = within.run("move", "KS05", "--to", "KS04", *WHY, *paper, now=IN_YEAR)
    assert moved.code == 0, moved.out + moved.err
    begun = Clerk(tmp_path).run("init", "2027", "--after", "2026", now="2027-08-01T09:00:00")
    assert begun.code == 0, begun.out + begun.err
    after = Clerk(tmp_path / "2027")
    duties = after.run("status", "--json", now=STARTED).json["todo"]
    assert not [one for one in duties if one["kind"] in {"abolished", "backup"}]
    _issue(after, "KS04")
    put(after, "接手.xlsx", answered_points(after, "KS04", LEADER, none_at=IDLE))
    done = after.run("collect", "--json", now=RECEIVED)
    assert [one["outcome"] for one in done.json["deliveries"]] == ["accepted"], done.out
    told = after.run("why", "KS05-005", "--json", now=RECEIVED).json["way"]
    assert told["units"] == ["宣传教育科"]
    assert [(one["on"], one["what"], one["to"], one["paper"]) for one in told["moves"]] == [
        (IN_YEAR[:10], "宣传教育科", "科学技术科", paper[1])
    ]
    refused = after.run("move", "KS05", "--undo", *WHY, "--json", now=RECEIVED)
    assert _refused(refused) == "move-not-done", "it is last year's"
    with_units(after, KS04="撤销", KS05="在用")
    back = after.run("move", "KS04", "--to", "KS05", *WHY, "--json", now=RECEIVED)
    assert back.code == 0, "no circle: " + back.out
    _whole(after, RECEIVED)
    again = Clerk(tmp_path).run("init", "2028", "--after", "2027", now="2028-08-01T09:00:00")
    assert again.code == 0, again.out + again.err
    log = Clerk(tmp_path / "2028").run("log", "--json", now="2028-08-02T09:00:00").json
    moves = [one for one in log["entries"] if one["verb"] == "move"]
    assert sorted(one["about"] for one in moves) == ["KS04", "KS05"]


def test_merged__a_point_of_the_old_unit_left_out_is_found(clerk: Clerk) -> None:
    clerk.run("move", "KS05", "--to", "KS04", *WHY, now=STARTED)
    _issue(clerk, "KS04")
    sheet = issued_book(clerk, "KS04")
    book = sheet.parent
    assert book is not None
    data = answered_points(clerk, "KS04", LEADER | {"KS05-010": {"风险点编号": ""}}, none_at=IDLE)
    put(clerk, "缺一个.xlsx", data)
    ran = clerk.run("collect", "--json", now=RECEIVED)
    (one,) = ran.json["deliveries"]
    found = [
        (each["code"], each["params"]["value"])
        for each in one["findings"]
        if each["code"] == "row-missing"
    ]
    assert found == [("row-missing", "KS05-010")], one["findings"]


def test_split__one_post_goes_its_own_way_and_one_point_another(clerk: Clerk) -> None:
    """KS05-P2 goes to KS07 as it is; a single point goes to KS06, the rest to KS04."""
    with_units(clerk, KS07="在用", KS06="在用")
    edited(clerk, "岗位", {"KS05-P2": {"单位编号": "KS07"}})
    for what, to in (("KS05-P2", "KS07"), ("KS05-001", "KS06"), ("KS05", "KS04")):
        assert what == "KS05" or _abolished(clerk) == ["KS05"]
        done = clerk.run("move", what, "--to", to, *WHY, now=STARTED)
        assert done.code == 0, (what, done.err)
    assert _abolished(clerk) == []
    went = {unit: _issue(clerk, unit) for unit in ("KS04", "KS06", "KS07")}
    assert went["KS06"] == ["KS05-001"]
    assert went["KS07"] == ["KS05-007", "KS05-008", "KS05-009", "KS05-010"][: len(went["KS07"])]
    assert sorted(one for ids in went.values() for one in ids) == IDS
    _whole(clerk, ISSUED)


@pytest.mark.parametrize("told", [True, False], ids=["with it", "without it"])
def test_split__after_the_form_went_out_the_point_may_come_back_or_not(
    years: Path, tmp_path: Path, *, told: bool
) -> None:
    """KS05 goes on and gives one point away while its form, with that point, is out."""
    shutil.copytree(years / "2027", tmp_path / "2027")
    clerk = Clerk(tmp_path / "2027")
    with_units(clerk, KS04="在用")
    assert _issue(clerk, "KS05") == IDS
    assert clerk.run("move", "KS05-010", "--to", "KS04", *WHY, now=ISSUED).code == 0
    left = {} if told else {"KS05-010": dict.fromkeys(EMPTIED, "")}
    data = answered_points(clerk, "KS05", left, none_at=["协会工作岗"])
    put(clerk, "已发的表.xlsx", data)
    ran = clerk.run("collect", "--json", now=RECEIVED)
    (one,) = ran.json["deliveries"]
    assert one["outcome"] == "accepted", one["findings"]
    clerk.run("merge", now=RECEIVED)
    rest = dict.fromkeys(IDS[:-1], "宣传教育科")
    assert _units(clerk, RECEIVED) == rest | ({"KS05-010": "科学技术科"} if told else {})
    assert _issue(clerk, "KS04", RECEIVED) == ["KS05-010"]
    _whole(clerk, RECEIVED)


def test_abolished__the_points_go_out_with_their_reason(clerk: Clerk) -> None:
    done = clerk.run(
        "move", "KS05", "--drop", "--why", "职能取消", "--paper", "编办5号", now=STARTED
    )
    assert done.code == 0, done.err
    assert _abolished(clerk) == []
    assert _issue(clerk, "KS04") == []
    said = clerk.run("log", "KS05", "--json", now=ISSUED).json["entries"]
    assert [one["says"] for one in said] == [
        "机构变动：宣传教育科的风险点（10个）→ 撤销，不再保留。原因：职能取消；依据：编办5号。"
    ]


def test_renamed__needs_no_move_and_keeps_its_numbers(years: Path, tmp_path: Path) -> None:
    shutil.copytree(years / "2027", tmp_path / "2027")
    clerk = Clerk(tmp_path / "2027")
    edited(clerk, "单位", {"KS05": {"单位名称": "宣传与信息科", "单位别名": "宣传教育科、宣教科"}})
    assert _abolished(clerk) == []
    assert _issue(clerk, "KS05") == IDS
    same = clerk.run("move", "宣传教育科", "--to", "KS05", *WHY, "--json", now=ISSUED)
    assert _refused(same) == "move-circle"


CASES: list[tuple[tuple[str, ...], str]] = [
    (("KS04", "--to", "KS05", *WHY), "move-circle"),
    (("KS05", "--to", "KS04", *WHY), "move-done-already"),
    (("KS05-001", "--to", "KS03", *WHY), "move-target-gone"),
    (("KS05-001", "--to", "没有的科", *WHY), "unit-unknown"),
    (("没有的科", "--to", "KS04", *WHY), "move-unknown"),
    (("JC00", "--to", "KS04", *WHY), "move-source-in-use"),
    (("KS04-P1", "--to", "KS04-P2", *WHY), "move-source-in-use"),
    (("KS05-001", "--to", "KS04"), "why-needed"),
    (("KS05-001", *WHY), "move-where"),
    (("KS05-001", "--to", "KS04", "--drop", *WHY), "move-where"),
    (("KS04", "--undo", *WHY), "move-not-done"),
    (("KS05-001", "KS05-001", "--to", "KS06", *WHY), "move-circle"),
]


@pytest.mark.parametrize(("words", "code"), CASES, ids=[" ".join(one) for one, _ in CASES])
def test_move__is_refused_and_changes_nothing(
    clerk: Clerk, words: tuple[str, ...], code: str
) -> None:
    clerk.run("move", "KS05", "--to", "KS04", *WHY, now=STARTED)
    before = clerk.run("log", "--json", now=STARTED).json["total"]
    assert _refused(clerk.run("move", *words, "--json", now=STARTED)) == code
    assert clerk.run("log", "--json", now=STARTED).json["total"] == before


@pytest.mark.parametrize("how", [("undo",), ("move", "KS05", "--undo", "--why", "记错了")])
def test_undone__the_points_are_where_they_were(clerk: Clerk, how: tuple[str, ...]) -> None:
    clerk.run("move", "KS05", "--to", "KS04", *WHY, now=STARTED)
    done = clerk.run(*how, now=STARTED)
    assert done.code == 0, done.out + done.err
    assert _abolished(clerk) == ["KS05"]
    again = clerk.run("move", "KS05", "--to", "KS04", *WHY, now=STARTED)
    assert again.code == 0, again.err


def test_within_the_year__the_points_stand_under_the_new_unit_at_once(within: Clerk) -> None:
    assert set(_units(within, IN_YEAR).values()) == {"宣传教育科"}
    done = within.run("move", "KS05", "--to", "KS04", *WHY, now=IN_YEAR)
    assert done.code == 0, done.err
    assert _units(within, IN_YEAR) == dict.fromkeys(IDS, "科学技术科")
    assert _abolished(within, IN_YEAR) == []
    assert within.run("why", "KS05-003", "--json", now=IN_YEAR).json["way"]["moves"]
    _whole(within, IN_YEAR)


def test_within_the_year__points_stand_under_the_post_of_that_name_at_once(within: Clerk) -> None:
    """KS04 has a 科长 too; its other posts are called otherwise, so that those stay open."""
    done = within.run("move", "KS05", "--to", "KS04", *WHY, "--json", now=IN_YEAR)
    (one,) = done.json["moved"]
    assert {each["post"] for each in one["points"]} == {"科长", ""}
    held = within.run("why", "KS05-003", "--json", now=IN_YEAR).json
    assert (held["post"], [each["why"] for each in held["way"]["moves"]]) == ("科长", ["机构合并"])
    assert within.run("publish", "一览表", now=IN_YEAR).code == 0
    rows = _printed_posts(within)
    assert rows["指定印刷广告单位"] == "科长"
    assert rows["以次充好收受回扣"] == "宣传品制作岗（原宣传教育科）"
    within.run("undo", now=IN_YEAR)
    with_units(within, KS05="在用")
    within.run("publish", "一览表", now=IN_YEAR)
    assert _printed_posts(within)["以次充好收受回扣"] == "宣传品制作岗"
    _whole(within, IN_YEAR)


def test_within_the_year__points_of_open_posts_count_in_levels_and_stand_in_the_handbook(
    within: Clerk,
) -> None:
    """What no post of the new unit has yet is the unit's own to answer for, and nowhere lost."""
    within.run("move", "KS05", "--to", "KS04", *WHY, now=IN_YEAR)
    edited(within, "岗位", {f"KS05-P{number}": {"状态": "撤销"} for number in (1, 2)})
    with open_session(within.folder, datetime.fromisoformat(IN_YEAR), "tester") as session:
        graded = graded_master(session)
        master = with_papers(session, graded)
    rolled = (*graded.rolled.posts, *graded.rolled.units)
    assert sum(one.points for one in rolled) == len(IDS)
    assert {one.code for one in rolled if one.points} == {"KS04", "KS04-P1"}
    tables = [one for one in duties(master, graded.master.graded) if isinstance(one, Table)]
    rows = [[cell.text for cell in row] for table in tables for row in table.rows]
    assert sum(int(row[-1]) for row in rows) == len(IDS)
    (open_post,) = (row for row in rows if row[0] == "宣传品制作岗（原宣传教育科）")
    assert open_post[-2] != "未定级"


def test_within_the_year__the_new_unit_declares_them_and_counts(within: Clerk) -> None:
    """Each point is there once, as the new unit says it; the next year starts from that."""
    within.run("move", "KS05", "--to", "KS04", *WHY, now=IN_YEAR)
    done = within.run("issue", "--only", "KS04", "--late", now=IN_YEAR)
    assert done.code == 0, done.out + done.err
    assert prefilled(issued_book(within, "KS04")) == IDS
    said: dict[str, Any] = LEADER | {"KS05-005": {"岗位": "科长", "备注": "并入后由科长负责"}}
    data = answered_points(within, "KS04", said, none_at=IDLE, filed="2026-10-12")
    put(within, "并入后.xlsx", data)
    later = "2026-10-13T09:00:00"
    ran = within.run("collect", "--json", now=later)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    within.run("merge", now=later)
    assert _units(within, later) == dict.fromkeys(IDS, "科学技术科")
    values = within.run("why", "KS05-005", "--json", now=later).json["values"]
    assert {one["title"]: one["value"] for one in values}["备注"] == "并入后由科长负责"
    _whole(within, later)
    home = within.folder.parent
    begun = Clerk(home).run("init", "2027", "--after", "2026", "--json", now="2027-08-01T09:00:00")
    assert begun.json["inherited"] == 10
    assert _issue(Clerk(home / "2027"), "KS04") == IDS


APPROVED = "2026-09-30T09:00:00"


def _approved(clerk: Clerk, now: str) -> None:
    for words in (("merge",), ("publish", "一览表"), ("approve", "--paper", "纪要7号")):
        done = clerk.run(*words, now=now)
        assert done.code == 0, (words, done.out + done.err)


def _begun(clerk: Clerk) -> dict[str, Any]:
    """What starting the year after says of where its points are from."""
    home = Clerk(clerk.folder.parent)
    done = home.run("init", "2027", "--after", "2026", "--json", now="2027-08-01T09:00:00")
    assert done.code == 0, done.out + done.err
    return {name: done.json[name] for name in ("edition", "inherited", "otherwise")}


@pytest.fixture
def calm(years: Path, tmp_path: Path) -> Clerk:
    """The clerk in 2026 after the declarations, nothing reorganised."""
    shutil.copytree(years / "2026", tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def test_next_year__starts_from_the_edition_in_force(calm: Clerk) -> None:
    """What the table has otherwise by now is told and not taken over."""
    _approved(calm, APPROVED)
    calm.run("issue", "--only", "KS05", "--late", now=IN_YEAR)
    changed = {"KS05-005": {"变动标记": "修改", "备注": "十月改"}}
    data = answered_points(calm, "KS05", changed, none_at=["协会工作岗"], filed="2026-10-12")
    put(calm, "十月.xlsx", data)
    ran = calm.run("collect", "--json", now="2026-10-13T09:00:00")
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    assert _begun(calm) == {"edition": 1, "inherited": 10, "otherwise": ["KS05-005"]}
    later = Clerk(calm.folder.parent / "2027")
    _issue(later, "KS05")
    head = [str(cell.value) for cell in issued_book(later, "KS05")[6]]
    assert not any("十月改" in text for text in head)


def test_next_year__without_an_edition_starts_from_the_table(calm: Clerk) -> None:
    assert _begun(calm) == {"edition": 0, "inherited": 10, "otherwise": []}


def test_next_year__a_unit_that_skipped_a_year_keeps_its_points(
    years: Path, tmp_path: Path
) -> None:
    """2027 ends without a return; 2028 starts from what KS05 declared in 2026."""
    shutil.copytree(years / "2027", tmp_path / "2027")
    home = Clerk(tmp_path)
    begun = home.run("init", "2028", "--after", "2027", "--json", now="2028-08-01T09:00:00")
    assert (begun.code, begun.json["inherited"]) == (0, 10), begun.out + begun.err
    later = Clerk(tmp_path / "2028")
    assert _issue(later, "KS05", "2028-08-21T09:00:00") == IDS
    _whole(later, "2028-08-21T09:00:00")


def test_within_the_year__a_second_edition_has_the_points_under_the_new_unit(
    calm: Clerk,
) -> None:
    """A move alone leaves the first edition as it was; the second one has it."""
    _approved(calm, APPROVED)
    with_units(calm, KS04="在用", KS05="合并")
    assert calm.run("move", "KS05", "--to", "KS04", *WHY, now=IN_YEAR).code == 0
    calm.run("merge", now=IN_YEAR)
    compared = calm.run("publish", "版本对照表", "--json", now=IN_YEAR)
    assert compared.code == 0, compared.out + compared.err
    _approved_next(calm)
    assert _begun(calm) == {"edition": 2, "inherited": 10, "otherwise": []}
    assert _issue(Clerk(calm.folder.parent / "2027"), "KS04") == IDS
    _whole(calm, "2026-10-20T09:00:00")


def _approved_next(clerk: Clerk) -> None:
    for words in (("publish", "一览表", "--draft"), ("approve", "--paper", "纪要9号")):
        done = clerk.run(*words, now="2026-10-20T09:00:00")
        assert done.code == 0, (words, done.out + done.err)


def test_year_compared__what_was_taken_over_and_not_returned_is_open_and_not_given_up(
    years: Path, tmp_path: Path
) -> None:
    """KS05 has returned in the new year, then KS04 takes it over, which has returned nothing."""
    shutil.copytree(years / "2027", tmp_path / "2027")
    clerk = Clerk(tmp_path / "2027")
    _issue(clerk, "KS05")
    put(clerk, "宣传.xlsx", answered_points(clerk, "KS05", {}, none_at=["协会工作岗"]))
    clerk.run("collect", now=RECEIVED)
    with_units(clerk, KS04="在用", KS05="合并")
    assert clerk.run("move", "KS05", "--to", "KS04", *WHY, now=RECEIVED).code == 0
    missing = clerk.run("merge", "--json", now=RECEIVED).json["missing"]
    assert "科学技术科" in missing, "it has returned nothing itself"
    assert _compared(clerk) == dict.fromkeys(IDS, ("unchanged", "KS05"))


def test_year_compared__a_unit_that_returned_before_it_took_another_over(
    years: Path, tmp_path: Path
) -> None:
    """The points of KS05 wait for the next return of KS04: nobody has given them up."""
    shutil.copytree(years / "2027", tmp_path / "2027")
    clerk = Clerk(tmp_path / "2027")
    with_units(clerk, KS04="在用")
    for words in (("move", "KS05-010", "--to", "KS04", *WHY), ("issue", "--only", "KS04")):
        assert clerk.run(*words, now=ISSUED).code == 0
    data = answered_points(clerk, "KS04", {"KS05-010": {"岗位": "科长"}}, none_at=IDLE)
    put(clerk, "科技.xlsx", data)
    ran = clerk.run("collect", "--json", now=RECEIVED)
    assert [one["outcome"] for one in ran.json["deliveries"]] == ["accepted"], ran.out
    clerk.run("merge", now=RECEIVED)
    assert _compared(clerk) == {"KS05-010": ("unchanged", "KS05")}
    with_units(clerk, KS05="合并")
    assert clerk.run("move", "KS05", "--to", "KS04", *WHY, now=RECEIVED).code == 0
    assert _compared(clerk) == {"KS05-010": ("unchanged", "KS05")}


def _compared(clerk: Clerk) -> dict[str, tuple[str, str]]:
    """What became of each point since last year, and whence it came."""
    now = datetime.fromisoformat(RECEIVED)
    with open_session(clerk.folder, now, "tester") as session:
        papers = with_papers(session, graded_master(session)).papers
    return {one.point_id: (one.what, one.came_from) for one in papers.annual}
