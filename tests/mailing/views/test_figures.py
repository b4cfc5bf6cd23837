"""Figures of a letter: each number counts the people behind it, with names or without."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.mailing import readers
from tests.mailing.followed import SAFARI, rules_of, sent_letter, token
from tests.people.test_recognising import do_jobs

from veche.core.terms import SYSTEM, Role
from veche.kit.time import DAY, MINUTE, Moment, as_datetime, now
from veche.ledger import columns
from veche.ledger.actions import record_many
from veche.ledger.terms import About, Handle, Kind, Place
from veche.mailing.actions import tell_hits, tell_sent
from veche.mailing.models import Hit
from veche.mailing.terms import Following, Stand

pytestmark = pytest.mark.django_db
NAMES = ("Anna", "Boris", "Vera", "Gleb", "Dina")


@pytest.fixture
def home():
    return make.community()


@pytest.fixture
def client(home):
    made = Client()
    made.force_login(make.user(Role.OWNER, home.organisation))
    return made


def url(letter, name, *more, **query):
    place = reverse(f"mailing:{name}", args=[letter.community.slug, letter.pk, *more])
    return place + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def read_by(letter, names: dict[str, tuple[str, ...]], agent: str = SAFARI) -> None:
    """What these people do with a letter."""
    for name, ends in names.items():
        for end in ends:
            of = letter.deliveries.get(email=readers.address_of(name))
            Client().get(f"/l/{token(of)}/{end}", headers={"User-Agent": agent})


def numbers_on(page: str) -> dict[str, str]:
    return dict(re.findall(r'figures/people/\?what=(\w+)">([\d\s]+)</a>', page))


def people_on(client, letter, **query) -> list[str]:
    page = client.get(url(letter, "figure_people", **query)).content.decode()
    return re.findall(r"<td>(\w+)@example\.org</td>", page)


@pytest.mark.parametrize(("kept", "opened"), [(Following.PERSONAL, "0"), (Following.COUNTED, None)])
def test_nobody_is_a_number_where_names_are_kept(client, home, kept, opened):
    rules_of(home, kept)
    letter = sent_letter(home, *NAMES)

    page = client.get(url(letter, "figure_page")).content.decode()

    assert numbers_on(page).get("opened") == opened
    assert ("without names" in page or "без имён" in page) is (kept is Following.COUNTED)


def test_each_number_leads_to_the_people_it_counts(client, home, django_assert_max_num_queries):
    rules_of(home, Following.PERSONAL)
    readers.people_named(home, *NAMES)
    letter = sent_letter(home, *NAMES)
    letter.deliveries.filter(email=readers.address_of("Dina")).update(state=Stand.BOUNCED)
    read_by(letter, {"Anna": ("o.gif", "1", "1"), "Boris": ("2",)})
    read_by(letter, {"Vera": ("o.gif",)}, "Mozilla/5.0 (via ggpht.com GoogleImageProxy)")
    read_by(letter, {"Gleb": ("1", "2")}, "curl/8")
    Client().post(f"/l/{token(letter.deliveries.get(email=readers.address_of('Boris')))}/u/")

    client.get(url(letter, "letter_page"))
    with django_assert_max_num_queries(12):
        page = client.get(url(letter, "figure_page")).content.decode()

    assert numbers_on(page) == {
        "delivered": "4", "opened": "2", "clicked": "2", "hidden": "1", "unsubscribed": "1", "bounced": "1",
    }  # fmt: skip
    assert people_on(client, letter, what="opened") == ["anna", "boris"]
    assert people_on(client, letter, what="hidden") == ["vera"]
    assert people_on(client, letter, link="0-1") == ["anna"]
    assert people_on(client, letter, what="bounced") == ["dina"]
    assert client.get(url(letter, "figure_people", what="nonsense")).status_code == 404
    told = b"".join(client.get(url(letter, "figure_file"))).decode("utf-8-sig")
    assert "1. Ссылка 1;1;2;1;https://example.org/a".replace(";", "\t") in told.replace(";", "\t").replace(
        ",", "\t"
    )


def test_the_map_has_each_link_of_the_letter_with_its_clicks_and_runs_nothing(client, home):
    letter = sent_letter(home, "Anna", "Boris")
    read_by(letter, {"Anna": ("1", "1", "2"), "Boris": ("1",)})

    answer = client.get(url(letter, "figure_map", 0))
    page = answer.content.decode()

    signs = re.findall(
        r'href="(https://example.org/[^"]+)"[^>]*>(?:(?!<a\b).)*?</a><span[^>]*>([^<]+)<', page
    )
    assert signs == [("https://example.org/a", "1 · 3"), ("https://example.org/b?x=1&amp;y=2", "2 · 1")]
    assert "/l/T/" not in page
    assert "sandbox" in answer["Content-Security-Policy"]
    counted = client.get(url(letter, "figure_page")).content.decode()
    assert "opened" not in numbers_on(counted)  # of whom they were nothing is kept
    assert "<span title=" in counted


def test_afterwards_counts_people_who_did_it_after_they_got_the_letter(client, home):
    rules_of(home, Following.PERSONAL)
    readers.people_named(home, *NAMES)
    letter = sent_letter(home, "Anna", "Boris", "Vera")
    sent = now() - 3 * DAY
    letter.deliveries.update(sent_at=as_datetime(sent))
    letter.begun_at = as_datetime(sent)
    letter.save()
    while tell_sent(in_=home, by=SYSTEM):
        pass
    facts = [("Anna", Kind.REGISTERED, 1), ("Anna", Kind.REGISTERED, 2), ("Boris", Kind.REGISTERED, -1),
             ("Gleb", Kind.REGISTERED, 1), ("Vera", Kind.BOUGHT, 1)]  # fmt: skip
    record_many(
        [make.sighting(f"did-{place}", handle=Handle("email", readers.address_of(name)), kind=kind,
                       at=Moment(sent + days * DAY))
         for place, (name, kind, days) in enumerate(facts)],
        origin=make.origin(home), by=SYSTEM,
    )  # fmt: skip
    reply_of(letter, home, "Anna", sent + DAY, by_name=True)
    reply_of(letter, home, "Vera", sent + DAY, by_name=False)
    reply_of(letter, home, "Boris", sent - DAY, by_name=False)
    do_jobs()
    columns.append(home.pk)

    page = client.get(url(letter, "figure_after")).content.decode()
    found = dict(re.findall(r"after=(\w+)&amp;days=7\">(\d+)<", page))

    assert found == {"joined": "0", "registered": "1", "attended": "0", "bought": "1"}
    listed = client.get(url(letter, "figure_people", after="registered", days=7)).content.decode()
    assert "Anna" in listed
    assert "Gleb" not in listed
    assert people_on(client, letter, what="replied") == ["anna", "vera"]


def reply_of(letter, home, name: str, at: int, *, by_name: bool) -> None:
    """A letter of somebody that answers ours, by its name or only by its subject."""
    of = letter.deliveries.get(email=readers.address_of(name))
    parent = f"{token(of)}@club.example" if by_name else ""
    about = About("topic", f"box/{name}", "Другое" if by_name else letter.subject)
    record_many(
        [make.sighting(f"reply-{name}", handle=Handle("email", of.email), at=Moment(at), reply_to=parent,
                       about=about, place=Place("mail", "box", "Почта", "private"))],
        origin=make.origin(home), by=SYSTEM,
    )  # fmt: skip


def test_hits_told_twice_count_once_in_the_figures(client, home):
    rules_of(home, Following.PERSONAL)
    letter = sent_letter(home, "Anna")
    read_by(letter, {"Anna": ("o.gif", "o.gif", "1")})
    Hit.objects.update(at=as_datetime(now() - MINUTE))
    tell_hits(in_=home, by=SYSTEM)

    page = client.get(url(letter, "figure_page")).content.decode()

    assert numbers_on(page)["opened"] == "1"


def test_a_person_has_their_letters_and_may_be_left_alone(client, home):
    rules_of(home, Following.PERSONAL)
    anna = readers.people_named(home, "Anna")["Anna"]
    letter = sent_letter(home, "Anna", subject="Выпуск 7")
    args = [home.slug, anna.pk]
    read_by(letter, {"Anna": ("1",)})

    page = client.get(reverse("mailing:person_letters", args=args), headers={"HX-Request": "true"})
    refused = client.post(reverse("mailing:person_follow", args=args) + "?on=0")
    read_by(letter, {"Anna": ("2",)})
    known = Hit.objects.filter(delivery_id__isnull=False).count()
    client.post(reverse("mailing:person_follow", args=args) + "?on=1")
    read_by(letter, {"Anna": ("2",)})

    assert "Выпуск 7" in page.content.decode()
    assert refused.status_code == 302
    assert known == 1
    assert Hit.objects.filter(delivery_id__isnull=False).count() == 2
    assert (
        reverse("mailing:person_letters", args=args)
        in client.get(reverse("people:person_page", args=args)).content.decode()
    )
