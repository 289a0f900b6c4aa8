"""A template of the office's own reads only its facts, grows nothing and comes to an end."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError, TemplateError

from lzfx.sandbox import Sandbox, TooManySteps, counted, forbidden

FACTS = {"text": "甲<乙", "number": 3, "rows": list(range(300)), "one": {"名": "值"}}


def filled(text: str, most: int = 50_000) -> str:
    return counted(lambda: Sandbox().from_string(text).render(FACTS), most)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ text }}", "甲&lt;乙"),
        ("{% for one in rows[:3] %}{{ loop.index }}{{ one * 2 }}；{% endfor %}", "10；22；34；"),
        ("{% for name, value in one.items() %}{{ name }}{{ value }}{% endfor %}", "名值"),
        ("{{ text.split('<') | join('、') }}", "甲、乙"),
        ("{% macro said(what) %}（{{ what }}）{% endmacro %}{{ said(number + 1) }}", "（4）"),
        ("{{ text | default('无') | length }}", "3"),
    ],
)
def test_sandbox__lets_a_template_say_its_facts(text: str, said: str) -> None:
    assert filled(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "{{ text.__class__.__mro__ }}",
        "{{ text.format }}{{ text.format('x') }}",
        "{{ text * 1000000000 }}",
        "{{ rows + rows }}",
        "{{ '%1000000000d' % number }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ text.ljust(1000000000) }}",
        "{{ text | center(1000000000) }}",
        "{{ range(1000000000) }}",
        "{{ lipsum() }}",
        "{{ one.update({'a': 1}) }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
        "{{ nobody }}",
    ],
)
def test_sandbox__refuses_to_read_and_to_grow(text: str) -> None:
    with pytest.raises((TemplateError, TypeError)):
        filled(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in rows %}{% for b in rows %}{% endfor %}{% endfor %}",
        (
            "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
            "{{ m(60) }}"
        ),
    ],
)
def test_sandbox__stops_what_runs_on(text: str) -> None:
    with pytest.raises(TooManySteps):
        filled(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲\n{{ text ~ text }}", (2, "~")),
        ("{% set a %}{{ text }}{{ text }}{% endset %}", (1, "set … endset")),
        ("\n\n{{ text | upper }}{% include 'x' %}", (3, "include")),
    ],
)
def test_forbidden__is_seen_before_filling(text: str, found: tuple[int, str]) -> None:
    assert list(forbidden(Sandbox().parse(text))) == [found]


def test_forbidden__is_a_fault_of_security() -> None:
    assert issubclass(TooManySteps, SecurityError)
