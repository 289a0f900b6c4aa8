"""Whose form is it: the carriers of the identity read, compared, and verified with the key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from lzfx.forms.layout import STAMP_NAME, STAMP_PROPERTY, STAMP_SHEET
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import (
    claimed,
    code_names,
    find_code,
    is_sealed_as,
    read_code,
    unseal,
)
from lzfx.model.book import CellKind, RawBook
from lzfx.model.cell import Cell
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Stamp

CONFIRMABLE: FindingCode = "identity-other-copy"
"""What is found of a form whose identity a person may confirm without proof."""

OF_ANOTHER_COPY: frozenset[FindingCode] = frozenset({CONFIRMABLE, "code-of-other-copy"})
"""Findings of forms that the office has to settle itself: there is nothing for their unit to do."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """The tokens and short codes a workbook holds, each with the place it was found in."""

    tokens: Mapping[str, str]
    codes: Mapping[str, Where]


def carriers(book: RawBook, file: str) -> Carriers:
    """Collect every carrier: hidden sheet, custom property, defined name, visible short codes."""
    tokens: dict[str, str] = {}
    codes: dict[str, Where] = {}
    for sheet in book.sheets:
        is_stamp = sheet.name == STAMP_SHEET
        for cell in sheet.cells:
            if cell.kind is not CellKind.TEXT:
                continue
            text = str(cell.value)
            if is_stamp and text.strip().startswith("LZ1."):
                tokens.setdefault(text.strip(), STAMP_SHEET)
            elif text.count("/") > 2 and (code := find_code(text.strip())):  # noqa: PLR2004 - a code has three
                codes.setdefault(code, Where(file, sheet.name, Cell(cell.row, cell.column)))
    for place, text in (
        (STAMP_PROPERTY, book.custom.get(STAMP_PROPERTY, "")),
        (STAMP_NAME, book.names.get(STAMP_NAME, "").strip("=").strip('"')),
    ):
        if text:
            tokens.setdefault(text.strip(), place)
    return Carriers(tokens, codes)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a campaign knows beyond its own key, to tell whose a form is that its key did not seal.

    `keys` are those of other copies of the campaign that a person took over; `owed` the subjects by
    form; `issued` the stamps this workspace sealed itself. A file is `confirmed` when a person said
    that the identity it names is to be taken without proof.
    """

    campaign: str = ""
    owed: Mapping[str, Collection[str]] = field(default_factory=dict)
    issued: Collection[Stamp] = ()
    keys: tuple[bytes, ...] = ()
    confirmed: bool = False


NOTHING_BESIDE = Beside()


def recognise(
    found: Carriers,
    forms: Mapping[str, FormSpec],
    key: bytes,
    file: str,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Stamp | None, tuple[Finding, ...]]:
    """The stamp all carriers agree on; else None (or the best guess of one) and why.

    A token verified is level A; a short code alone is level B and said; carriers that contradict
    each other, or a token that no key of this campaign made, keep the return out. Another key's is
    told apart from an altered one; it is taken only where a person confirmed it, and that is said.
    """
    stamp, said = _recognised(found, forms, key, file)
    if stamp is not None or not said:
        return stamp, said
    for other in beside.keys:
        stamp, told = _recognised(found, forms, other, file)
        if stamp is not None:
            taken = Finding("identity-by-other-key", Where(file), severity=Severity.ADVICE)
            return stamp, (taken, *told)
    if any(one.code == "identity-not-ours" for one in said):
        return _of_another_copy(found, forms, key, file, beside)
    return None, tuple(_code_of_copy(one, beside) for one in said)


def _of_another_copy(
    found: Carriers, forms: Mapping[str, FormSpec], key: bytes, file: str, beside: Beside
) -> tuple[Stamp | None, tuple[Finding, ...]]:
    """What a form is whose token our key did not make: another campaign's, a copy's, or altered."""
    where = Where(file)
    stamp = _untouched(found, key, beside) if beside.campaign else None
    if stamp is not None and stamp.campaign != beside.campaign:
        params = {"value": stamp.campaign, "campaign": beside.campaign}
        return None, (Finding("other-campaign", where, params),)
    if stamp is None or stamp.form not in forms:
        return None, (Finding("identity-not-ours", where),)
    if beside.confirmed:
        return stamp, (Finding("identity-on-confirmation", where, _named(stamp), Severity.QUERY),)
    if stamp.subject not in beside.owed.get(stamp.form, ()):
        return None, (Finding("identity-not-ours", where),)
    return None, (Finding("identity-other-copy", where, _named(stamp)),)


def _untouched(found: Carriers, key: bytes, beside: Beside) -> Stamp | None:
    """The stamp that all carriers name, when nothing shows that it was altered.

    Carriers of one form have one seal and name one identity; a seal that this campaign made for
    another identity was put under a body it does not belong to.
    """
    stamps = {claimed(token) for token in found.tokens}
    seals = {token.rpartition(".")[2] for token in found.tokens}
    stamp = next(iter(stamps))
    if stamp is None or len(stamps) > 1 or len(seals) > 1:
        return None
    named = (stamp.campaign.upper(), stamp.subject.upper(), stamp.issue)
    if any(code_names(code) != named for code in found.codes):
        return None
    token = next(iter(found.tokens))
    return None if any(is_sealed_as(token, one, key) for one in beside.issued) else stamp


def _code_of_copy(one: Finding, beside: Beside) -> Finding:
    """A false short code as one of another copy, where it names this campaign and who owes a form.

    It proves nothing, and it does not say which form it is of: a person assigns such a file.
    """
    named = code_names(str(one.params.get("value", ""))) if one.code == "code-not-ours" else None
    subjects = {code.upper() for codes in beside.owed.values() for code in codes}
    if named is None or named[0] != beside.campaign.upper() or named[1] not in subjects:
        return one
    return replace(one, code="code-of-other-copy")


def _named(stamp: Stamp) -> Mapping[str, object]:
    """Whom and what a form names, by codes; whoever has the roster puts names in their place."""
    return {"unit": stamp.subject, "form": stamp.form}


def _recognised(
    found: Carriers, forms: Mapping[str, FormSpec], key: bytes, file: str
) -> tuple[Stamp | None, tuple[Finding, ...]]:
    """The stamp by one key."""
    where = Where(file)
    stamps = {unseal(token, key) for token in found.tokens}
    if None in stamps:
        return None, (Finding("identity-not-ours", where),)
    told = {stamp for stamp in stamps if stamp}
    read = {code: _from_code(code, forms, key, told) for code in found.codes}
    by_code = {stamp for stamp in read.values() if stamp}
    false_codes = [
        Finding("code-not-ours", place, {"value": code})
        for code, place in found.codes.items()
        if read[code] is None
    ]
    agreed = {_identity(stamp) for stamp in (stamps | by_code) if stamp}
    if len(agreed) > 1 or len(stamps) > 1:
        subjects = "、".join(sorted({identity[1] for identity in agreed}))
        return None, (Finding("identity-conflict", where, {"subjects": subjects}),)
    if stamps:
        return next(iter(stamps)), tuple(false_codes)
    if by_code:
        said = Finding("identity-by-code", where, {}, Severity.ADVICE)
        return next(iter(by_code)), (said, *false_codes)
    return None, (*false_codes, Finding("no-stamp", where))


def _identity(stamp: Stamp) -> tuple[str, str, int]:
    return (stamp.campaign, stamp.subject, stamp.issue)


def _from_code(
    code: str, forms: Mapping[str, FormSpec], key: bytes, told: set[Stamp]
) -> Stamp | None:
    """The stamp behind a code of any version, since an old one is ours all the same.

    The forms of the stamps that were read in full are tried first; most often it is theirs.
    """
    named = {stamp.form for stamp in told}
    for form in sorted(forms.values(), key=lambda form: form.name not in named):
        versions = tuple({*range(1, form.version + 1), *(stamp.version for stamp in told)})
        stamp = read_code(code, form.name, versions, key)
        if stamp is not None:
            return stamp
    return None
