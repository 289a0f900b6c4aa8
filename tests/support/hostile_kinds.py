"""Cases that are no workbook at all, whatever they are called: each named for what it is."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import pickle
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from support.hostile_biff import BOF, Record
from support.hostile_pack import zipped
from support.hostile_zip import noise
from support.intake_files import ole
from support.sample_strays import encrypted, lock_file, pdf, web_page, word_document

Make = Callable[[], bytes]
_PAGE = web_page().decode()
_TYPES = {"[Content_Types].xml": "<Types/>"}
_MHTML = (
    "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
    'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
)
_XML_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)


def _odf(kind: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mimetype, "content.xml": "<x/>"}, stored=True)


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a.xlsx")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    return out.getvalue()


def _database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.db")
        with sqlite3.connect(path) as connection:
            connection.execute("create table a (b)")
        connection.close()
        return path.read_bytes()


CASES: dict[str, Make] = {
    "kind/xlsb": lambda: zipped({**_TYPES, "xl/workbook.bin": "x"}),
    "kind/xls-5": lambda: ole({"Book": Record(BOF, b"\x00\x05\x05\x00" + bytes(4)).raw}),
    "kind/xls-5-called-workbook": lambda: ole({"Workbook": Record(BOF, b"\x00\x05\x05\x00").raw}),
    "kind/xls-4": lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(40),
    "kind/xls-3": lambda: b"\x09\x02\x06\x00\x00\x00\x10\x00" + bytes(40),
    "kind/xls-2": lambda: b"\x09\x00\x04\x00\x02\x00\x10\x00" + bytes(40),
    "kind/web-page": web_page,
    "kind/web-page-in-gbk": lambda: _PAGE.replace("utf-8", "gb2312").encode("gbk"),
    "kind/web-page-utf-16": lambda: _PAGE.encode("utf-16"),
    "kind/web-page-only-a-table": "<table><tr><td>岗位</td></tr></table>".encode,
    "kind/web-page-of-excel": f"\r\n\r\n<!DOCTYPE html>{_PAGE}".encode,
    "kind/web-archive": (_MHTML + _PAGE).encode,
    "kind/xml-2003": _XML_2003.encode,
    "kind/xml-2003-utf-16": lambda: _XML_2003.encode("utf-16"),
    "kind/fods": lambda: b'<?xml version="1.0"?>\n<office:document/>',
    "kind/uof": '<?xml version="1.0"?><uof:UOF><表:电子表格/></uof:UOF>'.encode,
    "kind/xml-of-something": lambda: b'<?xml version="1.0"?><catalogue/>',
    "kind/pdf": pdf,
    "kind/pdf-behind-a-line": lambda: b"\n\r\n" + pdf(),
    "kind/ofd": lambda: zipped({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"}),
    "kind/png": lambda: b"\x89PNG\r\n\x1a\n" + noise(500),
    "kind/jpeg": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + noise(500),
    "kind/gif": lambda: b"GIF89a" + noise(500),
    "kind/bitmap": lambda: b"BM" + b"\x36\x10\0\0" + bytes(4) + noise(500),
    "kind/tiff": lambda: b"II*\0" + noise(500),
    "kind/webp": lambda: b"RIFF\x10\0\0\0WEBPVP8 " + noise(500),
    "kind/heic": lambda: b"\0\0\0\x18ftypheic" + noise(500),
    "kind/rar-4": lambda: b"Rar!\x1a\x07\x00" + noise(500),
    "kind/rar-5": lambda: b"Rar!\x1a\x07\x01\x00" + noise(500),
    "kind/7z": lambda: b"7z\xbc\xaf\x27\x1c" + noise(500),
    "kind/gzip": lambda: gzip.compress(b"a,b,c\n1,2,3\n", mtime=0),
    "kind/bzip2": lambda: bz2.compress(b"a,b,c\n"),
    "kind/xz": lambda: lzma.compress(b"a,b,c\n"),
    "kind/tar": _tar,
    "kind/word": word_document,
    "kind/word-97": lambda: ole({"WordDocument": b"\xec\xa5"}),
    "kind/word-97-with-a-workbook-in-it": lambda: ole(
        {"Workbook": Record(BOF, b"\x00\x06\x05\x00").raw, "WordDocument": b"\xec\xa5"}
    ),
    "kind/odt": lambda: _odf("text"),
    "kind/odp": lambda: _odf("presentation"),
    "kind/odg": lambda: _odf("graphics"),
    "kind/rtf": lambda: b"{\\rtf1\\ansi hello}",
    "kind/slides": lambda: zipped({**_TYPES, "ppt/presentation.xml": "<p/>"}),
    "kind/slides-97": lambda: ole({"PowerPoint Document": b"x"}),
    "kind/drawing-of-visio": lambda: zipped({**_TYPES, "visio/document.xml": "<v/>"}),
    "kind/outlook": lambda: ole({"__properties_version1.0": b"x", "__substg1.0_0037001F": b"x"}),
    "kind/outlook-winmail": lambda: b"\x78\x9f\x3e\x22" + noise(300),
    "kind/other-compound-file": lambda: ole({"Something": b"x"}),
    "kind/installer": lambda: ole({"\u4840\u3f7f": b"x"}),
    "kind/locked": encrypted,
    "kind/rights": lambda: ole({"EncryptedPackage": b"x", "DRMEncryptedTransform": b"x"}),
    "kind/rights-of-old": lambda: ole({"\tDRMContent": b"x", "Workbook": b"x"}),
    "kind/lock-file": lock_file,
    "kind/empty": lambda: b"",
    "kind/only-zeros": lambda: bytes(40_000),
    "kind/only-blanks": lambda: b" \r\n\t" * 500,
    "kind/one-byte": lambda: b"x",
    "kind/mark-of-utf-8-only": lambda: b"\xef\xbb\xbf",
    "kind/noise": lambda: noise(4000),
    "kind/program": lambda: b"MZ\x90\0\3\0\0\0" + noise(900),
    "kind/database": _database,
    "kind/pickle": lambda: pickle.dumps({"a": [1, 2, 3]}),
    "kind/json": lambda: json.dumps({"a": "b"}).encode(),
    "kind/letter": "您好：\n\n附件请查收，谢谢。\n".encode,
    "kind/letter-in-gbk": lambda: "您好：\n\n附件请查收，谢谢。\n".encode("gbk"),
    "kind/script": lambda: b"#!/bin/sh\nrm -rf /\n",
    "kind/one-column": "岗位\n科长\n会计\n".encode,
    "kind/markdown-table": "| 岗位 | 名称 |\n| --- | --- |\n| 甲 | 乙 |\n".encode,
    "kind/too-big": lambda: b"x" * (20 * 1024 * 1024 + 1),
}
