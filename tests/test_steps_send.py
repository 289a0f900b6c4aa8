"""The drafts: what a mail program finds in them, and the page that lists them."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, Clerk, sample_clerk, sample_workspace


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk whose first round was collected, drafts written before and after."""
    clerk = sample_clerk(tmp_path_factory.mktemp("send") / "2026")
    assert clerk.run("send", now=ISSUED).code == 0
    clerk.deliver("第一轮")
    clerk.run("collect", now=ROUND_ONE)
    assert clerk.run("send", now=ROUND_ONE).code == 0
    return clerk


@pytest.fixture(scope="module")
def invited(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A clerk whose forms went out to two units, drafts written, nothing come back yet."""
    clerk = sample_workspace(tmp_path_factory.mktemp("invited") / "2026")
    assert clerk.run("issue", "--only", "JD01", "--only", "JD07", now=ISSUED).code == 0
    assert clerk.run("send", now=ISSUED).code == 0
    return clerk


def _sent_back(clerk: Clerk, ending: str = "eml") -> Path:
    """The draft that sends a return back; the unit's stray file has a draft of its own."""
    found = (clerk.folder / "退回/邮件草稿").glob(f"KS02 政策法规科*.{ending}")
    (path,) = (one for one in found if "没有收下" not in one.name)
    return path


def _letter(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _attached(message: EmailMessage) -> tuple[str, bytes]:
    (part,) = message.iter_attachments()
    return part.get_filename() or "", part.get_content()


def _invitations(clerk: Clerk) -> list[str]:
    return [name for name in clerk.files("发出/邮件草稿") if name.endswith(".eml")]


def test_issue_letters__only_to_those_who_have_sent_nothing_yet(
    clerk: Clerk, invited: Clerk
) -> None:
    """Of the two, one sent another year's form and one a copy without code: they get a reply."""
    assert _invitations(invited) == ["JD01 望橹街道计生办.eml", "JD07 锦枋街道计生办.eml"]
    assert _invitations(clerk) == []
    replies = clerk.files("退回/邮件草稿")
    assert {"JD01 望橹街道计生办 没有收下的文件.eml", "JD07 锦枋街道计生办 没有收下的文件.eml"} <= {
        *replies
    }


def test_issue_letter__carries_the_units_own_workbook(invited: Clerk) -> None:
    clerk = invited
    message = _letter(clerk.folder / "发出/邮件草稿/JD07 锦枋街道计生办.eml")
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None
    assert message["Message-ID"] is None
    name, data = _attached(message)
    assert name == "JD07 锦枋街道计生办 岗位廉政风险等级划分申报表.xlsx"
    assert data == (clerk.folder / "发出" / name).read_bytes()
    body = message.get_body()
    assert body is not None
    assert "2026年9月15日" in body.get_content()


def test_send_back_letter__says_the_faults_and_carries_the_marked_copy(clerk: Clerk) -> None:
    message = _letter(_sent_back(clerk))
    name, data = _attached(message)
    assert data == (clerk.folder / "退回" / name).read_bytes()
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    assert "（Q7、Q11），共2处：" in text
    assert "特级" in text


def test_paste_text__is_the_letter_for_notepad(clerk: Clerk) -> None:
    data = _sent_back(clerk, "txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    message = _letter(_sent_back(clerk))
    assert text.splitlines()[0] == message["Subject"]
    body = message.get_body()
    assert body is not None
    assert body.get_content().split()[0] in text


def test_paper__one_slip_for_each_return_that_goes_back(clerk: Clerk) -> None:
    ran = clerk.run("send", "--paper", "--json", now=ROUND_ONE)
    slips = [Path(path).stem for path in ran.json["slips"]]
    marked = {name.split(" 岗位廉政")[0] for name in clerk.files("退回") if "需更正" in name}
    assert set(slips) == {name for name in marked if "/" not in name}
    assert all(Path(path).read_bytes().startswith(b"%PDF") for path in ran.json["slips"])


def test_receipt__has_a_number_and_no_attachment(clerk: Clerk) -> None:
    message = _letter(clerk.folder / "退回/邮件草稿/JC00 主任办公会.eml")
    assert list(message.iter_attachments()) == []
    body = message.get_body()
    assert body is not None
    assert re.search(r"2026-SAMPLE-\d{4}-[0-9A-F]{6}", body.get_content())


@pytest.mark.parametrize("folder", ["发出", "退回"])
def test_index__every_link_opens_a_draft(clerk: Clerk, folder: str) -> None:
    home = clerk.folder / folder / "邮件草稿"
    listed = home / "发信清单.html"
    page = listed.read_text("utf-8") if listed.exists() else ""
    links = [unquote(link) for link in re.findall(r'href="\./([^"]+\.eml)"', page)]
    assert sorted(links) == sorted(name.name for name in home.glob("*.eml"))


def test_send__takes_away_drafts_that_are_no_longer_due(clerk: Clerk) -> None:
    clerk.deliver("第二轮")
    clerk.run("collect", now=ROUND_TWO)
    clerk.run("send", "--late", now=ROUND_TWO)
    assert [name for name in clerk.files("发出/邮件草稿") if name.endswith(".eml")] == []
    message = _letter(clerk.folder / "退回/邮件草稿/KS02 政策法规科.eml")
    assert "收讫" in message["Subject"]
