"""What went out is taken back on record; a form is never owed twice without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.clerk import ISSUED, Clerk, sample_clerk, sample_workspace

DAY = "2026-08-25T09:00:00"
WHY = "改按岗位填报"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return sample_clerk(tmp_path / "2026")


def board(clerk: Clerk) -> dict[str, str]:
    """The state of every subject of the declaration."""
    (one, *_) = clerk.run("status", "--json", now=DAY).json["boards"]
    return {each["subject"]: each["state"] for each in one["subjects"]}


def test_issue__by_post_after_by_unit_would_be_owed_twice(clerk: Clerk) -> None:
    before = clerk.files("发出")
    ran = clerk.run("issue", "--per", "post", "--only", "KS03-P1", "--json", now=DAY)
    assert ran.code == 1, ran.out + ran.err
    (one,) = ran.json["findings"]
    assert one["code"] == "issued-otherwise"
    assert "lzfx withdraw declaration --only KS03 --why 理由" in one["do"]
    assert clerk.files("发出") == before
    assert board(clerk)["KS03"] == "issued"


def test_withdraw__then_the_other_way_is_owed_alone(clerk: Clerk) -> None:
    ran = clerk.run("withdraw", "declaration", "--only", "KS03", "--why", WHY, now=DAY)
    assert ran.code == 0, ran.out + ran.err
    assert "已撤回《" in ran.out
    assert [name for name in clerk.files("发出") if name.startswith("KS03 ")] == []
    assert [name for name in clerk.files("归档/撤回") if name.startswith("KS03 ")] != []
    assert "KS03" not in board(clerk)
    done = clerk.run("issue", "--per", "post", "--only", "KS03-P1", now=DAY)
    assert done.code == 0, done.out + done.err
    states = board(clerk)
    assert states["KS03-P1"] == "issued"
    assert "KS03" not in states
    (entry,) = (
        one
        for one in clerk.run("log", "--json", now=DAY).json["entries"]
        if one["verb"] == "withdraw"
    )
    assert entry["says"].endswith(f"：{WHY}。")


def test_issue__by_unit_after_by_post_is_the_same(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    posts = ("issue", "--per", "post", "--only", "KS03-P1")
    assert clerk.run(*posts, now=ISSUED).code == 0
    ran = clerk.run("issue", "--json", now=ISSUED)
    assert ran.code == 1
    assert [one["code"] for one in ran.json["findings"]] == ["issued-otherwise"]
    assert "--only KS03-P1" in ran.json["findings"][0]["do"]


def test_withdraw__the_letter_and_the_status_leave_it_out(clerk: Clerk) -> None:
    assert clerk.run("send", now=DAY).code == 0
    letters = [name for name in clerk.files("发出/邮件草稿") if name.startswith("KS03 ")]
    assert letters
    clerk.run("withdraw", "declaration", "--only", "KS03", "--why", WHY, now=DAY)
    assert clerk.run("send", now=DAY).code == 0
    assert [name for name in clerk.files("发出/邮件草稿") if name.startswith("KS03 ")] == []


def test_withdraw__a_return_of_it_is_told_so(clerk: Clerk) -> None:
    (name,) = (one for one in clerk.files("发出") if one.startswith("KS03 "))
    shutil.copyfile(clerk.folder / "发出" / name, clerk.folder / "收件" / name)
    clerk.run("withdraw", "declaration", "--only", "KS03", "--why", WHY, now=DAY)
    (one,) = clerk.run("collect", "--json", now=DAY).json["deliveries"]
    assert one["outcome"] == "refused"
    assert "issue-withdrawn" in [each["code"] for each in one["findings"]]
    (said,) = (each for each in one["findings"] if each["code"] == "issue-withdrawn")
    assert said["says"].endswith(f"在2026-08-25撤回（{WHY}），不用再报。")


def test_withdraw__and_issued_again_has_a_new_number(clerk: Clerk) -> None:
    clerk.run("withdraw", "declaration", "--only", "KS03", "--why", "印错了", now=DAY)
    done = clerk.run("issue", "--only", "KS03", "--json", now=DAY).json
    assert [(one["number"], one["new"]) for one in done["files"]] == [(2, True)]
    assert board(clerk)["KS03"] == "issued"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("declaration", "--only", "KS99"), "“KS99”没有收到过"),
        (("training",), "没有叫“training”的表"),
    ],
)
def test_withdraw__of_nothing(clerk: Clerk, words: tuple[str, ...], said: str) -> None:
    ran = clerk.run("withdraw", *words, "--why", WHY, now=DAY)
    assert ran.code == 2
    assert said in ran.err


def test_withdraw__wants_a_reason(clerk: Clerk) -> None:
    ran = clerk.run("withdraw", "declaration", "--why", " ", now=DAY)
    assert (ran.code, "撤回要写明理由" in ran.err) == (2, True)
    assert clerk.run("withdraw", "declaration", now=DAY).code == 2


def test_withdraw__everything_frees_the_code_of_the_campaign(clerk: Clerk) -> None:
    assert clerk.run("withdraw", "declaration", "--why", "换代号", now=DAY).code == 0
    assert clerk.files("发出") == []
    assert clerk.run("settings", "code", "2026-LZ", now=DAY).code == 0
    assert clerk.run("status", now=DAY).code in {0, 3}
    assert clerk.run("issue", "--only", "KS03", now=DAY).code == 0
