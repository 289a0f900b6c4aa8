from __future__ import annotations

import time

import pytest

from lzfx.intake.bounded import Limits, Refused, XmlHandlers, parse_xml, utf8


def _parse(data: bytes, limits: Limits | None = None) -> list[str]:
    seen: list[str] = []
    handlers = XmlHandlers(lambda name, _: seen.append(name), lambda _: None)
    parse_xml("p.xml", data, handlers, limits=limits or Limits())
    return seen


def _code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        _parse(data, limits)
    assert caught.value.params["part"] == "p.xml"
    return caught.value.code


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "1"><!ENTITY y "&x;&x;">]><a>&y;</a>',
        '<!DOCTYPE a SYSTEM "http://example.invalid/x.dtd"><a/>',
    ],
)
def test_parse_xml__no_declarations(head: str) -> None:
    assert _code(head.encode()) == "xml-entity"
    assert _code(head.encode("utf-16")) == "xml-entity"


def test_parse_xml__depth() -> None:
    assert len(_parse(b"<a>" * 64 + b"</a>" * 64)) == 64
    assert _code(b"<a>" * 65 + b"</a>" * 65) == "xml-too-deep"


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></b>", b"<a>\xff</a>", b"<a>&x;</a>", b"<a/>x"])
def test_parse_xml__damage(data: bytes) -> None:
    assert _code(data) == "xml-damaged"


def test_parse_xml__giant_token_is_cut_early() -> None:
    began = time.perf_counter()
    assert _code(b'<a b="' + b"x" * 40_000_000 + b'"/>') == "xml-token-too-long"
    assert time.perf_counter() - began < 5


def test_parse_xml__long_text_is_no_token() -> None:
    assert _parse(b"<a>" + b"x" * 12_000_000 + b"</a>") == ["a"]


def test_utf8__keeps_the_text() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><a>单位</a>'
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        assert utf8(data).decode().endswith("<a>单位</a>")
        assert _parse(utf8(data)) == ["a"]
