"""What the rows of a table are about: the kinds of thing the program knows, or nothing it knows."""

from __future__ import annotations

from enum import StrEnum


class About(StrEnum):
    """The kind of thing that a row of a table is about, or a return of a form without tables.

    NOTHING stands for what the program does not know: such rows are kept, shown and exported.
    """

    NOTHING = ""
    RISK_POINT = "risk_point"
    POST_DUTY = "post_duty"
    UNIT = "unit"
    POST = "post"
    PERSON = "person"
    SEAT = "seat"
    POWER = "power"
    FLOW = "flow"
    FLOW_STEP = "flow_step"
    RULE = "rule"
    CONTROL_SHEET = "control_sheet"
    CONTROL_STAGE = "control_stage"
    MEASURE = "measure"
    COMMENT = "comment"
    REMARK = "remark"
    REVISION = "revision"
    DECISION = "decision"
    STUDY = "study"
    EXCERPT = "excerpt"
    OPINION = "opinion"
    MISSED_POINT = "missed_point"
    ANSWER = "answer"
    WARNING = "warning"
    FEEDBACK = "feedback"
    WARNING_STEP = "warning_step"
    CHECK = "check"
    CHECKED_POINT = "checked_point"
    ACCOUNTABILITY = "accountability"
    INDICATOR = "indicator"
    ASSESSED = "assessed"
    SCORE = "score"
    RATING = "rating"
    SELF_SCORE = "self_score"
    OBJECTION = "objection"
    ANSWERED_OBJECTION = "answered_objection"
    CRITICISM = "criticism"
    ARCHIVE_BOX = "archive_box"
    ARCHIVE_ITEM = "archive_item"
