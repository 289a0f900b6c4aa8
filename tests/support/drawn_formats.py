"""Number formats and values drawn by a seeded die: what people and programs write into files."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

_COLOURS = ("[Red]", "[Blue]", "[Color10]", "[Green]")
_SYMBOLS = ('"¥"', "¥", "[$¥-804]", '"￥"', "[$$-409]", "$")
_UNITS = ('"元"', "元", '"人"', "\\人", '"万元"', '"级"', " 次", '"a;b"', "_)")
_CONDITIONS = ("[=1]", "[>=100]", "[<60]", "[>0]", "[<0]", "[<=10]", "[<>5]", "[>1000000]")
_WORDS = ('"是"', '"否"', '"合格"', '"—"', '"无"')
_DAYS = (
    "yyyy/m/d", "yyyy-mm-dd", 'yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', "yyyy年m月d日", "yyyy.m.d",
    'm"月"d"日"', "yy/mm/dd", "d/m/yyyy", "yyyy\\-mm", '[$-804]yyyy"年"m"月"d"日";@', "mm/dd",
    '[DBNum1][$-804]yyyy"年"m"月"d"日"', "[$-804]aaaa", '[$-804]yyyy"年"m"月"d"日" aaaa',
    "[$-409]d-mmm-yy", "[$-409]mmmm d, yyyy", "[$-409]dddd", "[$-409]ddd d mmm", "[$-409]mmmmm",
    "[$-804]dddd", "[$-804]mmmm", '[DBNum1][$-804]m"月"d"日"', '[DBNum2][$-804]yyyy"年"m"月"',
)  # fmt: skip
_TIMES = (
    "h:mm", "hh:mm", "h:mm:ss", "hh:mm:ss", 'h"时"mm"分"', 'h"时"mm"分"ss"秒"', "[h]:mm",
    "[h]:mm:ss", "[mm]:ss", "[ss]", "mm:ss", "mm:ss.0", "ss.00", "h:mm AM/PM",
    "[$-409]hh:mm:ss AM/PM", '[$-804]上午/下午h"时"mm"分"', "h:mm A/P", "h AM/PM",
    "yyyy/m/d h:mm", "yyyy-mm-dd hh:mm:ss",
    'm"月"d"日" h"时"', "[hh]", "h:m:s", "[$-804]AM/PM h:mm", "[$-409]h:mm AM/PM",
)  # fmt: skip
_CHINESE = (
    "[DBNum1][$-804]General", "[DBNum2][$-804]General", "[DBNum3][$-804]General",
    '[DBNum2][$-804]General"元整"', "[DBNum1][$-804]0", "[DBNum2][$-804]0", "[DBNum3][$-804]0",
    '"人民币"[DBNum2][$-804]General"元"', "[DBNum1][$-804]0.00",
)  # fmt: skip
_FRACTIONS = (
    "# ?/?", "# ??/??", "# ???/???", "?/?", "??/??", "# ?/2", "# ?/4", "# ??/16",
    "# ?/10", "# ??/100", "#/#", "0 0/0", "# #/#", "0 ?/?",
)  # fmt: skip
_GENERAL = ("General", 'General"元"', '"约"General', "[Red]General", "-General")
_OTHERS = (
    "000-00000000", "0000-0000-0000", "000\\-000\\-0000", "(000) 0000-0000", "00-00", "0\\.0",
    "#.##", "#.", ".00", "0.0?", "?.??", "??0", "0.???", "#,##0.0#", "#,###", "0,000",
    "#,##0,", "0.0,", "0.00,,", '#,##0,"千"', '0.0,"千元"', '0!.0,"万"', '0"."0,"万"', '"No."000',
    "0*-", "*-0", "_-0_-", "_ * #,##0.00_ ", "@", '"第"0"号"', "#", "##", "0 0 0", "0-0", "+0",
    "+0;-0;0", "0;;", "0;-0;;@", '0;"负"0', "0;(0)", "0;\\-0;\\-", ";;", '""',
    "#,##0_);(#,##0)", "#,##0_);[Red](#,##0)", "0.00E+00", "0E+0", "##0.0E+0", "0.0E-0",
    "0.###E+00", "#.#E+0", "00.0E+0", "0.00%", "0%", "0.0##%", "#%", "%0", '0"%"', "0%%",
)  # fmt: skip
_SERIALS = (
    46273.0, 46266.0, 45292.5, 46273.604166666664, 61.0, 367.25, 73050.999, 46326.75, 46357.0,
)  # fmt: skip
_MOMENTS = (
    0.395833333333333, 0.5, 0.75, 0.0, 1.5, 2.25, 0.999305555555556, 0.0423611111111111, 0.00125,
)  # fmt: skip


def drawn(count: int, seed: int) -> Iterator[tuple[str, float]]:
    """Pairs of a format code and a number."""
    dice = random.Random(seed)  # noqa: S311 - repeatable
    for _ in range(count):
        kind = dice.choices(
            ("number", "money", "sections", "conditions", "day", "time", "chinese", "fraction",
             "general", "other"),
            (18, 8, 10, 8, 14, 12, 6, 8, 4, 22),
        )[0]  # fmt: skip
        match kind:
            case "day":
                yield dice.choice(_DAYS), dice.choice(_SERIALS)
            case "time":
                yield dice.choice(_TIMES), dice.choice((*_MOMENTS, *_SERIALS))
            case "chinese":
                yield dice.choice(_CHINESE), float(dice.choice(
                    (0, 5, 10, 15, 20, 105, 110, 1000, 2026, 10001, 10205, 1234567, 10**8, 12.34)
                ))  # fmt: skip
            case "fraction":
                yield dice.choice(_FRACTIONS), _value(dice)
            case "general":
                yield dice.choice(_GENERAL), _value(dice)
            case "other":
                yield dice.choice(_OTHERS), _value(dice)
            case _:
                yield _code(dice, kind), _value(dice)


def _code(dice: random.Random, kind: str) -> str:
    if kind == "conditions":
        conditions = dice.sample(_CONDITIONS, dice.choice((1, 2)))
        bodies = [dice.choice((*_WORDS, _digits(dice))) for _ in range(3)]
        return ";".join(
            condition + body for condition, body in zip([*conditions, ""][:3], bodies, strict=False)
        )
    if kind == "sections":
        bodies = [
            dice.choice(("", "", dice.choice(_COLOURS)))
            + dice.choice((_digits(dice), _digits(dice) + dice.choice(_UNITS), dice.choice(_WORDS)))
            for _ in range(dice.choice((2, 3, 3, 4)))
        ]
        return ";".join(bodies[:3] + ["@"] * (len(bodies) > 3))
    body = _digits(dice)
    if kind == "money":
        return dice.choice(_SYMBOLS) + dice.choice(("", " ", "* ")) + body
    return dice.choice(("", "", '"约"', "\\#")) + body + dice.choice(("", *_UNITS))


def _digits(dice: random.Random) -> str:
    whole = dice.choice(("0", "0", "#", "00", "000000", "#,##0", "#,##0", "?0", "0,000", "###0"))
    rest = dice.choice(("", "", ".0", ".00", ".0#", ".##", ".0000", ".00?"))
    return whole + rest + dice.choice(("", "", "", "", "%", ",", ",,"))


def _value(dice: random.Random) -> float:
    draws: tuple[Callable[[], float], ...] = (
        lambda: dice.choice((0, 1, -1, 5, 10, 60, 100)),
        lambda: dice.randrange(-999, 999),
        lambda: dice.randrange(10**12),
        lambda: round(dice.uniform(-1, 1), dice.randrange(1, 7)),
        lambda: round(dice.uniform(-(10**6), 10**6), dice.randrange(1, 4)),
        lambda: dice.choice((0.5, 0.25, 1.005, 2.5, 0.125, 1.45, 99.995, 0.045, 1234.5)),
        lambda: dice.choice((1 / 3, 2 / 3, 1e-7, 1.5e15, 123456789.123, 1e-4, 0.1 + 0.2)),
        lambda: dice.randrange(10**7, 10**11),
    )
    return float(dice.choice(draws)())
