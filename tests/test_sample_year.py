"""The sample's whole year, played by the commands that its script types."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import Clerk, Ran, sample_workspace
from support.printed_pages import page_texts

from lzfx.cli.demo_full import arrived
from lzfx.files.sample_script import sample_script
from lzfx.steps.specimen import FOLDER as SPECIMEN

REFUSED = [
    (("pairs",), "pairs-drawn-already"),
    (("approve", "--paper", "澄人计〔2026〕39号"), "publicity-not-over"),
    (("why", "KS05-010"), "point-dropped"),
]
"""Commands that the script types when they cannot be done, and what refuses them."""

TOLD = {"collect", "decide", "pairs", "publish", "approve", "why", "move", "verify", "rebuild"}
"""Commands that say it with codes."""

OFFICE = "OFFICE 廉政风险防范管理工作领导小组办公室"
CAME: dict[str, tuple[str, str, str]] = {
    "study/JD08 苇渡街道计生办 学习动员记录.xlsx": ("sent_back", "study-more-than-should", "G5"),
    "study_late/JD08 苇渡街道计生办 学习动员记录.xlsx": ("accepted", "", ""),
    "study_late/JD05 雁泊街道计生办 学习动员记录.xlsx": ("accepted", "late", ""),
    "flow_first/KS07 财务科 权力运行流程表.xlsx": ("sent_back", "flow-decision-one-exit", "G19"),
    "flow_first/KS08 信访与纪检监察室 权力运行流程表.xlsx": (
        "accepted",
        "flow-decides-and-executes",
        "E14",
    ),
    "flow/KS07 财务科 权力运行流程表.xlsx": ("accepted", "", ""),
    "cross_check/榆钱街道计生办 交叉互查表.xlsx": ("refused", "form-of-other-unit", ""),
    "cross_check/JD08 苇渡街道计生办 交叉互查表.xlsx": ("accepted", "", ""),
    "cross_check_late/JD02 榆钱街道计生办 交叉互查表.xlsx": ("accepted", "late", ""),
    "cross_check_late/JD03 石笕街道计生办 交叉互查表.xlsx": ("accepted", "late", ""),
    "review/P004 褚静澜 风险等级审核结论表.xlsx": ("sent_back", "fixed-row-extra", "B45"),
    "review_again/P004 褚静澜 风险等级审核结论表（改）.xlsx": ("accepted", "late", ""),
    "measures/JD03 石笕街道计生办 防范措施落实表.xlsx": ("sent_back", "required-here", "P6"),
    "measures_late/JD03 石笕街道计生办 防范措施落实表（改）.xlsx": ("accepted", "", ""),
    f"warnings/{OFFICE} 预警提示书.xlsx": ("sent_back", "warning-signs-own", "Q5"),
    "warnings_again/预警提示书（改）.xlsx": ("accepted", "warning-deadline-short", "T5"),
    f"rechecked_own/{OFFICE} 预警办理登记表（第2次）.xlsx": (
        "sent_back",
        "warning-rechecks-own",
        "G4",
    ),
    "rechecked/预警办理登记表（改）.xlsx": ("accepted", "", ""),
    "self_assessment/JD03 石笕街道计生办 考核自评表.xlsx": (
        "sent_back",
        "score-beyond-full",
        "J7",
    ),
    "second/KS05 宣传教育科 岗位廉政风险等级划分申报表.xlsx": (
        "sent_back",
        "not-a-choice",
        "D13",
    ),
    "second/KS06 流动人口管理科 申报表（内勤报）.xlsx": ("accepted", "level-differs", "Q18"),
    "second/KS06 流动人口管理科 申报表（科长改）.xlsx": ("conflict", "conflict", ""),
    "second/KS07 财务科 岗位廉政风险等级划分申报表.xlsx": ("sent_back", "change-missing", "C20"),
    "second/JD03 石笕街道计生办 岗位廉政风险等级划分申报表.xlsx": (
        "accepted",
        "level-differs",
        "Q17",
    ),
    "second_last_year/榆钱街道计生办 申报表（去年的表）.xlsx": ("refused", "other-campaign", ""),
    "second/JD02 榆钱街道计生办 岗位廉政风险等级划分申报表.xlsx": (
        "accepted",
        "level-differs",
        "Q12",
    ),
    "second_late/KS05 宣传教育科 申报表（照新表）.xlsx": ("accepted", "", ""),
    "second_late/KS07 财务科 申报表（改）.xlsx": ("accepted", "same-name", "U13"),
    "second_late/JD08 苇渡街道计生办 岗位廉政风险等级划分申报表.xlsx": ("accepted", "late", ""),
    "self_assessment_again/JD03 石笕街道计生办 考核自评表（改）.xlsx": ("accepted", "", ""),
}
"""What becomes of the returns that go wrong on purpose, and of those that put it right."""


(SECOND,) = {one.workspace for one in sample_script() if one.workspace}
MERGED, TAKING, CARRIED = "JD04", "望橹街道计生办", 12
"""The unit that another one takes over in the second year, which, and how many points it has."""

ENDED = "2027-09-30T09:00:00"
"""When both years are over."""


@dataclass(frozen=True)
class Year:
    """The clerk after the year, what each command said, and what status said at each day's end."""

    clerk: Clerk
    ran: list[tuple[tuple[str, ...], Ran]]
    stood: dict[tuple[str, str], dict[str, Any]]
    """By workspace and day."""

    later: list[tuple[tuple[str, ...], Ran]]
    """What the commands of the second year said."""

    @property
    def second(self) -> Clerk:
        """The clerk in the workspace of the second year."""
        return Clerk(self.clerk.folder / SECOND)

    def level(self, point: str) -> str:
        """The level that counts of a point."""
        return str(self.why(point)["level"])

    def came(self) -> dict[str, dict[str, Any]]:
        """What became of each file when it came in."""
        ran = (*self.ran, *self.later)
        told = [one.json["deliveries"] for typed, one in ran if typed[0] == "collect"]
        return {one["file"]: one for run in told for one in run}

    def decisions(self, point: str) -> list[tuple[str, str]]:
        """Who decided on a point, and whether it counts, each time that the script asked."""
        asked = [one.json for typed, one in self.ran if typed == ("why", point)]
        return [(one["by"], one["holds"]) for told in asked for one in told["decisions"]]

    def why(self, point: str) -> dict[str, Any]:
        """All that is known of a point at the end."""
        return dict(self.clerk.run("why", point, "--json", now=ENDED).json)

    def lines(self, workspace: str) -> list[dict[str, Any]]:
        """Every point of that year's table with its level."""
        clerk = Clerk(self.clerk.folder / workspace)
        return list(clerk.run("grade", "--json", now=ENDED).json["lines"])

    def papers(self, named: str, workspace: str = "") -> dict[str, str]:
        """The texts of what was printed as pdf under such a name, without breaks of lines."""
        clerk = Clerk(self.clerk.folder / workspace)
        folder = clerk.folder / "成果"
        names = [name for name in clerk.files("成果") if name.endswith(".pdf")]
        return {
            name: "".join("".join(page_texts((folder / name).read_bytes())).split())
            for name in names
            if named in name
        }

    def paper(self, named: str) -> str:
        """The text of the one print of such a name."""
        (text,) = self.papers(named).values()
        return text


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year by the command line only."""
    clerk = sample_workspace(tmp_path_factory.mktemp("year") / "2026")
    ran: list[tuple[tuple[str, ...], Ran]] = []
    later: list[tuple[tuple[str, ...], Ran]] = []
    stood: dict[tuple[str, str], dict[str, Any]] = {}
    for step in sample_script():
        one = Clerk(clerk.folder / step.workspace)
        arrived(one.folder, step)
        for words in step.run:
            told = ("--json",) if words[0] in TOLD else ()
            said = one.run(*words, *told, now=step.at.isoformat())
            (later if step.workspace else ran).append((words, said))
        if (one.folder / "台账.db").exists():
            status = one.run("status", "--json", now=step.at.isoformat())
            stood[step.workspace, step.at.date().isoformat()] = status.json
    return Year(clerk, ran, stood, later)


def test_year__no_command_stops_but_those_that_cannot_be_done(year: Year) -> None:
    ran = (*year.ran, *year.later)
    stopped = [(typed, one) for typed, one in ran if one.code not in {0, 1, 3}]
    assert [(typed, one.json["error"]["code"]) for typed, one in stopped] == REFUSED


@pytest.mark.parametrize("file", CAME)
def test_year__what_goes_wrong_on_purpose_is_named_by_its_cell(year: Year, file: str) -> None:
    outcome, code, cell = CAME[file]
    one = year.came()[file]
    assert one["outcome"] == outcome, one["findings"]
    found = {(each["code"], each["where"].get("cell", "")) for each in one["findings"]}
    assert (code, cell) in found if code else not found, found


def test_year__who_has_not_studied_is_told(year: Year) -> None:
    """One unit never did; those who were late, or put it right, did."""
    assert year.paper("学习动员").endswith("还没有学习动员记录的单位(1个):云础街道计生办。")


def test_year__a_flow_that_was_put_right_is_drawn_and_bound(year: Year) -> None:
    bound = year.paper("流程图汇编")
    assert "计划生育专项资金使用" in bound
    assert "决算并接受审计" in bound, "the step that could not be reached at first"


def test_year__a_checker_only_proposes_and_a_comment_changes_the_level(year: Year) -> None:
    """The checker of KS03 wanted what only the public got."""
    (said,) = year.why("KS03-001")["opinions"]
    assert (said["hand"], said["by"], said["level"]) == ("互相找", "流动人口管理科", "一级")
    (level,) = [one.json["level"] for typed, one in year.ran if typed == ("why", "KS03-001")]
    reviewed = year.decisions("KS03-001")
    assert reviewed == [("委办公会", "yes"), ("纠风工作领导小组", "yes")]
    assert level == year.level("KS03-001") == "一级"


def test_year__units_answer_what_the_checkers_propose(year: Year) -> None:
    """All four decline with a reason; so nothing of theirs is left to be done at the end."""
    paper = year.paper("三查对照表")
    for said in ("改分表上有三个人签字", "登记簿上有时间", "慰问品签收由人代领", "已逐户电话核过"):
        assert said in paper
    assert "lzfx issue answers" not in year.ran[-1][1].out


def test_year__a_decision_goes_stale_when_its_point_changes_and_is_taken_again(year: Year) -> None:
    assert year.decisions("KS05-004") == [("沈知榆", "changed")]
    last = [(one["by"], one["holds"]) for one in year.why("KS05-004")["decisions"]]
    assert last == [("沈知榆", "yes"), ("纠风工作领导小组", "yes")]


@pytest.mark.parametrize("point", ["LD00-001", "LD00-006", "LD00-011", "LD00-017"])
def test_year__no_leader_decides_on_points_of_leaders(year: Year, point: str) -> None:
    """One wrote a point of his own into his list, which came back to him."""
    by = {one["by"] for one in year.why(point)["decisions"]}
    assert by <= {"委办公会", "纠风工作领导小组"}
    assert "纠风工作领导小组" in by


def test_year__the_level_that_counts_is_the_last_valid_decision(year: Year) -> None:
    """One raised by its reviewer, one lowered by him and put back, one raised by a comment."""
    assert year.level("KS04-014") == "一级"
    assert year.level("KS06-012") == "二级"
    assert year.level("KS01-003") == "二级"
    assert year.level("KS03-001") == "一级"


def test_year__what_was_adopted_stands_in_the_handbook(year: Year) -> None:
    text = year.paper("工作手册.pdf")
    assert "大字版发到社区" in text
    assert "送审稿" not in text
    assert "征求意见稿" not in text


def test_year__the_handbook_is_issued_by_a_letter_of_its_own(year: Year) -> None:
    papers = year.papers("手册")
    (letter,) = (text for name, text in papers.items() if name.endswith("手册印发通知.pdf"))
    (book,) = (text for name, text in papers.items() if name.endswith("手册.pdf"))
    for text in (letter, book):
        assert "澄人计〔2026〕40号" in text
        assert "关于印发《廉政风险防范管理工作手册》的通知" in text
        assert "第1版" in text
    register = year.paper("修订记录表")
    assert "尚未" not in register
    assert register.count("第1版") == len(set(re.findall(r"修2026-\d+", register)))


def test_year__who_commented_stands_in_no_paper_about_comments(year: Year) -> None:
    papers = year.papers("意见")
    assert papers
    for name in ("石可心", "霍连山", "乔木青"):
        assert [file for file, text in papers.items() if name in text] == [], name


def test_year__each_day_follows_from_the_ledger_alone(year: Year) -> None:
    """What status said at the end of a day is what it says of that day when the year is over."""
    told = {}
    for folder, day in year.stood:
        clerk = Clerk(year.clerk.folder / folder)
        one = clerk.run("status", "--on", day, "--json", now=ENDED)
        assert one.code == 0, one.out + one.err
        told[folder, day] = one.json
    for when, stood in year.stood.items():
        for was, now in zip(stood.pop("todo"), told[when].pop("todo"), strict=True):
            assert now == was, when
        assert told[when] == stood, when


def test_year__the_record_holds(year: Year) -> None:
    (verified,) = [one for typed, one in year.ran if typed == ("verify",)]
    assert verified.code == 0, verified.out


PAPERS = (
    "实施方案", "学习动员情况表", "职权目录", "权力运行流程图集", "制度梳理表", "申报表签字件",
    "交叉互查安排表", "三查对照表", "审核表", "调级清单", "一览表", "一览表（公示本）", "各级干部",
    "公示通知", "意见采纳情况表", "意见采纳情况通报", "修订记录表", "工作手册", "工作手册印发通知",
    "督查", "防范措施落实情况表", "分级监控台账", "监控月历", "抽查名单", "纠错检查覆盖情况",
    "动态纠错检查记录", "预警提示书", "预警台账", "整改反馈表", "责任追究登记簿", "考核评分表",
    "考核依据", "考核通报", "通报批评", "归档文件目录", "备考表", "备案报送单",
)  # fmt: skip
"""The papers of the founding document, as they are called when they are printed."""


@pytest.mark.parametrize("paper", PAPERS)
def test_year__every_paper_of_the_plan_is_printed_from_what_came_in(year: Year, paper: str) -> None:
    """By a command of the script, none of which prints specimens."""
    said = [one for typed, one in year.ran if typed[:2] == ("publish", paper)]
    assert said
    assert all(".pdf" in one.out for one in said), said
    assert not any("--specimen" in typed for typed, _ in year.ran)


@pytest.mark.parametrize("paper", PAPERS)
def test_year__every_paper_of_the_plan_lies_among_the_results(year: Year, paper: str) -> None:
    """As it was printed last, in every format, and not marked as a specimen."""
    *_, last = (one.json for typed, one in year.ran if typed[:2] == ("publish", paper))
    home = year.clerk.folder / "成果"
    files = [Path(name) for name in last["files"]]
    assert ".pdf" in {one.suffix for one in files}
    assert [one for one in files if one.parent != home or not one.stat().st_size] == []
    assert last["mark"] != SPECIMEN
    assert not any(SPECIMEN in one.name for one in files)


def test_year__who_has_not_reported_or_put_right_stands_in_the_papers(year: Year) -> None:
    """A warning nobody answered is late in the register; one rechecked by its own man was not."""
    register = year.paper("预警台账")
    assert "已解除" in register
    assert "蓝1号" in register
    scores = year.paper("考核依据")
    assert "蓝1号应在2026-11-05以前反馈" in scores


def test_year__the_box_is_whole(year: Year) -> None:
    (checked,) = [one for typed, one in year.ran if typed[:2] == ("archive", "--verify")]
    assert checked.code == 0, checked.out


def test_second__no_point_is_lost_or_doubled_over_the_merger(year: Year) -> None:
    """One is withdrawn and one is new; those of the merged unit keep their numbers, once each."""
    before, after = ([one["point_id"] for one in year.lines(where)] for where in ("", SECOND))
    assert len(set(before)) == len(before)
    assert len(set(after)) == len(after)
    assert set(before) - set(after) == {"KS05-010"}
    assert set(after) - set(before) == {"KS02-021"}
    went = [
        point["point_id"]
        for typed, one in year.later
        if typed[0] == "move"
        for moved in one.json["moved"]
        for point in moved["points"]
    ]
    carried = [one for one in before if one.startswith(MERGED)]
    assert sorted(went) == sorted(carried)
    assert len(went) == CARRIED
    units = {one["unit"] for one in year.lines(SECOND) if one["point_id"] in went}
    assert units == {TAKING}
    assert "临榉街道计生办" not in {one["unit"] for one in year.lines(SECOND)}


def test_second__every_unit_answers_and_nothing_waits_for_a_decision(year: Year) -> None:
    told = year.second.run("status", "--json", now=ENDED).json
    (board,) = [one for one in told["boards"] if one["form"] == "declaration"]
    subjects = {one["subject"]: one["state"] for one in board["subjects"]}
    assert len(subjects) == 20
    assert MERGED not in subjects
    assert set(subjects.values()) == {"merged"}
    assert [one for one in told["todo"] if one["needs"] == "decision"] == []


def test_second__a_person_decides_which_of_two_returns_counts(year: Year) -> None:
    """Both came together; what the one has that was decided for stands in the table."""
    (decided,) = [one.json["deliveries"] for typed, one in year.later if typed[0] == "decide"]
    (one,) = decided
    assert one["outcome"] == "accepted"
    assert "replaces-earlier" in {each["code"] for each in one["findings"]}
    why = year.second.run("why", "KS06-009", now=ENDED).out
    assert "两人双锁" in why
    assert "科长改" in why


def test_second__a_post_has_its_new_name_and_a_person_the_new_post(year: Year) -> None:
    posts = {one["post"] for one in year.lines(SECOND) if one["unit"] == "宣传教育科"}
    assert "宣传品与新媒体岗" in posts
    assert "宣传品制作岗" not in posts
    holders: dict[Any, Any] = {}
    for name in year.second.files("发出"):
        if name.startswith(("KS01", "KS07")) and name.endswith(".xlsx"):
            sheet = load_workbook(year.second.folder / "发出" / name)["岗位职责"]
            holders |= {row[1]: row[3] for row in sheet.iter_rows(values_only=True)}
    assert (holders["KS07-P3"], holders["KS01-P4"]) == ("鲍锦川", "卓小屏")


def test_second__its_edition_is_printed_with_no_mark_and_every_point(year: Year) -> None:
    *_, last = (one.json for typed, one in year.later if typed == ("publish", "一览表"))
    assert (last["edition"], last["mark"], last["points"]) == (1, "", len(year.lines(SECOND)))
    (text,) = year.papers("一览表.pdf", SECOND).values()
    assert "网上申报件线下压办" in text
    assert "活动现场布置浪费" not in text
    assert "送审稿" not in text


def test_second__what_became_of_every_point_is_told(year: Year) -> None:
    (text,) = year.papers("年度变动情况", SECOND).values()
    assert "新增1个、撤销1个、升级1个、降级3个" in text
    was = Counter(one["level"] for one in year.lines(""))
    assert f"一级{was['一级']}" in text, "as the first edition has it, decisions included"
    assert f"随机构变动转移{CARRIED}个" in text


def test_second__the_ledger_is_as_its_originals_and_its_record_make_it(year: Year) -> None:
    (verified,) = [one for typed, one in year.later if typed == ("verify",)]
    rebuilt = year.second.run("rebuild", "--json", now=ENDED)
    for one in (verified, rebuilt):
        assert one.code == 0, one.out + one.err
        assert not one.json.get("findings"), one.out


def test_year__the_form_of_the_first_year_is_refused_in_the_second(year: Year) -> None:
    old = next(name for name in year.clerk.files("收件") if "KS05" in name and "审核后改" in name)
    inbox = year.second.folder / "收件" / "去年的.xlsx"
    inbox.write_bytes((year.clerk.folder / "收件" / old).read_bytes())
    told = year.second.run("collect", "--json", now=ENDED).json["deliveries"]
    (one,) = [each for each in told if each["file"] == inbox.name]
    assert one["outcome"] == "refused", one
    assert [each["code"] for each in one["findings"]] == ["other-campaign"]
