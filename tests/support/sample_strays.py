"""Files that reach the inbox beside the returns and are none: made by hand, always the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from support.intake_files import ole

_EPOCH = (2026, 9, 11, 9, 30, 0)

_PDF_OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> >> >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
    b"<< /Length 53 >>\nstream\nBT /F1 18 Tf 72 770 Td (scanned sign-off page) Tj ET\n\nendstream",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)

_PAGE = """\
<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body><table border="1">
<tr><td colspan="3">岗位廉政风险等级划分申报表（办公系统导出）</td></tr>
<tr><td>岗位</td><td>风险点名称</td><td>申报等级</td></tr>
<tr><td>执法监督与复议岗</td><td>案卷借出未登记</td><td>三级</td></tr>
</table></body></html>
"""

_WORD = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>梨坪街道计生办廉政风险自查情况汇报（文字稿，表格另报）"
        "</w:t></w:r></w:p></w:body></w:document>"
    ),
}


def pdf() -> bytes:
    """A page of a scanned sign-off, as small as a PDF can be."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(_PDF_OBJECTS, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(places) + 1,
        start,
    )
    return bytes(out)


def web_page() -> bytes:
    """What an office system exports and calls a workbook."""
    return _PAGE.encode()


def word_document() -> bytes:
    """A text document."""
    return archive([(name, body.encode()) for name, body in _WORD.items()])


def encrypted() -> bytes:
    """A workbook behind a password: the shell of one, with nothing inside to be opened."""
    return ole({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0", "EncryptedPackage": b"\0" * 8})


def lock_file() -> bytes:
    """What a spreadsheet program leaves beside a workbook that is open."""
    owner = "望橹计生办"
    narrow, wide = owner.encode("gbk"), owner.encode("utf-16-le")
    return bytes([len(narrow)]) + narrow.ljust(54) + bytes([len(owner), 0]) + wide.ljust(108, b" ")


def empty() -> bytes:
    """A workbook somebody created and never saved."""
    return b""


def archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these members; Chinese names are spelt in GBK, as Windows in Chinese does."""
    out = io.BytesIO()
    spelt: dict[bytes, bytes] = {}
    with zipfile.ZipFile(out, "w") as package:
        for number, (name, data) in enumerate(members):
            raw = name.encode("gbk")
            plain = name
            if not name.isascii():
                plain = f"#{number}".ljust(len(raw), "#")
                spelt[plain.encode()] = raw
            info = zipfile.ZipInfo(plain, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(info, data)
    data = out.getvalue()
    for plain_name, raw in spelt.items():
        data = data.replace(plain_name, raw)
    return data


STRAYS: Mapping[str, Callable[[], bytes]] = {
    one.__name__: one for one in (pdf, web_page, word_document, encrypted, lock_file, empty)
}
"""By the word that `content/faults.toml` uses in `make`."""
