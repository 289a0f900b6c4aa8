"""In which edition a revision took effect: whoever reads the editions sees it in one of them."""

from __future__ import annotations

from datetime import date

import pytest

from lzfx.model.revision import WHOLE, Revision
from lzfx.rules.in_effect import Key, RevisedEdition, first_editions, key_of

TEXT = Revision(
    "修1", about="KS01-001 示例", field="measures", after="乙", approved_on=date(2026, 9, 5)
)
GONE = Revision("修2", about="KS01-002", field=WHOLE, after="撤销", approved_on=date(2026, 9, 5))
FIRST, SECOND, THIRD = date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 20)
BOTH = ("KS01-001", "KS01-002")


def edition(
    number: int, day: date, *revisions: Revision, points: tuple[str, ...] = BOTH
) -> RevisedEdition:
    return RevisedEdition(number, day, points, {key_of(one) for one in revisions})


@pytest.mark.parametrize(
    ("revision", "editions", "withdrawing", "number"),
    [
        (TEXT, [], [], 0),
        (TEXT, [edition(1, FIRST)], [], 0),
        (TEXT, [edition(1, FIRST), edition(2, SECOND, TEXT), edition(3, THIRD, TEXT)], [], 2),
        (TEXT, [edition(1, FIRST, TEXT), edition(2, SECOND)], [], 1),
        (GONE, [edition(1, FIRST), edition(2, SECOND, points=BOTH[:1])], [], 2),
        (GONE, [edition(1, FIRST), edition(2, SECOND)], [GONE], 0),
        # The first edition is without it: the office says itself that the revision took it out.
        (GONE, [edition(1, SECOND, points=BOTH[:1])], [GONE], 1),
        # A number that no edition and nobody knows was taken out of nothing.
        (GONE, [edition(1, SECOND, points=BOTH[:1])], [], 0),
        # It was missing before the group agreed to it: that was another reason.
        (GONE, [edition(1, FIRST, points=BOTH[:1])], [GONE], 0),
    ],
)  # fmt: skip
def test_first_editions__the_first_that_says_so_or_none(
    revision: Revision,
    editions: list[RevisedEdition],
    withdrawing: list[Revision],
    number: int,
) -> None:
    keys: list[Key] = [key_of(one) for one in withdrawing]
    found = first_editions([revision], editions, keys)
    assert found.get(key_of(revision), 0) == number
