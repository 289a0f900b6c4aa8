"""Whose form is it: the carriers of the identity read, compared, and verified with the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.forms.layout import STAMP_NAME, STAMP_PROPERTY, STAMP_SHEET
from lzfx.forms.spec import FormSpec
from lzfx.forms.stamp import find_code, read_code, unseal
from lzfx.model.book import CellKind, RawBook
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import Stamp


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


def recognise(
    found: Carriers, forms: Mapping[str, FormSpec], key: bytes, file: str
) -> tuple[Stamp | None, tuple[Finding, ...]]:
    """The stamp all carriers agree on; else None (or the best guess of one) and why.

    A token verified is level A; a short code alone is level B and said; carriers that contradict
    each other, or a token that this campaign's key did not make, keep the return out.
    """
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
