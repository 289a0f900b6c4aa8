"""Letters that quote codes: a sheet is proposed and a person confirms it, nothing is automatic."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import pytest
from openpyxl import load_workbook
from support.clerk import ROUND_TWO, Clerk
from support.two_units import changed_return
from test_rules_said_decision import WORDS
from test_steps_record import HERS, LEADER, clerk, codes, merged, why

from lzfx.intake.letter_text import letter_text
from lzfx.intake.sniff import Container, sniff
from lzfx.rules.quoted import quoted

__all__ = ["clerk", "merged"]
SHEET = "待核对的结论 回复.xlsx"


def mail(text: str, subtype: str = "plain") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.cn", "b@example.cn", "回复"
    made.set_content(text, subtype=subtype)
    return made.as_bytes()


def word_document(*paragraphs: str) -> bytes:
    runs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", f"<w:document><w:body>{runs}</w:body></w:document>")
    return out.getvalue()


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
_RELATIONS = (
    '<Relationships><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def collect(clerk: Clerk, name: str, data: bytes, now: str = ROUND_TWO) -> dict[str, Any]:
    (clerk.folder / "收件" / name).write_bytes(data)
    told = clerk.run("collect", "--json", now=now).json["deliveries"]
    return next(dict(one) for one in told if one["file"] == name)


def test_letter__becomes_a_sheet_that_counts_only_once_it_is_confirmed(clerk: Clerk) -> None:
    known = codes(clerk)
    text = (
        f"您好：\n{known[HERS[0]]} 同意；{known[HERS[1]]}改为一级，因为一个人经手；\n"
        f"{known[HERS[2]]}、{HERS[3]} 退回：措施太空\n> {known[HERS[4]]} 请审核\n"
    )
    one = collect(clerk, "回复.eml", mail(text))
    assert (one["outcome"], [f["code"] for f in one["findings"]]) == (
        "refused",
        ["recording-by-letter"],
    )
    assert one["findings"][0]["params"] == {"count": 4, "sheet": SHEET}
    assert why(clerk, HERS[1], ROUND_TWO)[0] == "二级", "nothing is taken by itself"
    (duty,) = _duties(clerk)
    command = duty["ways"][0]["command"]
    assert command == f'lzfx record "成果/{SHEET}" --by 审核人'
    first = clerk.run("record", f"成果/{SHEET}", "--by", LEADER, "--json", now=ROUND_TWO)
    assert [f["code"] for f in first.json["findings"]] == ["recording-code-bare"]
    _completed(clerk, HERS[3], known[HERS[3]])
    ran = clerk.run("record", f"成果/{SHEET}", "--by", LEADER, "--json", now=ROUND_TWO)
    assert (ran.code, ran.json["taken"]) == (0, 4), ran.out
    level, because = why(clerk, HERS[1], ROUND_TWO)
    assert level == "一级"
    assert "来信“回复.eml”" in because
    assert _duties(clerk) == []
    assert clerk.run("verify", now=ROUND_TWO).code == 0


def _duties(clerk: Clerk) -> list[dict[str, Any]]:
    todo = clerk.run("status", "--json", now=ROUND_TWO).json["todo"]
    return [one for one in todo if one["kind"] == "refused"]


def _completed(clerk: Clerk, bare: str, code: str) -> None:
    """The clerk writes the whole code in place of the bare number."""
    path = clerk.folder / "成果" / SHEET
    book = load_workbook(path)
    for row in book["结论"].iter_rows():
        for cell in row:
            if cell.value == bare:
                cell.value = code
    book.save(path)


# A letter with attachments.

TEXT_OF = "回复.eml/邮件正文"
RETURN_OF = "回复.eml/主任办公会申报表.xlsx"


def _with_attachment(text: str, subtype: str = "plain", name: str = RETURN_OF) -> bytes:
    """A mail that says something and brings a return."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "jc00@example.cn", "b@example.cn", "回复"
    made.set_content(text, subtype=subtype)
    file = name.rpartition("/")[2]
    data = changed_return({"T7": "三分之二以上到会，另请监察人员列席。"})
    made.add_attachment(data, maintype="application", subtype="octet-stream", filename=file)
    return made.as_bytes()


def _arrived(clerk: Clerk, data: bytes, *words: str) -> dict[str, dict[str, Any]]:
    """What became of each file of that mail."""
    (clerk.folder / "收件" / "回复.eml").write_bytes(data)
    told = clerk.run("collect", *words, "--json", now=ROUND_TWO).json["deliveries"]
    return {one["file"]: dict(one) for one in told if one["file"].startswith("回复.eml")}


@pytest.mark.parametrize("named", [(), ("收件/回复.eml",)])
def test_letter_with_attachments__text_is_proposed_and_each_file_goes_its_own_way(
    clerk: Clerk, named: tuple[str, ...]
) -> None:
    known = codes(clerk)
    found = _arrived(
        clerk, _with_attachment(f"您好，表在附件里。\n{known[HERS[0]]} 同意\n"), *named
    )
    assert set(found) == {TEXT_OF, RETURN_OF}
    assert found[RETURN_OF]["outcome"] == "accepted"
    text = found[TEXT_OF]
    assert (text["outcome"], text["findings"][0]["code"]) == ("refused", "recording-by-letter")
    assert text["findings"][0]["params"] == {"count": 1, "sheet": SHEET}
    # Once more: the same files, and nothing that was not seen before.
    again = clerk.run("collect", "--json", now=ROUND_TWO).json
    assert [one for one in again["deliveries"] if one["file"].startswith("回复.eml")] == []
    assert _duties(clerk)[0]["ways"][0]["command"] == (f'lzfx record "成果/{SHEET}" --by 审核人')
    ran = clerk.run("record", f"成果/{SHEET}", "--by", LEADER, "--json", now=ROUND_TWO)
    assert (ran.code, ran.json["taken"]) == (0, 1), ran.out
    assert f"来信“{TEXT_OF}”" in why(clerk, HERS[0], ROUND_TWO)[1]
    assert _duties(clerk) == []
    assert clerk.run("verify", now=ROUND_TWO).code == 0


def test_letter_with_attachments__html_and_a_text_without_codes(clerk: Clerk) -> None:
    known = codes(clerk)
    found = _arrived(clerk, _with_attachment(f"<p>{known[HERS[0]]} 同意</p>", "html"))
    assert found[TEXT_OF]["findings"][0]["code"] == "recording-by-letter"
    # A greeting beside an attachment is no letter, and nobody is bothered with it.
    (clerk.folder / "收件" / "回复.eml").unlink()
    found = _arrived(clerk, _with_attachment("您好，表在附件里，请查收。", name="甲/另一份.xlsx"))
    assert set(found) <= {"回复.eml/另一份.xlsx"}


@pytest.mark.parametrize("attached", [False, True])
def test_record__of_a_letter_proposes_and_enters_nothing(clerk: Clerk, attached: object) -> None:
    """A person who names the mail itself is shown what it says, and what it brings besides."""
    known = codes(clerk)
    said = f"{known[HERS[1]]} 改为一级，因为一个人经手"
    data = _with_attachment(said) if attached else mail(said)
    (clerk.folder / "收件" / "回复.eml").write_bytes(data)
    words = ("record", "回复.eml", "--by", LEADER, "--json")
    ran = clerk.run(*words, now=ROUND_TWO)
    found = {one["code"]: one["params"] for one in ran.json["findings"]}
    assert (ran.code, ran.json["taken"]) == (1, 0)
    assert found["recording-by-letter"] == {"count": 1, "sheet": SHEET}
    if attached:
        assert found.keys() == {"recording-by-letter", "recording-attachments"}
        assert found["recording-attachments"] == {"count": 1, "names": [RETURN_OF]}
    assert why(clerk, HERS[1], ROUND_TWO)[0] == "二级"
    ran = clerk.run("record", f"成果/{SHEET}", "--by", LEADER, "--json", now=ROUND_TWO)
    assert (ran.code, ran.json["taken"]) == (0, 1), ran.out
    assert why(clerk, HERS[1], ROUND_TWO)[0] == "一级"
    # What the clerk has written into the sheet meanwhile is kept, and told, when she asks again.
    _completed(clerk, known[HERS[1]], known[HERS[2]])
    again = clerk.run(*words, now=ROUND_TWO).json["findings"]
    assert "output-edited" in {one["code"] for one in again}
    edited = [one for one in again if one["code"] == "output-cell-edited"]
    assert known[HERS[2]] in {one["params"]["value"] for one in edited}


def test_record__of_a_mail_that_says_nothing_takes_its_attached_sheet(clerk: Clerk) -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.cn", "b@example.cn", "登记单"
    made.set_content("登记单在附件里。")
    sheet = f"短码,结论\n{codes(clerk)[HERS[0]]},同意\n".encode()
    made.add_attachment(sheet, maintype="text", subtype="csv", filename="登记单.csv")
    (clerk.folder / "收件" / "登记.eml").write_bytes(made.as_bytes())
    ran = clerk.run("record", "登记.eml", "--by", LEADER, "--json", now=ROUND_TWO)
    assert (ran.code, ran.json["taken"]) == (0, 1), ran.out


def test_letter_with_attachments__can_be_named_and_put_aside(clerk: Clerk) -> None:
    known = codes(clerk)
    _arrived(clerk, _with_attachment(f"{known[HERS[0]]} 同意"))
    ran = clerk.run("dismiss", TEXT_OF, "--why", "已经电话确认过，不算", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    assert _duties(clerk) == []


@pytest.mark.parametrize("kind", ["html", "txt", "docx"])
def test_letter__in_other_clothes(clerk: Clerk, kind: str) -> None:
    code = codes(clerk)[HERS[0]]
    name, data = {
        "html": ("信.eml", mail(f"<html><body><p>{code}&nbsp;同意</p></body></html>", "html")),
        "txt": ("信.txt", f"{code}：同意".encode("gb18030")),
        "docx": ("信.docx", word_document("您好", f"{code} 同意")),
    }[kind]
    found = collect(clerk, name, data)["findings"]
    assert [one["code"] for one in found] == ["recording-by-letter"]
    book = load_workbook(clerk.folder / "成果" / "待核对的结论 信.xlsx")
    told = [row[1:3] for row in book["结论"].iter_rows(values_only=True) if row[1] == code]
    assert told == [(code, "同意")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("附信.eml", mail(f"{HERS[0]} 的表已经改好，见附件"), "mail-empty"),
        ("旧信.eml", mail(f"收到\n-----原始邮件-----\n{HERS[0]} 同意"), "mail-empty"),
        ("说明.docx", word_document("请查收"), "not-a-workbook-word"),
        ("别处.txt", "K9-009 同意".encode(), "not-a-workbook-text"),
    ],
)
def test_letter__that_decides_nothing_is_what_it_was(
    clerk: Clerk, name: str, data: bytes, code: str
) -> None:
    one = collect(clerk, name, data)
    assert [f["code"] for f in one["findings"]] == [code]
    again = clerk.run("status", "--json", now=ROUND_TWO).json["todo"]
    assert "collect" not in [each["kind"] for each in again], "it is not read for ever"


def test_text_of_a_letter__of_what_is_none_is_empty() -> None:
    assert letter_text(b"PK\x03\x04 broken", Container.WORD) == ""
    assert letter_text(b"%PDF-1.7", Container.PDF) == ""
    assert sniff(word_document("x")) is Container.WORD


def test_codes_quoted__wide_digits_and_other_dashes_too() -> None:
    text = "\uff2b\uff11\uff0d\uff10\uff10\uff11-ABC 同意。K1\u2013002 改为一级，重"
    told = quoted(text, {"K1-001", "K1-002"}, WORDS)
    assert [(one.code, one.said and one.said.outcome) for one in told] == [
        ("K1-001-ABC", "agree"),
        ("K1-002", "level"),
    ]
