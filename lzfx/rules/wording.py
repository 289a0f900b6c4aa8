"""Conduct words in free text (G4): a hint besides the ticked boxes, never instead of them.

The longest word at a place counts (`严重违规` is not also `违规`). Left out are words inside
`《…》`, words after a negation or prevention in the same clause, and conduct of other people
that the office deals with (`查处违法生育`).
"""

from __future__ import annotations

import re

_WORDS = {
    "违法": "illegal", "犯罪": "illegal", "触犯法律": "illegal", "违反法律": "illegal",
    "违纪": "disciplinary", "违反纪律": "disciplinary", "违反廉政纪律": "disciplinary",
    "严重违规": "serious_violation", "严重违反规定": "serious_violation",
    "违规": "violation", "违反规定": "violation",
    "轻微违规": "minor_violation", "轻微违反规定": "minor_violation",
    "违章": "rule_breach", "违反规章": "rule_breach",
}  # fmt: skip
_WORD = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_QUOTED = re.compile(r"《[^《》]*》")
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n、]")
_JOINING = "、或和及"
_NEAR = 24
"""How many characters before a word may hold its negation; `_NOT` reaches back eight."""

_NOT = re.compile(
    r"(?:不得|不准|不许|不会|不能|不致|不构成|不属于|不存在|未|没有|无|非|防止|避免|预防|杜绝|"
    r"严禁|禁止|查处|查办|查纠|纠正|制止|举报|处理|打击|惩处|惩治|核查|调查)[^，,。；;：:！!？?\n]{0,4}$"
)
_OF_OTHERS = re.compile(
    r"(?:生育|怀孕|收养|建筑|搭建|行为人|当事人|对象|案件|案卷|线索|事实|所得|人员名单)"
)


def conducts_in(text: str) -> tuple[str, ...]:
    """Codes of the conducts a text speaks of, in the order they first appear."""
    open_text = _QUOTED.sub(lambda quoted: "《" + " " * (len(quoted.group()) - 2) + "》", text)
    found = []
    begin, end = 0, -1
    for word in _WORD.finditer(open_text):
        # A run of conduct words counts as one, so that one negation covers all of it.
        if end < 0 or open_text[end : word.start()].strip(_JOINING):
            begin = word.start()
            while begin and open_text[begin - 1] in _JOINING:
                begin -= 1
        end = word.end()
        before = _CLAUSE_END.split(open_text[max(0, begin - _NEAR) : begin])[-1]
        if not _NOT.search(before) and not _OF_OTHERS.match(open_text, end):
            found.append(_WORDS[word.group()])
    return tuple(dict.fromkeys(found))
