"""Districts bundle, the office above unites: replaced, at odds, checked, down to the cell."""

from __future__ import annotations

import contextlib
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.bundle_examples import bundle, points
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk
from support.revisions import revised, revision
from support.two_units import MEETING_FILE, SECTION_FILE, two_units

from lzfx.cli.demo import play, sample

POINT = "KS05-004"
APPROVED, LATER, SECOND = "2026-09-20T09:00:00", "2026-09-25T09:00:00", "2026-09-28T09:00:00"
MEASURES = (
    "1.候选名单在社区公示五天；2.评委由街道代表、社区居民和媒体各占三分之一；"
    "3.评选结果附事迹核实表。"
)
NEWER = "1.候选名单在社区公示七天；2.评选结果附事迹核实表，由两人核实。"
SENDER, OTHER = "澄岚区人口和计划生育委员会", "濯缨区人口和计划生育委员会"


def said(clerk: Clerk, *words: str, now: str, code: int = 0) -> Any:  # noqa: ANN401 - its JSON
    """What a command says as data."""
    done = clerk.run(*words, "--json", now=now)
    assert done.code == code, done.out + done.err
    return done.json


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A district whose two units answered."""
    clerk = two_units(tmp_path_factory.mktemp("rollup") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("issue", "revisions", "--late")):
        said(clerk, *words, now=ROUND_ONE)
    return clerk


@pytest.fixture
def district(first: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(first.folder, tmp_path / "甲" / "2026")
    return Clerk(tmp_path / "甲" / "2026")


@pytest.fixture
def city(tmp_path: Path) -> Clerk:
    (tmp_path / "全市").mkdir()
    return Clerk(tmp_path / "全市")


def renamed(first: Clerk, folder: Path, name: str) -> Clerk:
    """Another district with the same answers."""
    shutil.copytree(first.folder, folder)
    settings = folder / "lzfx.toml"
    settings.write_text(settings.read_text("utf-8").replace(SENDER, name), "utf-8")
    return Clerk(folder)


def sent(clerk: Clerk, now: str) -> tuple[str, str]:
    """The file of a new bundle and its code."""
    made = said(clerk, "bundle", now=now)
    return made["file"], "".join(made["code"].split())


def rows(city: Clerk, name: str = "汇总清单") -> list[dict[str, Any]]:
    """The rows of a list by their heads."""
    sheet = load_workbook(city.folder / "成果" / f"{name}.xlsx").worksheets[0]
    lines: list[list[Any]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(line for line in lines if "报送单位" in line)
    at = lines.index(head)
    return [dict(zip(head, line, strict=True)) for line in lines[at + 1 :]]


def test_bundle__a_draft_says_so_and_the_same_record_gives_the_same_bytes(district: Clerk) -> None:
    made = said(district, "bundle", now=ROUND_TWO)
    assert (made["mark"], made["edition"], made["points"]) == ("送审稿", 0, 16)
    file = Path(made["file"])
    before = file.read_bytes()
    for name in ("一览表", "工作手册"):
        district.run("publish", name, "--fonts", "bundled", now=LATER)
    again = said(district, "bundle", now=LATER)
    assert (again["code"], file.read_bytes()) == (made["code"], before)
    assert "做好报送文件" in district.run("log", now=LATER).out
    assert said(district, "verify", now=LATER)["findings"] == []


def test_bundle__without_points_is_refused(tmp_path: Path) -> None:
    clerk = two_units(tmp_path / "2026")
    assert clerk.run("bundle", "--json", now=ROUND_ONE).json["error"]["code"] == "bundle-nothing"


def test_rollup__districts_in_one_list_down_to_the_cell(
    first: Clerk, district: Clerk, city: Clerk, tmp_path: Path
) -> None:
    other = renamed(first, tmp_path / "乙" / "2026", OTHER)
    (one, code), (two, _) = sent(district, ROUND_TWO), sent(other, ROUND_TWO)
    done = said(city, "rollup", one, two, "--into", ".", "--code", code, now=LATER)
    assert (len(done["taken"]), done["points"], done["findings"]) == (2, 32, [])
    assert len(done["checked"]) == 1
    listed = rows(city)
    assert [row["报送单位"] for row in listed] == [SENDER] * 16 + [OTHER] * 16
    (mine,) = [row for row in listed if row["编号"] == POINT and row["报送单位"] == OTHER]
    why = said(other, "why", POINT, now=LATER)
    cells = {value["title"]: value["cell"] for value in why["values"]}
    name = next(title for title in cells if title.startswith("风险点名称"))
    assert (mine["来源文件"], mine["格"]) == (why["file"], cells[name])
    told = said(city, "rollup", "--point", OTHER[:3], POINT, now=LATER)
    cells.pop("变动标记")  # of this year only, and no part of the scheme
    assert {value["title"]: value["cell"] for value in told["values"]} == cells
    assert (told["checked"], told["sha256"]) == (False, [why["sha256"]])
    assert city.run("rollup", "--point", OTHER, "KS05-999").code == 2
    assert city.run("rollup", "--point", "别的区", POINT).code == 2


def test_rollup__again_and_in_another_order_gives_the_same_list(
    first: Clerk, district: Clerk, city: Clerk, tmp_path: Path
) -> None:
    other = renamed(first, tmp_path / "乙" / "2026", OTHER)
    (one, _), (two, _) = sent(district, ROUND_TWO), sent(other, ROUND_TWO)
    for files in ((one,), (two, one), (one, two, one)):
        said(city, "rollup", *files, "--into", ".", now=LATER)
    reverse = tmp_path / "反" / "全市"
    said(Clerk(tmp_path), "rollup", two, one, "--into", str(reverse), now=LATER)
    lists = [folder / "成果" / "汇总清单.xlsx" for folder in (city.folder, reverse)]
    assert lists[0].read_bytes() == lists[1].read_bytes()


def test_rollup__a_newer_edition_replaces_the_draft_and_tells_what_changed(
    district: Clerk, city: Clerk
) -> None:
    draft, _ = sent(district, ROUND_TWO)
    shutil.copy(draft, city.folder.parent / "draft.lzb")
    district.run("publish", "一览表", "--fonts", "bundled", now=ROUND_TWO)
    paper = ("--paper", "纪要〔2026〕7号", "--on", "2026-09-19")
    said(district, "approve", *paper, now=APPROVED)
    edition, _ = sent(district, APPROVED)
    done = said(city, "rollup", "../draft.lzb", edition, "--into", ".", now=LATER)
    assert done["standings"][0]["counts"]["manifest"]["edition"] == 1
    revised(district, revision(1, POINT, "防范措施", MEASURES, NEWER), now=LATER)
    told = said(district, "bundle", now=LATER)
    assert (told["edition"], told["differs"]) == (1, True)
    again = said(city, "rollup", told["file"], now=LATER)
    assert (again["changes"], again["standings"][0]["at_odds"]) == ([], [])
    district.run("publish", "一览表", "--draft", "--fonts", "bundled", now=LATER)
    paper = ("--paper", "纪要〔2026〕9号", "--on", "2026-09-27")
    said(district, "approve", *paper, now=SECOND)
    second, _ = sent(district, SECOND)
    new = said(city, "rollup", second, now=SECOND)
    (change,) = [one for one in new["changes"] if one["field"] == "防范措施"]
    assert (change["point_id"], change["change"]) == (POINT, "changed")
    assert change["after"] == NEWER
    assert {row["编号"] for row in rows(city, "汇总变化表")} == {POINT}
    old = said(city, "rollup", "../draft.lzb", now=SECOND)
    assert (old["known"], old["changes"]) == (1, [])


def test_rollup__an_older_one_that_comes_late_replaces_nothing(city: Clerk) -> None:
    for name, edition in (("new", 2), ("old", 1)):
        data = bundle("甲区", points(edition), edition=edition, edition_day="2026-09-20")[1]
        (city.folder / f"{name}.lzb").write_bytes(data)
    said(city, "rollup", "new.lzb", "--into", ".", now=LATER)
    done = said(city, "rollup", "old.lzb", now=LATER)
    assert [one["code"] for one in done["findings"]] == ["bundle-older"]
    assert (done["points"], done["changes"]) == (2, [])


def test_rollup__two_of_one_edition_wait_for_a_person(city: Clerk) -> None:
    heads = []
    for name, text in (("a", ""), ("b", "（改）")):
        told = {"edition": 1, "edition_day": "2026-09-20"}
        head, data = bundle("甲区", points(3, text), **told)
        heads.append(head)
        (city.folder / f"{name}.lzb").write_bytes(data)
    said(city, "rollup", "a.lzb", "--into", ".", now=LATER)
    done = said(city, "rollup", "b.lzb", now=LATER, code=3)
    assert [one["code"] for one in done["findings"]] == ["bundle-at-odds"]
    assert city.run("rollup", "--take", heads[1].seal).code == 2  # without a reason
    assert city.run("rollup", "--take", "0" * 20, "--why", "x").code == 2
    chosen = said(city, "rollup", "--take", heads[1].seal, "--why", "电话核实", now=LATER)
    assert chosen["standings"][0]["counts"]["digest"] == heads[1].digest
    assert {row["风险点"] for row in rows(city)} == {f"示例风险{n}（改）" for n in (1, 2, 3)}


def test_rollup__the_code_of_another_file_refuses_this_one(city: Clerk) -> None:
    head, data = bundle("甲区", points(3))
    (city.folder / "a.lzb").write_bytes(data)
    wrong = said(city, "rollup", "a.lzb", "--into", ".", "--code", "0" * 20, now=LATER, code=1)
    assert [one["code"] for one in wrong["findings"]] == ["bundle-code-differs"]
    assert wrong["taken"] == []
    short = city.run("rollup", "a.lzb", "--into", ".", "--code", head.seal[:8], "--json")
    assert short.json["error"]["code"] == "rollup-code-wrong"
    spaced = f"{head.seal[:4]} {head.seal[4:].upper()}"
    good = said(city, "rollup", "a.lzb", "--into", ".", "--code", spaced, now=LATER)
    assert good["checked"] == [head.digest]


def test_rollup__a_list_that_a_person_edited_is_kept_beside(city: Clerk) -> None:
    (city.folder / "a.lzb").write_bytes(bundle("甲区", points(3))[1])
    said(city, "rollup", "a.lzb", "--into", ".", now=LATER)
    listed = city.folder / "成果" / "汇总清单.xlsx"
    listed.write_bytes(b"edited")
    done = said(city, "rollup", now=SECOND)
    assert [one["code"] for one in done["findings"]] == ["output-edited"]
    assert b"edited" in {one.read_bytes() for one in listed.parent.iterdir()}


def test_rollup__needs_a_folder_of_its_own(district: Clerk, city: Clerk) -> None:
    assert city.run("rollup", "--json").json["error"]["code"] == "rollup-no-folder"
    inside = district.run("rollup", "--into", ".", "--json")
    assert inside.json["error"]["code"] == "rollup-in-campaign"
    (city.folder / "汇总记录.jsonl").write_text('{"act":"check","code":"00"}\n坏\n', "utf-8")
    torn = city.run("rollup", "--json").json["error"]
    assert (torn["code"], torn["params"]["number"]) == ("rollup-record-damaged", 2)


def test_rollup__an_office_with_other_levels_and_fields_is_refused_place_by_place(
    district: Clerk, city: Clerk, tmp_path: Path
) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        play(tmp_path / "医院", sample("hospital"))
    hospital = said(Clerk(tmp_path / "医院"), "bundle", now="2027-03-01T09:00:00")
    mine, _ = sent(district, ROUND_TWO)
    said(city, "rollup", mine, "--into", ".", now=LATER)
    before = (city.folder / "成果" / "汇总清单.xlsx").read_bytes()
    done = said(city, "rollup", hospital["file"], now=LATER, code=1)
    assert {one["code"] for one in done["findings"]} == {
        "bundle-other-scheme",
        "bundle-other-scheme-more",
    }
    parts = {one["params"].get("part") for one in done["findings"]}
    assert {"levels", "grading"} <= parts
    assert (city.folder / "成果" / "汇总清单.xlsx").read_bytes() == before
    alone = said(Clerk(tmp_path), "rollup", hospital["file"], "--into", "院", now=LATER)
    assert alone["points"] == hospital["points"] > 0
