"""Cards of links: asked once and through the door where a community wants it, and never for some."""

import io

import pytest
from PIL import Image
from tests import make
from tests.inbox.talking import ANNA, BORIS, DIRECT, client_of, hear, only, said, url
from tests.kit.web.listening import listening, reply
from tests.people.told import settle_down, tell

from veche.core.terms import SYSTEM, Role
from veche.inbox import jobs
from veche.inbox.actions import Tuned, fetch_cards, report_interaction, tune_desk
from veche.inbox.actions import link_cards as cards
from veche.inbox.models import LinkCard, Report
from veche.inbox.queries import desk_told
from veche.inbox.rules.linked import first_link
from veche.inbox.terms.moderation import Remedy, ReportState
from veche.kit.terms import Refusal
from veche.kit.time import DAY, now
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db
HEAD = (
    '<title>x</title><meta property="og:title" content="Trail &lt;b&gt;map&lt;/b&gt;">'
    '<meta property="og:description" content="Twelve kilometres of forest">'
    '<meta property="og:site_name" content="Forest club"><meta property="og:image" content="{picture}">'
)
PLACE = "127.0.0.1"


def drawn():
    kept = io.BytesIO()
    Image.new("RGB", (300, 200), "green").save(kept, "PNG")
    return kept.getvalue()


def site(path, _said, line):
    if path == "/gone":
        reply(line, status="404 Not Found", Content_Type="text/html")
    elif path == "/picture.png":
        reply(line, drawn(), Content_Type="image/png")
    elif path == "/script.png":
        reply(line, b"<svg onload=alert(1)>", Content_Type="image/png")
    elif path == "/inside":
        reply(line, status="302 Found", Location="http://10.0.0.1/admin")
    else:
        picture = {"/odd": "/script.png", "/far": "http://10.0.0.1/p.png"}.get(path, "/picture.png")
        reply(line, HEAD.format(picture=picture).encode(), Content_Type="text/html")


@pytest.fixture
def outsider():
    with listening(site) as one:
        yield one


@pytest.fixture(autouse=True)
def wanted(community, settings):
    """The community wants to see what links lead to, and the operator lets it look at this machine."""
    settings.MAY_REACH = [PLACE]
    tune(community, shows_links=True)


def tune(community, *, shows_links):
    desk = desk_told(community)
    hours = tuple(tuple(day) if day else None for day in desk.hours)
    tuned = Tuned(desk.days, desk.close_after, hours, (), 0, 0, shows_links)
    tune_desk(tuned, in_=community, by=SYSTEM)


def asks(community, outsider, path="/map", number=10, who=ANNA, **facts):
    """Somebody asks about a page, and every job has its turn."""
    hear(community, said(number, f"What is http://{PLACE}:{outsider.port}{path} ?", who, **facts))


def page(client, community):
    return client.get(url("conversation_page", community, only(community).pk)).content.decode()


def test_the_page_of_a_link_says_what_it_is_in_plain_words_and_our_own_picture(community, client, outsider):
    asks(community, outsider)

    text = page(client, community)
    assert "Trail &lt;b&gt;map&lt;/b&gt;" in text
    assert "Twelve kilometres of forest" in text
    assert f'="http://{PLACE}' not in text
    picture = client.get(url("card_picture", community, LinkCard.objects.get().pk))
    assert picture["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(picture.content)).size == (128, 128)
    assert client_of(community, Role.ANALYST).get(picture.request["PATH_INFO"]).status_code in {403, 404}


def test_a_link_is_asked_once_however_often_it_is_said(community, outsider):
    asks(community, outsider)
    came = len(outsider.heard)

    asks(community, outsider, number=11, who=BORIS)

    assert len(outsider.heard) == came == 2  # the page and its picture


@pytest.mark.parametrize("path", ["/gone", "/inside"])
def test_what_fails_or_leads_inside_shows_nothing(community, client, outsider, path):
    asks(community, outsider, path)

    assert "inbox-card" not in page(client, community)
    assert LinkCard.objects.get().title == ""


@pytest.mark.parametrize("path", ["/odd", "/far"])
def test_a_picture_that_is_none_or_stands_inside_is_left_out(community, client, outsider, path):
    asks(community, outsider, path)

    text = page(client, community)
    assert "Twelve kilometres" in text
    assert "cards/" not in text


def test_nobody_is_asked_unless_the_community_wants_it(community, client, outsider):
    asks(community, outsider)
    tune(community, shows_links=False)

    asks(community, outsider, "/other", 11)

    assert not LinkCard.objects.exists()
    assert [line for line in outsider.heard if b"/other" in line] == []
    assert "inbox-card" not in page(client, community)


def test_what_is_said_in_private_or_was_said_long_ago_is_not_asked(community, outsider):
    asks(community, outsider, place=DIRECT)
    asks(community, outsider, number=11, ago=60 * 48)

    assert outsider.heard == []


def test_nothing_is_asked_for_a_person_who_was_moderated_away(community, outsider):
    hear(community, said(10, "Spam?", BORIS))
    report_it(community)
    Report.objects.update(state=ReportState.ACTED, remedy=Remedy.BAN)

    asks(community, outsider, number=11, who=BORIS)

    assert outsider.heard == []


def test_nothing_is_asked_for_a_message_that_was_reported(community, outsider):
    tell(community, said(10, f"What is http://{PLACE}:{outsider.port}/map ?"), work=False)
    report_it(community)

    settle_down()

    assert outsider.heard == []


def report_it(community):
    latest = Interaction.objects.filter(community=community).latest("pk")
    report_interaction(community, latest, by=SYSTEM)


def test_an_hour_has_a_bound(community, outsider):
    rows = (LinkCard(community=community, digest=str(n), made_at=now(), ends_at=now() + DAY)
            for n in range(cards.MOST_AN_HOUR))  # fmt: skip
    LinkCard.objects.bulk_create(rows)

    asks(community, outsider)

    assert outsider.heard == []


def test_cards_go_when_their_time_is_over(community, outsider):
    asks(community, outsider)
    LinkCard.objects.update(ends_at=now() - 1)

    jobs.tend()

    assert not LinkCard.objects.exists()


def test_only_the_keeper_fetches(community):
    with pytest.raises(Refusal):
        fetch_cards([1], in_=community, by=make.actor(Role.ANALYST, community))


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("see https://a.example/x?y=1, then http://b.example", "https://a.example/x?y=1"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("http://user:secret@a.example/ http://b.example", ""),
        ("http://localhost/x", ""),
        ("http://[", ""),
        ("javascript://a.example/%0aalert(1)", ""),
        (f"https://a.example/{'x' * 3000}", ""),
        ("no link at all", ""),
    ],
)
def test_the_first_link_of_a_message(words, link):
    assert first_link(words) == link
