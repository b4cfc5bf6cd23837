"""Saying by clicking what the calls of a webhook mean, on calls that real programs make."""

import json
from html.parser import HTMLParser

import pytest
from tests import make
from tests.channels.files import SHARED

from veche.channels import actions
from veche.channels.models import Connection, Envelope
from veche.core.terms import SYSTEM, Role
from veche.kit.jobs import drain
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db
SECRET = "a-long-random-secret-of-ours"
CALL = {
    "type": "deal", "buyer": {"mail": "anna@example.org", "called": "Анна <b>"}, "sum": "1500.50",
    "at": "2026-01-05T10:00:00Z", "note": "Спасибо", "nr": 7,
}  # fmt: skip
CHOSEN = {
    "each": "one", "before": "one", "place_who": "buyer.mail", "place_name": "buyer.called",
    "always_who_kind": "email", "place_kind": "type", "word_0": "deal", "meaning_0": "bought",
    "place_amount": "sum", "always_currency": "EUR", "place_time": "at", "place_words": "note",
    "place_id": "nr",
}  # fmt: skip


@pytest.fixture
def hook():
    filled = {"title": "Касса", "style": "header", "secret": SECRET}
    found = actions.connect_channel(make.community(), "webhook", filled, by=SYSTEM)
    drain()
    return found


@pytest.fixture
def steward(client, hook):
    client.force_login(make.user(Role.COMMUNITY_MANAGER, in_=hook.community, language="en"))
    return client


def page_of(hook):
    return f"/c/{hook.community.slug}/channels/connections/{hook.pk}/mapping/"


def call(client, hook, body):
    """Call as another program does; what it said is read as jobs read it."""
    told = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {SECRET}"}
    answer = client.post(f"/in/{hook.door}/", told, content_type="application/json", headers=headers)
    assert answer.status_code == 200
    actions.take_knocks(by=SYSTEM)
    drain()


def test_a_call_is_shown_looked_at_and_read_once_its_fields_mean_something(steward, hook):
    call(steward, hook, CALL)
    assert Envelope.objects.get().state == "refused"  # nobody had said yet what it means
    shown = steward.get(page_of(hook)).content.decode()
    looked = steward.post(page_of(hook), {**CHOSEN, "look": "yes"})

    assert "buyer.called" in shown
    assert "Анна &lt;b&gt;" in shown
    assert looked.status_code == 200
    assert "Анна &lt;b&gt; (anna@example.org)" in looked.content.decode()
    assert "purchase" in looked.content.decode()
    assert not Connection.objects.get().settings["mapping"]

    assert steward.post(page_of(hook), {**CHOSEN, "save": "yes"}).status_code == 302
    drain()

    said, found = Interaction.objects.get(), Connection.objects.get()
    assert (said.identity.value, said.kind, said.amount, said.currency) == (
        "anna@example.org", 26, 150_050, "EUR",
    )  # fmt: skip
    assert (found.received, found.taken, found.refused, found.parked, found.waiting) == (1, 1, 0, 0, 0)
    call(steward, hook, {**CALL, "nr": 8})
    assert Interaction.objects.count() == 2
    call(steward, hook, {"ping": True})  # the latest has nothing of it: what was said stays
    chosen = dict(fields_in(steward.get(page_of(hook)).content.decode()))
    assert (chosen["place_kind"], chosen["word_0"], chosen["meaning_0"]) == ("type", "deal", "bought")
    assert steward.post(page_of(hook), {**chosen, "save": "yes"}).status_code == 302


def test_all_that_is_wrong_is_said_at_once_in_words_and_nothing_is_kept(steward, hook):
    call(steward, hook, CALL)
    told = {**CHOSEN, "place_who": "no.such.place", "meaning_0": "", "always_currency": "euro", "save": "yes"}
    answer = steward.post(page_of(hook), told)

    shown = answer.content.decode()
    assert answer.status_code == 422
    for text in (
        "Say where it stands, or what it always is: Who did it.",
        "stand for «What they did» mean.",
        "three capital letters",
    ):
        assert text in shown
    assert not Connection.objects.get().settings["mapping"]


@pytest.mark.parametrize(
    ("path", "who", "kind"),
    [
        ("github-octokit/issue_comment/created.payload.json", "Codertocat", 4),
        ("github-octokit/issues/opened.payload.json", "Codertocat", 28),
        ("mautic/lead_post_save_new.json", "john@doe.name", 25),
    ],
)  # fmt: skip
def test_real_calls_are_guessed_shown_and_read_by_the_guess(
    steward, hook, path, who, kind, django_assert_max_num_queries
):
    file = SHARED / "webhooks" / path
    if not file.exists():
        pytest.skip("no shared data here")
    call(steward, hook, file.read_bytes())
    with django_assert_max_num_queries(12):
        shown = steward.get(page_of(hook)).content.decode()
    chosen = dict(fields_in(shown))

    assert who in shown.partition("What it becomes")[2].partition("What arrives")[0]
    assert steward.post(page_of(hook), {**chosen, "save": "yes"}).status_code == 302
    drain()
    assert Interaction.objects.get().kind == kind
    assert Connection.objects.get().taken == 1


def fields_in(page):
    """Answer what a browser would send of the page's form, as it was shown."""
    found, here = {}, []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            told = dict(attrs)
            if tag == "select":
                here[:] = [told["name"]]
            elif tag == "option" and "selected" in told:
                found[here[0]] = told["value"]
            elif tag == "input" and told.get("name"):
                found[told["name"]] = told.get("value", "")

    Reader().feed(page)
    return found.items()


def test_another_list_is_guessed_anew(steward, hook):
    call(
        steward,
        hook,
        {"page": 1, "people": [{"email": "a@example.org", "text": "А"}, {"email": "b@example.org"}]},
    )
    told = {"each": "list:people", "before": "one", "look": "yes"}
    looked = steward.post(page_of(hook), told).content.decode()

    becomes = looked.partition("What it becomes")[2]
    assert "a@example.org" in becomes
    assert "b@example.org" in becomes
    chosen = dict(fields_in(looked))
    assert chosen["place_who"] == "email"
    steward.post(page_of(hook), {**chosen, "save": "yes"})
    drain()
    assert Interaction.objects.count() == 2


def test_before_anything_came_the_page_tells_what_to_do(steward, hook):
    shown = steward.get(page_of(hook)).content.decode()

    assert "Nothing came yet" in shown
    assert f"/in/{hook.door}/" in shown
    assert steward.post(page_of(hook), CHOSEN).status_code == 200
    own = steward.get(page_of(hook).removesuffix("mapping/")).content.decode()
    assert "mapping/" in own
    assert "let it send something once" in own


def test_other_connections_and_other_people_have_no_such_page(steward, hook):
    filled = {"title": "Форма", "email": "needed", "message": "asked"}
    form = actions.connect_channel(hook.community, "form", filled, by=SYSTEM)
    assert steward.get(page_of(form)).status_code == 404
    steward.force_login(make.user(Role.ANALYST, in_=hook.community))
    assert steward.get(page_of(hook)).status_code == 403
    assert steward.post(page_of(hook), {**CHOSEN, "save": "yes"}).status_code == 403
