"""A person's page: who they are, where they stand, whom they talk with."""

import io

import pytest
from django.conf import settings
from PIL import Image
from tests import make
from tests.people.told import ANNA, BORIS, client_of, person_behind, said, talk, tell, text_of, url

from veche.core.actions import open_community
from veche.core.terms import SYSTEM, Role
from veche.kit.terms import NotAllowed, Refusal
from veche.people.actions import (
    add_person,
    hide_face,
    merge_persons,
    name_person,
    show_face,
    undo_merge,
)
from veche.people.models import Person, Standing
from veche.people.queries import heat_of, identities_of, partners_of, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def picture(**how) -> io.BytesIO:
    file = io.BytesIO()
    image = Image.new("RGB", (900, 600), "teal")
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    image.save(file, "JPEG", exif=exif, **how)
    file.seek(0)
    file.name = "me.jpg"
    return file


def test_the_page_tells_who_they_are_within_its_budget(community, django_assert_max_num_queries):
    person, client = talk(community), client_of(community)
    client.get(url("word_list", community))  # the session notes where somebody is

    with django_assert_max_num_queries(12):
        response = client.get(url("person_page", community, person.pk))

    shown = text_of(response)
    assert response.status_code == 200
    for expected in (
        "Анна Петрова",
        "anna_runs",
        "Болталка",
        "Спасибо за ответ",
        "Я бегу, в десять у фонтана",
    ):
        assert expected in shown
    assert "https://t.me/anna_runs" in response.content.decode()
    standing = Standing.objects.get(person=person)
    assert standing.what.form.colour in response.content.decode()


def test_the_page_of_somebody_merged_leads_to_who_they_are_now(community):
    anna = talk(community)
    boris = person_behind(BORIS)
    Person.objects.filter(pk=boris.pk).update(merged_into=anna)

    response = client_of(community).get(url("person_page", community, boris.pk))

    assert response.status_code == 302
    assert response.url == url("person_page", community, anna.pk)


def test_strangers_to_the_community_are_not_found(community):
    person = talk(community)
    other = open_community(community.organisation, name="Другие", slug="others", by=SYSTEM)
    foreign = make.community()

    assert person_of(other, person.pk) is None
    assert person_of(foreign, person.pk) is None
    for elsewhere in (other, foreign):
        client = client_of(elsewhere)
        for page in ("person_page", "person_activity", "person_edit", "person_forget"):
            assert client.get(url(page, elsewhere, person.pk)).status_code == 404


def test_names_from_outside_are_text_and_nothing_else(community):
    evil = ANNA._replace(value="666", name="<script>alert(1)</script>", aliases=())
    tell(community, said(9, "<img src=x onerror=alert(2)>", evil))

    shown = client_of(community).get(url("person_page", community, person_behind(evil).pk)).content.decode()

    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_partners_are_counted_there_and_back(community):
    person = talk(community)

    partners = partners_of(community, identities_of(person))

    assert [(one.person, one.to_them, one.from_them) for one in partners] == [(person_behind(BORIS), 2, 1)]


def test_the_year_has_every_deed_on_its_day_and_a_table(community):
    person = talk(community)

    squares = heat_of(community, identities_of(person))
    response = client_of(community).get(url("person_activity", community, person.pk))

    assert sum(one.deeds for one in squares) == 3
    assert len(squares) in range(365, 372)
    assert "<title" in response.content.decode()
    assert "<table" in response.content.decode()


def test_activity_keeps_its_budget(community, django_assert_max_num_queries):
    person, client = talk(community), client_of(community)
    client.get(url("word_list", community))  # the session notes where somebody is

    with django_assert_max_num_queries(12):
        client.get(url("person_activity", community, person.pk), headers={"HX-Request": "true"})


def test_another_name_is_shown_and_taken_back(community):
    person, client = talk(community), client_of(community, Role.COMMUNITY_MANAGER)
    edit = url("person_edit", community, person.pk)

    response = client.post(edit, {"name": "Аня Быстрая"}, follow=True)

    assert "Аня Быстрая" in text_of(response)
    client.post(f"{edit}?name=")
    person.refresh_from_db()
    assert person.name == "Анна Петрова"


def test_only_those_who_describe_people_name_them(community):
    person = talk(community)

    for act in (
        lambda by: name_person(person, "Другое", in_=community, by=by),
        lambda by: show_face(person, picture(), in_=community, by=by),
        lambda by: hide_face(person, in_=community, by=by),
        lambda by: add_person(community, name="Кто-то", by=by),
    ):
        with pytest.raises(NotAllowed):
            act(make.actor(Role.ANALYST, community))


def test_a_photo_is_drawn_anew_and_served_from_its_own_path(community):
    person, client = talk(community), client_of(community)

    client.post(url("person_face", community, person.pk), {"photo": picture()})
    person.refresh_from_db()
    kept = settings.FILES / person.face
    stamp = kept.stem
    response = client.get(url("person_photo", community, person.pk, stamp))
    data = b"".join(response.streaming_content)

    assert data == kept.read_bytes()
    assert b"SecretCamera" not in data
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(data)).size == (512, 512)
    assert stamp in client.get(url("person_page", community, person.pk)).content.decode()
    assert (
        client_of(make.community()).get(url("person_photo", community, person.pk, stamp)).status_code == 404
    )


def test_a_new_photo_takes_the_place_of_the_old_one(community, django_capture_on_commit_callbacks):
    person = talk(community)
    with django_capture_on_commit_callbacks(execute=True):
        show_face(person, picture(), in_=community, by=SYSTEM)
    with django_capture_on_commit_callbacks(execute=True):
        show_face(person, picture(quality=50), in_=community, by=SYSTEM)

    assert len(list((settings.FILES / "faces").iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        hide_face(person, in_=community, by=SYSTEM)
    assert list((settings.FILES / "faces").iterdir()) == []


def test_a_merge_brings_the_other_s_photo_and_its_undo_takes_it_along(community):
    anna, boris = talk(community), person_behind(BORIS)
    show_face(boris, picture(), in_=community, by=SYSTEM)

    merge = merge_persons(anna, boris, in_=community, by=SYSTEM)

    anna.refresh_from_db()
    assert anna.face == boris.photo != ""
    undo_merge(merge, in_=community, by=SYSTEM)
    anna.refresh_from_db()
    boris.refresh_from_db()
    assert (anna.face, boris.face) == ("", boris.photo)


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 40, b"\xff\xd8\xff" * 9])
def test_what_is_no_picture_is_refused(community, data):
    person = talk(community)

    with pytest.raises(Refusal):
        show_face(person, io.BytesIO(data), in_=community, by=SYSTEM)

    person.refresh_from_db()
    assert person.photo == ""


def test_somebody_added_by_hand_is_recognised_like_all_others(community):
    client = client_of(community, Role.EVENT_ORGANISER)
    form = {"name": "Вера Новая", "email": "Vera@Example.org", "phone": "8 916 123-45-67"}

    first = client.post(url("person_new", community), form)
    again = client.post(url("person_new", community), {"phone": "+7 916 123 45 67"})

    assert first.url == again.url
    shown = text_of(client.get(first.url))
    for expected in ("Вера Новая", "vera@example.org", "+79161234567"):
        assert expected in shown
    assert Person.objects.filter(merged_into=None, name="Вера Новая").count() == 1


def test_contacts_that_are_none_are_refused_all_at_once(community):
    with pytest.raises(Refusal) as refused:
        add_person(community, email="кто-то", phone="12", by=SYSTEM)

    assert {reason.field for reason in refused.value.reasons} == {"email", "phone"}
    with pytest.raises(Refusal):
        add_person(community, by=SYSTEM)
    assert Person.objects.count() == 0
