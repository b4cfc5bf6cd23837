"""Taking ahead: nothing lost or moved, bounded, errors in their turn, and it ends when left."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.kit.ahead import Ahead


@given(st.lists(st.integers(0, 9)), st.integers(1, 20))
def test_everything_comes_in_its_order(things, most):
    assert list(Ahead(iter(things), size=int, most=most)) == things


def test_what_is_not_asked_for_is_not_taken_beyond_the_bound():
    taken = []

    def source():
        for number in range(100):
            taken.append(number)
            yield number

    ahead = Ahead(source(), size=lambda _: 10, most=30)
    first = next(iter(ahead))
    time.sleep(0.2)
    assert first == 0
    assert len(taken) <= 1 + 3 + 1  # given, held, and the one that waits for room
    ahead.leave()


def test_an_error_comes_after_what_was_before_it():
    def source():
        yield 1
        raise ValueError("broken")

    seen = []
    with pytest.raises(ValueError, match="broken"):
        for thing in Ahead(source(), size=int, most=10):
            seen.append(thing)
    assert seen == [1]


def test_leaving_ends_the_thread_even_where_it_waits_for_room():
    before = threading.active_count()
    ahead = Ahead(iter(range(1, 100)), size=int, most=1)
    ahead.leave()
    assert list(ahead) == []
    assert threading.active_count() <= before
