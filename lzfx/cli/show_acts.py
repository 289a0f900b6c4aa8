"""What the commands say that record acts of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json
from lzfx.messages import word
from lzfx.model.codes import ScreenWord, screen_word
from lzfx.model.finding import Severity

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.model.edition import Act
    from lzfx.steps.acts import ActRecorded
    from lzfx.steps.record import Recorded


def recorded(done: ActRecorded, *, as_json: bool) -> None:
    """Who did what on which day, about which print, and whether that is still what there is."""
    if as_json:
        print_json(done)
        return
    out = console()
    day = f"{done.on}至{done.until}" if done.until else str(done.on)
    told = {"body": done.body, "day": day, "paper": done.paper, "document": done.document}
    out.print(word("recorded", **told, act=_called(done.act), printed=done.printed))
    if done.edition:
        out.print(word("recorded-edition", number=done.edition, day=str(done.on)))
    if done.unshown:
        out.print(word("recorded-unshown"))
    if done.missing:
        out.print(word("recorded-missing", units=done.missing))
    out.print(word("recorded-next" if done.current else "recorded-other"))


def entered(done: Recorded, *, as_json: bool) -> None:
    """How many decisions were entered; or all faults, each at its cell, and that none was."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.before is not None:
        at, by = done.before.at[:16].replace("T", " "), done.before.by
        out.print(word("recording-known-sheet", file=done.file, at=at, by=by))
        return
    if done.faulty:
        count = sum(one.severity is not Severity.ADVICE for one in done.findings)
        name: ScreenWord = "recording-faults" if done.file else "recording-faults-plain"
        out.print(word(name, file=done.file, count=count))
    elif not done.taken and not done.revoked:
        out.print(word("recording-nothing-new"))
    elif done.file:
        told = {"by": done.by, "on": done.on, "taken": done.taken, "revoked": done.revoked}
        out.print(word("recording-done", **told))
    else:
        out.print(word("recording-revoked", by=done.by, revoked=done.revoked))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))


def taken_back(act: Act, edition: int, *, as_json: bool) -> None:
    """That the act is no longer on record as done, and from which edition is printed now."""
    if as_json:
        print_json({"act": act, "undone": True, "edition": edition})
        return
    name: ScreenWord = "taken-back-edition" if edition else "taken-back"
    console().print(word(name, act=_called(act), number=edition))


def _called(act: Act) -> str:
    return word(screen_word(f"done-{act}"))
