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
_CODE = re.compile(
    r"([0-9A-Z-]{1,24})/([0-9A-Z-]{1,24})/(\d{1,3})/((?:[A-Z2-7]{4}-){3}[A-Z2-7]{4})"
)


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
    parts = token.strip().split(".")
    if len(parts) != 3 or parts[0] != _PREFIX:  # noqa: PLR2004 - prefix, body, mac
        return None
    try:
        body = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        fields = json.loads(body)
        stamp = Stamp(fields["f"], fields["v"], fields["s"], fields["c"], fields["i"])
    except (binascii.Error, ValueError, KeyError, TypeError):
        return None
    genuine = _mac(b"lzfx-form-v1", body, key, _TOKEN_MAC_BYTES)
    return stamp if _same(genuine, parts[2]) else None


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
