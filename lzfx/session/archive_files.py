"""The files that go into an archive box: every original that was kept, and the prints on record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from lzfx.checks.boxes import BoxKnown
from lzfx.errors import DefinitionError
from lzfx.files import entries
from lzfx.files.box import ORIGINALS, PRINTS
from lzfx.files.names import safe_file_name
from lzfx.files.reading import read_bytes
from lzfx.ledger.audit import kept_files
from lzfx.ledger.queries import accepted, actions, last_deliveries, names_of_files, publications
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.action import NOT_KEPT, Verb
from lzfx.model.ledger import Delivery, Publication
from lzfx.rules.archiving import FILE, RETENTIONS, SERIES, ArchiveRules, parse_archiving
from lzfx.session.opening import Session

RULES = f"rules/{FILE}"
_SHORT = 8
"""How many digits of its hash stand before the name of an original in the box."""


@dataclass(frozen=True, slots=True)
class BoxFile:
    """A file for the box: its path there, its SHA-256, and where it lies now."""

    path: str
    sha256: str
    source: Path


@dataclass(frozen=True)
class BoxFiles:
    """All files for the box of a campaign, and what is known of them; each is read once."""

    session: Session

    @cached_property
    def rules(self) -> ArchiveRules:
        """What belongs to which series; DefinitionError with every fault of the file."""
        return archive_rules(self.session)

    @cached_property
    def deliveries(self) -> Mapping[str, Delivery]:
        """The last judgement of every file that came in, by hash."""
        ledger = self.session.ledger
        hashes = {sha256 for sha256, _ in names_of_files(ledger)}
        return {one.sha256: one for one in last_deliveries(ledger, hashes)}

    @cached_property
    def originals(self) -> Mapping[str, BoxFile]:
        """Every file below 原件 by hash; one of a restricted series is named by its hash alone."""
        folder = self.session.workspace.folder("originals")
        names = self._names
        paths = sorted(entries.files(folder), key=lambda path: path.name)
        return {
            path.name: BoxFile(
                f"{ORIGINALS}/{self._called(path.name, names.get(path.name, ''))}", path.name, path
            )
            for path in paths
        }

    @cached_property
    def of_catalogues(self) -> frozenset[str]:
        """The hashes of what came in as a catalogue, and of what is kept besides what came in."""
        kept = self.session.kept_forms
        told = {
            one.sha256
            for one in self.deliveries.values()
            if (form := kept.get(one.form)) and form.table_about(About.ARCHIVE_ITEM)
        }
        return frozenset(told | (self.originals.keys() - self._came))

    @cached_property
    def _came(self) -> frozenset[str]:
        """The hashes of files that came in, of every roster, and of sheets of decisions."""
        ledger = self.session.ledger
        forms = (form for form in self.session.kept_forms.values() if not form.stamped)
        rosters = {one.sha256 for form in forms for one in accepted(ledger, form.name)}
        sheets = {one.text("sha256") for one in actions(ledger) if one.verb is Verb.RECORD}
        return frozenset(rosters | sheets | self.deliveries.keys())

    def series_of(self, sha256: str) -> str:
        """The series of a file that came in."""
        one = self.deliveries.get(sha256)
        form = self.session.kept_forms.get(one.form) if one else None
        return self.rules.of_form(form) if form else self.rules.rest

    def _called(self, sha256: str, name: str) -> str:
        base = safe_file_name(name.rpartition("/")[2]) if name else word("archive-unnamed")
        if self.series_of(sha256) in self.rules.restricted:
            base = f"{word('archive-restricted-file')}{PurePosixPath(base).suffix}"
        return f"{sha256[:_SHORT]} {base}"

    @property
    def _names(self) -> Mapping[str, str]:
        """The name under which each original first came, by hash."""
        ledger = self.session.ledger
        told: dict[str, str] = {}
        for one in actions(ledger):
            if one.verb is Verb.PRINT and (kept := one.text("kept")) not in {"", NOT_KEPT}:
                told.setdefault(kept, word("archive-kept-content"))
        for form in self.session.kept_forms.values():
            if not form.stamped:
                told |= {one.sha256: one.file for one in accepted(ledger, form.name)}
        came = (*names_of_files(ledger), *kept_files(ledger))
        return {**dict(reversed(came)), **told}

    @cached_property
    def prints(self) -> tuple[tuple[Publication, BoxFile], ...]:
        """The newest print of every file in 成果 that is as it was printed."""
        folder = self.session.workspace.folder("output")
        return tuple(
            (one, BoxFile(f"{PRINTS}/{one.file}", one.output_sha256, folder / one.file))
            for one in self._newest.values()
            if _hash(folder / one.file) == one.output_sha256
        )

    @cached_property
    def gone(self) -> tuple[Publication, ...]:
        """The newest prints whose file is missing or was edited."""
        there = {one.file for one, _ in self.prints}
        return tuple(one for one in self._newest.values() if one.file not in there)

    @cached_property
    def _newest(self) -> Mapping[str, Publication]:
        return {one.file: one for one in publications(self.session.ledger)}

    def __iter__(self) -> Iterator[BoxFile]:
        yield from self.originals.values()
        yield from (file for _, file in self.prints)


def _hash(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest() if path.is_file() else ""


def archive_rules(session: Session) -> ArchiveRules:
    """What the office's or the shipped `rules/archive.toml` says; DefinitionError when wrong."""
    codes = {name: tuple(session.labels.get(name, ())) for name in (SERIES, RETENTIONS)}
    rules, faults = parse_archiving(session.definitions.toml(RULES), codes)
    if faults:
        raise DefinitionError(faults)
    return rules


def box_known(session: Session) -> BoxKnown:
    """What the catalogue of the boxes is checked against."""
    files = BoxFiles(session)
    known = {one.path: one.sha256 for one in files}
    return BoxKnown(known, (ORIGINALS, PRINTS), files.rules.keep)
