"""The page about the forms is current, and says everything a definition may say."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from support.drawn_answers import filling, sample_answers
from support.form_reference import KIND_WORDS, reference
from support.issued_examples import choices_for
from support.made_up_district import ISSUED, KEY, RECEIVED, workspace
from support.risk_examples import BODIES, DAY, ROSTER
from support.risk_examples import form as declaration
from support.templates import SHIPPED, lists, raw
from support.workbook_examples import ABOUT
from support.write_reference import PAGE, checks_in_words, shipped_forms, with_reference

from lzfx.campaign.prefill import identified
from lzfx.checks.registry import ROW_CHECKS
from lzfx.forms.kinds import KINDS
from lzfx.forms.parse import parse_form
from lzfx.forms.records import KIND_OF
from lzfx.forms.spec import Choice, FieldSpec, FormSpec, SignOffSpec, TableSpec
from lzfx.ledger.queries import current_submissions, issues
from lzfx.model.about import About
from lzfx.model.finding import Where
from lzfx.model.office import RANK_MEANINGS, UNIT_MEANINGS, Words
from lzfx.model.submission import Stamp
from lzfx.render.docx.lint import BLOCKS, FIELDS, NEEDED
from lzfx.rules.definitions import parse_rules
from lzfx.rules.reviewers import Reviewers, nameless_bodies, parse_reviewers
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect
from lzfx.steps.issue import issue
from lzfx.workbook.blank import build

DOCUMENTS = PAGE.parent / "documents"
TEXT = PAGE.read_text("utf-8")
SECTIONS: dict[str, type[BaseModel]] = {
    "表的词": FormSpec,
    "表格的词": TableSpec,
    "栏目的词": FieldSpec,
    "选项的词": Choice,
    "签字栏的词": SignOffSpec,
}


def keys_of(model: type[BaseModel]) -> dict[str, bool]:
    """Every key a definition may write there, and whether it must."""
    keys = {field.alias or name: field.is_required() for name, field in model.model_fields.items()}
    return keys | ({"list": False} if model is FieldSpec else {})


def rows_below(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    _, _, after = TEXT.partition(f"{heading}")
    lines = after[after.index("| ") :].partition("\n\n")[0].splitlines()
    return [[cell.strip(" `") for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def example(name: str) -> dict[str, Any]:
    found = re.search(rf"<!-- {name} -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    return tomllib.loads(found[1])


def example_form() -> FormSpec:
    form, faults = parse_form("visit.toml", example("example form"), lists(SHIPPED), frozenset())
    assert form is not None, faults
    return form


def test_page__is_current() -> None:
    assert with_reference(TEXT) == TEXT, "run: python tests/support/write_reference.py"


@pytest.mark.parametrize("title", SECTIONS)
def test_page__documents_every_key_and_no_other(title: str) -> None:
    documented = {row[0]: row[1] == "是" for row in rows_below(f"### {title}")}
    assert documented == keys_of(SECTIONS[title])


def test_page__documents_every_kind_and_every_check() -> None:
    assert [row[0] for row in rows_below("| 种类 | 填什么")] == list(KINDS)
    assert checks_in_words(TEXT).keys() == ROW_CHECKS.keys()


def test_page__documents_every_about_and_what_it_must_have() -> None:
    documented = {row[0]: row[2] for row in rows_below("<!-- abouts -->")}
    assert documented.keys() == set(About) - {About.NOTHING}
    for about, kind in KIND_OF.items():
        asked = [one.name for one in fields(kind) if one.default is one.default_factory is MISSING]
        assert documented[about] == "、".join(f"`{name}`" for name in asked).strip("`"), about


def test_page__documents_every_field_of_a_letter() -> None:
    rows = rows_below("<!-- letter fields -->")
    written = [f"{{{{p {name} }}}}" if name in BLOCKS else f"{{{{ {name} }}}}" for name in FIELDS]
    assert [row[0] for row in rows] == written
    assert [row[0] for row in rows if row[2] == "是"] == [
        one for one, name in zip(written, FIELDS, strict=True) if name in NEEDED
    ]


def test_page__documents_every_template_of_documents() -> None:
    named = {row[0] for row in rows_below("## 公文和印出来的文件")}
    there = {
        name if (name := path.relative_to(DOCUMENTS).as_posix())[:6] != "typst/" else "typst/"
        for path in DOCUMENTS.rglob("*")
        if path.is_file()
    }
    assert named == there


def test_example__uses_every_key() -> None:
    form = example("example form")
    fields = [*form["header"], *(field for table in form["table"] for field in table["field"])]
    used: dict[type[BaseModel], list[dict[str, Any]]] = {
        FormSpec: [form],
        TableSpec: form["table"],
        FieldSpec: fields,
        Choice: [choice for field in fields for choice in field.get("choices", ())],
        SignOffSpec: form["sign_off"],
    }
    for model, given in used.items():
        assert keys_of(model).keys() == {key for one in given for key in one}, model


def test_example__a_new_form_is_issued_and_collected_without_any_code(tmp_path: Path) -> None:
    """As the page says: one file in the workspace's own folder."""
    root = workspace(tmp_path / "2026", 2)
    own = root / "form_templates" / "forms"
    own.mkdir(parents=True)
    written = re.search(r"<!-- example form -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    assert written is not None
    (own / "visit.toml").write_text(written[1], "utf-8")
    made = {}
    with open_session(root, ISSUED, "tester") as session:
        form = session.forms["visit"]
        issue(session, "visit")
        for one in issues(session.ledger, "visit"):
            stamp = Stamp("visit", form.version, one.subject, one.campaign, one.number)
            issued = identified(one.filling, stamp, KEY)

            def offered(spec: FieldSpec, unit: str = one.subject) -> tuple[Choice, ...]:
                roster = session.roster
                return choices_for(spec, roster, unit) if spec.roster else spec.choices

            dice = random.Random(1)  # noqa: S311 - made-up answers
            drawn = sample_answers(form, dice, RECEIVED.date(), issued=issued, choices=offered)
            made[one.subject] = drawn.tables["visits"]
            data = build(form, filling(form, drawn, issued, offered), ABOUT)
            (root / "收件" / one.file).write_bytes(data)
    with open_session(root, RECEIVED, "tester") as session:
        *_, done = collect(session)
        assert done.all_taken, done.findings
        found = current_submissions(session.ledger, session.forms["visit"])
        assert {
            one.stamp.subject: tuple(row.values for row in one.tables["visits"]) for one in found
        } == made


def test_example__the_rule_is_one_and_may_stand_where_the_page_says() -> None:
    monitors = raw("rules/monitors.toml", SHIPPED)
    at = next(number for number, rule in enumerate(monitors["monitor"]) if rule["id"] == "G9-1")
    monitors["monitor"][at:at] = example("example rule")["monitor"]
    rules, faults = parse_rules(
        raw("rules/grading.toml", SHIPPED), monitors, form=declaration(SHIPPED)
    )
    assert faults == ()
    assert rules is not None
    assert [rule.id for rule in rules.monitor][:2] == ["G8", "G8-A"]


def test_example__the_review_is_as_the_page_says() -> None:
    written = raw("rules/reviewers.toml", SHIPPED)
    written["reviewer"] = [*example("example reviewer")["reviewer"], *written["reviewer"]]
    rules, faults = parse_reviewers(written, lists=lists(SHIPPED))
    assert faults == ()
    (nameless,) = nameless_bodies(Where("reviewers.toml"), rules, BODIES)
    assert nameless.params["value"] == "party_group"
    found = Reviewers(rules, {**BODIES, "party_group": "局党组"}, DAY)(ROSTER)
    told = {code: one.reviewer for code, one in found.items()}
    assert told["JD01-P2"] == "卓青野（计生办主任）"
    assert (told["KS01-P2"], told["JD01"]) == ("陆闻溪（副主任）", "局党组")


def test_reference__names_every_field_of_every_shipped_form() -> None:
    for form in shipped_forms():
        page = reference(form, checks_in_words(TEXT))
        assert page in TEXT
        for spec in (*form.header, *(spec for table in form.tables for spec in table.fields)):
            assert f"| {spec.title} | `{spec.name}` | {KIND_WORDS[spec.kind]} |" in page
            assert all(alias in page for alias in spec.aliases)
            assert all(choice.label in page for choice in spec.choices)
            assert all(choice.meaning in page for choice in spec.choices)


def test_reference__says_what_holds_for_the_example() -> None:
    page = reference(example_form(), {})
    assert "只收第 1 版、第 2 版" in page
    assert "一户填一行；预先划好 40 行，不够时接着往下填；“岗位”“户主姓名”合起来不能重复。" in page
    assert "| 单位名称 | `unit_name` | 一行文字 | 办公室预填，不可改动、缺失 |" in page
    assert "必填 | 不少于 2 字，不超过 20 字 | 户主、姓名 |" in page
    assert "| 岗位 | `post` | 单选 | 必填 | 本单位在用的岗位，或“本单位” |" in page
    assert "| 走访结果 | `outcome` | 可多选 | 选填，不填按“已走访” | 2 个选项，见下 |" in page
    assert "| 需再访 | `again` | 再访 | 一个月内再去一次 |" in page


def test_reference__a_check_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        reference(declaration(SHIPPED), {})


def test_reference__a_stroke_does_not_break_the_table() -> None:
    form = example_form()
    title = FieldSpec(name="a", title="甲|乙", kind="line")
    odd = form.tables[0].model_copy(update={"fields": (title,), "key": ()})
    page = reference(form.model_copy(update={"tables": (odd,), "header": ()}), {})
    assert "| 甲\\|乙 | `a` | 一行文字 | 选填 |" in page


def test_page__names_every_shipped_form() -> None:
    listed = {row[0]: row[1] for row in rows_below("| 表名 | 表 ")}
    forms = {form.name: form.title for form in shipped_forms()}
    assert listed.keys() == forms.keys()
    assert all(listed[name].startswith(title) for name, title in forms.items())


def test_page__documents_every_word_of_the_office_and_what_kinds_and_ranks_act_as() -> None:
    words = [row[0] for row in rows_below("**说法**写在")]
    assert words == [one.name for one in fields(Words)]
    acts = [(row[0], row[1]) for row in rows_below("**单位类别、干部层级**")]
    wanted = {"unit_kinds": UNIT_MEANINGS, "ranks": RANK_MEANINGS}
    assert acts == [(name, one) for name, meanings in wanted.items() for one in meanings]
