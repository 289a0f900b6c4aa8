"""The shape of one step around its own centre: how large it is, and what is written where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin

from lzfx.flow.drawing import Kind, Pill, Point, Role, Text
from lzfx.flow.text import MM, extent, wrap, wrap_into
from lzfx.model.flow import Flow, Step
from lzfx.model.risk import Level

SMALL = 8.0
"""Points of labels, flags and notes: nothing in a chart is smaller."""

LEADING = 1.22
"""Height of a line of text by its size."""

PAD = 1.1
WAVE = 0.9
CURVE = 4.5
PILL_HEIGHT = 3.9
_PILL_PAD = 0.6
_PILL_GAP = 0.7
_DIAMOND_MARGIN = 1.0
_DIAMOND_LEAST = 10.0
_DIAMOND_MOST = 120.0
_DIAMOND_STEP = 0.5
_DIAMOND_FILLED = 0.8
_LOOK_ON = 2.0
_LEAST_LAST = 2.0
_LONELY = re.compile(r"\d+\..$")


@dataclass(frozen=True, slots=True)
class Shaped:
    """A step drawn around (0, 0); `half` of its width, `above` and `below` with its flags.

    `rise` and `drop` reach to the edges of the shape itself, without flags on top of it.
    """

    step: Step
    level: Level | None
    half: float
    rise: float
    drop: float
    above: float
    texts: tuple[Text, ...]
    pills: tuple[Pill, ...]
    says: tuple[str, ...]

    def top_at(self, x: float) -> float:
        """Where a way coming from above at `x` meets the step."""
        over = [pill.top for pill in self.pills if pill.left <= x <= pill.left + pill.width]
        if self.step.shape != "decision":
            return -self.rise
        return min([*over, -self.rise * (1 - abs(x) / self.half)])

    def bottom_at(self, x: float) -> float:
        """Where a way going down at `x` leaves the step."""
        if self.step.shape == "decision":
            return self.drop * (1 - abs(x) / self.half)
        if self.step.shape == "document":
            return self.drop - WAVE + wave_at(x + self.half, 2 * self.half)
        return self.drop


def wave_at(x: float, width: float) -> float:
    """How far the lower edge of a document hangs below its middle, `x` from its left edge."""
    return -WAVE * sin(2 * pi * x / width)


def line_height(size: float) -> float:
    """The height of a line of text of `size` points, in mm."""
    return size * MM * LEADING


def text_line(kind: Kind, text: str, place: Point, size: float, role: Role = "song") -> Text:
    """One line of text of `size` points around the x, and below the y, of `place`."""
    centre, top = place
    width = extent(text) * size * MM
    return Text(kind, text, centre - width / 2, top, width, line_height(size), size, role)


def shaped(flow: Flow, step: Step, half: float, size: float) -> Shaped:
    """The step `2 * half` mm wide, its name in letters of `size` points."""
    if step.shape == "decision":
        return _diamond(flow, step, half, size)
    return _box(flow, step, half, size)


def _named(step: Step) -> str:
    return f"{step.number}.{step.name}"


def _notes(step: Step) -> tuple[str, ...]:
    notes = (step.limit and f"时限：{step.limit}", step.output and f"文书：{step.output}")
    return tuple(note for note in notes if note)


def _level(flow: Flow, step: Step) -> Level | None:
    """The gravest level of the step's risks."""
    levels = [level for label in step.risks if (level := flow.level_of(label))]
    return min(levels, default=None)


def _box(flow: Flow, step: Step, half: float, size: float) -> Shaped:
    room = 2 * half - 2 * PAD - (1.0 if step.shape in ("start", "end") else 0.0)
    lines = [(line, size) for line in wrap(_named(step), room / (size * MM))]
    for note in _notes(step):
        lines += [(line, SMALL) for line in wrap(note, room / (SMALL * MM))]
    rows = _pill_rows(flow, step, 2 * half - 2 * _PILL_GAP)
    pills_height = len(rows) * (PILL_HEIGHT + _PILL_GAP)
    text_height = sum(line_height(size) for _, size in lines)
    wave = 2 * WAVE if step.shape == "document" else 0.0
    height = 2 * PAD + text_height + pills_height + wave
    top = -height / 2 + PAD
    texts: list[Text] = []
    for line, points in lines:
        texts.append(text_line("name", line, (0.0, top), points))
        top += texts[-1].height
    placed = _placed(flow, rows, top + _PILL_GAP)
    return Shaped(
        step, _level(flow, step), half, height / 2, height / 2, height / 2,
        (*texts, *map(pill_text, placed)), placed, (_named(step), *_notes(step), *_said(placed)),
    )  # fmt: skip


def _diamond(flow: Flow, step: Step, half: float, size: float) -> Shaped:
    text = _named(step) + "".join(f"（{note}）" for note in _notes(step))
    lines, rise = _into_diamond(text, half, size)
    high = line_height(size)
    top = -len(lines) * high / 2
    texts = [text_line("name", line, (0.0, top + at * high), size) for at, line in enumerate(lines)]
    rows = _pill_rows(flow, step, 0.0)
    stack = len(rows) * (PILL_HEIGHT + _PILL_GAP) - (_PILL_GAP if rows else 0.0)
    placed = _placed(flow, rows, -rise - stack)
    return Shaped(
        step, _level(flow, step), half, rise, rise, rise + stack,
        (*texts, *map(pill_text, placed)), placed, (text, *_said(placed)),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _into_diamond(text: str, half: float, size: float) -> tuple[tuple[str, ...], float]:
    """The lines of the text in the flattest diamond that holds them, and half of its height."""
    high, em = line_height(size), size * MM
    steps = int((_DIAMOND_MOST - _DIAMOND_LEAST) / _DIAMOND_STEP)
    needed = extent(text) * em * high / (2 * half * _DIAMOND_FILLED)
    first = max(int((2 * needed - _DIAMOND_LEAST) / _DIAMOND_STEP), 0)
    best: tuple[tuple[str, ...], float] | None = None
    for at, whole in ((at, whole) for whole in (True, False) for at in range(first, steps)):
        rise = (_DIAMOND_LEAST + at * _DIAMOND_STEP) / 2
        if best is not None and (rise > best[1] + _LOOK_ON or not whole):
            return best
        for lines in _in_rooms(text, half, rise, size, whole=whole):
            if len(lines) == 1 or (
                extent(lines[-1]) >= _LEAST_LAST and not _LONELY.match(lines[0])
            ):
                return lines, rise
            best = best or (lines, rise)
    raise ValueError(f"no diamond of {2 * half:.1f} mm holds {text!r}")


def _in_rooms(
    text: str, half: float, rise: float, size: float, *, whole: bool
) -> Iterator[tuple[str, ...]]:
    """The text in as many lines as the diamond may have, each as wide as there is room for."""
    high, em = line_height(size), size * MM
    for count in range(1, int(2 * rise / high) + 1):
        edges = [abs(line * high - count * high / 2) for line in range(count + 1)]
        rooms = [
            (2 * half * (1 - max(edges[line : line + 2]) / rise) - _DIAMOND_MARGIN) / em
            for line in range(count)
        ]
        lines = wrap_into(text, rooms, whole=whole) if min(rooms) >= 1 else None
        if lines is not None:
            yield lines


_Flag = tuple[str, Level | None, float]


def _pill_rows(flow: Flow, step: Step, room: float) -> list[list[_Flag]]:
    """The flags of a step in rows no wider than `room`, each with its width; at least one a row."""
    rows: list[list[_Flag]] = []
    used = 0.0
    for label in dict.fromkeys(step.risks):
        level = flow.level_of(label)
        width = extent(f"▲{label}{flow.level_word(level)}") * SMALL * MM + 2 * _PILL_PAD
        if not rows or used + _PILL_GAP + width > room:
            rows.append([])
            used = -_PILL_GAP
        rows[-1].append((label, level, width))
        used += _PILL_GAP + width
    return rows


def _placed(flow: Flow, rows: Sequence[Sequence[_Flag]], top: float) -> tuple[Pill, ...]:
    placed = []
    for at, row in enumerate(rows):
        left = -(sum(width for _, _, width in row) + _PILL_GAP * (len(row) - 1)) / 2
        for label, level, width in row:
            y = top + at * (PILL_HEIGHT + _PILL_GAP)
            word = flow.level_word(level)
            placed.append(Pill(0, label, level, left, y, width, PILL_HEIGHT, word))
            left += width + _PILL_GAP
    return tuple(placed)


def pill_text(pill: Pill) -> Text:
    """What a flag says, in the middle of it."""
    words = f"▲{pill.label}{pill.word}"
    high = line_height(SMALL)
    top = pill.top + (pill.height - high) / 2
    return text_line("pill", words, (pill.left + pill.width / 2, top), SMALL, "hei")


def _said(pills: Sequence[Pill]) -> tuple[str, ...]:
    return tuple(pill_text(pill).text for pill in pills)
