from __future__ import annotations

from datetime import date

import pytest

from lzfx.template import TemplateFault, fill

NAME = "issue.txt.j2"


@pytest.mark.parametrize(
    ("text", "line", "code", "detail"),
    [
        ("甲\n{{ deadine }}", 2, "template-unknown-field", "deadine"),
        ("甲\n{% if false %}\n{{ never }}\n{% endif %}", 3, "template-unknown-field", "never"),
        ("甲\n\n{{ office.fax }}", 3, "template-unknown-field", "fax"),
        ("甲\n{% if unit %}\n乙", 3, "template-syntax", None),
        ("甲\n{{ unit | nosuch }}", 2, "template-syntax", None),
        ("甲\n{{ unit", 2, "template-syntax", None),
        ("甲\n{{ unit.__class__.__mro__ }}", 2, "template-forbidden", None),
        ("甲\n{{ 1 / 0 }}", 2, "template-wrong", None),
        ("甲\n{{ unit + 1 }}", 2, "template-forbidden", None),
        ("甲\n{% for i in range(10 ** 9) %}x{% endfor %}", 2, "template-unknown-field", "range"),
        ("甲\n{% include 'passwd' %}", 2, "template-wrong", None),
    ],
)
def test_fault__tells_file_line_and_what(
    text: str, line: int, code: str, detail: str | None
) -> None:
    with pytest.raises(TemplateFault) as caught:
        fill(text, {"unit": "东河", "office": {"name": "办公室"}}, NAME)
    fault = caught.value
    assert (fault.name, fault.line, fault.code) == (NAME, line, code)
    assert fault.params == {"name": NAME, "line": line, "detail": fault.detail}
    assert fault.detail if detail is None else fault.detail == detail


def test_fill__does_not_read_facts_as_templates() -> None:
    assert fill("{{ unit }}", {"unit": "{{ 7 * 7 }}{% x"}, NAME) == "{{ 7 * 7 }}{% x"


def test_fill__prints_days_and_nothing() -> None:
    facts = {"deadline": date(2011, 9, 5), "phone": None}
    assert fill("{{ deadline }}前{{ phone }}。", facts, NAME) == "2011年9月5日前。"


def test_fill__keeps_full_width_indents_before_a_tag() -> None:
    assert fill("　　{% if unit %}有{% endif %}。\n", {"unit": 1}, NAME) == "　　有。\n"


def test_fill__escapes_only_for_a_page() -> None:
    facts = {"unit": "<b>&\"'"}
    assert fill("{{ unit }}", facts, NAME) == "<b>&\"'"
    assert fill("{{ unit }}", facts, NAME, html=True) == "&lt;b&gt;&amp;&#34;&#39;"
