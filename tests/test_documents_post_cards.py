"""Cards a post: in order when the piles are put together, never too long, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.master_examples import master
from support.risk_examples import BODIES, DAY, ROSTER, rules, submission, values

from lzfx.content.lines import line_count
from lzfx.content.paper import Card, Cards
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.papers.post_cards import imposed, post_cards, posts_without_holder
from lzfx.model.master import Master
from lzfx.rules.grading import grade_all
from lzfx.rules.merge import merge_returns as merge_table

merge = partial(merge_table, table="risk_points")

RULES = rules()


def numbered(count: int) -> tuple[Card, ...]:
    return tuple(Card("", str(at), (), (), ()) for at in range(count))


def sheets(whole: Master) -> Cards:
    (cards,) = post_cards(whole).blocks
    assert isinstance(cards, Cards)
    return cards


def in_order(cards: Cards) -> list[Card]:
    """The cards as they lie after the sheets were cut and the piles put together."""
    places = cards.across * cards.down
    piles = (cards.cards[place::places] for place in range(places))
    return [card for card in chain(*piles) if card]


@pytest.mark.parametrize(
    ("count", "printed"),
    [(0, []), (1, ["0", None]), (4, ["0", "2", "1", "3"]), (5, ["0", "3", "1", "4", "2", None])],
)
def test_imposed__two_on_a_sheet(count: int, printed: list[str | None]) -> None:
    cards = imposed(numbered(count), 2)
    assert [card.number if card else None for card in cards] == printed


@given(count=st.integers(0, 40), places=st.integers(1, 6))
def test_imposed__cut_piles_are_in_order_and_every_sheet_is_full(count: int, places: int) -> None:
    cards = numbered(count)
    printed = imposed(cards, places)
    assert len(printed) % places == 0
    piles = [printed[place::places] for place in range(places)]
    assert tuple(card for card in chain(*piles) if card) == cards


def test_post_cards__one_a_post_in_roster_order() -> None:
    cards = in_order(sheets(master()))
    assert [card.number for card in cards] == [
        "LD00-P2", "KS01-P1", "KS01-P2", "JD01-P1", "JD01-P2",
    ]  # fmt: skip
    assert cards[2].facts == (
        ("单位", "示例管理科"),
        ("岗位", "审核岗　裴知夏"),
        ("岗位等级", "一级（共2个风险点，其中一级1个、二级1个、三级0个）"),
    )
    assert cards[2].paragraphs[0].startswith("1. 收受好处（一级，红色）。防范措施：")
    assert "承诺" in cards[2].paragraphs[-1]
    assert cards[2].foot[0].startswith("承诺人（签字）")


def with_measures(*lengths: int) -> Master:
    rows = [
        values(name=f"第{at}个风险点", measures=f"第{at}项措施，" + "逐条落实；" * (length // 5))
        for at, length in enumerate(lengths)
    ]
    merged = merge((submission("KS01", rows),), [], ROSTER)
    return master(graded=grade_all(merged.points, RULES, ROSTER, BODIES, DAY))


@settings(deadline=None, max_examples=60)
@given(lengths=st.lists(st.integers(0, 900), min_size=1, max_size=9))
def test_post_cards__long_ones_are_split_and_lose_no_text(lengths: list[int]) -> None:
    whole = with_measures(*lengths)
    cards = in_order(sheets(whole))
    assert all(sum(line_count(text, 42) for text in card.paragraphs) <= 11 for card in cards)
    said = "".join(text for card in cards for text in card.paragraphs)
    for one in whole.graded:
        assert str(one.point.values["measures"]) in said
    assert [card.title.endswith("（续）") for card in cards] == [False, *[True] * (len(cards) - 1)]
    assert [card.foot[0].startswith("承诺人") for card in cards][-1]
    assert sum("承诺：" in text for card in cards for text in card.paragraphs) == 1


def test_posts_without_holder__named() -> None:
    posts = tuple(replace(post, holder="") for post in ROSTER.posts)
    whole = master()
    found = posts_without_holder(replace(whole, roster=replace(ROSTER, posts=posts)))
    assert [one.params["post"] for one in found] == [
        "委领导 副主任", "示例管理科 科长", "示例管理科 审核岗", "柳汀街道计生办 负责人",
        "柳汀街道计生办 受理岗",
    ]  # fmt: skip
    assert posts_without_holder(whole) == ()


def test_card__of_a_vacant_post_says_so_in_place_of_a_name() -> None:
    posts = tuple(replace(post, holder="") for post in ROSTER.posts)
    whole = master(roster=replace(ROSTER, posts=posts))
    (kind,) = (one for one in MADE_OF_MASTER if one.name == "post-cards")
    assert (kind.nothing(whole), kind.gaps(whole)) == ((), ())
    told = [dict(card.facts)["岗位"] for card in in_order(sheets(whole))]
    assert told
    assert all(text.endswith("　（空缺，有人任职后签字）") for text in told)
    assert not any("空缺" in dict(card.facts)["岗位"] for card in in_order(sheets(master())))
