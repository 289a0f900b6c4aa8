"""Comments on what is shown: what they are about, and whose names are kept back."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from lzfx.checks.comments import point_said
from lzfx.checks.discreet import KEPT_BACK, discreet
from lzfx.documents.unnamed import unnamed
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.finding import Finding

POINTS = frozenset({"KS02-001", "KS02-002", "KS02-0021", "甲-1"})


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("KS02-002 一次性告知", "KS02-002"),
        ("KS02-002一次性告知", "KS02-002"),
        ("ks02-002", "KS02-002"),
        ("ＫＳ０２－００２　一次性告知", "KS02-002"),  # noqa: RUF001 - as people type
        ("KS02-0021", "KS02-0021"),
        ("KS02-002ABC制度", "KS02-002"),
        ("整体", ""),
        ("整体意见：字太小", ""),
        ("KS02-003 没有的", None),
        ("一次性告知 KS02-002", None),
        ("公示通知", None),
        ("", None),
    ],
)
def test_point_said__is_the_id_a_text_begins_with(text: str, point: str | None) -> None:
    assert point_said(text, POINTS) == point


def form() -> FormSpec:
    fields = [
        {"name": "text", "title": "意见内容", "kind": "text"},
        {"name": "commenter", "title": "提出人", "kind": "line", "private": True},
    ]
    table = {"name": "remarks", "sheet": "意见", "field": fields}
    return FormSpec.model_validate(
        {"name": "remarks", "version": 1, "title": "意见表", "table": [table]}
    )


def test_discreet__quotes_nothing_of_a_private_answer() -> None:
    of_name = Finding("too-long", params={"title": "提出人", "value": "石可心", "limit": 2})
    of_text = Finding("too-long", params={"title": "意见内容", "value": "字太小", "limit": 2})
    changed = Finding(
        "changed-since", params={"title": "提出人", "value": "石可心", "expected": "米采薇"}
    )
    found = list(discreet(form(), (of_name, of_text, changed)))
    assert found[0].params == {"title": "提出人", "value": KEPT_BACK, "limit": 2}
    assert found[1] == of_text
    assert found[2].params == {"title": "提出人", "value": KEPT_BACK, "expected": KEPT_BACK}


def test_unnamed__masks_the_answer_and_the_names_wherever_they_stand() -> None:
    fields: tuple[FieldSpec, ...] = form().tables[0].fields
    told = MappingProxyType({"text": "石可心和欧阳子衡都说过", "commenter": "王"})
    assert unnamed(fields, told, ("欧阳子衡", "石可心")) == {
        "text": "×××和×××都说过",
        "commenter": "×××",
    }
