"""Every sentence of a paper that states an act, with the act it needs; and what drafts say instead.

The table below was made by walking all texts of `lzfx/documents`. A new text with a word of an act
in it fails here until it stands in the table.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.master_examples import DECIDED, master

import lzfx.documents
from lzfx.content.blocks import Document, strings
from lzfx.documents.lists.cadres import cadre_table
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.missing_units import FEW, LISTED, with_missing
from lzfx.documents.statements import STATEMENTS
from lzfx.model.edition import Act, ActDone, Edition
from lzfx.model.master import Master
from lzfx.rules.editions import stage_of

_ACTS = re.compile(r"审核|审定|核定|公示|征求意见|印发|生效|批准")
_HOME = Path(lzfx.documents.__file__).parent

TITLE, RULE, TO_FILL_IN, RECORD = "a title", "a rule", "left to be written", "of a record"
TEXTS: Mapping[str, str] = {
    # What states an act stands in `statements` alone, with what is said until then.
    "等级已经{body}审定": "review",
    "等级按规则拟定，尚待审定": "review",
    "现予公示": "review",
    "拟予公示": "review",
    "公示期自": "review",
    "拟定的公示期自": "review",
    "经{body}批准印发": "approve",
    "尚未批准印发": "approve",
    "现发给你们，自印发之日起执行": "approve",
    "批准以后再行印发、执行": "approve",
    # Titles and names: what a paper is called, which it may be before anything happened.
    "年度公示通知": TITLE, "一、公示内容": TITLE, "二、公示时间和范围": TITLE, "关于公示": TITLE,
    "。公示件只列岗位和职务，不列个人姓名和联系方式。": TITLE,
    "一览表（公示本）": TITLE, "公示一览表": TITLE, "各级干部（公示本）": TITLE,
    "公示各级干部": TITLE, "公示通知": TITLE, "公示": TITLE, "（公示本）": TITLE,
    "审核表": TITLE, "风险等级审核表": TITLE, "印发": TITLE,
    "核定等级": TITLE,  # a column of the working table, computed by the rules
    # Rules: who does what, at whatever time; nothing is said to have happened.
    "权力大小、与群众关系的密切程度和滋生腐败的可能性供审核时参考，不直接改变等级。": RULE,
    "申报表和各级审核材料由{office}统一归档、备案，电子台账与签字的纸质件应当一致。": RULE,
    "审核，": RULE, "审定。": RULE,
    "公示期不得缩短。各单位应当如实汇总收到的意见，没有意见的也要说明；意见由": RULE,
    "其中负责人或者分管领导本人岗位的风险点，按回避规定改由本环节审核。": RULE,
    "）。规则等级由程序按规则得出，供审核时对照。": RULE,
    # Boxes that the reviewers fill in by hand.
    "说明：“自己查”是单位自己申报的；别人提的是建议，由单位答复，采纳的照答复改，"
    "改的是申报等级，定级仍按审核的办法办。没有人提意见的单位不列。": RULE,
    "审核人": TO_FILL_IN, "审定时用，没有印上的审核人和日期在审定后填写。": TO_FILL_IN,
    "审核结论": TO_FILL_IN, "审核后\n等级": TO_FILL_IN,
    "。审核结论填：": TO_FILL_IN, "”的另填审核后等级。登记结论时照抄短码。": TO_FILL_IN,
    "审核环节": TO_FILL_IN, "审核对象": TO_FILL_IN, "审核意见": TO_FILL_IN,
    # The list of changes of level names the round, the plan what is to be done.
    "二、审核、审定情况": TITLE, "，已有审核、审定结论的": RECORD,
    "审核": RECORD, "审定": RECORD, "审核、审定调整等级": RECORD,
    "》，现印发给你们。工作自": TITLE, "关于印发《": TITLE, "印发通知": TITLE,
    "工作手册印发通知": TITLE, "手册印发通知": TITLE,
    "实施方案印发通知": TITLE, "分级监控和审核": TITLE,
    "一览表》和工作手册，印发执行；以后有变动的重新申报、修订。": RULE,
    "承担，负责发表收表、核对汇总、组织审核和公示（联系人：": RULE,
    "权力按流程图走，谁经办、谁审核、多长时间办完都写明白，过程留得下痕迹。": RULE,
    "结果公示后汇编成《": RULE,
    # Papers made of records of the act itself.
    "上年等级以上年生效的为准（审核、审定改定的照改定的），没有记下的按当时的规则确定。": RECORD,
    "公示意见采纳情况的通报": RECORD, "年度公示意见采纳情况通报": RECORD, "公示开始": RECORD,
    "公示截止": RECORD, "；公示载体：": RECORD, "公示期间": RECORD, "公示期：": RECORD,
    "说明：提出人的姓名不印出；注“期外”的在公示期以外收到，一并办理。": RECORD,
    "公示，公示期已满。现将意见办理情况通报如下。": RECORD,
    "公示期间没有收到意见，公示内容不作修订。": RECORD,
    "批准印发": RECORD, "批准印发）": RECORD, "尚未批准（": RECORD,  # of a bundle's edition
    "个风险点。其中未经批准的送审稿": RECORD,
    "批准\n环节": RECORD, "批准\n日期": RECORD, "生效\n版本": RECORD, "尚未\n生效": RECORD,
    "说明：“生效版本”由程序按各版的内容得出；“—”的对象不是风险点，不改风险点主表。": RECORD,
}  # fmt: skip
"""Each text with a word of an act: the act it states, or why it states none."""


def _texts() -> Iterator[tuple[str, str]]:
    """Every text of the builders that has a word of an act in it, with its module."""
    for path in sorted(_HOME.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            text = str(one.value) if isinstance(one, ast.Constant) else ""
            if id(one) not in told and _ACTS.search(text):
                yield text, path.stem


def test_table__has_every_text_with_a_word_of_an_act_and_no_other() -> None:
    found = dict(_texts())
    assert found.keys() - TEXTS.keys() == set()
    assert TEXTS.keys() - found.keys() == set()
    acts = {text for text, why in TEXTS.items() if why in {act.value for act in Act}}
    assert {text for text, module in found.items() if module == "statements"} == acts
    assert acts == {text for one in STATEMENTS.values() for text in (one.says, one.until_then)}


def _decided(*acts: Act) -> Edition:
    day = DECIDED.acts[Act.REVIEW].on
    return Edition({act: ActDone(act, "示例议事会", day, "示例1号", "a") for act in acts})


@pytest.mark.parametrize("acts", [(), (Act.REVIEW,), (Act.APPROVAL,), (Act.REVIEW, Act.APPROVAL)])
@pytest.mark.parametrize("kind", MADE_OF_MASTER, ids=lambda kind: kind.name)
def test_paper__states_only_the_acts_on_record(kind: object, acts: tuple[Act, ...]) -> None:
    whole = master(edition=_decided(*acts))
    if kind.nothing(whole):  # type: ignore[attr-defined]
        return
    said = "\n".join(strings(kind.build(whole)))  # type: ignore[attr-defined]
    for one in STATEMENTS.values():
        stated = one.says.format(body="示例议事会")
        if not whole.edition.holds(one.needs):
            assert f"定的{stated}" in said or stated not in said, stated
        else:
            assert one.until_then not in said


def test_draft_notice__has_no_number_no_day_no_seal_and_was_not_printed_for_sending() -> None:
    (notice,) = (one for one in MADE_OF_MASTER if one.name == "notice")
    draft = notice.build(master(edition=Edition()))
    final = notice.build(master())
    head, *_, foot = draft.blocks
    assert (head.number, foot.printed_on) == ("", "")  # type: ignore[union-attr]
    (signed,) = (block for block in draft.blocks if block.kind == "sign_off")
    assert (signed.date.strip("　"), signed.sealed) == ("年　月　日", False)  # type: ignore[union-attr]
    assert final.blocks[-1].printed_on == "2026年9月21日"  # type: ignore[union-attr]


def test_final_list__bears_the_day_of_its_approval_not_the_planned_one() -> None:
    approval = ActDone(Act.APPROVAL, "示例议事会", DECIDED.acts[Act.REVIEW].on, "示例1号", "a")
    day = approval.on.replace(day=approval.on.day - 2)
    whole = master(edition=Edition({Act.APPROVAL: replace(approval, on=day)}))
    assert f"{day.year}年{day.month}月{day.day}日" in "".join(strings(cadre_table(whole)))
    assert cadre_table(whole).date == day.isoformat()
    draft = cadre_table(replace(whole, edition=Edition()))
    assert f"数据截至{whole.day.year}年" in "".join(strings(draft))


# Who is missing.


def _first_page(document: Document) -> str:
    """The text of the cover, of the head and first paragraph, or of what is over the table."""
    texts = list(strings(replace(document, blocks=document.blocks[:2])))
    return "\n".join(texts)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 300])
@pytest.mark.parametrize("kind", MADE_OF_MASTER, ids=lambda kind: kind.name)
def test_missing__said_on_the_first_page_by_name_or_by_count(kind: object, count: int) -> None:
    names = tuple(f"示例{number}科" for number in range(1, count + 1))
    whole = master(edition=replace(DECIDED, missing=names))
    if kind.nothing(whole):  # type: ignore[attr-defined]
        return
    built = kind.build(whole)  # type: ignore[attr-defined]
    document = with_missing(built, names)
    first, everything = _first_page(document), "\n".join(strings(document))
    assert f"还有{count}个单位没有申报" in first
    if count <= FEW:
        assert "、".join(names) in first
        assert LISTED not in everything
    else:
        assert names[0] not in first
        assert f"{LISTED}（{count}个）" in everything
    assert all(name in everything for name in names)
    assert document.blocks[-1].kind == built.blocks[-1].kind or count > FEW
    if built.blocks[-1].kind == "imprint":
        assert document.blocks[-1].kind == "imprint"


def test_nobody_missing__changes_nothing() -> None:
    document = cadre_table(master())
    assert with_missing(document, ()) is document


def test_notice__does_not_speak_for_those_who_sent_nothing() -> None:
    (notice,) = (one for one in MADE_OF_MASTER if one.name == "notice")
    for missing, whose in (
        ((), "，各单位、各岗位的"),
        (("示例科",), "，已经申报的各单位、各岗位的"),
    ):
        whole: Master = master(edition=replace(DECIDED, missing=missing))
        assert whose in "".join(strings(notice.build(whole)))


def test_stage__of_every_paper_with_nothing_decided() -> None:
    """Papers that go to the reviewers are no drafts; all that show levels to others are."""
    edition = Edition()
    finals = {one.name for one in MADE_OF_MASTER if stage_of(edition, one.needs) == "final"}
    assert finals == {
        *("declaration-copies", "review-sheets", "level-changes", "reminders", "supervision"),
        *("plan", "plan-letter", "cross-check-plan", "edition-changes", "three-checks"),
        *("check-sample", "check-coverage"),
        "annual-changes",
        *("unit-slips", "burden", "measure-progress", "monitor-sheets", "month-sheets"),
    }
    public = {one.name for one in MADE_OF_MASTER if one.needs is Act.REVIEW}
    assert public == {one.name for one in MADE_OF_MASTER if one.public}
