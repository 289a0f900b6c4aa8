"""Conditions of rules in plain words, from the titles and labels of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lzfx.forms.kinds import MULTIPLE
from lzfx.model.master import FACT_TITLES, SEVERAL, Labels
from lzfx.model.risk import FactTest

AND, OR = "且", "，或者"
"""What joins the conditions of one rule, and rules that answer alike."""

_OR, _ALSO = "或", "和"
_ONE: Mapping[str, tuple[str, str]] = {
    "any_of": ("为{}", _OR),
    "all_of": ("为{}", _ALSO),
    "none_of": ("不是{}", MULTIPLE),
    "equals": ("为{}", MULTIPLE),
    "empty": ("没有填{title}", ""),
    "filled": ("填了{title}", ""),
    "at_least": ("不小于{}", ""),
    "at_most": ("不大于{}", ""),
}
_MANY: Mapping[str, tuple[str, str]] = {
    **_ONE,
    "any_of": ("含{}", _OR),
    "all_of": ("含{}", _ALSO),
    "none_of": ("不含{}", MULTIPLE),
    "equals": ("恰好是{}", MULTIPLE),
    "empty": ("没有选{title}", ""),
    "filled": ("选了{title}", ""),
    "at_least": ("不少于{}项", ""),
    "at_most": ("不多于{}项", ""),
}


def title_of(fact: str, labels: Labels) -> str:
    """`“可能产生的行为”`: what a fact is called, or its own name."""
    return f"“{labels.get(FACT_TITLES, {}).get(fact, fact)}”"


def codes_said(fact: str, codes: Iterable[str], labels: Labels, joined: str = MULTIPLE) -> str:
    """The codes of a fact as they are called on paper."""
    names = labels.get("declared_level" if fact == "level" else fact, {})
    return joined.join(names.get(code, code) for code in codes)


def condition_said(wanted: FactTest, labels: Labels) -> str:
    """`“可能产生的行为”含违法或违纪`."""
    words, joined = _forms(wanted, labels)[wanted.how]
    return _said(words, wanted, labels, joined)


def seen_said(seen: Iterable[FactTest], labels: Labels) -> str:
    """What rules saw in a point: as a condition, but with all the codes that were seen."""
    told = []
    for one in seen:
        how = "all_of" if one.how in {"any_of", "equals"} else one.how
        told.append(_said(_forms(one, labels)[how][0], one, labels, MULTIPLE))
    return AND.join(told)


def _forms(wanted: FactTest, labels: Labels) -> Mapping[str, tuple[str, str]]:
    return _MANY if wanted.fact in labels.get(SEVERAL, {}) else _ONE


def _said(words: str, wanted: FactTest, labels: Labels, joined: str) -> str:
    title = title_of(wanted.fact, labels)
    if "{title}" in words:
        return words.format(title=title)
    return title + words.format(codes_said(wanted.fact, wanted.codes, labels, joined))


def ways_said(ways: Iterable[Iterable[FactTest]], labels: Labels) -> str:
    """The conditions of several rules; a rule without any holds for all that the others leave."""
    return OR.join(AND.join(condition_said(one, labels) for one in way) or "其余的" for way in ways)
