"""实施方案 and the letter that issues it: what the settings say prints, nothing else is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.clerk import sample_workspace
from support.master_examples import master
from support.risk_examples import CAMPAIGN

from lzfx.content.blocks import Document, Heading, Table, only, strings
from lzfx.content.letter import Annex, AnnexNames, Letterhead, SignOff
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.letters.plan_letter import plan, plan_letter, plan_letter_gaps, plan_remarks
from lzfx.model.campaign import Campaign, Stage
from lzfx.model.plan import BasisDocument, Plan, PlanItem

OWN = Plan(
    issued_on=date(2026, 8, 10),
    guiding="从小事管起。",
    aims="把账算清。\n把人管住。",
    basis=(BasisDocument("工作要点", "示发〔2026〕1号"), BasisDocument("工作办法")),
    principles=(PlanItem("先易后难", "从大事做起。"),),
    systems=(PlanItem("公开查询", "墙上都看得到。"),),
)


def campaign(**given: object) -> Campaign:
    numbered = replace(CAMPAIGN, documents={"plan": "云人计〔2026〕31号"}, plan=OWN)
    return replace(numbered, **given)  # type: ignore[arg-type]  # whatever the test changes


def said(document: Document) -> str:
    return "\n".join(strings(document))


def test_plan__its_sections_in_order() -> None:
    document = plan(master(campaign=campaign()))
    headings = [one.text for one in only(document.blocks, Heading) if one.level == 2]
    assert headings == [
        *("一、指导思想", "二、工作目标", "三、基本原则", "四、工作内容", "五、工作步骤"),
        "六、组织领导",
    ]


def test_plan__what_the_settings_say_stands_in_place_of_the_own_words() -> None:
    own, without = (plan(master(campaign=campaign(plan=one))) for one in (OWN, Plan()))
    for text in ("从小事管起。", "把账算清。", "把人管住。", "1. 先易后难。从大事做起。"):
        assert text in said(own).split("\n")
        assert text not in said(without)
    assert "公开查询。墙上都看得到。" in said(own)
    assert "衔接融合" in said(without)
    assert "衔接融合" not in said(own)
    assert "指导思想" not in said(without), "nothing to rest on, and no guiding thought given"


def test_plan__needs_no_return() -> None:
    """It is printed before anybody has declared a point."""
    text = said(plan(master(campaign=campaign(), graded=(), criteria=())))
    assert "六、组织领导" in text
    assert "确定风险等级" not in text, "no rule of levels, no section of them"


def test_plan__stages_tell_their_work_where_the_plan_does() -> None:
    stages = (Stage("动员", date(2026, 8, 11), date(2026, 8, 20), "开会。"), *CAMPAIGN.stages[1:])
    for told, columns in ((stages, 4), (CAMPAIGN.stages, 3)):
        tables = only(plan(master(campaign=campaign(stages=told))).blocks, Table)
        (steps,) = [one for one in tables if one.columns[0].title == "阶段"]
        assert len(steps.columns) == columns
        assert steps.rows[0][1].text == "2026年8月11日"


def test_plan__the_handbook_tells_the_same_aims_and_principles() -> None:
    text = said(handbook(master(campaign=campaign())))
    assert "把账算清。" in text
    assert "1. 先易后难。从大事做起。" in text


def test_plan_letter__is_a_letter_with_the_plan_as_its_annex() -> None:
    blocks = plan_letter(master(campaign=campaign())).blocks
    (head,), (sign,) = only(blocks, Letterhead), only(blocks, SignOff)
    assert (head.number, sign.date) == ("云人计〔2026〕31号", "2026年8月10日")
    assert "".join(head.title) == (
        "云汀区人口和计划生育委员会关于印发《廉政风险防范管理工作实施方案》的通知"
    )
    (annex,), (names,) = only(blocks, Annex), only(blocks, AnnexNames)
    assert (annex.title,) == names.names == ("廉政风险防范管理工作实施方案",)
    basis = "根据《工作要点》（示发〔2026〕1号）和《工作办法》，"
    assert any(text.startswith(basis) for text in strings(plan_letter(master(campaign=campaign()))))


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, []),
        ({"documents": {}}, ["paper-field-missing"]),
        ({"documents": {"plan": "云人计2026第31号"}}, ["doc-number-form"]),
        ({"plan": Plan()}, ["plan-without-day"]),
        ({"plan": Plan(issued_on=date(2026, 8, 20))}, []),
        ({"plan": Plan(issued_on=date(2026, 8, 21))}, ["plan-issued-late"]),
    ],
)
def test_plan_letter__what_forbids_issuing_it(given: dict[str, object], codes: list[str]) -> None:
    whole = master(campaign=campaign(**given))
    assert [one.code for one in plan_letter_gaps(whole)] == codes


def test_plan__says_what_it_lacks() -> None:
    whole = master(campaign=campaign())
    assert plan_remarks(whole) == ()
    bare = replace(whole, campaign=campaign(plan=Plan()), roster=replace(whole.roster, seats=()))
    assert [one.code for one in plan_remarks(bare)] == ["plan-without-basis", "plan-without-group"]


def test_publish__the_plan_before_anything_went_out(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    ran = clerk.run("publish", "印发通知", "--fonts", "bundled", now="2026-08-22T09:00:00")
    assert ran.code == 0, ran.out
    assert "风险点。" not in ran.out, "it counts none: there are none yet"
    assert clerk.files("成果") == ["2026年度实施方案印发通知.docx", "2026年度实施方案印发通知.pdf"]
    clerk.run("settings", "方案文号", "")
    refused = clerk.run("publish", "印发通知", "--json", now="2026-08-22T10:00:00")
    assert [one["code"] for one in refused.json["findings"]] == ["paper-field-missing"]


def test_settings__a_stage_in_thirds_of_a_month(tmp_path: Path) -> None:
    clerk = sample_workspace(tmp_path / "2026")
    assert clerk.run("settings", "第一阶段开始", "8月中旬").code == 0
    assert 'start = "8月中旬"' in (clerk.folder / "lzfx.toml").read_text("utf-8")
    wrong = clerk.run("settings", "第一阶段开始", "8月初")
    assert wrong.code != 0
    assert 'start = "8月中旬"' in (clerk.folder / "lzfx.toml").read_text("utf-8")
    assert clerk.run("settings", "第一阶段开始", "2026年8月12日").code == 0
    assert "start = 2026-08-12" in (clerk.folder / "lzfx.toml").read_text("utf-8")
