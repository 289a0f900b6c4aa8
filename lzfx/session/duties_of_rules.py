"""Rules that should have been mended by now: the unit is asked how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lzfx.model.about import About
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.rules_review import ReviewedRule
from lzfx.rules.duties import duty
from lzfx.rules.powers import overdue
from lzfx.session.forms_about import forms_about
from lzfx.session.links import rules_returned
from lzfx.session.opening import Session

_NAMED = 3


def of_rules(session: Session) -> Iterator[Duty]:
    """One duty for each unit that has rules overdue; the earliest day is told."""
    late: dict[str, list[ReviewedRule]] = defaultdict(list)
    for unit, rule in rules_returned(session):
        late[unit] += overdue((rule,), session.now.date())
    forms = forms_about(session, (About.RULE,))
    for unit, rules in late.items():
        if rules:
            rules.sort(key=lambda rule: str(rule.due))
            names = "、".join(f"《{rule.name.strip('《》')}》" for rule in rules[:_NAMED])
            facts = {
                "count": len(rules),
                "rules": f"{names}等" if len(rules) > _NAMED else names,
                "due": rules[0].due,
                "form": forms[0].name,
                "title": forms[0].title,
            }
            name = session.roster.called(unit)
            yield duty(DutyKind.RULE_DUE, about=unit, name=name, facts=facts)
