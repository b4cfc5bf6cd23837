"""Clashes are found whatever the order, and only where two things do not go together."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from veche.events.rules.clashes import clashes_of
from veche.events.terms.programme import ClashKind, Duty, Placed, Severity
from veche.kit.time import MINUTE, Moment

FIRST, LAST = Moment(0), Moment(1_000 * MINUTE)


def placed(number, starts, minutes=30, **facts):
    begins = Moment(starts * MINUTE)
    return Placed(number, f"talk {number}", begins, Moment(begins + minutes * MINUTE), **facts)


def kinds(*sessions, duties=()):
    return [one.kind for one in clashes_of(sessions, opens=FIRST, closes=LAST, duties=duties)]


def anna(**facts):
    return {"speakers": ((7, "Анна", True),), **facts}


def test_each_kind_is_found():
    assert kinds(placed(1, 10, hall=1), placed(2, 39, hall=1)) == [ClashKind.HALL_TWICE]
    assert kinds(placed(1, 10, hall=1), placed(2, 40, hall=1)) == []
    assert kinds(placed(1, 10, **anna(hall=1)), placed(2, 20, **anna(hall=2))) == [ClashKind.SPEAKER_TWICE]
    assert kinds(placed(1, 10, **anna(venue=1)), placed(2, 45, **anna(venue=2))) == [ClashKind.TRAVEL]
    assert kinds(placed(1, 10, **anna(venue=1)), placed(2, 70, **anna(venue=2))) == []
    assert kinds(placed(1, 10, **anna(venue=1)), placed(2, 45, **anna())) == []
    assert kinds(placed(1, 10, minutes=0)) == [ClashKind.NO_TIME]
    assert kinds(placed(1, 990)) == [ClashKind.OUTSIDE]
    assert kinds(placed(1, 10, speakers=((7, "Анна", False),))) == [ClashKind.NOT_AGREED]
    shift = Duty(7, "гардероб", Moment(20 * MINUTE), Moment(60 * MINUTE))
    assert kinds(placed(1, 10, **anna()), placed(2, 60, **anna()), duties=[shift]) == [ClashKind.ON_DUTY]


SESSIONS = st.lists(
    st.builds(
        placed, st.integers(1, 30), st.integers(-60, 1_000), minutes=st.integers(0, 90),
        hall=st.none() | st.integers(1, 3), venue=st.none() | st.integers(1, 2),
        speakers=st.lists(
            st.tuples(st.integers(1, 4), st.just("Имя"), st.booleans()), max_size=2,
            unique_by=lambda one: one[0]
        ).map(tuple),
    ),
    max_size=12, unique_by=lambda one: one.session,
)  # fmt: skip


@settings(max_examples=examples(200))
@given(SESSIONS, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_every_overlap_is_told(sessions, chance):
    shuffled = list(sessions)
    chance.shuffle(shuffled)

    found = clashes_of(sessions, opens=FIRST, closes=LAST)

    assert clashes_of(shuffled, opens=FIRST, closes=LAST) == found
    assert [one.severity for one in found] == sorted(one.severity for one in found)
    told = {frozenset(one.sessions) for one in found if one.kind is ClashKind.HALL_TWICE}
    assert told == {
        frozenset({a.session, b.session})
        for a in sessions for b in sessions
        if a.session < b.session and a.hall is not None and a.hall == b.hall
        and a.starts < b.ends and b.starts < a.ends and a.starts < a.ends and b.starts < b.ends
    }  # fmt: skip
    assert all(one.severity is not Severity.NOTE or one.who for one in found)
