"""The office's letters by e-mail: the facts a template gets, and the text made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.content.wording import numeral
from lzfx.model.campaign import Campaign
from lzfx.model.finding import Finding, Severity
from lzfx.template import TemplateFault, fill

ISSUE = "letters/issue.txt.j2"
SEND_BACK = "letters/reply_send_back.txt.j2"
ACCEPTED = "letters/reply_accepted.txt.j2"
SUBJECT_MARK = "主题："
LISTED_FINDINGS = 10
_OWN_PARAGRAPHS = 10
"""How many numerals a template gets besides those for `asks`; more than any template needs."""

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


def send_back_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    file: str,
    findings: Sequence[Finding],
    sentences: Sequence[str],
    attachment: str,
) -> dict[str, object]:
    """The facts for the letter that sends a return back; `sentences` are the findings in words.

    Faults come before questions, and only the first of them are listed; `more` counts the rest.
    Advice is neither counted nor listed.
    """
    order = {Severity.ERROR: 0, Severity.QUERY: 1}
    said = [
        (order[finding.severity], sentence)
        for finding, sentence in zip(findings, sentences, strict=True)
        if finding.severity in order
    ]
    said.sort(key=lambda pair: pair[0])
    counts = Counter(finding.severity for finding in findings)
    return {
        **_shared(campaign, unit, form, today),
        "file": file,
        "errors": counts[Severity.ERROR],
        "queries": counts[Severity.QUERY],
        "findings": tuple(" ".join(sentence.split()) for _, sentence in said[:LISTED_FINDINGS]),
        "more": max(0, len(said) - LISTED_FINDINGS),
        "attachment": attachment,
    }


def accepted_facts(  # noqa: PLR0913 a letter is told what it says, one thing each
    campaign: Campaign,
    unit: str,
    form: str,
    today: date,
    *,
    file: str,
    points: int | None,
    code: str,
) -> dict[str, object]:
    """The facts for the receipt: `points` is the number of risk points taken in, None without any.

    `code` is what a unit quotes when it asks about the return.
    """
    shared = _shared(campaign, unit, form, today)
    return {**shared, "file": file, "points": points, "code": code}


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
