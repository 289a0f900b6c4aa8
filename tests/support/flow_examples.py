"""Flows to draw: hand-made ones and a strategy for whatever a unit may send."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from lzfx.model.flow import Exit, Flow, FlowRisk, Shape, Step

DAY = date(2026, 9, 1)
POSTS = (
    "申请人",
    "窗口受理岗",
    "街道计生办",
    "业务审核岗（科室）",
    "科长",
    "分管领导",
    "主任办公会",
    "档案岗",
)
_WORDS = (
    "受理登记", "查验《户口簿》", "（限期）", "实地核查，", "两人以上", "集体研究“三重一大”事项",
    "送达回证", "PDF", "2026", "公示", "、", "结果", "归档。", "符合法定条件", "退回补正",
)  # fmt: skip


def exit_to(to: int, label: str = "") -> Exit:
    return Exit(to, label)


def step(
    number: int, name: str, shape: Shape, lane: str, *exits: int | Exit, **given: object
) -> Step:
    ways = tuple(one if isinstance(one, Exit) else Exit(one) for one in exits)
    return Step(number, name, shape, lane, ways, **given)  # type: ignore[arg-type]


def flow_of(*steps: Step, risks: tuple[FlowRisk, ...] = (), **given: object) -> Flow:
    facts: dict[str, object] = {
        "code": "QL-XK-01", "name": "再生育审批", "kind": "行政许可", "number": 1,
        "unit": "政策法规科", "drawn_by": "傅临风", "checked_by": "桑问渠", "version": DAY,
    }  # fmt: skip
    return Flow(steps=steps, risks=risks, **(facts | given))  # type: ignore[arg-type]


def names(longest: int = 30) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(_WORDS), min_size=1, max_size=7).map(
        lambda words: "".join(words).lstrip("、")[:longest] or "审核"
    )


@st.composite
def flows(draw: st.DrawFn, most_steps: int = 60) -> Flow:
    """Any flow without a fault: every step lies on a way from the start to an end."""
    lanes = POSTS[: draw(st.integers(1, 8))]
    count = draw(st.integers(2, most_steps))
    risks = tuple(
        FlowRisk(f"R{at}", draw(st.sampled_from((1, 2, 3))))
        for at in range(1, draw(st.integers(1, 14)))
    )
    labels = tuple(risk.label for risk in risks)
    steps = []
    # Step n + 1 is reached from some earlier step; every step but the last leads on to a later one.
    onward: dict[int, list[int]] = {at: [] for at in range(1, count + 1)}
    reach = draw(st.sampled_from((3, 6, count)))
    for to in range(2, count + 1):
        open_ones = [at for at in range(max(1, to - min(reach, 6)), to) if len(onward[at]) < 4]
        onward[draw(st.sampled_from(open_ones or [to - 1]))].append(to)
    for at in range(1, count):
        if not onward[at]:
            onward[at].append(draw(st.integers(at + 1, min(count, at + reach))))
    for at in range(1, count):
        for _ in range(draw(st.integers(0, 2))):
            near = range(max(1, at - reach), min(count, at + reach) + 1)
            others = [to for to in near if to != at and to not in onward[at]]
            if others and len(onward[at]) < 4 and draw(st.integers(0, 2)) == 0:
                onward[at].append(draw(st.sampled_from(others)))
    for at in range(1, count + 1):
        ways = draw(st.permutations(onward[at])) if at < count else []
        branching = len(ways) > 1 and draw(st.booleans())
        shape: Shape = "start" if at == 1 else "end" if at == count else "step"
        if shape == "step":
            shape = "decision" if branching else draw(st.sampled_from(("step", "document")))
        labelled = shape == "decision" or draw(st.integers(0, 5)) == 0
        answers = ("是", "否", "退回补正", "不予受理并说明理由", "需要集体研究的")
        short = shape == "decision"
        steps.append(
            Step(
                number=at,
                name=draw(names(24 if short else 30)),
                shape=shape,
                lane=draw(st.sampled_from(lanes)),
                exits=tuple(
                    Exit(to, answers[(at + place) % 5] if labelled else "")
                    for place, to in enumerate(ways)
                ),
                limit=draw(
                    st.sampled_from(
                        ("", "5个工作日") if short else ("", "5个工作日", "受理之日起20个工作日内")
                    )
                ),
                output=draw(
                    st.sampled_from(
                        ("",) if short else ("", "《受理通知书》", "《再生育审批表》（一式三份）")
                    )
                ),
                risks=tuple(draw(st.lists(st.sampled_from(labels), max_size=5))) if labels else (),
            )
        )
    return flow_of(*steps, risks=risks)
