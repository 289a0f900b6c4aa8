"""What a subject sent before: the return that counts, and the last whole one, even if faulty."""

from __future__ import annotations

from functools import cached_property

from lzfx.checks.context import Known
from lzfx.checks.corrections import Before
from lzfx.checks.partial import sent_back
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.forms.spec import FormSpec
from lzfx.intake.bounded import Refused
from lzfx.intake.locate import locate
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import actions, all_deliveries, current_submissions
from lzfx.model.book import RawBook
from lzfx.model.ledger import Delivery, Outcome, Whose, occasion
from lzfx.model.submission import Stamp, Submission
from lzfx.rules.succession import arrivals, by_arrival
from lzfx.session.opening import Session


class History:
    """The earlier returns of every subject; a run adds to them what it judges itself."""

    def __init__(self, session: Session, reader: Reader) -> None:
        self._session = session
        self._reader = reader

    @cached_property
    def valid(self) -> dict[Whose, Submission]:
        """The return of every form and subject that counts so far."""
        campaign = self._session
        return {
            whose(form, one.stamp.subject, one.stamp.issue): one
            for form in campaign.going_out.values()
            for one in current_submissions(campaign.ledger, form)
        }

    @cached_property
    def _delivered(self) -> dict[Whose, list[Delivery]]:
        """The whole returns (no mere corrections) that were taken in or sent back, oldest first."""
        found: dict[Whose, list[Delivery]] = {}
        done = actions(self._session.ledger)
        came = arrivals(done)
        for form in self._session.going_out.values():
            told = all_deliveries(self._session.ledger, form.name)
            for one in by_arrival(told, done, came):
                if _is_whole(one):
                    found.setdefault(whose(form, one.subject, one.issue), []).append(one)
        return found

    def note(self, one: Delivery) -> None:
        """Remember a judgement of this run."""
        if one.outcome in {Outcome.ACCEPTED, Outcome.SENT_BACK} and _is_whole(one):
            form = self._session.forms[one.form]
            self._delivered.setdefault(whose(form, one.subject, one.issue), []).append(one)

    def sent_back(self, form: FormSpec, stamp: Stamp, known: Known, sha256: str) -> Before | None:
        """The subject's last whole return other than that file, if it was sent back."""
        told = self._delivered.get(whose(form, stamp.subject, stamp.issue), ())
        last = next((one for one in reversed(told) if one.sha256 != sha256), None)
        if last is None or last.outcome is not Outcome.SENT_BACK:
            return None
        facts = (last.sha256, last.file)
        return read_again(self._session.workspace, self._reader, facts, form, known, stamp)

    def original(self, one: Delivery) -> RawBook | None:
        """An earlier return read again; None where its original is gone or cannot be read."""
        return _original(self._session.workspace, self._reader, (one.sha256, one.file))


def whose(form: FormSpec, subject: str, issue: int) -> Whose:
    """The key by which a newer return replaces an older one: form, subject and occasion."""
    return form.name, subject, occasion(issue, many=form.returns == "many")


def _is_whole(one: Delivery) -> bool:
    """Whether later corrections may be about it; a partial return that was sent back is not."""
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
    """A return that was sent back, read again from its original; `facts` are hash and name."""
    sha256, file = facts
    book = _original(workspace, reader, facts)
    if book is None:
        return None
    return sent_back(locate(book, form, file=file, sha256=sha256, stamp=stamp), form, known)


def _original(workspace: Workspace, reader: Reader, facts: tuple[str, str]) -> RawBook | None:
    sha256, file = facts
    path = workspace.original(sha256)
    if not path.is_file():
        return None
    answer = reader.read(file, read_bytes(path))
    return None if isinstance(answer, Refused) else answer
