"""Whether points of two offices can be counted together: levels, grading, fields, codes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lzfx.model.bundle import Scheme
from lzfx.model.master import TITLES, Master
from lzfx.model.risk import Criterion

_LEVELS = "declared_level"
_PARTS = ("year", "levels", "grading", "unit_kinds", "fields")

_NOT_OF_CONTENT = frozenset({"change"})
"""Fields that mark what became of a row this year and say nothing of the point."""


@dataclass(frozen=True, slots=True)
class SchemeDifference:
    """A code that two schemes know by other words; empty where one does not know it."""

    part: str
    code: str
    ours: str
    theirs: str


def scheme_of(master: Master) -> Scheme:
    """The scheme by which that table was declared and graded."""
    labels = master.labels
    titles = {code: title for code, title in labels.get(TITLES, {}).items() if _counts(code)}
    options = {f"options.{name}": dict(labels[name]) for name in titles if labels.get(name)}
    return {
        "year": {"": str(master.campaign.year)},
        "levels": dict(labels.get(_LEVELS, {})),
        "grading": {str(one.level or ""): _said(one) for one in master.criteria},
        "fields": titles,
        "unit_kinds": dict(labels.get("unit_kinds", {})),
        **options,
    }


def fingerprint(scheme: Scheme) -> str:
    """A digest that is equal for equal schemes, whatever the order of their parts."""
    text = json.dumps(scheme, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(ours: Scheme, theirs: Scheme) -> tuple[SchemeDifference, ...]:
    """Every code of either scheme that the other knows by another word or not at all."""
    return tuple(_differing(ours, theirs))


def same(one: Scheme, other: Scheme) -> bool:
    """Whether nothing differs."""
    return not differences(one, other)


def _differing(ours: Scheme, theirs: Scheme) -> Iterator[SchemeDifference]:
    for part in sorted({*ours, *theirs}, key=_weight):
        mine, other = ours.get(part, {}), theirs.get(part, {})
        for code in _in_order((*mine, *other)):
            if mine.get(code, "") != other.get(code, ""):
                yield SchemeDifference(part, code, mine.get(code, ""), other.get(code, ""))


def _weight(part: str) -> tuple[int, str]:
    """What weighs most comes first: who is told only a few differences is told these."""
    return _PARTS.index(part) if part in _PARTS else len(_PARTS), part


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _counts(name: str) -> bool:
    return name not in _NOT_OF_CONTENT


def _said(one: Criterion) -> str:
    """A criterion in signs: the facts, how they are tested, the codes; then colour and monitor."""
    ways = ("&".join(f"{t.fact} {t.how} {'/'.join(t.codes)}" for t in way) for way in one.ways)
    return f"{' | '.join(ways)} > {one.color or '-'} > {one.monitor_role or '-'}"
