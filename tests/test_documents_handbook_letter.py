"""The letter that issues the handbook: a draft until approved, its number given afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from support.master_examples import DECIDED, master

from lzfx.content.blocks import Block, Cover, Heading, Paragraph, only, strings
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.letters.handbook_letter import handbook_letter, handbook_letter_gaps
from lzfx.ledger.frozen import frozen
from lzfx.model.campaign import Campaign
from lzfx.model.edition import Act, Edition
from lzfx.model.master import Master

NUMBER = "云人计〔2026〕44号"
TITLE = "云汀区人口和计划生育委员会关于印发《廉政风险防范管理工作手册》的通知"


def numbered(number: str = NUMBER) -> Campaign:
    return replace(master().campaign, documents={"handbook_notice": number})


def edition(number: int, **given: object) -> Master:
    return master(campaign=numbered(), edition=replace(DECIDED, number=number), **given)


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(one.text for one in only(blocks, Paragraph))


def test_letter__bears_number_and_day_of_the_edition_and_names_what_it_sends() -> None:
    made = handbook_letter(edition(1))
    (head,), (sign,) = only(made.blocks, Letterhead), only(made.blocks, SignOff)
    (foot,) = only(made.blocks, Imprint)
    assert "".join(head.title) == TITLE
    assert (head.number, head.recipients) == (NUMBER, "各街道计生办、委机关各科室：")
    assert (sign.date, sign.sealed, foot.printed_on) == ("2026年9月30日", True, "2026年9月30日")
    (names,) = only(made.blocks, AnnexNames)
    assert names.names == ("云汀区人口计生系统廉政风险防范管理工作手册",)
    assert only(made.blocks, Annex) == (), "the handbook is bound by itself"
    assert "（第1版）由" in said(made.blocks)
    assert "共9个风险点" in said(made.blocks)
    assert "停止使用" not in said(made.blocks)


def test_letter__of_a_later_edition_ends_the_one_before_and_sends_the_comparison() -> None:
    made = handbook_letter(edition(3))
    assert "第2版同时停止使用" in said(made.blocks)
    (names,) = only(made.blocks, AnnexNames)
    assert names.names[1:] == ("云汀区人口计生系统风险点版本对照表",)


def test_draft__has_no_number_no_day_no_seal_and_says_that_nothing_is_in_force() -> None:
    draft = master(campaign=numbered(), edition=Edition())
    made = handbook_letter(draft)
    (head,), (sign,) = only(made.blocks, Letterhead), only(made.blocks, SignOff)
    assert (head.number, sign.date.strip("　"), sign.sealed) == ("", "年　月　日", False)
    assert "尚未批准印发。批准以后再行印发、执行。" in said(made.blocks)
    assert "（第" not in said(made.blocks)


@pytest.mark.parametrize(
    ("number", "acts", "codes"),
    [
        (NUMBER, Act, []),
        ("", Act, ["paper-field-missing"]),
        ("", [Act.REVIEW], []),
        ("云人计2026第44号", Act, ["doc-number-form"]),
    ],
)
def test_gaps__a_number_is_asked_once_there_is_an_edition_to_send(
    number: str, acts: Iterable[Act], codes: list[str]
) -> None:
    done = {act: one for act, one in DECIDED.acts.items() if act in set(acts)}
    whole = master(campaign=numbered(number), edition=Edition(done))
    assert [one.code for one in handbook_letter_gaps(whole)] == codes


def test_handbook__has_the_letter_as_its_first_page_behind_the_cover() -> None:
    made = handbook(edition(2))
    before = made.blocks[: next(at for at, one in enumerate(made.blocks) if one.kind == "contents")]
    assert only(before[:1], Cover)
    (sign,) = only(before, SignOff)
    assert (sign.date, sign.sealed) == ("2026年9月30日", False)
    page = before[1 : before.index(sign)]
    titles = [one.text for one in only(page, Paragraph) if one.role == "title"]
    assert ("".join(titles), page[len(titles)].text) == (TITLE, NUMBER)  # type: ignore[union-attr]
    body = said(tuple(page[len(titles) + 2 :]))
    assert said(handbook_letter(edition(2)).blocks).startswith(f"{body}\n使用中的疑问")
    assert only(before, Heading) == (), "the page stands in no table of contents"


def test_handbook__of_a_draft_shows_no_number() -> None:
    assert NUMBER not in "".join(strings(handbook(master(campaign=numbered(), edition=Edition()))))


def test_frozen__the_number_of_the_letter_is_given_after_the_approval_and_no_part_of_it() -> None:
    other = replace(numbered(""), documents={"plan": "云人计〔2026〕31号"})
    with_number = replace(other, documents={**other.documents, "handbook_notice": NUMBER})
    assert frozen(master(campaign=other)) == frozen(master(campaign=with_number))
    assert frozen(master(campaign=other)) != frozen(master(campaign=numbered("")))
