"""Every code has a sentence, no sentence is idle, and each finds what it quotes."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.codes_in_source import made, modules, texts_of_source
from support.judged_cases import cases, judged
from support.risk_examples import BODIES, DAY, ROSTER, labels, point, rules

from lzfx.errors import DefinitionError, WorkspaceError
from lzfx.messages import catalogue, placed, reason, sentence, sentences, told
from lzfx.model.finding import Finding, Where
from lzfx.rules.grading import grade_point
from lzfx.rules.reasons import reasons

_DEFINED = {"place": "level G1-2 → when", "value": "违规", "field": "note", "version": 1}
_LETTER = {
    "paragraph": 3,
    "text": "{{ isssuer }}",
    "field": "isssuer",
    "near": "issuer",
    "detail": "~",
}
_PAGE = {"line": 3, "field": "titel", "near": "title", "detail": "~"}
_PART = {"form": "申报表", "table": "风险点", "field": "level", "name": "risk_points"}
_FILLED = {"title": "责任人", "value": "示例", "now": "示例"}
_DAY_OF_STUDY = {"title": "日期", "value": "2026-08-13"}
_POINT = {"point": "KS01-001", "name": "票据核销不及时", "unit": "KS01"}
_PAPER = {
    "paper": "示例表", "item": "第1项", "title": "日期", "value": "无", "expected": "2",
    "start": "开始日期", "end": "截止日期",
}  # fmt: skip
_LINE = {
    "value": "name = “示例局”", "expected": 'name = "示例局"', "detail": "~", "place": "name",
}  # fmt: skip
_SETTING = {
    "place": "报送期限（deadline）", "value": date(2026, 9, 15), "other": "成文日期（issued_on）",
    "expected": date(2026, 9, 30), "contact": "苏晚吟", "last": date(2026, 9, 30), "year": 2026,
    "days": 75, "form": "示例表", "name": "declaration", "count": "21",
}  # fmt: skip
_COMMENT = {"comment": "意2026-01", "about": "KS05-001 示例风险点"}
_CHANGED = {"name": "票据核销不及时", "title": "申报等级", "value": "二级", "expected": "一级"}
_STEP = {"flow": "再生育审批", "step": 3, "name": "办理"}
_HINT = {"clause": "定级因素", "rules": "G12", "facts": "三项都在一头"}
_DECIDED = {
    "file": "甲.xlsx",
    "at": "2026-09-16 09:05",
    "by": "李四",
    "other": "乙.xlsx",
    "count": 3,
    "answer": "丙.xlsx",
}
_ANSWERED = {
    "proposal": "ABCDEFGH", "about": "KS01-001 示例风险点", "title": "防范措施改为",
    "value": "同上",
}  # fmt: skip
_REVISED = {
    "item": "修2026-01",
    "about": "KS02-002 一次性告知",
    "title": "防范措施",
    "value": "每月核对。",
}
EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "bundle-member-strange": {"part": "../名册.xlsx"},
    "bundle-member-missing": {"part": "points.jsonl"},
    "bundle-member-altered": {"part": "points.jsonl"},
    "bundle-newer": {"value": 2, "expected": 1},
    "bundle-unreadable": {"part": "points.jsonl", "detail": "level"},
    "bundle-line-altered": {"value": "KS01-001"},
    "bundle-line-added": {"value": "KS01-001"},
    "bundle-line-gone": {"value": "KS01-001"},
    "bundle-line-unreadable": {"part": "points.jsonl", "number": 3},
    "bundle-other-scheme": {
        "sender": "甲区", "called": "等级", "code": "4", "expected": "—", "value": "四级"
    },
    "bundle-other-scheme-more": {"count": 3},
    "bundle-schemes-several": {"value": "甲区"},
    "bundle-code-differs": {"value": "4257 3b7a"},
    "bundle-code-unknown": {"value": "4257 3b7a"},
    "bundle-older": {"value": "甲区", "as_of": "2026-09-20 09:00"},
    "rollup-in-campaign": {"path": "/甲"},
    "rollup-no-folder": {"path": "/甲"},
    "rollup-record-damaged": {"path": "/甲", "number": 2},
    "rollup-changed-meanwhile": {"path": "/甲"},
    "rollup-code-wrong": {"value": "4257", "number": 20},
    "rollup-take-unknown": {"value": "4257"},
    "rollup-too-many-points": {"number": 2_000_000, "limit": 1_000_000},
    "rollup-sender-unknown": {"value": "甲"},
    "rollup-point-unknown": {"value": "KS01-001", "sender": "甲区"},
    "bundle-at-odds": {"value": "甲区", "codes": ("4257", "9c9b")},
    "content-unread": {"count": 3, "cells": "附表 A2:C2、附表 B5、风险点 X7"},
    "unread-unanswered": {"count": 2, "cells": "附表 A2:C2、附表 B5"},
    "still-empty": {"title": "责任人", "value": "350102198001011000"},
    "unit-unknown": {"value": "KS99"},
    "point-moved-already": {"value": "KS05-001", "to": "KS04", "at": "2026-10-10"},
    "points-moved-alike": {"value": "KS05-001", "other": "KS04-002", "name": "印章管理"},
    "move-circle": {"path": "甲科→乙科→甲科"},
    "move-done-already": {"value": "KS05", "by": "钟毓", "at": "2026-10-10", "to": "KS04"},
    "move-not-done": {"value": "KS05"},
    "move-target-gone": {"value": "甲科"},
    "move-source-in-use": {"value": "甲科"},
    "move-unknown": {"value": "KS99", "alike": ""},
    "decide-counts-already": _DECIDED,
    "decide-unchanged": _DECIDED,
    "decide-superseded": _DECIDED,
    "decide-sent-back": _DECIDED,
    "decide-refused": _DECIDED,
    "path-too-long": {"path": "/甲", "length": 303, "octets": 903},
    "form-unknown": {"value": "甲", "forms": ("申报表",)},
    "document-unknown": {"value": "甲", "documents": ("一览表",)},
    "point-unknown": {"value": "KS99-001"},
    "point-dropped": {"value": "KS05-010", "unit": "示例科", "file": "示例科.xlsx", "why": "并入"},
    "subject-unknown": {"value": "KS99"},
    "file-unknown": {"value": "甲.xlsx"},
    "entry-path-too-long": {"length": 303, "octets": 903},
    "flow-lane-missing": _STEP,
    "flow-step-vague": _STEP,
    "flow-next-unreadable": {"title": "下一步", "value": "转科长"},
    "flow-checked-by-drawer": {"title": "审核人", "value": "林一"},
    "refers-no-point": {"title": "风险点编号", "wrong": "KS01-099"},
    "refers-no-power": {"title": "适用职权", "wrong": "印章使用"},
    "print-unreadable": {"value": "BadZipFile"},
    "print-draft-unmarked": {"value": "送审稿"},
    "act-before-printing": {"on": "2026-09-20"},
    "act-in-future": {"on": "2026-09-20"},
    "act-done-already": {"at": "2026-09-20", "body": "示例领导小组", "command": "review"},
    "edition-unknown": {"value": 3, "number": 2},
    "edition-not-compared": {"value": "工作手册"},
    "recording-attachments": {"count": 1, "names": ("回复.eml/申报表.xlsx",)},
    "edition-letter-number": {"value": "云人计〔2026〕44号", "number": 2},
    "edition-unchanged": {"before": "第1版", "now": "现在"},
    "edition-content-lost": {"number": 1, "value": "50398e3db029"},
    "act-not-done": {"command": "review"},
    "act-not-last": {"body": "示例领导小组", "command": "approve"},
    "acts-out-of-order": {"on": "2026-09-20", "before": "2026-09-21", "body": "示例领导小组"},
    "publicity-days-crossed": {"on": "2026-09-21", "until": "2026-09-20"},
    "publicity-too-short": {
        "until": "2026-09-22", "on": "2026-09-21", "days": 5, "least": "2026-09-25",
    },
    "publicity-holidays-unknown": {"year": 2027, "on": date(2027, 9, 20)},
    "settings-holiday-of-other-year": {
        "place": "2027 → holidays", "value": date(2026, 10, 1), "year": 2027,
    },
    "publicity-not-over": {"on": "2026-09-22", "until": "2026-09-25", "days": 4},
    "publicity-never-shorter": {"until": "2026-09-22", "now": "2026-09-25"},
    "publicity-still-open": {"on": "2026-09-21"},
    "publicity-decide-again": {"on": "2026-09-21"},
    "publicity-comments-open": {"count": 2},
    "definitions-wrong": {"count": 2},
    "publicity-not-recorded": {"on": date(2026, 9, 21)},
    "publicity-content-changed": {"on": date(2026, 9, 21)},
    "comments-none-unsaid": {"on": date(2026, 9, 21)},
    "comments-missing": {"form": "意见采纳情况表"},
    "comment-anonymous-named": {"title": "提出人"},
    "comment-outside-period": {
        "comment": "意2026-01", "value": "2026-09-28",
        "first": date(2026, 9, 21), "last": date(2026, 9, 25),
    },
    **dict.fromkeys(
        ("comment-unanswered", "comment-unreplied", "comment-code-twice"), _COMMENT
    ),
    "comment-point-unknown": {"title": "涉及内容", "value": "KS99-001"},
    "comment-not-registered": {"unit": "示例科", "about": "整体", "mark": "ABCDEFGH"},
    "comment-revision-unknown": {**_COMMENT, "numbers": ("修2026-01",)},
    "body-unknown": {"value": "示例小祖", "bodies": ("示例小组", "示例办公会")},
    "day-unreadable": {"value": "下周一"},
    "print-text-missing": {"value": "三级风险由科室负责人监控"},
    "print-not-a4": {"width": 216, "height": 279},
    "print-outside-area": {"value": "某街道计生办"},
    "print-glyph-missing": {"number": 2},
    "print-font-not-embedded": {"name": "SimSun"},
    "print-not-archival": {"value": ("语言", "PDF/A")},
    "print-number-missing": {"expected": 7},
    "print-number-wrong": {"value": 8, "expected": 7},
    "print-number-misplaced": {"value": 8},
    "print-blank-numbered": {"value": 8},
    "print-contents-wrong": {"name": "第一部分　总则", "value": 8, "expected": 7},
    "print-contents-missing": {"name": "第一部分　总则", "expected": 7},
    "print-head-missing": {"name": "编号、单位、岗位"},
    "print-row-split": {"value": "办理时不一次说清所需材料"},
    "print-row-alone": {"name": "编号、单位、岗位"},
    "print-mark-misplaced": {"value": 70.2, "expected": 72.0},
    "print-imprint-misplaced": {"name": "某委办公室"},
    "word-page-wrong": {"number": 2, "value": "12240×15840"},
    "word-style-wrong": {"name": "Normal", "value": "宋体 32", "expected": "仿宋_GB2312"},
    "word-language-wrong": {"value": "ja-JP"},
    "word-head-not-repeated": {"number": 2, "value": "序号单位岗位"},
    "word-row-may-split": {"number": 2, "value": "序号单位岗位"},
    "word-merge-broken": {"number": 2, "value": "序号单位岗位"},
    "word-order-wrong": {"name": "pPr", "value": "jc"},
    "word-placeholder-left": {"value": "{{ issuer }}"},
    "sheet-row-too-low": {"height": 13, "needed": 39},
    "sheet-formula": {"value": "1+1"},
    "file-reaches-out": {"value": "http://a.example/"},
    "definition-unknown-name": {"place": "title", "value": "{rsik}", "names": ("risk", "name")},
    "list-meaning-unknown": {
        "list": "unit_kinds",
        "value": "branch",
        "meaning": "branch",
        "meanings": ("led", "leaders", "meeting"),
    },
    "settings-body-key": {"place": "bodies → risk"},
    "program-error": {"report": "lzfx-20260915-163000.txt"},
    "rebuilt-differs": {"table": "收表记录", "lost": 2, "added": 1},
    "identity-other-copy": {"unit": "宣传教育科", "form": "风险点申报表"},
    "identity-on-confirmation": {"unit": "宣传教育科", "form": "风险点申报表"},
    "code-of-other-copy": {"value": "2026/KS02/1/AAAA-BBBB-CCCC-DDDD"},
    "adopt-other-campaign": {"path": "备份.zip", "value": "2025", "campaign": "2026"},
    "copy-not-written": {"detail": "磁盘满了，“台账副本”没有写成。"},
    "card-too-long": {"title": "岗位廉政风险告知卡", "number": "编号：001"},
    "letterhead-too-long": {"title": "关于公示廉政风险点的通知"},
    "clock-behind": {"value": "2026-09-10 09:00", "latest": "2026-09-14 09:00"},
    "conflict": {"other": "来表.xlsx"},
    "query-explained": {"asked": "全部6个风险点都是三级。", "why": "已核实", "on": "2026-09-15"},
    "same-as-before": {"other": "来表.xlsx"},
    "drawn-text-left-out": {"text": "违规 二级", "count": 1},
    "own-sheet-written": {"sheet": "签字页", "cells": "B9", "count": 1, "value": "同意，二级"},
    "heading-reworded": {"expected": "防范措施", "value": "防控措施"},
    "headings-moved": {"expected": "防范措施", "value": "责任人"},
    "frame-changed": {"expected": "一个风险点填一行。", "value": "（空）"},
    "list-changed": {"title": ("申报等级",), "expected": "三级", "value": "四级"},
    "rows-too-many": {"table": "风险点", "rows": 48000, "limit": 2000},
    "more-of-kind": {"listed": 300, "count": 700, "cells": "风险点 D308、风险点 D309"},
    "judging-timeout": {"seconds": 60.0, "limit": 805306368},
    "judging-memory": {"seconds": 60.0, "limit": 805306368},
    "rows-fewer": {"other": "来表.xlsx", "before": 40, "now": 3, "gone": 37},
    "rows-fewer-sent-back": {"other": "来表.xlsx", "before": 40, "now": 3, "gone": 37},
    "corrections-laid-over": {"other": "来表.xlsx", "corrected": 2, "new": 1, "kept": 37},
    "correction-of-nothing": {"other": "来表.xlsx", "name": "票据核销不及时"},
    "one-sheet-only": {"fields": ("填报人", "“岗位职责”页")},
    "taken-from-earlier": {"other": "来表.xlsx", "fields": ("填报人",)},
    "older-than-current": {"other": "来表.xlsx", "at": "2026-09-15"},
    "assigned-by-hand": {"by": "经办人", "unit": "示例科"},
    "changed-since": {"title": "申报等级", "value": "三级", "expected": "一级"},
    "level-lowered": _CHANGED,
    "level-raised": _CHANGED,
    "conduct-changed": _CHANGED,
    "name-changed": _CHANGED,
    "point-gone": _CHANGED,
    "point-given-up": _CHANGED,
    "row-new": {"name": "票据核销不及时"},
    "row-gone": {"name": "票据核销不及时"},
    "already-dismissed": {"file": "扫描件.pdf", "by": "经办人", "at": "2026-09-15"},
    "dismiss-accepted": {"file": "来表.xlsx", "by": "经办人", "at": "2026-09-15"},
    "return-not-recorded": {"value": "0a1b2c3d4e5f"},
    "return-gone": {"value": "0a1b2c3d4e5f"},
    "original-missing": {"value": "0a1b2c3d4e5f"},
    "original-changed": {"value": "0a1b2c3d4e5f"},
    "ledger-differs": {"title": "申报等级", "value": "三级", "expected": "一级"},
    "ledger-unsound": {"detail": "wrong # of entries in index"},
    "chain-broken": {"number": 3},
    "anchor-unknown": {"value": "0a1b 2c3d"},
    "print-refused-kept": {},
    "anchor-short": {"value": "0a1b 2c3d", "digits": 32},
    "anchor-of-file-unknown": {"value": "0a1b 2c3d"},
    "ledger-row-altered": {"table": "来件登记", "row": 12},
    "ledger-row-gone": {"table": "来件登记", "row": 12},
    "ledger-row-added": {"table": "来件登记", "row": 12},
    "ledger-schema": {"value": "delivery_no_update"},
    "definition-unknown-key": {**_DEFINED, "near": "when"},
    **dict.fromkeys(
        (
            "definition-toml-hash", "definition-toml-equals", "definition-toml-colon",
            "definition-toml-key", "definition-toml-heading", "definition-toml-quotes",
            "definition-toml-quote-missing", "definition-toml-width", "definition-toml-comma",
            "definition-toml-no-such-day", "definition-toml-day", "definition-toml-truth",
            "definition-toml-number", "definition-toml-unquoted", "definition-toml-backslash",
            "definition-toml-blank", "definition-toml-bracket-missing", "definition-toml-twice",
            "definition-not-toml", "definition-day-in-quotes", "definition-text-unquoted",
        ),
        _LINE,
    ),
    "issued-otherwise": {
        "form": "示例表", "names": ("示例科",), "unit": "示例科", "name": "training",
        "only": "--only KS01",
    },
    "issue-withdrawn": {"by": "经办人", "at": "2026-08-25", "why": "改按岗位填报"},
    **dict.fromkeys(
        (
            "settings-placeholder", "settings-other-office", "settings-days-crossed",
            "settings-other-year", "settings-day-off-and-on", "settings-code-changed",
            "settings-deadline-passed", "settings-deadline-passed-campaign",
        ),
        _SETTING,
    ),
    "definition-missing-key": _DEFINED,
    "definition-bad-value": _DEFINED,
    "definition-levels": {"place": "levels", "value": ("1", "3")},
    "definition-tint-dark": {"place": "colors red → tint", "value": "800000"},
    "definition-role-unknown": {"place": "monitor_roles sj → acts_as", "value": "书记"},
    "definition-role-no-body": {"place": "monitor_roles sj → acts_as", "value": "party"},
    "definition-field-needed": _PART,
    "definition-field-unfit": {**_PART, "kind": "integer"},
    "definition-check-needs": {"form": "申报表", "check": "reason_when_dropped", "field": "change"},
    "rules-without-level": {"value": ("“可能产生的行为”为违章",)},
    "rules-fact-unknown": {"place": "level G1-1 → when → weather", "value": "weather"},
    "rules-fact-no-number": {"place": "level G1-1 → when → stage → at_least", "value": 2},
    "rules-fact-taken": {"place": "fact “stage” → name", "value": "stage"},
    "definition-unknown-list": {**_PART, "list": "conducts"},
    "definition-same-heading": {**_PART, "title": "岗位", "other": "name"},
    "definition-check-misplaced": {
        "form": "走访登记表", "check": "every_post_answers", "value": "risk_point",
    },
    "definition-check-twice": {"form": "申报表", "check": "no_points"},
    "definition-accepts-not-older": {"form": "申报表", "value": 2, "version": 2},
    "definition-table-twice": _PART,
    "definition-table-name-taken": _PART,
    "definition-sheet-twice": {**_PART, "other": "points"},
    "definition-sheet-taken": _PART,
    "definition-form-empty": _PART,
    "definition-form-twice": {"value": "training", "files": "a.toml、b.toml"},
    "definition-title-twice": {"value": "登记表", "files": "a.toml、b.toml"},
    "definition-points-twice": {"files": "a.toml、b.toml"},
    "definition-no-points": {},
    "definition-no-roster": {},
    "definition-points-of-many": _PART,
    "definition-unknown-about": {**_PART, "value": "points", "known": "risk_point"},
    "definition-about-twice": {**_PART, "value": "risk_point"},
    "definition-unknown-rows": {**_PART, "value": "points", "known": "own_points"},
    "definition-rows-without-key": _PART,
    "definition-prefill-without-rows": _PART,
    "definition-unknown-source": {**_PART, "value": "unit", "known": "unit_code"},
    "definition-owed-by-nobody": {**_PART, "value": "reviewer"},
    "settings-unknown-kind": {"value": "科室", "known": "section、street_office"},
    "settings-unknown-form": {"value": "trainning", "forms": "training"},
    "definition-one-column": _PART,
    "definition-key-unknown": _PART,
    "definition-fixed-without-key": _PART,
    "definition-of-unknown": {**_PART, "value": "checks"},
    "definition-by-unknown": _PART,
    "definition-needed-unknown": {**_PART, "value": "keep"},
    "definition-record-field": _PART,
    "definition-record-kind": {**_PART, "kind": "line"},
    "definition-field-twice": _PART,
    "definition-field-name-taken": _PART,
    "definition-nobody-fills": _PART,
    "definition-lengths-crossed": {**_PART, "length": 9, "limit": 8},
    "definition-no-choices": _PART,
    "definition-choices-unused": {**_PART, "kind": "line"},
    "definition-choices-several": _PART,
    "definition-same-choice": {**_PART, "value": "其他"},
    "definition-default-unknown": {**_PART, "value": "一级"},
    "definition-choice-gone": _DEFINED,
    "definition-field-gone": _DEFINED,
    "definition-kind-changed": _DEFINED,
    "definition-version-not-raised": _DEFINED,
    "document-idle": {"near": "docx/letter.docx"},
    "letter-template-torn": _LETTER,
    "letter-template-syntax": _LETTER,
    "letter-template-forbidden": _LETTER,
    "letter-template-near": _LETTER,
    "letter-template-unknown": _LETTER,
    "letter-template-not-whole": _LETTER,
    "letter-template-only-text": _LETTER,
    "letter-template-missing": _LETTER,
    "letter-template-failed": _LETTER,
    "page-template-wrong": _PAGE,
    "page-template-forbidden": _PAGE,
    "page-template-near": _PAGE,
    "page-template-unknown": _PAGE,
    "rules-same-id": _DEFINED,
    "rules-not-severest-first": _DEFINED,
    "level-differs": {
        **_POINT, "declared": "三级", "computed": "二级", "conduct": "违规",
        "clause": "二级风险条款", "reason": "",
    },
    "meeting-votes-above-attendance": {"votes": 7, "present": 6},
    "revision-version-typed": {"item": "修2026-01", "title": "生效版本", "value": "2026-2"},
    "settings-unknown-level": {"value": "9", "known": "1、2、3"},
    "no-check-due": {"months": 3},
    "monitor-of-himself": {"count": 2, "points": ("KS01-001", "KS01-002")},
    "monitor-nobody": {"count": 2, "points": ("KS01-001", "KS01-002")},
    "measure-done-ahead": {"title": "落实日期", "value": "2026-12-30", "received": "2026-12-20"},
    "measure-done-before": {"title": "落实日期", "value": "2026-01-05", "first": "2026-08-11"},
    "measure-late-unexplained": {"title": "没有落实的原因", "due": "2026-12-01"},
    "measure-by-monitor": {"title": "责任人", "person": "示例人甲"},
    "answer-without-change": _ANSWERED,
    "answer-changes-though-declined": _ANSWERED,
    "answer-changes-nothing": _ANSWERED,
    "answers-at-odds": {**_ANSWERED, "other": "BCDEFGHA"},
    "answer-number-idle": _ANSWERED,
    "answer-point-of-other": {**_ANSWERED, "owner": "办公室"},
    "answer-proposal-gone": _ANSWERED,
    "answer-proposal-changed": _ANSWERED,
    "answer-content-changed": _REVISED,
    "answer-value-unfit": _REVISED,
    "answer-point-gone": _REVISED,
    "revision-moot": _REVISED,
    "revision-content-changed": _REVISED,
    "revision-point-gone": _REVISED,
    "revision-no-field": _REVISED,
    "revision-value-unfit": _REVISED,
    "revision-of-no-point": _REVISED,
    "study-before-campaign": {**_DAY_OF_STUDY, "first": "2026-08-11"},
    "study-to-come": {**_DAY_OF_STUDY, "received": "2026-08-20"},
    "study-after-campaign": {**_DAY_OF_STUDY, "last": "2026-09-30"},
    "study-nobody-there": {"title": "实到人数", "value": "0"},
    "study-more-than-should": {"title": "实到人数", "value": "9", "expected": 8},
    "study-more-named": {"title": "参加人员", "value": "甲、乙", "count": 2, "expected": 1},
    "plan-says-nothing": {},
    "plan-not-a-document": {},
    "plan-not-text": {},
    "plan-stage-two-times": {
        "stage": "动员", "value": "8月中旬", "first": 3, "other": "8月下旬", "second": 9,
    },
    "plan-stage-unclear": {"value": "动员：八月"},
    "plan-value-unclear": {"value": "明年"},
    "plan-taken-twice": {"value": "甲", "other": "乙"},
    "plan-key-unknown": {"value": "stge-1"},
    "plan-nothing-taken": {},
    "plan-without-basis": {},
    "plan-without-group": {},
    "plan-without-day": {},
    "plan-issued-late": {
        "value": "2026年9月1日", "stage": "学习动员", "first": "2026年8月11日",
    },
    "pairs-too-few": {"number": 1},
    "pairs-too-many-checkers": {"number": 9, "checkers": 5, "most": 4},
    "pairs-all-as-last-year": {"number": 4, "checkers": 1, "before": 4, "fewer": 1},
    "drawn-already": {"quarter": "2026Q4", "at": "2026-10-08", "by": "王"},
    "not-drawn": {"quarter": "2026Q4"},
    "quarter-unknown": {"value": "冬天"},
    "struck-already": {"entry": "追2026-01", "at": "2026-11-08", "by": "王"},
    "not-struck": {"entry": "追2026-01"},
    "entry-unknown": {"value": "追9", "known": ("追2026-01",)},
    "document-private": {"name": "责任追究登记簿"},
    "check-point-of-other": {"value": "KS01-001", "owner": "办公室", "unit": "财务科"},
    "check-recheck-early": {"title": "复查日期", "value": "2026-10-08", "held": "2026-10-09"},
    "check-closed-unpassed": {"title": "销号日期", "value": "2026-10-08"},
    "check-closed-early": {"title": "销号日期", "value": "2026-10-08", "again": "2026-10-09"},
    "check-of-oneself": {"name": "示例人", "unit": "财务科"},
    "check-drawn-missing": {"count": 2, "points": ("KS01-001", "KS01-002")},
    "accountability-entry-gone": {"numbers": ("追2026-01",), "number": "追2026-01"},
    "accountability-not-entitled": {"title": "决定机关", "value": "某科", "known": "委办公会"},
    "accountability-out-of-order": {
        "title": "决定日期",
        "value": "2027-01-01",
        "received": "2026-11-08",
    },
    "pair-not-checked": {"title": "单位", "value": "财务科", "expected": "办公室"},
    "power-without-flow": {"power": "再生育审批", "code": "KS02-Z01"},
    "power-without-points": {"power": "再生育审批", "code": "KS02-Z01"},
    "power-point-gone": {"power": "再生育审批", "code": "KS02-Z01", "point": "KS02-003"},
    "power-points-unnamed": {"points": "KS02-003", "count": 1},
    "rule-points-unnamed": {"points": "KS02-003", "count": 1},
    "flow-point-gone": {"flow": "再生育审批", "risk": "KS02-003"},
    "decision-lapsed": {**_POINT, "by": "骆云樵"},
    "decision-not-theirs": {**_POINT, "by": "骆云樵"},
    "decision-point-gone": {**_POINT, "by": "骆云樵"},
    "decision-expired": {**_POINT, "by": "骆云樵", "until": "2026-12-20"},
    "decision-twice": {**_POINT, "by": "骆云樵"},
    "decision-agrees-otherwise": {
        "point": "KS01-001", "title": "审核后等级", "value": "同意", "level": "一级",
        "now": "二级", "other": "调整等级",
    },
    **{
        f"recording-code-{code}": {**_POINT, "value": "KS01-001-7QX"}
        for code in ("unreadable", "unknown", "bare", "stale")
    },
    **{
        f"recording-{code}": {"point": "KS01-001", "value": "不同意", "choices": ("同意", "退回")}
        for code in ("unclear", "level-unclear", "no-level", "no-reason", "agrees-otherwise")
    },
    "recording-levels-differ": {"value": "二级", "other": "改为一级"},
    "recording-by-letter": {"count": 3, "sheet": "待核对的结论 来信.xlsx"},
    "recording-own-point": {"point": "KS01-001", "by": "骆云樵"},
    "recording-not-theirs": {
        "point": "KS01-001", "by": "骆云樵", "code": "KS01-001-7QX", "who": "委办公会",
    },
    "recording-row-again": {"code": "KS01-001-7QX", "row": "A3"},
    "recording-twice": {"code": "KS01-001-7QX", "row": "A3"},
    **{
        f"recording-{code}": {
            "point": "KS01-001", "by": "骆云樵", "on": "2026-09-16", "file": "登记单.xlsx结论A3",
        }
        for code in ("known", "replaces", "decided-before")
    },
    "recording-nothing-to-revoke": {"point": "KS01-001"},
    "recording-by-unknown": {"value": "骆某", "names": ("骆云樵", "委办公会")},
    "recording-paper-needed": {"by": "委办公会"},
    "recording-day-unreadable": {"value": "下周"},
    "recording-day-ahead": {"value": "2026-12-20"},
    "recording-said-otherwise": {"value": "骆云樵", "other": "委办公会", "option": "--by"},
    "record-done-already": {"file": "登记单.xlsx", "at": "2026-09-16", "by": "李四"},
    "level-may-be-low": {**_POINT, **_HINT, "level": "三级"},
    "level-may-be-high": {**_POINT, **_HINT, "level": "一级"},
    "point-without-level": {**_POINT, "facts": "没有选“可能产生的行为”"},
    "point-id-twice": {"value": "KS01-001"},
    "point-id-of-other-unit": {"value": "JD01-001"},
    "point-id-never-given": {"value": "KS01-900"},
    "subject-not-in-roster": {"subject": "KS99"},
    "post-not-in-roster": {"post": "KS01-P9"},
    "drop-of-unknown-point": {"name": "票据核销不及时"},
    "unit-below-its-posts": {
        "unit": "示例管理科", "level": "三级", "post": "审核岗", "post_level": "一级",
    },
    "masked-in-public": {"point": "KS01-001", "title": "备注", "texts": ("裴知夏",)},
    "unit-without-head": {"unit": "示例管理科", "code": "KS01"},
    "unit-without-leader": {"unit": "示例管理科", "code": "KS01"},
    **dict.fromkeys(
        (
            "paper-field-missing", "paper-number-twice", "paper-total-differs",
            "paper-days-crossed", "comments-though-none", "doc-number-form",
        ),
        _PAPER,
    ),
    "required-here": {"title": "变动说明", "other": "变动", "value": "取消"},
    "part-of-none": {
        "title": "检查编号", "value": "纠2026-09", "table": "检查", "other": "检查编号",
    },
    "row-without-parts": {"title": "检查编号", "value": "纠2026-01", "table": "风险点"},
    "not-a-decimal": {"title": "分值", "value": "十分"},
    "warning-lighter-than-level": {"item": "示警〔2026〕蓝1号", "color": "蓝色", "level": "一级"},
    "warning-raised-without-reason": {
        "item": "示警〔2026〕红1号", "color": "红色", "level": "二级",
    },
    "warning-signed-below": {"item": "示警〔2026〕红1号", "color": "红色", "value": "贺兰亭"},
    **{
        code: {"item": "示警〔2026〕蓝2号", "value": "示警〔2026〕蓝1号"}
        for code in (
            *("warning-number-taken", "warning-signs-own", "warning-deadline-crossed"),
            *("warning-follows-no-lighter", "warning-follows-over", "warning-delivered-twice"),
            *("warning-recheck-unreported", "warning-release-unchecked", "warning-is-over"),
            *("warning-before-issue", "warning-rechecks-own"),
        )
    },
    "warning-number-gap": {"item": "示警〔2026〕蓝3号", "expected": 2},
    "warning-point-of-other": {"value": "GL01-003", "unit": "示例管理科"},
    "warning-level-differs": {"item": "示警〔2026〕蓝2号", "value": "三级", "expected": "二级"},
    "warning-signer-other": {
        "item": "示警〔2026〕蓝2号", "value": "贺兰亭", "expected": "甲某、乙某",
    },
    "warning-deadline-short": {"item": "示警〔2026〕蓝2号", "days": 5, "expected": 20},
    "warning-unknown": {"value": "示警〔2026〕蓝9号"},
    "warning-of-other-unit": {"value": "示警〔2026〕蓝9号"},
    "warning-follows-nothing": {"item": "示警〔2026〕红1号", "other": "示警〔2026〕蓝2号"},
    "feedback-rechecks-itself": {"title": "复查结论", "value": "合格"},
    "score-beyond-full": {"title": "自评分", "value": 11, "limit": 10},
    "score-needs-reason": {"title": "考核组分", "value": 8, "other": "扣分（否决）理由"},
    "score-of-no-indicator": {"title": "指标编号", "value": "K9", "known": "K1、K2"},
    "score-computed-otherwise": {"title": "考核组分", "value": 15, "expected": 12},
    "score-veto-unanswered": {"basis": "1. 廉警〔2026〕红1号没有解除"},
    "assessed-unknown": {"title": "对象编号", "value": "KS99", "near": "KS09"},
    "assessed-kind-differs": {"title": "对象类别", "value": "个人", "expected": "职能科室"},
    "rating-unknown": {"title": "手工评定的等次", "value": "一等", "known": "优秀、良好"},
    "rating-quota-broken": {"title": "手工评定的等次", "value": "优秀", "count": 3, "limit": 2},
    "rating-differs": {"title": "手工评定的等次", "value": "优秀", "expected": "良好"},
    "rating-tie-open": {"value": "KS01", "others": "示例科", "rating": "优秀"},
    "criticism-off-record": {"value": "群众反映", "known": "纠2026-02、考核评分表"},
    "objection-score-differs": {"title": "更改后的考核组分", "value": 9, "now": 8},
    "rules-scores-not-hundred": {
        "place": "indicator → full", "kind": "section", "value": 90, "day": "2026-01-01",
    },
    "rules-weights-not-hundred": {"place": "weights", "value": 90, "day": "2026-01-01"},
    "rules-ratings-broken": {"place": "rating → least", "day": "2026-01-01"},
    "assess-not-assessed": {"value": "主任办公会"},
    "assess-no-number": {"value": "K1=甲"},
    "assess-unknown-weight": {"value": "K9", "known": ("K1", "K2")},
    "assess-not-hundred": {"title": "K1、K2", "value": 90},
    "assess-other-indicators": {"value": ("K9",)},
    "score-out-of-range": {"item": "示例管理科“报送”", "title": "自评分", "value": 11, "limit": 10},
    "archive-retention-differs": {"item": "第1盒第1件", "value": "永久", "expected": "30年"},
    "box-item-number": {"value": "9", "count": 4, "expected": 3},
    "box-count-differs": {"value": "12", "expected": 11},
    "box-file-unknown": {"value": "原件/甲.xlsx", "called": "原件/12345678 甲.xlsx"},
    "box-file-elsewhere": {"value": "扫描件.pdf"},
    "box-hash-differs": {"value": "ab", "expected": "cd"},
    "box-series-keeps": {"series": "方案与通知", "value": "10年", "expected": "永久"},
    "box-print-gone": {"value": "一览表.pdf"},
    "box-not-listed": {"count": 2, "names": "原件/12345678 甲.xlsx、原件/23456789 乙.xlsx"},
    "box-not-kept": {"item": 3, "value": "印制/一览表.pdf"},
    "box-file-changed": {"value": "ab", "expected": "cd"},
    "box-code-differs": {"value": "ab", "expected": "cd"},
    "box-catalogue-differs": {"value": "印制/一览表.pdf"},
    "box-refused": {"path": "归档材料.zip", "value": "format.json"},
    "box-newer": {"path": "归档材料.zip", "value": 2},
    "box-altered": {"count": 2},
    "box-read-only": {"path": "归档材料"},
    "rules-series-missing": {"value": "plan"},
    "file-too-big": {"bytes": 30_000_000, "limit": 20_000_000},
    "replaces-earlier": {"other": "管理科.xlsx", "at": "2026-09-10"},
    "earlier-stays": {"other": "管理科.xlsx"},
    "ledger-busy": {"path": "台账.db", "detail": "locked"},
    "ledger-trouble": {"path": "台账.db", "detail": "i/o"},
    "document-cut": {"path": "成果/风险点主表.xlsx"},
    "disk-full": {"path": "台账.db", "detail": "full"},
    "file-no-permission": {"path": "台账.db", "detail": "denied"},
    "file-missing": {"path": "台账.db", "detail": "no such file"},
    "file-is-folder": {"path": "发出", "detail": "is a directory"},
    "file-trouble": {"path": "台账.db", "detail": "i/o"},
}  # fmt: skip
"""What is given where the source does not say it in one plain dictionary."""

_TEMPLATE = {"name": "letters/issue.txt.j2", "line": 3, "detail": "unit"}
_LINK = {"clause": "二级风险条款", "rules": "G1", "level": "二级", "monitor": "贺兰亭（科长）"}
_BECAUSE = {
    **_LINK,
    "conduct": "违规",
    "conducts": "违规、违章",
    "matters": "重大决策",
    "facts": "“环节”为决策",
    "post": "科长",
    "by": "骆云樵",
    "day": "2026年9月18日",
    "outcome": "退回",
    "reason": "与第三项重复",
    "number": "修2026-01",
    "field": "风险等级",
    "before": "二级",
    "after": "一级",
}


def codes_of_cases() -> dict[str, list[Mapping[str, object]]]:
    """The parameters of every finding that a case file produces, by code."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for case in cases():
        for finding in judged(case.name).findings:
            found.setdefault(finding.code, []).append(finding.params)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def texts(part: str) -> dict[str, tuple[str, ...]]:
    entries = catalogue()[part]
    if part == "findings":
        return {code: (entry["says"], entry["do"]) for code, entry in entries.items()}
    return {code: (entry,) for code, entry in entries.items()}


@pytest.mark.parametrize("part", ["findings", "errors", "reasons"])
def test_catalogue__no_sentence_is_idle(part: str) -> None:
    in_source = {text for module in modules() for text in texts_of_source(module)}
    assert catalogue()[part].keys() - in_source == set()


def test_catalogue__has_three_parts() -> None:
    assert set(catalogue()) == {"findings", "errors", "reasons"}


@pytest.mark.parametrize("part", ["findings", "errors", "reasons"])
def test_sentences__are_whole_and_in_chinese_punctuation(part: str) -> None:
    last = {"findings": "。", "errors": "。：", "reasons": ""}[part]
    for code, parts in texts(part).items():
        for text in parts:
            plain = re.sub(r"\{[^}]*\}", "", text)
            assert not re.search(r"[,;:!?\"'()]", plain), f"{code}: {text}"
            assert plain.count("“") == plain.count("”"), f"{code}: {text}"
            assert plain.count("（") == plain.count("）"), f"{code}: {text}"
            assert (text[-1] in last) if last else (text[-1] not in "。，；、"), f"{code}: {text}"
            assert not re.search(r"\s$|^\s|  ", text), f"{code}: {text}"


def test_placeholders__are_given_wherever_the_code_is_made() -> None:
    for one in made():
        if one.keys is None:
            continue
        for text in texts(one.part)[one.code]:
            lacking = placeholders(text) - one.keys
            assert not lacking, f"{one.module}: {one.code} does not give {lacking}"


def test_placeholders__are_given_in_every_case_file() -> None:
    for code, all_params in codes_of_cases().items():
        for params in all_params:
            for text in texts("findings")[code]:
                assert placeholders(text) <= params.keys(), code


def test_placeholders__are_given_by_an_example_where_neither_says_so() -> None:
    plain = {one.code for one in made() if one.keys is not None}
    seen = codes_of_cases().keys()
    for part in ("findings", "errors"):
        for code, parts in texts(part).items():
            if code in plain or code in seen or not any(map(placeholders, parts)):
                continue
            given = _TEMPLATE if code.startswith("template-") else EXAMPLES.get(code, {})
            for text in parts:
                assert placeholders(text) <= given.keys(), code
    for code, (text,) in texts("reasons").items():
        assert placeholders(text) <= _BECAUSE.keys(), code


def test_examples__none_is_idle() -> None:
    assert EXAMPLES.keys() <= {*texts("findings"), *texts("errors")}


def test_sentences__read_as_sentences_in_every_case_file() -> None:
    for case in cases():
        for finding in judged(case.name).findings:
            line = sentence(finding)
            assert not re.search(r"[{}]|None|“”|（）|：。|、。|，。", line), line


def test_sentences__say_what_was_written() -> None:
    (finding,) = judged("not-a-phone").findings
    assert sentences(finding) == (
        "“填报人电话”填写为“办公室总机”，不是电话号码。",
        "请填写座机（如 0599-5550000）或手机号码。",
    )
    assert placed(finding) == "来件.xlsx 风险点 T4："


def test_sentences__a_code_without_a_sentence_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        sentences(Finding("never-heard-of"))  # type: ignore[arg-type]  # the fault


REASONS = {
    "one conduct": (
        "可能产生违规的行为，依据实施方案四（三）二级风险条款（规则G1）定为二级；"
        "二级的风险点，依据实施方案四（四）4 二级监控条款（规则G9）由陆闻溪（副主任）监控。"
    ),
    "several": (
        "可能产生违规、违章的行为，从重以其中的违规为准，依据实施方案四（三）二级风险条款"
        "（规则G1、G2）定为二级；涉及“三重一大”（大额度资金使用），依据实施方案四（四）4 "
        "“三重一大”事项条款（规则G8）由纠风工作领导小组监控。"
    ),
    "none": "没有选“可能产生的行为”，依据实施方案四（三）等级划分标准（规则G3）不能定级。",
    "oneself": (
        "可能产生违章的行为，依据实施方案四（三）三级风险条款（规则G1）定为三级；"
        "单位负责人自己的风险点，依据本人不监控本人（规则G13）改由陆闻溪（副主任）监控。"
    ),
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("one conduct", {"conduct": ("violation",)}),
        ("several", {"conduct": ("violation", "rule_breach"), "major_matters": ("funds",)}),
        ("none", {"conduct": None}),
        ("oneself", {"conduct": ("rule_breach",), "post": "KS01-P1"}),
    ],
)
def test_reason__reads_as_one_sentence(name: str, values: dict[str, Any]) -> None:
    graded = grade_point(point(**values), rules(), ROSTER, BODIES, DAY)
    assert reason(reasons(graded, labels())) == REASONS[name]


def test_reason__tells_that_the_roster_names_no_monitor() -> None:
    headless = replace(ROSTER, units=tuple(replace(unit, leader="") for unit in ROSTER.units))
    graded = grade_point(point(conduct=("violation",)), rules(), headless, BODIES, DAY)
    assert reason(reasons(graded, labels())).endswith("应有监控责任人，但名册里没有写明是谁。")


def test_reason__of_nothing_is_nothing() -> None:
    assert reason(()) == ""


def test_told__an_error_is_one_line() -> None:
    error = WorkspaceError("no-workspace", {"path": "/某处"})
    assert told(error).startswith("“/某处”和它的上级文件夹都不是工作区。")


def test_told__definitions_are_told_fault_by_fault() -> None:
    fault = Finding("definition-not-utf8", Where("grading.toml"), {"value": "GBK"})
    first, second = told(DefinitionError([fault])).splitlines()
    assert first == "设置、表样、规则或名册有1处要改，改好后请再运行一次："
    assert second.startswith("grading.toml：文件的编码不是 UTF-8")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("一\n二", "一↵二"),
        ("甲\u200b乙", "甲⟨U+200B⟩乙"),
        ("字" * 70, "字" * 59 + "…"),
        (date(2026, 9, 8), "2026年9月8日"),
        ("{title}", "{title}"),
    ],
)
def test_sentences__quote_foreign_values_safely(value: object, shown: str) -> None:
    finding = Finding("not-a-date", params={"title": "申报日期", "value": value})
    assert f"填写为“{shown}”" in sentence(finding)
