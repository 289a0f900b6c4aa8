from __future__ import annotations

from datetime import date

import pytest

from lzfx.files.definitions import definitions
from lzfx.mail.letters import (
    ACCEPTED,
    ISSUE,
    LISTED_FINDINGS,
    SEND_BACK,
    FaultLine,
    accepted_facts,
    issue_facts,
    mail_text,
    send_back_facts,
    subject_and_text,
)
from lzfx.model.campaign import Campaign, Office
from lzfx.model.finding import Severity
from lzfx.template import TemplateFault

UNIT = "东河街道计划生育办公室"
FORM = "岗位廉政风险等级划分申报表"
TODAY = date(2011, 9, 12)
ASKS = (
    "填报内容。先填“岗位职责”页，再填“风险点”页，一个风险点填一行。",
    "零报告。某个岗位确实没有风险点的，请选“无风险点”并写明理由。",
)
CAMPAIGN = Campaign(
    code="LZ2011",
    year=2011,
    name="廉政风险防范管理工作",
    commission="澜江区人口和计划生育委员会",
    system="澜江区人口计生系统",
    bodies={},
    office=Office("领导小组办公室", "沈若棠", "0731-5550123", "lianzheng@lanjiang.example"),
    deadline=date(2011, 9, 15),
    stages=(),
    large_sum=50_000,
    documents={},
    issuer="澜江区人口和计划生育委员会",
    issued_on=date(2011, 9, 30),
)


def shipped(name: str) -> str:
    return definitions().text(name)


def issue(today: date = TODAY, unit: str = UNIT) -> str:
    return mail_text(
        shipped(ISSUE),
        issue_facts(CAMPAIGN, unit, FORM, today, attachment="东河.xlsx", asks=ASKS),
        ISSUE,
    )


def send_back(errors: int, queries: int, advice: int = 0) -> str:
    # Queries first, to see that the letter puts faults before them.
    kinds = [Severity.QUERY] * queries + [Severity.ADVICE] * advice + [Severity.ERROR] * errors
    lines = [
        FaultLine(severity, f"{severity}-{number}号\n续行") for number, severity in enumerate(kinds)
    ]
    facts = send_back_facts(
        CAMPAIGN,
        UNIT,
        FORM,
        TODAY,
        file="东河.xlsx",
        lines=lines,
        attachment="东河_退回.xlsx",
    )
    return mail_text(shipped(SEND_BACK), facts, SEND_BACK)


def test_issue__says_everything_a_unit_needs() -> None:
    read = subject_and_text(issue())
    assert read.subject == f"关于填报《{FORM}》的通知（{UNIT}）"
    assert read.text.startswith(f"{UNIT}：\n")
    for told in ("2011年9月15日（星期四）", "沈若棠", "0731-5550123", "东河.xlsx"):
        assert told in read.text
    for told in ("lianzheng@lanjiang.example", "零报告", "无风险点", "不要改动表头"):
        assert told in read.text


@pytest.mark.parametrize("day", [12, 14, 15])
def test_issue__counts_no_days_that_go_by_until_it_is_read(day: int) -> None:
    assert issue(date(2011, 9, day)) == issue(TODAY).replace("9月12日", f"9月{day}日")


def test_issue__says_when_the_deadline_is_past() -> None:
    assert "9月15日（星期四）前报回；期限已过，请尽快报送。" in issue(date(2011, 9, 17))


@pytest.mark.parametrize("unit", ["=cmd|x", "“引号”\"'", "😀𠮷办", "桥" * 100, "{{ x }}"])
def test_issue__takes_any_name_as_it_is(unit: str) -> None:
    assert subject_and_text(issue(unit=unit)).text.startswith(f"{unit}：\n")


def test_send_back__lists_the_first_faults_then_counts_the_rest() -> None:
    read = subject_and_text(send_back(errors=8, queries=5, advice=3))
    assert "有8处需要改正，有5处请核实说明，前10处如下" in read.text
    lines = [line for line in read.text.splitlines() if "号 续行" in line]
    assert len(lines) == LISTED_FINDINGS
    assert lines[0] == "　　1. error-8号 续行"
    assert lines[8] == "　　9. query-0号 续行"
    assert "其余3处见附件" in read.text
    assert "advice" not in read.text
    assert "东河_退回.xlsx" in read.text
    assert "2011年9月15日" in read.text


def test_send_back__says_nothing_of_what_there_is_not() -> None:
    only_errors = send_back(errors=2, queries=0)
    assert "核实" not in only_errors
    assert "其余" not in only_errors
    assert "有2处需要改正，如下" in only_errors
    assert "改正" not in send_back(errors=0, queries=1)


def test_accepted__is_a_receipt() -> None:
    facts = accepted_facts(CAMPAIGN, UNIT, FORM, TODAY, file="东河.xlsx", points=12, code="LZ-7K")
    read = subject_and_text(mail_text(shipped(ACCEPTED), facts))
    assert "收入风险点12个" in read.text
    assert "回执编号：LZ-7K\n" in read.text


def test_accepted__names_a_zero_report() -> None:
    facts = accepted_facts(CAMPAIGN, UNIT, FORM, TODAY, file="东河.xlsx", points=0, code="LZ-7K")
    assert "按零报告登记" in mail_text(shipped(ACCEPTED), facts)


@pytest.mark.parametrize("name", [ISSUE, SEND_BACK, ACCEPTED])
def test_letters__leave_no_doubled_blank_line_or_mark(name: str) -> None:
    filled = {
        ISSUE: issue(),
        SEND_BACK: send_back(3, 1),
        ACCEPTED: mail_text(
            shipped(ACCEPTED),
            accepted_facts(CAMPAIGN, UNIT, FORM, TODAY, file="a.xlsx", points=1, code="c"),
        ),
    }[name]
    assert "\n\n\n" not in filled
    assert "{" not in filled
    paragraphs = [line for line in filled.splitlines()[3:-3] if line]
    assert [line for line in paragraphs if not line.startswith("　　")] == []


@pytest.mark.parametrize("filled", ["通知\n\n正文", "主题：\n\n正文", "", "\n正文\n主题：通知"])
def test_subject__must_stand_in_the_first_line(filled: str) -> None:
    with pytest.raises(TemplateFault) as caught:
        subject_and_text(filled, "own.txt.j2")
    assert (caught.value.code, caught.value.line) == ("template-no-subject", 1)
    assert caught.value.name == "own.txt.j2"


def test_subject__may_follow_a_byte_order_mark() -> None:
    read = subject_and_text("\ufeff主题：通知\r\n\r\n正文\r\n")
    assert (read.subject, read.text) == ("通知", "正文\n")
