"""What the tests of reliability tried and found, told together at the end of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

FIGURES: Counter[str] = Counter()
"""How often each thing was tried, and how often something was found that must not be."""

NOTES: list[str] = []
"""Lines that say more."""

MUST_BE_NOUGHT = (
    *("lost", "doubled", "tracebacks", "damaged originals"),
    *("untouched copies accepted", "texts missing from a copy"),
    *("left out unsaid", "changed unsaid"),
)

_LARGEST: dict[str, tuple[float, str]] = {}


def largest(name: str, value: float, unit: str) -> None:
    """Remember a figure of which only the largest is told."""
    _LARGEST[name] = max(_LARGEST.get(name, (0.0, unit)), (value, unit))


def lines() -> Iterator[str]:
    """The figures as they are printed; nothing when nothing was tried."""
    tried = FIGURES.keys() - MUST_BE_NOUGHT
    yield from (f"{name} {FIGURES[name]}" for name in sorted(tried))
    yield from NOTES
    if tried:
        yield ", ".join(f"{name} {FIGURES[name]}" for name in MUST_BE_NOUGHT)
    told = (f"{name} {value:.2f} {unit}" for name, (value, unit) in _LARGEST.items())
    if _LARGEST:
        yield ", ".join(told)
