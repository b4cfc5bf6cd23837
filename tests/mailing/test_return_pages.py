"""The desk page of what came back: numbers, one by one, raw, and whom nothing is sent to."""

import pytest
from tests import make
from tests.mailing.returned import came_back, complaint, delivery, mark_of, report, world

from veche.core.terms import Role
from veche.mailing.models import Returning, Suppression
from veche.mailing.terms.returning import ReturningState

pytestmark = pytest.mark.django_db
EVIL = "=HYPERLINK(1)@example.org"


def signed_in(client, home, role=Role.HEAD):
    client.force_login(make.user(role, home))
    return f"/c/{home.slug}/letters"


def test_pages_show_what_came_back_and_escape_what_outsiders_wrote(client, django_assert_max_num_queries):
    home, way, sent = world()
    gone, odd = delivery(sent), delivery(sent, EVIL)
    said = "550 5.1.1 <script>alert(1)</script> User unknown"
    came_back(way, report(gone.email, mark=mark_of(gone), said=said), complaint(odd.email, mark_of(odd)),
              report("x@example.org"))  # fmt: skip
    place = signed_in(client, home)

    with django_assert_max_num_queries(16):
        numbers = client.get(f"{place}/returns/").content.decode()
    with django_assert_max_num_queries(14):
        listed = client.get(f"{place}/returns/list/?what=hard&q=ANNA").content.decode()
    raw = client.get(f"{place}/returns/raw/{Returning.objects.first().pk}/").content.decode()
    doubtful = client.get(f"{place}/returns/raw/?state=doubtful")
    table = b"".join(client.get(f"{place}/returns/file/").streaming_content).decode()
    suppressed = b"".join(client.get(f"{place}/suppressed/file/").streaming_content).decode()

    assert "example.org" in numbers
    assert "anna@example.org" in listed
    assert EVIL not in listed
    assert "&lt;script&gt;alert(1)" in raw
    assert doubtful.status_code == 200
    assert f"'{EVIL}" in table
    assert f"'{EVIL}" in suppressed


def test_the_list_of_those_who_get_nothing_is_kept_by_hand(client):
    home, _, _ = world()
    place = signed_in(client, home)

    wrong = client.post(f"{place}/suppressed/add/", {"addresses": "anna@", "detail": "просила"})
    added = client.post(
        f"{place}/suppressed/add/", {"addresses": "anna@example.org\nPetr@Example.org", "detail": "сами"}
    )
    found = client.get(f"{place}/suppressed/?q=petr").content.decode()
    one = Suppression.objects.get(email="anna@example.org")
    without = client.post(f"{place}/suppressed/{one.pk}/lift/", {"reason": " "})
    lifted = client.post(f"{place}/suppressed/{one.pk}/lift/", {"reason": "передумала"})

    assert (wrong.status_code, added.status_code, without.status_code, lifted.status_code) == (
        422,
        302,
        422,
        302,
    )
    assert "petr@example.org" in found
    assert "anna@example.org" not in found
    assert list(Suppression.objects.filter(ended_at=None).values_list("email", flat=True)) == [
        "petr@example.org"
    ]


def test_what_could_not_be_read_is_read_again_by_a_button(client):
    home, way, sent = world()
    [raw] = came_back(way, report(delivery(sent).email))
    Returning.objects.update(state=ReturningState.PARKED, reason="?")
    place = signed_in(client, home)

    assert client.get(f"{place}/returns/raw/").status_code == 200
    assert client.post(f"{place}/returns/retry/", {"returning": raw.pk}).status_code == 302
    raw.refresh_from_db()
    assert raw.state == ReturningState.WAITING


def test_ways_back_are_set_by_leaders_and_show_no_secret(client):
    home, way, _ = world()
    place = f"{signed_in(client, home, Role.OWNER)}/returns/ways/{way.pk}"
    box = {
        "host": "imap.example.org",
        "security": "tls",
        "port": "993",
        "login": "b",
        "password": "s3cret-s3cret",
    }

    bad = client.post(f"{place}/", box | {"port": "many"})
    kept = client.post(f"{place}/", box)
    knock = client.post(f"{place}/knock/", {"provider": "mailgun", "key": "k3y-k3y-k3y"}).content.decode()
    shown = client.get(f"{place}/").content.decode()

    assert (bad.status_code, kept.status_code) == (422, 302)
    assert "/m/" in knock
    assert "imap.example.org" in shown
    assert "/m/" not in shown
    assert "s3cret" not in shown + knock
    assert "k3y" not in shown


def test_nobody_else_sees_it_and_nothing_of_another_community(client):
    home, way, sent = world()
    [raw] = came_back(way, report(delivery(sent).email))
    other = world()[0]
    foreign = signed_in(client, other)
    client.force_login(make.user(Role.DOOR_VOLUNTEER, home))

    assert client.get(f"/c/{home.slug}/letters/suppressed/").status_code == 403
    client.force_login(make.user(Role.OWNER, other))
    assert client.get(f"{foreign}/returns/raw/{raw.pk}/").status_code == 404
    assert client.get(f"{foreign}/returns/ways/{way.pk}/").status_code == 404
    assert client.post(f"{foreign}/returns/retry/", {"returning": raw.pk}).status_code == 302
