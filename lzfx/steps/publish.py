"""`lzfx publish`: one document in all its formats, rendered whole before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lzfx.checks.context import subject_named, subject_unit
from lzfx.content.blocks import Document, plain
from lzfx.documents.counts import tints_of
from lzfx.documents.handbook.handbook import handbook
from lzfx.documents.handbook.statistics import statistics_document
from lzfx.documents.letters.notice import contact_said, notice
from lzfx.documents.lists.cadres import cadre_table
from lzfx.documents.lists.level_changes import level_changes, no_level_changes
from lzfx.documents.lists.overview_table import overview_table
from lzfx.documents.lists.reminders import nobody_to_remind, reminders
from lzfx.documents.papers.declaration_copies import declaration_copies, nothing_to_sign
from lzfx.documents.papers.post_cards import post_cards, posts_without_holder
from lzfx.documents.papers.review_sheets import review_sheets, without_reviewer
from lzfx.documents.personal_data import names_of, revealed
from lzfx.documents.public import masked_texts
from lzfx.documents.readiness import publishable
from lzfx.documents.registry import BY_UNIT, FORMATS, PUBLIC, called, document_named
from lzfx.documents.reprint import PageChanges, page_changes
from lzfx.errors import LzfxError
from lzfx.files.editions import edition_of, keep_edition
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission, publications
from lzfx.model.finding import Finding
from lzfx.model.ledger import Publication
from lzfx.model.master import Master
from lzfx.render.fonts import FontChoice
from lzfx.session.master import graded_master, missing
from lzfx.session.opening import Session, rules_digest
from lzfx.session.papers import with_papers
from lzfx.session.printing import Prints, file_name, prints_of

DOCUMENTS: Mapping[str, Callable[[Master], Document]] = {
    "overview": overview_table,
    "overview-by-level": lambda master: overview_table(master, "level"),
    "overview-public": lambda master: overview_table(master, public=True),
    "cadres": cadre_table,
    "cadres-public": lambda master: cadre_table(master, public=True),
    "notice": notice,
    "declaration-copies": declaration_copies,
    "review-sheets": review_sheets,
    "level-changes": level_changes,
    "post-cards": post_cards,
    "reminders": reminders,
    "statistics": statistics_document,
    "handbook": handbook,
}
"""What builds each document; it is only asked when nothing forbids printing."""

Gaps = Callable[[Master], tuple[Finding, ...]]

READY: Mapping[str, tuple[Gaps, ...]] = {
    "declaration-copies": (nothing_to_sign, publishable),
    "review-sheets": (publishable, without_reviewer),
    "level-changes": (publishable, no_level_changes),
    "post-cards": (publishable, posts_without_holder),
    "reminders": (nobody_to_remind,),
}
"""What must be complete before a document is printed; for those not here, the master table."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was printed; with `findings` nothing was, because they forbid it.

    `missing` names the units that are not in it; `substituted` the fonts of the standard that
    this PC lacks; `masked` the texts that a public edition shows with a mask in them. `changes`
    are the pages that are not as in the edition printed at `before`, if there was one.
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

    Of a bound set the papers of the units `only` are printed. When only `compared` with the last
    edition, nothing is written. LzfxError for names of documents and units that do not exist, and
    for units of a document that is not made of single papers.
    """
    name = document_named(text)
    if name not in DOCUMENTS:
        raise LzfxError(
            "document-unknown", {"value": text, "documents": tuple(map(called, FORMATS))}
        )
    graded = graded_master(session)
    master = _narrowed(session, with_papers(session, graded), name, only)
    gaps = tuple(gap for ready in READY.get(name, (publishable,)) for gap in ready(master))
    if gaps:
        return Published(called(name), findings=gaps)
    document = replace(DOCUMENTS[name](master), tints=tints_of(master))
    if revealing := _personal(master, name, document):
        return Published(document.title, findings=revealing)
    if only:
        units = "、".join(unit.name for unit in master.roster.units)
        document = replace(document, name=f"{document.name} {units}")
    prints = prints_of(document, FORMATS[name], session.templates, fonts)
    if prints.faults:
        return Published(document.title, findings=prints.faults)
    before = _edition_before(session, name, document)
    files = () if compared else _written(session, name, document, prints)
    return Published(
        title=document.title,
        files=files,
        pages=len(prints.pages),
        points=len(master.graded),
        missing=() if only or name == "reminders" else missing(session, graded),
        substituted=prints.substituted,
        masked=masked_texts(master) if name in PUBLIC else (),
        before=before.at if before else "",
        changes=page_changes(before.pages, prints.pages) if before else None,
    )


@dataclass(frozen=True, slots=True)
class _Before:
    at: str
    pages: tuple[str, ...]


def _edition_before(session: Session, name: str, document: Document) -> _Before | None:
    """The last edition of the same document, if what its pages said is still known."""
    file = file_name(document, "pdf")
    for one in reversed(publications(session.ledger)):
        if (one.document, one.file) == (name, file):
            kept = edition_of(session.workspace, one.output_sha256)
            return _Before(one.at, kept.pages) if kept and kept.pages else None
    return None


def _narrowed(session: Session, master: Master, name: str, only: Collection[str]) -> Master:
    """The master table of those units alone."""
    if not only:
        return master
    if name not in BY_UNIT:
        names = tuple(called(one) for one in FORMATS if one in BY_UNIT)
        raise LzfxError("document-not-by-unit", {"value": called(name), "documents": names})
    roster = session.roster
    units = set()
    for text in only:
        unit = subject_unit(roster, subject_named(roster, text))
        if unit is None:
            raise LzfxError("unit-unknown", {"value": text})
        units.add(unit.code)
    kept = replace(
        roster,
        units=tuple(unit for unit in roster.units if unit.code in units),
        posts=tuple(post for post in roster.posts if post.unit in units),
    )
    points = tuple(one for one in master.graded if one.point.unit in units)
    return replace(master, roster=kept, graded=points)


def _personal(master: Master, name: str, document: Document) -> tuple[Finding, ...]:
    """What of anybody would go to everybody in a public document; there may be nothing."""
    if name not in PUBLIC:
        return ()
    told = (contact_said(master.campaign),)
    return tuple(
        Finding("personal-data-in-public", params={"value": found.text})
        for found in revealed(document, names_of(master.roster), told)
    )


def _written(session: Session, name: str, document: Document, prints: Prints) -> tuple[Path, ...]:
    """Write all formats, then remember them with what they were made of and what they say."""
    folder = session.workspace.folder("output")
    files = [
        write_whole(folder / file_name(document, kind), data) for kind, data in prints.files.items()
    ]
    ledger = session.ledger
    up_to, rules = last_submission(ledger), rules_digest(session.rules)
    hashes = [hashlib.sha256(data).hexdigest() for data in prints.files.values()]
    tree = plain(document)
    for output in hashes:
        keep_edition(session.workspace, output, tree, prints.pages)
    with ledger.transaction():
        for file, output in zip(files, hashes, strict=True):
            ledger.add_publication(Publication(name, session.at, file.name, up_to, rules, output))
    return tuple(files)
