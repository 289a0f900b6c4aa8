"""An existing plan: what is read of it with its sentences, and a workspace of what was taken."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from support.clerk import Clerk

from lzfx.campaign.plan_excerpts import contradictions, excerpts, not_found
from lzfx.campaign.plan_stages import stage_setting, stage_told
from lzfx.forms.layout import REQUIRED_MARK
from lzfx.forms.settings import parse_settings
from lzfx.intake.bounded import Refused
from lzfx.intake.paragraphs import paragraphs
from lzfx.model.excerpt import ExcerptKind

PLAN = """\
云汀区2026年岗位廉政风险防范管理工作安排

按照《示例工作要点》（示发〔2026〕3号）和《示例办法》，结合区人口计生委实际，制定本方案。
一、指导思想
把防范放在平时，
把责任落到岗位。
二、工作目标
九月底以前查清风险、定准等级。
三、基本原则
（一）先易后难原则。从大事做起；小事也不放过。
（二）人人有责原则：谁经办谁负责。
四、等级
一级风险：可能违法的。
二级风险：可能违规的。
预警分为红色、橙色两种。
一级风险由区人口计生委纠风工作领导小组负责监控，二级风险由分管领导监控。
单位的由委办公会审核，最后报区人口计生委纠风工作领导小组审核。
五、步骤
（一）动员部署阶段（今年8月中旬）。成立区人口计生委廉政风险防范管理工作领导小组。
（二）查找阶段（8月21日至9月20日）
第三阶段：公示修订（9月下旬）。公示期不少于7个工作日。
六、组织
组长：
副组长：裴知夏
主任办公会每月听一次汇报，领导小组办公室设在委办公室。
"""
"""Invented, in the shape that such plans have."""

NOW = "2026-08-01T09:00:00"
FILE = "方案摘录.xlsx"


def told(text: str = PLAN) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for one in excerpts(text.splitlines()):
        found.setdefault(one.kind, []).append((one.value, one.paragraph))
    return found


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("year", ["2026"]),
        ("basis", ["示例工作要点（示发〔2026〕3号）", "示例办法"]),
        ("guiding", ["把防范放在平时，\n把责任落到岗位。"]),
        ("principle", ["先易后难：从大事做起；小事也不放过。", "人人有责：谁经办谁负责。"]),
        ("stage", ["动员部署：8月中旬", "查找：8月21日至9月20日", "公示修订：9月下旬"]),
        ("publicity", ["7个工作日"]),
        ("leading_group", ["廉政风险防范管理工作领导小组"]),
        ("review_group", ["纠风工作领导小组"]),
        ("commission_meeting", ["委办公会"]),
        ("office", ["廉政风险防范管理工作领导小组办公室"]),
        ("seat", ["副组长：裴知夏"]),
        ("level", ["一级：可能违法的。", "二级：可能违规的。"]),
        ("colors", ["红色、橙色"]),
        ("monitor", ["一级：区人口计生委纠风工作领导小组", "二级：分管领导"]),
    ],
)
def test_excerpts__of_a_kind(kind: str, values: list[str]) -> None:
    assert [value for value, _ in told()[kind]] == values


def test_excerpts__stand_in_their_paragraph_and_sentence() -> None:
    lines = PLAN.splitlines()
    for one in excerpts(lines):
        head = one.value.split("：")[0].removeprefix("廉政风险防范管理工作")[:4]
        near = "".join(lines[one.paragraph - 1 : one.paragraph + 1])
        assert head[:2] in near, one
        assert one.sentence
    stages = [one for one in excerpts(lines) if one.kind is ExcerptKind.STAGE]
    assert stages[0].sentence == "（一）动员部署阶段（今年8月中旬）。"
    assert lines[stages[1].paragraph - 1].startswith("（二）查找阶段")


def test_not_found__is_told() -> None:
    assert ExcerptKind.SYSTEM in not_found(excerpts(PLAN.splitlines()))
    assert not_found(()) == tuple(ExcerptKind)
    assert excerpts(("今天食堂吃面。", "", "请大家带伞。")) == ()


def test_contradictions__one_stage_at_two_times() -> None:
    text = f"{PLAN}动员部署阶段（8月下旬）\n"
    (one,) = contradictions("方案.txt", excerpts(text.splitlines()))
    assert (one.code, one.where.file) == ("plan-stage-two-times", "方案.txt")
    assert (one.params["value"], one.params["other"]) == ("8月中旬", "8月下旬")
    assert list(contradictions("方案.txt", excerpts(PLAN.splitlines()))) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第一阶段:动员部署(3月1日至3月20日)", "动员部署：3月1日至3月20日"),
        ("3、公示完善阶段:5月上旬至中旬", "公示完善：5月上旬至5月中旬"),
        ("(一)自查阶段(8月11日至20日)", "自查：8月11日至8月20日"),
        ("自查阶段(2026-08-11至2026-08-20)", "自查：2026-08-11至2026-08-20"),
        ("(一)自查阶段", ""),
        ("各阶段的工作(今年8月)都要抓紧", ""),
        ("会议(8月11日)", ""),
    ],
)
def test_stage_told__as_plans_write_them(line: str, expected: str) -> None:
    assert stage_told(line) == expected


@pytest.mark.parametrize(
    "text", ["", "动员", "动员：", "：8月中旬", "动员：8月至9月至10月", "动员：8月32日"]
)
def test_stage_setting__nothing_is_guessed(text: str) -> None:
    assert stage_setting(text, 2026) is None


def _docx(*lines: str) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.add_table(1, 2).rows[0].cells[1].text = "表里的字"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_paragraphs__of_a_word_document_and_of_text() -> None:
    lines = PLAN.splitlines()
    assert paragraphs(_docx(*lines))[: len(lines)] == tuple(lines)
    assert "表里的字" in paragraphs(_docx(*lines))
    for encoding in ("utf-8", "gb18030", "utf-8-sig", "utf-16"):
        assert paragraphs(PLAN.encode(encoding)) == tuple(lines)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04broken", "zip-damaged"),
        (b"%PDF-1.7 whatever", "plan-not-text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "plan-not-text"),
    ],
)
def test_paragraphs__what_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        paragraphs(data)
    assert refused.value.code == code


@pytest.fixture
def office(tmp_path: Path) -> Clerk:
    """A clerk beside a plan; the workspace is not there yet."""
    (tmp_path / "方案.docx").write_bytes(_docx(*PLAN.splitlines()))
    return Clerk(tmp_path)


def ticked(clerk: Clerk, change: Mapping[str, str], only: tuple[str, ...] = ()) -> None:
    """Take all the rows, or `only` those keys, in Excel; `change` values by key."""
    path = clerk.folder / "2026" / FILE
    book = load_workbook(path)
    sheet = book["摘录"]
    rows = list(sheet.iter_rows(min_row=3))
    titles = [str(cell.value or "").strip(REQUIRED_MARK) for cell in rows[0]]
    key, value, take = (titles.index(one) for one in ("代号", "方案里的说法", "采用"))
    for row in rows[1:]:
        if row[key].value and (not only or row[key].value in only):
            row[take].value = "是"
            row[value].value = change.get(str(row[key].value), row[value].value)
    book.save(path)


def read(clerk: Clerk) -> None:
    ran = clerk.run("init", "2026", "--from", "方案.docx", now=NOW)
    assert ran.code == 0, ran.out + ran.err


def take(clerk: Clerk) -> list[tuple[str, str]]:
    ran = clerk.run("init", "2026", "--take", f"2026/{FILE}", "--json", now=NOW)
    found = ran.json["findings"]
    assert (ran.code == 0) == (not found)
    return [(one["code"], one["where"]["cell"] or "") for one in found]


def test_init_from__writes_what_it_read_and_nothing_else(office: Clerk) -> None:
    ran = office.run("init", "2026", "--from", "方案.docx", now=NOW)
    assert ran.code == 0
    assert office.files("2026") == [FILE]
    assert "动员部署：8月中旬" in ran.out.replace("\n", "")
    assert "方案里没有找到：系统名称。" in ran.out
    again = office.run("init", "2026", "--from", "方案.docx", now=NOW)
    assert again.code != 0, "what a person has ticked is not written over"


def test_init_take__only_what_was_ticked(office: Clerk) -> None:
    read(office)
    ticked(office, {}, only=("stage-1", "stage-2", "stage-3", "publicity-1", "seat-1"))
    assert take(office) == []
    settings = tomllib.loads((office.folder / "2026/lzfx.toml").read_text("utf-8"))
    assert settings["commission"].startswith("××"), "not ticked, not taken"
    campaign, faults = parse_settings("lzfx.toml", settings)
    assert campaign is not None, faults
    assert [one.name for one in campaign.stages] == ["动员部署", "查找", "公示修订"]
    assert [str(one.start) for one in campaign.stages] == ["2026-08-11", "2026-08-21", "2026-09-21"]
    assert (campaign.publicity.days, campaign.publicity.working_days) == (7, True)
    assert campaign.plan.principles == ()


def test_init_take__all_of_it_with_the_own_words_of_the_person(office: Clerk) -> None:
    read(office)
    ticked(office, {"commission-1": "云汀区人口和计划生育委员会", "year-1": "2026年度"})
    ran = office.run("init", "2026", "--take", f"2026/{FILE}", now=NOW)
    assert ran.code == 0, ran.out
    assert "副组长：裴知夏" in ran.out, "goes into the roster by hand, and that is said"
    campaign, _ = parse_settings(
        "lzfx.toml", tomllib.loads((office.folder / "2026/lzfx.toml").read_text("utf-8"))
    )
    assert campaign is not None
    assert campaign.commission == campaign.issuer == "云汀区人口和计划生育委员会"
    assert campaign.plan.basis[0].number == "示发〔2026〕3号"
    assert [one.name for one in campaign.plan.principles] == ["先易后难", "人人有责"]
    assert campaign.bodies["review_group"] == "纠风工作领导小组"
    again = office.run("init", "2026", "--take", f"2026/{FILE}", now=NOW)
    assert again.code != 0, "a workspace is not made twice"


@pytest.mark.parametrize(
    ("change", "only", "code"),
    [
        ({"stage-1": "动员部署：不久以后"}, ("stage-1",), "plan-stage-unclear"),
        ({"stage-2": "动员部署：8月下旬"}, ("stage-1", "stage-2"), "plan-taken-twice"),
        ({"year-1": "明年"}, ("year-1",), "plan-value-unclear"),
        ({"publicity-1": "够长就行"}, ("publicity-1",), "plan-value-unclear"),
        ({"principle-1": "先易后难"}, ("principle-1",), "plan-value-unclear"),
    ],
)
def test_init_take__a_fault_at_its_cell_and_nothing_is_made(
    office: Clerk, change: dict[str, str], only: tuple[str, ...], code: str
) -> None:
    read(office)
    ticked(office, change, only)
    ((found, cell),) = take(office)
    assert found == code
    assert cell
    assert office.files("2026") == [FILE]


def test_init_take__nothing_ticked(office: Clerk) -> None:
    read(office)
    assert take(office) == [("plan-nothing-taken", "")]
    assert office.files("2026") == [FILE]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("白纸.txt", "今天食堂吃面。\n".encode(), "plan-says-nothing"),
        ("方案.pdf", b"%PDF-1.7\n", "plan-not-text"),
        ("表.docx", b"PK\x03\x04", "zip-damaged"),
    ],
)
def test_init_from__a_file_that_says_nothing_makes_nothing(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = Clerk(tmp_path).run("init", "2026", "--from", name, "--json", now=NOW)
    assert [one["code"] for one in ran.json["findings"]] == [code]
    assert ran.code != 0
    assert not (tmp_path / "2026").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--take", "没有.xlsx"),
        ("--from", "没有.docx"),
        ("--from", "方案.docx", "--take", "x.xlsx"),
        ("--from", "方案.docx", "--like", "market"),
    ],
)
def test_init__words_that_do_not_go_together(office: Clerk, words: tuple[str, ...]) -> None:
    ran = office.run("init", "2026", *words, now=NOW)
    assert ran.code not in {0, 1}
    assert "Traceback" not in ran.out + ran.err
    assert not (office.folder / "2026").exists()
