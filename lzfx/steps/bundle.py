"""`lzfx bundle`: the points as one file for the office above, and the sheet beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lzfx.documents.papers.bundle_note import bundle_note
from lzfx.errors import LzfxError
from lzfx.files.bundles import packed_bundle
from lzfx.files.names import safe_file_name
from lzfx.files.writing import write_atomic
from lzfx.model.action import Verb
from lzfx.model.bundle import SUFFIX
from lzfx.model.finding import Finding
from lzfx.session.bundling import bundled, seal_said
from lzfx.session.opening import Session
from lzfx.session.outputs import write_outputs
from lzfx.session.printing import file_name, prints_of

_FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class BundleMade:
    """A bundle that was written: its files, its code, what it holds; a draft has a `mark`.

    With `findings` nothing was written. `differs` says that the state of today is another than
    the edition in it.
    """

    file: Path
    papers: tuple[Path, ...]
    code: str
    points: int
    units: int
    edition: int
    mark: str
    differs: bool
    missing: tuple[str, ...] = ()
    kept: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


def bundle(session: Session) -> BundleMade:
    """Write the bundle and its 报送单 into 成果, and record it; LzfxError without any point."""
    source, head, parts = bundled(session)
    told = head.manifest
    if not told.points:
        raise LzfxError("bundle-nothing")
    mark = f"（{told.mark}）" if told.mark else ""
    name = safe_file_name(f"{told.sender}{told.year}年度{mark}{SUFFIX}")
    code = seal_said(head)
    document = bundle_note(session.campaign, head, name, code, session.now.date())
    prints = prints_of(document, _FORMATS, session.templates)
    folder = session.workspace.folder("output")
    papers = {folder / file_name(document, kind): data for kind, data in prints.files.items()}
    done = BundleMade(
        file=folder / name,
        papers=tuple(papers),
        code=code,
        points=told.points,
        units=told.unit_count,
        edition=told.edition,
        mark=told.mark,
        differs=source.differs,
        missing=source.master.edition.missing,
        findings=prints.faults,
    )
    if prints.faults:
        return done
    with session.ledger.transaction():
        session.act(Verb.BUNDLE, name, digest=head.digest, points=told.points, edition=told.edition)
    write_atomic(done.file, packed_bundle(parts))
    write_outputs(session, papers)
    return done
