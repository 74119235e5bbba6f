"""The words inside a tag, understood: what is printed, asked or walked, each name with what it means."""

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from portulan.plandoc.sentences import say
from portulan.reports.templates.language import FILTERS_KEPT, Language, forbidden
from portulan.reports.templates.meaning import Fault, Meaning
from portulan.reports.templates.tags import Tag
from portulan.reports.templates.vocabulary import Body, Group, Many, Node, Picture, Text

_LANGUAGE = Language()
_SAME = {"sort", "reverse"}  # filters that keep a list a list
_ONE_OF = {"first", "last"}


def printed(tag: Tag, meaning: Meaning) -> Node | None:
    """What `{{ … }}` prints; None where it can only be guessed. Raises Fault."""
    if not tag.inner:
        raise Fault(say("La balise {tag} est vide.", tag=tag.shown))
    tree = _parsed(tag, f"{{{{ {tag.inner} }}}}")
    output = tree.body[0]
    expression = output.nodes[0] if isinstance(output, nodes.Output) else None
    if expression is None or isinstance(expression, nodes.TemplateData):
        raise _not_understood(tag)
    named = [meaning.names.get(one.name) for one in tree.find_all(nodes.Name)]
    if not isinstance(expression, nodes.Name) and any(isinstance(one, Picture | Body) for one in named):
        raise Fault(say("{tag} : une image ou le corps s’écrit seul, sans rien d’autre.", tag=tag.shown))
    return _meaning(expression, tag, meaning)


def condition(tag: Tag, meaning: Meaning) -> Meaning:
    """What names mean inside `{% if … %}`. Raises Fault."""
    said = tag.inner.split(None, 1)[1] if " " in tag.inner or "\u00a0" in tag.inner else ""
    tree = _parsed(tag, f"{{% if {said} %}}{{% endif %}}")
    test = tree.body[0]
    if not isinstance(test, nodes.If):
        raise _not_understood(tag)
    _meaning(test.test, tag, meaning)
    return meaning


def loop(tag: Tag, meaning: Meaning) -> Meaning:
    """What names mean inside `{% for … in … %}`. Raises Fault."""
    tree = _parsed(tag, f"{{% {tag.inner} %}}{{% endfor %}}")
    walk = tree.body[0]
    if not isinstance(walk, nodes.For) or not isinstance(walk.target, nodes.Name) or walk.recursive:
        raise Fault(_no_loop(tag))
    node = _meaning(walk.iter, tag, meaning)
    if node is None:
        return meaning.unsure([walk.target.name])
    if not isinstance(node, Many):
        raise Fault(say("{tag} : ce qui suit « in » n’est pas une liste.", tag=tag.shown))
    inside = meaning.within(walk.target.name, node.one)
    if walk.test is not None:
        _meaning(walk.test, tag, inside)
    return inside


def _no_loop(tag: Tag) -> str:
    example = "{% for action in actions %}"
    return say("{tag} n’est pas comprise. Une boucle s’écrit {example}.", tag=tag.shown, example=example)


def loop_names(tag: Tag) -> tuple[str, ...]:
    """The name that a loop gives, however the rest of it is wrong."""
    words = tag.inner.split()
    return (words[1],) if len(words) > 1 and words[1].isidentifier() else ()


def _parsed(tag: Tag, source: str) -> nodes.Template:
    """The tree of a tag. Raises Fault for what is not of the language."""
    try:
        tree = _LANGUAGE.parse(source)
    except TemplateSyntaxError as error:
        raise _not_understood(tag) from error
    except RecursionError as error:
        raise _not_understood(tag) from error
    if isinstance(outside := forbidden(tree), nodes.Node):
        raise Fault(_outside(outside, tag))
    return tree


def _outside(node: nodes.Node, tag: Tag) -> str:
    if isinstance(node, nodes.Tuple) and tag.opening == "{%":
        return _no_loop(tag)
    if isinstance(node, nodes.Call):
        return say(
            "{tag} appelle quelque chose : un modèle ne fait que montrer et parcourir ce qu’on lui donne.",
            tag=tag.shown,
        )
    return say(
        "{tag} dépasse ce qu’un modèle peut faire : montrer un nom, parcourir une liste, poser une condition.",
        tag=tag.shown,
    )


def _not_understood(tag: Tag) -> Fault:
    return Fault(say("La balise {tag} n’est pas comprise : un signe manque, ou est de trop.", tag=tag.shown))


def _meaning(node: nodes.Node, tag: Tag, meaning: Meaning) -> Node | None:
    """What an expression is; every name in it is checked. Raises Fault."""
    match node:
        case nodes.Name(name=name):
            return meaning.of((name,), tag.shown)
        case nodes.Getattr():
            return _named(node, tag, meaning)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=str() as key)):
            return _named(nodes.Getattr(inner, key, "load"), tag, meaning)
        case nodes.Getitem(node=inner, arg=nodes.Const(value=int())):
            return _one_of(_meaning(inner, tag, meaning), tag)
        case nodes.Filter(node=inner, name=name) if inner is not None:
            return _filtered(node, name, _meaning(inner, tag, meaning), tag, meaning)
        case nodes.Const():
            return Text("")
        case nodes.Getitem():
            raise Fault(_outside(node, tag))
    for below in node.iter_child_nodes():
        _meaning(below, tag, meaning)
    return Text("")


def _named(node: nodes.Getattr, tag: Tag, meaning: Meaning) -> Node | None:
    """A name after a dot. Raises Fault."""
    if path := _path(node):
        return meaning.of(path, tag.shown)
    inner = _meaning(node.node, tag, meaning)
    if inner is None:
        return None
    if isinstance(inner, Group) and node.attr in inner.names:
        return inner.names[node.attr]
    raise Fault(
        say("La balise {tag} n’existe pas : {name} n’est pas un mot d’un modèle.", tag=tag.shown, name=node.attr)
    )


def _path(node: nodes.Node) -> tuple[str, ...]:
    """A dotted name as its words; empty for what is no such name."""
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=inner, attr=attr):
            before = _path(inner)
            return (*before, attr) if before else ()
    return ()


def _one_of(node: Node | None, tag: Tag) -> Node | None:
    if node is not None and not isinstance(node, Many):
        raise Fault(say("{tag} : il n’y a pas de rang dans ce qui n’est pas une liste.", tag=tag.shown))
    return node.one if node else None


def _filtered(node: nodes.Filter, name: str, inner: Node | None, tag: Tag, meaning: Meaning) -> Node | None:
    if name not in FILTERS_KEPT:
        raise Fault(
            say(
                "{tag} : le filtre « {name} » n’existe pas. Il y a {known}.",
                tag=tag.shown,
                name=name,
                known=", ".join(FILTERS_KEPT),
            )
        )
    for argument in (*node.args, *(one.value for one in node.kwargs)):
        _meaning(argument, tag, meaning)
    if name in _SAME:
        return inner
    if name in _ONE_OF:
        return inner.one if isinstance(inner, Many) else inner
    if isinstance(inner, Group):
        raise Fault(say("{tag} : un filtre s’applique à un texte ou à une liste.", tag=tag.shown))
    return Text("")
