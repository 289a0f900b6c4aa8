"""A draft is read back by parsers that did not write it."""

from __future__ import annotations

import email
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.mail.drafts import XLSX, Address, Attachment, MailError, draft_bytes, encoded_words

UNIT = "东河街道计划生育办公室"
TO = Address(UNIT, "donghe@example.cn")
SHORT = "东河街道.xlsx"
LONG = "北桥街道计划生育办公室（含经济开发区服务站）_岗位廉政风险等级划分申报表_第1次发放.xlsx"
EXTRA_HEADERS = ("Bcc", "Cc", "X-Evil", "Date", "Message-ID")


def modern(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def older(data: bytes) -> Message:
    return email.message_from_bytes(data, policy=policy.compat32)


def only_file(message: Message) -> Message:
    parts = message.get_payload()
    assert isinstance(parts, list)
    part = parts[1]
    assert isinstance(part, Message)
    return part


def old_client_name(data: bytes) -> str:
    """What a program sees that knows `name=` of Content-Type and encoded words, and no more."""
    value = only_file(older(data)).get_param("name")
    assert isinstance(value, str)
    return str(make_header(decode_header(value)))


def test_draft__is_marked_unsent_and_has_no_date_or_id() -> None:
    message = modern(draft_bytes(TO, "通知", "请填报。", Attachment(SHORT, b"PK")))
    assert message["X-Unsent"] == "1"
    assert message["MIME-Version"] == "1.0"
    assert sorted(message.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"]


@pytest.mark.parametrize("read", [modern, older])
@pytest.mark.parametrize(
    "name",
    [SHORT, LONG, "plain.xlsx", "a b;c=d.xlsx", "=cmd|x.xlsx", "引“号”'s.xlsx", "表😀𠮷.xlsx"],
)
def test_attachment_name__is_the_same_for_both_parsers(read: object, name: str) -> None:
    data = draft_bytes(TO, "通知", "请填报。", Attachment(name, b"PK"))
    assert callable(read)
    assert only_file(read(data)).get_filename() == name


@pytest.mark.parametrize("name", [SHORT, LONG, "表😀𠮷.xlsx"])
def test_attachment_name__is_told_to_old_clients_too(name: str) -> None:
    data = draft_bytes(TO, "通知", "请填报。", Attachment(name, b"PK"))
    assert old_client_name(data) == name


def test_attachment_name__has_no_second_filename_parameter() -> None:
    data = draft_bytes(TO, "通知", "x", Attachment(SHORT, b"PK"))
    assert data.count(b" filename") == 1
    assert b" filename*=UTF-8''" in data


def test_attachment_name__never_is_a_path() -> None:
    data = draft_bytes(TO, "通知", "x", Attachment("../..\\表\r\nX-Evil: 1.xlsx", b"PK"))
    name = only_file(modern(data)).get_filename()
    assert name == ".._.._表 X-Evil: 1.xlsx"


@pytest.mark.parametrize(
    "octets", [b"", b"PK\x03\x04\r\n--=_lzfx_\r\n.\r\n", bytes(range(256)) * 40]
)
def test_attachment_bytes__come_back(octets: bytes) -> None:
    data = draft_bytes(TO, "通知", "请填报。", Attachment(LONG, octets))
    for message in (modern(data), older(data)):
        part = only_file(message)
        assert part.get_payload(decode=True) == octets
        assert part.get_content_type() == XLSX
        assert part.get_content_disposition() == "attachment"


def test_text__comes_back_with_crlf_lines() -> None:
    data = draft_bytes(TO, "通知", "第一行\n第二行\r\n第三行", Attachment(SHORT, b"PK"))
    body = modern(data).get_body()
    assert body is not None
    assert body.get_payload(decode=True) == "第一行\r\n第二行\r\n第三行\r\n".encode()
    assert body.get_content_charset() == "utf-8"


def test_text__alone_makes_a_plain_message() -> None:
    message = modern(draft_bytes(TO, "通知", "请填报。"))
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == "请填报。\r\n"


def test_to_and_subject__are_encoded_and_read_back() -> None:
    subject = "关于填报《岗位廉政风险等级划分申报表》的通知（东河街道计划生育办公室）"
    data = draft_bytes(TO, subject, "x", sender=Address("领导小组办公室", "office@example.cn"))
    message = modern(data)
    assert data.isascii()
    assert message["Subject"] == subject
    assert message["To"].addresses[0].display_name == UNIT
    assert message["To"].addresses[0].addr_spec == "donghe@example.cn"
    assert message["From"].addresses[0].display_name == "领导小组办公室"
    assert str(make_header(decode_header(older(data)["Subject"]))) == subject


def test_to__is_left_out_when_the_roster_has_no_address() -> None:
    message = modern(draft_bytes(Address(UNIT, ""), "通知", "x"))
    assert message["To"] is None
    assert message["Subject"] == "通知"


@pytest.mark.parametrize("evil", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00\r\n\r\n"])
def test_line_breaks__in_names_and_subject_make_no_header(evil: str) -> None:
    name = f"东河{evil}Bcc: thief@example.cn"
    data = draft_bytes(
        Address(name, "a@example.cn"),
        f"通知{evil}X-Evil: 1",
        "x",
        Attachment(f"表{evil}Cc: b@example.cn.xlsx", b"PK"),
        Address(f"a{evil}Date: x", "b@example.cn"),
    )
    for message in (modern(data), older(data)):
        for part in message.walk():
            assert [header for header in EXTRA_HEADERS if part[header] is not None] == []
    shown = modern(data)
    assert shown["Subject"].isprintable()
    assert shown["To"].addresses[0].display_name.isprintable()
    assert shown["To"].addresses[0].addr_spec == "a@example.cn"


@pytest.mark.parametrize(
    "address",
    [
        "a@b.cn\r\nBcc: c@d.cn",
        "a@b.cn\n",
        "东河@example.cn",
        "a b@c.cn",
        "<a@b.cn>",
        "a@b.cn,c@d.cn",
        "@",
        "a",
    ],
)
def test_address__that_is_none_is_refused(address: str) -> None:
    with pytest.raises(MailError) as caught:
        draft_bytes(Address(UNIT, address), "通知", "x")
    assert caught.value.code == "mail-address-wrong"
    assert caught.value.params["address"] == address


def test_media_type__cannot_carry_a_header() -> None:
    with pytest.raises(MailError) as caught:
        draft_bytes(TO, "通知", "x", Attachment(SHORT, b"", "a/b\r\nX-Evil: 1"))
    assert caught.value.code == "mail-media-type-wrong"


def test_boundary__follows_the_content_and_nothing_else() -> None:
    first = draft_bytes(TO, "通知", "x", Attachment(SHORT, b"PK"))
    assert first == draft_bytes(TO, "通知", "x", Attachment(SHORT, b"PK"))
    other = draft_bytes(TO, "通知", "x", Attachment(SHORT, b"PK2"))
    assert modern(first).get_boundary() != modern(other).get_boundary()


def test_lines__are_short_and_end_in_crlf() -> None:
    unit = "桥" * 100
    data = draft_bytes(
        Address(unit, "a" * 60 + "@example.cn"),
        unit + "😀" * 30,
        "长" * 3000,
        Attachment(unit + ".xlsx", bytes(5000)),
        Address(unit, "b@example.cn"),
    )
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    too_long = [line for line in lines if len(line) > 76 and XLSX.encode() not in line]
    assert too_long == []
    assert max(map(len, lines)) <= 80
    assert only_file(older(data)).get_filename() == unit + ".xlsx"
    assert old_client_name(data) == unit + ".xlsx"


def test_halves_of_surrogate_pairs__do_not_stop_a_draft() -> None:
    data = draft_bytes(
        Address("东\ud840河", "a@b.cn"),
        "主\udc00题",
        "正\ud840文",
        Attachment("表\ud840.xlsx", b""),
    )
    assert modern(data)["Subject"] == "主?题"


WORD_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@settings(max_examples=60, deadline=None)
@given(text=WORD_TEXT, used=st.integers(0, 20))
def test_encoded_words__keep_every_character_and_the_limit(text: str, used: int) -> None:
    words = encoded_words(text, used)
    lines = words.split("\r\n")
    assert used + len(lines[0]) <= 76
    assert all(len(line) <= 76 for line in lines[1:])
    decoded = [octets for octets, _ in decode_header(words)]
    assert b"".join(part for part in decoded if isinstance(part, bytes)).decode() == text


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=90), subject=st.text(max_size=90), file=st.text(max_size=90))
def test_draft__any_text_gives_only_the_headers_meant(name: str, subject: str, file: str) -> None:
    data = draft_bytes(Address(name, "a@b.cn"), subject, name, Attachment(file, b"PK"))
    message = older(data)
    assert sorted(message.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"]
    part = only_file(message)
    assert sorted(part.keys()) == [
        "Content-Disposition",
        "Content-Transfer-Encoding",
        "Content-Type",
    ]
    assert part.get_payload(decode=True) == b"PK"
    assert part.get_filename() == only_file(modern(data)).get_filename()
