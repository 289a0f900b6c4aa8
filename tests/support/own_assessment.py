"""An office's own rules of assessment: its indicators and ratings, all judged by people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from support.clerk import Clerk

_DATED = 'from = 2026-01-01\nclause = "本单位考核办法"'


def with_own_assessment(clerk: Clerk, answers: Mapping[str, Any]) -> None:
    """Put rules into the workspace by which the units of that content are assessed."""
    path = clerk.folder / "form_templates" / "rules" / "assessment.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(_entries(answers["returns"][0])) + "\n", "utf-8")


def _entries(said: Mapping[str, Any]) -> Iterator[str]:
    weights = {name: said["header"][name] for name in ("self_score", "group_score", "leader_score")}
    yield _entry("weights", "W1", weights)
    for one in said["indicators"]:
        rest = {name: value for name, value in one.items() if name != "code"}
        yield _entry("indicator", one["code"], {**rest, "kinds": ["unit"]})
    for at, one in enumerate(said["ratings"], start=1):
        yield _entry("rating", f"R{at}", one)


def _entry(table: str, id_: str, values: Mapping[str, Any]) -> str:
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "\n".join((f"[[{table}]]", f'id = "{id_}"', _DATED, *lines))
