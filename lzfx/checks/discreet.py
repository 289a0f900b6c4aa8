"""Answers that name somebody who is protected are not repeated in what is said about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lzfx.forms.spec import FormSpec
from lzfx.model.finding import Finding

_QUOTED = frozenset({"value", "expected", "now"})
KEPT_BACK = "（不写出）"
"""In place of a private answer."""


def discreet(form: FormSpec, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; those about a private answer quote nothing of it."""
    titles = {
        spec.title
        for fields in (form.header, *(table.fields for table in form.tables))
        for spec in fields
        if spec.private
    }
    for one in findings:
        if titles and one.params.get("title") in titles:
            quoted = dict.fromkeys(_QUOTED & one.params.keys(), KEPT_BACK)
            yield replace(one, params={**one.params, **quoted})
        else:
            yield one
