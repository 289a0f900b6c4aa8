"""What a reviewer should look at again: declared against computed (G5), the factors (G12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lzfx.model.codes import finding_code
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Labels
from lzfx.model.risk import Graded
from lzfx.rules.evaluator import Evaluator, Values, hint_said
from lzfx.rules.reasons import labels_joined, rule_name

Grounds = Callable[[Values, str, str], str]


def hints(graded: Iterable[Graded], rules: Evaluator, labels: Labels) -> tuple[Finding, ...]:
    """Findings at the cells of the returns, point by point; they never change a level.

    `level-differs` is a QUERY while the unit gave no reason for its level, ADVICE when it did;
    `level-may-be-low` and `level-may-be-high` are ADVICE.
    """
    grounds = rules.grounds_of(labels)
    return tuple(found for one in graded for found in _of_point(one, rules, grounds, labels))


def _of_point(one: Graded, rules: Evaluator, grounds: Grounds, labels: Labels) -> Iterator[Finding]:
    point = one.point
    if one.differs and one.level is not None:
        yield _differs(one, grounds(point.values, point.unit, point.post), labels)
    level = str(one.level) if one.level else None
    facts = rules.facts(point.values, point.unit, point.post)
    hinted = rules.decide_hint({**facts, "level": level})
    if hinted is not None:
        params = {
            "point": point.point_id,
            "name": point.values.get("name") or "",
            "level": labels_joined(labels, "declared_level", level),
            "clause": hinted.rule.clause,
            "rules": rule_name(hinted.rule.id),
            "facts": hint_said(hinted, labels),
        }
        yield Finding(finding_code(hinted.then), _graded_at(one), params, Severity.ADVICE)


def _graded_at(one: Graded) -> Where:
    """The first cell on which the level of the point rests, else that of the declared level."""
    looked = (wanted.fact for wanted in one.because[0].looked) if one.because else ()
    fact = next((name for name in looked if name in one.point.sources), "declared_level")
    return source_place(one, fact)


def _differs(one: Graded, grounds: str, labels: Labels) -> Finding:
    reason = one.point.values.get("reason") or ""
    params = {
        "point": one.point.point_id,
        "name": one.point.values.get("name") or "",
        "declared": labels_joined(labels, "declared_level", one.declared),
        "computed": labels_joined(labels, "declared_level", one.level),
        "facts": grounds,
        "clause": one.because[0].clause if one.because else "",
        "reason": reason,
    }
    severity = Severity.ADVICE if reason else Severity.QUERY
    return Finding("level-differs", source_place(one, "declared_level"), params, severity)


def source_place(one: Graded, field: str) -> Where:
    """The cell of the return that a value of the point came from; empty when there is none."""
    source = one.point.sources.get(field)
    return Where(source.file, source.sheet, source.cell) if source else Where()
