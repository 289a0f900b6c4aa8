"""The language of the office's own templates of letters and pages: small, and bounded.

Jinja's sandbox keeps a template from what is not its own; it does not keep it from running for
ever or from filling the memory. So nothing here makes a text or a list longer than it was given,
and the steps of a filling are counted.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any, TypeVar

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_STEPS = 20_000_000
"""Lines of a template that one filling may run: some seconds; 20,000 rows take a tenth."""
_FRAME = "<template>"
_FILTERS = (
    *("count", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list"),
    *("lower", "map", "reject", "rejectattr", "reverse", "round", "select", "selectattr", "sort"),
    *("string", "sum", "title", "trim", "unique", "upper"),
)
_METHODS: Mapping[type, tuple[str, ...]] = {
    Mapping: ("get", "items", "keys", "values"),
    str: ("endswith", "lower", "split", "splitlines", "startswith", "strip", "upper"),
}
"""What may be called of a fact: nothing that makes it longer."""
_GROWING = frozenset({"**", "*", "%", "+"})
_FORBIDDEN: Mapping[type[nodes.Node], str] = {
    nodes.Concat: "~",
    nodes.AssignBlock: "set … endset",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
}
_Made = TypeVar("_Made")


class TooManySteps(SecurityError):  # noqa: N818 - named after what the clerk is told
    """A template that runs on and on was stopped."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without growth, with few calls, with unknown names as faults.

    Texts are escaped where the options do not say otherwise.
    """

    intercepted_binops = _GROWING

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of jinja2
        super().__init__(**{"undefined": StrictUndefined, "autoescape": True, **options})
        self.globals = {}
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def call(  # noqa: D102 - as in jinja2
        self,
        context: Context,
        obj: Any,  # noqa: ANN401 - whatever a template calls
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        owner = getattr(obj, "__self__", None)
        name = getattr(obj, "__name__", "")
        of_fact = any(isinstance(owner, one) and name in names for one, names in _METHODS.items())
        of_loop = isinstance(obj, Macro | LoopContext) or isinstance(owner, LoopContext)
        if not (of_fact or of_loop):
            raise SecurityError(f"{name}(…)")
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401, D102 - as in jinja2
        if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and name of what a template may not use, of those that can be seen without filling."""
    for kind, name in _FORBIDDEN.items():
        for node in tree.find_all(kind):
            yield node.lineno, name
    for node in tree.find_all(nodes.Filter):
        if node.name not in _FILTERS:
            yield node.lineno, f"|{node.name}"
    for node in tree.find_all(nodes.BinExpr):
        if isinstance(node, nodes.Pow):
            yield node.lineno, "**"


def counted(fill: Callable[[], _Made], most: int = MOST_STEPS) -> _Made:
    """What `fill` makes; TooManySteps once the templates in it have run `most` lines."""
    left = most

    def step(_frame: FrameType, event: str, _arg: object) -> Any:  # noqa: ANN401 - itself
        nonlocal left
        if event == "line":
            left -= 1
            if left < 0:
                raise TooManySteps
        return step

    def entered(frame: FrameType, _event: str, _arg: object) -> Any:  # noqa: ANN401
        return step if frame.f_code.co_filename == _FRAME else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        return fill()
    finally:
        sys.settrace(before)
