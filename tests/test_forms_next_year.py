"""The settings of the year after: every one of them is inherited, the days are moved and told."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.clerk import SAMPLE, Clerk, sample_workspace

from lzfx.files.definitions import definitions
from lzfx.forms.next_year import settings_for_year
from lzfx.session.setting_faults import new_settings
from lzfx.session.settings_lookup import leaves

SHIPPED = new_settings(definitions(), 2026)
OWN = """\
# 本局的设置，除夕前定稿
code = "2026-QY"
year = 2026
name = "廉洁风险防控工作"          # 局里的叫法
commission = "青原市自然资源局"
system = "青原市自然资源系统"
deadline = 2026-11-08
large_sum = 300000
issuer = "中共青原市自然资源局党组"
issued_on = 2027-01-29
ruled_rows = 25
unknown_senders = "ask"
decisions_valid_days = 365

[bodies]
leading_group = "党风廉政建设领导小组"
review_group = "内控评审组"
commission_meeting = "局党组会"
directors_meeting = "局长办公会"
party_group = "局党组"

[words]
addressees = ["各县分局", "局机关各科"]
risk = "廉洁风险"
point = "风险事项"
head_of_unit = "科（分局）主要负责人"
unit = "科（分局）"
led_units = "科或者分局"
deciding = "局党组和局长办公会"
group = "党风办"
review_ways = "自己找、相互帮、组织审"
part_general = "总的要求"
part_duties = "职责权限"
part_regulations = "防控办法"
part_statistics = "统计表"
title_words = ["不动产登记"]

[office]
name = "机关纪委"
contact = "程砚秋实"
phone = "0799-6660021"
email = "jijian@ziran.example"

[[stages]]
name = "部署（2026-10-01 起）"
start = 2026-10-08
end = 2026-10-16

[[stages]]
name = "排查"
start = 2026-10-17
end = 2026-12-11

[[stages]]
name = "公示"
start = 2027-01-04
end = 2027-02-05

[publicity]
start = 2027-01-11
days = 7
working_days = false
holidays = [
  2027-01-01, # 元旦
]
workdays = [2027-01-09]
box = "一楼大厅东侧"

[cross_check]
kinds = ["branch"]
checkers = 2

[checks.every_months]
1 = 2
2 = 4
3 = 24

[filling_times]
choice = 20
line = 40
text = 240
sign = 900

[documents]
plan = "青自然资党〔2026〕9号"
overview_notice = "青自然资党〔2027〕2号"
handbook_notice = "青自然资党〔2027〕6号"
lists = "青自然资党〔2027〕3号"

[deadlines]
comments = 2027-01-20

[plan]
issued_on = 2026-10-05
guiding = "2026年起，先查后防。"
aims = "2027年2月前做完。"
"""


OF_THE_YEAR = {("publicity", "holidays"), ("publicity", "workdays")}


def values(text: str) -> dict[tuple[str | int, ...], Any]:
    return dict(leaves(tomllib.loads(text)))


def test_own__differs_from_the_default_in_every_setting() -> None:
    shipped, own = values(SHIPPED), values(OWN)
    same = [path for path, value in own.items() if shipped.get(path) == value]
    assert same == [("year",)]
    assert shipped.keys() - own.keys() == set()


def test_settings_for_year__everything_is_inherited_and_days_move_by_a_year() -> None:
    before, after = values(OWN), values(settings_for_year(OWN, 2027))
    assert after.keys() == before.keys()
    for path, value in before.items():
        if isinstance(value, date):
            assert after[path] == value.replace(year=value.year + 1), path
        elif path[0] not in {"code", "year", "documents"} and path not in OF_THE_YEAR:
            assert after[path] == value, path
    assert (after["code",], after["year",]) == ("2027", 2027)
    assert after["publicity", "holidays"] == after["publicity", "workdays"] == []
    assert {after[path] for path in after if path[0] == "documents"} == {""}


def test_settings_for_year__comments_order_and_lines_stay() -> None:
    after = settings_for_year(OWN, 2027)
    keys = re.findall(r"(?m)^[\w.\[\]]+", OWN)
    assert [key for key in re.findall(r"(?m)^[\w.\[\]]+", after) if key != "]"] == [
        key for key in keys if key != "]"
    ]
    assert "# 局里的叫法" in after
    assert after.startswith("# 本局的设置，除夕前定稿\n")
    assert 'name = "部署（2026-10-01 起）"' in after, "a text is no day"


def test_settings_for_year__days_as_plans_write_them_and_papers_the_plan_rests_on() -> None:
    text = """year = 2026
[[stages]]
name = "2026年动员"
start = "8月中旬"
end = "2026年9月上旬"
[[plan.basis]]
title = "2025年要点"
day = 2025-12-03
"""
    moved = tomllib.loads(settings_for_year(text, 2027))
    stage = {"name": "2026年动员", "start": "8月中旬", "end": "2027年9月上旬"}
    assert moved["stages"] == [stage]
    assert moved["plan"]["basis"] == [{"title": "2025年要点", "day": date(2025, 12, 3)}]


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(1, 5))
def test_law__a_day_keeps_its_month_and_its_day(day: date, years: int) -> None:
    text = f"year = {day.year}\ndeadline = {day}\n"
    moved = tomllib.loads(settings_for_year(text, day.year + years))["deadline"]
    wanted = (day.year + years, day.month, day.day)
    if (day.month, day.day) == (2, 29) and (moved.month, moved.day) == (2, 28):
        wanted = (day.year + years, 2, 28)
    assert (moved.year, moved.month, moved.day) == wanted


def test_init_after__tells_what_was_moved_and_which_days_are_weekends(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    path = clerk.folder / "lzfx.toml"
    own = (SAMPLE / "lzfx.toml").read_text("utf-8").replace("ruled_rows = 60", "ruled_rows = 25")
    path.write_text(own.replace("deadline = 2026-09-15", "deadline = 2026-09-18"), "utf-8")
    year = clerk.folder.parent / "2027"
    ran = Clerk(clerk.folder.parent).run("init", str(year), "--after", "2026", "--json")
    assert ran.code == 0, ran.err
    told = {one["name"]: one for one in ran.json["moved"]}
    assert told["报送期限（deadline）"] == {
        "name": "报送期限（deadline）",
        "before": "2026年9月18日",
        "after": "2027年9月18日",
        "weekend": True,
    }
    assert told["活动代号（code）"]["after"] == "2027"
    assert told["节假日（publicity.holidays）"]["after"] == ""
    assert told["实施方案文号（documents.plan）"]["after"] == ""
    assert told["手册印发通知文号（documents.handbook_notice）"]["after"] == ""
    assert len(told) == 17
    assert "ruled_rows = 25" in (year / "lzfx.toml").read_text("utf-8")


def test_init_after__says_so_on_the_screen(tmp_path: Path) -> None:
    sample_workspace(tmp_path / "2026")
    ran = Clerk(tmp_path).run("init", "2027", "--after", "2026")
    assert ran.code == 0, ran.err
    assert "请逐项看一遍，不对的用 lzfx settings 改" in ran.out
    assert "2027年9月15日" in ran.out


def test_init_like__the_names_of_the_sample_office_keep_everything_in(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    assert clerk.run("init", "../market", "--like", "market").code == 0
    shown = Clerk(clerk.folder.parent / "market").run("settings", "--json")
    left = {one["params"]["place"]: one["code"] for one in shown.json["findings"]}
    assert left == dict.fromkeys(
        (
            "机关名称（commission）",
            "系统名称（system）",
            "发文机关（issuer）",
            "联系人（office.contact）",
            "联系电话（office.phone）",
            "电子邮箱（office.email）",
        ),
        "settings-placeholder",
    )
