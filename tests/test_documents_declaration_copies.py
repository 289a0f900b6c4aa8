"""Signing copies: one a subject, its boxes by who reviews it, both levels side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.paper_examples import paper_master
from support.risk_examples import form

from lzfx.content.blocks import Block, PageBreak, Paragraph, Table, strings
from lzfx.content.paper import Grid
from lzfx.documents.papers.declaration_copies import declaration_copies, nothing_to_sign
from lzfx.model.master import Master


def copies(whole: Master) -> dict[str, list[Block]]:
    """The blocks of each copy, by the code printed in its header."""
    parts: list[list[Block]] = [[]]
    for block in declaration_copies(whole).blocks:
        if isinstance(block, PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    return {_code(part): part for part in parts}


def _grids(part: list[Block]) -> list[Grid]:
    return [block for block in part if isinstance(block, Grid)]


def _pairs(part: list[Block]) -> dict[str, str]:
    header = _grids(part)[0]
    texts = [[box.text for box in row] for row in header.rows]
    return {name: text for row in texts for name, text in zip(row[::2], row[1::2], strict=False)}


def _code(part: list[Block]) -> str:
    pairs = _pairs(part)
    return pairs.get("岗位编号") or pairs["单位编号"]


def test_copies__units_with_points_of_their_own_then_their_posts() -> None:
    assert list(copies(paper_master())) == [
        "LD00-P1", "LD00-P2", "JC00", "KS01", "KS01-P1", "KS01-P2", "KS01-P3", "JD01-P1", "JD01-P2",
    ]  # fmt: skip


def test_copies__each_begins_with_the_title_of_the_form() -> None:
    document = declaration_copies(paper_master())
    assert document.title == form().title
    titles = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role == "title"]
    assert titles == [form().title] * 8


def test_copies__header_of_a_post() -> None:
    pairs = _pairs(copies(paper_master())["KS01-P3"])
    assert pairs == {
        "单位名称": "示例管理科",
        "岗位编号": "KS01-P3",
        "岗位名称": "督办岗",
        "岗位人员": "陆闻溪",
        "年度": "2026年",
        "填报人": "裴知夏",
        "申报日期": "2026年9月8日",
        "规则等级（对象）": "—",
        "岗位职责": "督办重点事项。",
    }


def test_copies__header_of_a_unit_has_declared_and_computed_level() -> None:
    pairs = _pairs(copies(paper_master())["KS01"])
    assert (pairs["拟定风险等级（对象）"], pairs["规则等级（对象）"]) == ("二级", "二级")


def test_copies__rows_with_declared_and_computed_level() -> None:
    (table,) = [b for b in copies(paper_master())["KS01-P2"] if isinstance(b, Table)]
    heads = [column.title for column in table.columns]
    at, computed = heads.index("申报等级"), heads.index("规则等级\n（颜色）")
    assert [(row[at].text, row[computed].text, row[computed].level) for row in table.rows] == [
        ("二级", "一级\n红色", 1),
        ("二级", "二级\n橙色", 2),
    ]
    assert round(sum(column.width for column in table.columns), 6) == 225
    assert "定级理由" not in heads


def test_copies__headings_are_those_of_the_form() -> None:
    known = {spec.title for table in form().tables for spec in table.fields}
    for part in copies(paper_master()).values():
        for table in (block for block in part if isinstance(block, Table)):
            titles = [t for c in table.columns for t in c.title.split("、") if "规则等级" not in t]
            assert set(titles) <= known


@pytest.mark.parametrize(
    ("subject", "signers"),
    [
        (
            "KS01",
            ["填报人", "科室（计生办）负责人意见", "委办公会审核意见（单位）", "领导小组审定意见"],
        ),
        (
            "KS01-P2",
            ["填报人", "科室（计生办）负责人意见", "分管领导审核意见（岗位）", "领导小组审定意见"],
        ),
        (
            "KS01-P3",
            ["填报人", "科室（计生办）负责人意见", "委办公会审核意见（单位）", "领导小组审定意见"],
        ),
        ("LD00-P1", ["填报人", "科室（计生办）负责人意见", "领导小组审定意见"]),
    ],
)
def test_copies__who_signs_follows_from_who_reviews(subject: str, signers: list[str]) -> None:
    (row,) = _grids(copies(paper_master())[subject])[1].rows
    assert [box.text.partition("\n")[0] for box in row] == signers
    lines = {box.title: box.lines for box in form().sign_off}
    assert all(tuple(box.text.split("\n")[1:]) == lines[box.text.partition("\n")[0]] for box in row)


def test_copies__a_post_without_points_says_so() -> None:
    part = copies(paper_master())["KS01-P3"]
    said = [block.text for block in part if isinstance(block, Paragraph)]
    assert "无风险点声明：无风险点。本岗没有审批权。" in said
    assert not [block for block in part if isinstance(block, Table)]


def test_copies__name_the_file_they_are_of() -> None:
    returned = paper_master().papers.returns["KS01"]
    said = "".join(strings(declaration_copies(paper_master())))
    assert f"KS01.xlsx，2026-09-10收到，指纹{returned.sha256[:12]}" in said


def test_copies__a_post_that_declared_for_itself_has_its_own_return() -> None:
    whole = paper_master()
    own = replace(whole.papers.returns["KS01"], file="审核岗.xlsx")
    papers = replace(whole.papers, returns={"KS01-P2": own})
    found = copies(replace(whole, papers=papers))
    assert list(found) == ["KS01-P2"]
    assert "审核岗.xlsx" in "".join(b.text for b in found["KS01-P2"] if isinstance(b, Paragraph))


def test_nothing_to_sign() -> None:
    assert nothing_to_sign(paper_master()) == ()
    assert [one.code for one in nothing_to_sign(paper_master(returns={}))] == ["nothing-to-sign"]
