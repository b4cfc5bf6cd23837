"""What a writer reads before a letter leaves: its lines, its plain part, how easy it reads."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.mailing.written import TEXT, fresh, letter

from veche.core.terms import SYSTEM, Role
from veche.mailing import actions
from veche.mailing.queries.previewing import seen_by
from veche.mailing.terms.desk import Written

pytestmark = pytest.mark.django_db
WORDS = "Здравствуйте, {first_name:datv|друг}! {m:Пришёл|f:Пришла|n:С нами} и {{скобки}}."


@pytest.fixture
def home():
    return make.community()


@pytest.fixture
def client(home):
    made = Client()
    made.force_login(make.user(Role.OWNER, home.organisation))
    return made


def page_of(client, name, one):
    return client.get(reverse(f"mailing:{name}", args=[one.community.slug, one.pk])).content.decode()


def test_the_plain_part_is_written_on_from_what_is_made_of_the_letter(client, home):
    one = letter(home, {**TEXT, "text": WORDS})
    made = seen_by(one, None).source

    assert WORDS in made.replace("\n", " ")
    assert "{unsubscribe}" in made
    assert "{first_name:datv|друг}" in page_of(client, "letter_plain", one)

    url = reverse("mailing:letter_plain", args=[home.slug, one.pk])
    client.post(url, {"version": one.version, "plain": made.replace("\n", "\r\n")})
    assert fresh(one).plain == ""
    client.post(url, {"version": one.version, "plain": f"Коротко.\n{made}"})
    shown = seen_by(fresh(one), None).plain
    assert shown.startswith("Коротко.\nЗдравствуйте, друг! С нами и {скобки}.")


def test_the_line_after_the_subject_is_shown_with_its_places_filled(client, home):
    one = letter(home)
    told = Written("Тема", "Для тебя, {first_name|друг}", content={"blocks": [TEXT]})
    actions.save_letter(one, told, version=one.version, by=SYSTEM)

    for name in ("letter_page", "letter_preview"):
        shown = page_of(client, name, fresh(one))
        assert "Для тебя, друг" in shown
        assert "{first_name|друг}" not in shown


def test_how_a_letter_reads_is_said_with_its_formula_though_nothing_is_to_be_mended(client, home):
    one = letter(home, {**TEXT, "text": "Мы рады вам. " * 8}, subject="Мы рады")

    assert "(2006)" in page_of(client, "letter_text", one)


def test_the_text_check_stands_beside_the_editor(client, home):
    one = letter(home, {**TEXT, "text": "Превет всем."})
    url = reverse("mailing:letter_text", args=[home.slug, one.pk])

    assert f'hx-get="{url}"' in page_of(client, "letter_edit", one)
    beside = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'href="#b1"' in beside
    assert "<mark>Превет</mark>" in beside
    assert "<html" not in beside


@pytest.mark.parametrize(
    ("form", "source"),
    [
        ("html", "<p>Превет <b>всем</b>.</p><style>p{color:redd}</style>"),
        ("mjml", "<mjml><mj-body><mj-section><mj-column><mj-text>Превет всем.</mj-text></mj-column>"
                 "</mj-section></mj-body></mjml>"),
    ],
)  # fmt: skip
def test_words_in_html_and_mjml_and_in_a_plain_part_are_read_too(client, home, form, source):
    one = letter(home)
    told = Written("Тема", "", form, {"source": source}, plain="Мы сабираемся")
    actions.save_letter(one, told, version=one.version, by=SYSTEM)

    shown = page_of(client, "letter_text", fresh(one))
    assert "<mark>Превет</mark>" in shown
    assert "<mark>сабираемся</mark>" in shown
    assert "redd" not in shown

    one = fresh(one)
    url = reverse("mailing:letter_mend", args=[home.slug, one.pk])
    client.post(
        url, {"field": "plain", "key": "", "start": 3, "found": "сабираемся", "instead": "собираемся"}
    )
    assert fresh(one).plain == "Мы собираемся"
