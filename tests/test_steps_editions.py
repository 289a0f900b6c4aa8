"""Papers claim only what the record has: drafts are marked on every page, approved ones are not."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_TWO, Clerk, sample_workspace
from support.stored_ledgers import restored, versions

from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.ledger.queries import actions
from lzfx.model.action import Verb
from lzfx.session.opening import open_session
from lzfx.steps.publish import publish

Drafts = dict[str, tuple[str, dict[str, Path]]]
MISSING = ("委领导", "办公室", "政策法规科", "望橹街道计生办", "云础街道计生办")
NO_CHANGES = "没有等级变动的风险点：申报等级与核定等级都一致，也没有上一年可比。不用印调级清单。"
NOTHING_TO_PRINT = {
    "level-changes": f"《调级清单》没有要印的：{NO_CHANGES}",
    "annual-changes": "《年度变动情况》没有要印的：没有上一年的风险点可比",
    "check-sample": "《抽查名单》没有要印的：还没有抽定要查的风险点，没有名单可印",
    "measure-progress": "《防范措施落实情况表》没有要印的：还没有单位报过防范措施的落实情况",
    "month-sheets": "《监控月历》没有要印的：从这个月起",
    "three-checks": "《三查对照表》没有要印的：还没有收到互查、领导、组织、评查会议的意见",
}
REVIEWED, APPROVED = "2026-09-20T09:00:00", "2026-09-30T09:00:00"
GROUP, LEADERS = "纠风工作领导小组", "廉政风险防范管理工作领导小组"


def pages(path: Path) -> list[str]:
    """The text of every page of a pdf, without gaps."""
    document = pypdfium2.PdfDocument(path)
    texts = (document[at].get_textpage().get_text_range() for at in range(len(document)))
    return ["".join(text.split()) for text in texts]


def word_text(path: Path, part: str) -> list[str]:
    """The text of each part of a Word file whose name begins so."""
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith(f"word/{part}")]
        return ["".join(re.findall(r"<w:t[ >][^<]*", package.read(n).decode())) for n in names]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Four returns of twenty-one are in and merged; nobody has decided on anything."""
    clerk = restored(versions()[-1], tmp_path_factory.mktemp("merged") / "2026")
    assert clerk.run("merge", now=ROUND_TWO).code == 0
    return clerk


@pytest.fixture
def clerk(merged: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(merged.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def printed(
    clerk: Clerk, name: str, now: str = ROUND_TWO, *more: str
) -> tuple[str, dict[str, Path]]:
    """Print a document: what the screen says, and its files by format."""
    ran = clerk.run("publish", name, "--fonts", "bundled", *more, now=now)
    assert ran.code == 0, ran.out + ran.err
    said = ran.out.replace("\n", "")
    files = re.findall(r"  (/\S+?\.(pdf|docx|xlsx|html))", said)
    return said, {kind: Path(file) for file, kind in files}


@pytest.fixture(scope="module")
def drafts(merged: Clerk) -> Drafts:
    """Every document of the whole campaign, printed before anybody decided on anything."""
    kinds = (kind.name for kind in MADE_OF_MASTER if kind.of_campaign)
    return {name: printed(merged, name) for name in kinds}


# Right after the merge.


def test_notice__before_any_decision_is_a_draft_and_claims_nothing(drafts: Drafts) -> None:
    said, files = drafts["notice"]
    assert {path.name for path in files.values()} == {
        f"2026年度公示通知（送审稿）.{kind}" for kind in ("pdf", "docx", "html")
    }
    assert "每页印有“送审稿”：经办记录里没有这一版的审定" in said
    assert "lzfx review" in said
    first, *rest = pages(files["pdf"])
    assert all(text.count("送审稿") == 1 for text in (first, *rest))
    whole = "".join((first, *rest))
    for claim in ("核定等级", "已经审定", f"{GROUP}审定", "现予公示", "印发", "〔2026〕38号"):
        assert claim not in whole, claim
    assert "等级按规则拟定，尚待审定，拟予公示" in first
    assert "已经申报的各单位、各岗位的廉政风险点" in first
    assert "印制时还有18个单位没有申报，没有列入本件，名单见文末。" in first
    assert "印制时还没有申报的单位（18个）" in whole
    assert "委领导、办公室" in whole
    assert "还没有报来，未印入（18个，首页已写明）：委领导" in said


def test_draft__is_marked_in_word_page_and_workbook(drafts: Drafts) -> None:
    notice, public = drafts["notice"][1], drafts["overview-public"][1]
    book = drafts["handbook"][1]
    for path in (notice["docx"], public["docx"], book["docx"]):
        heads = word_text(path, "header")
        assert heads
        assert all("送审稿" in head for head in heads), path.name
    page = public["html"].read_text("utf-8")
    assert '<p class="draft">送审稿</p>' in page
    signs = "".join(f"\\{ord(sign):x} " for sign in "送审稿")
    assert f'@page {{ @top-right {{ content: "{signs}";' in page
    workbook = load_workbook(io.BytesIO(public["xlsx"].read_bytes()))
    assert [str(sheet.oddHeader.right.text) for sheet in workbook] == ["送审稿"]  # type: ignore[union-attr]
    assert workbook.worksheets[0]["A1"].value.endswith("（送审稿）")
    cover, blank, *_ = pages(book["pdf"])
    assert "印制时还有18个单位没有申报" in cover
    assert "数据截至2026年9月18日" in cover
    assert "2026年9月30日" not in cover
    assert all("送审稿" in text for text in (cover, blank, *pages(book["pdf"])))


def test_draft__proof_reading_knows_the_mark(merged: Clerk, drafts: Drafts, tmp_path: Path) -> None:
    _, files = drafts["overview"]
    checked = merged.run("check", *map(str, files.values()))
    assert (checked.code, checked.out.count("没有问题")) == (0, 3), checked.out
    copy = tmp_path / "不知哪来的.pdf"
    shutil.copyfile(files["pdf"], copy)
    elsewhere = Clerk(tmp_path).run("check", str(copy))
    assert elsewhere.code == 0, elsewhere.out


@pytest.mark.parametrize("name", [kind.name for kind in MADE_OF_MASTER if kind.of_campaign])
def test_print__while_units_are_missing_says_so_on_its_first_page(
    drafts: Drafts, name: str
) -> None:
    said, files = drafts[name]
    if not files:
        assert said.startswith(NOTHING_TO_PRINT[name])
        return
    first, *others = pages(files["pdf"])
    assert "印制时还有18个单位没有申报，没有列入本件" in first
    assert "还没有报来，未印入（18个，首页已写明）：委领导" in said
    listed = "".join((first, *others)).partition("印制时还没有申报的单位（18个）")[2]
    assert all(unit in listed for unit in MISSING), name


def test_print__is_on_record_with_its_mark_and_who_was_missing(clerk: Clerk) -> None:
    printed(clerk, "一览表")
    told = clerk.run("log", "一览表", "--json", now=ROUND_TWO).json["entries"][-1]
    assert told["verb"] == "print"
    assert (told["about"], told["facts"]["mark"]) == ("overview", "送审稿")
    assert told["facts"]["missing"].split("、")[0] == "委领导"
    assert "（送审稿）；还没有报来的：委领导" in told["says"]


# The acts.


def test_approved__the_list_and_the_handbook_are_final_until_something_changes(
    clerk: Clerk,
) -> None:
    printed(clerk, "一览表")
    words = ("approve", "--by", LEADERS, "--paper", "示例纪要〔2026〕7号")
    ran = clerk.run(*words, "--on", "2026年9月29日", "--why", "会议通过", now=APPROVED)
    assert ran.code == 0, ran.err
    assert (
        "已记下：廉政风险防范管理工作领导小组2026-09-29批准印发（示例纪要〔2026〕7号）" in ran.out
    )
    assert "针对的是2026-09-18印的《一览表》那一版" in ran.out.replace("\n", "")
    assert "没有公示、没有征求过意见就批准了" in ran.out.replace("\n", "")
    said, files = printed(clerk, "一览表", APPROVED)
    assert files["pdf"].name == "2026年度风险点及防范措施一览表.pdf"
    assert "送审稿" not in said
    count = len(pages(files["pdf"]))
    assert f"要重印的面：1-{count}；" in said
    assert "其余只是换了页码或标记" in said
    first, *_ = texts = pages(files["pdf"])
    assert "送审稿" not in "".join(texts)
    assert "澄岚区人口和计划生育委员会澄人计〔2026〕38号2026年9月29日" in first
    assert "送审稿" not in "".join(word_text(files["docx"], ""))
    _, book = printed(clerk, "手册", APPROVED)
    about = "".join(pages(book["pdf"])[:4])
    assert f"经{LEADERS}批准印发" in about
    assert "2026年9月29日" in about
    # One more return changes the points: what was approved is another content.
    clerk.deliver("第一轮/宣传教育科（报送） 9.8.ods")
    assert clerk.run("collect", now=APPROVED).code == 0
    said, files = printed(clerk, "一览表", APPROVED)
    assert files["pdf"].name == "2026年度风险点及防范措施一览表.pdf"
    assert "印的是第1版（2026-09-29批准）" in said
    assert "现在的内容和这一版不同" in said
    said, files = printed(clerk, "一览表", APPROVED, "--draft")
    assert files["pdf"].name.endswith("（送审稿）.pdf")
    assert "2026-09-29批准印发的是先前的一版，以后内容有改动，要重新办" in said


def test_reviewed__the_notice_is_final_and_the_list_is_for_comments(clerk: Clerk) -> None:
    printed(clerk, "审核表")
    ran = clerk.run("review", "--paper", "示例纪要〔2026〕5号", now=REVIEWED)
    assert ran.code == 0, ran.err
    said, files = printed(clerk, "公示通知", REVIEWED)
    assert files["pdf"].name == "2026年度公示通知.pdf"
    assert "送审稿" not in said
    first = pages(files["pdf"])[0]
    assert f"等级已经{GROUP}审定，现予公示" in first
    assert "〔2026〕38号" in first
    assert "印制时还有18个单位没有申报" in first
    said, files = printed(clerk, "一览表", REVIEWED)
    assert files["pdf"].name.endswith("（征求意见稿）.pdf")
    assert all("征求意见稿" in text for text in pages(files["pdf"]))
    assert "没有这一版的批准印发" in said
    shown = clerk.run("publicity", "--on", "2026.9.21", "--paper", "公告1", now=APPROVED)
    assert shown.code == 0, shown.err
    assert "2026-09-21至2026-09-28公示" in shown.out


def test_taken_back__papers_are_drafts_again(clerk: Clerk) -> None:
    printed(clerk, "一览表")
    assert clerk.run("approve", "--paper", "纪要7", now=APPROVED).code == 0
    without = clerk.run("approve", "--undo", now=APPROVED)
    assert (without.code, "--why" in without.err) == (2, True)
    ran = clerk.run("approve", "--undo", "--why", "记错了版本", now=APPROVED)
    assert "已收回记下的“批准印发”，文件又按草稿印。" in ran.out
    assert "收回记下的“批准印发”：记错了版本。" in clerk.run("log", now=APPROVED).out
    assert "（送审稿）" in printed(clerk, "一览表", APPROVED)[1]["pdf"].name
    assert clerk.run("verify", now=APPROVED).code == 0
    assert clerk.run("rebuild", now=APPROVED).code == 0


WRONG = (
    (("approve",), "--paper"),
    (("approve", "--paper", "甲", "--by", "领导小祖"), "没有叫“领导小祖”的机构"),
    (("approve", "--paper", "甲", "--on", "下周一"), "“下周一”不是日期"),
    (("approve", "--paper", "甲", "--on", "2026-10-08"), "2026-10-08还没有到"),
    (("approve", "--paper", "甲", "--on", "2026-09-17"), "到2026-09-17为止还没有印过"),
    (("review", "--paper", "甲", "--printed", "2026-09-01"), "到2026-09-01为止还没有印过"),
    (("publicity", "--paper", "甲", "--on", "2026-09-21"), "还没有审定的记录"),
    (("review", "--undo", "--why", "甲"), "没有可以收回的"),
)


def test_act__that_does_not_fit_is_one_sentence_and_records_nothing(
    merged: Clerk, drafts: Drafts
) -> None:
    assert drafts
    before = merged.run("log", "--json", now=APPROVED).json["total"]
    for words, says in WRONG:
        ran = merged.run(*words, now=APPROVED)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran.err
        assert says in ran.err, words
    assert merged.run("log", "--json", now=APPROVED).json["total"] == before


def test_publicity__cannot_be_cut_short(clerk: Clerk) -> None:
    printed(clerk, "一览表")
    assert clerk.run("review", "--paper", "甲", "--on", "2026-09-19", now=REVIEWED).code == 0
    words = ("publicity", "--paper", "乙", "--on", "2026-09-21", "--until", "2026-09-23")
    ran = clerk.run(*words, now=APPROVED)
    assert ran.code == 2
    assert "不满期：自2026-09-21起要公示5天，到2026-09-28为止" in ran.err


# Nothing to print.


def test_nothing_to_print__is_said_in_one_sentence_and_is_no_failure(empty: Clerk) -> None:
    with open_session(empty.folder, datetime.fromisoformat(ROUND_TWO), "tester") as session:
        for kind in MADE_OF_MASTER:
            if kind.lists_the_missing or not kind.empty:
                continue
            done = publish(session, kind.name, "bundled")
            assert len(done.nothing) == 1, kind.name
            assert (done.findings, done.files) == ((), ()), kind.name
        assert actions(session.ledger)[-1].verb is not Verb.PRINT
    ran = empty.run("publish", "工作手册", now=ROUND_TWO)
    said = "《工作手册》没有要印的：还没有可印的风险点。请先收表（lzfx collect）。"
    assert (ran.code, ran.out.splitlines()[0], ran.err) == (0, said, "")
    assert empty.files("成果") == []


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A workspace in which nothing was issued yet."""
    return sample_workspace(tmp_path_factory.mktemp("empty") / "2026")


# A vacant post.


def test_vacant_post__does_not_block_the_cards_of_its_unit(clerk: Clerk) -> None:
    roster = clerk.folder / "名册.xlsx"
    workbook = load_workbook(roster)
    sheet = workbook["岗位"]
    (row,) = (row for row in sheet.iter_rows() if any(c.value == "KS08-P2" for c in row))
    row[5].value, row[7].value = None, "空缺"
    workbook.save(roster)
    ran = clerk.run("publish", "告知承诺书", "--only", "KS08", "--fonts", "bundled", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    assert "没有现任人员" in ran.out
    (pdf,) = (one for one in clerk.files("成果") if "告知承诺书" in one and one.endswith(".pdf"))
    text = "".join(pages(clerk.folder / "成果" / pdf))
    assert "（空缺，有人任职后签字）" in text
    assert "KS08-P1" in text


# A year of which nobody knows the holidays.

NEXT_YEAR = '[2027]\nnotice = "示例通知"\nholidays = [2027-01-01, 2027-01-02, 2027-01-03]\n'


def test_publicity__over_a_year_without_holidays_is_told_and_not_counted(clerk: Clerk) -> None:
    printed(clerk, "一览表")
    assert clerk.run("review", "--paper", "甲", "--on", "2026-09-19", now=REVIEWED).code == 0
    words = ("publicity", "--paper", "乙", "--on", "2026-12-30", "--json")
    new_year = "2027-01-12T09:00:00"
    (clerk.folder / "lzfx.toml").write_text(
        (clerk.folder / "lzfx.toml")
        .read_text("utf-8")
        .replace("start = 2026-09-21  ", "start = 2026-12-30  ")
        .replace("issued_on = 2026-09-30", "issued_on = 2027-01-12"),
        "utf-8",
    )
    for ran in (
        clerk.run(*words, now=new_year),
        clerk.run("publish", "公示通知", "--json", now=new_year),
    ):
        told = ran.json.get("error", ran.json)["findings"]
        assert [(one["code"], one["params"]["year"]) for one in told] == [
            ("publicity-holidays-unknown", 2027)
        ], ran.out
    own = clerk.folder / "form_templates" / "lists"
    own.mkdir(parents=True)
    (own / "holidays.toml").write_text(NEXT_YEAR, "utf-8")
    ran = clerk.run(*words, now=new_year)
    assert (ran.code, ran.json["until"]) == (0, "2027-01-06")
    (own / "holidays.toml").write_text(NEXT_YEAR.replace("2027-01-02", "2026-01-02"), "utf-8")
    wrong = clerk.run("status", now=new_year)
    assert (wrong.code, "holidays.toml 第3行" in wrong.err) == (2, True), wrong.err
