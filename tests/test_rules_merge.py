"""Ids that stay with their points, whatever order returns come in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from support.risk_examples import ROSTER, submission, values

from lzfx.model.risk import PointId, RiskPoint
from lzfx.model.submission import Submission, Value
from lzfx.rules.merge import JUDGED, Merged, fingerprint
from lzfx.rules.merge import merge_returns as merge_table

Rows = list[dict[str, Value]]

merge = partial(merge_table, table="risk_points")


def ids(points: Sequence[RiskPoint]) -> list[str]:
    return [point.point_id for point in points]


def known(*merged: Merged) -> list[PointId]:
    return [record for one in merged for record in (*one.new_ids, *one.reworded)]


def row(name: str, **given_values: Value) -> dict[str, Value]:
    text = f"表现：{name}，可能影响公正办理。"
    return values(**{"name": name, "manifestation": text, **given_values})


def test_merge__new_points_are_numbered_in_order_of_the_sheet() -> None:
    merged = merge([submission("KS01", [row("甲事项"), row("乙事项")])], [], ROSTER)
    assert ids(merged.points) == ["KS01-001", "KS01-002"]
    assert [record.name for record in merged.new_ids] == ["甲事项", "乙事项"]
    assert merged.findings == ()


def test_merge__roster_order_with_the_units_own_points_first() -> None:
    returns = [
        submission("JD01", [row("丙", post="JD01-P2")]),
        submission("KS01", [row("甲", post="KS01-P2"), row("乙", post="unit"), row("丁")]),
        submission("LD00", [row("戊", post="LD00-P1")]),
    ]
    merged = merge(returns, [], ROSTER)
    assert [(p.point_id, p.post) for p in merged.points] == [
        ("LD00-001", "LD00-P1"),
        ("KS01-002", ""),
        ("KS01-001", "KS01-P2"),
        ("KS01-003", "KS01-P2"),
        ("JD01-001", "JD01-P2"),
    ]


def test_merge__a_post_may_answer_for_itself() -> None:
    merged = merge([submission("KS01-P2", [row("甲")])], [], ROSTER)
    assert [(p.point_id, p.unit, p.post) for p in merged.points] == [
        ("KS01-001", "KS01", "KS01-P2")
    ]


def test_merge__twice_assigns_nothing_new() -> None:
    returns = [submission("KS01", [row("甲"), row("乙")])]
    first = merge(returns, [], ROSTER)
    again = merge(returns, known(first), ROSTER)
    assert (again.new_ids, again.reworded) == ((), ())
    assert again.points == first.points


def test_merge__inserted_row_moves_no_id() -> None:
    first = merge([submission("KS01", [row("甲"), row("乙")])], [], ROSTER)
    second = merge([submission("KS01", [row("新"), row("甲"), row("乙")])], known(first), ROSTER)
    by_name = {p.values["name"]: p.point_id for p in second.points}
    assert by_name == {"甲": "KS01-001", "乙": "KS01-002", "新": "KS01-003"}


def test_merge__width_and_blanks_do_not_make_another_point() -> None:
    first = merge([submission("KS01", [row("核发ABC证件")])], [], ROSTER)
    second = merge(
        [submission("KS01", [row("核发 \uff21\uff22\uff23 证件")])], known(first), ROSTER
    )
    assert ids(second.points) == ["KS01-001"]
    assert second.new_ids == ()


def test_merge__carried_id_survives_any_rewording() -> None:
    first = merge([submission("KS01", [row("甲")])], [], ROSTER)
    changed = row("全新名称", power="别的", post="KS01-P1", point_id="KS01-001", change="edit")
    second = merge([submission("KS01", [changed])], known(first), ROSTER)
    assert ids(second.points) == ["KS01-001"]
    assert [(r.point_id, r.name) for r in second.reworded] == [("KS01-001", "全新名称")]


def test_merge__renamed_point_is_found_by_its_manifestation() -> None:
    first = merge(
        [submission("KS01", [row("甲", manifestation="同一段文字描述同一个点")])], [], ROSTER
    )
    second = merge(
        [submission("KS01", [row("改名", manifestation="同一段文字描述同一个点")])],
        known(first),
        ROSTER,
    )
    third_row = row("改名", manifestation="文字后来也改了")
    third = merge([submission("KS01", [third_row])], known(first, second), ROSTER)
    assert ids(second.points) == ids(third.points) == ["KS01-001"]


def test_merge__serials_of_gone_points_are_not_reused() -> None:
    first = merge([submission("KS01", [row("甲"), row("乙")])], [], ROSTER)
    second = merge([submission("KS01", [row("甲")])], known(first), ROSTER)
    third = merge([submission("KS01", [row("甲"), row("丙")])], known(first, second), ROSTER)
    assert ids(third.points) == ["KS01-001", "KS01-003"]


def test_merge__given_up_points_are_kept_apart() -> None:
    first = merge([submission("KS01", [row("甲"), row("乙")])], [], ROSTER)
    rows = [row("甲", point_id="KS01-001", change="drop"), row("乙"), row("无此点", change="drop")]
    second = merge([submission("KS01", rows)], known(first), ROSTER)
    assert (ids(second.points), ids(second.dropped)) == (["KS01-002"], ["KS01-001"])
    assert second.new_ids == ()
    assert [(f.code, f.where.sheet, f.where.address) for f in second.findings] == [
        ("drop-of-unknown-point", "风险点", "U11")
    ]


def test_merge__ids_that_are_not_the_rows_own_are_refused_with_their_place() -> None:
    first = merge(
        [submission("KS01", [row("甲")]), submission("JD01", [row("丙", post="JD01-P2")])],
        [],
        ROSTER,
    )
    rows = [
        row("甲", point_id="KS01-001"),
        row("复制", point_id="KS01-001"),
        row("他单位", point_id="JD01-001"),
        row("自编", point_id="KS01-900"),
    ]
    second = merge([submission("KS01", rows)], known(first), ROSTER)
    assert ids(second.points) == ["KS01-001", "KS01-002", "KS01-003", "KS01-004"]
    assert [(f.code, f.where.address) for f in second.findings] == [
        ("point-id-twice", "T10"),
        ("point-id-of-other-unit", "T11"),
        ("point-id-never-given", "T12"),
    ]


def test_merge__an_invented_id_is_given_to_nobody() -> None:
    returns = [submission("KS01", [row("甲"), row("乙", point_id="KS01-001")])]
    first = merge(returns, [], ROSTER)
    assert ids(first.points) == ["KS01-002", "KS01-003"]
    assert merge(returns, known(first), ROSTER).points == first.points


def test_merge__unknown_subject_and_post_are_told() -> None:
    merged = merge(
        [submission("XX99", [row("甲")]), submission("KS01", [row("乙", post="KS01-P9")])],
        [],
        ROSTER,
    )
    assert [f.code for f in merged.findings] == ["post-not-in-roster", "subject-not-in-roster"]
    assert ids(merged.points) == ["KS01-001"]


def test_merge__sources_name_the_cell_of_every_value() -> None:
    (point,) = merge([submission("KS01", [row("甲")])], [], ROSTER).points
    source = point.sources["name"]
    assert (source.file, source.sheet, source.cell.text) == ("KS01.xlsx", "风险点", "F9")
    assert len(source.sha256) == 64
    assert set(point.sources) >= set(JUDGED)


def test_fingerprint__changes_with_judged_fields_only() -> None:
    plain = fingerprint(row("甲"))
    assert plain == fingerprint(row("甲", note="别的", change="keep", point_id="KS01-001"))
    for name in JUDGED:
        assert fingerprint({**row("甲"), name: "变了"}) != plain, name


NAMES = st.sampled_from("甲乙丙丁")
ROWS = st.lists(
    st.builds(
        lambda name, power, post, own: row(name, power=power, post=post, point_id=own),
        NAMES,
        st.sampled_from(("核发", "检查")),
        st.sampled_from(("unit", "P1", "P2")),
        st.sampled_from((None, None, None, "KS01-001", "KS01-003", "JD01-002")),
    ),
    max_size=5,
)


@st.composite
def rounds(draw: st.DrawFn) -> list[Submission]:
    """One round of returns, of units or of single posts."""
    returns = []
    for subject in draw(st.lists(st.sampled_from(("KS01", "JD01", "KS01-P2")), unique=True)):
        unit = subject[:4]
        rows = [
            {**r, "post": r["post"] if r["post"] == "unit" else f"{unit}-{r['post']}"}
            for r in draw(ROWS)
        ]
        returns.append(submission(subject, rows))
    return returns


@settings(deadline=None, max_examples=60)
@given(rounds(), st.randoms(use_true_random=False))
def test_merge__order_of_returns_changes_nothing(returns: list[Submission], dice: object) -> None:
    shuffled = list(returns)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled, [], ROSTER) == merge(returns, [], ROSTER)


@settings(deadline=None, max_examples=60)
@given(st.lists(rounds(), min_size=1, max_size=4))
def test_merge__over_rounds_ids_are_unique_and_never_move(rows: list[list[Submission]]) -> None:
    records: list[PointId] = []
    owner: dict[str, str] = {}
    for returns in rows:
        merged = merge(returns, records, ROSTER)
        assert len(set(ids(merged.points))) == len(merged.points)
        assert not {r.point_id for r in merged.new_ids} & owner.keys()
        owner |= {r.point_id: r.unit for r in merged.new_ids}
        assert all(owner[p.point_id] == p.unit for p in merged.points)
        records += known(merged)
        again = merge(returns, records, ROSTER)
        assert (again.points, again.new_ids, again.reworded) == (merged.points, (), ())
