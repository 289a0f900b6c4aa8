"""What of a person a text holds: found in every spelling, and nothing else taken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.risk_examples import ROSTER

from lzfx.content.blocks import Cell, Column, Document, Paragraph, Table
from lzfx.documents.personal_data import MASK, masked, names_of, personal_data, revealed
from lzfx.model.roster import Person

NAMES = names_of(ROSTER)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("由裴知夏审核", "name", "裴知夏"),
        ("由裴 知　夏审核", "name", "裴 知　夏"),
        ("由裴\n知夏审核", "name", "裴\n知夏"),
        ("裴\u200b知夏", "name", "裴\u200b知夏"),
        ("电话13912345678。", "phone", "13912345678"),
        ("电话１３９１２３４５６７８。", "phone", "１３９１２３４５６７８"),  # noqa: RUF001
        ("139-1234-5678", "phone", "139-1234-5678"),
        ("拨0599-5550000", "phone", "0599-5550000"),
        ("拨（0599）5550000", "phone", "（0599）5550000"),
        ("邮箱pei@example.cn，", "email", "pei@example.cn"),
        ("证号110101199001010017", "id_number", "110101199001010017"),
        ("证号11010119900101001X的", "id_number", "11010119900101001X"),
        ("旧证110101900101001", "id_number", "110101900101001"),
    ],
)
def test_personal_data__found_as_it_stands(text: str, kind: str, found: str) -> None:
    assert [(one.kind, one.text) for one in personal_data(text, NAMES)] == [(kind, found)]
    assert found not in masked(text, NAMES)
    assert MASK in masked(text, NAMES)
    assert personal_data(masked(text, NAMES), NAMES) == ()


@pytest.mark.parametrize(
    "text",
    [
        "审核岗每月抽查十份受理单。",
        "KS01-001",
        "云人计〔2026〕38号",
        "20260915",
        "金额12345678901234元",
        "编号2110101199001010017，共19位",
        "比例1:50000",
        "裴、知、夏",
    ],
)
def test_personal_data__nothing_else_is_taken_for_it(text: str) -> None:
    assert personal_data(text, NAMES) == ()
    assert masked(text, NAMES) == text


def test_masked__all_of_a_text_and_the_longer_of_two_names() -> None:
    names = ("陆闻", "陆闻溪")
    assert masked("陆闻溪和陆闻（13912345678）", names) == f"{MASK}和{MASK}（{MASK}）"


def test_names_of__single_signs_are_no_names() -> None:
    people = {"P1": Person("P1", "甲", "", "", ""), "P2": Person("P2", "甲乙", "", "", "")}
    assert names_of(replace(ROSTER, people=people)) == ("甲乙",)


def document(*texts: str, **given: object) -> Document:
    table = Table((Column("栏", 1),), tuple((Cell(text),) for text in texts))
    blocks = (Paragraph("正文"), table)
    made = Document("名", "题", blocks, author="某委员会", date="2026-09-30")
    return replace(made, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "planted",
    [
        document("表中有裴知夏"),
        document(name="裴知夏的清单"),
        document(title="裴知夏"),
        document(author="裴知夏"),
        document(facts={"经办": "裴知夏"}),
    ],
    ids=["cell", "name", "title", "author", "facts"],
)
def test_revealed__wherever_it_stands(planted: Document) -> None:
    assert [one.text for one in revealed(planted, NAMES, ())] == ["裴知夏"]


def test_revealed__what_is_told_is_only_that_text() -> None:
    told = "联系人：裴知夏，0599-5550000"
    assert list(revealed(document(told), NAMES, (told,))) == []
    assert [one.text for one in revealed(document(told, "裴知夏"), NAMES, (told,))] == ["裴知夏"]
