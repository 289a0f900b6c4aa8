"""The codes of the number formats that files name only by a number, as Chinese programs show them.

ECMA-376, 18.8.30: the common ones, and those of zh-cn from 27 to 36 and from 50 to 58.
"""

from __future__ import annotations

_MONTH, _DAY, _FULL = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HOUR, _SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_HALF_HOUR, _HALF_SECOND = f"上午/下午{_HOUR}", f"上午/下午{_SECOND}"
_SYSTEM = frozenset((14, 22))
"""Formats that follow the system of whoever looks; files may hold the code of another country."""

_CODES = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0', 6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _MONTH, 28: _DAY, 29: _DAY, 30: "m-d-yy", 31: _FULL, 32: _HOUR, 33: _SECOND,
    34: _HALF_HOUR, 35: _HALF_SECOND, 36: _MONTH,
    37: "#,##0;\\-#,##0", 38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    50: _MONTH, 51: _DAY, 52: _MONTH, 53: _DAY, 54: _DAY, 55: _HALF_HOUR, 56: _HALF_SECOND,
    57: _MONTH, 58: _DAY,
}  # fmt: skip
_PLAIN = frozenset(("", "@", "general", "g/通用格式", "standard", "常规"))
_FIRST_CUSTOM = 164
_UNKNOWN = "[?]General"


def code_of(number: int, code: str | None) -> str:
    """The code of a format: its own, else the built-in one; empty where values show themselves.

    A built-in number of another country, without a code, gets one that is not sure.
    """
    if code is None or number in _SYSTEM:
        known = _CODES.get(number, "")
        return known or (_UNKNOWN if number not in {0, 49} and number < _FIRST_CUSTOM else "")
    return "" if code.strip().lower() in _PLAIN else code
