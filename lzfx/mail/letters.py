"""The office's letters by e-mail: the facts a template gets, and the text made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lzfx.content.wording import numeral
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Severity
from lzfx.template import TemplateFault, fill

ISSUE = "letters/issue.txt.j2"
SEND_BACK = "letters/reply_send_back.txt.j2"
ACCEPTED = "letters/reply_accepted.txt.j2"
REFUSED = "letters/reply_refused.txt.j2"
SUBJECT_MARK = "主题："
LISTED_FINDINGS = 10
_OWN_PARAGRAPHS = 10
"""How many numerals a template gets besides those for `asks`; more than any template needs."""


class LetterKind(StrEnum):
    """What a letter is for; the words stand in records and in drafts and never change."""

    ISSUE = "issue"
    SEND_BACK = "send-back"
    RECEIPT = "receipt"
    REFUSED = "refused"


_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class MailText:
    """A letter's subject and its text."""

    subject: str
    text: str


def mail_text(template_text: str, facts: Mapping[str, object], name: str = "letter") -> str:
    """The filled letter; TemplateFault, with `name`, when the template is faulty."""
    return fill(template_text, facts, name)


def subject_and_text(filled: str, name: str = "letter") -> MailText:
    """Split a filled letter after its first line `主题：…`; TemplateFault when that is missing."""
    first, _, rest = filled.lstrip("\ufeff\r\n ").partition("\n")
    subject = first.strip().removeprefix(SUBJECT_MARK).strip()
    if not first.startswith(SUBJECT_MARK) or not subject:
        raise TemplateFault(name, 1, first.strip(), "template-no-subject")
    return MailText(subject, rest.strip("\r\n") + "\n")


def issue_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    attachment: str,
    asks: Sequence[str] = (),
) -> dict[str, object]:
    """The facts for the letter that brings a blank form; `form` is the form's title.

    `asks` are sentences on how to fill it in; `numerals` number the paragraphs.
    """
    numerals = tuple(numeral(number) for number in range(1, len(asks) + _OWN_PARAGRAPHS))
    told = {"attachment": attachment, "asks": tuple(asks), "numerals": numerals}
    return {**_shared(campaign, unit, form, today), **told}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A line of a letter: `count` findings of one severity, told in one text."""

    severity: Severity
    text: str
    count: int = 1


def send_back_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    file: str,
    lines: Sequence[FaultLine],
    attachment: str,
) -> dict[str, object]:
    """The facts for the letter that sends a return back.

    Faults come before questions, and only the first lines are listed (`listed` findings); `more`
    counts the other findings. Advice is neither counted nor listed.
    """
    order = {Severity.ERROR: 0, Severity.QUERY: 1}
    told = sorted(
        (one for one in lines if one.severity in order), key=lambda one: order[one.severity]
    )
    counts: Counter[Severity] = Counter()
    for one in told:
        counts[one.severity] += one.count
    first = told[:LISTED_FINDINGS]
    listed = sum(one.count for one in first)
    return {
        **_shared(campaign, unit, form, today),
        "file": file,
        "errors": counts[Severity.ERROR],
        "queries": counts[Severity.QUERY],
        "findings": tuple(" ".join(one.text.split()) for one in first),
        "listed": listed,
        "more": counts.total() - listed,
        "attachment": attachment,
    }


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken in: its name, what it is, what to do."""

    file: str
    says: str
    do: str


def refused_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    files: Sequence[RefusedFile],
    received: str,
    attachment: str = "",
) -> dict[str, object]:
    """The facts for the letter about files that belong to no return; `unit` may be unknown ("").

    `attachment` is the blank form that goes with it once more, where one is still owed.
    """
    told = {"files": tuple(files), "file": files[0].file, "received": received}
    return {**_shared(campaign, unit, form, today), **told, "attachment": attachment}


def accepted_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    file: str,
    points: int | None,
    code: str,
    lines: Sequence[FaultLine] = (),
) -> dict[str, object]:
    """The facts for the receipt: `points` is the number of risk points taken in, None without any.

    `code` is what a unit quotes when it asks about the return; `lines` are the questions that the
    return raises although it was taken in, and `queries` counts them.
    """
    shared = _shared(campaign, unit, form, today)
    asked = [one for one in lines if one.severity is Severity.QUERY]
    first = asked[:LISTED_FINDINGS]
    queries = sum(one.count for one in asked)
    told = {"queries": queries, "more": queries - sum(one.count for one in first)}
    questions = tuple(" ".join(one.text.split()) for one in first)
    return {**shared, "file": file, "points": points, "code": code, "findings": questions, **told}


def _shared(campaign: Campaign, unit: str, form: str, today: date) -> dict[str, object]:
    return {
        "unit": unit,
        "form": form,
        "campaign": campaign.name,
        "year": campaign.year,
        "commission": campaign.commission,
        "office": campaign.office.name,
        "contact": campaign.office.contact,
        "phone": campaign.office.phone,
        "email": campaign.office.email,
        "deadline": campaign.deadline,
        "weekday": f"星期{_WEEKDAYS[campaign.deadline.weekday()]}",
        "days_left": (campaign.deadline - today).days,
        "today": today,
    }
