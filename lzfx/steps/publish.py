"""`lzfx publish`: the list and the handbook, rendered whole before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.documents.blocks import Document
from lzfx.documents.editions import FORMATS
from lzfx.documents.handbook import handbook
from lzfx.documents.overview_table import overview_table
from lzfx.documents.readiness import publishable
from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.files.whole import write_whole
from lzfx.ledger.queries import last_submission
from lzfx.model.finding import Finding
from lzfx.model.ledger import Publication
from lzfx.model.master import Master
from lzfx.render.docx import render_docx
from lzfx.render.fonts import FontChoice
from lzfx.render.pdf import render_pdf
from lzfx.steps.master import graded_master
from lzfx.steps.merge import missing
from lzfx.steps.opening import Opened, rules_digest
from lzfx.workbook.table_view import render_xlsx

DOCUMENTS: Mapping[str, Callable[[Master], Document]] = {
    "overview": overview_table,
    "handbook": handbook,
}


@dataclass(frozen=True, slots=True)
class Published:
    """What was printed; with `findings` nothing was, because they forbid it.

    `missing` names the units that are not in it; `substituted` the fonts of the standard that
    this PC lacks.
    """

    title: str
    files: tuple[Path, ...] = ()
    pages: int = 0
    points: int = 0
    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def publish(campaign: Opened, name: str, fonts: FontChoice = "auto") -> Published:
    """Print a document in all its formats, or say what is missing; LzfxError for unknown names."""
    if name not in DOCUMENTS:
        raise LzfxError("document-unknown", {"value": name, "documents": tuple(DOCUMENTS)})
    graded = graded_master(campaign)
    gaps = publishable(graded.master)
    document = DOCUMENTS[name](graded.master)
    if gaps:
        return Published(document.title, findings=gaps)
    templates = campaign.templates
    pdf = render_pdf(document, templates, fonts)
    made: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: pdf.data,
        "docx": lambda: render_docx(document, templates, pdf.heading_pages, fonts),
        "xlsx": lambda: render_xlsx(document),
    }
    rendered = {kind: made[kind]() for kind in FORMATS[name]}
    files = _written(campaign, name, document, rendered)
    return Published(
        title=document.title,
        files=files,
        pages=pdf.pages,
        points=len(graded.master.graded),
        missing=missing(campaign, graded),
        substituted=pdf.substituted,
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
