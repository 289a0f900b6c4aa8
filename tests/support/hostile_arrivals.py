"""Cases of what holds files: archives and mails, and texts in columns of every sort."""

from __future__ import annotations

import base64
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from support.hostile_books import base, sheet_of
from support.hostile_pack import zipped
from support.hostile_write import csv_of
from support.hostile_zip import noise, plain
from support.sample_strays import archive, pdf, web_page

Make = Callable[[], bytes]
NAME = "财务科 申报表（终稿）.xlsx"


def text(separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """The clean sheet as text in columns."""
    return csv_of(sheet_of(base()), separator, encoding)


def changed(old: str, new: str) -> Make:
    """The text with something else in it, in UTF-8."""

    def make() -> bytes:
        whole = text().decode("utf-8-sig")
        assert old in whole
        return whole.replace(old, new, 1).encode()

    return make


def behind(more: str | bytes) -> Make:
    """The text with more behind it."""
    return lambda: text() + (more.encode() if isinstance(more, str) else more)


def mail(*files: tuple[str, bytes]) -> EmailMessage:
    """A letter with attachments."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.cn", "b@example.cn", "报送"
    letter["Date"] = "Tue, 08 Sep 2026 09:30:00 +0800"
    letter.set_content("附件请查收。")
    for name, data in files:
        letter.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for number, part in enumerate(letter.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}")
    return letter


def raw_mail(
    disposition: bytes, data: bytes, *, head: bytes = b"", coding: bytes = b"base64"
) -> bytes:
    """A mail with one attachment, every byte as given."""
    body = base64.encodebytes(data) if coding == b"base64" else data
    return (
        head + b"From: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\n"
        b'Content-Type: multipart/mixed; boundary="=_x"\r\n\r\n--=_x\r\n\r\nletter\r\n--=_x\r\n'
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: " + coding + b"\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + body + b"\r\n--=_x--\r\n"
    )


def _locked_zip() -> bytes:
    raw = bytearray(zipped({"a.xlsx": plain()}))
    struct.pack_into("<H", raw, raw.rindex(b"PK\x01\x02") + 8, 1)
    return bytes(raw)


def _damaged_beside_good() -> bytes:
    raw = bytearray(zipped({"坏.xlsx": plain()[:500], "好.xlsx": plain()}, stored=True))
    at = raw.index(b"PK\x03\x04", 4)
    raw[at + 60] ^= 0xFF
    return bytes(raw)


def _bomb() -> bytes:
    return zipped({"好.xlsx": plain(), "弹.xlsx": bytes(60 * 1024 * 1024)})


def _many_small() -> bytes:
    return zipped({f"{n}.txt": "x" for n in range(2001)}, stored=True)


def _other_packing() -> bytes:
    return zipped({"a.xlsx": plain()}, method=zipfile.ZIP_LZMA)


_WIDE = b"".join(b"%%%02X" % byte for byte in NAME.encode("gbk"))
_WORD = b"=?gbk?B?" + base64.b64encode(NAME.encode("gbk")) + b"?="


def _within() -> bytes:
    letter = mail()
    letter.add_attachment(mail((NAME, plain())))
    letter.set_boundary("=_outer")
    return letter.as_bytes()


def _deep() -> bytes:
    inner = b"Content-Type: application/x\r\n\r\ndata\r\n"
    for number in range(12):
        inner = (
            b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)
            + inner
            + b"\r\n--b%d--\r\n" % number
        )
    return b"From: a\r\nTo: b\r\n" + inner


CASES: dict[str, Make] = {
    "archive/names-in-gbk": lambda: archive([("报送/财务科.xlsx", plain()), ("签字页.pdf", pdf())]),
    "archive/names-in-utf-8": lambda: zipped({"财务科.xlsx": plain()}),
    "archive/evil-names": lambda: zipped(
        {
            "../../../etc/cron.d/x": plain(),
            "C:\\Windows\\evil.xlsx": b"",
            "CON.xlsx": b"",
            "a:b": b"",
        }
    ),
    "archive/unseen-signs-in-a-name": lambda: zipped({"\u202e甲\u200b.xlsx": plain()}),
    "archive/within-an-archive": lambda: zipped({"里.zip": zipped({"a.xlsx": plain()})}),
    "archive/mail-within": lambda: zipped({"信.eml": mail((NAME, plain())).as_bytes()}),
    "archive/empty": lambda: zipped({}),
    "archive/only-folders": lambda: zipped({"a/": "", "a/b/": ""}),
    "archive/only-lock-files": lambda: zipped({"~$a.xlsx": "x", "__MACOSX/._a.xlsx": "x"}),
    "archive/web-pages": lambda: zipped({"a.xls": web_page(), "b.pdf": pdf()}),
    "archive/locked": _locked_zip,
    "archive/damaged-beside-good": _damaged_beside_good,
    "archive/bomb-beside-good": _bomb,
    "archive/other-packing": _other_packing,
    "archive/members-2001": _many_small,
    "archive/two-of-one-name": lambda: archive([("甲.xlsx", plain()), ("甲.xlsx", pdf())]),
    "archive/cut": lambda: zipped({"a.xlsx": plain()})[:-40],
    "mail/plain": lambda: mail((NAME, plain())).as_bytes(),
    "mail/several": lambda: mail((NAME, plain()), ("签字页.pdf", pdf())).as_bytes(),
    "mail/with-an-archive": lambda: mail(("报送.zip", zipped({"a.xlsx": plain()}))).as_bytes(),
    "mail/with-an-archive-in-an-archive": lambda: mail(
        ("报送.zip", zipped({"里.zip": zipped({"a.xlsx": plain()})}))
    ).as_bytes(),
    "mail/within-a-mail": _within,
    "mail/without-attachment": lambda: mail().as_bytes(),
    "mail/name-by-rfc-2231": lambda: raw_mail(b"attachment; filename*=GBK''" + _WIDE, plain()),
    "mail/name-by-rfc-2047": lambda: raw_mail(b'attachment; filename="' + _WORD + b'"', plain()),
    "mail/name-in-raw-gbk": lambda: raw_mail(
        b'attachment; filename="' + NAME.encode("gbk") + b'"', plain()
    ),
    "mail/name-of-a-path": lambda: raw_mail(b'attachment; filename="../../x.xlsx"', plain()),
    "mail/name-missing": lambda: raw_mail(b"attachment", plain()),
    "mail/attachment-cut": lambda: raw_mail(b"attachment; filename=a.xlsx", plain())[:-2000],
    "mail/attachment-not-base64": lambda: raw_mail(
        b"attachment; filename=a.xlsx", b"", head=b""
    ).replace(b"\r\n\r\n\r\n--=_x--", b"\r\n\r\nQUJDR\r\n--=_x--"),
    "mail/attachment-in-eight-bits": lambda: raw_mail(
        b"attachment; filename=a.csv", text(), coding=b"8bit"
    ),
    "mail/picture": lambda: mail(("现场.jpg", b"\xff\xd8\xff\xe0" + noise(90))).as_bytes(),
    "mail/of-a-mailbox": lambda: (
        b"From a@example.cn Tue Sep  8\n" + mail((NAME, plain())).as_bytes()
    ),
    "mail/behind-many-headers": lambda: raw_mail(
        b"attachment; filename=a.xlsx",
        plain(),
        head=b"".join(b"Received: from x%d\r\n" % n for n in range(40)),
    ),
    "mail/deep": _deep,
    "mail/parts-600": lambda: (
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 600
    ),
    "mail/field-of-5000-signs": lambda: (
        b"From: a\nTo: b\nContent-Type: text/plain" + b";" * 5000 + b"\n\na\n"
    ),
    "mail/boundary-missing": lambda: b"From: a\nTo: b\nContent-Type: multipart/mixed\n\n--x\n\na\n",
    "mail/cut-in-the-head": lambda: mail((NAME, plain())).as_bytes()[:90],
    "csv+/utf-8-without-a-mark": lambda: text(encoding="utf-8"),
    "csv+/gbk": lambda: text(encoding="gb18030"),
    "csv+/utf-16": lambda: text("\t", "utf-16"),
    "csv+/utf-16-big-endian": lambda: b"\xfe\xff" + text("\t", "utf-16-be"),
    "csv+/utf-16-without-a-mark": lambda: text("\t", "utf-16-le"),
    "csv+/utf-32": lambda: text(encoding="utf-32"),
    "csv+/tabs": lambda: text("\t"),
    "csv+/semicolons": lambda: text(";"),
    "csv+/bars": lambda: text("|"),
    "csv+/sep-line": lambda: b"sep=;\r\n" + text(";", "utf-8"),
    "csv+/half-utf-8-half-gbk": lambda: text(encoding="utf-8") + "经,领导,审\n".encode("gbk"),
    "csv+/big5": lambda: "單位,姓名,崗位\r\n辦公室,甲,乙\r\n".encode("big5"),
    "csv+/zero-byte": behind(b"\0,1,2\r\n"),
    "csv+/control-signs": behind("\x01\x02,1,2\r\n"),
    "csv+/quote-left-open": behind('"没有写完,1,2\r\n下一行,3,4\r\n'),
    "csv+/quote-in-the-middle": behind('"甲"乙,1,2\r\n'),
    "csv+/columns-257": behind("," * 256 + "x\r\n"),
    "csv+/columns-256": behind("," * 255 + "x\r\n"),
    "csv+/field-of-33000-signs": behind("字" * 33_000 + ",1,2\r\n"),
    "csv+/field-of-200000-signs": behind('"' + "字" * 200_000 + '",1,2\r\n'),
    "csv+/rows-of-nothing": behind(",,,\r\n" * 5000),
    "csv+/empty-lines": lambda: text().replace(b"\r\n", b"\r\n\r\n", 1),
    "csv+/line-ends-of-old": lambda: text().replace(b"\r\n", b"\r"),
    "csv+/line-ends-of-unix": lambda: text().replace(b"\r\n", b"\n"),
    "csv+/last-line-cut": lambda: text()[:-7],
    "csv+/cut-in-a-sign": lambda: text()[: text().rindex("岗".encode()) + 1],
    "csv+/formula-as-text": behind('"=HYPERLINK(""http://example.invalid"")",1,2\r\n'),
    "csv+/error-texts": behind(",,,#REF!,#N/A\r\n"),
    "csv+/number-shortened": behind(",,,,,,,,3.50702E+17\r\n"),
    "csv+/only-the-headings": lambda: b"\r\n".join(text().split(b"\r\n")[:6]),
    "csv+/not-ours": "品名,单价,数量\n笔,1,2\n纸,3,4\n".encode,
}
