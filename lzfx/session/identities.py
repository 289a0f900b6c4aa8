"""Whose a file is, by everything the campaign knows: its key, keys it took over, what was said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from lzfx.checks.identity import Beside, Carriers, recognise
from lzfx.forms.spec import FormSpec
from lzfx.ledger.keys import other_keys
from lzfx.ledger.queries import actions, issues
from lzfx.ledger.went_out import actions_of
from lzfx.model.action import Action, Verb
from lzfx.model.finding import Finding, Where
from lzfx.model.submission import Stamp
from lzfx.session.opening import Session
from lzfx.session.withdrawn import Workbook, withdrawn

_NAMED = frozenset({"identity-other-copy", "identity-on-confirmation"})
"""Findings that tell whose form it claims to be."""

ASSIGNABLE = (frozenset({"no-stamp"}), frozenset({"no-stamp", "code-of-other-copy"}))
"""What is said of a file that a person may assign to somebody."""

_STRANGE = frozenset({"identity-not-ours", "code-not-ours"})
"""Findings after which it is worth asking whether another copy of the campaign sent the form."""


class Identities:
    """Recognises one file after the other; `confirmed` are hashes of files that a person confirms.

    Unless others are given, the forms are those in force. A file that was
    confirmed in an earlier run stays confirmed.
    """

    def __init__(
        self,
        session: Session,
        confirmed: Collection[str] = (),
        forms: Mapping[str, FormSpec] | None = None,
    ) -> None:
        self._session = session
        self._forms = forms or session.forms
        said = (one for one in actions(session.ledger) if one.verb is Verb.ADOPT)
        self._confirmed = {*confirmed, *(one.text("sha256") for one in said)}

    @cached_property
    def _beside(self) -> Beside:
        session = self._session
        issued = {
            stamp
            for form in session.going_out.values()
            for one in issues(session.ledger, form.name)
            for version in {one.version, form.version}
            for code in {one.campaign, session.campaign.code}
            for stamp in (Stamp(form.name, version, one.subject, code, one.number),)
        }
        return Beside(session.campaign.code, self._owed, issued, other_keys(session.ledger))

    @property
    def _owed(self) -> Mapping[str, Collection[str]]:
        """The codes of all who may owe each form."""
        everybody = self._session.everybody
        return {
            form.name: {one.code for owner in form.owed_by for one in everybody.owing(owner)}
            for form in self._session.going_out.values()
        }

    def recognise(
        self, found: Carriers, file: str, sha256: str
    ) -> tuple[Stamp | None, tuple[Finding, ...]]:
        """The stamp of a file, or None, and what there is to say about it.

        A form that was withdrawn is kept out, and that is said.
        """
        stamp, said = self._stamp(found, file, sha256)
        gone = self._gone.get((stamp.form, stamp.subject, stamp.issue)) if stamp else None
        if gone is None:
            return stamp, said
        params = {"at": gone.at[:10], "by": gone.by, "why": gone.text("why")}
        return stamp, (*said, Finding("issue-withdrawn", Where(file), params))

    @cached_property
    def _gone(self) -> Mapping[Workbook, Action]:
        return withdrawn(actions_of(self._session.ledger, Verb.WITHDRAW))

    def _stamp(
        self, found: Carriers, file: str, sha256: str
    ) -> tuple[Stamp | None, tuple[Finding, ...]]:
        session = self._session
        key = session.ledger.key
        stamp, said = recognise(found, self._forms, key, file)
        if stamp is not None or not any(one.code in _STRANGE for one in said):
            return stamp, said
        beside = replace(self._beside, confirmed=sha256 in self._confirmed)
        stamp, said = recognise(found, self._forms, key, file, beside)
        return stamp, tuple(map(self._with_name, said))

    def _with_name(self, one: Finding) -> Finding:
        """The finding with the name of whom the form names."""
        form = self._session.forms.get(str(one.params.get("form", "")))
        if one.code not in _NAMED or form is None:
            return one
        called = self._session.everybody.called(str(one.params["unit"]), form.owed_by)
        return replace(one, params={"unit": called, "form": form.title})
