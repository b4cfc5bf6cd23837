"""A ticket's page shows what opens the door, to whoever has its link and nobody else."""

import pytest
from django.conf import settings
from tests import make
from tests.events.guests import going, move

from veche.events.queries import ticket_address, ticket_number
from veche.events.terms import GuestState

pytestmark = pytest.mark.django_db


def test_a_ticket_is_shown_until_it_is_cancelled(client):
    event = make.event()
    guest = going(event, "<b>Анна</b>", seats=2)
    seat = guest.places.get(number=2)
    path = ticket_address(seat).removeprefix(settings.ADDRESS)

    page, file = client.get(path).content.decode(), client.get(f"{path}ticket.pdf")
    move(guest, GuestState.CANCELLED)
    gone = client.get(path).content.decode()

    assert "data:image/svg+xml" in page
    assert ticket_number(seat) in page
    assert "&lt;b&gt;Анна&lt;/b&gt; (2/2)" in page
    assert file.content.startswith(b"%PDF")
    assert "data:image/svg+xml" not in gone
    assert client.get(path.replace(seat.secret, "guessed")).status_code == 404
    assert client.get(path.replace(f"/t/{event.pk}/", f"/t/{event.pk + 1}/")).status_code == 404
