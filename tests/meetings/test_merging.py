"""Two people write from the same notes: what each wrote is there, and nothing is chosen in their place."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.meetings.merging import merge, tidy, worth_keeping

LINES = st.lists(st.sampled_from(["", "un", "deux", "trois", "quatre", "- cinq", "six sept"]), max_size=8)
TEXTS = LINES.map("\n".join)


@given(TEXTS, TEXTS)
def test_what_only_one_changed_stands(base, other):
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert (merged.text, merged.clashes) == (other, False)


@given(TEXTS, TEXTS, TEXTS)
def test_both_come_to_the_same_whoever_is_first(base, mine, theirs):
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.clashes == other.clashes
    assert (one.mine, one.theirs) == (other.theirs, other.mine)
    if not one.clashes:
        assert one.text == other.text == one.mine == one.theirs


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_either_wrote_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs)
    old = set(base.split("\n"))
    assert set(mine.split("\n")) - old <= set(merged.both.split("\n"))
    assert set(theirs.split("\n")) - old <= set(merged.both.split("\n"))
    assert set(mine.split("\n")) - old <= set(merged.mine.split("\n"))
    assert set(theirs.split("\n")) - old <= set(merged.theirs.split("\n"))


@given(TEXTS, TEXTS, TEXTS)
def test_a_choice_written_from_what_stands_is_what_was_chosen(base, mine, theirs):
    merged = merge(base, mine, theirs)
    for chosen in (merged.mine, merged.theirs, merged.both):
        assert merge(theirs, chosen, theirs).text == chosen


@given(st.lists(st.sampled_from("nmt"), min_size=2, max_size=12))
def test_changes_of_different_lines_live_together(whose):
    def written(*by):
        return "\n".join(f"ligne {rank} {who if who in by else ''}" for rank, who in enumerate(whose))

    merged = merge(written(), written("m"), written("t"))
    assert (merged.text, merged.clashes) == (written("m", "t"), False)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("début\nun\nfin", "un\nfin\nsuite", "début\nun\nfin\nsuite"),
        ("un\ndeux\nfin", "un\nfin changée", "un\ndeux\nfin changée"),
        ("fin", "un\nfin\nsuite", "fin\nsuite"),
        ("un changé\nfin\nbis", "un\nfin\nter changé", None),
        ("un plus\nfin", "un moins\nfin", None),
    ],
)
def test_by_example(mine, theirs, both):
    merged = merge("un\nfin", mine, theirs)
    assert (None if merged.clashes else merged.text) == both


def test_what_clashes_is_shown_with_the_rest_of_both():
    merged = merge("a\nb\nc", "a mien\nb\nc mien", "a\nb2\nc leur")
    assert merged.clashes
    assert merged.mine == "a mien\nb2\nc mien"
    assert merged.theirs == "a mien\nb2\nc leur"
    assert merged.both == "a mien\nb2\nc leur\nc mien"


def test_a_very_long_text_is_merged_at_once():
    base = "\n" * 100_000
    merged = merge(base, f"un{base}", f"{base}deux")
    assert (merged.text, merged.clashes) == (f"un{base}deux", False)
    mixed = "\n".join(str(rank % 7) for rank in range(60_000))
    assert merge(mixed, mixed[::-1], mixed).text == mixed[::-1]


@pytest.mark.parametrize(
    ("before", "after", "same_hand", "seconds", "kept"),
    [
        ("", "un", False, None, False),
        ("un", "un deux", True, None, True),
        ("un", "un deux", True, 10, False),
        ("un", "un deux", True, 301, True),
        ("un", "un deux", False, 10, False),
        ("un", "un deux", False, 31, True),
        ("un deux", "un", False, 1, True),
        ("un deux", "un", True, 1, False),
        ("mot " * 12, "", True, 1, True),
    ],
)
def test_what_is_set_aside(before, after, same_hand, seconds, kept):
    since = None if seconds is None else dt.timedelta(seconds=seconds)
    assert worth_keeping(before, after, same_hand=same_hand, since=since) is kept


def test_what_a_browser_sends_is_tidied():
    assert tidy("un\r\ndeux\rtrois\0\n ") == "un\ndeux\ntrois\n "
