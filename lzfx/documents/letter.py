"""An official letter as blocks in the order of the standard: head, text, annexes, imprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lzfx.content.blocks import Block, Document
from lzfx.content.letter import Annex, AnnexNames, Imprint, Letterhead, SignOff, Style
from lzfx.content.wording import chinese_date
from lzfx.documents.letter_title import title_lines
from lzfx.model.campaign import Campaign

_BEHIND_THE_NAME = "文件"
DAY_TO_COME = "　　年　月　日"
"""The day of a draft, which is written when it goes out."""


@dataclass(frozen=True, slots=True)
class LetterAnnex:
    """What is sent with a letter; its title is printed in the annex note and over the annex."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What an official letter says.

    `title` is unbroken; `recipients` and `copies_to` are names without marks at their ends; `body`
    is headings and paragraphs, and a table at most; `issuer` signs, and heads the paper unless
    `head` names another. `enclosures` are papers sent along that are bound by themselves: the annex
    note names them behind the annexes. `signer`, `secrecy`, `urgency` and `copy_number` only where
    there are any.
    A `draft` has no number and no day yet, no seal, and nobody has printed it for sending.
    """

    title: str
    number: str
    issuer: str
    date: date
    body: tuple[Block, ...]
    recipients: tuple[str, ...] = ()
    annexes: tuple[LetterAnnex, ...] = ()
    enclosures: tuple[str, ...] = ()
    style: Style = "document"
    head: str = ""
    sealed: bool = True
    note: str = ""
    copies_to: tuple[str, ...] = ()
    printer: str = ""
    signer: str = ""
    secrecy: str = ""
    urgency: str = ""
    copy_number: str = ""
    draft: bool = False
    whole: tuple[str, ...] = field(default=(), compare=False)


def whole_words(campaign: Campaign, *names: str) -> tuple[str, ...]:
    """What the title of a letter of the campaign does not break: names, and the office's words."""
    words = campaign.words
    return (*names, *words.title_words, words.risk, words.point)


def letter_blocks(letter: Letter) -> tuple[Block, ...]:
    """The letter as blocks; its annex names are the titles of its annexes."""
    return tuple(_blocks(letter))


def letter_document(name: str, letter: Letter, after: Sequence[Block] = ()) -> Document:
    """The letter as a document called `name`; blocks `after` it are not part of the letter."""
    return Document(
        name=name,
        title=letter.title,
        blocks=(*letter_blocks(letter), *after),
        author=letter.issuer,
        date=letter.date.isoformat(),
    )


def _blocks(letter: Letter) -> Iterator[Block]:
    yield Letterhead(
        mark=_mark(letter),
        number="" if letter.draft else letter.number,
        title=title_lines(letter.title, whole=(letter.issuer, *letter.whole)),
        recipients=f"{'、'.join(letter.recipients)}：" if letter.recipients else "",
        style=letter.style,
        copy_number=letter.copy_number,
        secrecy=letter.secrecy,
        urgency=letter.urgency,
        signer=letter.signer,
    )
    yield from letter.body
    if names := (*(annex.title for annex in letter.annexes), *letter.enclosures):
        yield AnnexNames(names)
    day = DAY_TO_COME if letter.draft else chinese_date(letter.date)
    sealed = letter.sealed and not letter.draft
    yield SignOff(letter.issuer, day, sealed, letter.note)
    for number, annex in enumerate(letter.annexes, start=1):
        yield Annex(number if len(names) > 1 else None, annex.title)
        yield from annex.blocks
    if letter.copies_to or (letter.printer and letter.style == "document"):
        yield _imprint(letter)


def _mark(letter: Letter) -> str:
    """The red name over the paper; 文件 stands behind it in the general format only (7.2.4)."""
    name = letter.head or letter.issuer
    return f"{name}{_BEHIND_THE_NAME}" if letter.style == "document" else name


def _imprint(letter: Letter) -> Imprint:
    """The 版记; the 信函 format has no printing office and no day of printing in it (10.1)."""
    general = letter.style == "document"
    return Imprint(
        copies_to="，".join(letter.copies_to),
        printer=letter.printer if general else "",
        printed_on=chinese_date(letter.date) if general and not letter.draft else "",
        style=letter.style,
    )
