"""Refused files get replies of their own; letters do not age; what was sent is on record."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk

from lzfx.mail.drafts import Address, draft_bytes, mark_of

DRAFTS = "邮件草稿"
CLEAN = "第一轮/主任办公会申报表.xlsx"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a form went out to every unit."""
    return sample_clerk(tmp_path_factory.mktemp("replies") / "2026").folder


@pytest.fixture
def clerk(issued: Path, tmp_path: Path) -> Clerk:
    """A clerk with that workspace of his own."""
    shutil.copytree(issued, tmp_path / "2026")
    return Clerk(tmp_path / "2026")


def _put(clerk: Clerk, name: str, data: bytes) -> None:
    path = clerk.folder / "收件" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _no_form(tmp_path: Path) -> bytes:
    """A workbook that somebody made himself."""
    path = tmp_path / "自制.xlsx"
    book = Workbook()
    book.worksheets[0]["A1"] = "廉政风险自查情况"
    book.save(path)
    return path.read_bytes()


def _drafts(clerk: Clerk, folder: str) -> list[str]:
    home = clerk.folder / folder / DRAFTS
    return sorted(path.stem for path in home.glob("*.eml"))


def _letter(clerk: Clerk, name: str) -> EmailMessage:
    data = (clerk.folder / f"退回/{DRAFTS}/{name}.eml").read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _text(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


SENDERS = {
    "the name of the file": "财务科 自查.xlsx",
    "the folder it lay in": "财务科/表一.xlsx",
    "an archive within a folder": "来件/财务科（报送）/表一.xlsx",
    "the code of the unit": "KS07.xlsx",
}


@pytest.mark.parametrize("how", SENDERS)
def test_refused__its_unit_gets_a_reply_with_the_form_and_no_first_letter(
    how: str, clerk: Clerk, tmp_path: Path
) -> None:
    _put(clerk, SENDERS[how], _no_form(tmp_path))
    assert clerk.run("collect").code == 1
    assert clerk.run("send").code == 0
    assert not [name for name in _drafts(clerk, "发出") if "财务科" in name]
    message = _letter(clerk, "KS07 财务科 没有收下的文件")
    assert "没有收下" in message["Subject"]
    assert message["To"]
    text = _text(message)
    assert SENDERS[how].rpartition("/")[2] in text
    assert "看不出这是发给哪个单位的表" in text
    assert "请填在发下的原文件里报送" in text
    assert "已进入申报阶段" not in text
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "KS07 财务科 岗位廉政风险等级划分申报表.xlsx"


def test_refused__nobody_can_be_told__a_draft_without_address(clerk: Clerk) -> None:
    _put(clerk, "扫描0001.pdf", b"%PDF-1.4\n%%EOF\n")
    clerk.run("collect")
    told = clerk.run("send")
    message = _letter(clerk, "扫描0001.pdf 没有收下的文件")
    assert message["To"] is None
    assert "这是 PDF 文件" in _text(message)
    assert "扫描0001.pdf" in told.out
    assert len(_drafts(clerk, "发出")) == 21, "everybody still gets the first letter"


def test_refused__two_units_named_is_nobody(clerk: Clerk, tmp_path: Path) -> None:
    _put(clerk, "财务科 宣传教育科 汇总.xlsx", _no_form(tmp_path))
    clerk.run("collect")
    clerk.run("send")
    assert _letter(clerk, "财务科 宣传教育科 汇总.xlsx 没有收下的文件")["To"] is None


def test_refused__with_a_faulty_return_both_are_answered(clerk: Clerk) -> None:
    clerk.deliver("第一轮/财务科（加密）.xlsx", "第一轮/财务科廉政风险申报表（两张表）.xlsx")
    clerk.run("collect")
    clerk.run("send")
    text = _text(_letter(clerk, "KS07 财务科 没有收下的文件"))
    assert "设了打开密码" in text
    assert "KS07 财务科 岗位廉政风险等级划分申报表" in _drafts(clerk, "退回")


def test_refused__a_good_return_of_the_unit_leaves_nothing_to_say(clerk: Clerk) -> None:
    _put(clerk, "主任办公会（扫描）.pdf", b"%PDF-1.4\n%%EOF\n")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("send", now=ROUND_ONE)
    assert "JC00 主任办公会 没有收下的文件" in _drafts(clerk, "退回")
    clerk.deliver(CLEAN)
    clerk.run("collect", now=ROUND_TWO)
    clerk.run("send", "--late", now=ROUND_TWO)
    assert _drafts(clerk, "退回") == ["JC00 主任办公会"]


def test_refused__an_office_writes_the_reply_its_own_way(clerk: Clerk) -> None:
    own = clerk.folder / "form_templates/letters/reply_refused.txt.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        "主题：{{ unit }}请重报\n\n{% for one in files %}{{ one.do }}{% endfor %}\n", "utf-8"
    )
    _put(clerk, "财务科.pdf", b"%PDF-1.4\n%%EOF\n")
    clerk.run("collect")
    ran = clerk.run("send")
    assert ran.code == 0, ran.err
    assert _letter(clerk, "KS07 财务科 没有收下的文件")["Subject"] == "财务科请重报"


AGES = re.compile(r"还有\d+天|已过\d+天|即今天|距今")


@pytest.mark.parametrize("now", [ISSUED, "2026-09-15T08:00:00", "2026-09-20T08:00:00"])
def test_letters__say_dates_and_no_numbers_that_age(clerk: Clerk, now: str) -> None:
    clerk.deliver(CLEAN, "第一轮/财务科廉政风险申报表（两张表）.xlsx", "第一轮/财务科（加密）.xlsx")
    clerk.run("collect", now=ISSUED)
    assert clerk.run("send", "--late", now=now).code == 0
    texts = [path.read_text("utf-8-sig") for path in clerk.folder.rglob(f"{DRAFTS}/*.txt")]
    assert len(texts) == 21 + 1
    for text in texts:
        assert "2026年9月15日" in text
        assert not AGES.search(text)
        assert ("期限已过" in text) == (now > "2026-09-16" and "收讫" not in text)
    page = next(clerk.folder.rglob("发信清单.html")).read_text("utf-8")
    assert f"2026年{int(now[5:7])}月{int(now[8:10])}日起草" in page


def test_receipt__asks_what_the_return_leaves_open(clerk: Clerk) -> None:
    clerk.deliver("第一轮/街道报送（榆钱、临榉）.zip", CLEAN)
    clerk.run("collect")
    clerk.run("send")
    asked, plain = (
        _text(_letter(clerk, name)) for name in ("JD02 榆钱街道计生办", "JC00 主任办公会")
    )
    assert "另有1处请核实" in asked
    assert "“风险点”页“编造材料套取奖励扶助金”（Q12）：" in asked
    assert "核对无误" not in asked
    assert "核对无误" in plain


def test_sent__the_record_and_the_page_know_which_letters_are_new(clerk: Clerk) -> None:
    assert clerk.run("send", "--json", now=ISSUED).json["issued"]["new"] == 21
    done = clerk.run("send", "--done", "财务科", "KS02", now=ISSUED)
    assert "记下已发出2封；还有19封" in done.out
    assert clerk.run("send", "--json", now=ISSUED).json["issued"]["new"] == 19
    page = (clerk.folder / f"发出/{DRAFTS}/发信清单.html").read_text("utf-8")
    assert "其中 19 封还没有标记发出" in page
    assert page.count('<td class="sent">2026年8月21日</td>') == 2
    assert clerk.run("send", "--done", "--json", now=ISSUED).json["left"] == 0
    told = clerk.run("log", "财务科", now=ISSUED).out
    assert "发出给财务科的填报通知（信件编号" in re.sub(r"\n\s*", "", told)
    again = clerk.run("send", "--json", now="2026-09-10T08:00:00").json["issued"]
    assert (again["drafts"], again["new"]) == (21, 0), "another day makes no new letter"
    clerk.deliver("第一轮/财务科廉政风险申报表（两张表）.xlsx")
    clerk.run("collect", now=ROUND_ONE)
    assert "记下已发出0封；还有1封" in clerk.run("send", "--done", now=ROUND_ONE).out
    assert clerk.run("send", "--json", now=ROUND_ONE).json["replies"]["new"] == 1


def test_sent__a_unit_nobody_knows_records_nothing(clerk: Clerk) -> None:
    clerk.run("send", now=ISSUED)
    ran = clerk.run("send", "--done", "财务科", "子虚乌有科", now=ISSUED)
    assert (ran.code, "子虚乌有科" in ran.err) == (2, True)
    assert clerk.run("send", "--json", now=ISSUED).json["issued"]["new"] == 21
    alone = clerk.run("send", "财务科", now=ISSUED)
    assert (alone.code, "--done" in alone.err) == (2, True)


def test_mark__is_found_in_the_draft_it_was_written_into() -> None:
    mark = "0123456789abcdef" * 4
    assert mark_of(draft_bytes(Address("", ""), "题", "文", mark=mark)) == mark
    assert mark_of(draft_bytes(Address("", ""), "题", f"X-Lzfx-Letter: {mark}")) == ""
    assert mark_of((SAMPLE / "名册.xlsx").read_bytes()) == ""
