"""What the mutators do to bytes, tags, elements and records: each a small step with dice."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable, Sequence

from support.hostile_biff import Record

Dice = random.Random
NUMBERS = (0, 1, 2, 7, 255, 256, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
VALUES = (
    *("", "0", "-1", "1", "99999999999999999999", "1e309", "NaN", "A1", "XFD1048576", "ZZZ9999999"),
    *("true", "1.5", "甲", "\u202e", "..", "/", "rId1", "worksheet", "s", "b", "e", "d"),
    *("inlineStr", "&lt;", "_x0041_", "_xD800_", "A1:B2", "B2:A1", " ", "\t", "x" * 400),
)
_KEPT_SOUND = 0.7
_TAG = re.compile(r"<[^<>]*>")
_ELEMENT = re.compile(
    r"<(c|v|f|row|si|Relationship|sheet|xf|font|numFmt|definedName|mergeCell|property|comment|col"
    r"|table:table-cell|table:table-row|table:table-column|text:p|style:style|table:table)\b"
    r"[^<>]*(?:/>|>.*?</\1>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'="[^"<>]*"')
_AFTER = 9


def bytes_changed(dice: Dice, data: bytes) -> bytes:
    """Some bytes changed, cut out, put in, doubled or zeroed; or the file cut."""
    raw = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at, length = dice.randrange(len(raw) or 1), dice.choice((1, 1, 2, 4, 30, 500))
        match dice.randrange(7):
            case 0:
                raw[at : at + length] = dice.randbytes(length)
            case 1:
                del raw[at : at + length]
            case 2:
                raw[at:at] = dice.randbytes(length)
            case 3:
                raw[at:at] = raw[at : at + length]
            case 4:
                raw[at : at + length] = bytes(length)
            case 5:
                raw[at : at + 4] = struct.pack("<I", dice.choice(NUMBERS))
            case _:
                del raw[at if at > len(raw) // 2 else len(raw) - length :]
    return bytes(raw)


Found = re.Match[str]


def _gone(_: Dice, text: str, first: Found, second: Found) -> str:
    del second
    return text[: first.start()] + text[first.end() :]


def _doubled(_: Dice, text: str, first: Found, second: Found) -> str:
    del second
    return text[: first.end()] + first[0] + text[first.end() :]


def _swapped(_: Dice, text: str, first: Found, second: Found) -> str:
    if first.end() > second.start():
        return text
    middle = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + middle + first[0] + text[second.end() :]


def _copied(_: Dice, text: str, first: Found, second: Found) -> str:
    return text[: first.start()] + second[0] + text[first.end() :]


def _attribute(dice: Dice, text: str, first: Found, second: Found) -> str:
    del second
    given = list(_ATTRIBUTE.finditer(first[0].partition(">")[0]))
    if not given:
        return text
    one, at = dice.choice(given), first.start()
    value = dice.choice(VALUES)
    return f'{text[: at + one.start()]}="{value}"{text[at + one.end() :]}'


def _worded(dice: Dice, text: str, first: Found, second: Found) -> str:
    del second
    return text[: first.end()] + dice.choice(VALUES) + text[first.end() :]


def _near(dice: Dice, text: str, first: Found) -> Found:
    """One of the next tags."""
    tags = list(_TAG.finditer(text, first.start()))
    return tags[min(len(tags) - 1, dice.randrange(1, _AFTER))]


def _piece_gone(dice: Dice, text: str, first: Found, second: Found) -> str:
    del second
    return text[: first.start()] + text[_near(dice, text, first).end() :]


def _piece_copied(dice: Dice, text: str, first: Found, second: Found) -> str:
    piece = text[first.start() : _near(dice, text, first).end()]
    return text[: second.start()] + piece + text[second.start() :]


def _sign(dice: Dice, text: str, first: Found, second: Found) -> str:
    del first, second
    at = dice.randrange(len(text))
    return text[:at] + dice.choice("<>&\"'/ =!?x9\ufffe") + text[at + dice.randrange(3) :]


_Step = Callable[[Dice, str, Found, Found], str]
_SOUND: Sequence[_Step] = (_gone, _doubled, _swapped, _copied, _attribute, _attribute)
_ANY: Sequence[_Step] = (*_SOUND, _worded, _piece_gone, _piece_copied, _sign)


def xml_changed(dice: Dice, text: str) -> str:
    """Elements, tags, attributes or signs changed; most often the part stays sound."""
    sound = dice.random() < _KEPT_SOUND
    found = list((_ELEMENT if sound else _TAG).finditer(text))
    if len(found) <= 2:
        return text
    first, second = sorted(dice.sample(found, 2), key=lambda one: one.start())
    return dice.choice(_SOUND if sound else _ANY)(dice, text, first, second)


def records_changed(dice: Dice, records: list[Record]) -> None:
    """One record gone, doubled, moved, cut, longer, of another kind, or with other bytes."""
    at = dice.randrange(len(records))
    one = records[at]
    match dice.randrange(8):
        case 0:
            del records[at]
        case 1:
            records.insert(at, one)
        case 2:
            other = dice.randrange(len(records))
            records[at], records[other] = records[other], records[at]
        case 3:
            records[at] = Record(one.kind, one.body[: dice.randrange(len(one.body) + 1)])
        case 4:
            records[at] = Record(one.kind, one.body + dice.randbytes(dice.choice((1, 2, 90))))
        case 5:
            records[at] = Record(dice.choice(records).kind, one.body)
        case _:
            records[at] = Record(one.kind, _body_changed(dice, one.body))


def _body_changed(dice: Dice, body: bytes) -> bytes:
    raw = bytearray(body)
    for _ in range(dice.choice((1, 2, 8)) if len(raw) > 1 else 0):
        place = dice.randrange(len(raw) - 1)
        if dice.random() < 0.5:
            raw[place] = dice.choice((0, 1, 255, dice.randrange(256)))
        else:
            raw[place : place + 2] = struct.pack("<H", dice.choice(NUMBERS) & 0xFFFF)
    return bytes(raw)
