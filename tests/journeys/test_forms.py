"""Web forms: somebody on a phone fills one in, is told all that is wrong, and is thanked."""

import re

import pytest
from playwright.sync_api import expect
from tests import make
from tests.kit.web.listening import listening, reply

from veche.channels.actions import change_connection, connect_channel, take_knocks
from veche.channels.connectors.form.tokens import token_of
from veche.channels.queries import access_of, address_of_form
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.kit.time import MINUTE, Moment, now
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db(transaction=True)
SETTINGS = {
    "title": "Вопрос клубу", "email": "needed", "message": "asked", "fields": "Размер: S | M *",
    "consent": "Согласие на обработку адреса, чтобы ответить", "thanks": "Ответим за день.",
}  # fmt: skip


@pytest.fixture
def form(site):
    found = connect_channel(make.community(), "form", SETTINGS, by=SYSTEM)
    drain()
    found.refresh_from_db()
    return found


@pytest.mark.every_look
def test_a_form_is_filled_in_and_thanked_for(visitor, form):
    address = address_of_form(form).page.removeprefix(visitor.address)
    page = visitor.page
    visitor.go(f"{address}?language={visitor.language}")
    visitor.look("form")
    page.click("button.btn-primary")
    expect(page.locator("[aria-invalid=true]")).to_have_count(4)
    visitor.look("form-wrong")
    page.fill("[name=email]", "anna@example.org")
    page.fill("[name=message]", "Где бегаем?")
    page.select_option("select", "M")
    page.check("[name=consent]")
    earlier = token_of(access_of(form).settings["secret"], Moment(now() - MINUTE))
    # As after a minute of typing: whoever is faster than three seconds counts as a program.
    page.locator("[name=form_token]").evaluate("(one, told) => (one.value = told)", earlier)
    page.click("button.btn-primary")
    expect(page).to_have_url(re.compile("sent=yes"))
    expect(page.get_by_text("Ответим за день.")).to_be_visible()
    visitor.look("form-thanks")

    take_knocks(by=SYSTEM)
    drain()
    assert Interaction.objects.get().identity.value == "anna@example.org"


@pytest.fixture
def foreign():
    """A page of another origin that shows the form by the snippet we give; its port is its own."""
    page = [b""]
    with listening(lambda _path, _said, line: reply(line, page[0], Content_Type="text/html")) as server:
        yield page, server.port


def test_a_form_is_filled_in_within_a_page_of_another_site(visitors, form, foreign):
    visitor, (shown, port) = visitors("ru", "light", "phone"), foreign
    shown[0] = f"<!doctype html>{address_of_form(form).snippet}".encode()
    change_connection(form, {**SETTINGS, "sites": f"http://127.0.0.1:{port}"}, by=SYSTEM)
    page, framed = visitor.page, visitor.page.frame_locator("iframe")
    page.goto(f"http://127.0.0.1:{port}/")
    framed.locator("[name=email]").fill("anna@example.org")
    framed.locator("[name=message]").fill("Где бегаем?")
    framed.locator("select").select_option("M")
    framed.locator("[name=consent]").check()
    form.refresh_from_db()
    earlier = token_of(access_of(form).settings["secret"], Moment(now() - MINUTE))
    framed.locator("[name=form_token]").evaluate("(one, told) => (one.value = told)", earlier)
    framed.locator("button.btn-primary").click()

    expect(framed.get_by_text("Ответим за день.")).to_be_visible()
    assert visitor.problems == []
    take_knocks(by=SYSTEM)
    drain()
    assert Interaction.objects.get().identity.value == "anna@example.org"

    page.goto(f"http://localhost:{port}/")  # a site that is not named: the browser shows nothing of it
    expect(framed.locator("form")).to_have_count(0)


def test_the_team_sees_where_the_form_stands(visitor, form):
    visitor.sign_in(make.user(Role.COMMUNITY_MANAGER, in_=form.community, language=visitor.language))
    visitor.go(f"/c/{form.community.slug}/channels/connections/{form.pk}/")
    expect(visitor.page.locator("#form-snippet")).to_have_value(re.compile("^<iframe src=.+/embed/"))
    visitor.look("form-connection")


def test_what_the_fields_of_a_call_mean_is_said_by_clicking(visitors, form, client):
    visitor = visitors("en", "dark", "phone")
    community, secret = form.community, "a-long-random-secret-of-ours"
    hook = connect_channel(
        community, "webhook", {"title": "Shop", "style": "header", "secret": secret}, by=SYSTEM
    )
    drain()
    body = {"kind": "deal", "buyer": {"mail": "anna@example.org"}, "sum": "1500.50", "note": "Thanks"}
    headers = {"Authorization": f"Bearer {secret}"}
    client.post(f"/in/{hook.door}/", body, content_type="application/json", headers=headers)
    take_knocks(by=SYSTEM)
    drain()
    visitor.sign_in(make.user(Role.COMMUNITY_MANAGER, in_=community, language="en"))
    page = visitor.page
    visitor.go(f"/c/{community.slug}/channels/connections/{hook.pk}/mapping/")
    page.select_option("[name=place_who]", "buyer.mail")
    page.select_option("[name=always_who_kind]", "email")
    page.select_option("[name=place_kind]", "kind")
    page.click("[name=look]")
    page.select_option("[name=meaning_0]", "bought")
    page.click("[name=look]")
    expect(page.get_by_role("definition").filter(has_text="anna@example.org")).to_be_visible()
    visitor.look("mapping")
    page.click("[name=save]")
    expect(page).to_have_url(re.compile(r"/connections/\d+/$"))
    drain()
    assert Interaction.objects.get().identity.value == "anna@example.org"
    visitor.look("webhook-connection")
