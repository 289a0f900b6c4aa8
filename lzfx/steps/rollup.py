"""`lzfx rollup`: bundles taken into the folder that unites them; what counts is computed anew.

Nothing that was kept is changed. A bundle that is refused leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lzfx.errors import LzfxError
from lzfx.files.rollup_folder import bundles_in, rollup_folder
from lzfx.intake.bundle import points_checked
from lzfx.messages import word
from lzfx.model.bundle import SEAL_GROUPS, BundleChange, BundleHead, Scheme
from lzfx.model.codes import screen_word
from lzfx.model.finding import Finding, Severity, Where
from lzfx.rules.bundle_changes import changes_between
from lzfx.rules.bundle_scheme import differences, fingerprint
from lzfx.rules.gathered import Standing
from lzfx.session.gathering import (
    CHECK,
    START,
    TAKE,
    Gathering,
    OpenedBundle,
    gathering,
    opened_bundle,
)
from lzfx.session.master import without_garbage_collection
from lzfx.session.rollup_outputs import write_rollup

_CODE = re.compile(rf"[0-9a-f]{{{SEAL_GROUPS * 4},64}}")
_PARTS = ("year", "levels", "grading", "fields", "unit_kinds")
_TOLD = 20
"""The most differences of a scheme that are told of one bundle."""


@dataclass(frozen=True, slots=True)
class RollupGiven:
    """What a person gives: files or folders, codes from paper, the code of one to be preferred."""

    files: Sequence[Path] = ()
    codes: Sequence[str] = ()
    take: str = ""
    why: str = ""
    begin: bool = False


@dataclass(frozen=True, slots=True)
class RolledUp:
    """What became of the files, and how the folder stands now.

    `taken` are new bundles, `known` how many files were there already, `changes` what became of
    points of senders whose bundle was replaced in this run. `files` were written anew.
    """

    folder: Path
    taken: tuple[BundleHead, ...] = ()
    known: int = 0
    standings: tuple[Standing, ...] = ()
    checked: frozenset[str] = frozenset()
    points: int = 0
    changes: tuple[BundleChange, ...] = ()
    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a person has to choose between bundles."""
        return any(one.at_odds for one in self.standings)

    @property
    def refused(self) -> bool:
        """Whether something that was given was not taken, or what was kept is damaged."""
        return any(one.severity is Severity.ERROR for one in self.findings)


@dataclass(slots=True)
class _Arrived:
    """Bundles that may be taken, with their bytes and files, and what is wrong with others."""

    fresh: dict[str, tuple[BundleHead, bytes, str]] = field(default_factory=dict)
    known: int = 0
    findings: list[Finding] = field(default_factory=list)


@without_garbage_collection()
def rollup(root: Path, given: RollupGiven, now: datetime, by: str) -> RolledUp:
    """Take bundles in, note codes and choices, and write list, statistics and changes."""
    folder = rollup_folder(root, begin=given.begin)
    before = gathering(folder)
    arrived = _arrived(before, given.files)
    scheme = _of_one_scheme(before.scheme, arrived)
    signed = {"at": now.isoformat(timespec="seconds"), "by": by}
    entries: list[Mapping[str, Any]] = []
    if scheme is not None and before.scheme is None:
        entries.append({**signed, "act": START, "scheme": scheme})
    entries += ({**signed, "act": CHECK, "code": code} for code in _codes(before, arrived, given))
    if given.take:
        entries.append({**signed, "act": TAKE, **_choice(before, given)})
    folder.add(entries)
    for head, data, _ in arrived.fresh.values():
        folder.keep(head, data)
    after = gathering(folder)
    was = {one.sender: one.counts for one in before.standings}
    findings = [*before.damaged, *arrived.findings, *_told(after, arrived)]
    written = write_rollup(after, now, by)
    return RolledUp(
        folder=root,
        taken=tuple(head for head, _, _ in arrived.fresh.values()),
        known=arrived.known,
        standings=after.standings,
        checked=frozenset(d for d in after.gathered.heads if after.gathered.is_checked(d)),
        points=sum(head.manifest.points for head in after.counting()),
        changes=tuple(_changes(after, was)),
        files=written.files,
        findings=(*findings, *written.findings),
    )


def _arrived(before: Gathering, files: Iterable[Path]) -> _Arrived:
    """Every file read; those that are kept already are only counted."""
    found = _Arrived()
    for place in files:
        paths = bundles_in(place)
        if not paths:
            found.findings.append(Finding("bundle-none-here", Where(place.name)))
        for path in paths:
            opened = opened_bundle(path)
            if not isinstance(opened, OpenedBundle):
                found.findings += opened
                continue
            read = opened.read
            if read.head.digest in before.files or read.head.digest in found.fresh:
                found.known += 1
            elif faults := points_checked(read, path.name):
                found.findings += faults
            else:
                found.fresh[read.head.digest] = (read.head, opened.data, path.name)
    return found


def _of_one_scheme(scheme: Scheme | None, arrived: _Arrived) -> Scheme | None:
    """The scheme of the folder; bundles of another are taken out of those that arrived.

    Where the folder has none yet and several arrive, none is taken: which counts must not hang on
    the order of files.
    """
    if scheme is None:
        schemes = {
            fingerprint(head.manifest.scheme): head.manifest.scheme
            for head, _, _ in arrived.fresh.values()
        }
        if len(schemes) > 1:
            for head, _, name in arrived.fresh.values():
                told = {"value": head.manifest.sender}
                arrived.findings.append(Finding("bundle-schemes-several", Where(name), told))
            arrived.fresh.clear()
        scheme = next(iter(schemes.values())) if len(schemes) == 1 else None
    for digest, (head, _, name) in tuple(arrived.fresh.items()):
        if scheme is not None and (found := tuple(_differing(scheme, head, name))):
            arrived.findings += found
            del arrived.fresh[digest]
    return scheme


def _differing(scheme: Scheme, head: BundleHead, name: str) -> Iterator[Finding]:
    found = differences(scheme, head.manifest.scheme)
    for one in found[:_TOLD]:
        told = {
            "sender": head.manifest.sender,
            "part": one.part,
            "called": _called(one.part, scheme),
            "code": one.code,
            "expected": one.ours or "—",
            "value": one.theirs or "—",
        }
        yield Finding("bundle-other-scheme", Where(name), told)
    if len(found) > _TOLD:
        yield Finding("bundle-other-scheme-more", Where(name), {"count": len(found) - _TOLD})


def _called(part: str, scheme: Scheme) -> str:
    """A part of a scheme in words; of options, the title of their field."""
    if part in _PARTS:
        return word(screen_word(f"rollup-part-{part.replace('_', '-')}"))
    field = part.partition(".")[2]
    return word("rollup-part-options", field=scheme["fields"].get(field, field))


def _codes(before: Gathering, arrived: _Arrived, given: RollupGiven) -> tuple[str, ...]:
    """The codes that belong to a bundle; one that belongs to none is told.

    Where a single file was given beside a code that is not its own, that file is not taken.
    """
    good: list[str] = []
    for text in given.codes:
        code = "".join(text.split()).lower()
        if not _CODE.fullmatch(code):
            raise LzfxError("rollup-code-wrong", {"value": text, "number": SEAL_GROUPS * 4})
        if any(digest.startswith(code) for digest in (*before.files, *arrived.fresh)):
            good.append(code)
            continue
        names = [name for _, _, name in arrived.fresh.values()]
        if len(names) == 1:
            where = Where(names[0])
            arrived.findings.append(Finding("bundle-code-differs", where, {"value": text}))
            arrived.fresh.clear()
        else:
            arrived.findings.append(Finding("bundle-code-unknown", params={"value": text}))
    return tuple(dict.fromkeys(good))


def _choice(before: Gathering, given: RollupGiven) -> Mapping[str, Any]:
    """A choice between bundles at odds; LzfxError for a code that none of them has."""
    if not given.why.strip():
        raise LzfxError("why-needed")
    code = "".join(given.take.split()).lower()
    for standing in before.standings:
        rivals = [one.digest for one in standing.at_odds]
        for digest in rivals:
            if _CODE.fullmatch(code) and digest.startswith(code):
                over = sorted(one for one in rivals if one != digest)
                return {"taken": digest, "over": over, "why": given.why.strip()}
    raise LzfxError("rollup-take-unknown", {"value": given.take})


def _told(after: Gathering, arrived: _Arrived) -> Iterator[Finding]:
    """Which of the new bundles do not count, because a newer one does; and which are at odds."""
    now = {one.sender: one for one in after.standings}
    for digest, (head, _, name) in arrived.fresh.items():
        standing = now[head.manifest.sender]
        counts = standing.counts
        at_odds = digest in {one.digest for one in standing.at_odds}
        if counts is not None and counts.digest != digest and not at_odds:
            told = {"value": standing.sender, "as_of": counts.manifest.as_of[:16]}
            yield Finding("bundle-older", Where(name), told, Severity.ADVICE)
    for standing in after.standings:
        if standing.at_odds:
            codes = tuple(one.seal for one in standing.at_odds)
            params = {"value": standing.sender, "codes": codes}
            yield Finding("bundle-at-odds", params=params, severity=Severity.QUERY)


def _changes(after: Gathering, was: Mapping[str, BundleHead | None]) -> Iterator[BundleChange]:
    """What became of points of senders of whom another bundle counts now."""
    for standing in after.standings:
        old, new = was.get(standing.sender), standing.counts
        if old is not None and new is not None and old.digest != new.digest:
            yield from changes_between(after.bundle(old.digest), after.bundle(new.digest))
