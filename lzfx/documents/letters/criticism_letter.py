"""通报批评: a letter that states only what an assessment or a check has on record."""

from __future__ import annotations

from collections.abc import Iterator

from lzfx.content.blocks import Block, Document, Heading, Paragraph
from lzfx.documents.letter import Letter, letter_document
from lzfx.documents.required import no_entries, number_gaps
from lzfx.model.assessment import Criticism, Criticisms
from lzfx.model.finding import Finding
from lzfx.model.master import Master

NAME = "通报批评"


def criticism_letter(master: Master, criticism: Criticism) -> Document:
    """The letter: what it rests on, the facts, then what is demanded."""
    campaign = master.campaign
    who = "、".join(criticism.subjects)
    letter = Letter(
        title=f"关于{who}{criticism.about}的{NAME}",
        number=criticism.doc_number,
        issuer=campaign.issuer,
        date=criticism.decided_on or master.day,
        body=tuple(_body(master, criticism, who)),
        recipients=criticism.recipients,
        copies_to=criticism.copies_to,
        printer=f"{campaign.commission}办公室",
        whole=(*criticism.subjects, criticism.about),
    )
    return letter_document(f"{criticism.year}年度{NAME} {who}", letter)


def criticism_gaps(_: Master, bound: Criticisms) -> tuple[Finding, ...]:
    """Everything that forbids printing: nobody criticised, a letter without a sound number."""
    numbers = (fault for one in bound.criticisms for fault in number_gaps(NAME, one.doc_number))
    return (*no_entries(NAME, bound.criticisms), *numbers)


def _body(master: Master, criticism: Criticism, who: str) -> Iterator[Block]:
    yield Paragraph(
        f"经查，{who}{criticism.about}。依据{'、'.join(criticism.basis)}，现予以{NAME}。"
    )
    yield Heading(2, "一、主要事实")
    yield from _numbered(criticism.facts)
    yield Heading(2, "二、整改要求")
    yield from _numbered(criticism.demands)
    yield Paragraph(
        f"各单位要对照检查，发现同类问题及时改正，情况报{master.campaign.office.name}。"
    )


def _numbered(texts: tuple[str, ...]) -> Iterator[Block]:
    for number, text in enumerate(texts, start=1):
        yield Paragraph(f"{number}. {text}" if len(texts) > 1 else text)
