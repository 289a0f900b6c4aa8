"""What the commands about the record and its prints say: verify, log, backup, rebuild, check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lzfx.checks.grouping import grouped
from lzfx.cli.paper import console, findings_table, print_json, table
from lzfx.files.workspace import FOLDERS
from lzfx.messages import in_fours, sentences, word
from lzfx.model.codes import ScreenWord
from lzfx.model.finding import Finding, Severity

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.steps.adopt import Adopted, Claim
    from lzfx.steps.backup import BackedUp
    from lzfx.steps.check import Proofread
    from lzfx.steps.lock import Locked
    from lzfx.steps.log import Log
    from lzfx.steps.rebuild import Rebuilt
    from lzfx.steps.recover import Recovered
    from lzfx.steps.restore import Restored
    from lzfx.steps.verify import Verified


def verified(done: Verified, *, as_json: bool) -> None:
    """What was compared, and every difference."""
    if as_json:
        print_json(done)
        return
    out = console()
    counts = {"originals": done.originals, "returns": done.returns}
    out.print(word("verified", values=done.values, actions=done.actions, **counts))
    if done.findings:
        out.print(word("verified-faults", count=len(done.findings)))
        out.print(findings_table(grouped(done.findings), with_file=True))
    else:
        out.print(word("verified-clean"))
    if done.head:
        out.print(word("status-anchor", head=in_fours(done.head)))


def locked(done: Locked, *, as_json: bool) -> None:
    """Whether returns are taken in from now on."""
    if as_json:
        print_json(done)
        return
    console().print(word("locked" if done.locked else "unlocked"))


def logged(done: Log, *, as_json: bool) -> None:
    """What was done: when, who, what."""
    if as_json:
        print_json(done)
        return
    out = console()
    if done.entries:
        columns = ((word("column-at"), 0), (word("column-by"), 0), (word("column-act"), 1))
        rows = ((one.at[:16].replace("T", " "), one.by, one.says) for one in done.entries)
        out.print(table(columns, rows))
    name: ScreenWord = "logged"
    if done.asked:
        name = "logged-of" if done.entries else "logged-nothing"
    out.print(word(name, count=len(done.entries), total=done.total, value=done.asked))


def backed_up(done: BackedUp, *, checked: bool, as_json: bool) -> None:
    """Where the backup is, and that it was restored, not only written."""
    if as_json:
        print_json(done)
        return
    out = console()
    counts = {"originals": done.verified.originals, "returns": done.verified.returns}
    name: ScreenWord = "backup-checked" if checked else "backed-up"
    actions = done.verified.actions
    out.print(word(name, path=str(done.file), files=done.files, actions=actions, **counts))
    if done.findings:
        out.print(word("verified-faults", count=len(done.findings)))
        out.print(findings_table(grouped(done.findings), with_file=True))
    else:
        out.print(word("verified-clean" if checked else "backed-up-clean"))


def rebuilt(done: Rebuilt, *, as_json: bool) -> None:
    """What was made anew, and whether it is the same."""
    if as_json:
        print_json(done)
        return
    out = console()
    out.print(word("rebuilt", returns=done.returns, numbers=done.numbers, path=str(done.file)))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
    else:
        out.print(word("rebuilt-clean"))


def recovered(done: Recovered, *, as_json: bool) -> None:
    """What was brought back, what is missing, and what to do next."""
    if as_json:
        print_json(done)
        return
    out = console()
    counts = {"returns": done.returns, "numbers": done.numbers, "actions": done.actions}
    at = done.up_to[:16].replace("T", " ")
    out.print(word("recovered", path=str(done.file), at=at, **counts))
    if done.aside is not None:
        out.print(word("recovered-aside", path=str(done.aside)))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
    else:
        out.print(word("recovered-clean"))
    again = any(one.code.startswith(("original-", "copy-older")) for one in done.findings)
    out.print(word("recovered-collect" if again else "recovered-next"))


def restored(done: Restored, *, as_json: bool) -> None:
    """What was restored, where the old state lies, what the backup lacked, what comes next."""
    if as_json:
        print_json(done)
        return
    out = console()
    counts = {"files": done.files, "originals": done.originals, "returns": done.returns}
    at, actions = done.up_to[:16].replace("T", " "), done.actions
    places = {"path": str(done.file), "folder": str(done.folder)}
    out.print(word("restored", at=at, actions=actions, **places, **counts))
    if done.aside is not None:
        out.print(word("restored-aside", path=str(done.aside)))
    if done.lacking:
        out.print(word("restored-lacking", names="、".join(done.lacking)))
    else:
        out.print(word("restored-whole"))
    if done.findings:
        out.print(findings_table(grouped(done.findings), with_file=True))
    out.print(word("restored-issue" if FOLDERS["outbox"] in done.lacking else "restored-next"))


def claimed(found: Sequence[Claim], *, as_json: bool) -> None:
    """The files that a person must look at before they are taken without proof."""
    if as_json:
        print_json(found)
        return
    out = console()
    out.print(word("adopt-asked", count=len(found)))
    columns = ((word("column-file"), 1), (word("column-unit"), 0), (word("adopt-form"), 0))
    out.print(table(columns, ((one.file, one.unit, one.form) for one in found)))
    out.print(word("adopt-confirm"))


def keys_adopted(done: Adopted, *, as_json: bool) -> None:
    """Which keys count from now on; what came of the files that waited is shown after it."""
    if not as_json:
        marks = "、".join(done.fingerprints)
        console().print(word("adopted-key", keys=len(done.fingerprints), fingerprints=marks))


def proofread(done: Sequence[Proofread], *, as_json: bool) -> None:
    """Each printed file: sound, or with its faults page by page."""
    if as_json:
        print_json(done)
        return
    out = console()
    for one in done:
        out.print(word("checked-sound" if one.sound else "checked-faults", name=one.file.name))
        if not one.known:
            out.print(word("checked-unknown"))
        faults = [each for each in one.findings if each.severity is not Severity.ADVICE]
        if faults:
            out.print(findings_table(grouped(faults)))
        for advice in _by_code(one.findings):
            says, do = sentences(advice[0])
            pages = "、".join(dict.fromkeys(each.where.sheet for each in advice))
            out.print(word("checked-advice", count=len(advice), pages=pages, says=says, do=do))


def _by_code(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Advice, grouped by code, so that the same on several pages is shown once."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        if one.severity is Severity.ADVICE:
            found.setdefault(one.code, []).append(one)
    return list(found.values())
