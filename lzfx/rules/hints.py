"""What a reviewer should look at again: declared against computed (G5), the factors (G12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Labels
from lzfx.model.risk import Graded
from lzfx.rules.definitions import Rules
from lzfx.rules.reasons import rule_name, text_of
from lzfx.rules.tables import Decide, Fact, decider


def hints(graded: Iterable[Graded], rules: Rules, labels: Labels, day: date) -> tuple[Finding, ...]:
    """Findings at the cells of the returns, point by point; nothing of them changes a level.

    `level-differs` is a QUERY while the unit gave no reason for its level, ADVICE when it did;
    `level-may-be-low` and `level-may-be-high` are ADVICE.
    """
    ask = decider(rules.hint, day)
    return tuple(found for one in graded for found in _of_point(one, ask, labels))


def _of_point(one: Graded, ask: Decide, labels: Labels) -> Iterator[Finding]:
    if one.differs and one.level is not None:
        yield _differs(one, labels)
    facts: dict[str, Fact] = {
        key: value for key, value in one.point.values.items() if isinstance(value, str | tuple)
    }
    facts["level"] = str(one.level) if one.level else None
    hinted = ask(facts)
    if hinted is not None:
        params = {
            "point": one.point.point_id,
            "name": one.point.values.get("name") or "",
            "level": text_of(labels, "declared_level", facts["level"]),
            "clause": hinted.rule.clause,
            "rules": rule_name(hinted.rule.id),
        }
        yield Finding(hinted.then, place_of(one, "conduct"), params, Severity.ADVICE)


def _differs(one: Graded, labels: Labels) -> Finding:
    reason = one.point.values.get("reason") or ""
    params = {
        "point": one.point.point_id,
        "name": one.point.values.get("name") or "",
        "declared": text_of(labels, "declared_level", one.declared),
        "computed": text_of(labels, "declared_level", one.level),
        "conduct": text_of(labels, "conduct", one.point.values.get("conduct")),
        "clause": one.because[0].clause if one.because else "",
        "reason": reason,
    }
    severity = Severity.ADVICE if reason else Severity.QUERY
    return Finding("level-differs", place_of(one, "declared_level"), params, severity)


def place_of(one: Graded, field: str) -> Where:
    """The cell of the return a value of the point came from; empty when it came from none."""
    source = one.point.sources.get(field)
    return Where(source.file, source.sheet, source.cell) if source else Where()
