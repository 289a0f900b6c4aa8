"""The blocks of an official letter (公文): head, annex note, sign-off, annex and imprint.

Between head and sign-off stand plain headings and paragraphs. What a field may hold and where it
is printed follows GB/T 9704-2012; the clause is named at each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Style = Literal["document", "letter"]
"""`document` is the general format (clause 7), `letter` the 信函 format (clause 10.1)."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head: who writes, number, title lines, recipients; it stands first in its document.

    `mark` is printed in red (7.2.4), the builder has put 文件 behind it where the format wants it;
    `number` is the 发文字号 (7.2.5); `title` are its lines as they are to be broken (7.3.1);
    `recipients` ends with `：` (7.3.2). Empty fields are not printed: `copy_number` (six digits),
    `secrecy`, `urgency` (7.2.1 to 7.2.3), `signer` (7.2.6, of letters upwards only).
    """

    mark: str
    number: str
    title: tuple[str, ...]
    recipients: str = ""
    style: Style = "document"
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""
    kind: str = "letterhead"


@dataclass(frozen=True, slots=True)
class AnnexNames:
    """The annex note under the text (7.3.4): numbered if several, without marks at their ends."""

    names: tuple[str, ...]
    kind: str = "annex_names"


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs and when (7.3.5), `date` as it is printed; `sealed` leaves room for a seal.

    `note` is the 附注 under the date, without its brackets (7.3.6).
    """

    issuer: str
    date: str
    sealed: bool = False
    note: str = ""
    kind: str = "sign_off"


@dataclass(frozen=True, slots=True)
class Annex:
    """The beginning of an annex, on a new page (7.3.7): 附件 and its number, then its title.

    `number` is None where the letter has a single annex. The title is that of the annex note.
    """

    number: int | None
    title: str
    kind: str = "annex"


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记 at the foot of the last page (7.4): recipients of copies, printing office, date.

    In the `letter` format it has no rules and no 印发 (10.1). It is the last block of its document.
    """

    copies_to: str
    printer: str
    printed_on: str
    style: Style = "document"
    kind: str = "imprint"


def bare(block: Imprint) -> Imprint:
    """The 版记 without what the format adds: 抄送, the full stop, 印发 (7.4.2, 7.4.3)."""
    copies = block.copies_to.removeprefix("抄送：").removesuffix("。")
    return replace(block, copies_to=copies, printed_on=block.printed_on.removesuffix("印发"))
