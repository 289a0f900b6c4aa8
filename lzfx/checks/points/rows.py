"""Named checks across the fields of a form; a form lists the ones it wants by name.

Each check looks, says, and never writes. A check whose inputs are empty says nothing: the empty
cell has its own finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lzfx.checks.context import Understood
from lzfx.checks.points.known import PointsKnown
from lzfx.forms.characters import fold
from lzfx.forms.kinds import says_nothing, shown
from lzfx.forms.spec import UNIT_SCOPE
from lzfx.model.about import About
from lzfx.model.cell import Cell
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.submission import RawTable, Row, Value

POINTS = About.RISK_POINT
POSTS = About.POST_DUTY
_LEVEL_WORD = re.compile(r"[一二三四五1-5\u2160-\u2164IV]{1,3}级|\d[高中低]")


def valid_points(seen: Understood) -> Iterator[Row]:
    """The rows that declare a point, those struck from last year's list left out."""
    return (row for row in seen.rows_about(POINTS) if row.values.get("change") != "drop")


def reason_when_level_differs(seen: Understood) -> Iterator[Finding]:
    """G5: a declared level other than the rule's needs a reason."""
    for row in valid_points(seen):
        declared, computed = row.values.get("declared_level"), level_of(seen, row.values)
        if declared is None or computed is None or str(computed) == declared:
            continue
        labels = seen.labels_about(POINTS, "declared_level")
        reason = row.values.get("reason")
        yield seen.say(
            "level-differs" if reason else "level-differs-no-reason",
            POINTS,
            row,
            "declared_level",
            Severity.QUERY if reason else Severity.ERROR,
            name=row.values.get("name") or "",
            declared=labels[str(declared)],
            computed=labels[str(computed)],
            facts=seen.known.on(PointsKnown).grounds_of(row.values, *_whose(seen, row.values)),
            reason=reason or "",
        )


def level_of(seen: Understood, values: Mapping[str, Value]) -> int | None:
    """The level of a point by the rules, as grading will find it."""
    return seen.known.on(PointsKnown).level_of(values, *_whose(seen, values))


def _whose(seen: Understood, values: Mapping[str, Value]) -> tuple[str, str]:
    """The unit and the post of a point; the post is empty when it belongs to the unit itself."""
    post = str(values.get("post") or "")
    return seen.unit.code if seen.unit else "", "" if post == UNIT_SCOPE else post


def reason_when_dropped(seen: Understood) -> Iterator[Finding]:
    """E13: a point struck from last year's list needs a reason; a row of that list, a mark.

    A point that was numbered this year is of no earlier list: a unit may give its number alone.
    """
    located = seen.located_about(POINTS)
    marks = located is not None and "change" in located.columns
    owed = seen.known.on(PointsKnown).owed
    numbered = any(row.values.get("point_id") in owed for row in seen.rows_about(POINTS))
    if located is not None and numbered and not marks:
        yield column_needed(seen, located, "change")
    for row in seen.rows_about(POINTS):
        if row.values.get("change") == "drop" and not (
            row.values.get("reason") or row.values.get("note")
        ):
            yield seen.say("dropped-no-reason", POINTS, row, "change")
        written = seen.quoted(POINTS, row, "change")
        unmarked = not written or says_nothing(written)
        if marks and row.values.get("point_id") in owed and unmarked:
            yield seen.say("change-missing", POINTS, row, "change")


def text_names_other_conduct(seen: Understood) -> Iterator[Finding]:
    """G4: the text speaks of a conduct that is not ticked; a hint, never a correction."""
    for row in valid_points(seen):
        ticked, text = row.values.get("conduct"), row.values.get("manifestation")
        if not isinstance(ticked, tuple) or not isinstance(text, str):
            continue
        named = seen.known.on(PointsKnown).conducts_in(text)
        words = tuple(word for word in named if word not in ticked)
        if words and level_of(seen, {**row.values, "conduct": words}) != level_of(seen, row.values):
            asked = seen.field_about(POINTS, "conduct")
            choices = asked.choices if asked else ()
            yield seen.say(
                "text-names-conduct",
                POINTS,
                row,
                "manifestation",
                Severity.QUERY,
                named=shown(words, choices),
                conduct=shown(ticked, choices),
            )


def factors_against_level(seen: Understood) -> Iterator[Finding]:
    """G12: what the hint rules say of the declared level beside the other facts."""
    for row in valid_points(seen):
        hinted = seen.known.on(PointsKnown).hint_of(row.values, *_whose(seen, row.values))
        if hinted is not None:
            code, facts = hinted
            level = str(row.values.get("declared_level") or "")
            yield seen.say(
                code,
                POINTS,
                row,
                "declared_level",
                Severity.QUERY,
                name=row.values.get("name") or "",
                level=seen.labels_about(POINTS, "declared_level").get(level, level),
                facts=facts,
            )


def zero_report_or_points(seen: Understood) -> Iterator[Finding]:
    """E16: a post declares points, or declares that it has none and why; never both."""
    declared = {row.values.get("post") for row in valid_points(seen)}
    for row in seen.rows_about(POSTS):
        zero = row.values.get("zero_report") == "zero"
        if zero and row.values.get("post_code") in declared:
            yield seen.say("zero-and-points", POSTS, row, "zero_report")
        if zero and not row.values.get("zero_reason"):
            yield seen.say("zero-no-reason", POSTS, row, "zero_reason")


def every_post_answers(seen: Understood) -> Iterator[Finding]:
    """Each post of the subject has a point or a zero report (seed 4.2: every post is searched)."""
    located = seen.located_about(POINTS)
    if located is None or "post" not in located.columns:
        return
    declared = {row.values.get("post") for row in valid_points(seen)}
    # A row without a post may be this post's, and so may one of a second table.
    unread = None in declared or any(one.code == "table-twice" for one in seen.raw.findings)
    for row in seen.rows_about(POSTS):
        answered = (
            row.values.get("post_code") in declared or row.values.get("zero_report") == "zero"
        )
        if not answered and not unread and row.values.get("post_code"):
            yield seen.say("post-unanswered", POSTS, row, "post_name")
    if not located.rows and not seen.rows_about(POSTS):
        yield Finding("no-points", Where(seen.raw.file, located.sheet))


def unit_level_against_points(seen: Understood) -> Iterator[Finding]:
    """The level a unit gives itself against the most severe of its own points (G7)."""
    given = seen.header.get("unit_level")
    scope = [row for row in valid_points(seen) if row.values.get("post") == UNIT_SCOPE]
    points = [(row.values, level_of(seen, row.values)) for row in scope]
    level = seen.known.on(PointsKnown).rolled("unit", points, seen.unit.code if seen.unit else "")
    if given and level and str(level) != given:
        where = seen.raw.header_places["unit_level"]
        labels = seen.labels_about(POINTS, "declared_level")
        params = {
            "title": next(s.title for s in seen.form.header if s.name == "unit_level"),
            "value": labels[str(given)],
            "computed": labels[str(level)],
        }
        yield Finding("unit-level-differs", where, params, Severity.QUERY)


def several_points_in_one_row(seen: Understood) -> Iterator[Finding]:
    """A composite grade such as 1中2低, or two levels in one cell: several points in one row."""
    labels = map(fold, seen.labels_about(POINTS, "declared_level").values())
    word = re.compile("|".join(map(re.escape, sorted(labels, key=len, reverse=True))))
    for row in seen.rows_about(POINTS):
        text = fold(seen.quoted(POINTS, row, "declared_level"))
        found = _LEVEL_WORD.findall(text)
        if len(set(found)) > 1 or len(set(word.findall(text))) > 1:
            yield seen.say("several-levels", POINTS, row, "declared_level")


def column_needed(seen: Understood, located: RawTable, name: str) -> Finding:
    """A column that may be missing in a first year only."""
    table = seen.form.table(located.name)
    where = Where(seen.raw.file, located.sheet, Cell(located.header_row, 1))
    params = {"title": table.field(name).title, "table": table.sheet}
    return Finding("column-needed", where, params)
