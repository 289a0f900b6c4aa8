"""What the commands about risk points say: merge, grade, why, publish, status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.cli.show import roster_said
from lzfx.documents.document_kind import DocumentKind, OfMaster
from lzfx.documents.registry import DOCUMENTS
from lzfx.documents.reprint import page_ranges
from lzfx.messages import sentences, word
from lzfx.model.codes import ScreenWord, screen_word
from lzfx.model.finding import Finding

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.session.printed import Published
    from lzfx.steps.grade import Grades
    from lzfx.steps.merge import MergedTable
    from lzfx.steps.specimen import SpecimensPrinted


def merged(said: Sequence[Finding], done: MergedTable, *, as_json: bool) -> None:
    """How many points, what is new, who is missing."""
    graded = done.graded
    if as_json:
        facts = {"file": done.file, "missing": done.missing, "summary": done.summary}
        facts |= {"findings": graded.findings, "kept": done.kept}
        print_json({**facts, "points": len(graded.master.graded)})
        return
    out = console()
    roster_said(out, said)
    fresh, dropped = len(graded.merged.new_ids), len(graded.merged.dropped)
    out.print(word("merged", summary=done.summary, fresh=fresh, dropped=dropped))
    out.print(word("merged-file", path=str(done.file)))
    kept_shown(out, done.kept)
    if graded.merged.findings:
        out.print(findings_table(grouped(graded.merged.findings), with_file=True))
    if done.missing:
        out.print(word("merged-missing", units=done.missing))


def graded(said: Sequence[Finding], done: Grades, *, everything: bool, as_json: bool) -> None:
    """Points whose declared level differs from the computed one (or all), and the units."""
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
    # Differences of declared and computed level are in the table above, with the reasons.
    others = [one for one in done.findings if one.code != "level-differs"]
    if others:
        out.print(findings_table(grouped(others), with_file=True))
    out.print(word("graded", summary=done.summary, differing=len(differing)))


def documents(*, as_json: bool) -> None:
    """Every document that can be printed: what it is called, its formats, who may see it."""
    known = {
        kind.name: {"called": kind.called, "formats": kind.formats, "public": kind.public}
        for kind in DOCUMENTS
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
            ((kind.called, kind.name, " ".join(kind.formats), _remark(kind)) for kind in DOCUMENTS),
        )
    )
    out.print(word("documents-next"))


def _remark(kind: DocumentKind) -> str:
    if kind.public:
        return word("document-public")
    if kind.private:
        return word("document-private")
    if not isinstance(kind, OfMaster):
        return word("document-of-returns")
    return word("document-by-unit") if kind.by_unit else ""


def published(said: Sequence[Finding], done: Published, *, as_json: bool) -> None:
    """What was printed, or what forbids it."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if done.nothing:
        for finding in done.nothing:
            out.print(word("published-nothing", title=done.title, why="".join(sentences(finding))))
        return
    if done.findings:
        out.print(word("published-refused", title=done.title))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    _files(out, done)
    _edition(out, done)
    _changes(out, done)
    _draft(out, done)
    if done.missing:
        name: ScreenWord = "published-not-in" if done.of_returns else "published-missing"
        out.print(word(name, units=done.missing, count=len(done.missing)))
    if done.masked:
        out.print(word("published-masked", count=len(done.masked)))
        out.print(findings_table(grouped(done.masked), with_file=True))
    if done.remarks:
        out.print(findings_table(grouped(done.remarks)))
    if done.substituted:
        out.print(word("published-fonts", fonts=done.substituted))


def _files(out: Console, done: Published) -> None:
    """What was printed, into which files, and which of these a person had edited."""
    out.print(_printed(done))
    for file in done.files:
        out.print(f"  {file}")
    kept_shown(out, done.kept)


def _printed(done: Published) -> str:
    """How many pages, and points where it is a list of them."""
    if done.of_returns or not done.points:
        name: ScreenWord = "published-of-returns" if done.files else "published-compared"
        return word(name, title=done.title, pages=done.pages)
    name = "published" if done.files else "compared"
    return word(name, title=done.title, pages=done.pages, points=done.points)


def kept_shown(out: Console, kept: Sequence[Finding]) -> None:
    """Which files a person had edited before they were written anew, if any."""
    if kept:
        out.print(findings_table(grouped(kept), with_file=True))


def _edition(out: Console, done: Published) -> None:
    """Which edition it is, and whether there is more to be printed as a draft."""
    if done.edition:
        out.print(word("published-edition", number=done.edition, day=done.edition_day))
    if done.differs:
        out.print(word("published-differs" if done.edition else "published-next-edition"))


def _draft(out: Console, done: Published) -> None:
    """Why every page of a paper is marked as a draft, and what takes the mark off."""
    if not done.mark:
        return
    for one in done.stale:
        name = word(screen_word(f"done-{one.act}"))
        out.print(word("published-stale", act=name, day=str(one.on), body=one.body))
    acts = tuple(word(screen_word(f"done-{act}")) for act in done.lacking)
    out.print(word("published-draft", mark=done.mark, acts=acts, command=done.command))


def _changes(out: Console, done: Published) -> None:
    """Which pages differ from the last edition."""
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
    """Which specimens were printed, and which faults of the invented data forbid others."""
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
        out.print(findings_table(grouped(done.findings), with_file=True))
    if done.substituted:
        out.print(word("published-fonts", fonts=done.substituted))
