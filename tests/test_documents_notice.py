"""公示通知: its period is computed, its annexes are the lists, its parts are in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.master_examples import master
from support.risk_examples import CAMPAIGN

from lzfx.content.blocks import Heading, Paragraph, Table, day, strings
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.documents.letters.notice import notice, period_said
from lzfx.documents.lists.overview_table import overview_blocks
from lzfx.documents.public import public_master
from lzfx.model.calendar import Publicity


def test_notice__parts_in_the_order_of_the_standard() -> None:
    blocks = notice(master()).blocks
    kinds = [type(one) for one in blocks if not isinstance(one, Heading | Paragraph | Table)]
    assert kinds == [Letterhead, AnnexNames, SignOff, Annex, Annex, Imprint]
    assert isinstance(blocks[0], Letterhead)


def test_notice__head_and_annexes() -> None:
    numbered = replace(CAMPAIGN, documents={"overview_notice": "云人计〔2026〕38号"})
    blocks = notice(master(campaign=numbered)).blocks
    (head,) = [one for one in blocks if isinstance(one, Letterhead)]
    assert head.mark == "云汀区人口和计划生育委员会文件"
    assert head.number == "云人计〔2026〕38号"
    assert "".join(head.title) == "云汀区人口和计划生育委员会关于公示廉政风险点及防范措施的通知"
    assert head.recipients == "各街道计生办、委机关各科室："
    (names,) = [one for one in blocks if isinstance(one, AnnexNames)]
    annexes = [one for one in blocks if isinstance(one, Annex)]
    assert tuple(one.title for one in annexes) == names.names
    assert [one.number for one in annexes] == [1, 2]


def test_notice__annex_is_the_public_list() -> None:
    whole = master()
    blocks = notice(whole).blocks
    (table, *_) = [one for one in blocks if isinstance(one, Table)]
    assert table == overview_blocks(public_master(whole), public=True)[0]


@pytest.mark.parametrize(
    ("publicity", "said"),
    [
        (Publicity(), "公示期自2026年9月21日起至2026年9月25日止，共5个工作日。"),
        (
            Publicity(start=date(2026, 9, 24), holidays=(date(2026, 9, 25),)),
            "公示期自2026年9月24日起至2026年10月1日止，共5个工作日。",
        ),
        (
            Publicity(days=7, working_days=False),
            "公示期自2026年9月21日起至2026年9月27日止，共7天。",
        ),
    ],
)
def test_notice__period(publicity: Publicity, said: str) -> None:
    campaign = replace(CAMPAIGN, publicity=publicity)
    assert period_said(master(campaign=campaign)) == said
    document = notice(master(campaign=campaign))
    assert any(text.startswith(said) for text in strings(document))
    assert day(document) == (publicity.start or date(2026, 9, 21))


def test_notice__counts_and_where_comments_go() -> None:
    boxed = replace(CAMPAIGN, publicity=Publicity(box="办公楼一楼"))
    said = "".join(strings(notice(master(campaign=boxed))))
    assert "共9个风险点，其中一级2个、二级4个、三级3个。" in said
    assert (
        "联系人：裴知夏；联系电话：0599-5550000；电子邮箱：office@example.cn；意见箱：办公楼一楼。"
        in said
    )
