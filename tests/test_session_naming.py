"""Whom and which file a person means: names as printed, begun, mistyped, gone; several; nothing."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clerk import ROUND_TWO, SAMPLE, Clerk, sample_clerk

from lzfx.forms.near import meant, near

STRIPPED = "第一轮/锦枋街道（重新录入）.xlsx"
"""A return without any identity, of the unit JD07 of the sample."""

SCAN = "第一轮/苇渡街道签字页扫描件.pdf"
NAME = "锦枋街道（重新录入）.xlsx"
HERE = "这里没有，“收件”里没有，以前收到的文件里也没有。请核对文件名。"


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a clerk who has looked at one return that says nothing about whose it is."""
    made = sample_clerk(tmp_path_factory.mktemp("campaign") / "2026")
    made.deliver(STRIPPED)
    assert made.run("collect").code == 1
    return made.folder


@pytest.fixture
def clerk(looked: Path, tmp_path: Path) -> Clerk:
    """That clerk, in a folder of their own."""
    return Clerk(shutil.copytree(looked, tmp_path / "2026"))


def _waiting(clerk: Clerk) -> list[str]:
    """The refused files in the list of what is to be done."""
    told = clerk.run("status", "--json").json["todo"]
    return sorted(one["file"] for one in told if one["kind"] == "refused")


@pytest.mark.parametrize(
    "typed",
    [STRIPPED, NAME, f"收件/{STRIPPED}", "锦枋街道（重新", "锦枋街道(重新录入).xlsx", f"“{NAME}”"],
    ids=["as printed", "bare name", "path from here", "beginning", "half width", "quoted"],
)
def test_assign__takes_every_way_to_name_the_file(clerk: Clerk, typed: str) -> None:
    ran = clerk.run("assign", typed, "JD07", "--json", now=ROUND_TWO)
    (one,) = ran.json["deliveries"]
    assert (one["file"], one["subject"]) == (STRIPPED, "JD07")


def test_assign__from_within_the_folder_and_from_anywhere(clerk: Clerk) -> None:
    outside = Clerk(clerk.folder.parent)
    ran = outside.run("assign", NAME, "JD07", "-w", "2026", "--json", now=ROUND_TWO)
    assert [one["file"] for one in ran.json["deliveries"]] == [STRIPPED]
    inside = Clerk(clerk.folder / "收件/第一轮")
    again = inside.run("assign", NAME, "锦枋", now=ROUND_TWO)
    told = f"“{STRIPPED}”2026-09-18 10:00已经作为锦枋街道计生办的表收下，不用再认领。\n"
    assert (again.code, again.err) == (2, told)


def test_assign__a_file_that_is_gone_is_judged_by_its_original(clerk: Clerk) -> None:
    (clerk.folder / "收件" / STRIPPED).unlink()
    ran = clerk.run("assign", NAME, "JD07", "--json", now=ROUND_TWO)
    (one,) = ran.json["deliveries"]
    assert (one["file"], one["subject"]) == (STRIPPED, "JD07")


def test_assign__a_member_of_an_archive_by_its_printed_name(clerk: Clerk) -> None:
    (clerk.folder / "收件" / STRIPPED).unlink()
    source = (SAMPLE / "returns" / STRIPPED).read_bytes()
    packed = clerk.folder / "收件/报送.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.xlsx", source + b"\0")
        archive.writestr("说明.txt", "见附件")
    clerk.run("collect")
    shown = clerk.run("status").out
    assert "报送.zip/b.xlsx" in shown
    several = clerk.run("assign", "报送.zip", "JD07")
    assert several.err == (
        "“报送.zip”可以指好几个文件：报送.zip/b.xlsx、报送.zip/说明.txt。"
        "请把名称写全；名称相同的，写括号里的那串字。\n"
    )
    near_miss = clerk.run("assign", "报送.zip/c.xlsx", "JD07")
    assert "您是不是要写：报送.zip/b.xlsx" in near_miss.err
    ran = clerk.run("assign", "报送.zip/b.xlsx", "JD07", "--json", now=ROUND_TWO)
    assert [one["subject"] for one in ran.json["deliveries"]] == ["JD07"]
    for typed in ("b.xlsx", "收件/报送.zip/b.xlsx"):
        assert clerk.run("decide", typed).err.startswith("“报送.zip/b.xlsx”已经算数了")
    packed.unlink()
    for typed in ("报送.zip/b.xlsx", "b.xlsx", "报送.zip/b"):
        assert "已经算数了" in clerk.run("decide", typed).err


@pytest.mark.parametrize(
    "command", [("assign", "锦枋街道.xlsx", "JD07"), ("decide", "锦枋街道.xlsx")]
)
def test_mistyped_file__is_told_as_such_and_leaves_no_trace(
    clerk: Clerk, command: tuple[str, ...]
) -> None:
    before = (clerk.run("status", "--json").json, (clerk.folder / "台账.db").read_bytes())
    ran = clerk.run(*command, now=ROUND_TWO)
    assert ran.code == 2
    assert ran.err == f"没有找到“锦枋街道.xlsx”：{HERE}您是不是要写：{STRIPPED}？\n"
    assert "打开着" not in ran.err
    assert "占用" not in ran.err
    after = (clerk.run("status", "--json").json, (clerk.folder / "台账.db").read_bytes())
    assert after == before


def test_collect__mistyped_names_are_told_all_at_once_and_nothing_is_done(clerk: Clerk) -> None:
    clerk.deliver(SCAN)
    ran = clerk.run("collect", f"收件/{SCAN}", "nosuch.xlsx", "也没有.xlsx", now=ROUND_TWO)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"没有找到“nosuch.xlsx、也没有.xlsx”：{HERE}\n"
    assert _waiting(clerk) == [STRIPPED]


def test_collect__takes_a_bare_name_too(clerk: Clerk) -> None:
    clerk.deliver(SCAN)
    ran = clerk.run("collect", "苇渡街道签字页", "--json", now=ROUND_TWO)
    assert [one["file"] for one in ran.json["deliveries"]] == [SCAN]


def test_status__an_old_ledgers_mistyped_name_does_not_stay(clerk: Clerk) -> None:
    """Such an entry is as the program once wrote it: of a file that never was."""
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        ledger.execute(
            "INSERT INTO delivery (sha256, basis, at, file, outcome, form, subject, answer,"
            " findings, issue) SELECT 'unread:0b', basis, at, '没有.xlsx', outcome, form, subject,"
            " answer, findings, issue FROM delivery LIMIT 1"
        )
    ledger.close()
    assert _waiting(clerk) == [STRIPPED]


def test_status__a_file_that_could_not_be_opened_stays_until_it_can(clerk: Clerk) -> None:
    damaged = bytearray(zip_of("坏.xlsx", b"123"))
    damaged[damaged.find(b"123")] ^= 1
    packed = clerk.folder / "收件/报送.zip"
    packed.write_bytes(damaged)
    clerk.run("collect")
    assert _waiting(clerk) == ["报送.zip/坏.xlsx", STRIPPED]
    packed.write_bytes(zip_of("坏.xlsx", b"456"))
    clerk.run("collect")
    told = clerk.run("status", "--json").json["todo"]
    assert "zip-damaged" not in {said["code"] for one in told for said in one["findings"]}
    packed.unlink()


def zip_of(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def test_two_files_of_one_name__are_listed(clerk: Clerk) -> None:
    for folder in ("甲", "乙"):
        (clerk.folder / "收件" / folder).mkdir()
        (clerk.folder / "收件" / folder / "补报.xlsx").write_bytes(folder.encode())
    ran = clerk.run("assign", "补报.xlsx", "JD07")
    assert ran.code == 2
    assert re.search(r"可以指好几个文件：乙/补报\.xlsx（\w{8}）、甲/补报\.xlsx（\w{8}）。", ran.err)
    told = re.findall(r"\w{8}(?=）)", ran.err)
    chosen = clerk.run("assign", told[0], "JD07", "--json")
    assert chosen.code == 2, "a file never seen is named by its path, not by a hash"
    clerk.run("collect")
    chosen = clerk.run("assign", told[0], "JD07", "--json")
    assert [one["file"] for one in chosen.json["deliveries"]] == ["乙/补报.xlsx"]


def test_folder__is_no_file(clerk: Clerk) -> None:
    ran = clerk.run("assign", "收件", "JD07")
    assert ran.code == 2
    assert "是文件夹，不是文件" in ran.err


def test_unit__by_the_beginning_of_its_name(clerk: Clerk) -> None:
    ran = clerk.run("assign", NAME, "锦枋街道", "--json", now=ROUND_TWO)
    assert [one["subject"] for one in ran.json["deliveries"]] == ["JD07"]


def test_unit__several_and_near_ones_are_listed_by_code_and_name(clerk: Clerk) -> None:
    several = clerk.run("assign", NAME, "JD0")
    assert several.code == 2
    assert re.match(r"“JD0”可以指好几个：JD01（.+）、JD02（.+", several.err)
    near_miss = clerk.run("assign", NAME, "锦坊街道计生办")
    assert "您是不是要写：JD07（锦枋街道计生办）" in near_miss.err


def test_person__two_of_one_name_are_never_guessed() -> None:
    known = [("P001", ("P001", "张三")), ("P002", ("P002", "张三")), ("P003", ("P003", "李四"))]
    assert meant("张三", known).found == ("P001", "P002")
    assert meant("李", known).one == "P003"
    assert meant("李五", known).near == ("P003",)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publish", "handbok"), "您是不是要写：工作手册（handbook）？"),
        (("publish", "一栏表"), "您是不是要写：一览表（overview）"),
        (("issue", "declaraton"), "您是不是要写：岗位廉政风险等级划分申报表？"),
        (("issue", "岗位廉政风险等级划分表"), "您是不是要写：岗位廉政风险等级划分申报表？"),
        (("issue", "--only", "锦坊街道计生办"), "您是不是要写：JD07（锦枋街道计生办）"),
        (
            ("publish", "审核表", "--only", "锦坊街道计生办"),
            "您是不是要写：JD07（锦枋街道计生办）",
        ),
        (("why", "锦坊街道计生办"), "您是不是要写：JD07（锦枋街道计生办）"),
        (("why", "锦枋"), "锦枋街道计生办还没有收下的表。"),
    ],
)
def test_names__near_misses_are_suggested(clerk: Clerk, words: tuple[str, ...], said: str) -> None:
    ran = clerk.run(*words)
    assert ran.code == 2
    assert said in ran.err


NAMES = st.text("甲乙丙收表件abC1-（(", min_size=1, max_size=6)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.data())
def test_near__never_a_name_that_is_not_there(names: list[str], data: st.DataObject) -> None:
    typed = data.draw(st.one_of(NAMES, st.sampled_from(names)))
    found = near(typed, names)
    assert set(found) <= set(names)
    assert len(found) == len(set(found)) <= 3


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.data())
def test_meant__a_whole_name_means_its_thing(names: list[str], data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(names))
    assert typed in meant(typed, ((name, (name,)) for name in names)).found
