"""`lzfx publish`: one document in all its formats, rendered whole before anything is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from lzfx.content.blocks import Document
from lzfx.documents.counts import tints_of
from lzfx.documents.document_kind import OfMaster, OfRecord
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.missing_units import with_missing
from lzfx.documents.public import masked_texts
from lzfx.documents.registry import DOCUMENTS, document_named
from lzfx.errors import LzfxError
from lzfx.forms.near import meant
from lzfx.messages import ALIKE
from lzfx.model.edition import Act
from lzfx.model.finding import Finding
from lzfx.model.master import Master
from lzfx.render.fonts import FontChoice
from lzfx.rules.editions import NOTHING, lacking
from lzfx.session.burden import with_burden
from lzfx.session.editions import (
    NEWEST,
    ToPrint,
    WhichEdition,
    compared_with,
    mark_of,
    to_print,
)
from lzfx.session.going_out import forbidding
from lzfx.session.master import graded_master
from lzfx.session.naming import units_named
from lzfx.session.opening import Session
from lzfx.session.papers import with_papers
from lzfx.session.printed import Published, changes, edition_before, personal, written
from lzfx.session.printing import prints_of
from lzfx.session.publishing import publish_record
from lzfx.session.refused_prints import keep_refused


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How the document is wanted: fonts, units, whether it is only compared, which edition."""

    fonts: FontChoice
    only: Collection[str]
    compared: bool
    which: WhichEdition


def publish(  # noqa: PLR0913 - an argument an option
    session: Session,
    text: str,
    fonts: FontChoice = "auto",
    only: Collection[str] = (),
    *,
    compared: bool = False,
    which: WhichEdition = NEWEST,
    private: bool = False,
) -> Published:
    """Print the document a person names in all its formats, or say what is missing or wrong.

    Of a bound set, the papers of the units `only`; of a document of returns, the rows of theirs;
    with `compared` nothing is written. Once an edition took effect, what an approval makes final is
    printed from it, or from the state of today as `which` says. What is for few eyes is only
    printed where it is asked for as `private`. LzfxError for unknown documents and units, and for
    units where the document is no set of single papers.
    """
    kind = _kind(text)
    if (which.since or which.until) and not (isinstance(kind, OfMaster) and kind.compares_editions):
        raise LzfxError("edition-not-compared", {"value": kind.called})
    if kind.private and not private:
        finding = Finding("document-private", params={"name": kind.called})
        return Published(kind.called, findings=(finding,))
    if isinstance(kind, OfRecord):
        return publish_record(session, kind, fonts, only, compared=compared)
    return _publish_master(session, kind, _Wanted(fonts, only, compared, which))


def _publish_master(session: Session, kind: OfMaster, wanted: _Wanted) -> Published:
    if stopped := forbidding(session):
        return Published(kind.called, findings=stopped)
    state = with_papers(session, graded_master(session))
    if kind.compares_editions:
        state = compared_with(session, state, wanted.which)
    if kind.counts_effort:
        state = with_burden(session, state)
    source = to_print(session, state, kind.needs, wanted.which)
    only = wanted.only
    master = _narrowed(session, source.master, kind, only)
    if nothing := kind.nothing(master):
        return Published(kind.called, nothing=nothing)
    if gaps := kind.gaps(master):
        return Published(kind.called, findings=gaps)
    document = _document(master, kind, only)
    if revealing := personal(master, kind, document):
        return Published(document.title, findings=revealing)
    prints = prints_of(document, kind.formats, session.templates, wanted.fonts)
    if prints.faults:
        kept = () if wanted.compared else tuple(keep_refused(session, document, prints))
        return Published(document.title, findings=(*prints.faults, *kept))
    before = edition_before(session, kind.name, document)
    shown = master.edition.content if kind.of_points and not only else NOTHING
    files, kept = (
        ((), ())
        if wanted.compared
        else written(session, kind.name, document, prints, shown, master)
    )
    said = Published(
        title=document.title,
        files=files,
        kept=kept,
        pages=len(prints.pages),
        points=len(master.graded) if kind.of_points or kind.compares_editions else 0,
        missing=master.edition.missing if kind.of_points and not only else (),
        substituted=prints.substituted,
        masked=masked_texts(master) if kind.public else (),
        before=before.at if before else "",
        changes=changes(before, document, prints) if before else None,
        remarks=kind.remarks(master),
        mark=document.mark,
    )
    return _with_acts(said, kind, source)


def _with_acts(said: Published, kind: OfMaster, source: ToPrint) -> Published:
    """The same with what the record has and lacks for it, and which edition it is."""
    edition = source.master.edition
    lacks = lacking(edition, kind.needs)
    return replace(
        said,
        lacking=lacks,
        stale=tuple(stale for act in lacks if (stale := edition.stale.get(act))),
        command=kind.needs.value if kind.needs and lacks else "",
        edition=source.edition,
        edition_day=str(edition.acts[Act.APPROVAL].on) if source.edition else "",
        differs=source.differs,
    )


def _document(master: Master, kind: OfMaster, only: Collection[str]) -> Document:
    """The document as it is printed: a draft marked, who is missing told, units in its name."""
    edition, words = master.edition, master.campaign.words
    mark = mark_of(edition, kind.needs, words)
    made = replace(kind.build(master), tints=tints_of(master), mark=mark)
    if only:
        units = "、".join(unit.name for unit in master.roster.units)
        return replace(made, name=f"{made.name} {units}")
    return with_missing(made, edition.missing) if kind.of_campaign else made


def _kind(text: str) -> OfMaster | OfRecord[Any]:
    """The kind of document of that name; LzfxError where there is none."""
    if (kind := document_named(text)) is not None:
        return kind
    found = meant(text, ((known, (known.name, *known.titles)) for known in DOCUMENTS))
    if found.one is not None:
        return found.one
    names = tuple(known.called for known in DOCUMENTS)
    alike = tuple(f"{one.called}（{one.name}）" for one in found.near or found.found)
    raise LzfxError("document-unknown", {"value": text, "documents": names, ALIKE: alike})


def _narrowed(session: Session, master: Master, kind: OfMaster, only: Collection[str]) -> Master:
    """The master table of those units alone."""
    if not only:
        return master
    if not kind.by_unit:
        names = tuple(known.called for known in MADE_OF_MASTER if known.by_unit)
        raise LzfxError("document-not-by-unit", {"value": kind.called, "documents": names})
    roster, units = master.roster, units_named(session, only)
    kept = replace(
        roster,
        units=tuple(unit for unit in roster.units if unit.code in units),
        posts=tuple(post for post in roster.posts if post.unit in units),
    )
    points = tuple(one for one in master.graded if one.point.unit in units)
    return replace(master, roster=kept, graded=points)
