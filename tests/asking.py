"""People without an account who sit in a body, and inquiries in which they are asked."""

import datetime as dt
import re

from portulan.governance.models import Body, Person, Seat
from portulan.inquiries import commands

CLOSES = dt.date(2026, 12, 10)
SENTENCE = "Où en êtes-vous ?"


def sitting(name: str, email: str = "", *, body: str = "CEP", ends: dt.date | None = None) -> Person:
    """Somebody without an account, in that body of the open workspace."""
    person = Person.objects.create(name=name, email=email)
    seated = Body.objects.get(acronym=body)
    Seat.objects.create(body=seated, person=person, starts=dt.date(2024, 9, 14), ends=ends)
    return person


def ask(actor, *people):
    """An inquiry of these people: the inquiry, and the links that it gave."""
    return commands.open_inquiry(SENTENCE, CLOSES, people, actor=actor)


def words_of(answer) -> str:
    """What a page says, on one line, without marks."""
    main = answer.content.decode().split("<main")[1].split(">", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).replace("\u00a0", " ").split())
