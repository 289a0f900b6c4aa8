"""A publicity by the command line: recorded, extended, answered, closed; what lacks is told."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.clerk import ROUND_TWO, Clerk, Ran
from support.printed_words import text_of
from support.two_units import MEETING_FILE, SECTION_FILE, changed_return, put, two_units
from support.year import delivered

FIRST, LAST = "2026-09-21", "2026-09-28"
DURING, OVER = "2026-09-23T09:00:00", "2026-09-29T09:00:00"
PAPER = ("--paper", "示例公告1")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Two units' points are merged, printed, decided on, and shown since the 21st."""
    clerk = two_units(tmp_path_factory.mktemp("shown") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words, now in (
        (("collect",), ROUND_TWO),
        (("merge",), ROUND_TWO),
        (("publish", "一览表", "--fonts", "bundled"), ROUND_TWO),
        (("review", "--paper", "示例纪要5", "--on", "2026-09-20"), "2026-09-20T09:00:00"),
        (("publicity", *PAPER, "--on", FIRST), "2026-09-21T09:00:00"),
    ):
        ran = clerk.run(*words, now=now)
        assert ran.code == 0, ran.out + ran.err
    assert f"{FIRST}至{LAST}公示" in ran.out
    return clerk


@pytest.fixture
def clerk(shown: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(shown.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def comment(code: str = "意2026-01", **more: object) -> dict[str, Any]:
    """A comment by a cadre that was declined; what is None is left empty."""
    told = {
        "code": code,
        "received_on": "2026-09-22",
        "channel": "phone",
        "commenter_kind": "cadre",
        "commenter": "石可心",
        "about": "整体",
        "text": "字太小。",
        "unit": "KS05",
        "outcome": "declined",
        "reason": "另发大字版。",
        "replied_on": "2026-09-23",
        "reply": "电话答复",
        **more,
    }
    return {name: value for name, value in told.items() if value is not None}


def register(
    clerk: Clerk,
    *comments: dict[str, Any],
    now: str = DURING,
    folder: str = "意见",
    **header: object,
) -> Ran:
    """Issue a register, fill it in, and collect it."""
    issued = clerk.run("issue", "comments", "--late", now=now)
    assert issued.code == 0, issued.out + issued.err
    said = {"publicity": "《两个单位的一览表》", **header}
    answers = {"form": "comments", "returns": [{"header": said, "comments": list(comments)}]}
    delivered(clerk, answers, now, folder)
    return clerk.run("collect", "--json", now=now)


def found(ran: Ran) -> list[tuple[str, str]]:
    """Code and cell of every finding of the files that were judged."""
    return [
        (one["code"], str(one["where"]["cell"]))
        for each in ran.json["deliveries"]
        for one in each["findings"]
    ]


def close(clerk: Clerk, now: str = OVER) -> Ran:
    return clerk.run("publicity", "--close", *PAPER, "--json", now=now)


def stopped(ran: Ran) -> tuple[str, list[str]]:
    """The code of what stopped it, and of each thing that is missing."""
    assert ran.code == 2, ran.out
    error = ran.json["error"]
    return error["code"], [one["code"] for one in error["findings"]]


def todo(clerk: Clerk, now: str) -> dict[str, Any]:
    """The one duty about the publicity."""
    kinds = {"shown", "comments", "close"}
    told: list[dict[str, Any]] = clerk.run("status", "--json", now=now).json["todo"]
    (one,) = (each for each in told if each["kind"] in kinds)
    return one


def test_running__nothing_is_approved_nor_closed_and_the_days_are_told(clerk: Clerk) -> None:
    before = clerk.run("log", "--json", now=DURING).json["total"]
    for words in (("publicity", "--close"), ("approve",)):
        ran = clerk.run(*words, *PAPER, now=DURING)
        assert ran.code == 2
        assert "公示到2026-09-28才满期，到2026-09-23还有6天" in ran.err
    assert clerk.run("log", "--json", now=DURING).json["total"] == before
    one = todo(clerk, DURING)
    assert (one["kind"], one["facts"]["days"], one["facts"]["count"]) == ("shown", 6, 0)
    assert one["says"] == "公示中：2026年9月21日至2026年9月28日，还有6天；收到意见0条，0条没有办理"
    assert [way["command"] for way in one["ways"]] == ["lzfx issue comments"]


def test_changed_meanwhile__is_told_and_ends_nothing(clerk: Clerk) -> None:
    put(clerk, "改.xlsx", changed_return({"T7": "三分之二以上到会，另请监察人员列席。"}))
    ran = clerk.run("collect", now=DURING)
    assert ran.code == 0, ran.out
    codes = [one["code"] for one in todo(clerk, DURING)["findings"]]
    assert codes == ["publicity-content-changed"]
    refused = clerk.run("approve", *PAPER, now=OVER)
    assert "公示满期了，还没有结束" in refused.err


def test_extended__never_shortened(clerk: Clerk) -> None:
    ran = clerk.run("publicity", "--until", "2026-09-24", *PAPER, now=DURING)
    assert "现在到2026-09-28为止，不能改成2026-09-24" in ran.err
    ran = clerk.run("publicity", "--until", "2026-09-30", *PAPER, now=DURING)
    assert (ran.code, f"{FIRST}至2026-09-30公示" in ran.out) == (0, True), ran.err
    assert stopped(close(clerk)) == ("publicity-not-over", [])
    assert todo(clerk, OVER)["facts"]["days"] == 2


def test_nobody_said_anything__must_be_said(clerk: Clerk) -> None:
    assert stopped(close(clerk)) == ("publicity-comments-open", ["comments-none-unsaid"])
    one = todo(clerk, OVER)
    assert (one["kind"], one["ways"][0]["command"]) == ("comments", "lzfx issue comments")
    assert found(register(clerk, now=OVER)) == [("comments-missing", "C4")]
    shutil.rmtree(clerk.folder / "收件" / "意见")
    register(clerk, now=OVER, folder="再交", none_received="yes")
    assert todo(clerk, OVER)["kind"] == "close"
    ran = close(clerk)
    assert ran.code == 0, ran.err
    told = clerk.run("log", "--json", now=OVER).json["entries"][-1]
    assert (told["verb"], told["facts"]["comments"], told["facts"]["adopted"]) == ("closing", 0, 0)
    assert "收到意见0条" in told["says"]
    assert clerk.run("approve", *PAPER, now=OVER).code == 0


def test_comment__may_come_after_it_was_said_that_there_were_none(clerk: Clerk) -> None:
    register(clerk, none_received="yes")
    assert found(register(clerk, comment(), folder="后来")) == []
    assert todo(clerk, OVER)["facts"]["count"] == 1
    assert close(clerk).code == 0
    ran = clerk.run("publish", "意见采纳情况表", "--json", "--fonts", "bundled", now=OVER)
    assert (ran.json["findings"], ran.json["nothing"]) == ([], [])


def test_unanswered__each_is_told_with_its_cell(clerk: Clerk) -> None:
    ran = register(
        clerk,
        comment(),
        comment("意2026-02", outcome=None, reason=None, replied_on=None),
        comment("意2026-03", replied_on=None),
        comment("意2026-04", outcome="adopted", revisions=["修2026-09"]),
        comment("意2026-05", commenter_kind="anonymous", commenter=None, replied_on=None),
    )
    assert found(ran) == []
    one = todo(clerk, OVER)
    assert one["says"].endswith("收到意见5条，1条没有办理")
    told = [(each["code"], each["where"]["cell"]) for each in one["findings"]]
    assert told == [
        ("comment-unanswered", "J7"),
        ("comment-unreplied", "M8"),
        ("comment-revision-unknown", "L9"),
    ]
    assert stopped(close(clerk))[1] == [code for code, _ in told]


def test_comment__outside_the_period_is_asked_about(clerk: Clerk) -> None:
    ran = register(
        clerk,
        comment(received_on="2026-09-20"),
        comment("意2026-02", received_on="2026-09-28"),
        comment("意2026-03", received_on="2026-09-29"),
        now=OVER,
    )
    assert found(ran) == [("comment-outside-period", "C6"), ("comment-outside-period", "C8")]
    assert close(clerk).code == 0, "they are dealt with all the same"


def test_comment__adopted_names_a_revision_and_anonymous_ones_nobody(clerk: Clerk) -> None:
    ran = register(
        clerk,
        comment(outcome="adopted"),
        comment("意2026-02", commenter_kind="anonymous"),
        comment("意2026-03", outcome="partly", reason=None, revisions=["修2026-01"]),
    )
    assert sorted(found(ran)) == [
        ("comment-anonymous-named", "F7"),
        ("required-here", "K8"),
        ("required-here", "L6"),
    ]


def test_register__of_another_day_is_asked_about_and_does_not_count(clerk: Clerk) -> None:
    ran = register(clerk, comment(received_on="2026-09-14"), start="2026-09-14", end="2026-09-18")
    assert found(ran) == [("publicity-not-recorded", "H3")]
    assert stopped(close(clerk))[1] == ["comments-none-unsaid"]


# What units send in.


def remarks(clerk: Clerk, *said: dict[str, Any], now: str = DURING, **header: object) -> Ran:
    """Issue the sheet for remarks, fill in that of the section, and collect it."""
    issued = clerk.run("issue", "comment_form", "--late", "--only", "KS05", now=now)
    assert issued.code == 0, issued.out + issued.err
    one = {"subject": "KS05", "header": header, "remarks": list(said)}
    delivered(clerk, {"form": "comment_form", "returns": [one]}, now, "意见表")
    return clerk.run("collect", "--json", now=now)


SIGNED = {
    "about": "ks05-001 宣传品采购",
    "text": "我叫祁小蔓，建议公开供应商名单。",
    "commenter_kind": "cadre",
    "commenter": "祁小蔓",
}
UNSIGNED = {"about": "整体", "text": "字太小。"}


def test_remarks__stand_in_the_next_register_without_the_name(clerk: Clerk) -> None:
    assert found(remarks(clerk, SIGNED, UNSIGNED)) == []
    told = todo(clerk, DURING)
    assert [one["code"] for one in told["findings"]] == ["comment-not-registered"] * 2
    assert stopped(close(clerk))[1] == ["comment-not-registered"] * 2
    answer = {"outcome": "declined", "reason": "已经公开。", "replied_on": "2026-09-24"}
    rows = [
        {"code": "意2026-01", **answer},
        {"code": "意2026-02", "unit": "KS05", **answer},
    ]
    issued = clerk.run("issue", "comments", "--late", now=DURING)
    assert issued.code == 0, issued.err
    header = {"publicity": "《两个单位的一览表》", "media": ["board", "website"]}
    answers = {"form": "comments", "returns": [{"header": header, "comments": rows}]}
    delivered(clerk, answers, DURING, "登记")
    assert found(clerk.run("collect", "--json", now=DURING)) == []
    assert todo(clerk, OVER)["kind"] == "close"
    assert todo(clerk, OVER)["facts"]["count"] == 2
    assert close(clerk).code == 0


def test_remarks__bad_ones_are_told_at_their_cells_and_no_name_is_repeated(clerk: Clerk) -> None:
    ran = remarks(
        clerk,
        {**SIGNED, "about": "KS05-999 没有的", "text": "建议公开供应商名单。"},
        {**UNSIGNED, "commenter_kind": "anonymous", "commenter": "祁小蔓"},
        {**UNSIGNED, "text": "太小。", "commenter_kind": "public", "commenter": "祁小蔓" * 20},
        none_received="yes",
    )
    assert sorted(code for code, _ in found(ran)) == [
        "comment-anonymous-named",
        "comment-point-unknown",
        "comments-though-none",
        "too-long",
    ]
    assert "祁小蔓" not in ran.out
    assert "（不写出）" in ran.out


# What goes out.


def words_in(path: Path) -> str:
    """All text of a file that goes out, without gaps."""
    return "".join(text_of(path.name, path.read_bytes()).split())


def test_names__stand_in_nothing_that_goes_out(clerk: Clerk) -> None:
    remarks(clerk, SIGNED)
    answer = {"outcome": "declined", "reason": "祁小蔓提的已经公开。", "replied_on": "2026-09-24"}
    signed = comment("意2026-02", text="石可心建议印大字版。", reply="已告石可心")
    issued = clerk.run("issue", "comments", "--late", now=DURING)
    assert issued.code == 0, issued.err
    header = {
        "publicity": "《两个单位的一览表》",
        "media": ["board", "website"],
        "doc_number": "示人计〔2026〕41号",
        "reported_on": "2026-09-29",
    }
    rows = [{"code": "意2026-01", **answer}, signed]
    answers = {"form": "comments", "returns": [{"header": header, "comments": rows}]}
    delivered(clerk, answers, DURING, "登记")
    assert found(clerk.run("collect", "--json", now=DURING)) == []
    for words in (
        ("publish", "意见采纳情况表", "--fonts", "bundled"),
        ("publish", "意见采纳情况通报", "--fonts", "bundled"),
        ("table", "comments"),
        ("table", "comment_form"),
        ("send", "--late"),
        ("issue", "comments", "--late"),
    ):
        ran = clerk.run(*words, now=OVER)
        assert ran.code == 0, ran.out + ran.err
        assert "石可心" not in ran.out
        assert "祁小蔓" not in ran.out
    texts = {
        name: words_in(clerk.folder / folder / name)
        for folder in ("成果", "发出")
        for name in clerk.files(folder)
    }
    assert len(texts) > 10
    for name, text in texts.items():
        assert "石可心" not in text, name
        assert "祁小蔓" not in text, name
    letter = next(text for name, text in texts.items() if "通报" in name and name.endswith("pdf"))
    for part in ("2026年9月28日通过公开栏、网站公示", "共收到意见2条", "不采纳2条"):
        assert part in letter, letter
    table = next(
        t for name, t in texts.items() if "意见采纳情况表" in name and name.endswith("csv")
    )
    assert "石某" not in table
    assert "×××" in table


def test_second_round__has_comments_of_its_own_and_prints_them(clerk: Clerk) -> None:
    register(clerk, comment())
    assert close(clerk).code == 0
    put(clerk, "改.xlsx", changed_return({"T7": "三分之二以上到会，另请监察人员列席。"}))
    later, second, over = "2026-10-08T09:00:00", "2026-10-09", "2026-10-16T09:00:00"
    for words in (
        ("collect",),
        ("merge",),
        ("publish", "一览表", "--fonts", "bundled"),
        ("review", "--paper", "示例纪要6"),
    ):
        ran = clerk.run(*words, now=later)
        assert ran.code == 0, ran.out + ran.err
    ran = clerk.run("publicity", *PAPER, "--on", second, now=f"{second}T09:00:00")
    assert f"{second}至2026-10-14公示" in ran.out, ran.err
    assert todo(clerk, over)["facts"]["count"] == 0, "those of the first round are not counted"
    assert stopped(close(clerk, over))[1] == ["comments-none-unsaid"]
    ran = register(
        clerk,
        comment("意2026-01", received_on="2026-10-10", replied_on="2026-10-12"),
        comment("意2026-02", received_on="2026-10-10", replied_on="2026-10-12"),
        now=over,
        folder="第二次",
    )
    assert found(ran) == []
    assert close(clerk, over).json["act"] == "closing"
    approved = clerk.run("approve", *PAPER, "--json", now=over)
    assert (approved.code, approved.json["unshown"]) == (0, False)
    done = clerk.run("publish", "意见采纳情况表", "--json", "--fonts", "bundled", now=over)
    (pdf,) = (Path(file) for file in done.json["files"] if file.endswith(".pdf"))
    assert "共收到意见2条" in words_in(pdf)
    undone = clerk.run("approve", "--undo", "--why", "记错了", now=over)
    assert undone.code == 0
    undone = clerk.run("publicity", "--close", "--undo", "--why", "又收到一封信", now=over)
    assert undone.code == 0, undone.err
    assert todo(clerk, over)["kind"] == "close"
    assert clerk.run("verify", now=over).code == 0
