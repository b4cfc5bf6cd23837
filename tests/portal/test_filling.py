"""The pages of web forms: what anybody fills in is kept, programs get nowhere."""

from urllib.parse import urlencode

import pytest
from tests import make

from veche.channels import actions
from veche.channels.actions import connect_channel, switch_connection
from veche.channels.actions.filling import MOST_AN_HOUR
from veche.channels.connectors.form.tokens import token_of
from veche.channels.models import Envelope
from veche.channels.queries import access_of, address_of_form
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.time import DAY, MINUTE, now
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db
SETTINGS = {
    "title": "Вопрос клубу <b>", "email": "needed", "message": "asked", "fields": "Город\nРазмер: S | M *",
    "consent": "Согласие на обработку", "thanks": "Ответим за день.",
}  # fmt: skip
FILLED = {"name": "Аня", "email": "Anna@Example.org", "message": "Где бегаем?", "own_город": "Тверь",
          "own_размер": "M", "consent": "on", "website": ""}  # fmt: skip


@pytest.fixture
def form():
    found = connect_channel(make.community(), "form", SETTINGS, by=SYSTEM)
    drain()
    found.refresh_from_db()
    return found


def page_of(form):
    return address_of_form(form).page.removeprefix("http://127.0.0.1:8000")


def sent(form, ago=MINUTE, **changes):
    """Answer what a form is sent with that was shown a minute ago."""
    return {**FILLED, "form_token": token_of(access_of(form).settings["secret"], now() - ago), **changes}


def send(client, page, told, **more):
    """Send a form as browsers do."""
    return client.post(page, urlencode(told), content_type="application/x-www-form-urlencoded", **more)


def test_a_form_is_shown_filled_in_kept_and_thanked_for(form, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        shown = client.get(page_of(form))
    answer = send(client, page_of(form), sent(form))
    thanks = client.get(answer["Location"]).content.decode()
    actions.take_knocks(by=SYSTEM)
    drain()

    said = Interaction.objects.get()
    assert "Вопрос клубу &lt;b&gt;" in shown.content.decode()
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]
    assert answer.status_code == 302
    assert "Спасибо" in thanks or "Thank you" in thanks
    assert "Ответим за день." in thanks
    assert (said.identity.kind, said.identity.value) == ("email", "anna@example.org")


def test_everything_wrong_is_said_at_once_beside_its_field_and_nothing_is_kept(form, client):
    told = sent(form, email="никакая", message="", consent="", own_размер="XXL")
    answer = send(client, f"{page_of(form)}?language=en", told)

    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("no e-mail address", "Fill this in", "Without your consent", "Choose one of the answers"):
        assert text in page
    assert page.count('aria-invalid="true"') == 4
    assert "Тверь" in page
    assert told["form_token"] in page  # sent again at once, it is neither too fast nor another one
    actions.take_knocks(by=SYSTEM)
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"ago": 0}, "too fast"), ({"ago": 2 * DAY}, "open for too long"),
        ({"website": "https://spam.example"}, "not the form that we showed"),
        ({"form_token": "1.2.3"}, "not the form that we showed"),
    ],
)  # fmt: skip
def test_programs_and_what_is_stale_are_refused(form, client, changes, text):
    told = sent(form, **changes, message="")
    answer = send(client, f"{page_of(form)}?language=en", told)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert "Fill this in" in page
    assert page.count(told["form_token"]) == (1 if changes.get("ago") == 0 or "website" in changes else 0)
    actions.take_knocks(by=SYSTEM)
    assert not Envelope.objects.exists()


def test_the_trap_is_out_of_the_way_of_people(form, client):
    page = client.get(page_of(form)).content.decode()

    trap = page[page.index('<div class="visually-hidden" aria-hidden="true">') :].partition("</div>")[0]
    assert 'name="website" tabindex="-1" autocomplete="off"' in trap


def test_too_much_from_one_address_is_refused_and_others_go_on(form, client):
    for _ in range(MOST_AN_HOUR):
        assert send(client, page_of(form), sent(form)).status_code == 302

    assert send(client, page_of(form), sent(form)).status_code == 429
    assert send(client, page_of(form), sent(form), REMOTE_ADDR="2001:db8::1").status_code == 302
    assert send(client, page_of(form), sent(form), REMOTE_ADDR="2001:db8::2").status_code == 302


def test_in_other_sites_it_needs_no_cookies_and_no_one_else_may_frame_it(form, client):
    settings = {**SETTINGS, "sites": "https://club.example *.example.org"}
    everywhere = client.get(f"{page_of(form)}embed/")
    answer = send(client, f"{page_of(form)}embed/?language=en", sent(form))
    actions.change_connection(form, settings, by=SYSTEM)
    somewhere = client.get(f"{page_of(form)}embed/")

    assert "frame-ancestors *" in everywhere.headers["Content-Security-Policy"]
    assert "frame-ancestors https://club.example *.example.org;" in somewhere["Content-Security-Policy"]
    assert "default-src 'none'" in somewhere.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in everywhere.headers
    assert not client.cookies
    assert answer["Location"].endswith("/embed/?language=en&sent=yes")


def test_what_is_switched_off_removed_or_elsewhere_is_not_there(form, client):
    page = page_of(form)
    other = make.community(in_=form.community.organisation)
    assert client.get(page.replace(f"/{form.community.slug}/", f"/{other.slug}/")).status_code == 404

    switch_connection(form, is_on=False, by=SYSTEM)

    assert client.get(page).status_code == 404
    assert send(client, page, sent(form)).status_code == 404
    assert client.get(f"{page}embed/").status_code == 404


def test_two_forms_have_an_address_and_a_channel_each(form, client):
    other = connect_channel(form.community, "form", {**SETTINGS, "title": "Заявка"}, by=SYSTEM)
    drain()
    other.refresh_from_db()

    assert "Заявка" in client.get(page_of(other)).content.decode()
    assert "Вопрос клубу" in client.get(page_of(form)).content.decode()
    assert send(client, page_of(form), sent(other)).status_code == 422
    for one in (form, other):
        assert send(client, page_of(one), sent(one)).status_code == 302
    actions.take_knocks(by=SYSTEM)
    drain()
    assert Interaction.objects.values("channel").distinct().count() == 2


def test_the_page_of_the_connection_leads_to_the_form_and_tells_how_to_show_it(form, client):
    client.force_login(make.user(Role.COMMUNITY_MANAGER, in_=form.community, language="en"))
    place = f"/c/{form.community.slug}/channels/connections/{form.pk}/"

    shown = client.get(place).content.decode()
    analyst = make.user(Role.ANALYST, in_=form.community, language="en")
    client.force_login(analyst)

    assert f'href="{address_of_form(form).page}"' in shown
    assert "&lt;iframe src=&quot;http://127.0.0.1:8000/f/" in shown
    assert "title=&quot;Вопрос клубу &amp;lt;b&amp;gt;&quot;" in shown
    assert form.door not in shown
    assert "iframe" not in client.get(place).content.decode()


def test_sites_that_are_none_are_named(form):
    actions.change_connection(form, {**SETTINGS, "sites": "https://ok.example; *"}, by=SYSTEM)
    drain()
    form.refresh_from_db()

    texts = [one["values"].get("site") for one in form.findings]
    assert texts == ["https://ok.example;", "*"]
