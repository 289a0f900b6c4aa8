"""Documents made of records, printed from the returns that count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from lzfx.content.blocks import Document
from lzfx.documents.counts import tints_of
from lzfx.documents.document_kind import OfRecord
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.render.fonts import FontChoice
from lzfx.rules.editions import NOTHING
from lzfx.session.going_out import forbidding
from lzfx.session.master import graded_master
from lzfx.session.naming import units_named
from lzfx.session.opening import Session
from lzfx.session.papers import with_papers
from lzfx.session.printed import Published, changes, edition_before, personal, written
from lzfx.session.printing import Prints, prints_of
from lzfx.session.records import Recorded, record_of
from lzfx.session.refused_prints import keep_refused


def publish_record(
    session: Session,
    kind: OfRecord[Any],
    fonts: FontChoice = "auto",
    only: Collection[str] = (),
    *,
    compared: bool = False,
) -> Published:
    """Print all documents of that kind, or say what is missing; none while one may not be printed.

    Of the returns of the units `only`; with `compared` nothing is written.
    """
    if stopped := forbidding(session):
        return Published(kind.called, findings=stopped)
    found = record_of(session, kind, units_named(session, only))
    master = with_papers(session, graded_master(session))
    if found.record is not None and (gaps := kind.missing(master, found.record)):
        return Published(kind.called, findings=gaps)
    documents = [
        replace(_named(session, made, only), tints=tints_of(master))
        for made in (kind.documents(master, found.record) if found.record is not None else ())
    ]
    if not documents:
        return Published(kind.called, nothing=(_why_nothing(found),))
    prints = [prints_of(made, kind.formats, session.templates, fonts) for made in documents]
    revealing = tuple(one for made in documents for one in personal(master, kind, made))
    ready = list(zip(documents, prints, strict=True))
    if faults := (*revealing, *(fault for each in prints for fault in each.faults)):
        told = [
            one
            for document, made in ready
            if made.faults and not (revealing or compared)
            for one in keep_refused(session, document, made)
        ]
        return Published(kind.called, findings=(*faults, *told))
    told_before = edition_before(session, kind.name, documents[0]) if len(ready) == 1 else None
    files, kept = ((), ()) if compared else _write(session, kind, ready, master)
    return Published(
        title=kind.called,
        files=files,
        kept=kept,
        pages=sum(len(each.pages) for each in prints),
        missing=found.missing,
        substituted=tuple(dict.fromkeys(font for each in prints for font in each.substituted)),
        before=told_before.at if told_before else "",
        changes=changes(told_before, *ready[0]) if told_before else None,
        of_returns=True,
    )


def _why_nothing(found: Recorded) -> Finding:
    """Which forms have to come in first, or that there is none for it."""
    if not found.forms:
        return Finding("nothing-to-compile")
    return Finding("nothing-of-returns", params={"forms": found.forms, "command": found.command})


def _named(session: Session, made: Document, only: Collection[str]) -> Document:
    """The document; where it is of some units only, its file is named after them."""
    if not only:
        return made
    units = "、".join(session.everybody.called(code) for code in sorted(units_named(session, only)))
    return replace(made, name=f"{made.name} {units}")


def _write(
    session: Session,
    kind: OfRecord[Any],
    ready: Collection[tuple[Document, Prints]],
    master: Master,
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write and record each document in turn."""
    files: list[Path] = []
    kept: list[Finding] = []
    for made, prints in ready:
        own, said = written(session, kind.name, made, prints, NOTHING, master)
        files += own
        kept += said
    return tuple(files), tuple(kept)
