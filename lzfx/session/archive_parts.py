"""What goes into an archive box so that it opens again years later.

Besides originals and prints: settings, roster and definitions in force, and what the prints say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from lzfx.files.box import DEFINED, EDITIONS
from lzfx.files.definitions import OWN_FOLDER, Definitions
from lzfx.files.entries import files
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import ROSTER, SETTINGS
from lzfx.session.archive_files import BoxFiles
from lzfx.session.opening import Session

_WHOLE = (("forms", ".toml"), ("rules", ".toml"), ("letters", ".j2"))
_BY_GROUPS = ("lists", ".toml")
_GROUP = re.compile(r"^(?=\[)", re.MULTILINE)
_NAMED = re.compile(r"\[\[?([A-Za-z0-9_-]+)")

Part = tuple[str, bytes]
"""A path in the box, and the bytes to be put there."""


def defined_parts(session: Session) -> Iterator[Part]:
    """Settings, roster, every form, list and rule in force, and the office's own templates."""
    workspace, sources = session.workspace, session.definitions
    yield f"{DEFINED}/{SETTINGS}", read_bytes(workspace.settings)
    yield f"{DEFINED}/{ROSTER}", read_bytes(workspace.roster)
    found: dict[str, bytes] = {}
    if sources.own is not None:
        for path in files(sources.own):
            found[path.relative_to(sources.own).as_posix()] = read_bytes(path)
    for folder, suffix in _WHOLE:
        for name in sources.names(folder, suffix):
            found[f"{folder}/{name}"] = read_bytes(sources.path(f"{folder}/{name}"))
    folder, suffix = _BY_GROUPS
    for name in sources.names(folder, suffix):
        found[f"{folder}/{name}"] = _lists(sources, f"{folder}/{name}")
    for name, data in found.items():
        yield f"{DEFINED}/{OWN_FOLDER}/{name}", data


def _lists(sources: Definitions, name: str) -> bytes:
    """The groups in force in one file: the office's own, and the shipped ones that it leaves."""
    own = read_bytes(sources.path(name))
    if sources.path(name) == sources.shipped / name:
        return own
    shipped = read_bytes(sources.shipped / name).decode("utf-8-sig")
    there = tomllib.loads(own.decode("utf-8-sig"))
    pieces = _GROUP.split(shipped)
    lacking = (piece for piece in pieces if (at := _NAMED.match(piece)) and at[1] not in there)
    both = "\n".join((own.decode("utf-8-sig").rstrip(), "", *lacking))
    try:
        whole = tomllib.loads(both) == {**tomllib.loads(shipped), **there}
    except tomllib.TOMLDecodeError:
        whole = False
    return both.encode("utf-8") if whole else own


def edition_parts(session: Session, box: BoxFiles) -> Iterator[Part]:
    """What each print that is in the box says, by which a later print is compared."""
    for _, file in box.prints:
        path = session.workspace.folder("editions") / f"{file.sha256}.json"
        if path.is_file():
            yield f"{EDITIONS}/{path.name}", read_bytes(path)


def file_parts(box: BoxFiles) -> Iterator[Part]:
    """Every original and print."""
    for one in box:
        yield one.path, read_bytes(one.source)
