"""Links of letters: they lead where the letter said and nowhere else; what is kept is what may be."""

import pytest
from tests import make
from tests.mailing import readers
from tests.mailing.followed import SAFARI, hits_of, rules_of, sent_letter, token

from veche.core.terms import SYSTEM
from veche.kit.time import MINUTE, as_datetime, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Kind
from veche.mailing.actions import tell_hits, tell_sent
from veche.mailing.models import Delivery, Hit, Unfollowed
from veche.mailing.terms import Following
from veche.mailing.terms.following import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def community():
    return make.community()


def facts(kind: Kind) -> list[tuple[str, dict[str, object] | None]]:
    found = Interaction.objects.filter(kind=kind.number).order_by("identity__value", "external_id")
    return [(one.identity.value.partition("@")[0], one.extra) for one in found]


def test_a_link_leads_to_what_was_written_down_and_nowhere_else(
    client, community, django_assert_max_num_queries
):
    anna = sent_letter(community, "Anna").deliveries.get()
    place = f"/l/{token(anna)}"

    with django_assert_max_num_queries(4):  # one of them is the savepoint of the test
        followed = client.get(f"{place}/1", headers={"User-Agent": SAFARI})
    opened = client.get(f"{place}/o.gif", headers={"User-Agent": SAFARI})
    looked = client.head(f"{place}/2", headers={"User-Agent": SAFARI})
    refused = [
        client.get(one)
        for one in (f"{place}/0", f"{place}/9", f"{place}/1?to=https://evil.example", f"/l/{'A' * 24}/1",
                    f"/l/{'A' * 24}/o.gif", f"{place}/{10**30}")
    ]  # fmt: skip

    assert (followed.status_code, followed["Location"]) == (302, "https://example.org/a")
    assert "no-store" in followed["Cache-Control"]
    assert (opened.status_code, opened["Content-Type"], opened.content[:6]) == (200, "image/gif", b"GIF89a")
    assert (looked.status_code, looked["Location"]) == (302, "https://example.org/b?x=1&y=2")
    assert [one.status_code for one in refused] == [404, 404, 302, 404, 404, 404]
    assert refused[2]["Location"] == "https://example.org/a"
    assert not any(one.cookies for one in (followed, opened, looked))
    # Counted is the usual rule: how many, and nobody's name. What named no browser was no human.
    assert hits_of(anna.letter) == [(None, 0, 0), (None, 1, 0), (None, 1, 2), (None, 2, 2)]


@pytest.mark.parametrize(
    ("rule", "is_refused", "kept"),
    [(Following.NOTHING, False, []), (Following.COUNTED, False, [None]), (Following.PERSONAL, True, [None]),
     (Following.PERSONAL, False, ["anna@example.org"])],
)  # fmt: skip
def test_what_is_kept_is_what_the_community_and_the_person_allow(client, community, rule, is_refused, kept):
    rules_of(community, rule)
    anna = sent_letter(community, "Anna").deliveries.get()
    if is_refused:
        Unfollowed.objects.create(community=community, email=anna.email, at=now())

    for end in ("1", "o.gif"):
        assert client.get(f"/l/{token(anna)}/{end}", headers={"User-Agent": SAFARI}).status_code in (200, 302)

    names = {one.pk: one.email for one in Delivery.objects.all()}
    assert [names.get(hit.delivery_id) for hit in Hit.objects.filter(link=1)] == kept
    assert Hit.objects.count() == 2 * len(kept)


def test_the_ledger_hears_of_each_open_and_click_once_and_of_no_machine(client, community):
    rules_of(community, Following.PERSONAL)
    letter = sent_letter(community, "Anna", "Boris", "Vera", "Gleb", links=4)
    anna, boris, vera, gleb = letter.deliveries.order_by("pk")

    def ask(delivery, *ends: str, agent: str = SAFARI) -> None:
        for end in ends:
            client.get(f"/l/{token(delivery)}/{end}", headers={"User-Agent": agent})

    ask(anna, "o.gif", "o.gif", "1", "1", "2")
    ask(boris, "o.gif", agent="Mozilla/5.0 (via ggpht.com GoogleImageProxy)")
    ask(vera, "1", "2", "3", "4")  # a scanner that hides
    ask(gleb, "o.gif")
    Unfollowed.objects.create(community=community, email=gleb.email, at=now())  # said before it was told
    assert tell_hits(in_=community, by=SYSTEM) == 0  # a burst may still go on
    Hit.objects.update(at=as_datetime(now() - MINUTE))
    for _ in range(2):
        tell_sent(in_=community, by=SYSTEM)
        tell_hits(in_=community, by=SYSTEM)
        Hit.objects.update(is_told=False)
        Delivery.objects.update(is_told=False)

    assert facts(Kind.OPENED) == [("anna", None), ("boris", {"proxy": True})]
    assert facts(Kind.CLICKED) == [
        ("anna", {"link": 1, "to": "https://example.org/a"}),
        ("anna", {"link": 2, "to": "https://example.org/b?x=1&y=2"}),
    ]
    assert len(facts(Kind.SENT)) == 4
    assert set(Hit.objects.filter(delivery_id=vera.pk).values_list("agent", flat=True)) == {Agent.MACHINE}
    assert not Hit.objects.filter(delivery_id=gleb.pk).exists()
    told = Interaction.objects.filter(kind=Kind.OPENED.number).first()
    assert (told.subject.kind, told.subject.key) == ("letter", str(letter.pk))


def test_leaving_by_the_button_of_a_mail_program_needs_no_other_address(client, community):
    letter = sent_letter(community, "Anna")
    anna = letter.deliveries.get()

    answer = client.post(f"/l/{token(anna)}/u", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 204
    assert letter.newsletter.subscriptions.get(email=anna.email).state == "off"
    assert client.get(f"/l/{token(anna)}/p").status_code == 200
    assert readers.address_of("Anna") == anna.email
