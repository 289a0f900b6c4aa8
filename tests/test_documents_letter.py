"""Official letters: the order of their blocks, their titles in lines, their numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lzfx.content.blocks import Cell, Column, Paragraph, Table, strings
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.lines import text_width
from lzfx.content.wording import doc_number
from lzfx.documents.letter import (
    Letter,
    LetterAnnex,
    letter_blocks,
    letter_document,
)
from lzfx.documents.letter_title import title_lines

TABLE = Table((Column("项目", 1),), ((Cell("甲"),),))
LETTER = Letter(
    title="关于公示《云汀区人口计生系统风险点及防范措施一览表》的通知",
    number="云人计〔2011〕12号",
    issuer="云汀区人口和计划生育委员会",
    date=date(2011, 9, 3),
    body=(Paragraph("现予公示。"),),
    recipients=("各街道计生办", "委机关各科室"),
    annexes=(LetterAnnex("一览表", (TABLE,)), LetterAnnex("各级干部表", (TABLE,))),
    copies_to=("驻委纪检组",),
    printer="委办公室",
)


def test_letter__blocks_stand_in_the_order_of_the_standard() -> None:
    kinds = [block.kind for block in letter_blocks(LETTER)]
    assert kinds == [
        "letterhead", "paragraph", "annex_names", "sign_off",
        "annex", "table", "annex", "table", "imprint",
    ]  # fmt: skip


def test_letter__annex_names_are_the_titles_of_the_annexes() -> None:
    blocks = letter_blocks(LETTER)
    (names,) = (block for block in blocks if isinstance(block, AnnexNames))
    annexes = [block for block in blocks if isinstance(block, Annex)]
    assert names.names == tuple(annex.title for annex in annexes)
    assert [annex.number for annex in annexes] == [1, 2]


def test_letter__one_annex_has_no_number() -> None:
    blocks = letter_blocks(replace(LETTER, annexes=LETTER.annexes[:1]))
    assert [block.number for block in blocks if isinstance(block, Annex)] == [None]


def test_letter__head_and_sign_off() -> None:
    head, *_, imprint = letter_blocks(LETTER)
    assert isinstance(head, Letterhead)
    assert head.mark == "云汀区人口和计划生育委员会文件"
    assert head.recipients == "各街道计生办、委机关各科室："
    assert "".join(head.title) == LETTER.title
    assert isinstance(imprint, Imprint)
    assert imprint.printed_on == "2011年9月3日"
    (signed,) = (block for block in letter_blocks(LETTER) if isinstance(block, SignOff))
    assert signed.date == "2011年9月3日"


def test_letter__letter_format_has_neither_the_word_document_nor_a_printing_office() -> None:
    blocks = letter_blocks(replace(LETTER, style="letter"))
    head, imprint = blocks[0], blocks[-1]
    assert isinstance(head, Letterhead)
    assert isinstance(imprint, Imprint)
    assert head.mark == LETTER.issuer
    assert (imprint.printer, imprint.printed_on) == ("", "")
    bare = letter_blocks(replace(LETTER, style="letter", copies_to=()))
    assert not any(isinstance(block, Imprint) for block in bare)


def test_letter__as_a_document_prints_its_title_once() -> None:
    document = letter_document("公示通知", LETTER)
    assert "".join(strings(document)).count(LETTER.title) == 1
    assert (document.author, document.date) == (LETTER.issuer, "2011-09-03")


def test_doc_number__as_the_standard_writes_it() -> None:
    assert doc_number("云人计", 2011, 12) == "云人计〔2011〕12号"
    assert doc_number("廉警", 2011, 1, "红") == "廉警〔2011〕红1号"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("预警提示书", ("预警提示书",)),
        (
            "关于印发《云汀区人口计生系统扎实推进廉政风险防范管理工作实施方案》的通知",
            ("关于印发《云汀区人口计生系统扎实推进", "廉政风险防范管理工作实施方案》的通知"),
        ),
        (
            "关于对柳汀街道计生办落实岗位廉政风险防范措施不力问题的通报批评",
            ("关于对柳汀街道计生办落实岗位廉政风险", "防范措施不力问题的通报批评"),
        ),
    ],
)
def test_title_lines__whole_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, whole=("柳汀街道计生办", "廉政风险")) == lines


@pytest.mark.parametrize("width", [11.0, 12.0, 15.0, 19.0])
def test_title_lines__nothing_lost_nothing_too_long_no_hourglass(width: float) -> None:
    title = "关于公示《云汀区人口计生系统风险点及防范措施一览表》和各级干部廉政风险的通知"
    lines = title_lines(title, width)
    assert "".join(lines) == title
    sizes = [text_width(line) for line in lines]
    assert max(sizes) <= width
    middle = sizes.index(max(sizes))
    assert sizes[: middle + 1] == sorted(sizes[: middle + 1]) or sizes == sorted(
        sizes, reverse=True
    )
    assert all(line[0] not in "的》、及和" and line[-1] != "《" for line in lines)


def test_title_lines__a_word_longer_than_the_line_stays_whole() -> None:
    assert title_lines(
        "关于云汀区人口和计划生育委员会的通知", 8, ("云汀区人口和计划生育委员会",)
    ) == (
        "关于",
        "云汀区人口和计划生育委员会的",
        "通知",
    )
