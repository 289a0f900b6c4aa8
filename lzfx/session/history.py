"""What a subject sent before: the return that counts, and the last whole one, be it faulty."""

from __future__ import annotations

from functools import cached_property

from lzfx.checks.context import Known
from lzfx.checks.corrections import Before
from lzfx.checks.partial import sent_back
from lzfx.files.workspace import Workspace
from lzfx.files.writing import read_bytes
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import all_deliveries, current_submissions
from lzfx.model.ledger import Delivery, Outcome
from lzfx.model.submission import Stamp, Submission
from lzfx.session.opening import Session

_Whose = tuple[str, str]
"""A form and the subject that answers it."""


class Earlier:
    """The earlier returns of every subject; a run adds to them what it judges itself."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    @cached_property
    def valid(self) -> dict[_Whose, Submission]:
        """The return of every form and subject that counts so far."""
        campaign = self._session
        return {
            (form.name, one.stamp.subject): one
            for form in campaign.forms.values()
            if form.stamped
            for one in current_submissions(campaign.ledger, form)
        }

    @cached_property
    def _delivered(self) -> dict[_Whose, list[Delivery]]:
        """What was taken in as a whole or sent back as one, oldest first."""
        found: dict[_Whose, list[Delivery]] = {}
        for form in self._session.forms.values():
            for one in all_deliveries(self._session.ledger, form.name) if form.stamped else ():
                if _is_whole(one):
                    found.setdefault((form.name, one.subject), []).append(one)
        return found

    def note(self, one: Delivery) -> None:
        """Remember a judgement of this run."""
        if one.outcome in {Outcome.ACCEPTED, Outcome.SENT_BACK} and _is_whole(one):
            self._delivered.setdefault((one.form, one.subject), []).append(one)

    def sent_back(self, form: FormSpec, stamp: Stamp, known: Known, sha256: str) -> Before | None:
        """The last whole return of the subject beside that file, if it was sent back."""
        told = self._delivered.get((form.name, stamp.subject), ())
        last = next((one for one in reversed(told) if one.sha256 != sha256), None)
        if last is None or last.outcome is not Outcome.SENT_BACK:
            return None
        facts = (last.sha256, last.file)
        return read_again(self._session.workspace, self._reader, facts, form, known, stamp)


def _is_whole(one: Delivery) -> bool:
    """Whether later corrections are about it: a part that was sent back is about another."""
    codes = {finding.code for finding in one.findings}
    return one.outcome is Outcome.ACCEPTED or not codes & {
        "corrections-laid-over",
        "corrections-of-nothing",
        "rows-fewer-sent-back",
    }


def read_again(  # noqa: PLR0913, PLR0917 - an original and all that is needed to understand it
    workspace: Workspace,
    reader: Reader,
    facts: tuple[str, str],
    form: FormSpec,
    known: Known,
    stamp: Stamp,
) -> Before | None:
    """A return that was sent back, from its original; `facts` are its hash and its name."""
    sha256, file = facts
    path = workspace.original(sha256)
    if not path.is_file():
        return None
    answer = reader.read(file, read_bytes(path))
    if isinstance(answer, Refused):
        return None
    return sent_back(locate(answer, form, file=file, sha256=sha256, stamp=stamp), form, known)
