"""An edition takes effect with its approval, and prints the same whatever changes afterwards."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, Ran
from support.master_examples import master
from support.revisions import revised, revision
from support.two_units import MEETING_FILE, SECTION_FILE, two_units

from lzfx.ledger.frozen import frozen, thawed
from lzfx.model.calendar import Calendar
from lzfx.model.edition import Edition
from lzfx.model.papers import Supervised, UnitStanding

POINT = "KS05-004"
APPROVED, LATER, SECOND = "2026-09-20T09:00:00", "2026-09-25T09:00:00", "2026-09-28T09:00:00"
FINAL = ("一览表", "各级干部", "工作手册")
MEASURES = (
    "1.候选名单在社区公示五天；2.评委由街道代表、社区居民和媒体各占三分之一；"
    "3.评选结果附事迹核实表。"
)
NEWER = "1.候选名单在社区公示七天；2.评选结果附事迹核实表，由两人核实。"


def text(path: Path) -> str:
    """The text of a pdf without gaps."""
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def ran(clerk: Clerk, *words: str, now: str) -> Ran:
    done = clerk.run(*words, now=now)
    assert done.code == 0, done.out + done.err
    return done


def printed(clerk: Clerk, name: str, *more: str, now: str) -> tuple[str, dict[str, Path]]:
    """What the screen says, and the files by format."""
    out = ran(clerk, "publish", name, "--fonts", "bundled", *more, now=now).out.replace("\n", "")
    files = re.findall(r"  (/\S+?\.(pdf|docx|xlsx|html))", out)
    return out, {kind: Path(file) for file, kind in files}


def contents(clerk: Clerk, now: str) -> dict[str, bytes]:
    """The bytes of everything that an approval makes final, printed anew."""
    shutil.rmtree(clerk.folder / "成果", ignore_errors=True)
    files = [path for name in FINAL for path in printed(clerk, name, now=now)[1].values()]
    return {path.name: path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """An office of two units whose first edition was approved."""
    clerk = two_units(tmp_path_factory.mktemp("editions") / "2026")
    clerk.deliver(MEETING_FILE, SECTION_FILE)
    for words in (("collect",), ("merge",), ("issue", "revisions", "--late")):
        ran(clerk, *words, now=ROUND_ONE)
    out, _ = printed(clerk, "一览表", now=ROUND_TWO)
    assert "送审稿" in out
    done = ran(clerk, "approve", "--paper", "纪要〔2026〕7号", "--on", "2026-09-19", now=APPROVED)
    assert "第1版自2026-09-19起生效" in done.out
    return clerk


@pytest.fixture
def clerk(first: Clerk, tmp_path: Path) -> Clerk:
    shutil.copytree(first.folder, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _change(clerk: Clerk) -> None:
    """A month later: a text is revised, a unit has another name, the office another phone."""
    revised(clerk, revision(1, POINT, "防范措施", MEASURES, NEWER), now=LATER)
    book = load_workbook(clerk.folder / "名册.xlsx")
    for row in book["单位"].iter_rows(min_row=4):
        if row[1].value == "KS05":
            row[2].value = "宣教科"
    book.save(clerk.folder / "名册.xlsx")
    settings = clerk.folder / "lzfx.toml"
    told = settings.read_text("utf-8")
    settings.write_text(re.sub(r'(?m)^phone = ".*"', 'phone = "0599-5559999"', told), "utf-8")


def test_edition__prints_byte_for_byte_the_same_after_everything_changed(clerk: Clerk) -> None:
    before = contents(clerk, APPROVED)
    out, files = printed(clerk, "一览表", now=APPROVED)
    assert "印的是第1版（2026-09-19批准）" in out
    assert "现在的内容和这一版不同" not in out
    assert "2026年9月19日（第1版）" in text(files["pdf"])
    _change(clerk)
    assert contents(clerk, LATER) == before
    out, files = printed(clerk, "一览表", now=LATER)
    assert "印的是第1版（2026-09-19批准）" in out
    assert "注意：现在的内容和这一版不同" in out
    assert "宣教科" not in text(files["pdf"])


def test_next_edition__is_a_draft_until_it_is_approved_and_then_has_the_next_number(
    clerk: Clerk,
) -> None:
    _change(clerk)
    out, files = printed(clerk, "一览表", "--draft", now=LATER)
    assert "这是下一版的草稿" in out
    assert "（送审稿）" in files["pdf"].name
    assert "".join(NEWER.split()) in text(files["pdf"])
    printed(clerk, "一览表", now=LATER)  # the edition once more: nothing new lies before anybody
    done = ran(clerk, "approve", "--paper", "纪要〔2026〕9号", "--on", "2026-09-27", now=SECOND)
    assert "第2版自2026-09-27起生效" in done.out
    out, files = printed(clerk, "工作手册", now=SECOND)
    assert "印的是第2版（2026-09-27批准）" in out
    said = text(files["pdf"])
    assert "2026年9月27日（第2版）" in said
    assert "宣教科" in said
    ran(clerk, "approve", "--undo", "--why", "记错了", now=SECOND)
    assert "印的是第1版" in printed(clerk, "工作手册", now=SECOND)[0]


def test_other_names_alone__make_a_draft_too(clerk: Clerk) -> None:
    book = load_workbook(clerk.folder / "名册.xlsx")
    for row in book["单位"].iter_rows(min_row=4):
        if row[1].value == "KS05":
            row[2].value = "宣教科"
    book.save(clerk.folder / "名册.xlsx")
    out, files = printed(clerk, "一览表", "--draft", now=LATER)
    assert files["pdf"].name.endswith("稿）.pdf"), out
    done = ran(clerk, "approve", "--paper", "纪要〔2026〕9号", "--on", "2026-09-26", now=SECOND)
    assert "第2版" in done.out
    assert "宣教科" in text(printed(clerk, "一览表", now=SECOND)[1]["pdf"])


def test_letter__takes_its_number_after_the_approval_and_makes_no_other_edition(
    clerk: Clerk,
) -> None:
    """The handbook is sent under a number that nobody knows while it waits for its approval."""
    ran(clerk, "settings", "手册印发通知文号", "", now=APPROVED)
    refused = clerk.run("publish", "工作手册印发通知", "--json", now=APPROVED)
    assert [one["code"] for one in refused.json["findings"]] == ["paper-field-missing"]
    ran(clerk, "settings", "手册印发通知文号", "澄人计〔2026〕51号", now=APPROVED)
    out, files = printed(clerk, "工作手册印发通知", now=APPROVED)
    assert "印的是第1版（2026-09-19批准）" in out
    assert "现在的内容和这一版不同" not in out
    said = text(files["pdf"])
    assert "澄人计〔2026〕51号" in said
    assert "（第1版）由" in said
    assert "2026年9月19日" in said
    _, files = printed(clerk, "工作手册", now=APPROVED)
    assert "澄人计〔2026〕51号" in text(files["pdf"])
    done = clerk.run("status", "--json", now=APPROVED)
    assert done.code == 0
    # A draft of the next edition has neither number nor day, whatever the settings say.
    _change(clerk)
    _, files = printed(clerk, "手册印发通知", "--draft", now=LATER)
    assert "澄人计〔2026〕51号" not in text(files["pdf"])
    assert "尚未批准印发" in text(files["pdf"])


@pytest.mark.parametrize(
    "said",
    [
        "unknown_senders = 'ask'",
        "decisions_valid_days = 30",
        "[deadlines]\nmeasures = 2026-12-31",
        "[filling_times]\ntext = 90",
        "[warnings]\ndays = 15",
        "[checks.every_months]\n1 = 2",
        "[accountability]\nbodies = ['区纪委监委驻区人口计生委纪检监察组']",
    ],
)
def test_settings_of_the_year_after__make_no_other_edition(clerk: Clerk, said: str) -> None:
    settings = clerk.folder / "lzfx.toml"
    told = settings.read_text("utf-8")
    head, _, _ = said.partition("\n")
    if head.startswith("["):
        assert not re.search(rf"(?m)^{re.escape(head)}", told)
        settings.write_text(f"{told}\n{said}\n", "utf-8")
    else:
        settings.write_text(f"{said}\n{told}", "utf-8")
    out, _ = printed(clerk, "一览表", now=LATER)
    assert "印的是第1版（2026-09-19批准）" in out
    assert "现在的内容和这一版不同" not in out


def _versions(clerk: Clerk, now: str) -> dict[str, str]:
    """The edition of each revision, as the printed register says it in its workbook."""
    _, files = printed(clerk, "修订记录表", now=now)
    lines = [
        [str(cell) for cell in line] for line in load_workbook(files["xlsx"]).worksheets[0].values
    ]
    head = next(line for line in lines if "修订号" in line)
    number, version = (
        head.index("修订号"),
        next(at for at, title in enumerate(head) if "".join(title.split()) == "生效版本"),
    )
    said = {line[number]: "".join(line[version].split()) for line in lines}
    return {one: version for one, version in said.items() if one.startswith("修2026")}


def test_register__says_the_edition_of_each_revision_and_what_is_in_none_yet(
    clerk: Clerk,
) -> None:
    rows = [
        revision(1, POINT, "防范措施", MEASURES, NEWER, 生效版本="第7版"),
        revision(2, "JC00-001", "整个风险点（撤销）", "调研论证不足即行决策", "撤销"),
        revision(3, "KS05-001", "防范措施", "表里没有的说法", "另一种说法"),
        revision(4, "宣传物资采购流程图", "防范措施", "三个步骤", "四个步骤"),
    ]
    taken = revised(clerk, *rows, now=LATER)
    assert taken["outcome"] == "accepted"
    (typed,) = (one for one in taken["findings"] if one["code"] == "revision-version-typed")
    assert (typed["where"]["sheet"], typed["params"]["value"]) == ("修订", "第7版")
    none = {"修2026-01": "尚未生效", "修2026-02": "尚未生效", "修2026-03": "尚未生效"}
    assert _versions(clerk, LATER) == none | {"修2026-04": "—"}
    printed(clerk, "一览表", "--draft", now=LATER)
    ran(clerk, "approve", "--paper", "纪要〔2026〕9号", "--on", "2026-09-27", now=SECOND)
    second = none | {"修2026-01": "第2版", "修2026-02": "第2版", "修2026-04": "—"}
    assert _versions(clerk, SECOND) == second
    # A further one is in none yet; what was in the second stays there in the third.
    later = "2026-10-08T09:00:00"
    fifth = revision(5, POINT, "防范措施", NEWER, f"{NEWER}抽查两次。", 批准日期="2026-10-08")
    assert revised(clerk, *rows, fifth, now=later)["outcome"] == "accepted"
    assert _versions(clerk, later) == second | {"修2026-05": "尚未生效"}
    printed(clerk, "一览表", "--draft", now=later)
    ran(clerk, "approve", "--paper", "纪要〔2026〕10号", "--on", "2026-10-08", now=later)
    assert _versions(clerk, later) == second | {"修2026-05": "第3版"}
    # An approval that is taken back made no edition.
    for _ in range(2):
        ran(clerk, "approve", "--undo", "--why", "记错了", now=later)
    assert set(_versions(clerk, later).values()) == {"尚未生效", "—"}


def test_rebuilt__the_edition_is_the_same_and_a_lost_content_is_told(clerk: Clerk) -> None:
    _change(clerk)
    before = contents(clerk, LATER)
    assert clerk.run("verify", now=LATER).code == 0
    assert clerk.run("backup", now=LATER).code == 0
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild", now=LATER).code == 0
    assert contents(clerk, LATER) == before
    assert clerk.run("verify", now=LATER).code == 0
    told = clerk.run("log", "一览表", "--json", now=LATER).json["entries"]
    kept = next(one["facts"]["kept"] for one in told if one["verb"] == "print")
    path = clerk.folder / "原件" / kept[:2] / kept
    path.write_bytes(path.read_bytes() + b" ")
    lost = clerk.run("publish", "一览表", now=LATER)
    assert lost.code == 2
    assert "第1版的内容" in lost.err
    assert clerk.run("verify", now=LATER).code == 1


def test_frozen__comes_back_as_it_was_and_later_fields_do_not_matter() -> None:
    whole = master(edition=Edition())
    data = frozen(whole)
    assert frozen(thawed(data)) == data
    assert thawed(data.replace(b'"unit_duties"', b'"what_was_once"')).unit_duties == {}
    with pytest.raises(ValueError, match="no_such_class"):
        thawed(data.replace(b'"Master"', b'"no_such_class"', 1))


def test_compared__lists_what_was_added_dropped_raised_and_reworded(clerk: Clerk) -> None:
    before = revision(2, POINT, "风险等级", "2", "1")
    gone = revision(3, "JC00-001", "整个风险点（撤销）", "调研论证不足即行决策", "撤销")
    text_of = revision(1, POINT, "防范措施", MEASURES, NEWER)
    assert revised(clerk, text_of, before, gone, now=LATER)["outcome"] == "accepted"
    _, files = printed(clerk, "版本对照表", now=LATER)
    assert set(files) == {"pdf", "docx", "xlsx"}
    said = text(files["pdf"])
    assert "第1版与现在比较" in said
    assert "新增0个，撤销1个；等级升1个、降0个；内容改动1个、2处" in said
    sheets = load_workbook(files["xlsx"]).worksheets
    rows = [[str(cell) for cell in line] for sheet in sheets for line in sheet.values]
    assert any({POINT, "二级", "一级", "升"} <= set(row) for row in rows)
    assert any({POINT, MEASURES, NEWER} <= set(row) for row in rows)
    assert any({"JC00-001", "调研论证不足即行决策"} <= set(row) for row in rows)
    # Approved, the same stands between the two editions, and nothing since.
    printed(clerk, "一览表", "--draft", now=LATER)
    ran(clerk, "approve", "--paper", "纪要〔2026〕9号", "--on", "2026-09-27", now=SECOND)
    _, files = printed(clerk, "版本对照表", "--since", "1", "--until", "2", now=SECOND)
    assert "第1版与第2版比较" in text(files["pdf"])
    assert "第1版与第2版比较" in text(printed(clerk, "版本对照表", now=SECOND)[1]["pdf"])
    none = ran(clerk, "publish", "版本对照表", "--since", "2", now=SECOND)
    assert "第2版和现在完全一样" in none.out


def test_compared__what_there_is_not_is_one_sentence(clerk: Clerk) -> None:
    for words, says in (
        (("版本对照表", "--since", "7"), "没有第7版。到现在批准过1版"),
        (("一览表", "--since", "1"), "不比较两版"),
    ):
        done = clerk.run("publish", *words, now=LATER)
        assert (done.code, done.err.count("\n")) == (2, 1), done.out + done.err
        assert says in done.err


def test_frozen__days_off_are_a_set_again_and_in_the_same_order_in_every_run() -> None:
    """The order of a set is another in each process: the bytes of an edition must not be."""
    off = frozenset(date(2026, 10, day) for day in (1, 2, 3, 5, 6, 7))
    whole = master()
    publicity = replace(whole.campaign.publicity, calendar=Calendar(holidays=off))
    told = replace(whole, campaign=replace(whole.campaign, publicity=publicity))
    again = thawed(frozen(told))
    assert again.campaign.publicity.calendar.holidays == off
    assert again.campaign.publicity.last_day(date(2026, 9, 30)) == date(2026, 10, 13)
    said = frozen(told).decode().split('"@set"')[1]
    assert said.index("2026-10-01") < said.index("2026-10-03") < said.index("2026-10-07")


def test_frozen__who_has_come_how_far_is_no_part_of_it() -> None:
    """The list for the guiding office is another every day; the edition is not."""
    whole = master()
    late = Supervised(("申报表",), (UnitStanding("KS01", "办公室", ("逾期3天",), 1),))
    assert frozen(replace(whole, papers=replace(whole.papers, supervised=late))) == frozen(whole)
