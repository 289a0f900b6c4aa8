"""What the content model promises to the renderers."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.printed_document import handbook

from lzfx.content.blocks import (
    MODEL_VERSION,
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Table,
    day,
    plain,
    strings,
)
from lzfx.content.drawing import Chart, Figure, Series
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff
from lzfx.content.paper import Box, Card, Cards, CutLine, Grid
from lzfx.content.tree import parsed

COLUMNS = (Column("单位", 1), Column("岗位", 1), Column("事项", 1))


def table(*rows: str) -> Table:
    return Table(COLUMNS, tuple(tuple(Cell(text) for text in row) for row in rows), merge=(0, 1))


def test_runs__merge_only_inside_the_column_before() -> None:
    found = table("甲丙1", "甲丙2", "乙丙3", "乙丁4")
    assert found.runs(0) == ((0, 2), (2, 2))
    assert found.runs(1) == ((0, 2), (2, 1), (3, 1))
    assert found.runs(2) == ((0, 1), (1, 1), (2, 1), (3, 1))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="ab", min_size=3, max_size=3), max_size=12))
def test_runs__cover_every_row_once(rows: list[str]) -> None:
    for column in range(3):
        covered = [
            row
            for start, length in table(*rows).runs(column)
            for row in range(start, start + length)
        ]
        assert covered == list(range(len(rows)))


@pytest.mark.parametrize("text", ["2011-09-30", "2011年9月30日"])
def test_day__both_ways_of_writing(text: str) -> None:
    assert day(Document("名", "题", (), "人", text)) == date(2011, 9, 30)


@pytest.mark.parametrize("text", ["", "2011年9月", "2011-13-01"])
def test_day__no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month"):
        day(Document("名", "题", (), "人", text))


def test_strings__title_caption_heads_cells_and_text() -> None:
    document = Document("名", "题", (table("甲丙1"), Paragraph("完")), "人", "2011-09-30")
    assert list(strings(document)) == ["题", "单位", "岗位", "事项", "甲", "丙", "1", "完"]
    assert plain(document)["version"] == MODEL_VERSION


@pytest.mark.parametrize(
    ("block", "texts"),
    [
        (
            Letterhead("某委文件", "某委〔2011〕12号", ("关于", "公示"), "各科室：", signer="裴某"),
            "某委文件 某委〔2011〕12号 裴某 关于 公示 各科室：",
        ),
        (AnnexNames(("一览表", "各级干部")), "一览表 各级干部"),
        (SignOff("某委", "2011年9月20日", note="联系人"), "某委 2011年9月20日 联系人"),
        (Annex(1, "一览表"), "一览表"),
        (Imprint("抄送某", "某办", "2011年9月20日"), "抄送某 某办 2011年9月20日"),
        (Grid((1, 2), ((Box("单位", label=True), Box("甲")),), "表一"), "表一 单位 甲"),
        (CutLine("存根"), "存根"),
        (
            Cards((Card("卡", "一号", (("岗", "位"),), ("段",), ("签",)), None)),
            "卡 一号 岗 位 段 签",
        ),
        (Figure("<svg/>", 10, 10, "说明", says=("开始", "结束"), caption="图一"), "图一 开始 结束"),
        (Chart("bars", ("甲科",), (Series("一级", (3,), 1),), "图二", "说明"), "图二 甲科 一级"),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_strings__of_every_block(block: Block, texts: str) -> None:
    document = Document("名", "题", (block,), "人", "2011-09-30")
    head = [] if isinstance(block, Letterhead | Annex | Cards) else ["题"]
    assert list(strings(document)) == [*head, *texts.split()]


def test_tree__json_and_back_is_the_same_document() -> None:
    blocks = (
        *handbook().blocks,
        *(
            Letterhead("某委文件", "某委〔2011〕12号", ("关于", "公示"), "各科室："),
            AnnexNames(("一览表",)),
            SignOff("某委", "2011年9月20日"),
            Annex(None, "一览表"),
            Grid((1, 2), ((Box("单位", label=True), Box("甲", level=2)),), "表一"),
            CutLine("存根"),
            Cards((Card("卡", "一号", (("岗", "位"),), ("段",), ("签",)), None)),
            Figure("<svg/>", 10, 10, "说明", says=("开始",)),
            Chart("bars", ("甲科",), (Series("一级", (3,), 1), Series("无", (1,))), "图二", "说明"),
            Imprint("抄送", "某办", "2011年9月20日"),
        ),
    )
    document = Document("名", "题", blocks, "人", "2011-09-30", facts={"活动": "甲"})
    assert {type(block) for block in blocks} == set(get_args(Block))
    assert parsed(json.loads(json.dumps(plain(document)))) == document


@pytest.mark.parametrize(
    "tree",
    [{}, {"version": 1}, {"version": MODEL_VERSION}, {"version": MODEL_VERSION, "blocks": [1]}],
)
def test_tree__of_another_version_or_of_none_is_refused(tree: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="tree"):
        parsed(tree)
