"""`lzfx publish`: one document in all its formats, rendered whole before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from lzfx.content.blocks import Document, plain
from lzfx.documents.counts import tints_of
from lzfx.documents.document_kind import OfMaster
from lzfx.documents.letters.notice import contact_said
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.personal_data import names_of, revealed
from lzfx.documents.public import masked_texts
from lzfx.documents.registry import document_named
from lzfx.documents.reprint import PageChanges, page_changes
from lzfx.errors import LzfxError
from lzfx.files.editions import edition_of, keep_edition
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission, publications
from lzfx.model.finding import Finding
from lzfx.model.ledger import Publication
from lzfx.model.master import Master
from lzfx.render.fonts import FontChoice
from lzfx.session.definitions import rules_digest
from lzfx.session.master import graded_master, units_without_return
from lzfx.session.opening import Session
from lzfx.session.papers import with_papers
from lzfx.session.printing import Prints, file_name, prints_of


@dataclass(frozen=True, slots=True)
class Published:
    """What was printed; with `findings` nothing was, because they forbid it.

    `missing` names the units that are not in it; `substituted` are the fonts of the standard that
    this PC lacks; `masked` are the texts that a public edition shows masked. `changes` are the
    pages that differ from the edition printed at `before`, if there was one.
    """

    title: str
    files: tuple[Path, ...] = ()
    pages: int = 0
    points: int = 0
    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    masked: tuple[Finding, ...] = ()
    before: str = ""
    changes: PageChanges | None = None


def publish(
    session: Session,
    text: str,
    fonts: FontChoice = "auto",
    only: Collection[str] = (),
    *,
    compared: bool = False,
) -> Published:
    """Print the document a person names in all its formats, or say what is missing or wrong.

    Of a bound set of papers, those of the units `only` are printed. With `compared` it is only
    compared with the last edition and not written. LzfxError for unknown documents and units, and
    for units where the document is not a set of single papers.
    """
    kind = _kind(text)
    graded = graded_master(session)
    master = _narrowed(session, with_papers(session, graded), kind, only)
    if gaps := kind.gaps(master):
        return Published(kind.called, findings=gaps)
    document = replace(kind.build(master), tints=tints_of(master))
    if revealing := _personal(master, kind, document):
        return Published(document.title, findings=revealing)
    if only:
        units = "、".join(unit.name for unit in master.roster.units)
        document = replace(document, name=f"{document.name} {units}")
    prints = prints_of(document, kind.formats, session.templates, fonts)
    if prints.faults:
        return Published(document.title, findings=prints.faults)
    before = _edition_before(session, kind.name, document)
    files = () if compared else _written(session, kind.name, document, prints)
    return Published(
        title=document.title,
        files=files,
        pages=len(prints.pages),
        points=len(master.graded),
        missing=() if only or kind.lists_the_missing else units_without_return(session, graded),
        substituted=prints.substituted,
        masked=masked_texts(master) if kind.public else (),
        before=before.at if before else "",
        changes=page_changes(before.pages, prints.pages) if before else None,
    )


@dataclass(frozen=True, slots=True)
class _LastEdition:
    at: str
    pages: tuple[str, ...]


def _edition_before(session: Session, name: str, document: Document) -> _LastEdition | None:
    """The last edition of the same document, if what its pages said is still known."""
    file = file_name(document, "pdf")
    for one in reversed(publications(session.ledger)):
        if (one.document, one.file) == (name, file):
            kept = edition_of(session.workspace, one.output_sha256)
            return _LastEdition(one.at, kept.pages) if kept and kept.pages else None
    return None


def _kind(text: str) -> OfMaster:
    """The kind of document of that name; LzfxError when none is made of the master table."""
    kind = document_named(text)
    if not isinstance(kind, OfMaster):
        names = tuple(known.called for known in MADE_OF_MASTER)
        raise LzfxError("document-unknown", {"value": text, "documents": names})
    return kind


def _narrowed(session: Session, master: Master, kind: OfMaster, only: Collection[str]) -> Master:
    """The master table of those units alone."""
    if not only:
        return master
    if not kind.by_unit:
        names = tuple(known.called for known in MADE_OF_MASTER if known.by_unit)
        raise LzfxError("document-not-by-unit", {"value": kind.called, "documents": names})
    roster = session.roster
    units = set()
    for text in only:
        subject = session.everybody.named(text, ("unit", "post"))
        if subject is None:
            raise LzfxError("unit-unknown", {"value": text})
        units.add(subject.unit)
    kept = replace(
        roster,
        units=tuple(unit for unit in roster.units if unit.code in units),
        posts=tuple(post for post in roster.posts if post.unit in units),
    )
    points = tuple(one for one in master.graded if one.point.unit in units)
    return replace(master, roster=kept, graded=points)


def _personal(master: Master, kind: OfMaster, document: Document) -> tuple[Finding, ...]:
    """Personal data that a public document would reveal; there must be none."""
    if not kind.public:
        return ()
    told = (contact_said(master.campaign),)
    return tuple(
        Finding("personal-data-in-public", params={"value": found.text})
        for found in revealed(document, names_of(master.roster), told)
    )


def _written(session: Session, name: str, document: Document, prints: Prints) -> tuple[Path, ...]:
    """Write all formats, then record what they were made of and keep what they say."""
    folder = session.workspace.folder("output")
    files = [
        write_whole(folder / file_name(document, kind), data) for kind, data in prints.files.items()
    ]
    ledger = session.ledger
    up_to, rules = last_submission(ledger, session.declaration.name), rules_digest(session.rules)
    hashes = [hashlib.sha256(data).hexdigest() for data in prints.files.values()]
    tree = plain(document)
    for output in hashes:
        keep_edition(session.workspace, output, tree, prints.pages)
    with ledger.transaction():
        for file, output in zip(files, hashes, strict=True):
            ledger.add_publication(Publication(name, session.at, file.name, up_to, rules, output))
    return tuple(files)
