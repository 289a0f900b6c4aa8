"""`archive.toml`: which material belongs to which archival series, how long each is kept.

Sources: DA/T 22-2015 (a file list by retention, item numbers running on within one) and the
office's own table of retentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from pydantic import Field

from lzfx.forms.spec import FormSpec
from lzfx.model.archive import ArchiveItem
from lzfx.model.finding import Finding, Where
from lzfx.rules.definitions import StrictModel, validated

FILE = "archive.toml"
SERIES, RETENTIONS = "archive_series", "retentions"
"""The names of the lists of choices whose codes the rules use."""


class _Series(StrictModel):
    series: str = Field(min_length=1)
    keep: str = Field(min_length=1)
    about: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    rest: bool = Field(default=False, strict=True)
    restricted: bool = Field(default=False, strict=True)


class _Archiving(StrictModel):
    series: tuple[_Series, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ArchiveRules:
    """Retentions by series in the order of the file, and what belongs to each series.

    `retentions` are all there are, in the order of their list. `rest` is the series of all that no
    series names; the `restricted` ones are not for everybody.
    """

    keep: Mapping[str, str] = field(default_factory=dict)
    of_about: Mapping[str, str] = field(default_factory=dict)
    of_document: Mapping[str, str] = field(default_factory=dict)
    retentions: tuple[str, ...] = ()
    rest: str = ""
    restricted: frozenset[str] = frozenset()

    def of_form(self, form: FormSpec) -> str:
        """The series of the returns of a form, by the first thing it is about that has one."""
        abouts = (form.about, *(table.about for table in form.tables))
        return next((self.of_about[one] for one in abouts if one in self.of_about), self.rest)

    def of_print(self, document: str) -> str:
        """The series of the prints of a document, by its English name."""
        return self.of_document.get(document, self.rest)


def parse_archiving(
    raw: Mapping[str, Any], lists: Mapping[str, Collection[str]], file: str = FILE
) -> tuple[ArchiveRules, tuple[Finding, ...]]:
    """The rules, or none with every fault; `lists` are the codes of `SERIES` and `RETENTIONS`."""
    findings: list[Finding] = []
    found = validated(_Archiving, file, raw, findings)
    if found is None:
        return ArchiveRules(), tuple(findings)
    findings += _faults(Where(file), found.series, lists)
    if findings:
        return ArchiveRules(), tuple(findings)
    series = found.series
    return ArchiveRules(
        keep={one.series: one.keep for one in series},
        of_about={about: one.series for one in series for about in one.about},
        of_document={name: one.series for one in series for name in one.documents},
        retentions=tuple(lists[RETENTIONS]),
        rest=next(one.series for one in series if one.rest),
        restricted=frozenset(one.series for one in series if one.restricted),
    ), ()


def _faults(
    where: Where, series: Iterable[_Series], lists: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    """Codes that no list has, series that are missing or there twice, not just one for the rest."""
    told = [one.series for one in series]
    for one in series:
        for name, value, known in (
            ("series", one.series, lists[SERIES]),
            ("keep", one.keep, lists[RETENTIONS]),
        ):
            if value not in known:
                yield _bad(where, f"series {one.series} → {name}", value)
    for value, times in Counter(told).items():
        if times > 1:
            yield _bad(where, "series", value)
    for value in lists[SERIES]:
        if value not in told:
            yield Finding("rules-series-missing", where, {"value": value})
    if (times := sum(one.rest for one in series)) != 1:
        yield _bad(where, "rest = true", str(times))


def _bad(where: Where, place: str, value: str) -> Finding:
    return Finding("definition-bad-value", where, {"place": place, "value": value})


def boxed(items: Iterable[ArchiveItem], rules: ArchiveRules) -> tuple[tuple[ArchiveItem, ...], ...]:
    """The items of each box: one box a retention, numbered from 1 in it, series by series.

    Retentions come in the order of their list, series in that of the rules, items as given.
    """
    order = {series: at for at, series in enumerate(rules.keep)}
    kept = rules.retentions.index
    placed = sorted(items, key=lambda one: (kept(rules.keep[one.series]), order[one.series]))
    boxes = (tuple(group) for _, group in groupby(placed, key=lambda one: rules.keep[one.series]))
    return tuple(
        tuple(
            replace(one, item_no=number, retention=rules.keep[one.series])
            for number, one in enumerate(box, start=1)
        )
        for box in boxes
    )
