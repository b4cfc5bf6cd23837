"""What people talk about and how it sounds: on the pages, in files, and never once it was erased."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests import make
from tests.insights.word_oracles import lemmas_of
from tests.insights.world import describe
from tests.ledger.columns.oracle import finish

from veche.core.terms import SYSTEM, Role
from veche.insights.measures import MEASURES
from veche.insights.queries import Figures, words_of_lemmas
from veche.insights.showing.naming import Names
from veche.insights.terms import Answered, Asked, Behind, Form, Grain, Period
from veche.kit.language.lemmas import form_of, number_of
from veche.kit.language.moods import words_of_lexicon
from veche.kit.language.reading import words_and_mood
from veche.kit.time import DAY, Moment, now, number_of_day
from veche.ledger.actions import record_many, redact_identities
from veche.ledger.models import Identity

pytestmark = pytest.mark.django_db
TENT = number_of("палатка")


@pytest.fixture
def community():
    """Six people who spoke of the meeting last week, and five of them of tents this week."""
    community, end = make.community(), now()
    said = [make.sighting(f"m{who}", "встреча", who=str(who), at=Moment(end - 9 * DAY)) for who in range(6)]
    said += [
        make.sighting(f"t{who}-{n}", f"{word}! Спасибо", who=str(who), at=Moment(end - (n + 2) * DAY))
        for who, word in enumerate(("Палатка", "палатки", "о палатке", "палатками", "палаток"))
        for n in range(2)
    ]
    record_many(said, origin=make.origin(community), by=SYSTEM)
    finish()
    describe(community, end)
    return community


def asked_of(community):
    """The latest week."""
    today = number_of_day(now(), community.time_zone)
    return Asked(Period(today - 6, today), Grain.DAY, (), today)


def test_words_are_counted_in_all_their_forms_by_who_said_them(community):
    asked = asked_of(community)

    rows = Figures(community).rows(MEASURES["topics"], asked, asked.period, Grain.WHOLE)

    found = {lemma: (people, messages, before) for lemma, people, messages, before, _ in rows}
    assert found == {TENT: (5, 10, 0), number_of("спасибо"): (5, 10, 0)}
    people = Figures(community).people(MEASURES["topics"], asked, Behind(0, TENT))
    assert people.whole == 5


def test_the_page_names_words_and_leads_to_who_said_them_and_to_what_was_said(community, client):
    client.force_login(make.user(Role.OWNER, in_=community))
    page = client.get(f"/c/{community.slug}/overview/topics/?period=7").content.decode()

    assert ">палатка</a>" in page
    assert f"row={TENT}" in page
    assert "words/?q=%D0%BF%D0%B0%D0%BB%D0%B0%D1%82%D0%BA%D0%B0" in page
    listed = client.get(f"/c/{community.slug}/overview/topics/people/?period=7&part=0&row={TENT}")
    assert "палатка" in listed.content.decode()
    file = client.get(f"/c/{community.slug}/overview/topics/csv/?period=7")
    assert "палатка" in b"".join(file.streaming_content).decode()


def test_a_word_that_was_erased_is_nowhere(community):
    identities = list(Identity.objects.values_list("pk", flat=True))
    assert words_of_lemmas(Figures(community), [TENT]) == {TENT: "палатка"}

    redact_identities(identities, organisation=community.organisation, by=SYSTEM)

    assert words_of_lemmas(Figures(community), [TENT]) == {}  # before any job ran: the words are gone already
    finish()
    asked = asked_of(community)
    assert Figures(community).rows(MEASURES["topics"], asked, asked.period, Grain.WHOLE) == []
    gone = Answered(MEASURES["topics"], asked, rows=((TENT, 1, 1, 0, 4.0),))
    with translation.override("en"):
        assert Names(Figures(community), [gone]).name(Form.WORDS, TENT) == "A word that is gone"


def test_words_are_named_from_the_version_that_the_page_is_told_from(community):
    figures = Figures(community)
    assert figures.version

    with CaptureQueriesContext(connection) as asked:
        assert words_of_lemmas(figures, [TENT]) == {TENT: "палатка"}

    assert not [one for one in asked if "ledger_columnarcopy" in one["sql"]]


def test_mood_tells_shares_of_messages_and_its_lexicon_is_open(community, client):
    client.force_login(make.user(Role.OWNER, in_=community))
    asked = asked_of(community)

    assert Figures(community).rows(MEASURES["mood"], asked, asked.period, Grain.WHOLE) == [
        (0, 100.0, 0.0, 10, 100.0)
    ]
    assert "mood/lexicon/" in client.get(f"/c/{community.slug}/overview/mood/").content.decode()
    lexicon = client.get(f"/c/{community.slug}/overview/mood/lexicon/").content.decode()
    assert all(word in lexicon for word in ("спасибо", "ужасный", "wonderful", "terrible"))


@pytest.mark.parametrize(
    ("text", "glad", "sad"),
    [
        ("Спасибо, было здорово!", 2, 0),
        ("не люблю", 0, 1),
        ("это не страшно", 1, 0),
        ("I don't like to wait, it's not good", 0, 2),
        ("wonderful people, terrible weather", 1, 1),
        ("собираемся у входа в семь", 0, 0),
    ],
)
def test_the_mood_of_a_text(text, glad, sad):
    assert words_and_mood(text)[1] == (glad, sad)


def test_the_lemmas_of_a_text():
    text = "Мы ЕЩЁ обсудили митапы и деньги: https://t.me/chat @anna a@b.org, t.me/x 2024, running in parks"

    assert list(lemmas_of(text)) == ["обсудить", "митап", "деньги", "run", "park"]
    assert [form_of(word) for word in ("митапы", "денег", "parks")] == ["митапы", "деньги", "parks"]


def test_no_word_of_the_lexicon_is_on_both_sides():
    for language in ("ru", "en"):
        glad, sad = (set(words_of_lexicon(side, language)) for side in ("glad", "sad"))
        assert not glad & sad
        assert min(len(glad), len(sad)) > 150
