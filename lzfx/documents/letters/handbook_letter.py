"""The letter that issues the handbook, and with it the edition, to the offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lzfx.content.blocks import Document
from lzfx.documents.issuing import NAME, issuing_letter
from lzfx.documents.letter import letter_document
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.required import number_gaps
from lzfx.model.campaign import HANDBOOK_NOTICE
from lzfx.model.edition import Act
from lzfx.model.finding import Finding, Severity
from lzfx.model.master import Master

TITLE = "手册印发通知"


def handbook_letter(master: Master) -> Document:
    """The letter of the edition that is printed, dated the day of its approval."""
    campaign = master.campaign
    made = letter_document(f"{campaign.year}年度{campaign.name}{TITLE}", issuing_letter(master))
    return replace(made, facts=edition(master))


def handbook_letter_gaps(master: Master) -> tuple[Finding, ...]:
    """What forbids sending it: no sound number, once there is an edition to be issued."""
    return tuple(_gaps(master))


def handbook_letter_remarks(master: Master) -> tuple[Finding, ...]:
    """That the number comes from the settings, where the one before had one from there, too."""
    number = master.campaign.documents.get(HANDBOOK_NOTICE, "")
    if master.edition.number <= 1 or not number:
        return ()
    params = {"value": number, "number": master.edition.number}
    return (Finding("edition-letter-number", params=params, severity=Severity.ADVICE),)


def _gaps(master: Master) -> Iterator[Finding]:
    if master.edition.holds(Act.APPROVAL):
        yield from number_gaps(f"{NAME}印发通知", issuing_letter(master).number)
