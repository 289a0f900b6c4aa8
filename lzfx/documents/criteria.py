"""How levels are given, in words: from the rules themselves, whatever facts they look at."""

from __future__ import annotations

from lzfx.content.conditions import title_of, ways_said
from lzfx.documents.labels import color_name, level_name, shown
from lzfx.model.master import Labels, Master
from lzfx.model.risk import Criterion, plain_fact

CONDUCT = "conduct"
"""The one fact that has a sentence of its own: 可能产生……的行为."""


def criteria_note(master: Master) -> str:
    """One sentence with the criterion of every level; nothing where there is none.

    Where the codes of one fact decide alone, they stand beside the levels; else every rule is said
    with all its conditions, the graver levels first, as they are tried.
    """
    criteria = [one for one in master.criteria if one.ways]
    if not criteria:
        return ""
    fact = plain_fact(criteria)
    if fact:
        told = "；".join(f"{_named(master, one)}对应{plain_codes(master, one)}" for one in criteria)
        return f"风险等级按{title_of(fact, master.labels)}确定：{told}。"
    told = "；".join(
        f"{_named(master, one)}：{ways_said(one.ways, master.labels)}" for one in criteria
    )
    return f"风险等级依次按下列条件确定，先符合的算数：{told}。"


def _named(master: Master, one: Criterion) -> str:
    color = color_name(master, one.color)
    said = f"（{color}预警）" if color else ""
    return f"{level_name(master, one.level)}{said}"


def plain_codes(master: Master, one: Criterion) -> str:
    """The codes that alone give a level, as they are called on paper."""
    return shown(master, one.plain.fact, one.plain.codes) if one.plain else ""


def criterion_said(one: Criterion, labels: Labels) -> str:
    """What a level means, in a sentence for who fills in the form."""
    if one.plain and one.plain.fact == CONDUCT:
        names = labels.get(CONDUCT, {})
        codes = "、".join(names.get(code, code) for code in one.plain.codes)
        return f"可能产生{codes}的行为"
    return ways_said(one.ways, labels)
