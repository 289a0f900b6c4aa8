"""What the commands about risk points say: merge, grade, why, publish, status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.cli.show import roster_said
from lzfx.documents.document_kind import OfMaster
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.reprint import page_ranges
from lzfx.messages import in_fours, word
from lzfx.model.finding import Finding
from lzfx.rules.workflow import Next, State

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.session.opening import Session
    from lzfx.session.progress import Progress
    from lzfx.steps.grade import Grades
    from lzfx.steps.merge import MergedTable
    from lzfx.steps.publish import Published
    from lzfx.steps.specimen import SpecimensPrinted
    from lzfx.steps.status import Status
    from lzfx.steps.why import Why

_STATE_STYLES = {
    State.SENT_BACK: "red",
    State.CORRECTING: "red",
    State.ACCEPTED: "green",
    State.MERGED: "green",
}


def merged(said: Sequence[Finding], done: MergedTable, *, as_json: bool) -> None:
    """How many points, what is new, who is missing."""
    graded = done.graded
    if as_json:
        facts = {"file": done.file, "missing": done.missing, "summary": done.summary}
        print_json({**facts, "findings": graded.findings, "points": len(graded.master.graded)})
        return
    out = console()
    roster_said(out, said)
    fresh, dropped = len(graded.merged.new_ids), len(graded.merged.dropped)
    out.print(word("merged", summary=done.summary, fresh=fresh, dropped=dropped))
    out.print(word("merged-file", path=str(done.file)))
    if graded.merged.findings:
        out.print(findings_table(grouped(graded.merged.findings), with_file=True))
    if done.missing:
        out.print(word("merged-missing", units=done.missing))
    out.print(word("merged-next"))


def graded(said: Sequence[Finding], done: Grades, *, everything: bool, as_json: bool) -> None:
    """Points whose declared level is another than the computed one (or all), and the units."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if not done.lines:
        out.print(word("graded-none"))
        return
    differing = [one for one in done.lines if one.differs]
    columns = (
        (word("column-code"), 0),
        (word("column-unit"), 2.0),
        (word("column-name"), 2.4),
        (word("column-declared"), 0),
        (word("column-level"), 0),
        (word("column-color"), 0),
        (word("column-monitor"), 2.4),
        (word("column-because"), 5.0),
    )
    rows = (
        (o.point_id, o.unit, o.name, o.declared, o.level, o.color, o.monitor, o.because)
        for o in (done.lines if everything else differing)
    )
    if everything or differing:
        out.print(table(columns, rows))
    out.print(word("units-levels"))
    out.print(table(((word("column-unit"), 0), (word("column-level"), 0)), done.units))
    # Where declared and computed differ is what the table above shows, with the reasons.
    others = [one for one in done.findings if one.code != "level-differs"]
    if others:
        out.print(findings_table(grouped(others), with_file=True))
    out.print(word("graded", summary=done.summary, differing=len(differing)))
    out.print(word("graded-next"))


def explained(done: Why, *, as_json: bool) -> None:
    """One point from its cells to its level."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(
        Text(word("why-title", point=done.point_id, unit=done.unit, post=done.post), style="bold")
    )
    out.print(word("why-level", level=done.level, color=done.color, monitor=done.monitor))
    out.print(word("why-because", because=done.because))
    out.print(word("why-file", file=done.file, original=done.original, sha256=done.sha256[:12]))
    columns = ((word("column-title"), 1.6), (word("column-value"), 6), (word("column-cell"), 1.6))
    out.print(
        table(columns, ((v.title, v.value, f"{v.sheet} {v.cell}".strip()) for v in done.values))
    )
    out.print(word("why-versions", count=len(done.versions)))
    for number, one in enumerate(done.versions, start=1):
        out.print(f"  {number}. {one.received_at.replace('T', ' ')}  {one.file}")


def documents(*, as_json: bool) -> None:
    """Every document that can be printed: what it is called, its formats, who may see it."""
    known = {
        kind.name: {"called": kind.called, "formats": kind.formats, "public": kind.public}
        for kind in MADE_OF_MASTER
    }
    if as_json:
        print_json(known)
        return
    out = console()
    out.print(word("documents"))
    columns = (
        (word("column-called"), 0),
        (word("column-document"), 0),
        (word("column-formats"), 0),
        (word("column-remark"), 0),
    )
    out.print(
        table(
            columns,
            (
                (kind.called, kind.name, " ".join(kind.formats), _remark(kind))
                for kind in MADE_OF_MASTER
            ),
        )
    )
    out.print(word("documents-next"))


def _remark(kind: OfMaster) -> str:
    if kind.public:
        return word("document-public")
    return word("document-by-unit") if kind.by_unit else ""


def published(said: Sequence[Finding], done: Published, *, as_json: bool) -> None:
    """What was printed, or what forbids it."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if done.findings:
        out.print(word("published-refused", title=done.title))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    name = "published" if done.files else "compared"
    out.print(word(name, title=done.title, pages=done.pages, points=done.points))
    for file in done.files:
        out.print(f"  {file}")
    _changes(out, done)
    if done.missing:
        out.print(word("published-missing", units=done.missing))
    if done.masked:
        out.print(word("published-masked", count=len(done.masked)))
        out.print(findings_table(grouped(done.masked), with_file=True))
    if done.substituted:
        out.print(word("published-fonts", fonts=done.substituted))
    out.print(word("published-next"))


def _changes(out: Console, done: Published) -> None:
    """Which pages are not as in the last edition."""
    if done.changes is None:
        out.print(word("published-first"))
        return
    day = done.before[:10]
    if not (done.changes.again or done.changes.gone):
        out.print(word("published-same", day=day))
        return
    again, changed = page_ranges(done.changes.again), page_ranges(done.changes.changed)
    out.print(word("published-changed", day=day, again=again or "0", changed=changed or "0"))
    if done.changes.gone:
        out.print(word("published-gone", gone=page_ranges(done.changes.gone)))


def specimens(done: SpecimensPrinted, *, as_json: bool) -> None:
    """Which specimens were printed, and what of the invented data forbids others."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.files:
        out.print(word("specimens", files=len(done.files), pages=done.pages))
        for file in done.files:
            out.print(f"  {file}")
        out.print(word("specimens-invented"))
    if done.findings:
        out.print(word("specimens-refused"))
        out.print(findings_table(grouped(done.findings)))
    if done.substituted:
        out.print(word("published-fonts", fonts=done.substituted))


def standing(session: Session, done: Status, *, as_json: bool) -> None:
    """Each subject's state, what lies about, and the one next command."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, session.said)
    settings = session.campaign
    out.print(Text(word("status-title", name=settings.name, year=settings.year), style="bold"))
    _days(out, session, done)
    columns = (
        (word("column-code"), 0),
        (word("column-unit"), 0),
        (word("column-state"), 0),
        (word("column-errors"), 0),
        (word("column-received"), 0),
        (word("column-file"), 4),
    )
    out.print(table(columns, map(_standing_row, done.standings)))
    out.print(
        "  ".join(f"{word(f'state-{state}')} {count}" for state, count in done.counts.items())
    )
    if done.unread:
        out.print(word("status-unread", count=done.unread))
    if done.refused:
        out.print(word("status-refused", count=len(done.refused)))
        for one in done.refused:
            out.print(f"  {one.file}")
    if done.head:
        out.print(word("status-anchor", head=in_fours(done.head)))
    document = done.documents[0] if done.next is Next.PUBLISH and done.documents else ""
    out.print(Text(word(f"next-{done.next}", document=document), style="bold"))


def _standing_row(one: Progress) -> tuple[str | Text, ...]:
    delivery = one.delivery
    state = Text(word(f"state-{one.state}"), style=_STATE_STYLES.get(one.state, ""))
    received = delivery.at[5:16].replace("T", " ") if delivery else ""
    errors = str(one.errors) if one.errors else ""
    file = delivery.file if delivery else ""
    return one.subject, one.name, state, errors, received, file


def _days(out: Console, session: Session, done: Status) -> None:
    deadline = session.campaign.deadline
    if done.days_left > 0:
        out.print(word("status-left", deadline=deadline, days=done.days_left))
    elif done.days_left == 0:
        out.print(word("status-today"))
    else:
        out.print(word("status-over", deadline=deadline, days=-done.days_left))
