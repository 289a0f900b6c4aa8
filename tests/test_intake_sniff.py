from __future__ import annotations

import random

import pytest
from support.intake_files import converted, ods, ole, relations, sheet, xlsx, xlsx_parts, zipped

from lzfx.intake.book import read_book
from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.sniff import Container, sniff
from lzfx.intake.xls.compound_file import OleFile

BOF8 = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12
BOF5 = b"\x09\x08\x08\x00\x00\x05\x05\x00" + b"\0" * 4
MHTML = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"\r\n\r\n--x'
MAIL = "Received: from x\r\nFrom: a@example.invalid\r\nTo: b@example.invalid\r\n\r\n正文"
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'

CIPHERTEXT = random.Random(10).randbytes(20_000)  # noqa: S311 - only to look like chance

_BOOK = xlsx_parts(sheet(""))


def _main(target: str) -> str:
    return relations(("m", "officeDocument", target))


def elsewhere(parts: dict[str, str]) -> dict[str, str]:
    """The parts of a workbook in a folder of another name."""
    moved = {name.replace("xl/", "book/"): body for name, body in parts.items()}
    return {**moved, "_rels/.rels": _main("/book/workbook.xml")}


CASES = {
    "xlsx": (xlsx(""), Container.XLSX, ""),
    "ods": (ods(""), Container.ODS, ""),
    "plain zip": (zipped({"a.xlsx": b"1"}), Container.ZIP, "not-a-workbook-zip"),
    "cut zip": (xlsx("")[:-30], Container.ZIP, "zip-damaged"),
    "xlsb": (
        zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}),
        Container.XLSB,
        "xlsb-unsupported",
    ),
    "workbook elsewhere": (zipped(elsewhere(_BOOK)), Container.XLSX, ""),
    "workbook elsewhere, no content types": (
        zipped({name: body for name, body in elsewhere(_BOOK).items() if name[0] != "["}),
        Container.XLSX,
        "",
    ),
    "no content types": (
        zipped({name: body for name, body in xlsx_parts(sheet("")).items() if name[0] != "["}),
        Container.XLSX,
        "",
    ),
    "names with a step in front": (
        zipped({f"./{name}": body for name, body in xlsx_parts(sheet("")).items()}),
        Container.XLSX,
        "",
    ),
    "letter elsewhere, no content types": (
        zipped({"_rels/.rels": _main("a.xml"), "a.xml": "<?xml version='1.0'?><w:document/>"}),
        Container.WORD,
        "not-a-workbook-word",
    ),
    "slides elsewhere": (
        zipped(
            {"[Content_Types].xml": "", "_rels/.rels": _main("a.xml"), "a.xml": "<presentation/>"}
        ),
        Container.SLIDES,
        "not-a-workbook-slides",
    ),
    "xlsb elsewhere": (
        zipped({"[Content_Types].xml": "", "_rels/.rels": _main("a.bin"), "a.bin": "x"}),
        Container.XLSB,
        "xlsb-unsupported",
    ),
    "a package about something else": (
        zipped({"[Content_Types].xml": "", "_rels/.rels": _main("a.xml"), "a.xml": "<drawing/>"}),
        Container.UNKNOWN,
        "not-a-workbook",
    ),
    "an archive with a file of that name": (
        zipped({"_rels/.rels": "no relations", "a.xlsx": "1"}),
        Container.ZIP,
        "not-a-workbook-zip",
    ),
    "docx": (
        zipped({"[Content_Types].xml": "", "word/document.xml": ""}),
        Container.WORD,
        "not-a-workbook-word",
    ),
    "pptx": (
        zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}),
        Container.SLIDES,
        "not-a-workbook-slides",
    ),
    "odt": (
        zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, stored=True
        ),
        Container.WORD,
        "not-a-workbook-word",
    ),
    "xls": (ole({"Workbook": BOF8}), Container.XLS, "workbook-damaged"),
    "xls with an embedded letter": (
        ole({"Workbook": BOF8, "MBD0001": b""}),
        Container.XLS,
        "workbook-damaged",
    ),
    "xls 97 as Book": (ole({"Book": BOF8}), Container.XLS, "workbook-damaged"),
    "xls 5 and 97 in one": (
        ole({"Book": BOF5, "Workbook": BOF8}),
        Container.XLS,
        "workbook-damaged",
    ),
    "xls 5": (ole({"Book": BOF5}), Container.XLS_OLD, "xls-too-old"),
    "xls 5 as Workbook": (ole({"Workbook": BOF5}), Container.XLS_OLD, "xls-too-old"),
    "xls 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", Container.XLS_OLD, "xls-too-old"),
    "encrypted": (
        ole({"EncryptionInfo": b"", "EncryptedPackage": b"x"}),
        Container.ENCRYPTED,
        "password-protected",
    ),
    "doc with a workbook in it": (
        ole({"WordDocument": b"", "Workbook": BOF8}),
        Container.WORD,
        "not-a-workbook-word",
    ),
    "ppt": (ole({"PowerPoint Document": b""}), Container.SLIDES, "not-a-workbook-slides"),
    "other ole": (ole({"Something": b""}), Container.UNKNOWN, "not-a-workbook"),
    "cut ole": (ole({"Workbook": BOF8})[:2000], Container.XLS, "workbook-damaged"),
    "html": (b"\r\n <HTML><body><table>", Container.HTML, "not-a-workbook-html"),
    "html table in gbk": (
        "<table><tr><td>单位".encode("gbk"),
        Container.HTML,
        "not-a-workbook-html",
    ),
    "mhtml": (MHTML.encode(), Container.MHTML, "not-a-workbook-html"),
    "mail": (MAIL.encode(), Container.MAIL, "not-a-workbook-mail"),
    "xml 2003": (XML_2003.encode("utf-16"), Container.XML_2003, "not-a-workbook-xml-2003"),
    "pdf": (b"%PDF-1.7\n\xff", Container.PDF, "not-a-workbook-pdf"),
    "png": (b"\x89PNG\r\n\x1a\n", Container.PICTURE, "not-a-workbook-picture"),
    "jpeg": (b"\xff\xd8\xff\xe0", Container.PICTURE, "not-a-workbook-picture"),
    "rar": (b"Rar!\x1a\x07\x01\x00", Container.PACKED, "not-a-workbook-rar"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00", Container.PACKED, "not-a-workbook-rar"),
    "rtf": (b"{\\rtf1", Container.WORD, "not-a-workbook-word"),
    "gzip": (b"\x1f\x8b\x08\x00", Container.PACKED, "not-a-workbook-rar"),
    "csv": ("单位,姓名,岗\n甲,乙,丙\n".encode("gbk"), Container.TEXT, ""),
    "csv utf-16": ("单位\t姓名\t岗\n甲\t乙\t丙\n".encode("utf-16"), Container.TEXT, ""),
    "letter": ("您好，附件请查收。\n谢谢".encode("gbk"), Container.TEXT, "not-a-workbook-text"),
    "half utf-8, half gbk": (
        "单,位,名\n".encode() + "单,位,名\n".encode("gbk"),
        Container.TEXT,
        "text-encoding",
    ),
    "ofd": (zipped({"OFD.xml": "<ofd/>"}), Container.OFD, "not-a-workbook-ofd"),
    "msg": (ole({"__properties_version1.0": b""}), Container.OUTLOOK, "not-a-workbook-outlook"),
    "winmail.dat": (b"\x78\x9f\x3e\x22\x01", Container.OUTLOOK, "not-a-workbook-outlook"),
    "rights": (
        ole({"EncryptedPackage": b"x", "DRMEncryptedTransform": b""}),
        Container.RIGHTS,
        "rights-protected",
    ),
    "rights of old": (ole({"\tDRMContent": b"x"}), Container.RIGHTS, "rights-protected"),
    "uof": (b'<?xml version="1.0"?><uof:UOF/>', Container.XML_OTHER, "not-a-workbook-xml-other"),
    "fods": (b"<office:document/>", Container.XML_OTHER, "not-a-workbook-xml-other"),
    "mail of a mailbox": (b"From a@b Mon\n" + MAIL.encode(), Container.MAIL, "not-a-workbook-mail"),
    "a line with a colon": (b"from: x,\nb,c\n", Container.TEXT, "not-a-workbook-text"),
    "nothing": (b"", Container.EMPTY, "file-empty"),
    "only zeros": (b"\0" * 9000, Container.EMPTY, "file-empty"),
    "encrypted by 亿赛通": (
        b"c\x14#e\x01\0\x02\0\0\0\0\0E-SafeNet\0\0\0LOCK" + bytes(488) + CIPHERTEXT,
        Container.CIPHER,
        "office-encrypted",
    ),
    "encrypted behind a known head": (
        b"%TSD-Header-###%" + bytes(64),
        Container.CIPHER,
        "office-encrypted",
    ),
    "encrypted behind a head of its own": (
        b"SOME-HEAD\0\0\1" + bytes(500) + CIPHERTEXT,
        Container.CIPHER,
        "office-encrypted",
    ),
    "ciphertext alone": (CIPHERTEXT, Container.CIPHER, "office-encrypted"),
    "a program": (
        b"MZ\x90\0\3\0\0\0" + b"\x55\x8b\xec\x83" * 900,
        Container.UNKNOWN,
        "not-a-workbook",
    ),
    "shortcut": (
        b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0" + bytes(60),
        Container.SHORTCUT,
        "not-a-workbook-shortcut",
    ),
    "noise": (bytes(range(256)) * 4, Container.UNKNOWN, "not-a-workbook"),
}


@pytest.mark.parametrize("name", CASES)
def test_sniff_and_read_book__by_content(name: str) -> None:
    data, kind, code = CASES[name]
    assert sniff(data) is kind
    if code:
        with pytest.raises(Refused) as caught:
            read_book(data)
        assert caught.value.code == code
    else:
        assert read_book(data).container == {"text": "csv"}.get(kind.value, kind.value)


def test_read_book__too_big() -> None:
    with pytest.raises(Refused) as caught:
        read_book(b"x" * 11, Limits(file_bytes=10))
    assert caught.value.code == "file-too-big"


def test_sniff__a_real_letter() -> None:
    letter = converted("关于填报的通知".encode(), "txt", "doc")
    assert sniff(letter) is Container.WORD


def test_ole__circles_and_wild_numbers_are_refused() -> None:
    sound = ole({"Workbook": b"x" * 5000})
    assert OleFile(sound).stream("Workbook")[:5000] == b"x" * 5000
    assert OleFile(sound).stream("none") == b""
    circle = bytearray(sound)
    at = sound.rfind((1).to_bytes(4, "little") + (2).to_bytes(4, "little"))
    circle[at : at + 4] = bytes(4)
    with pytest.raises(Refused) as caught:
        OleFile(bytes(circle)).stream("Workbook")
    assert caught.value.code == "workbook-damaged"
    for place in range(24, 512, 4):
        wild = bytearray(sound)
        wild[place : place + 4] = (0x00FFFFFF).to_bytes(4, "little")
        assert sniff(bytes(wild)) in set(Container)


def test_sniff__never_raises_on_cut_files() -> None:
    whole = zipped(xlsx_parts(sheet("")))
    for data in (whole, ole({"Workbook": BOF8}), MAIL.encode(), XML_2003.encode("utf-16")):
        for cut in range(0, len(data), 37):
            assert sniff(data[:cut]) in set(Container)
