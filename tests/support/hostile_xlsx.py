"""Cases inside the parts of an xlsx: entities, encodings, missing and contradicting parts."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from support.hostile_books import base, column, head_row, last_row
from support.hostile_pack import zipped
from support.hostile_write import STYLES, parts_of
from support.hostile_zip import SHEET, noise, part
from support.intake_files import MAIN, RELS, STRICT, STRICT_RELS, relations

from lzfx.forms.places import a1

Make = Callable[[], bytes]
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLE_PART, CUSTOM = "xl/sharedStrings.xml", "xl/styles.xml", "docProps/custom.xml"
PARTS = {
    "workbook": WORKBOOK,
    "relations": RELATIONS,
    "sheet": SHEET,
    "strings": STRINGS,
    "styles": STYLE_PART,
    "properties": CUSTOM,
    "comments": "xl/comments1.xml",
}
AT = a1(head_row() + 1, column("measures"))
"""A cell of the first answer."""


@functools.cache
def parts() -> dict[str, str]:
    """The clean return with shared strings and a comment, so that every part is there."""
    found = parts_of(base())
    texts: dict[str, int] = {}

    def shared(match: re.Match[str]) -> str:
        number = texts.setdefault(match[2], len(texts))
        return f'{match[1]} t="s"><v>{number}</v></c>'

    cell = re.compile(
        r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>'
    )
    for name in list(found):
        if name.startswith("xl/worksheets/sheet"):
            found[name] = cell.sub(shared, found[name])
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    found[STRINGS] = f'<sst xmlns="{MAIN}">{items}</sst>'
    old = f'<Relationship Id="y" Type="{RELS}/styles"'
    found[RELATIONS] = found[RELATIONS].replace(
        old, f'<Relationship Id="s" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>{old}'
    )
    found["xl/comments1.xml"] = (
        f'<comments xmlns="{MAIN}"><commentList><comment ref="{AT}"><text><t>请改</t></text>'
        "</comment></commentList></comments>"
    )
    found["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("c", "comments", "../comments1.xml"))
    return found


def changed(name: str, change: Callable[[str], str | bytes]) -> Make:
    """The return with one of its parts changed."""
    return lambda: zipped({**parts(), name: change(parts()[name])})


def swapped(name: str, old: str, new: str) -> Make:
    """The return with one text of a part replaced, which must be there."""

    def change(text: str) -> str:
        assert old in text, (name, old)
        return text.replace(old, new, 1)

    return changed(name, change)


def sheet(change: Callable[[str], str]) -> Make:
    """The return (with inline texts) with its sheet changed."""
    return lambda: part(SHEET, change(parts_of(base())[SHEET]))


def cell(inner: str, said: str = "") -> Make:
    """The return with the cell of one answer written so."""
    pattern = re.compile(rf'<c r="{AT}"[^>]*>.*?</c>')

    def change(text: str) -> str:
        found, count = pattern.subn(lambda _: f'<c r="{AT}"{said}>{inner}</c>', text)
        assert count == 1
        return found

    return sheet(change)


def tail(text: str) -> Make:
    """The return with something after the data of its sheet."""
    return sheet(lambda part_: part_.replace("</sheetData>", f"</sheetData>{text}"))


def rows(text: str) -> Make:
    """The return with more rows at the end of its sheet."""
    return sheet(lambda part_: part_.replace("</sheetData>", f"{text}</sheetData>"))


def _middle(text: str) -> int:
    return len(text) * 3 // 5


DTD = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>" for n in range(1, 20))
)
_DEEP = "<x>" * 70 + "</x>" * 70
_END = last_row() + 1


def _in_every_part() -> dict[str, Make]:
    found: dict[str, Make] = {}
    for word, name in PARTS.items():
        found |= {
            f"xml/entity-in-{word}": changed(name, lambda text: DTD + text),
            f"xml/cut-in-{word}": changed(name, lambda text: text[: _middle(text)]),
            f"xml/utf-16-{word}": changed(
                name, lambda text: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
            ),
            f"xml/deep-in-{word}": changed(
                name, lambda text: re.sub(r"(</[^<]*>)$", lambda m: _DEEP + m[1], text)
            ),
            f"xml/bad-bytes-in-{word}": changed(
                name, lambda text: re.sub(r"(</[^<]*>)$", r"\1", text).encode()[:-9] + b"\xff\xfe<"
            ),
            f"xml/missing-{word}": functools.partial(
                lambda name: zipped({k: v for k, v in parts().items() if k != name}), name
            ),
            f"xml/empty-{word}": changed(name, lambda _: ""),
        }
    return found


def _two_prefixes(text: str) -> str:
    """One answer under a second prefix for the same namespace."""
    found = re.search(rf'<c r="{AT}".*?</c>', text)
    assert found
    other = re.sub(r"<(/?)(\w)", r"<\1y:\2", found[0])
    return text.replace(found[0], other).replace("<worksheet ", f'<worksheet xmlns:y="{MAIN}" ', 1)


CASES: dict[str, Make] = {
    **_in_every_part(),
    "xml/clean-with-shared-strings": lambda: zipped(parts()),
    "xml/billion-laughs": sheet(lambda text: LAUGHS + text.replace("<v>", "<v>&a19;", 1)),
    "xml/entity-used": cell("<is><t>&x;</t></is>", ' t="inlineStr"'),
    "xml/token-of-5-mib": lambda: part(
        SHEET, f'<worksheet xmlns="{MAIN}" x="{noise(4_200_000).hex()}"><sheetData/></worksheet>'
    ),
    "xml/deep-in-cell": cell(f"<is>{_DEEP}</is>", ' t="inlineStr"'),
    "xml/strict": lambda: zipped(
        {k: v.replace(MAIN, STRICT).replace(RELS, STRICT_RELS) for k, v in parts().items()}
    ),
    "xml/prefixed-sheet": sheet(
        lambda text: re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=", 1)
    ),
    "xml/two-prefixes": sheet(_two_prefixes),
    "xml/comment-before-a-false-root": sheet(lambda text: f"<!-- <x:worksheet > -->{text}"),
    "xml/instruction-with-a-false-root": sheet(lambda text: f"<?a <x:worksheet ?>{text}"),
    "xml/cdata": cell(
        "<is><t><![CDATA[每月由科长抽查一次凭证<并签字>]]></t></is>", ' t="inlineStr"'
    ),
    "xml/comment-in-a-text": cell(
        "<is><t>每月由科长<!-- x -->抽查一次凭证并签字</t></is>", ' t="inlineStr"'
    ),
    "xml/no-namespace": sheet(lambda text: text.replace(f' xmlns="{MAIN}"', "")),
    "xml/encoding-gb2312": sheet(lambda text: f'<?xml version="1.0" encoding="gb2312"?>{text}'),
    "xml/encoding-latin-1": sheet(lambda text: f'<?xml version="1.0" encoding="latin-1"?>{text}'),
    "xml/encoding-unheard-of": sheet(lambda text: f'<?xml version="1.0" encoding="x-y"?>{text}'),
    "xml/mark-of-utf-8": sheet(lambda text: f"\ufeff{text}"),
    "xml/text-is-no-utf-8": lambda: part(
        SHEET, parts_of(base())[SHEET].encode().replace("经".encode(), b"\xe7\xbb", 1)
    ),
    "xml/control-sign-in-a-text": cell(
        "<is><t>每月由科长\x01抽查一次凭证并签字</t></is>", ' t="inlineStr"'
    ),
    "xml/reference-to-a-control-sign": cell(
        "<is><t>每月由科长&#1;抽查一次凭证并签字</t></is>", ' t="inlineStr"'
    ),
    "xml/numbers-for-signs": cell(
        "<is><t>&#27599;&#x6708;由科长抽查一次凭证并签字</t></is>", ' t="inlineStr"'
    ),
    "xml/escape-of-a-return": cell(
        "<is><t>每月由科长_x000D_抽查一次凭证并签字</t></is>", ' t="inlineStr"'
    ),
    "xml/half-a-pair-escaped": cell(
        "<is><t>每月由科长抽查一次凭证并签字_xD83D_</t></is>", ' t="inlineStr"'
    ),
    "xml/sheet-outside": changed(
        RELATIONS,
        lambda text: text.replace(
            'Target="worksheets/sheet1.xml"',
            'Target="http://example.invalid/x" TargetMode="External"',
        ),
    ),
    "xml/sheet-above-the-file": swapped(RELATIONS, "worksheets/sheet1", "../../../../etc/passwd"),
    "xml/sheet-by-absolute-name": swapped(RELATIONS, "worksheets/sheet1", "/xl/worksheets/sheet1"),
    "xml/sheet-without-relation": swapped(RELATIONS, 'Id="rId1"', 'Id="rId9"'),
    "xml/sheet-of-a-module": swapped(
        WORKBOOK, "</sheets>", '<sheet name="Module1" sheetId="99" r:id=""/></sheets>'
    ),
    "xml/sheet-cut-off-from-its-part": swapped(WORKBOOK, 'r:id="rId1"', 'r:id=""'),
    "xml/strings-with-a-prefix": changed(
        STRINGS,
        lambda text: re.sub(r"<(/?)(sst|si|t)\b", r"<\1x:\2", text).replace("xmlns=", "xmlns:x="),
    ),
    "xml/strings-of-a-chinese-excel": swapped(
        STRINGS, "</t></si>", '</t><phoneticPr fontId="1" type="noConversion"/></si>'
    ),
    "xml/relation-twice": swapped(RELATIONS, 'Id="rId2"', 'Id="rId1"'),
    "xml/sheet-name-twice": swapped(WORKBOOK, 'name="岗位职责"', 'name="风险点"'),
    "xml/no-sheets": changed(WORKBOOK, lambda text: re.sub("<sheet .*?/>", "", text)),
    "xml/chart-sheet": changed(
        RELATIONS,
        lambda text: text.replace(
            'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="chartsheets/sheet2'
        ),
    ),
    "xml/macro-sheet": changed(
        RELATIONS,
        lambda text: text.replace(
            'worksheet" Target="worksheets/sheet2', 'xlMacrosheet" Target="macrosheets/sheet2'
        ),
    ),
    "xml/only-charts": changed(RELATIONS, lambda text: text.replace('/worksheet"', '/chartsheet"')),
    "xml/macros": lambda: part("xl/vbaProject.bin", noise(3000)),
    "xml/link-to-another-file": lambda: part(
        "xl/externalLinks/externalLink1.xml", "<externalLink/>"
    ),
    "xml/very-hidden-sheet": swapped(
        WORKBOOK, 'name="_lzfx" state="hidden"', 'name="_lzfx" state="veryHidden"'
    ),
    "xml/sheets-64": lambda: _sheets(64),
    "xml/sheets-65": lambda: _sheets(65),
    "xml/styles-of-nobody": lambda: part(STYLE_PART, STYLES.replace("cellXfs", "cellXfz")),
}


def _sheets(count: int) -> bytes:
    found = dict(parts())
    lines = relations_ = ""
    for number in range(4, count + 1):
        lines += f'<sheet name="另页{number}" sheetId="{number}" r:id="rId{number}"/>'
        relations_ += (
            f'<Relationship Id="rId{number}" Type="{RELS}/worksheet" Target="worksheets/e.xml"/>'
        )
    found["xl/worksheets/e.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    found[WORKBOOK] = found[WORKBOOK].replace("</sheets>", f"{lines}</sheets>")
    found[RELATIONS] = found[RELATIONS].replace("</Relationships>", f"{relations_}</Relationships>")
    return zipped(found)
