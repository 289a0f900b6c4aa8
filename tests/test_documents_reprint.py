"""Which pages of a new edition have to be printed again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lzfx.documents.reprint import PageChanges, page_changes, page_ranges

PAGES = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=12)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲乙丙", "甲乙丙", PageChanges()),
        ("甲乙丙", "甲丁丙", PageChanges(changed=(2,), gone=(2,))),
        ("甲乙丙", "甲丁乙丙", PageChanges(changed=(2,), moved=(3, 4))),
        ("甲乙丙", "甲丙", PageChanges(moved=(2,), gone=(2,))),
        ("", "甲", PageChanges(changed=(1,))),
        ("甲", "", PageChanges(gone=(1,))),
    ],
)
def test_page_changes__by_example(before: str, after: str, expected: PageChanges) -> None:
    assert page_changes(before, after) == expected


def test_page_changes__under_another_mark_every_page_is_printed_again() -> None:
    found = page_changes("甲乙丙", "甲丁乙", remarked=True)
    assert found == PageChanges(changed=(2,), moved=(3,), gone=(3,), remarked=(1,))
    assert found.again == (1, 2, 3)


@settings(deadline=None)
@given(PAGES, PAGES)
def test_law__the_pages_that_stay_and_those_printed_again_make_the_edition(
    before: list[str], after: list[str]
) -> None:
    found = page_changes(before, after)
    again = set(found.again)
    assert all(
        page in again or before[page - 1] == text for page, text in enumerate(after, start=1)
    )
    assert not set(found.changed) & set(found.moved)
    assert page_changes(after, after) == PageChanges()


@pytest.mark.parametrize(
    ("pages", "text"), [((), ""), ((3,), "3"), ((1, 4, 5, 6, 9), "1,4-6,9"), ((2, 1), "1-2")]
)
def test_page_ranges__as_a_print_dialogue_takes_them(pages: tuple[int, ...], text: str) -> None:
    assert page_ranges(pages) == text


@given(st.sets(st.integers(1, 60)))
def test_law__page_ranges_name_just_these_pages(pages: set[int]) -> None:
    named: set[int] = set()
    for span in filter(None, page_ranges(sorted(pages)).split(",")):
        first, _, last = span.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named == pages
