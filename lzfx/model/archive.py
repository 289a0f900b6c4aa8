"""归档: the papers of a campaign as an archive box lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

CatalogueForm = Literal["2000", "2015"]
"""DA/T 22-2000 counts 件号; DA/T 22-2015 counts 序号 and adds 档号 and 密级."""


@dataclass(frozen=True, slots=True)
class ArchiveItem:
    """One item (text and annexes are one); `secrecy`, `retention` and `series` are codes."""

    item_no: int
    title: str = ""
    author_org: str = ""
    doc_number: str = ""
    made_on: date | None = None
    pages: int | None = None
    retention: str = ""
    series: str = ""
    secrecy: str = ""
    note: str = ""
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class BoxNote:
    """What the 备考表 in the box says; `stated_items` were counted by hand."""

    state: str = ""
    stated_items: int | None = None
    missing: str = ""
    filed_by: str = ""
    checked_by: str = ""
    filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ArchiveBox:
    """One box of one year and one retention.

    `fonds`, `category` and `office_code` make archival codes:
    全宗号-门类·年度-保管期限-机构(问题)-件号.
    """

    year: int
    box_no: int
    retention: str = ""
    fonds: str = ""
    category: str = "WS"
    office: str = ""
    office_code: str = ""
    items: tuple[ArchiveItem, ...] = ()
    note: BoxNote = BoxNote()
    form: CatalogueForm = "2015"


@dataclass(frozen=True, slots=True)
class Archive:
    """All boxes of the campaign."""

    boxes: tuple[ArchiveBox, ...] = ()
