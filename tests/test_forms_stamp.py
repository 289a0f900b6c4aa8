"""The identity of an issued workbook: made with the key, refused when edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lzfx.forms.stamp import find_code, read_code, seal, short_code, unseal
from lzfx.model.submission import Stamp

KEY = b"k" * 32
OTHER = b"o" * 32
STAMP = Stamp("declaration", 1, "KS01", "2026", 2)

CODES = st.from_regex(r"[0-9A-Z][0-9A-Z-]{0,11}", fullmatch=True)
STAMPS = st.builds(
    Stamp,
    form=st.sampled_from(["declaration", "review"]),
    version=st.integers(1, 99),
    subject=CODES,
    campaign=CODES,
    issue=st.integers(1, 999),
)


@given(STAMPS)
def test_law__what_is_sealed_is_unsealed(stamp: Stamp) -> None:
    token = seal(stamp, KEY)
    assert unseal(token, KEY) == unseal(f" {token}\n", KEY) == stamp
    assert token.isascii()
    assert token.isprintable()
    assert len(token) < 255


@given(STAMPS)
def test_law__another_key_unseals_nothing(stamp: Stamp) -> None:
    assert unseal(seal(stamp, KEY), OTHER) is None


@given(STAMPS, st.data())
def test_law__an_edited_token_is_never_another_identity(stamp: Stamp, data: st.DataObject) -> None:
    token = seal(stamp, KEY)
    at = data.draw(st.integers(0, len(token) - 1))
    put = data.draw(st.sampled_from("ABCXYZabcxyz0123456789.-_"))
    edited = token[:at] + put + token[at + 1 :]
    assert unseal(edited, KEY) in {stamp, None}
    assert edited == token or at < token.rindex(".") or unseal(edited, KEY) is None


@given(STAMPS, STAMPS)
def test_law__a_body_does_not_go_with_another_mac(one: Stamp, other: Stamp) -> None:
    head, body, _ = seal(one, KEY).split(".")
    mac = seal(other, KEY).rpartition(".")[2]
    assert unseal(f"{head}.{body}.{mac}", KEY) == (one if one == other else None)


@pytest.mark.parametrize(
    "token",
    ["", "LZ1", "LZ1..", "LZ1.e30.AAAA", "LZ2.e30.AAAA", "LZ1.甲.乙", "LZ1.W10.AAAA", "a.b.c.d"],
)
def test_unseal__anything_else_is_nothing(token: str) -> None:
    assert unseal(token, KEY) is None


@given(STAMPS)
def test_law__a_short_code_is_found_and_read(stamp: Stamp) -> None:
    code = short_code(stamp, KEY)
    assert find_code(f"表单编码：{code}（请勿改动）") == code
    assert read_code(code.lower(), stamp.form, (stamp.version,), KEY) == stamp


@given(STAMPS)
def test_law__a_short_code_tells_form_version_and_key(stamp: Stamp) -> None:
    code = short_code(stamp, KEY)
    assert read_code(code, "roster", (stamp.version,), KEY) is None
    assert read_code(code, stamp.form, (stamp.version + 1,), KEY) is None
    assert read_code(code, stamp.form, (stamp.version,), OTHER) is None


def test_read_code__tries_every_version_it_is_given() -> None:
    assert read_code(short_code(STAMP, KEY), "declaration", (3, 2, 1), KEY) == STAMP


def test_read_code__an_edited_subject_or_issue_is_refused() -> None:
    code = short_code(STAMP, KEY)
    assert code.startswith("2026/KS01/2/")
    assert read_code(code.replace("KS01", "KS02"), "declaration", (1,), KEY) is None
    assert read_code(code.replace("/2/", "/3/"), "declaration", (1,), KEY) is None
    assert read_code("2026/KS01", "declaration", (1,), KEY) is None


def test_find_code__there_is_none() -> None:
    assert find_code("报送期限 2026/9/15，联系电话 0599/5550000") is None


def test_unseal__a_token_with_any_signs_is_only_not_ours() -> None:
    token = seal(Stamp("declaration", 1, "KS01", "2026"), b"k" * 32)
    for spoilt in (token[:-1] + "章", token[:-1] + "\ud800", token + "é"):
        assert unseal(spoilt, b"k" * 32) is None
