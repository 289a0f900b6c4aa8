"""Mails: the sender's address is on record, and a return from an unknown one waits for a person."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_clerk
from support.hostile_arrivals import mail

from lzfx.intake.mail import sender_of

ACCEPTED = "第一轮/苇渡街道计生办申报表（盖章版）.xlsx"
NAME = "苇渡街道计生办申报表.xlsx"
KNOWN = "jd08@example.cn"
STRANGER = "someone@elsewhere.example"


def _changed(data: bytes) -> bytes:
    """The same return with one measure worded differently."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["风险点"]
    cell = page["T7"]
    assert str(cell.value).startswith("1.休渔期")
    cell.value = f"{cell.value}；并由两人逐笔复核后报分管领导签字"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mailed(clerk: Clerk, name: str, sender: str, data: bytes) -> Path:
    letter = mail((NAME, data))
    del letter["From"]
    if sender:
        letter["From"] = sender
    path = clerk.folder / "收件" / name
    path.write_bytes(letter.as_bytes())
    return path


def _outcomes(clerk: Clerk, *words: str, now: str = ROUND_TWO) -> list[tuple[str, list[str]]]:
    told = clerk.run("collect", *words, "--json", now=now).json["deliveries"]
    return [
        (one["outcome"], [said["code"] for said in one["findings"] if "sender" in said["code"]])
        for one in told
    ]


def _told(clerk: Clerk) -> list[str]:
    return [one["says"] for one in clerk.run("log", "--json").json["entries"]]


def test_a_stranger_displaces_nothing_until_a_person_decides(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    clerk.deliver(ACCEPTED)
    assert _outcomes(clerk, now=ROUND_ONE) == [("accepted", [])]
    wrong = _changed((SAMPLE / "returns" / ACCEPTED).read_bytes())
    path = _mailed(clerk, "报送.eml", STRANGER, wrong)
    ran = clerk.run("collect", now=ROUND_TWO)
    assert ran.code == 3, ran.out
    assert STRANGER in ran.out
    assert "名册里没有这个邮箱" in ran.out.replace("\n", "").replace(" ", "")
    merged = clerk.run("why", "苇渡街道计生办", "--json")
    assert [one["file"] for one in merged.json["returns"]] == [ACCEPTED]
    assert f"“报送.eml/{NAME}”（苇渡街道计生办）是 {STRANGER} 用邮件发来的。" in _told(clerk)
    assert _outcomes(clerk) == []  # it goes on waiting
    decided = clerk.run("decide", str(path), "--json", now=ROUND_TWO)
    assert [one["outcome"] for one in decided.json["deliveries"]] == ["accepted"], decided.err
    merged = clerk.run("why", "苇渡街道计生办", "--json")
    assert [one["file"] for one in merged.json["returns"]] == [f"报送.eml/{NAME}"]


@pytest.mark.parametrize("sender", [KNOWN, f"路人 <{KNOWN.upper()}>"])
def test_a_known_address_is_taken_in_and_on_record(tmp_path: Path, sender: str) -> None:
    clerk = sample_clerk(tmp_path / "w")
    _mailed(clerk, "报送.eml", sender, (SAMPLE / "returns" / ACCEPTED).read_bytes())
    assert _outcomes(clerk, now=ROUND_ONE) == [("accepted", [])]
    assert any(f"是 {KNOWN} 用邮件发来的" in line.lower() for line in _told(clerk))


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        (f'"{KNOWN}" <{STRANGER}>', "sender-unknown"),
        (f"{STRANGER}, {KNOWN}", "sender-missing"),
        ("", "sender-missing"),
    ],
)
def test_names_and_lists_are_not_trusted(tmp_path: Path, sender: str, code: str) -> None:
    clerk = sample_clerk(tmp_path / "w")
    _mailed(clerk, "报送.eml", sender, (SAMPLE / "returns" / ACCEPTED).read_bytes())
    assert _outcomes(clerk, now=ROUND_ONE) == [("held", [code])]


def test_a_faulty_return_of_a_stranger_sends_nothing_back(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    data = (SAMPLE / "returns/第一轮/梨坪街道计生办申报表.xlsx").read_bytes()
    _mailed(clerk, "报送.eml", STRANGER, data)
    assert _outcomes(clerk, now=ROUND_ONE) == [("held", ["sender-unknown"])]
    assert clerk.files("退回") == []


def test_the_same_answers_from_a_stranger_change_nothing(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    clerk.deliver(ACCEPTED)
    _outcomes(clerk, now=ROUND_ONE)
    book = openpyxl.load_workbook(clerk.folder / "收件" / ACCEPTED)
    out = io.BytesIO()
    book.save(out)
    _mailed(clerk, "报送.eml", STRANGER, out.getvalue())
    assert _outcomes(clerk) == [("unchanged", ["sender-unknown"])]


def test_a_setting_takes_strangers_in_with_a_question(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "w")
    settings = clerk.folder / "lzfx.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[bodies]", 'unknown_senders = "ask"\n[bodies]', 1), "utf-8")
    _mailed(clerk, "报送.eml", STRANGER, (SAMPLE / "returns" / ACCEPTED).read_bytes())
    assert _outcomes(clerk, now=ROUND_ONE) == [("accepted", ["sender-unknown"])]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (b"From: a@b.cn\r\nTo: x@y.cn\r\n\r\n", "a@b.cn"),
        (b"Subject: x\nFROM:\n =?utf-8?b?5byg?= <A@b.cn>\n\n", "A@b.cn"),
        (b"From: a@b.cn\nFrom: c@d.cn\n\n", ""),
        (b"To: x@y.cn\n\nFrom: a@b.cn\n", ""),
        (b"From: nobody\n\n", ""),
        (b"From: " + b"a" * 5000 + b"@b.cn\n\n", ""),
        (b"\r\nFrom: a@b.cn\r\n\r\n", "a@b.cn"),
        (b'From: "a@b.cn" <c@d.cn>\n\n', "c@d.cn"),
        (b"From: a@b.cn <c@d.cn>\n\n", ""),
        (b"From: " + b"(" * 900 + b"a@b.cn\n\n", ""),
    ],
)
def test_sender_of(head: bytes, wanted: str) -> None:
    assert sender_of(head + b"body") == wanted
