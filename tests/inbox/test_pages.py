"""The pages of the inbox: what they show, what they cost, what their buttons do, who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.inbox.talking import (
    BORIS,
    CLARA,
    QUESTION,
    client_of,
    hear,
    said,
    url,
)

from veche.core.models import AuditEntry
from veche.core.terms import Role
from veche.inbox.models import Change, Conversation, Correction, FollowUp, Note, SavedFilter, Watch
from veche.inbox.terms import State, Why
from veche.ledger.models import Channel, Interaction

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def talk(community):
    """Two ask."""
    hear(community, said(10), said(11, "А что взять?", BORIS, ago=30))


def first(community):
    return Conversation.objects.filter(community=community).order_by("opened_at").first()


def act(client, community, name, **more):
    chosen = more.pop("chosen", [first(community)])
    data = {"act": name, "conversation": [one.pk for one in chosen]} | more
    return client.post(url("conversation_act", community), data, follow=True)


def text_of(response):
    return response.content.decode()


def test_the_list_and_a_conversation_cost_few_queries(client, community):
    page = url("conversation_page", community, first(community).pk)
    for address in (url("conversation_list", community), page):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200
        assert QUESTION in text_of(response)
        assert len(queries) <= MOST_QUERIES, [one["sql"][:120] for one in queries]


def test_what_has_to_be_written_is_not_called_optional(client, community):
    text = text_of(client.get(url("digest_page", community)))

    assert "On these days" in text
    assert "(optional)" not in text
    text = text_of(client.get(url("tuning_page", community)))
    assert ">Monday</label>" in text


def test_an_empty_inbox_teaches(client, community):
    Conversation.objects.all().delete()

    assert "Nobody waits for an answer" in text_of(client.get(url("conversation_list", community)))


def test_the_list_asks_again_only_where_something_changed(client, community):
    address = url("conversation_rows", community)
    page = client.get(address)
    version = text_of(page).split("version=")[1].split('"')[0]

    assert client.get(address, {"version": version}).status_code == 204
    act(client, community, "close")
    assert client.get(address, {"version": version}).status_code == 200


def test_views_and_filters_narrow_the_list(client, community):
    act(client, community, "snooze", until="tomorrow")
    listing = url("conversation_list", community)

    assert QUESTION not in text_of(client.get(listing))
    assert QUESTION in text_of(client.get(listing, {"view": "snoozed"}))
    channel = Channel.objects.get(community=community)
    assert "А что взять?" in text_of(client.get(listing, {"channel": channel.pk, "why": "1"}))
    assert "Nothing fits" in text_of(client.get(listing, {"why": "16"}))


@pytest.mark.parametrize(
    ("name", "more", "state"),
    [
        ("close", {}, State.CLOSED), ("reopen", {}, State.OPEN), ("answered", {}, State.WAITING),
        ("correct", {}, State.CLOSED), ("snooze", {"until": "reply"}, State.SNOOZED),
        ("mine", {}, State.OPEN), ("priority", {"priority": "2"}, State.OPEN),
        ("tag", {"tag_name": "Билеты"}, State.OPEN),
    ],
)  # fmt: skip
def test_what_a_button_does_can_be_taken_back(client, community, name, more, state):
    before = facts(first(community))

    response = act(client, community, name, **more)
    found = first(community)
    assert (response.status_code, found.stands) == (200, state)

    made = Change.objects.latest("pk")
    client.post(url("change_undo", community, made.pk))
    client.post(url("change_undo", community, made.pk))
    assert facts(first(community)) == before
    assert AuditEntry.objects.filter(act="inbox.undo_change").count() == 1


def facts(one):
    tags = list(one.taggings.values_list("tag__name", flat=True))
    return one.state, one.assigned_id, one.priority, one.snoozed_until, one.closed_at, tags


def test_several_are_closed_and_merged_at_once(client, community):
    both = list(Conversation.objects.order_by("pk"))
    act(client, community, "close", chosen=both)
    assert {one.stands for one in Conversation.objects.all()} == {State.CLOSED}

    act(client, community, "merge", chosen=both)
    home = Conversation.objects.get(merged_into=None)
    assert home.items.count() == 2
    gone = Conversation.objects.exclude(pk=home.pk).get()
    assert client.get(url("conversation_page", community, gone.pk)).status_code == 302
    client.post(url("change_undo", community, Change.objects.latest("pk").pk))

    assert [one.items.count() for one in Conversation.objects.order_by("pk")] == [1, 1]


def test_a_message_is_split_off_and_comes_back(client, community):
    hear(community, said(12, "И ещё вопрос: где парковка?", ago=55))
    home = first(community)
    last = home.items.latest("at")

    response = client.post(url("conversation_split", community, home.pk), {"item": [last.interaction_id]})
    assert response.status_code == 302
    assert home.items.count() == 1
    client.post(url("change_undo", community, Change.objects.latest("pk").pk))

    assert home.items.count() == 2


def test_a_correction_is_counted_against_the_rule(client, community):
    act(client, community, "correct")
    assert Correction.objects.get().why == int(Why.QUESTION)

    page = text_of(client.get(url("tuning_page", community)))

    assert "50 %" in page


def test_what_the_rule_passed_over_is_opened_by_hand(client, community):
    hear(community, said(20, "Просто мысль вслух", BORIS, ago=600))
    thought = Interaction.objects.get(external_id="20")
    assert "This wants an answer" in text_of(client.get(url("stream_page", community)))

    client.post(url("conversation_open", community, thought.pk))
    client.post(url("conversation_open", community, thought.pk))

    found = Conversation.objects.get(opened_by=thought.pk)
    assert (found.stands, found.reasons) == (State.OPEN, [Why.HAND])
    assert Correction.objects.filter(is_wanted=True).count() == 1


def test_a_note_calls_a_colleague_who_finds_it(client, community):
    colleague = make.user(Role.MODERATOR, community, name="Марина Сова", language="en")
    client.post(url("note_write", community, first(community).pk), {"note": "@Марина глянь, пожалуйста"})

    from django.test import Client

    theirs = Client()
    theirs.force_login(colleague)
    listing = text_of(theirs.get(url("conversation_list", community), {"view": "mentioned"}))
    assert QUESTION in listing
    page = text_of(theirs.get(url("conversation_page", community, first(community).pk)))
    assert "глянь, пожалуйста" in page
    client.post(url("note_remove", community, Note.objects.get().pk))
    assert "глянь" not in text_of(theirs.get(url("conversation_page", community, first(community).pk)))


def test_whoever_looks_is_shown_to_others(client, community):
    one = first(community)
    client.post(url("conversation_watch", community, one.pk), {"doing": "answering"})
    client.post(url("conversation_watch", community, one.pk), {"doing": "answering"})
    other = client_of(community, Role.MODERATOR, language="en", name="Марина")

    page = text_of(other.get(url("conversation_page", community, one.pk)))

    assert "Кирилл is answering" in page
    assert Watch.objects.count() == 1
    assert not first(community).is_unread


def test_a_follow_up_is_planned_and_done(client, community):
    client.post(
        url("follow_up_add", community, first(community).pk), {"text": "Позвонить", "due_on": "2030-01-02"}
    )
    assert "Позвонить" in text_of(client.get(url("follow_up_list", community)))

    client.post(url("follow_up_finish", community, FollowUp.objects.get().pk))

    assert "Nothing is planned" in text_of(client.get(url("follow_up_list", community)))


def test_the_person_and_what_was_said_around_come_as_fragments(client, community):
    one = first(community)
    person = client.get(url("conversation_person", community, one.pk), headers={"HX-Request": "true"})
    assert "Анна Петрова" in text_of(person)
    around = client.get(url("conversation_around", community, one.pk, one.opened_by))
    assert "А что взять?" in text_of(around)


def test_a_view_is_kept_and_forgotten(client, community):
    client.post(url("filter_save", community), {"title": "Вопросы", "query": "why=1&evil=1"})
    kept = SavedFilter.objects.get()
    assert kept.query == "why=1"
    assert "Вопросы" in text_of(client.get(url("conversation_list", community)))

    client.post(url("filter_remove", community, kept.pk))

    assert not SavedFilter.objects.exists()


def test_without_a_line_the_page_says_so_and_offers_to_copy(client, community):
    page = text_of(client.get(url("conversation_page", community, first(community).pk)))

    assert "has no live connection" in page
    preview = client.post(
        url("answer_preview", community, first(community).pk), {"text": "**да** <script>x</script>"}
    )
    assert "<strong>да</strong>" in text_of(preview)
    assert "<script" not in text_of(preview)
    assert client.post(url("answer", community, first(community).pk), {"text": "да"}).status_code == 422


def test_who_may_only_read_changes_nothing(community):
    editor = client_of(community, Role.EDITOR)
    assert editor.get(url("conversation_list", community)).status_code == 200
    assert editor.get(url("tuning_page", community)).status_code == 403

    assert act(editor, community, "close").status_code == 403

    assert first(community).stands is State.OPEN


def test_an_answered_conversation_becomes_an_article_in_two_clicks(client, community):
    hear(community, said(30, "У фонтана, в десять", CLARA, ago=20, reply_to="10"))
    page = text_of(client.get(url("conversation_page", community, first(community).pk)))
    assert "Make an article of it" in page
    question, answer = (Interaction.objects.get(external_id=key).pk for key in ("10", "30"))

    editor = client.get(url("article_new", community), {"question": question, "answer": answer})

    assert "У фонтана, в десять" in text_of(editor)
