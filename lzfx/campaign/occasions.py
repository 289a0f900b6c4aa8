"""Workbooks of one form that a subject gets at once, each on an occasion of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lzfx.campaign.prefill_sources import PrefillSources
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About
from lzfx.model.subject import Subject


def occasions(
    form: FormSpec, subject: Subject, sources: PrefillSources
) -> Iterator[PrefillSources]:
    """What each workbook of a subject is prefilled with: a warned unit gets one a warning."""
    if form.about != About.FEEDBACK:
        yield sources
        return
    for one in sources.warned.get(subject.unit, ()):
        yield replace(sources, warned={subject.unit: (one,)})


def warned_of(sources: PrefillSources, subject: Subject, name: str) -> str:
    """What is known by that name of the first warning that a subject has to report on."""
    first = next(iter(sources.warned.get(subject.unit, ())), {})
    return first.get(name, "")
