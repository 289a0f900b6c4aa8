"""Names of people who commented: never whole on paper."""

from __future__ import annotations

ANONYMOUS = "匿名"
_HIDDEN = "某"
_TWO_CHARACTER_SURNAMES = frozenset(
    {
        "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯",
        "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠",
        "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "令狐", "轩辕",
        "百里", "呼延",
    }
)  # fmt: skip
_SHORTEST_WITH_TWO = 3


def masked_name(name: str) -> str:
    """`王某某` for a name of three characters; `匿名` for none."""
    plain = "".join(name.split())
    if not plain:
        return ANONYMOUS
    two = len(plain) >= _SHORTEST_WITH_TWO and plain[:2] in _TWO_CHARACTER_SURNAMES
    surname = plain[:2] if two else plain[:1]
    return surname + _HIDDEN * max(1, len(plain) - len(surname))
