"""The page that lists the drafts, to be clicked through one after the other or printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from lzfx.template import fill

TEMPLATE = "documents/drafts_index.html.j2"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One draft on the page; `draft` is its path relative to the page, with `/`; may be empty.

    `sent_on` is the day on which a person said that it was sent.
    """

    number: int
    unit: str
    to: str
    subject: str
    draft: str = ""
    attachment: str = ""
    remark: str = ""
    sent_on: date | None = None

    @property
    def link(self) -> str:
        """The relative link to the draft, quoted so that no name can lead to another place."""
        return "./" + quote(self.draft.replace("\\", "/").lstrip("/"), safe="/")


def index_page(
    template: str, rows: Sequence[IndexRow], facts: Mapping[str, object], name: str = "index"
) -> str:
    """The page as one HTML text; besides `facts` the template gets the rows and their counts."""
    counted = {
        "rows": tuple(rows),
        "drafts": sum(1 for row in rows if row.draft),
        "without_address": sum(1 for row in rows if not row.to),
        "new": sum(1 for row in rows if row.sent_on is None),
    }
    return fill(template, {**facts, **counted}, name, html=True)


def page_facts(
    title: str, campaign: str, office: str, made_on: object, *, note: str = ""
) -> dict[str, object]:
    """The facts for the head of the page."""
    return {
        "title": title,
        "campaign": campaign,
        "office": office,
        "made_on": made_on,
        "note": note,
    }
