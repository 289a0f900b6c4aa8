"""What `lzfx init` says of an existing plan: what was read, what was taken over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lzfx.checks.grouping import grouped
from lzfx.cli import show
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.messages import word
from lzfx.model.codes import screen_word
from lzfx.model.excerpt import ExcerptKind

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.plan_excerpt import PlanRead, PlanTaken

_LONGEST = 60


def plan_read(folder: Path, plan: str, done: PlanRead, *, as_json: bool) -> None:
    """What the plan says, each with its sentence; what it does not; what to do next."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.file is None:
        out.print(word("plan-not-read", plan=plan))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    columns = (
        (word("plan-column-item"), 0),
        (word("plan-column-value"), 3.0),
        (word("plan-column-paragraph"), 0),
        (word("plan-column-sentence"), 3.0),
    )
    rows = (
        (_item(one.kind), _short(one.value), str(one.paragraph), _short(one.sentence))
        for one in done.excerpts
    )
    out.print(table(columns, rows))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
    if done.missing:
        out.print(word("plan-missing", items="、".join(map(_item, done.missing))))
    out.print(word("plan-read", plan=plan, count=len(done.excerpts), file=str(done.file)))
    out.print(word("plan-read-next", folder=str(folder), file=str(done.file)))


def plan_taken(done: PlanTaken, *, as_json: bool) -> None:
    """The new workspace, or why there is none."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.started is None:
        out.print(word("plan-not-taken"))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    if done.elsewhere:
        out.print(word("plan-elsewhere"))
        for one in done.elsewhere:
            out.print(f"  {one.value}")
    show.started(done.started, as_json=False)


def _item(kind: ExcerptKind) -> str:
    return word(screen_word(f"plan-item-{kind.replace('_', '-')}"))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
