"""What the page of a draft computes: its rows with what differs, load and recommendations before and after."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, turn_by_turn
from bench.ground import Ground, times_ten
from bench.writing_redline import revised
from portulan.plandoc.academic_year import Boundary


def measure(ground: Ground) -> Iterator[Figure]:
    base, long = ground.document, times_ten(ground.document)
    draft, much = revised(base), revised(long)
    longer, shorter = turn_by_turn(lambda: computed(long, much), lambda: computed(base, draft), runs=5)
    yield Figure("a draft of 10 times the actions / of one", longer, shorter, most_ratio=11.0)
    yield Figure("what the page of a draft computes", shorter, shorter, most_seconds=0.1)


def computed(base: Any, document: Any) -> tuple[Any, Any, Any]:
    """All of it but the queries, anew each time."""
    from portulan.drafts.queries import Work
    from portulan.web.drafts.effects import coverage_table, load_table
    from portulan.web.drafts.page import draft_page

    work = Work(1, base, document, base, {}, {})
    boundary = Boundary()
    load = load_table(base, document, boundary, {}, boundary.year_of(dt.date(2026, 11, 23)))
    return draft_page(work), load, coverage_table(base, document, [], {})
