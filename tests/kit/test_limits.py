"""Limits: counted in one place for all rooms, on every node alike, and forgotten."""

import pytest

from veche.kit.limits import count_or_refuse, forget_counts, is_spent
from veche.kit.models import Attempt
from veche.kit.terms import TooOften
from veche.kit.time import HOUR, Moment, now

pytestmark = pytest.mark.django_db


def test_so_much_is_let_through_and_what_is_refused_counts_for_nobody():
    at = Moment(1000 * HOUR)
    for _ in range(2):
        count_or_refuse({"network": 9, "address": 2}, at=at)

    for _ in range(3):
        with pytest.raises(TooOften) as no:
            count_or_refuse({"network": 9, "address": 2}, at=at, said="Too much")

    assert no.value.reasons[0].text == "Too much"
    assert sorted(Attempt.objects.values_list("count", flat=True)) == [2, 2]
    assert is_spent({"network": 9, "address": 2}, at=at)
    assert not is_spent({"network": 9, "other": 2}, at=at)
    count_or_refuse({"address": 2}, at=Moment(at + HOUR))


def test_of_whom_it_was_a_keyed_digest_is_kept_until_the_span_is_over():
    count_or_refuse({"anna@example.org": 1})
    count_or_refuse({"boris@example.org": 1}, at=Moment(now() - 2 * HOUR))

    forget_counts()

    assert "anna" not in Attempt.objects.get().digest
