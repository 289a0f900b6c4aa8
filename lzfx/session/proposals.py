"""Letters that quote codes with conclusions become proposals: a sheet for the clerk to confirm.

Nothing of a letter is ever taken in by itself. Whose letter it is nobody has proven, and what it
means was read by a program: `lzfx record` takes the sheet once a person has looked at it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lzfx.errors import LzfxError
from lzfx.files.names import safe_file_name
from lzfx.forms.spec import FormSpec, TableSpec
from lzfx.intake.letter_text import letter_text
from lzfx.intake.sniff import Container, sniff
from lzfx.ledger.queries import point_id_records
from lzfx.messages import word
from lzfx.model.decision import Conclusion
from lzfx.model.filling import Filling
from lzfx.model.finding import Finding
from lzfx.rules.quoted import Quoted, quoted
from lzfx.session.entering import conclusion_words, entering_form
from lzfx.session.inbox import InboxFile, Letter
from lzfx.session.issuing import notes_of
from lzfx.session.opening import Session
from lzfx.session.outputs import write_output
from lzfx.workbook.blank import build

_LETTERS = frozenset({Container.MAIL, Container.TEXT, Container.WORD})
_LIKE_A_CODE = re.compile(r"[0-9A-Za-z\uff10-\uff5a][-\u2010-\u2015\u2212\uff0d][0-9\uff10-\uff19]")


def with_letters(session: Session, files: Iterable[InboxFile]) -> Iterator[InboxFile]:
    """The files as they came; those that are letters with conclusions, marked as such.

    A mail whose attachments came by themselves is such a letter, too, or nothing that is told of:
    what it says beside them is a greeting.
    """
    words = _Words(session)
    for one in files:
        letter = words.letter(one) if one.is_readable else None
        if letter is not None:
            yield replace(one, letter=letter)
        elif not one.beside:
            yield one


def proposed(session: Session, one: InboxFile) -> tuple[Finding, ...]:
    """Write the sheet that a letter proposes and say so; nothing for a file that quotes no codes.

    A text of two columns is a table where a person says that it decides.
    """
    if not one.is_readable or sniff(one.data) is Container.TEXT:
        return ()
    letter = _Words(session).letter(one)
    if letter is None:
        return ()
    sheet = session.workspace.folder("output") / letter.sheet
    kept = write_output(session, sheet, letter.data)
    told = replace(one, letter=letter).refusal
    return (*((told,) if told else ()), *kept)


class _Words:
    """What a letter is read by, looked up when the first one comes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: frozenset[str] | None = None

    def letter(self, one: InboxFile) -> Letter | None:
        """The conclusions in a letter; None for a file that is none, or quotes none."""
        kind = sniff(one.data)
        if kind not in _LETTERS:
            return None
        text = letter_text(one.data, kind)
        if not _LIKE_A_CODE.search(text):
            return None
        try:
            form, table = entering_form(self._session)
        except LzfxError:
            return None
        if self._known is None:
            records = point_id_records(self._session.ledger)
            self._known = frozenset(each.point_id for each in records)
        found = quoted(text, self._known, conclusion_words(table))
        if not found:
            return None
        name = safe_file_name(
            f"{word('recording-proposal', file=_stem(one.beside or one.label))}.xlsx"
        )
        data = _proposal(self._session, (form, table), one, found)
        return Letter(len(found), name, data)


def _stem(label: str) -> str:
    return label.rpartition("/")[2].rpartition(".")[0] or label


def _proposal(
    session: Session,
    into: tuple[FormSpec, TableSpec],
    one: InboxFile,
    found: Iterable[Quoted],
) -> bytes:
    """The sheet: the office's own form, with what the letter says and where it comes from."""
    form, table = into
    header = {
        "paper": word("recording-letter", file=one.label)[:60],
        "evidence": one.label,
        "evidence_hash": hashlib.sha256(one.data).hexdigest(),
    }
    rows = tuple(_row(table, each) for each in found)
    return build(form, Filling(header, {table.name: rows}), notes_of(session, form))


def _row(table: TableSpec, one: Quoted) -> Mapping[str, str]:
    """A row as a person would type it; what is not sure stands there as it was written."""
    if one.said is None:
        return {"code": one.code, "outcome": one.text}
    outcomes = {each.code: each.label for each in table.field("outcome").choices}
    levels = {each.code: each.label for each in table.field("decided_level").choices}
    level = one.said.level if one.said.outcome == Conclusion.LEVEL else None
    told = {
        "code": one.code,
        "outcome": outcomes[one.said.outcome],
        "decided_level": levels.get(str(level), ""),
        "reason": one.said.reason,
    }
    return {name: text for name, text in told.items() if text}
