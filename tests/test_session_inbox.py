"""What lies in the inbox, opened: archives and mails once each, labels never used as paths."""

from __future__ import annotations

from pathlib import Path

from support.hostile_arrivals import NAME, mail
from support.intake_files import xlsx, zipped

from lzfx.session.inbox import InboxFile, inbox_files

BOOK = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')


def _found(folder: Path, name: str, data: bytes) -> list[InboxFile]:
    (folder / name).write_bytes(data)
    return list(inbox_files([folder], folder))


def _said(found: list[InboxFile]) -> list[tuple[str, str]]:
    return [(one.label, one.refusal.code if one.refusal else "") for one in found]


def test_arrivals__a_mail_gives_its_attachments(tmp_path: Path) -> None:
    found = _found(tmp_path, "报送.eml", mail((NAME, BOOK), ("说明.txt", b"x")).as_bytes())
    assert _said(found) == [(f"报送.eml/{NAME}", ""), ("报送.eml/说明.txt", "")]
    assert found[0].data == BOOK


def test_arrivals__an_archive_that_came_by_mail_is_opened_and_no_further(tmp_path: Path) -> None:
    inner = zipped(
        {"a.xlsx": BOOK, "里.zip": zipped({"b.xlsx": BOOK}), "信.eml": mail().as_bytes()}
    )
    found = _found(tmp_path, "信.eml", mail(("报送.zip", inner)).as_bytes())
    assert _said(found) == [
        *(
            ("信.eml/报送.zip/a.xlsx", ""),
            ("信.eml/报送.zip/里.zip", ""),
            ("信.eml/报送.zip/信.eml", ""),
        ),
    ]


def test_arrivals__a_mail_within_a_mail_stays_closed(tmp_path: Path) -> None:
    outer = mail()
    outer.add_attachment(mail((NAME, BOOK)))
    assert _said(_found(tmp_path, "信.eml", outer.as_bytes())) == [("信.eml/附件1.eml", "")]


def test_arrivals__what_is_empty_or_locked_says_so(tmp_path: Path) -> None:
    locked = bytearray(zipped({"a": b"1"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] = 1
    for name, data in (
        ("1.eml", mail().as_bytes()), ("2.zip", zipped({})), ("3.zip", bytes(locked)),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    assert sorted(_said(list(inbox_files([tmp_path], tmp_path)))) == [
        *(("1.eml", "mail-empty"), ("2.zip", "archive-empty"), ("3.zip", "archive-protected")),
    ]


def test_arrivals__one_bad_member_stops_nobody(tmp_path: Path) -> None:
    data = bytearray(zipped({"坏.xlsx": b"123", "好.xlsx": BOOK}, stored=True))
    data[data.find(b"123")] ^= 1
    found = _found(tmp_path, "报送.zip", bytes(data))
    assert _said(found) == [("报送.zip/坏.xlsx", "zip-damaged"), ("报送.zip/好.xlsx", "")]


def test_arrivals__no_name_from_outside_reaches_the_disk(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    names = ("../evil.xlsx", "/etc/evil.xlsx", "C:\\evil.xlsx", "CON", "a:b", "\u202ex.xlsx")
    found = _found(inbox, "报送.zip", zipped(dict.fromkeys(names, BOOK)))
    assert [one.label for one in found][:3] == [
        *("报送.zip/../evil.xlsx", "报送.zip//etc/evil.xlsx", "报送.zip/C:/evil.xlsx"),
    ]
    assert found[-1].label == "报送.zip/⟨U+202E⟩x.xlsx"
    assert [path.name for path in tmp_path.rglob("*")] == ["收件", "报送.zip"]
