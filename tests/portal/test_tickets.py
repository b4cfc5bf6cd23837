"""A ticket's page shows what opens the door, to whoever has its link and nobody else."""

import pytest
from django.conf import settings
from tests import make
from tests.events.aftermath import link
from tests.events.filled import form, registered
from tests.events.guests import going, move

from veche.core.terms import Role
from veche.events.models import Event
from veche.events.queries import ticket_address, ticket_number
from veche.events.terms import GuestState
from veche.kit.jobs import drain
from veche.kit.models import Letter
from veche.kit.time import DAY, now

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


def test_a_tickets_page_ends_with_its_guests(client):
    event = make.event()
    path = ticket_address(going(event).places.get()).removeprefix(settings.ADDRESS)
    Event.objects.filter(pk=event.pk).update(ends_at=now() - 31 * DAY)

    assert client.get(path).status_code == client.get(f"{path}ticket.pdf").status_code == 404


def test_a_number_or_a_letter_that_no_database_holds_names_nothing(client):
    event = make.event()
    huge, page = 10**30, f"/e/{event.community.slug}/{event.slug}/"
    public = [f"/t/{huge}/x/", f"/t/{huge}/x/ticket.pdf", f"/r/{huge}/x/", f"/t/{event.pk}/%00/"]
    public += ["/g/%00/", "/pay/%00/stripe/"]
    assert client.post(page, form(code="\0")).status_code == 302
    assert client.get(f"{page}?code=%00").status_code == 200
    client.force_login(make.user(Role.EVENT_ORGANISER, in_=event.community))
    home = f"/c/{event.community.slug}/events/{event.pk}/"
    team = [f"{home}{path}" for path in (f"guests/{huge}/", f"letters/{huge}/", f"form/tickets/{huge}/")]

    assert {client.get(path).status_code for path in (*public, *team)} <= {404, 405}
    assert client.get(f"{home}guests/?q=%00").status_code == 200


def test_whoever_comes_gets_a_ticket_for_each_seat_by_mail_and_on_their_page(client):
    event = make.event(capacity=2)
    anna, late = registered(event, "Анна", 2), registered(event, "Борис")
    drain()

    tickets = [ticket_address(seat) for seat in anna.places.order_by("number")]
    letter, page = Letter.objects.get(to=anna.email).body, client.get(link(anna)).content.decode()
    assert [address in letter and address in page for address in tickets] == [True, True]
    assert "/t/" not in Letter.objects.get(to=late.email).body + client.get(link(late)).content.decode()
