from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.files.names import NAMELESS, safe_file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("东河街道（试行）.xlsx", "东河街道（试行）.xlsx"),
        ('a\\b/c:d*e?f"g<h>i|j.eml', "a_b_c_d_e_f_g_h_i_j.eml"),
        ("东河\r\n街道\t办.xlsx", "东河 街道 办.xlsx"),
        ("东\x00\x07\u202e河.xlsx", "东河.xlsx"),
        ("东河. . ", "东河"),
        ("东河 .xlsx", "东河.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("~$东河.xlsx", "东河.xlsx"),
        (".东河.xlsx", "东河.xlsx"),
        ("CON", "_CON"),
        ("nul.xlsx", "_nul.xlsx"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT¹", "_LPT¹"),
        ("CONSOLE.xlsx", "CONSOLE.xlsx"),
        ("=cmd.xlsx", "=cmd.xlsx"),
        ("😀𠮷.xlsx", "😀𠮷.xlsx"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("东\ud840河", "东_河"),
    ],
)
def test_safe_file_name__case(text: str, name: str) -> None:
    assert safe_file_name(text) == name


def test_safe_file_name__cut_keeps_the_suffix() -> None:
    name = safe_file_name("桥" * 100 + ".xlsx")
    assert name == "桥" * 75 + ".xlsx"
    assert safe_file_name("桥" * 100 + ".xlsx", limit=20) == "桥" * 15 + ".xlsx"


def test_safe_file_name__fits_the_octets_of_a_folder(tmp_path: Path) -> None:
    name = safe_file_name("😀" * 100 + ".xlsx")
    (tmp_path / name).write_bytes(b"x")
    assert name.endswith("😀.xlsx")
    assert len(name.encode()) <= 240


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=120), limit=st.integers(10, 100))
def test_safe_file_name__law(text: str, limit: int) -> None:
    name = safe_file_name(text, limit)
    assert 0 < len(name) <= limit
    assert not set(name) & set('\\/:*?"<>|\r\n\t\x00')
    assert name == name.strip(". ")
    assert safe_file_name(name, limit) == name
