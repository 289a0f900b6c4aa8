"""What the commands between offices say: bundle, rollup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.cli.show import roster_said
from lzfx.messages import in_fours, word
from lzfx.model.bundle import SEAL_GROUPS
from lzfx.model.codes import screen_word
from lzfx.model.finding import Finding
from lzfx.rules.gathered import Standing

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.bundle import BundleMade
    from lzfx.steps.rollup import RolledUp
    from lzfx.steps.rollup_why import RolledPoint

_TOLD = 20
"""The most changes that the screen lists; the workbook has them all."""


def bundled(said: Sequence[Finding], done: BundleMade, *, as_json: bool) -> None:
    """Which file was written, its code, and what is to be stamped."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if done.findings:
        out.print(word("bundle-refused"))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    edition = (
        word("edition-number", number=done.edition)
        if done.edition
        else word("bundle-draft", mark=done.mark)
    )
    out.print(word("bundle-made", edition=edition, units=done.units, points=done.points))
    for file in (done.file, *done.papers):
        out.print(f"  {file}")
    out.print(word("bundle-code", code=done.code))
    if done.differs:
        out.print(word("bundle-differs"))
    if done.missing:
        out.print(word("bundle-missing", units=done.missing))
    if done.kept:
        out.print(findings_table(grouped(done.kept), with_file=True))
    out.print(word("bundle-next"))


def rolled_up(done: RolledUp, *, as_json: bool) -> None:
    """What was taken, what was refused and why, what changed, and where the lists are."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(word("rollup-taken", count=len(done.taken), known=done.known))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
    _standings(out, done)
    _changes(out, done)
    if done.files:
        senders = sum(one.counts is not None for one in done.standings)
        out.print(word("rollup-written", senders=senders, points=done.points))
        for file in done.files:
            out.print(f"  {file}")
    elif done.standings:
        out.print(word("rollup-nothing"))
    out.print(word("rollup-next-take" if done.waits else "rollup-next"))


def point_explained(done: RolledPoint, *, as_json: bool) -> None:
    """A point of the list, text by text, with the cell of the return."""
    if as_json:
        print_json(done)
        return
    out = console()
    title = word(
        "rollup-point", sender=done.sender, point=done.point_id, unit=done.unit, post=done.post
    )
    out.print(Text(title, style="bold"))
    out.print(word("why-level", level=done.level, color=done.color, monitor=done.monitor))
    told = {"edition": done.edition, "as_of": done.as_of.replace("T", " ")}
    checked = word("rollup-checked" if done.checked else "rollup-unchecked")
    code = in_fours(done.code, SEAL_GROUPS)
    out.print(word("rollup-from", **told, file=done.bundle.name, code=code, checked=checked))
    columns = ((word("column-title"), 1.6), (word("column-value"), 5), (word("column-cell"), 2.6))
    rows = (
        (one.title, one.value, " ".join(filter(None, (one.file, one.sheet, one.cell))))
        for one in done.values
    )
    out.print(table(columns, rows))
    out.print(word("rollup-further", point=done.point_id))


def _standings(out: Console, done: RolledUp) -> None:
    columns = (
        (word("rollup-sender"), 3),
        (word("rollup-edition"), 0),
        (word("rollup-as-of"), 0),
        (word("rollup-point-count"), 0),
        (word("rollup-seal"), 0),
    )
    rows = [_row(one, done.checked) for one in done.standings]
    if done.standings:
        out.print(table(columns, rows))


def _row(one: Standing, checked: frozenset[str]) -> tuple[str, ...]:
    if one.counts is None:
        return one.sender, word("rollup-waits"), "", "", ""
    told = one.counts.manifest
    edition = word("edition-number", number=told.edition) if told.edition else told.mark
    is_checked = one.counts.digest in checked
    as_of = told.as_of[:16].replace("T", " ")
    seal = word("rollup-checked" if is_checked else "rollup-unchecked")
    return one.sender, edition, as_of, str(told.points), seal


def _changes(out: Console, done: RolledUp) -> None:
    by_sender: dict[str, Counter[str]] = {}
    for one in done.changes:
        by_sender.setdefault(one.sender, Counter())[one.change] += 1
    for sender, found in by_sender.items():
        said = "、".join(
            word(screen_word(f"rollup-change-{kind}"), count=count) for kind, count in found.items()
        )
        out.print(word("rollup-changes", sender=sender, said=said))
    for one in done.changes[:_TOLD]:
        told = {"point": one.point_id, "name": one.name, "field": one.field}
        line = word(screen_word(f"rollup-change-line-{one.change}"), **told,
                    before=one.before, after=one.after)  # fmt: skip
        out.print(f"  {line}")
