"""An event's album: nothing of the camera is kept, and who does not want to be shown is not."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.events.aftermath import link, over, snapshot
from tests.events.planned import client_of, url

from veche.core.terms import SYSTEM, Role
from veche.events.actions import drop_album_photos, remove_album_photo
from veche.events.models import Guest, Photo
from veche.events.queries import path_of
from veche.kit.time import DAY, Moment, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    event, guests = over(("Аня", "Боря"), template="small")
    client = client_of(event.community)
    client.get(url("event_list", event.community))
    return event, guests, client


def upload(client, event, *files):
    place = url("photos_add", event.community, event.pk)
    return client.post(place, {"photos": list(files)}, follow=True).content.decode()


def opened(client, event, access):
    client.post(url("album_access", event.community, event.pk), {"access": access})


def test_many_are_taken_in_at_once_without_what_the_camera_wrote(desk, django_assert_max_num_queries):
    event, _, client = desk
    broken = SimpleUploadedFile("<b>.jpg", b"<script>no picture</script>")

    said = upload(client, event, snapshot("red"), broken, snapshot("blue", "b.jpg", (3000, 2000)))
    upload(client, event, snapshot("red"))

    assert "&lt;b&gt;.jpg" in said
    photos = list(Photo.objects.order_by("place"))
    assert [(one.width, one.height) for one in photos] == [(64, 48), (1600, 1067)]
    for size, most in (("small", 480), ("large", 1600)):
        data = path_of(photos[1], size).read_bytes()
        kept = Image.open(BytesIO(data))
        assert (max(kept.size), dict(kept.getexif())) == (most, {})
        assert b"Telephone" not in data
    with django_assert_max_num_queries(12):
        client.get(url("album_page", event.community, event.pk))


def test_an_album_is_the_teams_then_the_guests_then_everybodys(desk, client):
    event, guests, team = desk
    upload(team, event, snapshot())
    photo = Photo.objects.get()
    public = f"/e/{event.community.slug}/{event.slug}/photos/"
    own = f"{link(guests['Аня'])}photos/"
    places = [public, f"{public}{photo.pk}-small.webp", own, f"{own}{photo.pk}-large.webp"]

    seen = {}
    for access in ("team", "guests", "public"):
        opened(team, event, access)
        seen[access] = [client.get(place).status_code for place in places]

    assert seen["team"] == [404] * 4
    assert seen["guests"] == [404, 404, 200, 200]
    assert seen["public"] == [200] * 4
    assert 'loading="lazy"' in client.get(public).content.decode()
    assert client.get(f"{public}{photo.pk}-../x.webp").status_code == 404
    assert public in client.get(f"/e/{event.community.slug}/{event.slug}/").content.decode()
    assert client_of(event.community, Role.DOOR_VOLUNTEER).get(
        url("album_picture", event.community, event.pk, photo.pk, "large")
    ).status_code == 403  # fmt: skip


def test_who_refuses_to_be_shown_takes_the_photo_out_of_sight_and_back(desk, client):
    event, guests, team = desk
    upload(team, event, snapshot())
    opened(team, event, "public")
    photo, place = Photo.objects.get(), f"/e/{event.community.slug}/{event.slug}/photos/"
    picture, mark = (
        f"{place}{photo.pk}-large.webp",
        url("photo_mark", event.community, event.pk, photo.pk, "mark"),
    )
    team.post(mark, {"guest": guests["Аня"].pk})

    shown = client.get(picture).status_code
    client.post(f"{link(guests['Аня'])}shown/", {"act": "refuse"})
    refused = client.get(picture).status_code, f"{photo.pk}-small" in client.get(place).content.decode()
    page = team.get(url("album_page", event.community, event.pk)).content.decode()
    client.post(f"{link(guests['Аня'])}shown/", {"act": "allow"})

    assert (shown, refused) == (200, (404, False))
    assert "somebody on it refused" in page
    assert "Аня" in page
    assert client.get(picture).status_code == 200
    assert not Guest.objects.filter(is_unseen=True).exists()


def test_photos_are_ordered_described_hidden_removed_and_brought_back(desk, client):
    event, _, team = desk
    upload(team, event, snapshot("red"), snapshot("blue"))
    opened(team, event, "public")
    first, second = Photo.objects.order_by("place")
    acts = [event.community, event.pk, second.pk]
    public = f"/e/{event.community.slug}/{event.slug}/photos/"

    team.post(url("photo_act", *acts, "earlier"))
    team.post(url("album_photo", *acts), {"caption": "Старт <b>"})
    shown = client.get(public).content.decode()
    team.post(url("album_photo", *acts), {"caption": "Старт", "is_hidden": "on"})
    hidden = client.get(public).content.decode()
    team.post(url("photo_act", event.community, event.pk, first.pk, "remove"))
    empty = client.get(public).content.decode()
    team.post(url("photo_act", event.community, event.pk, first.pk, "restore"))

    assert shown.index(f"/{second.pk}-small") < shown.index(f"/{first.pk}-small")
    assert "Старт &lt;b&gt;" in shown
    assert f"/{second.pk}-small" not in hidden
    assert "-small" not in empty
    assert f"/{first.pk}-small" in client.get(public).content.decode()


def test_what_was_removed_long_ago_goes_with_its_files(desk):
    event, _, team = desk
    upload(team, event, snapshot())
    photo = Photo.objects.get()
    remove_album_photo(photo, in_=event.community, by=SYSTEM)
    Photo.objects.update(removed_at=Moment(now() - 31 * DAY))

    assert drop_album_photos(in_=event.community, by=SYSTEM) == 1
    assert not path_of(photo, "large").exists()


def test_another_communitys_photos_and_guests_are_not_reached(desk):
    event, _, team = desk
    upload(team, event, snapshot())
    other, strangers = over(("Чужой",))
    photo = Photo.objects.get()

    team.post(
        url("photo_mark", event.community, event.pk, photo.pk, "mark"), {"guest": strangers["Чужой"].pk}
    )

    assert not photo.guests.exists()
    foreign = client_of(other.community)
    assert foreign.get(url("album_photo", other.community, other.pk, photo.pk)).status_code == 404
