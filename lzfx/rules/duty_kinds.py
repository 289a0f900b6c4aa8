"""What each kind of duty needs, and the commands that settle it, in the order of the work.

A kind is added here, with its word in `model.duty.DutyKind` and its sentence in `words.toml`
(`duty-` and the word; for a step also `next-` and the word); who finds such duties stands in
`session.duties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lzfx.model.codes import ScreenWord
from lzfx.model.duty import DutyKind, Needs


@dataclass(frozen=True, slots=True)
class WaySpec:
    """A way out: what it means, and its words; those in braces are taken from the duty.

    A way is only offered where the duty has every word that it needs; a tuple gives several.
    """

    says: ScreenWord
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutySpec:
    """What a kind of duty needs, and the ways that settle it, the usual one first."""

    needs: Needs
    ways: tuple[WaySpec, ...]


_DECIDE = WaySpec("way-decide", ("decide", "{file}"))
_DISMISS = WaySpec("way-dismiss", ("dismiss", "{file}", "--why", "{why}"))
_SEEN = WaySpec("way-seen", ("seen", "{about}"))
_RAISE = WaySpec("way-warning-raise", ("issue", "{form}"))
_REGISTER = WaySpec("way-warning-register", ("issue", "{form}"))

KINDS: Mapping[DutyKind, DutySpec] = {
    DutyKind.WARNING_LATE: DutySpec(
        Needs.DECISION, (_RAISE, WaySpec("way-warning-came", ("collect",)))
    ),
    DutyKind.WARNING_TO_RAISE: DutySpec(Needs.DECISION, (_RAISE,)),
    DutyKind.WARNING_HANDED_OVER: DutySpec(
        Needs.DECISION, (WaySpec("way-account", ("issue", "{form}")),)
    ),
    DutyKind.CONFLICT: DutySpec(Needs.DECISION, (_DECIDE, _DISMISS)),
    DutyKind.FEWER: DutySpec(
        Needs.DECISION,
        (
            WaySpec("way-corrections", ("decide", "--corrections", "{file}")),
            WaySpec("way-fewer", ("decide", "{file}")),
            _DISMISS,
        ),
    ),
    DutyKind.HELD: DutySpec(
        Needs.DECISION,
        (
            WaySpec("way-again", ("collect", "{again}")),
            WaySpec("way-decide", ("decide", "{decided}")),
            _DISMISS,
        ),
    ),
    DutyKind.REFUSED: DutySpec(
        Needs.DECISION,
        (
            WaySpec("way-record", ("record", "{proposal}", "--by", "{reviewer}")),
            WaySpec("way-assign", ("assign", "{nameless}", "{unit}")),
            WaySpec("way-adopt-key", ("adopt", "--from", "{source}")),
            WaySpec("way-adopt", ("adopt", "{foreign}", "--why", "{adopted}")),
            _DISMISS,
        ),
    ),
    DutyKind.LOOK: DutySpec(Needs.DECISION, (_SEEN,)),
    DutyKind.NEW_POST: DutySpec(
        Needs.DECISION,
        (
            WaySpec(
                "way-issue-post",
                ("issue", "{form}", "--per", "post", "--only", "{about}", "{late}"),
            ),
            WaySpec("way-covered", ("seen", "{about}")),
        ),
    ),
    DutyKind.ABOLISHED: DutySpec(
        Needs.DECISION,
        (
            WaySpec("way-issue-unit", ("issue", "{form}", "--only", "{unit}", "{late}")),
            WaySpec("way-move", ("move", "{about}", "--to", "{to}", "--why", "{why}")),
            WaySpec("way-move-out", ("move", "{about}", "--drop", "--why", "{why}")),
            WaySpec("way-kept", ("seen", "{about}")),
        ),
    ),
    DutyKind.ISSUE: DutySpec(
        Needs.STEP, (WaySpec("way-issue", ("issue", "{about}", "{only}", "{late}")),)
    ),
    DutyKind.COLLECT: DutySpec(Needs.STEP, (WaySpec("way-collect", ("collect",)),)),
    DutyKind.SEND: DutySpec(Needs.STEP, (WaySpec("way-send", ("send", "{late}")),)),
    DutyKind.MERGE: DutySpec(Needs.STEP, (WaySpec("way-merge", ("merge",)),)),
    DutyKind.LAPSED: DutySpec(
        Needs.STEP,
        (
            WaySpec("way-review-again", ("issue", "{form}", "{only}", "{late}")),
            WaySpec("way-review-paper", ("publish", "{sheets}")),
        ),
    ),
    DutyKind.TO_MEND: DutySpec(
        Needs.STEP, (WaySpec("way-issue-to-mend", ("issue", "{form}", "{only}", "{late}")),)
    ),
    DutyKind.ADOPTED: DutySpec(
        Needs.STEP, (WaySpec("way-issue-adopted", ("issue", "{form}", "{only}", "{late}")),)
    ),
    DutyKind.NOBODY_ANSWERS: DutySpec(
        Needs.STEP,
        (
            WaySpec("way-issue-responsible", ("issue", "{form}", "--only", "{only}", "{late}")),
            WaySpec("way-collect", ("collect", "{awaited}")),
            WaySpec("way-revise", ("issue", "{revisions}", "{late}")),
        ),
    ),
    DutyKind.ANSWERS: DutySpec(Needs.STEP, (WaySpec("way-issue", ("issue", "{about}", "{late}")),)),
    DutyKind.MEASURES: DutySpec(
        Needs.STEP,
        (
            WaySpec("way-deadline", ("settings", "{setting}", "{by}")),
            WaySpec("way-issue", ("issue", "{about}", "{late}")),
        ),
    ),
    DutyKind.CROSS_CHECK: DutySpec(
        Needs.STEP, (WaySpec("way-issue", ("issue", "{about}", "{late}")),)
    ),
    DutyKind.RECHECK: DutySpec(Needs.STEP, (WaySpec("way-table", ("table", "{about}")),)),
    DutyKind.REGRADE: DutySpec(Needs.STEP, (WaySpec("way-issue", ("issue", "{form}", "{late}")),)),
    DutyKind.MEND_RULES: DutySpec(
        Needs.STEP, (WaySpec("way-issue", ("issue", "{form}", "{only}", "{late}")),)
    ),
    DutyKind.DRAWN: DutySpec(Needs.STEP, (WaySpec("way-issue", ("issue", "{about}", "{late}")),)),
    DutyKind.DRAW: DutySpec(Needs.STEP, (WaySpec("way-draw", ("draw", "--quarter", "{quarter}")),)),
    DutyKind.CHECKS_DUE: DutySpec(Needs.STEP, (WaySpec("way-publish", ("publish", "{name}")),)),
    DutyKind.WAIT: DutySpec(Needs.STEP, (WaySpec("way-collect", ("collect",)),)),
    DutyKind.OVERDUE: DutySpec(Needs.STEP, (WaySpec("way-remind", ("publish", "{reminders}")),)),
    DutyKind.WARNING_ASK: DutySpec(
        Needs.STEP, (WaySpec("way-issue", ("issue", "{form}", "{only}")),)
    ),
    **{
        kind: DutySpec(Needs.STEP, (_REGISTER,))
        for kind in (
            DutyKind.WARNING_DELIVER,
            DutyKind.WARNING_RECHECK,
            DutyKind.WARNING_RELEASE,
        )
    },
    DutyKind.WARNING_SUGGESTED: DutySpec(
        Needs.STEP, (WaySpec("way-warning-suggested", ("issue", "{form}")),)
    ),
    DutyKind.RULE_DUE: DutySpec(Needs.STEP, (WaySpec("way-table", ("table", "{form}")),)),
    DutyKind.MEASURES_LATE: DutySpec(Needs.STEP, (WaySpec("way-publish", ("publish", "{name}")),)),
    DutyKind.ADDRESS: DutySpec(Needs.STEP, ()),
    DutyKind.COMMENTS: DutySpec(
        Needs.STEP,
        (
            WaySpec("way-register", ("issue", "{form}", "{late}")),
            WaySpec("way-revise", ("issue", "{revisions}", "{late}")),
            WaySpec("way-extend", ("publicity", "--until", "{later}", "--paper", "{paper}")),
        ),
    ),
    DutyKind.CLOSE: DutySpec(
        Needs.STEP, (WaySpec("way-close", ("publicity", "--close", "--paper", "{paper}")),)
    ),
    DutyKind.PUBLISH: DutySpec(Needs.STEP, (WaySpec("way-publish", ("publish", "{name}")),)),
    DutyKind.REPRINT: DutySpec(Needs.STEP, (WaySpec("way-publish", ("publish", "{name}")),)),
    DutyKind.GAPS: DutySpec(Needs.STEP, (WaySpec("way-publish", ("publish", "{name}")),)),
    DutyKind.DRAFT: DutySpec(Needs.STEP, ()),
    DutyKind.SHOWN: DutySpec(Needs.STEP, (WaySpec("way-register", ("issue", "{form}", "{late}")),)),
    DutyKind.QUERY: DutySpec(Needs.STEP, (_SEEN,)),
    DutyKind.BACKUP: DutySpec(Needs.STEP, (WaySpec("way-backup", ("backup",)),)),
    DutyKind.LOCKED: DutySpec(Needs.STEP, (WaySpec("way-unlock", ("lock", "--undo")),)),
}
"""Every kind; steps in the order of the work: what units wait for comes first."""
