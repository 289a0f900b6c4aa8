"""Nothing goes out or is printed with settings that nobody filled in, or on days that are over."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support.clerk import ISSUED, SAMPLE, Clerk, Ran, sample_clerk, sample_workspace

from lzfx.campaign.going_out import unfit
from lzfx.forms.settings import parse_settings

KEPT = ("原件/", "台账副本/")
"""What opening itself keeps when it reads a roster for the first time."""

BEFORE, AFTER = "2026-08-25T09:00:00", "2026-11-29T09:00:00"


def edit(clerk: Clerk, old: str, new: str) -> None:
    path = clerk.folder / "lzfx.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def findings(ran: Ran) -> list[tuple[str, str, str]]:
    """Code, line and value of every finding of a command run with --json."""
    return [
        (one["code"], one["where"]["sheet"], str(one["params"].get("value", "")))
        for one in ran.json["findings"]
    ]


def words_of(clerk: Clerk, *words: str, now: str) -> str:
    """What is said of the findings of a command."""
    return "".join(
        one["says"] + one["do"] for one in clerk.run(*words, "--json", now=now).json["findings"]
    )


def stopped(clerk: Clerk, *words: str, now: str = BEFORE) -> list[tuple[str, str, str]]:
    """What a command gives that must not let anything out; nothing is written by it."""
    before = clerk.files(".")
    ran = clerk.run(*words, "--json", now=now)
    assert ran.code == 1, ran.out + ran.err
    after = [name for name in clerk.files(".") if not name.startswith(KEPT)]
    assert after == [name for name in before if not name.startswith(KEPT)]
    return findings(ran)


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return sample_workspace(tmp_path / "2026")


def test_untouched_settings__nothing_goes_out(clerk: Clerk) -> None:
    new = clerk.folder.parent / "2026年新建"
    assert clerk.run("init", str(new), now=BEFORE).code == 0
    (new / "名册.xlsx").write_bytes((clerk.folder / "名册.xlsx").read_bytes())
    fresh = Clerk(new)
    for words in (("issue",), ("send",), ("publish", "一览表")):
        assert stopped(fresh, *words) == [
            ("settings-placeholder", "第5行", "××区人口和计划生育委员会"),
            ("settings-placeholder", "第6行", "××区人口计生系统"),
            ("settings-placeholder", "第9行", "××区人口和计划生育委员会"),
            ("settings-placeholder", "第32行", "待填写"),
            ("settings-placeholder", "第33行", "0000-0000000"),
            ("settings-placeholder", "第34行", "bangongshi@example.cn"),
        ]
    said = fresh.run("issue", now=BEFORE)
    assert said.code == 1
    assert "还没有发出，什么也没有写：先要改好下面6处。" in said.out
    assert "lzfx.toml 第32行" in said.out
    assert "“联系电话（office.phone）”还是“0000-0000000”" in words_of(fresh, "issue", now=BEFORE)
    assert fresh.files("发出") == []


def test_issue__a_deadline_that_is_over(clerk: Clerk) -> None:
    found = stopped(clerk, "issue", now=AFTER)
    assert found == [("settings-deadline-passed-campaign", "第8行", "2026-09-15")]
    said = words_of(clerk, "issue", now=AFTER)
    for part in ("2026年9月15日", "已经过了75天", "--late", "deadlines.declaration"):
        assert part in said
    assert clerk.run("issue", "--late", now=AFTER).code == 0
    assert len(clerk.files("发出")) == 21
    assert stopped(clerk, "send", now=AFTER) == found
    assert clerk.run("send", "--late", now=AFTER).code == 0


def test_issue__a_new_deadline_is_a_way_out(clerk: Clerk) -> None:
    edit(clerk, "[documents]", "[deadlines]\ndeclaration = 2026-12-20\n\n[documents]")
    assert clerk.run("issue", now=AFTER).code == 0
    assert clerk.run("send", now=AFTER).code == 0


def test_issue__the_deadline_of_the_form_itself_is_over(clerk: Clerk) -> None:
    edit(clerk, "[documents]", "[deadlines]\ndeclaration = 2026-08-24\n\n[documents]")
    found = stopped(clerk, "issue")
    assert found == [("settings-deadline-passed", "第59行", "2026-08-24")]


def test_issue__what_is_out_already_may_be_written_again_after_the_deadline(
    tmp_path: Path,
) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    (name, *_) = clerk.files("发出")
    (clerk.folder / "发出" / name).unlink()
    again = clerk.run("issue", now=AFTER)
    assert (again.code, name in clerk.files("发出")) == (0, True)


def test_send__a_reminder_after_the_deadline_goes_out(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    assert clerk.run("send", now=ISSUED).code == 0
    assert clerk.run("send", now=AFTER).code == 0


CROSSED = {
    "a stage before the one before it": (
        "start = 2026-08-21",
        "start = 2026-08-10",
        [("settings-days-crossed", "第42行", "2026-08-10")],
    ),
    "deadline after the campaign": (
        "deadline = 2026-09-15",
        "deadline = 2026-12-15",
        [
            ("settings-days-crossed", "第48行", "2026-09-30"),
            ("settings-days-crossed", "第51行", "2026-09-21"),
            ("settings-days-crossed", "第11行", "2026-09-30"),
        ],
    ),
    "dated before the publicity is over": (
        "issued_on = 2026-09-30",
        "issued_on = 2026-09-22",
        [("settings-days-crossed", "第11行", "2026-09-22")],
    ),
    "publicity before the deadline": (
        "start = 2026-09-21               #",
        "start = 2026-09-10               #",
        [("settings-days-crossed", "第51行", "2026-09-10")],
    ),
    "another year": (
        "year = 2026",
        "year = 2028",
        [("settings-other-year", "第4行", "2026-08-11")],
    ),
    "off and on": (
        "workdays = [2026-09-20",
        "workdays = [2026-09-25, 2026-09-20",
        [("settings-day-off-and-on", "第55行", "2026-09-25")],
    ),
}


@pytest.mark.parametrize("case", CROSSED)
def test_dates_out_of_order(clerk: Clerk, case: str) -> None:
    old, new, wanted = CROSSED[case]
    edit(clerk, old, new)
    assert stopped(clerk, "issue") == wanted
    assert stopped(clerk, "publish", "一览表") == wanted


def test_the_contact_of_an_office_that_is_called_otherwise() -> None:
    """The group was renamed, its office was not: the contact would be printed under nobody."""
    shipped = tomllib.loads((SAMPLE / "lzfx.toml").read_text("utf-8"))
    renamed = {**shipped["bodies"], "leading_group": "廉洁风险防控领导小组"}
    for office, wanted in (
        ("廉政风险防范管理工作领导小组办公室", [("office", "name")]),
        ("廉洁风险防控领导小组办公室", []),
        ("机关纪委", []),
    ):
        raw = {**shipped, "bodies": renamed, "office": {**shipped["office"], "name": office}}
        campaign, _ = parse_settings("lzfx.toml", raw)
        assert campaign is not None
        found = list(unfit(raw, campaign, shipped))
        # the contact is that of the sample here, so it is untouched as well
        assert [path for path, one in found if one.code == "settings-other-office"] == wanted
        assert list(unfit(raw, campaign, {})) == []


def test_a_changed_code__is_told_at_opening_and_no_return_is_refused(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮")
    edit(clerk, 'code = "2026-SAMPLE"', 'code = "2026-LZ"')
    for words in (("collect",), ("status",), ("issue",), ("send",)):
        ran = clerk.run(*words)
        assert ran.code == 2, ran.out
        assert "lzfx.toml 第3行：“活动代号（code）”现在是“2026-LZ”" in ran.err
        assert "已发出的21份表上印的是“2026-SAMPLE”" in ran.err
        assert "lzfx settings code 2026-SAMPLE" in ran.err
    assert clerk.files("退回") == []
    edit(clerk, 'code = "2026-LZ"', 'code = "2026-SAMPLE"')
    assert "【收下】" in clerk.run("collect").out


def test_a_new_code__before_anything_is_out(clerk: Clerk) -> None:
    edit(clerk, 'code = "2026-SAMPLE"', 'code = "2026-LZ"')
    assert clerk.run("issue", now=BEFORE).code == 0
