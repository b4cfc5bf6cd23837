"""A letter that was sent before it came here stands among the sent, with what became of it."""

import pytest
from tests import make
from tests.mailing.readers import letter, newsletter

from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import DAY, HOUR, Moment, moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind
from veche.mailing.actions import carry_over_letter
from veche.mailing.models import Hit, SubscriptionChange
from veche.mailing.terms import Carried, Stand

pytestmark = pytest.mark.django_db


def carried(begun: Moment) -> list[Carried]:
    """One who read and left, one whose letter came back, one who was left out."""
    read, over = Moment(begun + HOUR), Moment(begun + 2 * HOUR)
    return [
        Carried("anna@example.org", Stand.SENT, begun, opened=(read,), clicked=((1, read),), ended_at=over),
        Carried("boris@example.org", Stand.BOUNCED, begun, answer="550 5.1.1 User unknown"),
        Carried("vera@example.org", Stand.LEFT_OUT, why="unsubscribed"),
    ]


def test_what_became_of_it_is_told_once_and_at_its_time():
    draft, begun = letter(newsletter(make.community()), state="draft"), Moment(now() - 90 * DAY)

    first = carry_over_letter(draft, carried(begun), begun_at=begun, left={"often": 2}, by=SYSTEM)
    again = carry_over_letter(draft, carried(begun), begun_at=begun, left={}, by=SYSTEM)

    assert (first, again, draft.state, draft.audience["left"]) == (True, False, "sent", {"often": 2})
    assert Hit.objects.filter(is_told=True).count() == 2
    facts = {Kind.SENT: 2, Kind.OPENED: 1, Kind.CLICKED: 1, Kind.BOUNCED: 1}
    seen = Interaction.objects.filter(subject__kind="letter")
    assert {kind: seen.filter(kind=kind.number).count() for kind in facts} == facts
    assert all(moment(one.occurred_at) < begun + DAY for one in seen)
    ended = SubscriptionChange.objects.get()
    assert (ended.state, moment(ended.at)) == ("off", begun + 2 * HOUR)


def test_nothing_is_carried_over_out_of_the_future_or_onto_what_has_begun():
    news, soon = newsletter(make.community()), Moment(now() + HOUR)
    for draft, begun in ((letter(news, state="draft"), soon), (letter(news, state="sending"), now())):
        with pytest.raises(Refusal):
            carry_over_letter(draft, [], begun_at=begun, left={}, by=SYSTEM)


def test_only_whoever_keeps_deliveries_carries_over():
    home = make.community()
    with pytest.raises(NotAllowed):
        carry_over_letter(
            letter(newsletter(home), state="draft"), [], begun_at=now(), left={},
            by=make.actor(Role.ANALYST, home),
        )  # fmt: skip
