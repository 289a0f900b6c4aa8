"""Whether a return came by mail from somebody the office knows, and what follows when not.

A copy of an office's form is easily had and changed. So a return from an address that neither the
roster nor a return taken in names waits for a person, unless the settings say that it is only to
be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from lzfx.checks.versions import differences
from lzfx.forms.spec import FormSpec
from lzfx.model.campaign import UNKNOWN_SENDERS_WAIT
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Submission
from lzfx.session.collection import CollectOptions
from lzfx.session.history import History
from lzfx.session.inbox import InboxFile
from lzfx.session.opening import Session

Asked = Finding | None
"""A question about the sender of a file; None where there is none."""

_BETWEEN = re.compile(r"[\s,，;；、/]+")


class Senders:
    """Knows the addresses of the roster, the office and the returns that count."""

    def __init__(self, session: Session, history: History, options: CollectOptions) -> None:
        self._session = session
        self._history = history
        self._decided = options.decided or any(options.assigned)

    def question(self, file: InboxFile) -> Asked:
        """What to ask about the sender of a file: nothing when he is known or it came by no mail.

        Nothing either once a person has decided about the file.
        """
        if self._decided or file.sender is None or file.sender.lower() in self._known:
            return None
        if not file.sender:
            return Finding("sender-missing", Where(file.label), {}, Severity.QUERY)
        return Finding("sender-unknown", Where(file.label), {"value": file.sender}, Severity.QUERY)

    def waits(self, form: FormSpec, one: Submission | None, earlier: Submission | None) -> bool:
        """Whether a return of an unknown sender waits: not when it changes no answer."""
        if self._session.campaign.unknown_senders != UNKNOWN_SENDERS_WAIT:
            return False
        return one is None or earlier is None or bool(differences(form, earlier, one))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(
            address.lower()
            for text in self._texts()
            for address in _BETWEEN.split(text)
            if "@" in address
        )

    def _texts(self) -> Iterator[str]:
        session = self._session
        yield session.campaign.office.email
        yield from (unit.email for unit in session.roster.units)
        for one in self._history.valid.values():
            form = session.forms.get(one.stamp.form)
            for spec in form.header if form else ():
                if spec.kind == "email":
                    yield str(one.header.get(spec.name) or "")
