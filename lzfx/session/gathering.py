"""The folder of an office that unites bundles, as it is now: which are kept, which count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lzfx.errors import LzfxError
from lzfx.files.reading import FileTooBigError, read_bytes
from lzfx.files.rollup_folder import Entry, RollupFolder
from lzfx.intake.bundle import BUNDLE_LIMITS, ReadBundle, read_bundle
from lzfx.model.bundle import Bundle, BundleHead, Scheme
from lzfx.model.finding import Finding, Where
from lzfx.rules.gathered import Gathered, Standing, standings

START, CHECK, TAKE, WROTE = "start", "check", "take", "wrote"
"""The acts in the record of the folder."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is kept: by digest, with the file of each; `scheme` is None in an empty folder.

    `damaged` are kept bundles that are no longer as they came; they count for nothing.
    """

    folder: RollupFolder
    gathered: Gathered
    files: Mapping[str, Path]
    scheme: Scheme | None
    entries: tuple[Entry, ...]
    damaged: tuple[Finding, ...] = ()

    @property
    def standings(self) -> tuple[Standing, ...]:
        """One for each sender."""
        return standings(self.gathered)

    def counting(self) -> tuple[BundleHead, ...]:
        """The bundles that count, one of each sender at most."""
        return tuple(one.counts for one in self.standings if one.counts is not None)

    def read(self, digest: str) -> ReadBundle:
        """A kept bundle once more; LzfxError where it was changed meanwhile."""
        path = self.files[digest]
        found = read_bundle(path.name, read_bytes(path, BUNDLE_LIMITS.file_bytes))
        if not isinstance(found, ReadBundle) or found.head.digest != digest:
            raise LzfxError("rollup-changed-meanwhile", {"path": str(path)})
        return found

    def bundle(self, digest: str) -> Bundle:
        """The same whole."""
        found = self.read(digest)
        return Bundle(found.head, tuple(found.points()))


def gathering(folder: RollupFolder) -> Gathering:
    """The folder as it is on the disk."""
    entries = folder.entries()
    heads: dict[str, BundleHead] = {}
    files: dict[str, Path] = {}
    damaged: list[Finding] = []
    for path in folder.bundles():
        found = opened_bundle(path)
        if isinstance(found, OpenedBundle):
            heads[found.read.head.digest] = found.read.head
            files[found.read.head.digest] = path
        else:
            damaged += found
    scheme = next((one["scheme"] for one in entries if one["act"] == START), None)
    gathered = Gathered(heads, frozenset(_codes(entries)), frozenset(_taken(entries)))
    return Gathering(folder, gathered, files, scheme, entries, tuple(damaged))


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A sound bundle with its bytes as they came."""

    read: ReadBundle
    data: bytes


def opened_bundle(path: Path) -> OpenedBundle | tuple[Finding, ...]:
    """A bundle with its bytes, or why it is none; FileError where there is no file to read."""
    try:
        data = read_bytes(path, BUNDLE_LIMITS.file_bytes)
    except FileTooBigError:
        return (Finding("bundle-too-big", Where(path.name)),)
    found = read_bundle(path.name, data)
    return OpenedBundle(found, data) if isinstance(found, ReadBundle) else found


def _codes(entries: Iterable[Entry]) -> Iterator[str]:
    return (str(one["code"]) for one in entries if one["act"] == CHECK)


def _taken(entries: Iterable[Entry]) -> Iterator[tuple[str, frozenset[str]]]:
    for one in entries:
        if one["act"] == TAKE:
            yield str(one["taken"]), frozenset(map(str, one["over"]))
