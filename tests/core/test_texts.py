"""The text check stands beside what is written for the public, in every room, and keeps nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make

from veche.core.terms import SYSTEM, Role
from veche.mailing.actions import learn_word

pytestmark = pytest.mark.django_db
FORMULA = "(2006)"


@pytest.fixture
def home():
    return make.community()


@pytest.fixture
def client(home):
    made = Client()
    made.force_login(make.user(Role.EDITOR, home))
    return made


def asked(client, home, fields, **told):
    page = reverse("core:text_check", args=[home.slug])
    return client.post(f"{page}?fields={fields}", told, headers={"HX-Request": "true"}).content.decode()


def test_each_field_is_read_in_its_own_language(client, home):
    shown = asked(
        client,
        home,
        "body_en:en,body_ru:ru",
        body_en="We recieve you.",
        body_ru="Превет всем.",
        other="Ашипка",
    )

    assert all(f"<mark>{word}</mark>" in shown for word in ("recieve", "Превет"))
    assert "Ашипка" not in shown


def test_how_it_reads_is_said_with_its_formula(client, home):
    shown = asked(client, home, "text", language="ru", text="Мы рады вам. " * 8)

    assert FORMULA in shown
    assert FORMULA not in asked(client, home, "text", language="ru", text="Мы рады вам.")


def test_what_a_community_calls_its_own_is_right_everywhere(client, home):
    assert "<mark>спотиха</mark>" in asked(client, home, "text:ru", text="Где спотиха?")

    learn_word(home, "спотиха", by=SYSTEM)

    assert "<mark>" not in asked(client, home, "text:ru", text="Где спотиха?")


def test_hostile_words_are_shown_as_words_and_nothing_is_no_fault(client, home):
    shown = asked(client, home, "text:ru," * 50 + "text:zz", text="<script>alert(1)</script> Превет")

    assert "<script>" not in shown
    assert "alert-danger" not in asked(client, home, "", text="")


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("inbox:article_new", "body_ru:ru"),
        ("inbox:saved_answer_new", "text_ru:ru"),
        ("events:event_new", "about"),
    ],
)
def test_it_is_offered_beside_the_texts_of_other_rooms_and_is_not_what_enter_presses(home, page, fields):
    made = Client()
    made.force_login(make.user(Role.OWNER, home.organisation))

    shown = made.get(reverse(page, args=[home.slug])).content.decode()

    offered = shown.index(f"/c/{home.slug}/text/?fields=")
    assert fields in shown[offered : offered + 120]
    assert "btn-primary" in shown[shown.rindex("<form", 0, offered) : offered]


def test_it_is_found_by_its_name_for_posts_that_are_written_elsewhere(client, home):
    page = reverse("core:text_check", args=[home.slug])

    assert (
        page
        in client.get(reverse("core:search_page", args=[home.slug]), {"q": "text check"}).content.decode()
    )
    assert client.get(page).status_code == 200
