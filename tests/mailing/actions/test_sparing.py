"""A letter that was given up reaches nobody more; an address a server knows nobody at gets nothing more."""

import pytest
from tests import make
from tests.mailing import readers
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM
from veche.kit.smtp import Fate, Outcome, Reply, Stage, Told
from veche.kit.time import now
from veche.mailing.actions import cancel_letter, settle_batch
from veche.mailing.models import Claim, Delivery, Suppression
from veche.mailing.terms import LeftOut, LetterState, Stand, Why

pytestmark = pytest.mark.django_db


def deliveries(letter, *names, **more):
    """Deliveries of a letter to people by name."""
    return [
        Delivery.objects.create(letter=letter, email=readers.address_of(name), due_at=now(), **more)
        for name in names
    ]


def test_whoever_still_waits_for_a_letter_that_is_given_up_is_left_out():
    community = make.community()
    letter = readers.letter(community, state=LetterState.SENDING)
    (sent,) = deliveries(letter, "Anna", state=Stand.SENT)
    (waiting,) = deliveries(letter, "Boris")

    cancel_letter(letter, by=SYSTEM)
    do_jobs()

    for one in (sent, waiting):
        one.refresh_from_db()
    assert sent.state == Stand.SENT
    assert (waiting.state, waiting.why) == (Stand.LEFT_OUT, LeftOut.CANCELLED)


def test_only_who_is_not_there_at_all_is_kept_out_when_a_server_refuses():
    community = make.community()
    letter = readers.letter(community, state=LetterState.SENDING)
    claim = Claim.objects.create(sender=readers.sender(community), letter=letter, node="here", at=now())
    gone, spam = deliveries(letter, "Gone", "Spam", state=Stand.CLAIMED, claim=claim)
    (later,) = deliveries(readers.letter(community), "Gone")
    told = Told()
    for one, reply in (
        (gone, Reply(550, "5.1.1 User unknown")), (spam, Reply(554, "5.7.1 Message rejected as spam")),
    ):  # fmt: skip
        told.answered[one.pk] = Outcome(one.pk, Fate.REFUSED, reply, Stage.RCPT)

    settle_batch(claim, told, in_=community, by=SYSTEM)

    later.refresh_from_db()
    assert [one.email for one in Suppression.objects.filter(why=Why.BOUNCED)] == ["gone@example.org"]
    assert (later.state, later.why) == (Stand.LEFT_OUT, LeftOut.BOUNCED)
    assert set(Delivery.objects.filter(letter=letter).values_list("state", flat=True)) == {Stand.FAILED}
