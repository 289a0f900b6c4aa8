"""What the styles of a Word file are put together from: letters, indents, lines, a style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lzfx.render.lengths import POINT_TWIPS

_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="{twips}"/>'
NO_GRID = '<w:snapToGrid w:val="0"/>'
CENTRED = '<w:jc w:val="center"/>'
PLAIN = '<w:spacing w:val="0"/>'
"""Letters without the body's narrowed distance."""


def style(  # noqa: PLR0913 - the attributes of a Word style
    key: str,
    name: str,
    looks: str,
    runs: str = "",
    *,
    based: str = "Normal",
    after: str = "",
    default: bool = False,
) -> str:
    """A paragraph style: `looks` are the properties of its paragraphs, `runs` of their letters."""
    mark = ' w:default="1"' if default else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{key}"><w:name w:val="{name}"/>'
        f"{parent}{following}<w:qFormat/>"
        f"<w:pPr>{looks}</w:pPr>{f'<w:rPr>{runs}</w:rPr>' if runs else ''}</w:style>"
    )


def letters(
    standard: Mapping[str, Any], role: str, size: float, spacing: str = "", color: str = "000000"
) -> str:
    """Run properties: the role's font in that size (points) and color (RRGGBB)."""
    half_points = round(size * 2)
    sizes = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'{fonts(standard, role)}<w:color w:val="{color}"/>{spacing}{sizes}'


def fonts(standard: Mapping[str, Any], role: str) -> str:
    """The role's font, by its name in Word, for every script."""
    name = standard["fonts"][role]["name"]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def indent(size: float) -> str:
    """A first line indented by two characters of that size (points)."""
    return _INDENT.format(twips=round(2 * size * POINT_TWIPS))


def left(steps: int, size: float) -> str:
    """An indent of two characters a step."""
    twips = round(2 * steps * size * POINT_TWIPS)
    return f'<w:ind w:leftChars="{200 * steps}" w:left="{twips}"/>' if steps else ""


def exact(size: float, before: float = 0.0, after: float = 0.0) -> str:
    """Lines exactly `size` points high, with room of `before` and `after` points around them."""
    room = f' w:before="{round(before * POINT_TWIPS)}"' if before else ""
    room += f' w:after="{round(after * POINT_TWIPS)}"' if after else ""
    return f'<w:spacing{room} w:line="{round(size * POINT_TWIPS)}" w:lineRule="exact"/>'
