"""The edition that is printed: its acts on record, who is missing, how it is marked, its content.

The content of every print is kept among the originals, under its hash, which the record names; so
an edition that took effect prints the same whatever became of returns, roster, rules and settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lzfx.documents.lists.edition_changes import compared
from lzfx.errors import FileError, LzfxError
from lzfx.files.reading import read_bytes
from lzfx.ledger.frozen import frozen, thawed
from lzfx.ledger.queries import actions
from lzfx.messages import word
from lzfx.model.campaign import HANDBOOK_NOTICE, Campaign
from lzfx.model.edition import Act, ActDone, ApprovedEdition, Edition, Standing
from lzfx.model.master import Master
from lzfx.model.office import Words
from lzfx.rules.editions import content_digest, edition_of, editions, stage_of
from lzfx.session.master import GradedMaster, units_without_return
from lzfx.session.opening import Session

_SHORT = 12
"""How many digits of a hash are quoted."""


def edition_now(session: Session, graded: GradedMaster) -> Edition:
    """The edition of the points as they are now."""
    missing = units_without_return(session, graded)
    return edition_of(actions(session.ledger), content_digest(graded.master.graded), missing)


def mark_of(edition: Edition, needs: Act | None, words: Words) -> str:
    """What stands on every page of a paper that needs that act; empty on a final one."""
    marks = {
        Standing.FOR_REVIEW: words.draft_for_review,
        Standing.FOR_COMMENT: words.draft_for_comment,
        Standing.FINAL: "",
    }
    return marks[stage_of(edition, needs)]


@dataclass(frozen=True, slots=True)
class WhichEdition:
    """Which edition a person wants: the newest, or the `draft` of the next one.

    To compare, the numbers of two of them; 0 stands for the usual ones, as `compared_with` says.
    """

    draft: bool = False
    since: int = 0
    until: int = 0


NEWEST = WhichEdition()


@dataclass(frozen=True, slots=True)
class ToPrint:
    """The master table that a document is printed from.

    `edition` is the number of the one that took effect, where it is that one; `differs` says that
    the state of today is another than the newest edition.
    """

    master: Master
    edition: int = 0
    differs: bool = False


def keep_content(session: Session, master: Master) -> str:
    """Keep all that documents of this table are made of; gives the hash it is kept under."""
    return session.workspace.keep_original(frozen(master))


def to_print(session: Session, state: Master, needs: Act | None, which: WhichEdition) -> ToPrint:
    """What a document is printed from that needs that act: the newest edition, or the state.

    What needs an approval prints from the edition that has it. The state of today is printed of
    all else, before the first edition, and of the draft of the next one, where there is any
    difference.
    """
    made = editions(actions(session.ledger))
    if needs is not Act.APPROVAL or not made or not made[-1].kept:
        return ToPrint(state)
    last = edition_master(session, made[-1])
    differs = _differs(state, last)
    if which.draft and differs:
        return ToPrint(_not_approved(state), differs=True)
    return ToPrint(last, made[-1].number, differs)


def _differs(state: Master, last: Master) -> bool:
    """Whether the state says something else than the edition.

    Which forms went out since, as that for comments, changes nothing of what was approved. Both are
    written by this program: an earlier one may have kept more of the settings in an edition.
    """
    return frozen(replace(state, forms=last.forms)) != frozen(last)


def compared_with(session: Session, state: Master, which: WhichEdition) -> Master:
    """The later of two editions, with all its differences from the earlier one.

    Where no number is given: the newest edition and the state of today, or the newest two where
    that is the same. Unchanged without any edition. LzfxError for a number there is not.
    """
    made = editions(actions(session.ledger))
    if not made:
        return state
    since, until = which.since, which.until
    if not since:
        same = not _differs(state, edition_master(session, made[-1]))
        whole = len(made)
        since, until = (whole - 1, until or whole) if same and whole > 1 else (whole, until)
    before = _numbered(made, since)
    later = _numbered(made, until) if until else None
    after = edition_master(session, later) if later else state
    names = (edition_said(before), edition_said(later) if later else word("edition-now"))
    found = compared(edition_master(session, before), after, names)
    return replace(after, papers=replace(after.papers, compared=found))


def edition_said(one: ApprovedEdition) -> str:
    """`第1版`, as papers and the screen call it."""
    return word("edition-number", number=one.number)


def _numbered(made: Sequence[ApprovedEdition], number: int) -> ApprovedEdition:
    if not 0 < number <= len(made):
        raise LzfxError("edition-unknown", {"value": number, "number": len(made)})
    return made[number - 1]


def edition_master(session: Session, one: ApprovedEdition) -> Master:
    """The master table as it was when that edition was printed; LzfxError where it is lost."""
    told = {"number": one.number, "value": one.kept[:_SHORT]}
    if not one.kept:
        raise LzfxError("edition-content-lost", told)
    try:
        data = read_bytes(session.workspace.original(one.kept))
        if hashlib.sha256(data).hexdigest() != one.kept:
            raise LzfxError("edition-content-lost", told)
        master = thawed(data)
    except (FileError, ValueError) as error:
        raise LzfxError("edition-content-lost", told) from error
    edition = Edition(one.acts, {}, one.missing, one.content, one.number)
    campaign = _with_number(session, master.campaign)
    return replace(master, day=one.printed or one.approved.on, edition=edition, campaign=campaign)


def _with_number(session: Session, campaign: Campaign) -> Campaign:
    """The settings of an edition with the number under which it is issued, as it is said today."""
    number = session.campaign.documents.get(HANDBOOK_NOTICE, "")
    return replace(campaign, documents={**campaign.documents, HANDBOOK_NOTICE: number})


def _not_approved(state: Master) -> Master:
    """The state as a draft, even where only names or words differ from what was approved."""
    edition = state.edition
    approved = edition.acts.get(Act.APPROVAL)
    if approved is None:
        return state
    acts: dict[Act, ActDone] = {
        act: one for act, one in edition.acts.items() if act is not Act.APPROVAL
    }
    stale = {**edition.stale, Act.APPROVAL: approved}
    return replace(state, edition=replace(edition, acts=acts, stale=stale))
