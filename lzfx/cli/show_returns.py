"""What `lzfx why` says: one point from its cells to its level, or what somebody returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.finding import Severity
from lzfx.session.moved import WayOfPoint
from lzfx.steps.why import PointTrace, SubjectTrace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lzfx.model.ledger import Delivery
    from lzfx.session.measures_told import TracedMeasure
    from lzfx.session.opinions_told import TracedOpinion
    from lzfx.session.warnings_traced import TracedWarning
    from lzfx.steps.why import TracedDecision, TracedReturn, TracedValue


def explained(done: PointTrace | SubjectTrace, *, as_json: bool) -> None:
    """One point from its cells to its level, or every return of a subject with its cells."""
    if as_json:
        print_json(done)
        return
    out = console()
    if isinstance(done, PointTrace):
        _point(out, done)
        return
    for one in done.returns:
        out.print(Text(word("why-return", name=done.name, form=one.form), style="bold"))
        _returned(out, one)


def _returned(out: Console, one: TracedReturn) -> None:
    out.print(word("why-file", file=one.file, original=one.original, sha256=one.sha256[:12]))
    _values(out, one.header)
    for each in one.tables:
        for number, row in enumerate(each.rows, start=1):
            out.print(word("why-row", sheet=each.sheet, number=number))
            _values(out, row)
    _versions(out, one.returned)


def _values(out: Console, values: tuple[TracedValue, ...]) -> None:
    columns = ((word("column-title"), 1.6), (word("column-value"), 6), (word("column-cell"), 1.6))
    if values:
        cells = ((v.title, v.value, f"{v.sheet} {v.cell}".strip()) for v in values)
        out.print(table(columns, cells))


def _point(out: Console, done: PointTrace) -> None:
    out.print(
        Text(word("why-title", point=done.point_id, unit=done.unit, post=done.post), style="bold")
    )
    out.print(word("why-level", level=done.level, color=done.color, monitor=done.monitor))
    out.print(word("why-because", because=done.because))
    _decisions(out, done)
    _way(out, done.way)
    out.print(word("why-file", file=done.file, original=done.original, sha256=done.sha256[:12]))
    _values(out, done.values)
    _measures(out, done.measures)
    _opinions(out, done.opinions)
    _warnings(out, done.warnings)
    _versions(out, done.returned)


def _way(out: Console, way: WayOfPoint) -> None:
    """The units that had the point before, and the moves on record."""
    if way.units:
        out.print(word("move-was-in", names="→".join(way.units)))
    for one in way.moves:
        told = {"on": one.on, "what": one.what, "to": one.to, "by": one.by, "why": one.why}
        paper = word("move-paper", paper=one.paper) if one.paper else ""
        out.print(word("move-step", **told, paper=paper))


def _measures(out: Console, told: tuple[TracedMeasure, ...]) -> None:
    """How each measure of the point stands, as its unit said last."""
    if not any(one.quarter for one in told):
        return
    out.print(word("why-measures", count=len(told)))
    columns = (
        (word("column-code"), 0),
        (word("measures-text"), 3.4),
        (word("measures-owner"), 1.6),
        (word("measures-often"), 0),
        (word("measures-due"), 0),
        (word("column-state"), 0),
        (word("measures-quarter"), 1.6),
    )
    rows = (
        (one.code, one.text, one.owner, one.often, one.due, one.state, one.quarter) for one in told
    )
    out.print(table(columns, rows))


def _opinions(out: Console, said: tuple[TracedOpinion, ...]) -> None:
    """Who said what of the point, hand by hand."""
    if not said:
        return
    out.print(word("why-opinions", count=len(said)))
    columns = (
        (word("column-hand"), 0),
        (word("column-by"), 1.6),
        (word("column-opinion"), 0),
        (word("column-proposed"), 3.4),
        (word("column-answer"), 2.2),
        (word("column-cell"), 1.6),
    )
    rows = (
        (
            one.hand,
            "\n".join(text for text in (one.by, one.on, one.paper) if text),
            one.opinion,
            "；".join(text for text in _proposed(one) if text),
            "；".join(text for text in _answered(one) if text),
            f"{one.sheet} {one.cell}",
        )
        for one in said
    )
    out.print(table(columns, rows))


def _warnings(out: Console, told: tuple[TracedWarning, ...]) -> None:
    """Every warning about the point, and where it stands."""
    for one in told:
        known = {"number": one.number, "issued": one.issued_on, "due": one.deadline}
        out.print(word("warning-told", state=one.state, **known))
        if one.days_late:
            out.print(word("warning-told-late", days=one.days_late))
        if one.follows:
            out.print(word("warning-told-follows", number=one.follows))


def _proposed(one: TracedOpinion) -> Iterator[str]:
    """What was proposed, and why, each in words."""
    yield one.level
    yield one.text.rstrip("。；")
    yield word("opinion-because", reason=one.reason.rstrip("。")) if one.reason else ""
    yield word("opinion-votes", votes=one.votes) if one.votes else ""
    yield word("opinion-changed") if one.changed else ""


def _answered(one: TracedOpinion) -> Iterator[str]:
    """What the unit answered and why, and what became of it."""
    yield "，".join(text for text in (one.answer, one.answered_on) if text)
    yield one.answer_reason.rstrip("。")
    yield one.became


def _decisions(out: Console, done: PointTrace) -> None:
    """Every decision that was ever made of the point, and whether it counts."""
    if not done.decisions:
        return
    out.print(word("recording-story", declared=done.declared or "—", ruled=done.by_rule or "—"))
    columns = (
        (word("recording-column-who"), 2.4),
        (word("recording-column-outcome"), 1.4),
        (word("recording-column-reason"), 2.4),
        (word("recording-column-holds"), 2.0),
        (word("column-cell"), 1.6),
    )
    out.print(table(columns, map(_told, done.decisions)))


def _told(one: TracedDecision) -> tuple[str, ...]:
    stage = word(screen_word(f"recording-stage-{one.stage}"))
    who = "，".join(filter(None, (f"{stage}：{one.by}", one.on, one.paper)))
    outcome = f"{one.outcome}：{one.level}" if one.level else one.outcome
    holds = word(screen_word(f"recording-holds-{one.holds}"), until=one.until, undone=one.undone)
    return who, outcome, one.reason, holds, one.place


def _versions(out: Console, returned: tuple[Delivery, ...]) -> None:
    """Every file that came, what became of it, and of those that went back where each fault is."""
    out.print(word("why-versions", count=len(returned)))
    for number, one in enumerate(returned, start=1):
        outcome = word(screen_word(f"outcome-{one.outcome}"))
        parts = [f"  {number}. {one.at.replace('T', ' ')}", one.file, f"【{outcome}】"]
        if one.answer:
            parts.append(word("collected-counts", errors=one.errors, queries=one.queries))
            parts.append(word("collected-answer", file=one.answer))
        out.print("  ".join(parts))
        told = [f for f in one.findings if f.severity is not Severity.ADVICE and one.answer]
        if told:
            out.print(findings_table(grouped(told)))
