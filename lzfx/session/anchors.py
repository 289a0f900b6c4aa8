"""Codes of the record that lie in the workspace already, and need not be typed from paper.

Whoever makes the chain of the ledger anew must find and change all of them too: the copies beside
the originals, the backups, the reports, the letters that were sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.files.backups import ledger_in
from lzfx.files.copies import segment_paths
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import REPORTS, Workspace
from lzfx.ledger.audit import head_in, heads_of
from lzfx.ledger.copies import Segment
from lzfx.ledger.went_out import actions_of
from lzfx.mail.drafts_read import text_of
from lzfx.messages import in_fours, word
from lzfx.model.action import Verb
from lzfx.model.finding import Finding, Where
from lzfx.model.printed_code import DIGITS, typed_digits
from lzfx.session.opening import Session

_Anchor = tuple[Path, str]
"""A file, and the hash (or the printed beginning of one) in which the record ended then."""


def unknown_anchors(session: Session) -> Iterator[Finding]:
    """Files of ours with a code that the record never had, each once.

    Where a person took an older ledger back, only what was written after that is looked at.
    """
    workspace, ledger = session.workspace, session.ledger
    taken_back = (*actions_of(ledger, Verb.RESTORE), *actions_of(ledger, Verb.REBUILD))
    since = max((one.at for one in taken_back), default="")
    heads = {typed_digits(one)[:DIGITS] for one in heads_of(ledger)}
    found = {path: head for path, head in _anchors(session, since) if _is_unknown(head, heads)}
    for path, head in found.items():
        where = Where(path.relative_to(workspace.root).as_posix())
        yield Finding("anchor-of-file-unknown", where, {"value": in_fours(typed_digits(head))})


def _is_unknown(head: str, heads: Collection[str]) -> bool:
    return typed_digits(head)[:DIGITS] not in heads


def _anchors(session: Session, since: str) -> Iterator[_Anchor]:
    workspace = session.workspace
    for path in segment_paths(workspace).values():
        one = Segment.of(read_bytes(path))
        if one is not None and one.head and one.at > since:
            yield path, one.head
    # Backups of another year may have been put beside ours: they are of another ledger.
    ours = f"{word('backup-name')} {session.campaign.code} *.zip"
    for path in sorted(workspace.folder("archive").glob(ours)):
        head, at = _backed_up(path)
        if head and at > since:
            yield path, head
    if not since:
        yield from _printed(workspace)


def _backed_up(path: Path) -> tuple[str, str]:
    """The code of a backup's ledger and its moment; empty for what is told elsewhere as damaged."""
    try:
        return head_in(ledger_in(path))
    except LzfxError:
        return "", ""


def _printed(workspace: Workspace) -> Iterator[_Anchor]:
    """Codes in reports and letters."""
    said = re.compile(re.escape(word("status-anchor", head="")) + r"((?: ?[0-9a-f]{4}){8})")
    for path in sorted((workspace.root / REPORTS).glob("*.txt")):
        for match in said.finditer(read_bytes(path).decode("utf-8-sig", "replace")):
            yield path, match[1]
    for folder in ("outbox", "sent_back"):
        for path in sorted(workspace.folder(folder).rglob("*.eml")):
            for match in said.finditer(text_of(read_bytes(path))):
                yield path, match[1]
