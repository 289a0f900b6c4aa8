"""`lzfx archive --verify`: a box compared with itself, without any workspace, years later."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lzfx.errors import FileError, WorkspaceError
from lzfx.files.box import (
    CHECKSUMS,
    FORMAT,
    RECORD,
    Box,
    checksums_in,
    opened_box,
)
from lzfx.files.workspace import LEDGER
from lzfx.files.writing import write_atomic
from lzfx.ledger.queries import actions, head
from lzfx.ledger.store import open_in_memory
from lzfx.model.finding import Finding, Where
from lzfx.model.printed_code import DIGITS, is_code_of, is_whole
from lzfx.session.archive_pages import FORMAT as LAYOUT
from lzfx.steps.verify import of_the_record

_SHORT = 12


@dataclass(frozen=True, slots=True)
class BoxVerified:
    """What was compared, and every difference; `code` is the SHA-256 of the checksums now."""

    path: Path
    files: int
    items: int
    actions: int
    code: str
    up_to: str
    findings: tuple[Finding, ...] = field(default=())


def verify_box(path: Path, code: str = "") -> BoxVerified:
    """Compare a box with its checksums, its catalogue, its ledger's chain and a typed `code`.

    FileError for what is no box, was packed to lead elsewhere or to swell, or is of a newer format.
    """
    with opened_box(path) as box:
        return _verified(box, path, code)


def _verified(box: Box, path: Path, code: str) -> BoxVerified:
    facts = _facts(box, path)
    sums = box.read(CHECKSUMS)
    told = checksums_in(sums)
    now = hashlib.sha256(sums).hexdigest()
    findings = [*_code_differs(code, now), *_differences(box, told)]
    findings += _catalogue(facts, told)
    done, chain = _record(box, facts) if f"{RECORD}/{LEDGER}" in box.names else (0, ())
    return BoxVerified(
        path=path,
        files=len(box.names),
        items=int(facts["items"]),
        actions=done,
        code=now,
        up_to=str(facts["up_to"]),
        findings=(*findings, *chain),
    )


def _facts(box: Box, path: Path) -> Mapping[str, Any]:
    """What `format.json` says; FileError when there is none, or it is of a newer lzfx."""
    refused = FileError("box-refused", {"path": str(path), "value": FORMAT})
    if FORMAT not in box.names or CHECKSUMS not in box.names:
        raise refused
    try:
        facts = json.loads(box.read(FORMAT))
        version, listed = int(facts["format"]), facts["listed"]
        sound = isinstance(listed, dict) and int(facts["items"]) >= 0 and bool(facts["up_to"])
    except (ValueError, KeyError, TypeError) as error:
        raise refused from error
    if version > LAYOUT:
        raise FileError("box-newer", {"path": str(path), "value": version})
    if not sound:
        raise refused
    return dict(facts)


def _code_differs(code: str, now: str) -> Iterator[Finding]:
    if code and not is_whole(code):
        yield Finding("anchor-short", Where(CHECKSUMS), {"value": code, "digits": DIGITS})
    elif code and not is_code_of(code, now):
        yield Finding("box-code-differs", Where(CHECKSUMS), {"expected": code, "value": now})


def _differences(box: Box, told: Mapping[str, str]) -> Iterator[Finding]:
    """Each file that was altered, is missing, or was added."""
    there = set(box.names)
    for name in sorted(told.keys() - there):
        yield Finding("box-file-missing", Where(name))
    for name in sorted(there - told.keys() - {CHECKSUMS}):
        yield Finding("box-file-added", Where(name))
    for name in sorted(there & told.keys()):
        try:
            now = hashlib.sha256(box.read(name)).hexdigest()
        except FileError:
            now = "—"
        if now != told[name]:
            params = {"expected": told[name][:_SHORT], "value": now[:_SHORT]}
            yield Finding("box-file-changed", Where(name), params)


def _catalogue(facts: Mapping[str, Any], told: Mapping[str, str]) -> Iterator[Finding]:
    """Files that the catalogue lists and the checksums do not have so."""
    for name, sha256 in facts["listed"].items():
        if told.get(name) != sha256:
            yield Finding("box-catalogue-differs", Where(FORMAT), {"value": name})


def _record(box: Box, facts: Mapping[str, Any]) -> tuple[int, tuple[Finding, ...]]:
    """How many acts the ledger in the box has, and the faults of its record."""
    with tempfile.TemporaryDirectory(prefix="lzfx-") as place:
        path = write_atomic(Path(place) / LEDGER, box.read(f"{RECORD}/{LEDGER}"))
        try:
            with open_in_memory(path) as ledger:
                found = [*of_the_record(ledger)]
                if head(ledger) != facts.get("head"):
                    found.append(Finding("anchor-unknown", params={"value": facts.get("head")}))
                return len(actions(ledger)), tuple(found)
        except WorkspaceError as error:
            if error.code == "ledger-newer":
                raise
            return 0, (Finding("ledger-unsound", params={"detail": error.code}),)
