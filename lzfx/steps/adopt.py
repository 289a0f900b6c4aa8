"""`lzfx adopt`: forms that another copy of the campaign issued are taken, by its key or by word.

With its key they are proven as our own are. Without it a person must say that they are what they
claim to be: nothing is taken before that, the reason is on record, and every such return says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lzfx.checks.identity import CONFIRMABLE, OF_ANOTHER_COPY
from lzfx.errors import LzfxError
from lzfx.ledger.keys import add_key, fingerprint, other_keys
from lzfx.ledger.queries import refused_deliveries
from lzfx.model.action import Verb
from lzfx.session.collection import Collected, CollectOptions
from lzfx.session.inbox import InboxFile
from lzfx.session.key_sources import keys_at
from lzfx.session.naming import files_named
from lzfx.session.opening import Session
from lzfx.steps.collect import collect

_BY_KEY = OF_ANOTHER_COPY | {"identity-not-ours", "code-not-ours"}
"""Findings of files that may be proven by a key that was just taken over."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that names itself a form of this campaign, and whose form it says it is."""

    file: str
    sha256: str
    unit: str
    form: str


def claims(session: Session, paths: Sequence[Path]) -> tuple[Claim, ...]:
    """The files there (or in 收件) that wait for a key or a person's word; nothing is changed.

    LzfxError when there is none.
    """
    *_, seen = collect(session, _arrived(session, paths), CollectOptions(dry_run=True, again=True))
    found = tuple(
        Claim(one.file, one.sha256, str(said.params["unit"]), str(said.params["form"]))
        for one in seen.deliveries
        for said in one.findings
        if said.code == CONFIRMABLE
    )
    if not found:
        raise LzfxError("adopt-none")
    return found


def confirm(
    session: Session, paths: Sequence[Path], claimed: Collection[Claim], why: str
) -> Collected:
    """Judge those files by the identity they name; who said so and why is recorded with each."""
    hashes = frozenset(one.sha256 for one in claimed)
    *_, done = collect(
        session, _arrived(session, paths), CollectOptions(once_more=hashes, adopted=why)
    )
    return done


def _arrived(session: Session, paths: Sequence[Path]) -> Iterator[InboxFile] | None:
    """The files at those paths; without any, what lies in 收件."""
    texts = tuple(map(str, paths))
    return files_named(session, texts, session.workspace.root) if texts else None


@dataclass(frozen=True, slots=True)
class Adopted:
    """The keys that were taken over, by their fingerprints, and what came of the waiting files."""

    fingerprints: tuple[str, ...]
    collected: Collected


def adopt_keys(session: Session, source: Path) -> Adopted:
    """Take over the keys there, and judge the files anew that may have been sealed with them.

    FileError when there is no key; LzfxError for one of another campaign, or one that is known.
    """
    found = keys_at(source)
    ours = session.campaign.code
    if found.campaigns and ours not in found.campaigns:
        value = "、".join(sorted(found.campaigns))
        params = {"path": str(source), "value": value, "campaign": ours}
        raise LzfxError("adopt-other-campaign", params)
    known = {session.ledger.key, *other_keys(session.ledger)}
    fresh = tuple(key for key in dict.fromkeys(found.keys) if key not in known)
    if not fresh:
        raise LzfxError("adopt-own-key", {"path": str(source)})
    marks = tuple(map(fingerprint, fresh))
    with session.ledger.transaction():
        for key, mark in zip(fresh, marks, strict=True):
            add_key(session.ledger, key)
            session.act(Verb.ADOPT_KEY, source.name, key=mark)
    waiting = frozenset(
        one.sha256
        for one in refused_deliveries(session.ledger)
        if any(said.code in _BY_KEY for said in one.findings)
    )
    *_, done = collect(session, options=CollectOptions(once_more=waiting))
    return Adopted(marks, done)
