"""Making bodies and people known, and saying who sits where: all the commands under one name."""

from portulan.governance.commands.bodies import bodies_named
from portulan.governance.commands.people import change_person, known_person, merge_people, person_of, recognise
from portulan.governance.commands.seats import change_seat, end_seat, give_seat, remove_seat

__all__ = [
    "bodies_named",
    "change_person",
    "change_seat",
    "end_seat",
    "give_seat",
    "known_person",
    "merge_people",
    "person_of",
    "recognise",
    "remove_seat",
]
