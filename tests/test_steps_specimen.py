"""`lzfx publish --specimen`: documents of invented data, before there is any data."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.clerk import Clerk, sample_workspace
from support.risk_examples import labels

from lzfx.content.blocks import plain, strings
from lzfx.documents.document_kind import OfRecord
from lzfx.documents.made_of_records import MADE_OF_RECORDS
from lzfx.model.flow import FlowSet
from lzfx.session.specimen_data import specimen_master, specimen_of
from lzfx.steps.specimen import _chosen, all_documents

MASTER = specimen_master(labels())


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return sample_workspace(tmp_path_factory.mktemp("specimen") / "工作区")


@pytest.mark.parametrize("kind", MADE_OF_RECORDS, ids=lambda kind: kind.name)
def test_specimens__the_invented_data_is_complete(kind: OfRecord[Any]) -> None:
    assert kind.missing(MASTER, specimen_of(kind)) == ()


@pytest.mark.parametrize("kind", MADE_OF_RECORDS, ids=lambda kind: kind.name)
def test_specimens__under_an_older_list_of_choices_codes_are_refused(kind: OfRecord[Any]) -> None:
    older = replace(MASTER, labels={name: MASTER.labels[name] for name in ("stage", "conduct")})
    record = specimen_of(kind)
    if kind.name == "comment-table":  # no comments, no codes
        none = replace(record, comments=(), none_received=True)
        assert kind.missing(older, none) == ()
        assert [made.title for made in kind.documents(older, none)]
    codes = {found.code for found in kind.missing(older, record)}
    free = kind.name in {"criticism-letter", "box-notes"} or kind.of is FlowSet
    assert codes == (set() if free else {"paper-code-unknown"})


def test_specimens__every_document_prints_and_none_is_named_twice() -> None:
    made = [document for _, document in all_documents(labels())]
    assert len(made) == 22 + 2 * 14 + 1  # each flow twice, and all of them bound
    assert not [name for name, times in Counter(one.name for one in made).items() if times > 1]
    for document in made:
        texts = list(strings(document))
        assert len(texts) > 10
        assert not [text for text in texts if "None" in text or "{" in text]
        assert plain(document)["blocks"]


def test_specimens__no_code_is_printed_where_a_label_belongs() -> None:
    codes = {
        code
        for name, choices in labels().items()
        for code in choices
        if len(code) > 3 and name not in {"unit", "post"}
    }
    printed = {text for _, document in all_documents(labels()) for text in strings(document)}
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
        f"样张/样张 2026年度职权目录.{kind}" for kind in ("docx", "html", "pdf", "xlsx")
    ]
    assert (clerk.folder / "台账.db").read_bytes() == ledger


def test_publish_specimen__by_its_english_name_and_as_json(clerk: Clerk) -> None:
    done = clerk.run("publish", "revision-table", "--specimen", "--json")
    assert done.code == 0, done.out + done.err
    names = [Path(file).name for file in done.json["files"]]
    assert names == [f"样张 2026年度修订记录表.{kind}" for kind in ("pdf", "docx", "xlsx")]
    assert done.json["pages"] == 2


def test_publish_specimen__by_the_record_it_is_made_of() -> None:
    """One record of comments makes a table and a letter; the letter alone has a name of its own."""
    assert [kind.name for kind in _chosen("comment-table")] == ["comment-table", "comment-letter"]
    assert [kind.name for kind in _chosen("archive")] == [
        "archive-catalogue", "box-notes", "box-spines",
    ]  # fmt: skip
    assert [kind.name for kind in _chosen("意见采纳情况通报")] == ["comment-letter"]


def test_publish_specimen__a_name_that_is_none(clerk: Clerk) -> None:
    done = clerk.run("publish", "没有的表", "--specimen")
    assert done.code == 2
    assert "预警提示书" in done.err
