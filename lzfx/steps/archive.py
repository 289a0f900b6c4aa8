"""`lzfx archive`: the campaign as an archive box, one folder and the same as a zip, whole or not.

The catalogue is the returned form; the box holds every original, the prints, the record, the ledger
and all that is needed to open it again. The same record gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lzfx import __version__
from lzfx.content.blocks import Cell, Column, Table
from lzfx.documents.counts import tints_of
from lzfx.documents.document_kind import OfRecord
from lzfx.documents.made_of_records import MADE_OF_RECORDS
from lzfx.files.box import (
    CHECKSUMS,
    FORMAT,
    LISTS,
    ORIGINALS,
    PRINTS,
    RECORD,
    Staged,
    checksums_text,
)
from lzfx.files.names import safe_file_name
from lzfx.files.workspace import LEDGER
from lzfx.ledger.queries import actions, head
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.archive import Archive
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Master
from lzfx.session.archive_files import BoxFiles
from lzfx.session.archive_pages import FORMAT as LAYOUT
from lzfx.session.archive_pages import BoxPages
from lzfx.session.archive_parts import Part, defined_parts, edition_parts, file_parts
from lzfx.session.going_out import forbidding
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.papers import with_papers
from lzfx.session.printing import file_name, prints_of
from lzfx.session.records import record_of
from lzfx.steps.log import log
from lzfx.steps.verify import of_the_record
from lzfx.workbook.csv_view import render_csv

_NAMED = 3
"""How many originals that the catalogue lacks are named."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What was written, or with `findings` why nothing was.

    `folder` holds the box as a folder and as a zip; `code` is the SHA-256 of its checksums;
    `hidden` are the items whose titles the page leaves out.
    """

    findings: tuple[Finding, ...] = ()
    folder: Path | None = None
    items: int = 0
    files: int = 0
    code: str = ""
    hidden: int = 0
    remarks: tuple[Finding, ...] = field(default=())


def archive(session: Session, *, restricted: bool = False) -> Archived:
    """Write the box of the returned catalogue and record it; nothing when anything forbids it.

    With `restricted` the page names the items of restricted series as well.
    """
    files = BoxFiles(session)
    kinds = [kind for kind in MADE_OF_RECORDS if kind.of is Archive]
    found = record_of(session, kinds[0])
    catalogue: Archive | None = found.record
    if catalogue is None:
        params = {"forms": found.forms, "command": found.command}
        return Archived((Finding("nothing-of-returns", params=params),))
    master = _master(session)
    stopped = (*forbidding(session), *of_the_record(session.ledger), *_lost(files, catalogue))
    gaps = dict.fromkeys(gap for kind in kinds for gap in kind.missing(master, catalogue))
    if faults := (*stopped, *gaps):
        return Archived(faults)
    box = _Making(session, files, catalogue, master, open_all=restricted)
    prints = tuple(box.prints(kinds))
    if box.faults:
        return Archived(tuple(box.faults))
    return box.written(prints)


def _master(session: Session) -> Master:
    """What the lists are made of, on the day of the last act, not of the clock."""
    master = with_papers(session, graded_master(session))
    last = datetime.fromisoformat(actions(session.ledger)[-1].at)
    return replace(master, day=last.date())


def _lost(files: BoxFiles, catalogue: Archive) -> Iterator[Finding]:
    """Items whose electronic file is not kept any more, or is another one by now."""
    known = {one.path: one.sha256 for one in files}
    for box in catalogue.boxes:
        for one in box.items:
            ours = one.file.partition("/")[0] in {ORIGINALS, PRINTS}
            if ours and known.get(one.file) != one.sha256.lower():
                params = {"item": one.item_no, "value": one.file}
                yield Finding("box-not-kept", params=params)


@dataclass(slots=True)
class _Making:
    """A box on its way: everything it is made of, and the faults that forbid it."""

    session: Session
    files: BoxFiles
    catalogue: Archive
    master: Master
    open_all: bool
    faults: list[Finding] = field(default_factory=list)

    @property
    def items(self) -> int:
        return sum(len(box.items) for box in self.catalogue.boxes)

    def prints(self, kinds: Iterable[OfRecord[Any]]) -> Iterator[Part]:
        """The lists of the box: catalogue, notes, labels, covers, slip; faults are kept."""
        for kind in kinds:
            formats = tuple(one for one in kind.formats if one != "docx")
            for made in kind.documents(self.master, self.catalogue):
                document = replace(made, tints=tints_of(self.master))
                prints = prints_of(document, formats, self.session.templates)
                self.faults += prints.faults
                for name, data in prints.files.items():
                    yield f"{LISTS}/{file_name(document, name)}", data

    def parts(self, prints: Iterable[Part]) -> Iterator[Part]:
        """Every file of the box but its pages, its format and its checksums."""
        yield from file_parts(self.files)
        yield from edition_parts(self.session, self.files)
        yield from defined_parts(self.session)
        yield from prints
        yield f"{RECORD}/{LEDGER}", self.session.ledger.as_file()
        yield f"{RECORD}/{word('archive-title-acts')}.csv", _acts(self.session)

    def written(self, prints: Iterable[Part]) -> Archived:
        """Write it where nobody sees it, show it at once, then put it on record."""
        session, campaign = self.session, self.session.campaign
        home = session.workspace.folder("archive")
        called = word("archive-folder", code=campaign.code)
        stage = Staged(home, _free(home, safe_file_name(called)))
        stage.drop()
        try:
            hashes = self._filled(stage, prints)
            if self.faults:
                return Archived(tuple(self.faults))
            sums = checksums_text(hashes)
            code = stage.put(CHECKSUMS, sums)
            folder = stage.place()
        finally:
            stage.drop()
        with session.ledger.transaction():
            facts = {"items": self.items, "files": len(hashes) + 1}
            session.act(Verb.ARCHIVE, folder.name, sha256=code, **facts)
        hidden = self._pages({}, {}).hidden_items
        return Archived(
            folder=folder,
            items=self.items,
            files=len(hashes) + 1,
            code=code,
            hidden=hidden,
            remarks=tuple(self._remarks()),
        )

    def _filled(self, stage: Staged, prints: Iterable[Part]) -> dict[str, str]:
        """Put all but the checksums into the box; gives the hashes by name."""
        hashes: dict[str, str] = {}
        sizes: dict[str, int] = {}
        wanted = {one.path: one.sha256 for one in self.files}
        for name, data in self.parts(prints):
            hashes[name], sizes[name] = stage.put(name, data), len(data)
            if wanted.get(name, hashes[name]) != hashes[name]:
                self.faults.append(Finding("original-changed", Where(name), {"value": name}))
        pages = self._pages(hashes, sizes)
        for name, data in pages.made(self.session.definitions).items():
            hashes[name] = stage.put(name, data)
        hashes[FORMAT] = stage.put(FORMAT, self._format(hashes))
        return hashes

    def _pages(self, hashes: Mapping[str, str], sizes: Mapping[str, int]) -> BoxPages:
        ledger = self.session.ledger
        return BoxPages(
            master=self.master,
            archive=self.catalogue,
            rules=self.files.rules,
            hashes=hashes,
            sizes=sizes,
            head=head(ledger),
            up_to=actions(ledger)[-1].at,
            open_all=self.open_all,
        )

    def _format(self, hashes: Mapping[str, str]) -> bytes:
        """What a program needs to know of the box before it opens it."""
        ledger, campaign = self.session.ledger, self.session.campaign
        listed = {
            one.file: hashes[one.file]
            for box in self.catalogue.boxes
            for one in box.items
            if one.file in hashes
        }
        facts = {
            "format": LAYOUT,
            "lzfx": __version__,
            "campaign": campaign.code,
            "year": campaign.year,
            "name": campaign.name,
            "commission": campaign.commission,
            "items": self.items,
            "listed": dict(sorted(listed.items())),
            "head": head(ledger),
            "up_to": actions(ledger)[-1].at,
        }
        return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    def _remarks(self) -> Iterator[Finding]:
        """Prints that are gone, and originals that the catalogue does not list."""
        for one in self.files.gone:
            yield Finding("box-print-gone", Where(one.file), {"value": one.file}, Severity.ADVICE)
        listed = {one.file for box in self.catalogue.boxes for one in box.items}
        catalogues = self.files.of_catalogues
        told = [
            one.path
            for one in self.files.originals.values()
            if one.path not in listed and one.sha256 not in catalogues
        ]
        if told:
            names = "、".join(told[:_NAMED])
            params = {"count": len(told), "names": names}
            yield Finding("box-not-listed", params=params, severity=Severity.ADVICE)


def _free(home: Path, name: str) -> str:
    """That name, or with a number behind it the first that is not taken in the folder."""
    number = 1
    found = name
    while (home / found).exists():
        number += 1
        found = f"{name}（{number}）"
    return found


def _acts(session: Session) -> bytes:
    """The record of acts as a table for a spreadsheet."""
    titles = (word("column-at"), word("column-by"), word("column-act"))
    rows = ((one.at, one.by, one.says) for one in log(session).entries)
    table = Table(
        columns=tuple(Column(title, 40.0) for title in titles),
        rows=tuple(tuple(Cell(text) for text in row) for row in rows),
    )
    return render_csv(table)
