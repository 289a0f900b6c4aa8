"""Saved mails: attachments with names however encoded, and bounds that cost no time."""

from __future__ import annotations

import base64
import time
from contextlib import suppress
from email.header import Header
from email.message import EmailMessage

import pytest
from support.intake_files import xlsx, zipped

from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.mail import attachments
from lzfx.intake.sniff import Container, sniff

BOOK = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
NAME = "财务科 申报表（终稿）.xlsx"


def _found(data: bytes) -> dict[str, bytes | str]:
    return {label: got if isinstance(got, bytes) else got.code for label, got in attachments(data)}


def _mail(*files: tuple[str, bytes]) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送申报表"
    mail.set_content("附件请查收。")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def _raw(disposition: bytes, *, kind: bytes = b"application/octet-stream") -> bytes:
    """A mail with one attachment whose disposition is written in these bytes."""
    return (
        b"From: a@example.cn\r\nTo: b@example.cn\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed;\r\n boundary="=_x"\r\n\r\n'
        b"preamble\r\n--=_x\r\nContent-Type: text/plain\r\n\r\nletter\r\n--=_x\r\n"
        b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: BASE64\r\n"
        b"Content-Disposition: "
        + disposition
        + b"\r\n\r\n"
        + base64.encodebytes(BOOK)
        + b"\r\n--=_x--\r\nepilogue\r\n"
    )


def test_attachments__a_mail_of_the_standard_library() -> None:
    data = _mail((NAME, BOOK), ("说明.zip", zipped({"a.txt": "1"}))).as_bytes()
    assert sniff(data) is Container.MAIL
    assert _found(data) == {NAME: BOOK, "说明.zip": zipped({"a.txt": "1"})}


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=GBK''" + "".join(f"%{c:02X}" for c in NAME.encode("gbk")).encode(),
        b"attachment; filename*=utf-8'zh'" + "".join(f"%{c:02X}" for c in NAME.encode()).encode(),
        b'attachment; filename="' + Header(NAME, "gb2312").encode(maxlinelen=0).encode() + b'"',
        b'attachment;\r\n filename="=?gbk?B?' + base64.b64encode(NAME.encode("gbk")) + b'?="',
        b'attachment;\r\n\tfilename="=?GB18030?Q?'
        + "".join(f"={c:02X}" for c in NAME.encode("gb18030")).encode()
        + b'?="',
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b'attachment; filename="' + NAME.encode() + b'"',
        b"attachment; filename*0*=GBK''"
        + "".join(f"%{c:02X}" for c in NAME.encode("gbk")[:9]).encode()
        + b";\r\n filename*1*="
        + "".join(f"%{c:02X}" for c in NAME.encode("gbk")[9:]).encode(),
    ],
)
def test_attachments__names_in_every_encoding(disposition: bytes) -> None:
    assert _found(_raw(disposition)) == {NAME: BOOK}


def test_attachments__a_character_split_over_two_encoded_words() -> None:
    raw = NAME.encode("gbk")
    words = b" ".join(b"=?gbk?B?" + base64.b64encode(piece) + b"?=" for piece in (raw[:3], raw[3:]))
    assert _found(_raw(b'attachment; filename="' + words + b'"')) == {NAME: BOOK}


@pytest.mark.parametrize(
    ("disposition", "label"),
    [
        (b"attachment", "附件1"),
        (b'attachment; filename="..\\..\\evil.xlsx"', "../../evil.xlsx"),
        (b'attachment; filename="=?bad?X?"', "=?bad?X?"),
        (b'attachment; filename="=?no-such-set?B?QUJD?="', "ABC"),
        (b"attachment; filename*=no-such-set''%41", "A"),
        (b'attachment; filename="a\xe2\x80\xaeb.xlsx"', "a⟨U+202E⟩b.xlsx"),
    ],
)
def test_attachments__names_without_sense_are_labels_all_the_same(
    disposition: bytes, label: str
) -> None:
    assert list(_found(_raw(disposition))) == [label]


def test_attachments__letters_signatures_and_pictures_in_the_text_are_passed_over() -> None:
    mail = _mail((NAME, BOOK))
    mail.add_attachment(b"sig", maintype="application", subtype="pkcs7-signature", filename="s.p7s")
    mail.add_attachment(b"png", maintype="image", subtype="png", cid="<logo>", disposition="inline")
    mail.add_attachment(b"jpg", maintype="image", subtype="jpeg", filename="盖章页.jpg")
    assert list(_found(mail.as_bytes())) == [NAME, "盖章页.jpg"]


def test_attachments__a_mail_within_is_returned_unopened() -> None:
    outer = _mail()
    outer.add_attachment(_mail((NAME, BOOK)))
    ((label, inner),) = _found(outer.as_bytes()).items()
    assert label == "附件1.eml"
    assert isinstance(inner, bytes)
    assert sniff(inner) is Container.MAIL


def test_attachments__other_codings_and_a_cut_mail() -> None:
    plain = _raw(b"attachment; filename=a").replace(b"BASE64", b"8bit")
    assert _found(plain)["a"].strip() == base64.encodebytes(BOOK).strip()
    quoted = _raw(b"attachment; filename=a").replace(b"BASE64", b"quoted-printable")
    assert "a" in _found(quoted)
    cut = _raw(b"attachment; filename=a.xlsx").partition(b"--=_x--")[0][:-20]
    assert next(iter(_found(cut))) == "a.xlsx"
    damaged = _raw(b"attachment; filename=a").replace(base64.encodebytes(BOOK), b"QUJDR\r\n")
    assert _found(damaged) == {"a": "attachment-damaged"}


def test_attachments__none() -> None:
    assert _found(_mail().as_bytes()) == {}
    assert _found(b"From: a\r\nTo: b\r\n\r\nletter") == {}
    assert _found(b"") == {}


def _nested(depth: int) -> bytes:
    text = b"Content-Type: application/x\r\n\r\ndata\r\n"
    for number in range(depth):
        mark = b"b%d" % number
        text = b"Content-Type: multipart/mixed; boundary=%b\r\n\r\n--%b\r\n%b\r\n--%b--\r\n" % (
            mark,
            mark,
            text,
            mark,
        )
    return b"From: a\r\nTo: b\r\n" + text


@pytest.mark.parametrize(
    "data",
    [
        _nested(12),
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 600,
        b"From: a\nTo: b\nContent-Type: text/plain" + b";" * 5000 + b"\n\na\n",
        b"From: a\nTo: b\nX: " + b"y" * 300_000 + b"\n\na\n",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=-\n\n" + b"-" * 5_000_000,
    ],
    ids=["deep", "many parts", "long field", "long head", "dashes"],
)
def test_attachments__out_of_bounds_is_refused_at_once(data: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(Refused) as caught:
        tuple(attachments(data))
    assert caught.value.code == "mail-not-opened"
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\nTo: b\n" + b"\n" * 15_000_000,
        b"From: a\nTo: b\nContent-Type: " + b"x" * 9_000_000,
    ],
)
def test_attachments__large_nonsense_costs_no_time(data: bytes) -> None:
    began = time.perf_counter()
    with suppress(Refused):
        assert tuple(attachments(data)) == ()
    assert time.perf_counter() - began < 2


def test_attachments__too_big() -> None:
    with pytest.raises(Refused) as caught:
        attachments(b"x" * 11, Limits(file_bytes=10))
    assert caught.value.code == "file-too-big"
