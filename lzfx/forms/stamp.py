"""The identity an issued workbook carries: a keyed token, and a short code people can read.

The token proves that this form was issued by the holder of the campaign's key and that its
identity was not edited; it does not prove who filled it in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re

from lzfx.model.submission import Stamp

KEY_BYTES = 32
_PREFIX = "LZ1"
_TOKEN_MAC_BYTES = 15
_CODE_MAC_BYTES = 10
_NUMBERS = 1000
"""Versions and issues are below this."""
_MAC = re.compile(r"[A-Z2-7]{24}")
_CODE = re.compile(
    r"([0-9A-Z-]{1,24})/([0-9A-Z-]{1,24})/(\d{1,3})/((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})"
)
_ANSWERED = re.compile(_CODE.pattern + r"\s*改([0-9A-F]{8})")
"""A short code with the return behind it that a marked copy answers."""


def _mac(purpose: bytes, body: bytes, key: bytes, size: int) -> str:
    digest = hmac.new(key, purpose + b"\0" + body, hashlib.sha256).digest()[:size]
    return base64.b32encode(digest).decode()


def _body(stamp: Stamp) -> bytes:
    fields = {
        "c": stamp.campaign,
        "f": stamp.form,
        "i": stamp.issue,
        "s": stamp.subject,
        "v": stamp.version,
    }
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()


def seal(stamp: Stamp, key: bytes) -> str:
    """The token: `LZ1.<body>.<mac>`, under 255 characters, printable ASCII."""
    body = _body(stamp)
    encoded = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    return f"{_PREFIX}.{encoded}.{_mac(b'lzfx-form-v1', body, key, _TOKEN_MAC_BYTES)}"


def unseal(token: str, key: bytes) -> Stamp | None:
    """The stamp in a token made with `key`; None for a token of another key, or an edited one."""
    read = _read(token)
    if read is None:
        return None
    stamp, body, mac = read
    genuine = _mac(b"lzfx-form-v1", body, key, _TOKEN_MAC_BYTES)
    return stamp if _same(genuine, mac) else None


def claimed(token: str) -> Stamp | None:
    """The stamp a token names, proven by nothing; None when it is not formed as `seal` forms it."""
    read = _read(token)
    if read is None:
        return None
    stamp, body, mac = read
    texts, numbers = (stamp.form, stamp.subject, stamp.campaign), (stamp.version, stamp.issue)
    well_typed = all(isinstance(one, str) and one for one in texts) and all(
        type(one) is int and 0 < one < _NUMBERS for one in numbers
    )
    if not well_typed or body != _body(stamp) or _MAC.fullmatch(mac) is None:
        return None
    return stamp


def is_sealed_as(token: str, stamp: Stamp, key: bytes) -> bool:
    """Whether the seal of a token was made with `key` for that stamp, whatever the token names."""
    read = _read(token)
    return read is not None and _same(
        _mac(b"lzfx-form-v1", _body(stamp), key, _TOKEN_MAC_BYTES), read[2]
    )


def code_names(code: str) -> tuple[str, str, int] | None:
    """Campaign, subject and issue in a short code, proven by nothing; None for another text."""
    match = _CODE.fullmatch(code.upper())
    return (match[1], match[2], int(match[3])) if match else None


def _read(token: str) -> tuple[Stamp, bytes, str] | None:
    """The stamp, the body and the seal of a token, all unproven."""
    parts = token.strip().split(".")
    if len(parts) != 3 or parts[0] != _PREFIX:  # noqa: PLR2004 - prefix, body, mac
        return None
    try:
        body = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        fields = json.loads(body)
        stamp = Stamp(fields["f"], fields["v"], fields["s"], fields["c"], fields["i"])
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
        return None
    return stamp, body, parts[2]


def short_code(stamp: Stamp, key: bytes) -> str:
    """The visible code `campaign/subject/issue/XXXX-XXXX-XXXX-XXXX`; survives copying by hand."""
    mac = _mac(b"lzfx-code-v1", _body(stamp), key, _CODE_MAC_BYTES)
    groups = "-".join(mac[start : start + 4] for start in range(0, 16, 4))
    return f"{stamp.campaign}/{stamp.subject}/{stamp.issue}/{groups}"


def _same(genuine: str, given: str) -> bool:
    """Whether the two are equal, in constant time; `given` may hold any characters."""
    return hmac.compare_digest(genuine.encode(), given.encode("utf-8", "surrogatepass"))


def find_code(text: str) -> str | None:
    """The first short code in a text, or None."""
    match = _CODE.search(text.upper())
    return match.group(0) if match else None


def answering(code: str, sha256: str) -> str:
    """The short code of the marked copy that answers the return of that hash.

    It stands wherever the short code does, so it survives whatever that survives; it proves
    nothing and need not: it only says which questions a copy is to be checked against.
    """
    return f"{code} 改{sha256[:8].upper()}"


def answered_in(text: str) -> str | None:
    """The beginning of the hash that a text with the short code of a copy names, or None."""
    match = _ANSWERED.search(text.upper())
    return match.group(match.lastindex or 0).lower() if match else None


def without_answered(text: str) -> str:
    """A text with a short code, without the return that the code of a copy names behind it."""
    match = _ANSWERED.search(text.upper())
    if match is None:
        return text
    start = match.start(match.lastindex or 0) - 1
    return text[:start].rstrip() + text[match.end() :]


def read_code(code: str, form: str, versions: tuple[int, ...], key: bytes) -> Stamp | None:
    """The stamp behind a short code, if one of the form's versions gives that code; else None."""
    match = _CODE.fullmatch(code.upper())
    if match is None:
        return None
    campaign, subject, issue, _ = match.groups()
    for version in versions:
        stamp = Stamp(form, version, subject, campaign, int(issue))
        if _same(short_code(stamp, key).upper(), code.upper()):
            return stamp
    return None
