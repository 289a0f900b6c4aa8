"""Letters in words: the facts of each in the office's templates, and what goes with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from lzfx.checks.explained import question_mark
from lzfx.checks.grouping import Grouped, for_unit, grouped
from lzfx.content.wording import chinese_date
from lzfx.documents.form_notes import effort_said
from lzfx.forms.spec import FormSpec
from lzfx.ledger.queries import actions, current_submissions, head
from lzfx.mail.letters import (
    ACCEPTED,
    ISSUE,
    REFUSED,
    SEND_BACK,
    FaultLine,
    LetterKind,
    MailText,
    RefusedFile,
    accepted_facts,
    issue_facts,
    mail_text,
    refused_facts,
    send_back_facts,
    subject_and_text,
)
from lzfx.messages import in_fours, quoted, sentences, sentences_to_unit, word
from lzfx.model.about import About
from lzfx.model.finding import Finding
from lzfx.model.ledger import Delivery
from lzfx.session.explained import explained
from lzfx.session.letters import DueLetter
from lzfx.session.opening import Session
from lzfx.session.places import in_words
from lzfx.session.progress import Progress


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter in words, with its attachment."""

    letter: DueLetter
    text: MailText
    attachment: Path | None


class LetterTexts:
    """The letters in words."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._today = session.now.date()

    @cached_property
    def _points(self) -> Mapping[str, int]:
        """Number of risk points by hash of each return that counts."""
        found: dict[str, int] = {}
        for form in self._session.going_out.values():
            points = form.table_about(About.RISK_POINT)
            for one in current_submissions(self._session.ledger, form) if points else ():
                found[one.sha256] = len(one.tables.get(points.name, ())) if points else 0
        return found

    def post(self, one: DueLetter) -> WrittenLetter:
        """The letter in words, with what goes with it."""
        if one.progress is None or one.kind is LetterKind.REFUSED:
            return self._refused(one)
        form = self._session.forms[one.form]
        match one.kind:
            case LetterKind.ISSUE:
                return self._issued(one, one.progress, form)
            case LetterKind.SEND_BACK:
                return self._sent_back(one, one.progress, form)
            case _:
                return self._receipt(one, one.progress, form)

    def _issued(self, letter: DueLetter, one: Progress, form: FormSpec) -> WrittenLetter:
        """The letter that brings a form."""
        file = one.issue.file if one.issue else ""
        campaign = self._session.campaign.for_form(form.name)
        effort = effort_said(form, campaign)
        asks = (*form.letter, *((word("letter-effort", effort=effort),) if effort else ()))
        facts = issue_facts(campaign, one.name, form.title, self._today, attachment=file, asks=asks)
        return self._filled(letter, ISSUE, facts, "outbox", file)

    def _sent_back(self, letter: DueLetter, one: Progress, form: FormSpec) -> WrittenLetter:
        """The letter that brings a return back."""
        assert one.delivery is not None  # noqa: S101 - it is an answer to one
        facts = send_back_facts(
            self._session.campaign.for_form(form.name),
            one.name,
            form.title,
            self._today,
            file=one.delivery.file,
            lines=[
                _line(each, sentences_to_unit(each.finding))
                for each in for_unit(one.delivery.findings)
            ],
            attachment=one.delivery.answer,
        )
        return self._filled(letter, SEND_BACK, facts, "sent_back", one.delivery.answer)

    def _receipt(self, letter: DueLetter, one: Progress, form: FormSpec) -> WrittenLetter:
        """The letter that says that a return was taken in, with the questions it raises."""
        assert one.taken is not None  # noqa: S101 - not sent back, so it was taken in
        asked = self._open(one.delivery) if one.delivery else ()
        has_points = form.table_about(About.RISK_POINT) is not None
        facts = accepted_facts(
            self._session.campaign.for_form(form.name),
            one.name,
            form.title,
            self._today,
            file=one.taken.file,
            points=self._points.get(one.taken.sha256, 0) if has_points else None,
            code=receipt_code(self._session, one),
            lines=[_line(each, sentences(each.finding)) for each in grouped(asked)],
        )
        return self._filled(letter, ACCEPTED, facts)

    def _open(self, delivery: Delivery) -> tuple[Finding, ...]:
        """The findings of a return, without questions that were answered since."""
        return tuple(
            each
            for each in delivery.findings
            if question_mark(delivery.form, delivery.subject, each) not in self._explained
        )

    @cached_property
    def _explained(self) -> Collection[str]:
        return explained(actions(self._session.ledger))

    def _refused(self, letter: DueLetter) -> WrittenLetter:
        """The reply to refused files, with the form once more where it is still owed."""
        session, one = self._session, letter.progress
        file = one.issue.file if one and one.issue else ""
        form = session.forms[letter.form] if letter.form else session.declaration
        facts = refused_facts(
            session.campaign.for_form(form.name),
            letter.name,
            form.title,
            self._today,
            files=[
                RefusedFile(_own_name(each.file), *_said(each.findings)) for each in letter.refused
            ],
            received=_days(each.at for each in letter.refused),
            attachment=file,
        )
        return self._filled(letter, REFUSED, facts, "outbox", file)

    def _filled(
        self,
        letter: DueLetter,
        template: str,
        facts: Mapping[str, object],
        folder: str = "",
        file: str = "",
    ) -> WrittenLetter:
        text = self._session.definitions.text(template)
        attachment = self._session.workspace.folder(folder) / file if file else None
        return WrittenLetter(
            letter, subject_and_text(mail_text(text, facts, template), template), attachment
        )


def _line(one: Grouped, said: tuple[str, str]) -> FaultLine:
    """One line of a letter: where, what is wrong, what to do."""
    says, do = said
    place = in_words(one)
    text = f"{place}：{says}{do}"
    if one.count > 1:
        text = word("letter-line", place=place, count=one.count, says=says, do=do)
    return FaultLine(one.finding.severity, text, one.count)


def _said(findings: Iterable[Finding]) -> tuple[str, str]:
    """What a refused file is and what to do, each sentence once."""
    told = [sentences_to_unit(one) for one in findings]
    says, do = ("".join(dict.fromkeys(parts)) for parts in zip(*told, strict=True))
    return says, do


def _own_name(file: str) -> str:
    """What its sender calls a file: without the folder or the archive it lay in."""
    return str(quoted(file.rpartition("/")[2] or file))


def _days(moments: Iterable[str]) -> str:
    """The days of these moments as they are printed."""
    days = sorted({date.fromisoformat(at[:10]) for at in moments})
    return "、".join(map(chinese_date, days))


def receipt_code(session: Session, one: Progress) -> str:
    """The code a unit quotes when it asks about its return; it ends in the record's newest code."""
    if one.taken is None:
        return ""
    serial = f"{session.campaign.code}-{one.taken.number:04d}-{one.taken.sha256[:6].upper()}"
    return word("receipt-code", serial=serial, head=in_fours(head(session.ledger)))
