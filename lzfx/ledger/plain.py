"""Records as JSON text and back: fillings and findings have no columns of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from lzfx.model.filling import Filling
from lzfx.model.finding import Finding, Severity, Where


def filling_text(filling: Filling) -> str:
    """A filling without its identity, which the key gives again."""
    tables = {name: [dict(row) for row in rows] for name, rows in filling.tables.items()}
    roster = {name: list(labels) for name, labels in filling.roster.items()}
    return _json({"header": dict(filling.header), "tables": tables, "roster": roster})


def filling_of(text: str) -> Filling:
    """The filling again."""
    plain = json.loads(text)
    return Filling(
        header=plain["header"],
        tables={name: tuple(rows) for name, rows in plain["tables"].items()},
        roster={name: tuple(labels) for name, labels in plain["roster"].items()},
    )


def findings_text(findings: Iterable[Finding]) -> str:
    """Findings with their places and parameters; what is no JSON value becomes its text."""
    return _json(
        [
            [one.code, one.severity, one.where.file, one.where.sheet, one.where.cell, one.params]
            for one in findings
        ]
    )


def findings_of(text: str) -> tuple[Finding, ...]:
    """The findings again."""
    return tuple(
        Finding(code, Where(file, sheet, cell), params, Severity(severity))
        for code, severity, file, sheet, cell, params in json.loads(text)
    )


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON takes
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
