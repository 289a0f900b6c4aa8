"""What a person wrote as a conclusion, in a cell or a letter: 同意; 改为一级，因为…; 退回：… ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lzfx.forms.characters import fold, tidy
from lzfx.forms.choosing import match_choice
from lzfx.forms.spec import Choice
from lzfx.model.decision import Conclusion

_HEAD = re.compile(r"[^，,；;。：:\n（(]*")
_BETWEEN = "，,；;。：:、（(）) \t\r\n\u3000"
_BECAUSE = re.compile(
    r"(?:(?:理由|原因|依据)(?:是|为)?[：:]?)?(?:因为|因(?![此而果])|由于|鉴于|考虑到)?[，,：:]?"
)
_ASIDE = re.compile(r"^(?:审核|审定)?(?:结论|意见)?[：:]?(?:同意|建议|拟|决定)?")
_CHANGED = re.compile(
    r"(?:由|从)?(?P<before>.{0,12}?)(?:改|调整|调|变更|变|定|核定|审定|确定|升|降|提高|降低)"
    r"(?:等级|级别)?(?:为|成|到|至)(?P<after>.{1,12})"
)
_AGREED = "同意"


@dataclass(frozen=True, slots=True)
class ConclusionWords:
    """The words of an office for conclusions and for levels."""

    outcomes: tuple[Choice, ...]
    levels: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SaidConclusion:
    """A conclusion as it was written; `level` and `reason` as far as they were written with it."""

    outcome: str
    level: int | None = None
    reason: str = ""


def conclusion_read(text: str, words: ConclusionWords) -> SaidConclusion | None:
    """The conclusion that a text says, with the level and the reason in it; None where unsure.

    It is taken by its beginning, up to the first comma, colon or bracket; the rest is the reason.
    Nothing is guessed: 不同意 or a text that names no conclusion is None.
    """
    plain = tidy(text)
    head = _HEAD.match(plain)
    said = head[0].strip() if head else ""
    rest = plain[len(said) :] if head else ""
    if not said or said in {"结论", "意见", "审核结论", "审定结论", "审核意见", "审定意见"}:
        rest = rest.lstrip(_BETWEEN)
        return conclusion_read(rest, words) if rest and rest != plain else None
    found = _concluded(said, words)
    return None if found is None else SaidConclusion(*found, _reason(rest))


def _concluded(said: str, words: ConclusionWords) -> tuple[str, int | None] | None:
    outcome = match_choice(said, words.outcomes)
    if outcome is not None:
        return outcome.code, None
    if (level := level_read(said, words)) is not None:
        return Conclusion.LEVEL, level
    folded = fold(said)
    changed = _CHANGED.fullmatch(_ASIDE.sub("", folded, count=1))
    if changed is not None:
        level = level_read(changed["after"], words)
        before = changed["before"]
        known = not before or level_read(before, words) is not None
        return (Conclusion.LEVEL, level) if level is not None and known else None
    agreed = fold(_AGREED)
    if folded.startswith(agreed):
        level = level_read(folded.removeprefix(agreed).removeprefix("为").removeprefix("定"), words)
        return (Conclusion.AGREE, level) if level is not None else None
    return None


def level_read(text: str, words: ConclusionWords) -> int | None:
    """The level that a text names by its label, another name or its code."""
    found = match_choice(text.strip(), words.levels) or match_choice(f"{text}级", words.levels)
    return int(found.code) if found is not None and found.code.isdecimal() else None


def _reason(rest: str) -> str:
    """What stands behind the conclusion, without the words that only lead to it."""
    plain = rest.strip(_BETWEEN)
    begun = _BECAUSE.match(plain)
    return plain[len(begun[0]) :].strip(_BETWEEN) if begun else plain
