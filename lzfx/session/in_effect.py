"""Revisions with the edition in which each took effect, from the editions on record."""

from __future__ import annotations

from dataclasses import replace

from lzfx.ledger.queries import actions
from lzfx.model.revision import RevisionRecord
from lzfx.rules.editions import editions
from lzfx.rules.in_effect import first_editions, key_of, revised_edition, takes_out
from lzfx.session.editions import edition_master, edition_said
from lzfx.session.master import graded_master
from lzfx.session.opening import Session


def with_editions(session: Session, record: RevisionRecord) -> RevisionRecord:
    """The same record; what somebody wrote of editions himself counts for nothing.

    LzfxError where the content of an edition is lost, because then nobody can tell.
    """
    made = [one for one in editions(actions(session.ledger)) if one.kept]
    told = {one.number: one for one in made}
    first = first_editions(
        record.revisions,
        [
            revised_edition(one.number, one.approved.on, edition_master(session, one))
            for one in made
        ],
        takes_out(graded_master(session).revisions) if made else (),
    )
    revisions = (
        replace(one, version=edition_said(told[first[key_of(one)]]) if key_of(one) in first else "")
        for one in record.revisions
    )
    return replace(record, revisions=tuple(revisions))
