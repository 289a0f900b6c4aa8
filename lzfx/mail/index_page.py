"""The page that lists the drafts, to be clicked through one after the other or printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from lzfx.template import fill

TEMPLATE = "documents/drafts_index.html.j2"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One draft on the page; `draft` is its path from the page, with `/`, empty when none."""

    number: int
    unit: str
    to: str
    subject: str
    draft: str = ""
    attachment: str = ""
    remark: str = ""

    @property
    def link(self) -> str:
        """The relative address of the draft; no name can turn it into one of another place."""
        return "./" + quote(self.draft.replace("\\", "/").lstrip("/"), safe="/")


def index_page(
    template: str, rows: Sequence[IndexRow], facts: Mapping[str, object], name: str = "index"
) -> str:
    """The whole page as HTML in one piece; besides `facts` the template sees rows and counts."""
    counted = {
        "rows": tuple(rows),
        "drafts": sum(1 for row in rows if row.draft),
        "without_address": sum(1 for row in rows if not row.to),
    }
    return fill(template, {**facts, **counted}, name, html=True)


def page_facts(
    title: str, campaign: str, office: str, made_on: object, *, note: str = ""
) -> dict[str, object]:
    """What the head of the page says."""
    return {
        "title": title,
        "campaign": campaign,
        "office": office,
        "made_on": made_on,
        "note": note,
    }
