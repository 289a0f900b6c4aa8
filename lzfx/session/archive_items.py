"""The items that an archive box should list, as the record has them; a person corrects them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from lzfx.files.editions import edition_of
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import accepted, actions, names_of_files
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.action import Action, Verb
from lzfx.model.archive import ArchiveItem
from lzfx.model.codes import ScreenWord
from lzfx.model.ledger import Delivery, Outcome, Publication, occasion
from lzfx.rules.archiving import RETENTIONS, SERIES, boxed
from lzfx.rules.editions import places_standing
from lzfx.session.archive_files import BoxFile, BoxFiles
from lzfx.session.opening import Session

_TITLE, _NAME, _NUMBER = 200, 60, 40
"""The longest texts that the columns for titles, authors and document numbers take."""

_DECIDED: Mapping[Verb, ScreenWord] = {
    Verb.REVIEW: "archive-title-review",
    Verb.PUBLICITY: "archive-title-publicity",
    Verb.CLOSING: "archive-title-closing",
    Verb.APPROVE: "archive-title-approve",
}
_DECISIONS, _PUBLICITY = "decision", "remark"
"""Words of `model.about`, by whose series papers of acts are filed."""


def rows_proposed(session: Session) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The proposed rows as texts by field name: `boxes`, one a retention, and `items`.

    What only a person knows is left out: who filed, what was counted by hand, pages of papers.
    """
    files = BoxFiles(session)
    labels = session.labels
    boxes, items = [], []
    for number, box in enumerate(boxed(items_proposed(files), files.rules), start=1):
        retention = labels[RETENTIONS][box[0].retention]
        boxes.append(
            {
                "box_no": str(number),
                "year": str(session.campaign.year),
                "retention": retention,
                "category": "WS",
            }
        )
        items += [
            {
                "box": str(number),
                "item_no": str(one.item_no),
                "title": one.title[:_TITLE],
                "author_org": one.author_org[:_NAME],
                "doc_number": one.doc_number[:_NUMBER],
                "made_on": one.made_on.isoformat() if one.made_on else "",
                "pages": str(one.pages or ""),
                "retention": retention,
                "series": labels[SERIES][one.series],
                "note": one.note,
                "file": one.file,
                "sha256": one.sha256,
            }
            for one in box
        ]
    return {"boxes": boxes, "items": items}


def items_proposed(files: BoxFiles) -> Iterator[ArchiveItem]:
    """Every item in the order of the record, without number and retention.

    A workbook counts as one page, as it is filed in electronic form; a print has its pages. The
    catalogue's own returns are no item of it.
    """
    yield from _of_acts(files)
    yield from _of_roster(files)
    yield from _of_returns(files)
    yield from _of_prints(files)
    yield from _of_record(files)


def _item(  # noqa: PLR0913, PLR0917 - what an item needs
    title: str, author: str, day: str, series: str, file: BoxFile | None = None, note: str = ""
) -> ArchiveItem:
    return ArchiveItem(
        item_no=0,
        title=title,
        author_org=author,
        made_on=date.fromisoformat(day[:10]),
        pages=1,
        series=series,
        note=note,
        file=file.path if file else "",
        sha256=file.sha256 if file else "",
    )


def _of_acts(files: BoxFiles) -> Iterator[ArchiveItem]:
    """The papers by which bodies decided, on paper; their pages are counted by a person.

    What was put on record by mistake and taken back is no paper of the campaign.
    """
    done = actions(files.session.ledger)
    standing = places_standing(done)
    for at, one in enumerate(done):
        name = _DECIDED.get(one.verb)
        if name and at in standing and one.text("paper"):
            yield _paper(files, one, word(name, name=files.session.campaign.name))
        if one.verb is Verb.RECORD:
            file = files.originals.get(one.text("sha256"))
            title = word("archive-title-decisions", body=one.about)
            series = files.rules.of_about.get(_DECISIONS, files.rules.rest)
            if file is not None:
                yield _item(title, one.about, one.text("on"), series, file)


def _paper(files: BoxFiles, one: Action, title: str) -> ArchiveItem:
    about = _DECISIONS if one.verb in {Verb.REVIEW, Verb.APPROVE} else _PUBLICITY
    return ArchiveItem(
        item_no=0,
        title=title,
        author_org=one.text("body") or files.session.campaign.issuer,
        doc_number=one.text("paper"),
        made_on=date.fromisoformat(one.text("on")),
        series=files.rules.of_about.get(about, files.rules.rest),
        note=word("archive-note-paper"),
    )


def _of_roster(files: BoxFiles) -> Iterator[ArchiveItem]:
    session = files.session
    for form in session.kept_forms.values():
        for one in accepted(session.ledger, form.name) if not form.stamped else ():
            file = files.originals.get(one.sha256)
            if file is not None:
                title = word("archive-title-roster", form=form.title, day=one.received_at[:10])
                author = session.campaign.office.name
                yield _item(title, author, one.received_at, files.rules.of_form(form), file)


def _of_returns(files: BoxFiles) -> Iterator[ArchiveItem]:
    """Every file that came in, whether it counts or not."""
    session = files.session
    counting = {
        sha256
        for form in session.kept_forms.values()
        for sha256 in _counting(session, form)
        if form.stamped
    }
    entered = {one.text("sha256") for one in actions(session.ledger) if one.verb is Verb.RECORD}
    for sha256 in dict.fromkeys(sha256 for sha256, _ in names_of_files(session.ledger)):
        one, file = files.deliveries.get(sha256), files.originals.get(sha256)
        if one is None or file is None or sha256 in entered:
            continue
        form = session.kept_forms.get(one.form)
        if form is None or form.table_about(About.ARCHIVE_ITEM) is None:
            yield _return(files, form, one, file, counts=sha256 in counting)


def _counting(session: Session, form: FormSpec) -> frozenset[str]:
    """The hashes of the returns of a form that count."""
    many = form.returns == "many"
    taken = accepted(session.ledger, form.name)
    return frozenset(
        {(one.subject, occasion(one.issue, many=many)): one.sha256 for one in taken}.values()
    )


def _return(
    files: BoxFiles, form: FormSpec | None, one: Delivery, file: BoxFile, *, counts: bool
) -> ArchiveItem:
    session = files.session
    note = word("archive-note-sheet")
    series = files.series_of(one.sha256)
    if form is None or not one.subject:
        title = word("archive-title-other", file=PurePosixPath(one.file).name)
        return _item(title, session.campaign.office.name, one.at, series, file, note)
    who = session.everybody.called(one.subject, form.owed_by)
    name: ScreenWord = "archive-title-return"
    if not counts:
        kept = one.outcome in {Outcome.ACCEPTED, Outcome.UNCHANGED}
        name = "archive-title-earlier" if kept else "archive-title-not-taken"
    return _item(word(name, who=who, form=form.title), who, one.at, series, file, note)


def _of_prints(files: BoxFiles) -> Iterator[ArchiveItem]:
    """One item a print, by its pdf; its other formats lie beside it."""
    for one, file in files.prints:
        if one.file.endswith(".pdf"):
            yield _print(files, one, file)


def _print(files: BoxFiles, one: Publication, file: BoxFile) -> ArchiveItem:
    session = files.session
    kept = edition_of(session.workspace, one.output_sha256)
    return ArchiveItem(
        item_no=0,
        title=PurePosixPath(one.file).stem,
        author_org=session.campaign.issuer,
        doc_number=session.campaign.documents.get(one.document.replace("-", "_"), ""),
        made_on=date.fromisoformat(one.at[:10]),
        pages=len(kept.pages) if kept and kept.pages else None,
        series=files.rules.of_print(one.document),
        file=file.path,
        sha256=file.sha256,
    )


def _of_record(files: BoxFiles) -> Iterator[ArchiveItem]:
    """What is only written when the box is: the record, the ledger, settings and definitions."""
    session = files.session
    office, day = session.campaign.office.name, actions(session.ledger)[-1].at
    note = word("archive-note-within")
    names: tuple[ScreenWord, ...] = (
        "archive-title-acts",
        "archive-title-ledger",
        "archive-title-settings",
    )
    for name in names:
        yield _item(word(name), office, day, files.rules.rest, note=note)
