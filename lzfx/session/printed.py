"""Documents that were rendered, on their way out: checked, compared, written and recorded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from lzfx.content.blocks import Document, plain
from lzfx.documents.document_kind import DocumentKind
from lzfx.documents.letters.notice import contact_said
from lzfx.documents.personal_data import names_of, revealed
from lzfx.documents.reprint import PageChanges, page_changes
from lzfx.files.editions import edition_of, keep_edition
from lzfx.ledger.queries import last_submission, publications
from lzfx.model.action import Verb
from lzfx.model.edition import Act, ActDone
from lzfx.model.finding import Finding
from lzfx.model.ledger import Publication
from lzfx.model.master import Master
from lzfx.rules.editions import NOTHING, decided_digest, print_facts
from lzfx.session.definitions import rules_digest
from lzfx.session.editions import keep_content
from lzfx.session.opening import Session
from lzfx.session.outputs import write_output
from lzfx.session.printing import Prints, file_name, names_of_all
from lzfx.session.refused_prints import drop_refused


@dataclass(frozen=True, slots=True)
class Published:
    """What was printed; with `findings` nothing was, because they forbid it.

    `nothing` says why there is nothing to print. A draft has a `mark`; `lacking` are the acts that
    the record lacks for this content, `stale` those it has for an earlier one, `command` the one
    that records what makes the paper final. `remarks` are told beside. `missing` names the units
    that are not in it; `substituted` are the fonts of the standard that this PC lacks; `masked`
    are the texts that a public edition shows masked. `changes` are the pages that differ from the
    edition printed at `before`, if there was one. `kept` says which files a person had edited.
    What is made `of_returns` counts no points and has no first page that names who is missing.
    `edition` is the number of the one that took effect, where that is printed, approved on
    `edition_day`; with `differs` the state of today is another.
    """

    title: str
    files: tuple[Path, ...] = ()
    pages: int = 0
    points: int = 0
    missing: tuple[str, ...] = ()
    substituted: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    masked: tuple[Finding, ...] = ()
    before: str = ""
    changes: PageChanges | None = None
    nothing: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    mark: str = ""
    lacking: tuple[Act, ...] = ()
    stale: tuple[ActDone, ...] = ()
    command: str = ""
    kept: tuple[Finding, ...] = ()
    of_returns: bool = False
    edition: int = 0
    edition_day: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class LastEdition:
    """The last print of a document: when, what its pages said, how it was marked."""

    at: str
    pages: tuple[str, ...]
    mark: str


def edition_before(session: Session, name: str, document: Document) -> LastEdition | None:
    """The last edition of the same document under any mark, if what its pages said is known."""
    files = names_of_all(document, session.campaign.words, "pdf")
    for one in reversed(publications(session.ledger)):
        if one.document == name and one.file in files:
            kept = edition_of(session.workspace, one.output_sha256)
            if kept is None or not kept.pages:
                return None
            return LastEdition(one.at, kept.pages, str(kept.tree.get("mark", "")))
    return None


def changes(before: LastEdition, document: Document, prints: Prints) -> PageChanges:
    """The pages that differ from the last print."""
    return page_changes(before.pages, prints.pages, remarked=before.mark != document.mark)


def personal(master: Master, kind: DocumentKind, document: Document) -> tuple[Finding, ...]:
    """Personal data that a public document would reveal; there must be none."""
    if not kind.public:
        return ()
    told = (contact_said(master.campaign),)
    return tuple(
        Finding("personal-data-in-public", params={"value": found.text})
        for found in revealed(document, names_of(master.roster), told)
    )


def written(  # noqa: PLR0913, PLR0917 - what is written, and what is recorded of it
    session: Session, name: str, document: Document, prints: Prints, content: str, master: Master
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Write all formats, then record what they were made of and keep what they say.

    Gives the files, and what is said of those that a person had edited.
    """
    folder = session.workspace.folder("output")
    made = {folder / file_name(document, kind): data for kind, data in prints.files.items()}
    kept = tuple(one for file, data in made.items() for one in write_output(session, file, data))
    drop_refused(session, document, prints)
    files = tuple(made)
    ledger = session.ledger
    up_to, rules = last_submission(ledger, session.declaration.name), rules_digest(session.rules)
    hashes = [hashlib.sha256(data).hexdigest() for data in prints.files.values()]
    tree = plain(document)
    whole = "" if content == NOTHING else keep_content(session, master)
    for output in hashes:
        keep_edition(session.workspace, output, tree, prints.pages)
    with ledger.transaction():
        for file, output in zip(files, hashes, strict=True):
            ledger.add_publication(Publication(name, session.at, file.name, up_to, rules, output))
        missing, decided = master.edition.missing, decided_digest(master.graded)
        told = print_facts(files[0].name, document.mark, content, missing, decided, whole)
        session.act(Verb.PRINT, name, **told, sha256=hashes[0])
    return files, kept
