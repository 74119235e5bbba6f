"""The people of a body, in the order and under the words in which pages name them."""

from collections.abc import Iterable

from portulan.governance.models import Seat
from portulan.governance.rules import rank_of_title


def by_rank(seats: Iterable[Seat]) -> list[Seat]:
    """Presidency first, then its deputy, coordination, secretariat, the others; by name."""
    return sorted(seats, key=lambda seat: (rank_of_title(seat.title), str(seat.person)))


def named_people(seats: Iterable[Seat]) -> tuple[str, ...]:
    """ "Thomas Wéry (Présidence)", in that order."""
    return tuple(f"{one.person} ({one.title})" if one.title else str(one.person) for one in by_rank(seats))
