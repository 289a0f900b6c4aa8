"""What the command about the archive box says: made, verified, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json
from lzfx.messages import in_fours, word

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.archive import Archived
    from lzfx.steps.archive_check import BoxVerified
    from lzfx.steps.archive_open import BoxOpened

_GROUPS = 16
"""A whole SHA-256 in groups of four."""


def archived(done: Archived, *, as_json: bool) -> None:
    """Where the box is and its code, or why nothing was written."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.folder is None:
        out.print(word("archive-not-done", count=len(done.findings)))
        out.print(findings_table(grouped(done.findings), with_file=True))
        return
    counts = {"items": done.items, "files": done.files}
    out.print(word("archive-done", path=str(done.folder), **counts))
    out.print(word("archive-code", code=in_fours(done.code, _GROUPS)))
    if done.hidden:
        out.print(word("archive-hidden", count=done.hidden))
    out.print(word("archive-key"))
    if done.remarks:
        out.print(findings_table(grouped(done.remarks), with_file=True))


def verified(done: BoxVerified, *, as_json: bool) -> None:
    """What was compared, and every file that is altered, missing or added."""
    if as_json:
        print_json(done)
        return
    out = console()
    counts = {"files": done.files, "items": done.items, "actions": done.actions}
    out.print(word("archive-verified", **counts))
    if done.findings:
        out.print(word("verified-faults", count=len(done.findings)))
        out.print(findings_table(grouped(done.findings), with_file=True))
    else:
        out.print(word("archive-verified-clean"))
    out.print(f"{word('archive-column-code')}：{in_fours(done.code, _GROUPS)}")


def opened(done: BoxOpened, *, as_json: bool) -> None:
    """Where the copy is, and what can be done in it."""
    if as_json:
        print_json(done)
        return
    at = done.up_to[:16].replace("T", " ")
    console().print(word("archive-opened", path=str(done.folder), files=done.files, at=at))
