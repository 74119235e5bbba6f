"""The language of tags, cut down to what a template needs: names, loops, conditions and a few filters. Nothing of
Python is within reach: dicts by their keys, lists by their rank, no call, no attribute."""

from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import LoopContext, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

LOOP = ("index", "index0", "revindex", "first", "last", "length")
FILTERS_KEPT = (
    "capitalize",
    "default",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "replace",
    "reverse",
    "sort",
    "title",
    "trim",
    "truncate",
    "upper",
)
TESTS_KEPT = ("defined", "undefined", "equalto", "==", "!=", "in", "odd", "even")
NODES_KEPT = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.NSRef,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Concat,
    nodes.Add,
    nodes.Sub,
)


class Language(ImmutableSandboxedEnvironment):
    """Renders tags over dicts, lists and strings; what is put out is escaped."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals = {}
        self.filters = {name: FILTERS[name] for name in FILTERS_KEPT}
        self.tests = {name: TESTS[name] for name in TESTS_KEPT}

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) is dict and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if type(obj) is list and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def call(self, *_given: Any, **_named: Any) -> Any:
        raise SecurityError("a template calls nothing")


def forbidden(tree: nodes.Template) -> nodes.Node | None:
    """The first part of a template that is not of the language."""
    return next((one for one in tree.find_all(nodes.Node) if not isinstance(one, NODES_KEPT)), None)
