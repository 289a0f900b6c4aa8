"""`lzfx publish --specimen`: documents of invented data, before there is any data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.clerk import Clerk, sample_workspace
from support.printed_pages import page_texts
from support.risk_examples import labels
from support.specimens import all_documents, sample
from support.templates import SHIPPED

from lzfx.content.blocks import plain, strings
from lzfx.documents.document_kind import OfRecord
from lzfx.documents.made_of_records import MADE_OF_RECORDS
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.model.flow import FlowSet
from lzfx.session.specimen_data import specimen_of
from lzfx.steps.specimen import _chosen

SAMPLE = sample()


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return sample_workspace(tmp_path_factory.mktemp("specimen") / "工作区")


@pytest.mark.parametrize("kind", MADE_OF_RECORDS, ids=lambda kind: kind.name)
def test_specimens__the_invented_data_is_complete(kind: OfRecord[Any]) -> None:
    found, faults = specimen_of(SAMPLE, kind)
    assert faults == ()
    assert kind.missing(SAMPLE.master, found) == ()


@pytest.mark.parametrize("kind", MADE_OF_RECORDS, ids=lambda kind: kind.name)
def test_specimens__answers_that_the_office_has_no_choice_for_are_refused(
    kind: OfRecord[Any],
) -> None:
    """Under lists of its own, as of a form that asks for more."""
    other = (Choice(code="98", label="某项"), Choice(code="99", label="另一项"))

    def changed(fields: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
        update = {"choices": other, "default": ""}
        return tuple(spec.model_copy(update=update) if spec.choices else spec for spec in fields)

    forms = {
        name: form.model_copy(
            update={
                "header": changed(form.header),
                "tables": tuple(
                    table.model_copy(update={"fields": changed(table.fields)})
                    for table in form.tables
                ),
            }
        )
        for name, form in SAMPLE.forms.items()
    }
    found, faults = specimen_of(replace(SAMPLE, forms=forms), kind)
    codes = {fault.code for fault in faults}
    free = kind.name == "criticism-letter" or kind.of is FlowSet
    assert (found is None) != free
    assert codes <= {"not-a-choice", "not-among-choices"}
    assert bool(codes) != free


def test_specimens__every_document_prints_and_none_is_named_twice() -> None:
    made = [document for _, document in all_documents(sample())]
    assert len(made) == 29 + 2 * 14 + 1  # each flow twice, and all of them bound
    assert not [name for name, times in Counter(one.name for one in made).items() if times > 1]
    for document in made:
        texts = list(strings(document))
        assert len(texts) > 10
        assert not [text for text in texts if "None" in text or "{" in text]
        assert plain(document)["blocks"]


def test_specimens__no_code_is_printed_where_a_label_belongs() -> None:
    codes = {
        code
        for name, choices in labels(SHIPPED).items()
        for code in choices
        if len(code) > 3 and name not in {"unit", "post"}
    }
    printed = {text for _, document in all_documents(sample()) for text in strings(document)}
    assert not codes & printed


def test_publish_specimen__prints_into_its_own_folder_and_leaves_the_ledger_alone(
    clerk: Clerk,
) -> None:
    clerk.run("status")  # the first command reads the roster into the ledger
    ledger = (clerk.folder / "台账.db").read_bytes()
    done = clerk.run("publish", "职权目录", "--specimen")
    assert done.code == 0, done.out + done.err
    assert "全是虚构的" in done.out
    assert clerk.files("成果") == [
        f"样张/2026年度职权目录（样张）.{kind}" for kind in ("docx", "html", "pdf", "xlsx")
    ]
    assert (clerk.folder / "台账.db").read_bytes() == ledger


def test_publish_specimen__by_its_english_name_and_as_json(clerk: Clerk) -> None:
    done = clerk.run("publish", "revision-table", "--specimen", "--json")
    assert done.code == 0, done.out + done.err
    names = [Path(file).name for file in done.json["files"]]
    assert names == [f"2026年度修订记录表（样张）.{kind}" for kind in ("pdf", "docx", "xlsx")]
    assert done.json["pages"] == 2


def test_publish_specimen__by_the_record_it_is_made_of() -> None:
    """One record of comments makes a table and a letter; the letter alone has a name of its own."""
    assert [kind.name for kind in _chosen("comment-table")] == ["comment-table", "comment-letter"]
    assert [kind.name for kind in _chosen("archive")] == [
        "archive-catalogue", "box-notes", "box-spines", "box-covers", "filing-slip",
    ]  # fmt: skip
    assert [kind.name for kind in _chosen("意见采纳情况通报")] == ["comment-letter"]


def test_publish_specimen__a_name_that_is_none(clerk: Clerk) -> None:
    done = clerk.run("publish", "没有的表", "--specimen")
    assert done.code == 2
    assert "预警提示书" in done.err


@pytest.mark.parametrize("name", ["revision-table", "box-spines", "warning-notice", "feedback"])
def test_publish_specimen__says_so_on_every_page(clerk: Clerk, name: str) -> None:
    """Nobody takes an invented paper for a real one, whichever page lies on the desk."""
    done = clerk.run("publish", name, "--specimen", "--json").json
    for file in map(Path, done["files"]):
        if file.suffix == ".pdf":
            pages = page_texts(file.read_bytes())
            assert [page for page in pages if "样张" not in page] == []
