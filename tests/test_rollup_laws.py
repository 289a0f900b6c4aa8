"""Uniting bundles: in any order and grouping, any number of times, the same comes out."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st
from support.bundle_examples import DRAFT, OTHER_LEVELS, SCHEME, bundle, points

from lzfx.model.bundle import Bundle, BundledPoint, BundleHead, Manifest
from lzfx.rules.bundle_changes import changes_between
from lzfx.rules.bundle_members import MANIFEST, POINTS, content_of, head_of, members, point_of
from lzfx.rules.bundle_scheme import differences
from lzfx.rules.gathered import Gathered, claim, standings


def _head(sender: str, edition: int, seq: int, content: str) -> BundleHead:
    told = replace(DRAFT, sender=sender, edition=edition, seq=seq, content=content)
    digest = f"{sender}{edition}{seq}{content}"
    return BundleHead(digest, told)


HEADS = st.builds(
    _head, st.sampled_from("甲乙"), st.integers(0, 2), st.integers(1, 3), st.sampled_from("xy")
)
DIGESTS = HEADS.map(lambda head: head.digest)
GATHERED = st.builds(
    lambda heads, checked, taken: Gathered(
        {head.digest: head for head in heads}, checked, taken
    ),
    st.lists(HEADS, max_size=6),
    st.frozensets(DIGESTS, max_size=2),
    st.frozensets(st.tuples(DIGESTS, st.frozensets(DIGESTS, max_size=2)), max_size=2),
)  # fmt: skip


@given(GATHERED, GATHERED, GATHERED)
def test_laws__associative_commutative_idempotent(a: Gathered, b: Gathered, c: Gathered) -> None:
    assert a.united(b).united(c) == a.united(b.united(c))
    assert a.united(b) == b.united(a)
    assert a.united(a) == a
    assert standings(a.united(b)) == standings(b.united(a))


@given(st.lists(HEADS, min_size=1, max_size=6), st.randoms())
def test_laws__the_order_of_arrival_changes_nothing(heads: list[BundleHead], dice: object) -> None:
    one_by_one = [Gathered({head.digest: head}) for head in heads]
    again = [*one_by_one, *one_by_one]
    dice.shuffle(again)  # type: ignore[attr-defined]
    in_order = standings(reduce(Gathered.united, one_by_one))
    assert standings(reduce(Gathered.united, again)) == in_order


@given(GATHERED)
def test_laws__an_older_claim_never_replaces_a_newer_one(gathered: Gathered) -> None:
    for standing in standings(gathered):
        claims = [claim(h) for h in gathered.heads.values() if h.manifest.sender == standing.sender]
        newest = max(claims)
        if standing.counts is not None and claim(standing.counts) != newest:
            assert {claim(one) for one in standing.at_odds} >= {newest}


def test_standing__same_edition_other_content_replaces_nothing_until_somebody_chooses() -> None:
    first, one, other = _head("甲", 1, 1, "x"), _head("甲", 2, 2, "x"), _head("甲", 2, 3, "y")
    odds = Gathered({head.digest: head for head in (first, one, other)})
    (standing,) = standings(odds)
    assert (standing.counts, standing.at_odds) == (first, (one, other))
    choice = Gathered(taken=frozenset({(one.digest, frozenset({other.digest}))}))
    (standing,) = standings(odds.united(choice))
    assert (standing.counts, standing.at_odds, standing.before) == (one, (), first)


def test_standing__the_same_content_told_twice_is_no_conflict() -> None:
    early, late = _head("甲", 1, 1, "x"), _head("甲", 1, 5, "x")
    (standing,) = standings(Gathered({head.digest: head for head in (late, early)}))
    assert (standing.counts, standing.at_odds) == (late, ())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(TEXTS, TEXTS, st.sampled_from([None, 1, 3]))
def test_members__a_point_comes_back_as_it_was(name: str, unit: str, level: int | None) -> None:
    told = replace(points(1)[0], unit=unit, level=level, texts={"name": name})
    (line,) = _members((told,))[POINTS].split(b"\n")[:-1]
    assert point_of(line) == told


def test_members__the_same_content_gives_the_same_bytes_wherever_it_was_read() -> None:
    told = points(3)
    assert bundle("甲", told)[1] == bundle("甲", points(3))[1]
    moved = tuple(replace(one, origins=()) for one in told)
    assert content_of(moved) == content_of(told)
    assert _members(moved)[MANIFEST] != _members(told)[MANIFEST]


def _members(told: tuple[BundledPoint, ...], manifest: Manifest = DRAFT) -> dict[str, bytes]:
    return dict(members(replace(manifest, sender="甲"), told))


def test_scheme__tells_each_code_that_differs() -> None:
    found = differences(SCHEME, OTHER_LEVELS)
    assert [(one.part, one.code, one.ours, one.theirs) for one in found] == [
        ("levels", "4", "", "四级")
    ]
    assert differences(SCHEME, SCHEME) == ()


def test_changes__new_withdrawn_raised_lowered_changed() -> None:
    a, b, c, d, e = points(5)  # levels 2 3 1 2 3
    now = (
        replace(b, level=1),
        replace(c, level=2),
        replace(d, texts={**d.texts, "measures": "每周核对一次"}),
        e,
        points(6)[5],
    )
    found = changes_between(_bundle((a, b, c, d, e)), _bundle(now))
    told = [(one.point_id[-1], one.change, one.field, one.before, one.after) for one in found]
    assert told == [
        ("1", "withdrawn", "", "二级", ""),
        ("2", "raised", "", "三级", "一级"),
        ("3", "lowered", "", "一级", "二级"),
        ("4", "changed", "防范措施", d.texts["measures"], "每周核对一次"),
        ("6", "new", "", "", "一级"),
    ]


def _bundle(told: tuple[BundledPoint, ...]) -> Bundle:
    return Bundle(head_of(_members(told)[MANIFEST]), told)
