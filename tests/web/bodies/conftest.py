"""Bodies as their pages show them: the workspace open, its addresses, people without an account."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.urls import reverse

from portulan.governance.models import Body, Person, Seat
from portulan.plans.models import Action, Responsibility


@pytest.fixture
def at():
    def address(name, *args, slug="mias"):
        return reverse(name, args=[slug, *args])

    return address


@pytest.fixture
def cep(inside):
    return Body.objects.get(acronym="CEP")


@pytest.fixture
def sit(inside) -> Callable[..., Seat]:
    """Somebody without an account sits in a body."""

    def sitting(body, name, starts="2024-09-14", ends=None, title=""):
        person, _new = Person.objects.get_or_create(name=name)
        days = {"starts": dt.date.fromisoformat(starts), "ends": dt.date.fromisoformat(ends) if ends else None}
        return Seat.objects.create(body=body, person=person, title=title, **days)

    return sitting


@pytest.fixture
def carry(inside):
    """A body carries the actions with these codes."""

    def carrying(body, *codes, role="pilot", written=""):
        for action in Action.objects.filter(code__in=codes):
            Responsibility.objects.create(
                action=action, body=body, role=role, written=written or str(body), position=9
            )

    return carrying


@pytest.fixture
def said():
    """What a page says, on one line, without marks."""

    def saying(answer) -> str:
        main = answer.content.decode().split("<main")[1].split("</main>")[0]
        return " ".join(re.sub(r"<[^>]*>", " ", main).replace("\u00a0", " ").split())

    return saying
