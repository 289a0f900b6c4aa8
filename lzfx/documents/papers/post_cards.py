"""岗位廉政风险告知承诺书: a card a post with its points and its holder's promise, two a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from math import ceil

from lzfx.content.blocks import Document
from lzfx.content.lines import line_count
from lzfx.content.paper import Card, Cards
from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import color_name, level_name, measures_said, text_of, unit_name
from lzfx.documents.lists.overview_table import edition
from lzfx.documents.lists.posts_table import level_said, post_level
from lzfx.documents.statements import edition_day
from lzfx.model.edition import Act
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.master import Master
from lzfx.model.risk import Graded
from lzfx.model.roster import Post

PLACES = 2
"""Cards on a sheet: two of A5 on A4."""

CONTINUED = "（续）"
VACANT = "（空缺，有人任职后签字）"
"""What a card says in place of the holder of a post that nobody holds."""

_WIDE = 42.0
"""Full-width characters in a line of a card."""

_ROOM = 11.0
"""Lines of text on a card beside its title, number, facts and foot, at 10.5 points."""

_PROMISE = (
    "本人已知悉上列风险点和{measures}，承诺：依法依规办事，不利用岗位便利谋取私利；逐项落实{measures}，"
    "主动接受监督；发现苗头及时报告，收到预警提示及时改正。"
)
_FOOT = (
    "承诺人（签字）：　　　　　　　　日期：　　　　年　　月　　日",
    "监控责任人（签字）：　　　　　　日期：　　　　年　　月　　日",
)


def post_cards(master: Master) -> Document:
    """The cards of all posts that have points, in roster order when the cut stack is put together.

    A post whose points do not fit on one card has several, those after the first marked （续）.
    """
    campaign = master.campaign
    cards = tuple(card for post, points in _posts(master) for card in _cards(master, post, points))
    return Document(
        name=f"{campaign.year}年度{_name(master)}",
        title=f"{campaign.system}{_name(master)}",
        blocks=(Cards(imposed(cards, PLACES), across=1, down=PLACES),),
        author=campaign.issuer,
        date=edition_day(master, Act.APPROVAL).isoformat(),
        facts=edition(master),
    )


def _name(master: Master) -> str:
    return f"岗位{master.campaign.words.risk}告知承诺书"


def imposed(cards: Sequence[Card], places: int) -> tuple[Card | None, ...]:
    """The cards sheet by sheet, so that the cut piles laid on each other are in order again.

    The first pile is the first places of all sheets, and so on; None fills the last pile.
    """
    sheets = ceil(len(cards) / places)
    piles = [cards[start : start + sheets] for start in range(0, len(cards), sheets or 1)]
    piles += [()] * (places - len(piles))
    return tuple(card for sheet in zip_longest(*piles) for card in sheet)


def posts_without_holder(master: Master) -> tuple[Finding, ...]:
    """Every post with points that nobody holds: its card says so, and waits for who comes."""
    return tuple(
        Finding(
            "card-without-holder",
            Where(),
            {"post": master.roster.called(post.code)},
            Severity.ADVICE,
        )
        for post, _ in _posts(master)
        if not master.roster.name_of(post.holder)
    )


def no_cards(master: Master) -> tuple[Finding, ...]:
    """Why there is no card to print: all points belong to units as a whole."""
    return () if any(_posts(master)) else (Finding("no-points-of-posts"),)


def _posts(master: Master) -> Iterator[tuple[Post, tuple[Graded, ...]]]:
    points = in_order(master)
    by_post: dict[str, list[Graded]] = {}
    for one in points:
        by_post.setdefault(one.point.post, []).append(one)
    units = {unit.code: at for at, unit in enumerate(master.roster.units)}
    for post in sorted(master.roster.posts, key=lambda post: units.get(post.unit, len(units))):
        if post.code in by_post:
            yield post, tuple(by_post[post.code])


def _cards(master: Master, post: Post, points: Sequence[Graded]) -> Iterator[Card]:
    """The cards of one post; the promise and the places to sign stand on the last."""
    promise = _PROMISE.format(measures=measures_said(master))
    told = [_told(master, at, one) for at, one in enumerate(points, start=1)]
    pages = tuple(_pages(told, _ROOM - line_count(promise, _WIDE)))
    level = post_level(master, post.code, points)
    facts = (
        ("单位", unit_name(master, post.unit)),
        ("岗位", f"{post.name}　{master.roster.name_of(post.holder) or VACANT}"),
        ("岗位等级", f"{level_said(master, level)}（{in_words(master, points)}）"),
    )
    for at, paragraphs in enumerate(pages):
        last = at == len(pages) - 1
        number = f"{post.code}（{at + 1}/{len(pages)}）" if len(pages) > 1 else post.code
        yield Card(
            title=_name(master) + (CONTINUED if at else ""),
            number=number,
            facts=facts if not at else facts[:2],
            paragraphs=(*paragraphs, promise) if last else paragraphs,
            foot=_FOOT if last else ("（未完，接下一张）",),
        )


def _told(master: Master, number: int, one: Graded) -> str:
    color = color_name(master, one.color)
    level = f"{level_name(master, one.level)}，{color}" if color else level_name(master, one.level)
    name, measures = text_of(master, one, "name"), text_of(master, one, "measures")
    return f"{number}. {name}（{level}）。{measures_said(master)}：{measures}"


def _pages(paragraphs: Sequence[str], room: float) -> Iterator[tuple[str, ...]]:
    """The paragraphs by card: as many as fit; one that is longer than a card is split.

    Every card keeps `room` lines beside the promise, so that it never stands alone.
    """
    page: list[str] = []
    used = 0
    for paragraph in (piece for one in paragraphs for piece in _pieces(one, room)):
        lines = line_count(paragraph, _WIDE)
        if page and used + lines > room:
            yield tuple(page)
            page, used = [], 0
        page.append(paragraph)
        used += lines
    if page:
        yield tuple(page)


def _pieces(text: str, room: float) -> Iterator[str]:
    """The text in pieces of at most `room` lines, cut after a mark where there is one."""
    most = int(room * _WIDE)
    while line_count(text, _WIDE) > room:
        piece = text[:most]
        while line_count(piece, _WIDE) > room:
            piece = piece[:-1]
        marks = [piece.rfind(mark) for mark in "。；，\n"]
        cut = next((at + 1 for at in marks if at > len(piece) // 2), len(piece))
        yield text[:cut]
        text = text[cut:]
    yield text
