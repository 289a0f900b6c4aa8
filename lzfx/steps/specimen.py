"""`lzfx publish --specimen`: documents printed with invented data, to see them before there is any.

Nothing here touches the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lzfx.documents.document_kind import OfRecord
from lzfx.documents.made_of_records import MADE_OF_RECORDS
from lzfx.errors import LzfxError
from lzfx.files.whole import write_whole
from lzfx.model.finding import Finding
from lzfx.render.fonts import FontChoice
from lzfx.session.opening import Session
from lzfx.session.printing import file_name, prints_of
from lzfx.session.specimen_data import invented_office, specimen_of

FOLDER = "样张"
"""The name of the folder below 成果, and the mark on every page and file in it."""


@dataclass(frozen=True, slots=True)
class SpecimensPrinted:
    """What was printed; a document with `findings`, of its data or its prints, was not."""

    files: tuple[Path, ...] = ()
    pages: int = 0
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def specimen(session: Session, name: str | None, fonts: FontChoice = "auto") -> SpecimensPrinted:
    """Print one document with invented data, or all of them; LzfxError for unknown names."""
    sample = invented_office(session.forms, session.labels)
    master = sample.master
    folder = session.workspace.folder("output") / FOLDER
    templates = session.templates
    done = SpecimensPrinted()
    for kind in _chosen(name):
        record, faults = specimen_of(sample, kind)
        if missing := faults or kind.missing(master, record):
            done = _added(done, findings=missing)
            continue
        for made in kind.documents(master, record):
            document = replace(made, mark=FOLDER, across=True)
            prints = prints_of(document, kind.formats, templates, fonts)
            if prints.faults:
                done = _added(done, findings=prints.faults)
                continue
            files = tuple(
                write_whole(folder / file_name(document, format_), data)
                for format_, data in prints.files.items()
            )
            done = _added(done, files, len(prints.pages), prints.substituted)
    return done


def _chosen(name: str | None) -> tuple[OfRecord[Any], ...]:
    """All kinds, the kind of that name, or all kinds made of the invented record of that name."""
    if name is None:
        return MADE_OF_RECORDS
    record = name.replace("-", "_")
    found = tuple(kind for kind in MADE_OF_RECORDS if kind.is_called(name) or kind.sample == record)
    if not found:
        names = tuple(kind.called for kind in MADE_OF_RECORDS)
        raise LzfxError("document-unknown", {"value": name, "documents": names})
    return found


def _added(
    done: SpecimensPrinted,
    files: tuple[Path, ...] = (),
    pages: int = 0,
    substituted: tuple[str, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> SpecimensPrinted:
    return SpecimensPrinted(
        (*done.files, *files),
        done.pages + pages,
        tuple(dict.fromkeys((*done.substituted, *substituted))),
        (*done.findings, *findings),
    )
