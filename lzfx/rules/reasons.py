"""Why a point has its level and its monitor, as coded phrases that make one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.content.conditions import seen_said
from lzfx.content.wording import chinese_date
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.lists import REVISED_FIELDS
from lzfx.model.decision import Conclusion, Holds, Judged
from lzfx.model.master import TITLES, Labels
from lzfx.model.revision import LEVEL, OWNER, Revision, RevisionHolds
from lzfx.model.risk import Graded, Phrase, ReasonStep
from lzfx.rules.definitions import UNDECIDED

_CONDUCT = "conduct"
"""The one fact that has a sentence of its own: 可能产生……的行为."""


_TOLD = frozenset({"major_matters", "holder_is", "unit_kind", "power", "level"})
"""The facts about which a monitor has a sentence of its own."""


def reasons(graded: Graded, labels: Labels) -> tuple[Phrase, ...]:
    """Phrases for the level, each decision and revision, the monitor; joined by `；` one sentence.

    Codes: `because-level` or `because-levels` (several conducts) where conduct alone decided, else
    `because-level-by` or `because-level-always`; `because-no-level` when there is none; then
    `because-major-matters`, `because-not-oneself`, `because-monitor` or `because-designated`, for
    other facts `because-monitor-by` or `because-monitor-always`, and `because-no-monitor` when the
    roster names nobody.
    All params are texts ready to print.
    """
    level = next((step for step in graded.because if _about(step) == "level"), None)
    several = next((step for step in graded.because if _about(step) == "several"), None)
    monitor = next((step for step in graded.because if _about(step) == "monitor"), None)
    phrases: list[Phrase] = []
    if level is not None:
        phrases.append(_for_level(level, several, labels))
    phrases += [_for_decision(one, labels) for one in graded.decisions if one.holds is Holds.YES]
    held = (one for one in graded.revisions if one.holds is RevisionHolds.YES)
    phrases += [_for_revision(one.taken.revision, labels) for one in held]
    if monitor is not None:
        phrases.append(_for_monitor(monitor, labels))
    return tuple(phrases)


def rule_name(rule: str) -> str:
    """The name a rule is quoted by: `G1-2` is a line of G1."""
    return rule.partition("-")[0]


def _about(step: ReasonStep) -> str:
    """Which question a step answers. A monitor rule may look at the level, never the reverse."""
    for fact, name in (("monitor_role", "monitor"), ("color", "color"), ("level", "level")):
        if fact in step.facts:
            return name
    return "several"


def _for_level(step: ReasonStep, several: ReasonStep | None, labels: Labels) -> Phrase:
    level = str(step.facts["level"])
    said: dict[str, object] = {"clause": step.clause, "rules": rule_name(step.rule)}
    if level == UNDECIDED:
        said["facts"] = seen_said(step.looked, labels)
        return Phrase("because-no-level", said)
    said["level"] = labels_joined(labels, "declared_level", level)
    if [one.fact for one in step.looked] != [_CONDUCT] or step.looked[0].how != "any_of":
        if several is not None:
            said["rules"] = f"{said['rules']}{MULTIPLE}{rule_name(several.rule)}"
        said["facts"] = seen_said(step.looked, labels)
        return Phrase("because-level-by" if step.looked else "because-level-always", said)
    said["conduct"] = labels_joined(labels, _CONDUCT, step.facts.get(_CONDUCT))
    if several is None:
        return Phrase("because-level", said)
    said["rules"] = f"{said['rules']}{MULTIPLE}{rule_name(several.rule)}"
    said["conducts"] = labels_joined(labels, _CONDUCT, several.facts[_CONDUCT])
    return Phrase("because-levels", said)


def _for_decision(one: Judged, labels: Labels) -> Phrase:
    """What a decision that counts made of the level."""
    decision, row = one.decision, one.decision.row
    day = chinese_date(decision.on) if decision.on else ""
    said = {
        "by": decision.by,
        "day": "，".join(filter(None, (day, decision.paper))),
        "outcome": labels_joined(labels, "decision_outcomes", row.outcome),
        "level": labels_joined(labels, "declared_level", str(row.decided_level or one.was or "")),
        "reason": row.reason.rstrip("。"),
    }
    if row.outcome == Conclusion.AGREE:
        return Phrase("because-agreed", said)
    return Phrase("because-decided" if row.outcome == Conclusion.LEVEL else "because-said", said)


def _for_revision(one: Revision, labels: Labels) -> Phrase:
    """What a revision that counts changed: the level in full, of texts (long) only the field.

    Of what a unit adopted it is told who proposed it.
    """
    titles = {**labels.get(TITLES, {}), **labels.get(REVISED_FIELDS, {})}
    said = {
        "number": one.number,
        "day": chinese_date(one.approved_on) if one.approved_on else "",
        "field": titles.get(one.field, one.field),
        "by": one.proposed_by,
        "before": labels_joined(labels, "declared_level", one.before),
        "after": labels_joined(labels, "declared_level", one.after),
        "reason": one.reason.rstrip("。"),
    }
    if one.step == OWNER:
        return Phrase("because-adopted", said)
    return Phrase("because-revised" if one.field == LEVEL else "because-reworded", said)


def _for_monitor(step: ReasonStep, labels: Labels) -> Phrase:
    facts = step.facts
    said: dict[str, object] = {
        "clause": step.clause,
        "rules": rule_name(step.rule),
        "monitor": facts["monitor"],
        "level": labels_joined(labels, "declared_level", facts.get("level")),
    }
    if not facts["monitor"]:
        return Phrase("because-no-monitor", said)
    if not _TOLD.issuperset(one.fact for one in step.looked) or not step.looked:
        said["facts"] = seen_said(step.looked, labels)
        return Phrase("because-monitor-by" if step.looked else "because-monitor-always", said)
    if "major_matters" in facts:
        said["matters"] = labels_joined(labels, "major_matters", facts["major_matters"])
        return Phrase("because-major-matters", said)
    if "holder_is" in facts:
        said["post"] = labels_joined(labels, "holder_is", facts["holder_is"])
        return Phrase("because-not-oneself", said)
    if "unit_kind" in facts:
        said["post"] = labels_joined(labels, "unit_kind", facts["unit_kind"])
        return Phrase("because-not-oneself", said)
    return Phrase("because-monitor" if "level" in facts else "because-designated", said)


def labels_joined(labels: Labels, field: str, codes: object) -> str:
    """Codes as they are called on paper, joined by `、`; a code without a label stays itself."""
    names: Mapping[str, str] = labels.get(field, {})
    if codes is None or codes == "":
        return ""
    several = codes if isinstance(codes, tuple) else (codes,)
    return MULTIPLE.join(names.get(str(code), str(code)) for code in several)
