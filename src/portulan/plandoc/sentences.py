"""Sentences that can be said in another language: each keeps its French template and the values put in it."""

from collections.abc import Callable
from typing import Any


class Sentence(str):
    """A French sentence, equal to the plain text; `template` and `values` are what it was made from."""

    __slots__ = ("_template", "_values")
    _template: str
    _values: tuple[tuple[str, Any], ...]

    def __new__(cls, template: str, values: tuple[tuple[str, Any], ...] = ()) -> "Sentence":
        sentence = super().__new__(cls, template.format(**dict(values)))
        sentence._template, sentence._values = template, values
        return sentence

    def __getnewargs__(self) -> tuple[str, tuple[tuple[str, Any], ...]]:  # type: ignore[override]
        return self._template, self._values

    @property
    def template(self) -> str:
        return self._template

    @property
    def values(self) -> dict[str, Any]:
        return dict(self._values)


def say(template: str, **values: Any) -> Sentence:
    """The sentence, its values in their braces: `say("L’action {code} n’a pas d’échéance", code="1.2")`.
    `portulan translations` gathers these templates for the translators."""
    return Sentence(template, tuple(values.items()))


def sayable(template: str) -> str:
    """The same template, for `say` to say later: gathered for the translators where it is written."""
    return template


def translated(sentence: str, translate: Callable[[str], str]) -> str:
    """The sentence in the language of `translate`, which is given templates; any other text stays."""
    if not isinstance(sentence, Sentence):
        return sentence
    values = {
        name: translated(value, translate) if isinstance(value, str) else value
        for name, value in sentence.values.items()
    }
    return translate(sentence.template).format(**values)


def to_json(value: Any) -> Any:
    """The value with its sentences as `{"say": template, "with": values}`, wherever they stand."""
    match value:
        case Sentence():
            return {"say": value.template, "with": to_json(value.values)}
        case dict():
            return {key: to_json(one) for key, one in value.items()}
        case list() | tuple():
            return [to_json(one) for one in value]
    return value


def from_json(value: Any) -> Any:
    """Read what `to_json` wrote; tuples have become lists."""
    match value:
        case {"say": str(template), "with": dict(values)} if len(value) == 2:
            return say(template, **{name: from_json(one) for name, one in values.items()})
        case dict():
            return {key: from_json(one) for key, one in value.items()}
        case list():
            return [from_json(one) for one in value]
    return value
