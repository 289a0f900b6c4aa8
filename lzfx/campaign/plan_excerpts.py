"""What a plan somebody else wrote says of the campaign: found by its words, taken over by nobody.

Each thing comes with its sentence and the number of its paragraph, so that a person can see whether
it was understood; what is not found is told, not made up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lzfx.campaign.plan_stages import stage_told
from lzfx.model.excerpt import Excerpt, ExcerptKind
from lzfx.model.finding import Finding, Severity, Where

_NARROW = str.maketrans("（）：，；　", "():,; ")
_WIDE = str.maketrans(",:;", "，：；")
_BRACKETS = str.maketrans("()<>", "（）〈〉")
_AFTER_HAN = re.compile(r"(?<=[一-龥》”、)])[,:;]")
_SENTENCE = re.compile(r"[^。;\n]+[。;]?")
_LONGEST = 160
_HAN = "[一-龥]"
_YEAR = re.compile(r"(20\d\d)年")
_OF_RISK = re.compile(r"(?:岗位)?(?:廉政|廉洁)?风险(?:防范|防控)(?:管理)?工作")
_BODY = rf"[省市区县旗州]{_HAN}{{1,10}}?(?:委员会|委|局|院|厅|中心|公司)"
_OFFICE_NAME = re.compile(_BODY)
_AT_START = re.compile(
    rf"^(?:中共)?({_HAN}{{2,18}}?(?:委员会|委|局|院|厅|中心|公司))(?:关于|{_HAN})"
)
_SYSTEM = re.compile(rf"[省市区县旗州]{_HAN}{{1,8}}?系统")
_HEADING = re.compile(r"^[一二三四五六七八九十]+、(.*)$")
_PRINCIPLE = re.compile(
    rf"^(?:\([一二三四五六七八九十]+\)|\d+[.、])?\s*({_HAN}{{2,10}}原则)[。:,](.+)$"
)
_TITLE = re.compile(r"《((?:[^《》]|<[^<>]*>)+)》(?:\(([^()]*号)\))?")
_LEVEL = re.compile(r"^([一二三四五]级|[高中低](?:等级)?)(?:廉[政洁])?风险[::](.+)$")
_SEAT = re.compile(r"^(组长|副组长|成员|办公室主任|办公室成员)\s*:\s*(.*)$")
_COLOR = re.compile(r"[红橙黄蓝绿]色")
_MONITOR = re.compile(
    rf"([一二三四五]级|[高中低])(?:等级)?(?:廉[政洁])?风险由({_HAN}{{2,24}}?)(?:负责)?监控"
)
_REVIEWED = re.compile(rf"({_HAN}[^,;。]{{1,30}}?)由({_HAN}{{1,12}}?)(?:审核|审定)")
_GROUP_REVIEWS = re.compile(
    rf"(?:报|由|经)({_HAN}{{2,30}}?(?:领导小组|审核组|评审组))(?:审核|审定)"
)
_SET_UP = re.compile(rf"成立({_HAN}{{2,36}}?领导小组)")
_MEETING = re.compile(rf"由({_HAN}{{1,8}}会)(?:审核|审议|研究)")
_DIRECTORS = re.compile(r"(?:主任|局长|院长|处长|经理|班子)办公会")
_SEATED = re.compile(rf"(领导小组办公室)设在{_HAN}{{2,12}}")
_GROUP_OFFICE = "领导小组办公室"
_SHOWN = re.compile(r"公示(?:期|时间)?(?:为|不少于|不得少于)?(\d+)个?(工作日|天|日)")

Told = tuple[ExcerptKind, str, int, str]
"""Kind, value, number of the paragraph from 1, and the text in which it stands."""


def excerpts(paragraphs: Sequence[str]) -> tuple[Excerpt, ...]:
    """Everything that is understood, kind by kind; the same thing said twice is told once."""
    texts = [one.translate(_NARROW).strip() for one in paragraphs]
    told = [one for look in _LOOKS for one in look(texts)]
    found: list[Excerpt] = []
    numbers: Counter[ExcerptKind] = Counter()
    for kind in ExcerptKind:
        seen: set[str] = set()
        for of, value, at, context in told:
            if of is kind and value and value not in seen:
                seen.add(value)
                numbers[kind] += 1
                sentence = _wide(_sentence(context, value))
                found.append(Excerpt(kind, numbers[kind], _wide(value), at, sentence))
    return _without_prefixes(tuple(found))


def not_found(found: Sequence[Excerpt]) -> tuple[ExcerptKind, ...]:
    """What the plan does not say."""
    there = {one.kind for one in found}
    return tuple(kind for kind in ExcerptKind if kind not in there)


def contradictions(file: str, found: Sequence[Excerpt]) -> Iterator[Finding]:
    """Stages that the plan gives two different times for; neither is chosen."""
    first: dict[str, Excerpt] = {}
    for one in found:
        if one.kind is not ExcerptKind.STAGE:
            continue
        name, _, days = one.value.partition("：")
        before = first.setdefault(name, one)
        if before is not one:
            params = {
                "stage": name,
                "value": before.value.partition("：")[2],
                "first": before.paragraph,
                "other": days,
                "second": one.paragraph,
            }
            yield Finding("plan-stage-two-times", Where(file), params, Severity.QUERY)


def _sentence(text: str, value: str) -> str:
    """The sentence in which the value begins, shortened where it is very long."""
    start = value.split("：", maxsplit=1)[0]
    parts = [one.strip() for one in _SENTENCE.findall(text)]
    told = next((one for head in (start, start[:6]) for one in parts if head in one), text)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}……"


def _wide(text: str) -> str:
    """The text with the signs that Chinese is printed with."""
    return _AFTER_HAN.sub(lambda found: found[0].translate(_WIDE), text).translate(_BRACKETS)


def _without_prefixes(found: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """Bodies without the name of the office or its system before them, as settings have them."""
    named = (ExcerptKind.COMMISSION, ExcerptKind.SYSTEM)
    before = [one.value for one in found if one.kind in named]
    bodies = (ExcerptKind.LEADING_GROUP, ExcerptKind.REVIEW_GROUP)
    made: list[Excerpt] = []
    for one in found:
        value = one.value
        for prefix in before if one.kind in bodies else ():
            value = value.removeprefix(prefix)
        made.append(replace(one, value=value))
    group = next((one.value for one in made if one.kind is ExcerptKind.LEADING_GROUP), "")
    return tuple(
        replace(one, value=one.value.replace(_GROUP_OFFICE, f"{group}办公室"))
        if group and one.kind is ExcerptKind.OFFICE
        else one
        for one in made
    )


def _title(texts: Sequence[str]) -> Iterator[Told]:
    """The year, and who it is, from the first lines; what it is called, from what is said most."""
    for at, text in enumerate(texts[:4], start=1):
        if found := _YEAR.search(text):
            yield ExcerptKind.YEAR, found[1], at, text
            break
    yield from _commonest(texts, ExcerptKind.NAME, _OF_RISK)
    head = next(((at, text) for at, text in enumerate(texts, start=1) if text), (0, ""))
    if found := _AT_START.match(head[1]):
        yield ExcerptKind.COMMISSION, found[1], *head
    else:
        yield from _commonest(texts, ExcerptKind.COMMISSION, _OFFICE_NAME)
    yield from _commonest(texts, ExcerptKind.SYSTEM, _SYSTEM)


def _commonest(texts: Sequence[str], kind: ExcerptKind, pattern: re.Pattern[str]) -> Iterator[Told]:
    """What a pattern finds most often, at its first place."""
    places: dict[str, tuple[int, str]] = {}
    counts: Counter[str] = Counter()
    for at, text in enumerate(texts, start=1):
        for found in pattern.finditer(text):
            counts[found[0]] += 1
            places.setdefault(found[0], (at, text))
    for value, _ in counts.most_common(1):
        yield kind, value, *places[value]


_SECTIONS = {
    "指导思想": ExcerptKind.GUIDING,
    "工作目标": ExcerptKind.AIMS,
    "目标任务": ExcerptKind.AIMS,
    "总体目标": ExcerptKind.AIMS,
}


def _sections(texts: Sequence[str]) -> Iterator[Told]:
    """The text below the headings that say what it is for."""
    for at, text in enumerate(texts):
        heading = _HEADING.match(text)
        kind = next((_SECTIONS[one] for one in _SECTIONS if heading and one in heading[1]), None)
        if kind is None:
            continue
        below: list[str] = []
        for following in texts[at + 1 :]:
            if _HEADING.match(following):
                break
            below.append(following)
        yield kind, "\n".join(filter(None, below)), at + 2, "\n".join(below)


def _before_first_heading(texts: Sequence[str]) -> Iterator[Told]:
    """The papers that the plan rests on: those it names before its first heading."""
    for at, text in enumerate(texts, start=1):
        if _HEADING.match(text):
            return
        for found in _TITLE.finditer(text):
            number = f"({found[2]})" if found[2] else ""
            yield ExcerptKind.BASIS, f"{found[1]}{number}", at, text


def _lines(texts: Sequence[str]) -> Iterator[Told]:
    """What fills a whole paragraph: principles, stages, levels, seats."""
    for at, text in enumerate(texts, start=1):
        if found := _PRINCIPLE.match(text):
            yield ExcerptKind.PRINCIPLE, f"{found[1].removesuffix('原则')}：{found[2]}", at, text
        if stage := stage_told(text):
            yield ExcerptKind.STAGE, stage, at, text
        if found := _LEVEL.match(text):
            yield ExcerptKind.LEVEL, f"{found[1]}：{found[2]}", at, text
        if (found := _SEAT.match(text)) and found[2].strip():
            yield ExcerptKind.SEAT, f"{found[1]}：{found[2].strip()}", at, text


def _sentences(texts: Sequence[str]) -> Iterator[Told]:
    """What stands within sentences: bodies, monitors, colours, reviews, the publicity."""
    for at, text in enumerate(texts, start=1):
        for kind, pattern in _WITHIN:
            for found in pattern.finditer(text):
                yield kind, "：".join(filter(None, found.groups())) or found[0], at, text
        for sentence in _SENTENCE.findall(text):
            colors = dict.fromkeys(_COLOR.findall(sentence))
            if "预警" in sentence and len(colors) > 1:
                yield ExcerptKind.COLORS, "、".join(colors), at, sentence
        for found in _SHOWN.finditer(text):
            unit = "个工作日" if found[2] == "工作日" else "天"
            yield ExcerptKind.PUBLICITY, f"{found[1]}{unit}", at, text


_WITHIN: tuple[tuple[ExcerptKind, re.Pattern[str]], ...] = (
    (ExcerptKind.LEADING_GROUP, _SET_UP),
    (ExcerptKind.REVIEW_GROUP, _GROUP_REVIEWS),
    (ExcerptKind.COMMISSION_MEETING, _MEETING),
    (ExcerptKind.DIRECTORS_MEETING, _DIRECTORS),
    (ExcerptKind.OFFICE, _SEATED),
    (ExcerptKind.MONITOR, _MONITOR),
    (ExcerptKind.REVIEW, _REVIEWED),
)
_LOOKS: tuple[Callable[[Sequence[str]], Iterator[Told]], ...] = (
    _title,
    _before_first_heading,
    _sections,
    _lines,
    _sentences,
)
