"""Whoever is forgotten by law is forgotten on lists of guests too; the seat stays counted."""

import pytest
from tests import make
from tests.events.filled import registered, taken

from veche.core.terms import SYSTEM
from veche.events import actions
from veche.events.models import Guest
from veche.kit.jobs import drain
from veche.kit.models import Job
from veche.kit.time import now
from veche.people.actions import forget_person
from veche.people.models import Attachment

pytestmark = pytest.mark.django_db


def test_nothing_of_a_guest_stays_but_the_seat():
    event = make.event(capacity=5)
    guest = registered(event, "Анна Ёлкина", 2, seat_2_name="Боря", phone="+7 912 345-67-89")
    other = registered(event, "Вера")
    settle()
    helping = actions.add_volunteer(event, "Анна", email=Guest.objects.get(pk=guest.pk).email, by=SYSTEM)
    person = Attachment.objects.get(identity=Guest.objects.get(pk=guest.pk).identity_id).person

    forget_person(person, person.name, in_=event.community, by=SYSTEM)
    settle()

    kept = Guest.objects.get(pk=guest.pk)
    assert (kept.name, kept.email, kept.phone, kept.folded) == ("–", "", "", "")
    assert set(kept.places.values_list("name", flat=True)) == {""}
    helping.refresh_from_db()
    assert (helping.name, helping.email) == ("–", "")
    assert taken(event) == 3
    assert Guest.objects.get(pk=other.pk).name == "Вера"


def settle():
    """Do all that waits, also what is due in a moment."""
    for _ in range(2):
        Job.objects.filter(state=Job.WAITING).update(due_at=now())
        drain()
