"""Rows of a form that grow and change places without a script: the form comes back with one more, or in order."""

from collections.abc import Iterable

from django.forms import Form
from django.forms.utils import ErrorDict
from django.http import QueryDict

from portulan.web.returning import number


class QuietForm(Form):
    """A form that may come back as it was typed, without saying yet what is missing."""

    quiet = False

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if self.quiet else super().errors


def asked(data: QueryDict) -> str:
    """Which button of the rows was pressed: "results:add", "results:2:up"; empty for any other."""
    return data.get("rows", "")


def rearranged(data: QueryDict, order: str) -> QueryDict:
    """What was typed, with one more row, or with two rows in each other's place."""
    changed = data.copy()
    prefix, _colon, what = order.partition(":")
    count = _count(changed, prefix)
    if what == "add":
        changed[f"{prefix}-TOTAL_FORMS"] = str(min(count + 1, 40))
        return changed
    at, _colon, where = what.partition(":")
    if (one := number(at)) is not None:
        _exchange(changed, prefix, one, one + (1 if where == "down" else -1), count)
    return changed


def hush(forms: Iterable[QuietForm]) -> None:
    """Say nothing yet of what is missing in these rows."""
    for form in forms:
        form.quiet = True


def _count(data: QueryDict, prefix: str) -> int:
    return number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0


def _exchange(data: QueryDict, prefix: str, one: int, other: int, count: int) -> None:
    if not (0 <= one < count and 0 <= other < count):
        return
    here, there = f"{prefix}-{one}-", f"{prefix}-{other}-"
    before = {name: data.getlist(name) for name in data}
    for name in [name for name in before if name.startswith((here, there))]:
        del data[name]
    for name, values in before.items():
        if name.startswith(here):
            data.setlist(there + name.removeprefix(here), values)
        elif name.startswith(there):
            data.setlist(here + name.removeprefix(there), values)
