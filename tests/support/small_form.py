"""A small sound form definition, and how to spoil one thing in it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from support.templates import lists

LISTS = lists()
KNOWN = frozenset({"every_post_answers"})
SMALL: dict[str, Any] = {
    "name": "small",
    "version": 1,
    "title": "小表",
    "checks": ["every_post_answers"],
    "header": [{"name": "filler", "title": "填报人", "kind": "line"}],
    "table": [
        {
            "name": "points",
            "sheet": "风险点",
            "key": ["name"],
            "field": [
                {"name": "name", "title": "名称", "kind": "line", "aliases": ["风险点名称"]},
                {"name": "level", "title": "等级", "kind": "choice", "list": "levels"},
            ],
        },
        {
            "name": "posts",
            "sheet": "岗位",
            "field": [
                {"name": "p", "title": "岗位", "kind": "line"},
                {"name": "q", "title": "职责", "kind": "text"},
            ],
        },
    ],
}


def small(
    *,
    header: dict[str, object] | None = None,
    field: dict[str, object] | None = None,
    table: dict[str, object] | None = None,
    **top: object,
) -> dict[str, Any]:
    """The small form with more in its top level, header field, second column or second table."""
    raw = deepcopy(SMALL)
    raw["header"][0].update(header or {})
    raw["table"][0]["field"][1].update(field or {})
    raw["table"][1].update(table or {})
    return raw | top


def unlisted(**more: object) -> dict[str, Any]:
    """The small form with that in its second column, which then takes no list."""
    raw = small(field=more)
    del raw["table"][0]["field"][1]["list"]
    return raw
