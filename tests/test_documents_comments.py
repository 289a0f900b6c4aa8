"""《意见采纳情况表》, its letter, and 《修订记录表》."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.specimens import master, record, said

from lzfx.content.blocks import Document, Table, strings
from lzfx.content.letter import Annex, AnnexNames
from lzfx.documents.registers.comment_table import (
    comment_gaps,
    comment_letter,
    comment_letter_gaps,
    comment_table,
    outside,
)
from lzfx.documents.registers.revision_table import revision_gaps, revision_table
from lzfx.model.comment import CommentRound
from lzfx.model.revision import RevisionRecord

MASTER = master()
ROUND = record("comment_table", CommentRound)
REVISIONS = record("revision_table", RevisionRecord)
NONE = replace(ROUND, comments=(), none_received=True)


def text(document: Document) -> str:
    return "\n".join(strings(document))


def test_comment_table__no_commenter_is_named() -> None:
    shown = text(comment_table(MASTER, ROUND)) + text(comment_letter(MASTER, ROUND))
    named = [one.commenter for one in ROUND.comments if one.commenter]
    assert len(named) == 10
    assert not [name for name in named if name in shown]
    surnames = ("石某", "欧阳某", "乔某", "米某", "霍某")
    assert not [name for name in surnames if name in shown]


def test_comment_table__what_people_wrote_names_nobody_of_the_roster() -> None:
    name = next(iter(MASTER.roster.people.values())).name
    wrote = f"{name}收了礼，电话13900000000。"
    told = replace(ROUND.comments[0], text=wrote, reason=f"经查{name}没有", about=f"{name}的岗位")
    shown = text(comment_table(MASTER, replace(ROUND, comments=(told,))))
    assert name not in shown
    assert "×××收了礼，电话×××。" in shown
    assert {"经查×××没有", "×××的岗位"} <= set(shown.split("\n"))


def test_comment_table__counts_are_those_of_the_rows() -> None:
    document = comment_table(MASTER, ROUND)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    outcomes = [cells[7].text for cells in table.rows]
    said_of = "其中采纳{}条、部分采纳{}条、不采纳{}条、转办{}条".format(
        *(
            sum(one.partition("\n")[0] == name for one in outcomes)
            for name in ("采纳", "部分采纳", "不采纳", "转办")
        )
    )
    assert f"共收到意见{len(table.rows)}条" in text(document)
    assert said_of in text(document)
    assert outcomes[0] == "采纳\n（修2026-01）"


def test_comment_table__marks_what_came_after_the_period() -> None:
    late = [one.code for one in ROUND.comments if outside(ROUND, one)]
    assert late == ["意2026-12"]
    assert "9月28日（期外）" in text(comment_table(MASTER, ROUND))


def test_comment_letter__annex_is_the_table_and_its_count_is_said() -> None:
    document = comment_letter(MASTER, ROUND)
    (names,) = (block for block in document.blocks if isinstance(block, AnnexNames))
    (annex,) = (block for block in document.blocks if isinstance(block, Annex))
    assert names.names == (annex.title,) == ("意见采纳情况表",)
    assert "共收到意见12条" in text(document)
    assert "据此作出修订8处" in text(document)


def test_comment_letter__nobody_said_anything() -> None:
    assert comment_letter_gaps(MASTER, NONE) == ()
    shown = text(comment_letter(MASTER, NONE))
    assert "没有收到意见" in shown
    assert "无意见。" in shown


@pytest.mark.parametrize(
    ("change", "code", "title"),
    [
        ({"comments": ()}, "paper-field-missing", "无意见"),
        ({"none_received": True}, "comments-though-none", ""),
        ({"stated_total": 11}, "paper-total-differs", "意见总数"),
        ({"end": date(2026, 9, 1)}, "paper-days-crossed", ""),
    ],
)
def test_comment_gaps__of_the_round(change: dict[str, Any], code: str, title: str) -> None:
    assert comment_gaps(MASTER, ROUND) == ()
    found = comment_gaps(MASTER, replace(ROUND, **change))
    assert [(f.code, f.params.get("title", "")) for f in found] == [(code, title)]


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("", ["paper-field-missing"]),
        ("澄人计〔2026〕第41号", ["doc-number-form"]),
        ("澄人计[2026]41号", ["doc-number-form"]),
        ("澄人计〔2026〕041号", ["doc-number-form"]),
        ("澄人计〔2026〕41号", []),
        ("廉警〔2026〕红1号", []),
    ],
)
def test_comment_letter_gaps__document_number(number: str, codes: list[str]) -> None:
    found = comment_letter_gaps(MASTER, replace(ROUND, doc_number=number))
    assert [one.code for one in found] == codes


def test_revision_table__levels_in_words_and_counted_by_source() -> None:
    document = revision_table(MASTER, REVISIONS)
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    level = next(cells for cells in table.rows if cells[4].text == "风险等级")
    assert [cell.text for cell in level[5:7]] == ["三级", "二级"]
    assert f"共修订{len(table.rows)}处，其中因公示意见8处、岗位变动1处" in text(document)


@pytest.mark.parametrize(
    ("at", "change", "finding"),
    [
        (
            0,
            {"after": REVISIONS.revisions[0].before},
            ("revision-changes-nothing", "修2026-01", ""),
        ),
        (4, {"step": "office"}, ("revision-needs-group", "修2026-05", "责任人")),
        (7, {"step": "meeting"}, ("revision-needs-group", "修2026-08", "风险等级")),
    ],
)
def test_revision_gaps__names_revision_and_field(
    at: int, change: dict[str, Any], finding: tuple[str, ...]
) -> None:
    assert revision_gaps(MASTER, REVISIONS) == ()
    revisions = list(REVISIONS.revisions)
    revisions[at] = replace(revisions[at], **change)
    assert said(revision_gaps(MASTER, replace(REVISIONS, revisions=tuple(revisions)))) == [finding]


def test_specimens__adopted_comments_and_revisions_name_each_other() -> None:
    numbers = {one.number for one in REVISIONS.revisions}
    assert {number for one in ROUND.comments for number in one.revisions} <= numbers
