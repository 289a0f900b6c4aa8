"""What each command says when it is done."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lzfx.checks.grouping import grouped
from lzfx.checks.versions import LOOKED_AT
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.files.workspace import FOLDERS, REPORTS, ROSTER, SETTINGS
from lzfx.files.writing import write_atomic
from lzfx.ledger.queries import head
from lzfx.messages import in_fours, sentences, word
from lzfx.model.codes import FindingCode, ScreenWord, screen_word
from lzfx.model.finding import Finding, Severity
from lzfx.model.ledger import WAITING, Delivery, Outcome
from lzfx.model.said import said_as
from lzfx.rules.duties import few

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.session.collection import Collected
    from lzfx.session.opening import Session
    from lzfx.steps.issue import Issued
    from lzfx.steps.mailed import Mailed
    from lzfx.steps.send import DraftFolder, SentDrafts
    from lzfx.steps.start import Started
    from lzfx.steps.table import FormTable

_LISTED = 40
_TOLD: tuple[FindingCode, ...] = ("read-as-choice",)
"""Advice that is told one by one: another word was taken for one of the choices."""


def started(done: Started, *, as_json: bool) -> None:
    """A new workspace: what to fill in, what to run next."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(word("started", path=str(done.workspace.root)))
    rows = [(SETTINGS, word("started-settings")), (ROSTER, word("started-roster"))]
    rows += [(f"{name}/", word(screen_word(f"folder-{key}"))) for key, name in FOLDERS.items()]
    out.print(table((("", 0), ("", 1)), rows))
    if done.inherited:
        out.print(word("started-inherited", count=done.inherited))
        if done.edition:
            out.print(word("edition-inherited", number=done.edition))
        else:
            out.print(word("edition-inherited-none"))
        if done.otherwise:
            ids = few(done.otherwise)
            out.print(word("edition-inherited-otherwise", count=len(done.otherwise), ids=ids))
        if done.decided:
            ids = few(done.decided)
            out.print(word("edition-inherited-decided", count=len(done.decided), ids=ids))
    if done.moved:
        out.print(word("started-moved"))
        columns = (
            (word("settings-column-name"), 3.0),
            (word("column-before"), 3.0),
            (word("column-after"), 3.0),
            (word("column-remark"), 0),
        )
        weekend = word("started-weekend")
        told = (
            (
                one.name,
                one.before,
                one.after or word("started-emptied"),
                weekend if one.weekend else "",
            )
            for one in done.moved
        )
        out.print(table(columns, told))
    out.print(word("started-next"))


def roster_said(out: Console, said: Sequence[Finding]) -> None:
    """What there is to say before the command: of the clock, and of a roster that was read anew."""
    of_roster = [one for one in said if one.where.file == ROSTER]
    others = [one for one in said if one.where.file != ROSTER]
    for one in others:
        out.print("".join(sentences(one)))
    if of_roster:
        out.print(word("roster-said"))
        out.print(findings_table(grouped(of_roster)))


def _kept_in(out: Console, findings: Sequence[Finding]) -> bool:
    """Say why nothing went out, if so."""
    if findings:
        out.print(word("kept-in", count=len(findings)))
        out.print(findings_table(grouped(findings), with_file=True))
    return bool(findings)


def issued(said: Sequence[Finding], done: Issued, *, as_json: bool) -> None:
    """The workbooks that were written."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if _kept_in(out, done.findings):
        return
    fresh = sum(one.new for one in done.files)
    count = len(done.files)
    out.print(word("issued", form=done.form, count=count, fresh=fresh, folder=done.folder))
    columns = ((word("column-unit"), 2.0), (word("column-file"), 5.0), (word("column-points"), 0))
    shown = done.files[:_LISTED]
    if shown:
        out.print(table(columns, ((one.name, one.file, str(one.rows or "")) for one in shown)))
    elif not done.settled:
        out.print(word("nobody-to-fill"))
    if count > _LISTED:
        out.print(word("issued-more", count=count - _LISTED))
    if done.settled:
        out.print(word("issued-settled", count=done.settled))


def tabled(said: Sequence[Finding], done: FormTable, *, as_json: bool) -> None:
    """The table of a form: its files, and how many rows are in them."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    told: ScreenWord = "tabled" if done.returns else "tabled-none"
    out.print(word(told, form=done.form, count=done.returns))
    rows = [("", "", done.file.name)]
    rows += [(one.sheet, str(one.rows), one.csv.name) for one in done.sheets]
    columns = ((word("column-sheet"), 1.6), (word("column-rows"), 0), (word("column-file"), 5.0))
    out.print(table(columns, rows))
    if done.kept:
        out.print(findings_table(grouped(done.kept), with_file=True))
    out.print(word("tabled-next", folder=str(done.file.parent)))


def sent(said: Sequence[Finding], done: SentDrafts, *, as_json: bool) -> None:
    """The drafts that were written, and where to click."""
    if as_json:
        print_json(done)
        return
    out = console()
    roster_said(out, said)
    if _kept_in(out, done.findings):
        return
    told: tuple[tuple[ScreenWord, DraftFolder | None], ...] = (
        ("sent-issue", done.issued),
        ("sent-reply", done.replies),
    )
    for name, one in told:
        if one is not None:
            out.print(word(name, count=one.drafts, new=one.new, path=str(one.index)))
            if one.without_address:
                out.print(word("sent-lacking", units=one.without_address))
    if done.slips:
        out.print(word("sent-slips", count=len(done.slips), path=str(done.slips[0].parent)))
    if done.issued is None and done.replies is None:
        out.print(word("sent-nothing"))
    elif any(one.new for _, one in told if one is not None):
        out.print(word("sent-next"))


def mailed(done: Mailed, *, as_json: bool) -> None:
    """The letters that are now on record as sent."""
    if as_json:
        print_json(done)
        return
    out = console()
    columns = ((word("column-unit"), 2.0), (word("column-letter"), 2.0))
    if done.letters:
        out.print(
            table(columns, ((one.name or word("act-nobody"), one.letter) for one in done.letters))
        )
    out.print(word("mailed", count=len(done.letters), left=done.left))


def progress(work: Iterator[Collected]) -> Collected:
    """Run a collection to its end; on a terminal the count is shown."""
    out = console(sys.stderr)
    done = None
    with out.status(word("progress-collect", count=0)) as watched:
        for done in work:
            watched.update(word("progress-collect", count=len(done.deliveries)))
    assert done is not None  # noqa: S101 - a collection gives its state at least once
    return done


def collected(session: Session, done: Collected, *, dry_run: bool, as_json: bool) -> None:
    """Every file with its findings; a full report is also written to a file."""
    if as_json:
        facts = {"known": done.known, "resumed": done.resumed, "report": done.report}
        print_json(
            {"deliveries": done.deliveries, "points": done.points, "rows": done.rows, **facts}
        )
        return
    out = console()
    roster_said(out, session.said)
    if not done.deliveries and not done.known:
        out.print(word("collected-nothing"))
        return
    _collection(out, session, done, everything=False)
    if dry_run:
        out.print(word("collected-dry"))
        return
    if done.deliveries:
        out.print(word("collected-report", path=_report(session, done)))


def _report(session: Session, done: Collected) -> str:
    """Write the report as a text file, with advice that the screen only counts; gives its name."""
    text = io.StringIO()
    paper = console(text)
    _collection(paper, session, done, everything=True)
    paper.print(word("status-anchor", head=in_fours(head(session.ledger))))
    name = f"{word('report-name')} {session.now:%Y-%m-%d %H%M%S}.txt"
    path = session.workspace.root / REPORTS / name
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    # The mark at the beginning tells Notepad that the file is UTF-8.
    write_atomic(path, ("\ufeff" + "\r\n".join(lines)).encode())
    return str(path.relative_to(session.workspace.root))


def _collection(out: Console, session: Session, done: Collected, *, everything: bool) -> None:
    for outcome in Outcome:
        files = done.of(outcome)
        if files:
            out.print(Text(f"【{word(screen_word(f'outcome-{outcome}'))}】", style="bold"))
        if files and outcome is Outcome.REFUSED:
            told = (finding for one in files for finding in one.findings)
            out.print(findings_table(grouped(told), with_file=True))
            continue
        for one in files:
            _delivery(out, session, one, done, everything=everything)
    counts = {outcome.value: len(done.of(outcome)) for outcome in Outcome}
    counts["waiting"] = sum(counts[one] for one in WAITING)
    if done.resumed:
        out.print(word("collected-resumed", count=done.resumed))
    out.print(word("collected", seen=len(done.deliveries) + done.known, known=done.known, **counts))


def _delivery(
    out: Console, session: Session, one: Delivery, done: Collected, *, everything: bool
) -> None:
    """One file: a line on what became of it, then a table of its findings."""
    form = session.forms.get(one.form)
    name = session.everybody.called(one.subject, form.owed_by) if form else ""
    parts = [name, one.file] if name else [one.file]
    if form is not None and len(session.going_out) > 1 and not form.expected:
        parts.insert(1, f"《{form.title}》")
    if one.sha256 in done.points:
        parts.append(word("collected-points", count=done.points[one.sha256]))
    elif done.rows.get(one.sha256):
        parts.append(word("collected-rows", count=done.rows[one.sha256]))
    if one.answer:
        parts.append(word("collected-counts", errors=one.errors, queries=one.queries))
        parts.append(word("collected-answer", file=one.answer))
    out.print("  ".join(parts))
    if because := done.because.get(one.sha256):
        told = "、".join(word(screen_word(f"rejudged-{part}")) for part in because)
        out.print(f"  {word('rejudged', parts=told)}")
    shown = [f for f in one.findings if everything or _is_told(f)]
    if shown:
        out.print(findings_table(grouped(sorted(shown, key=_order))))
    left = Counter(said_as(f) for f in one.findings if not (everything or _is_told(f)))
    for said, count in left.items():
        out.print(word(screen_word(f"collected-{said}"), count=count))


def _is_told(finding: Finding) -> bool:
    """Whether the screen tells it one by one; the rest is counted, and told in the report."""
    return finding.severity is not Severity.ADVICE or finding.code in (*LOOKED_AT, *_TOLD)


def _order(finding: Finding) -> int:
    """Changes that a person must look at come first, the gravest before the others."""
    return LOOKED_AT.index(finding.code) if finding.code in LOOKED_AT else len(LOOKED_AT)
