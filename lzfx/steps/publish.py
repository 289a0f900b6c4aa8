"""`lzfx publish`: one document in all its formats, rendered whole before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lzfx.checks.known import subject_named, subject_unit
from lzfx.documents.blocks import Document
from lzfx.documents.cadres import cadre_table
from lzfx.documents.declaration_copies import declaration_copies, nothing_to_sign
from lzfx.documents.editions import BY_UNIT, FORMATS, PUBLIC, called, document_named
from lzfx.documents.handbook import handbook
from lzfx.documents.handbook_statistics import statistics_document
from lzfx.documents.level_changes import level_changes, no_level_changes
from lzfx.documents.notice import contact_said, notice
from lzfx.documents.overview_table import overview_table
from lzfx.documents.personal_data import names_of, revealed
from lzfx.documents.post_cards import post_cards, posts_without_holder
from lzfx.documents.public import masked_texts
from lzfx.documents.readiness import publishable
from lzfx.documents.reminders import nobody_to_remind, reminders
from lzfx.documents.review_sheets import review_sheets, without_reviewer
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission
from lzfx.model.finding import Finding
from lzfx.model.ledger import Publication
from lzfx.model.master import Master
from lzfx.render.docx import render_docx
from lzfx.render.fonts import FontChoice
from lzfx.render.html import render_html
from lzfx.render.pdf import render_pdf
from lzfx.steps.master import graded_master
from lzfx.steps.merge import missing
from lzfx.steps.opening import Opened, rules_digest
from lzfx.steps.papers import with_papers
from lzfx.workbook.table_view import render_xlsx

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
    this PC lacks; `masked` the texts that a public edition shows with a mask in them.
    """

    title: str
    files: tuple[Path, ...] = ()
    pages: int = 0
    points: int = 0
    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    masked: tuple[Finding, ...] = ()


def publish(
    campaign: Opened, text: str, fonts: FontChoice = "auto", only: Collection[str] = ()
) -> Published:
    """Print the document a person names in all its formats, or say what is missing.

    Of a bound set the papers of the units `only` are printed. LzfxError for names of documents
    and units that do not exist, and for units of a document that is not made of single papers.
    """
    name = document_named(text)
    if name not in DOCUMENTS:
        raise LzfxError(
            "document-unknown", {"value": text, "documents": tuple(map(called, FORMATS))}
        )
    graded = graded_master(campaign)
    master = _narrowed(campaign, with_papers(campaign, graded), name, only)
    gaps = tuple(gap for ready in READY.get(name, (publishable,)) for gap in ready(master))
    if gaps:
        return Published(called(name), findings=gaps)
    document = DOCUMENTS[name](master)
    if revealing := _personal(master, name, document):
        return Published(document.title, findings=revealing)
    if only:
        units = "、".join(unit.name for unit in master.roster.units)
        document = replace(document, name=f"{document.name} {units}")
    templates = campaign.templates
    pdf = render_pdf(document, templates, fonts)
    made: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf.data,
        "docx": lambda: render_docx(document, templates, pdf.heading_pages, fonts),
        "xlsx": lambda: render_xlsx(document),
        "html": lambda: render_html(document, templates),
    }
    rendered = {kind: made[kind]() for kind in FORMATS[name]}
    files = _written(campaign, name, document, rendered)
    return Published(
        title=document.title,
        files=files,
        pages=pdf.pages,
        points=len(master.graded),
        missing=() if only or name == "reminders" else missing(campaign, graded),
        substituted=pdf.substituted,
        masked=masked_texts(master) if name in PUBLIC else (),
    )


def _narrowed(campaign: Opened, master: Master, name: str, only: Collection[str]) -> Master:
    """The master table of those units alone."""
    if not only:
        return master
    if name not in BY_UNIT:
        names = tuple(called(one) for one in FORMATS if one in BY_UNIT)
        raise LzfxError("document-not-by-unit", {"value": called(name), "documents": names})
    roster = campaign.roster
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


def _written(
    campaign: Opened, name: str, document: Document, rendered: Mapping[str, bytes]
) -> tuple[Path, ...]:
    """Write all formats, then remember them with what they were made of."""
    folder = campaign.workspace.folder("output")
    files = []
    for kind, data in rendered.items():
        file = folder / safe_file_name(f"{document.name}.{kind}")
        files.append(write_whole(file, data))
    ledger = campaign.ledger
    up_to, rules = last_submission(ledger), rules_digest(campaign.rules)
    with ledger.transaction():
        for file, data in zip(files, rendered.values(), strict=True):
            output = hashlib.sha256(data).hexdigest()
            ledger.add_publication(Publication(name, campaign.at, file.name, up_to, rules, output))
    return tuple(files)
