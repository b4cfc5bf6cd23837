"""The pages of moderation: the queue, the log, who just joined, rules with their trial."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.inbox.moderation.told import (
    ANNA,
    SPAMMER,
    client_of,
    draft,
    hear,
    joined,
    rule,
    said,
    url,
)
from tests.people.told import person_behind, settle_down, text_of

from veche.channels.models import Intervention
from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import decide_reports, report_interaction, save_moderation_rule
from veche.inbox.models import ModerationRule, Report
from veche.inbox.terms.moderation import Decision, Remedy, ReportState, RuleKind
from veche.ledger.models import Interaction

pytestmark = pytest.mark.django_db
LINK = "Заработок тут: https://spam.ru/x"
QUERIES = 20


@pytest.fixture
def client(community):
    return client_of(community)


def report_all(community, *sightings):
    hear(community, *sightings)
    ids = [one.external_id for one in sightings]
    return [report_interaction(community, one, note="Спам <b>", by=SYSTEM)
            for one in Interaction.objects.filter(external_id__in=ids).order_by("pk")]  # fmt: skip


def test_a_new_rule_offers_for_how_long_it_mutes(client, community):
    page = client.get(url("moderation_rule_new", community, "words")).content.decode()

    assert '<option value="1440" selected>' in page
    assert "Spare people with a tag" not in page  # there is no tag to choose


def test_the_queue_shows_who_what_and_why_and_decides(client, community):
    empty = client.get(url("report_list", community)).content.decode()
    assert url("moderation_rule_list", community) in empty
    reports = report_all(community, said(10, LINK), said(11, "второе <script>", ANNA), joined(1))

    shown = client.get(url("report_list", community)).content.decode()

    assert all(
        text in shown for text in ("Спамер", "spam.ru", "Спам &lt;b&gt;", 'data-key="6"', 'value="mute"')
    )
    assert 'value="hide"' not in shown
    assert "<script>" not in shown.split("<main")[1]
    data = {"report": [one.pk for one in reports[:2]], "remedy": "mute", "minutes": "60", "reason": "Хватит"}
    client.post(url("report_decide", community), data)
    assert sorted(Report.objects.values_list("state", flat=True)) == ["acted", "acted", "open"]
    assert {one.reason for one in Intervention.objects.all()} == {"Хватит"}


def test_a_decision_without_a_button_or_that_is_not_possible_changes_nothing(client, community):
    (report,) = report_all(community, said(10, LINK))

    for data in ({"remedy": ""}, {"remedy": "hide"}, {"remedy": "mute", "minutes": "7"}):
        assert client.post(url("report_decide", community), {"report": report.pk} | data).status_code == 422

    assert Report.objects.get().state == ReportState.OPEN


def test_the_log_is_narrowed_tried_again_and_taken_back(client, community):
    one, other = report_all(community, said(10, LINK), said(11, LINK, ANNA))
    decide_reports([one], Decision(Remedy.BAN, "Спам", 0), in_=community, by=SYSTEM)
    decide_reports([other], Decision(Remedy.NOTHING), in_=community, by=SYSTEM)
    Intervention.objects.update(state="failed", error="Нет прав")
    log, person = url("report_log", community), person_behind(SPAMMER).pk

    for asked, who in (("?remedy=ban", "Спамер"), ("?failed=yes", "Спамер"), ("?remedy=nothing", "Анна"),
                       (f"?person={person}", "Спамер"), ("?by=Veche&rule=&channel=x", "Анна")):  # fmt: skip
        assert who in text_of(client.get(log + asked)), asked
    assert "Анна Петрова" not in client.get(log + "?remedy=ban").content.decode().split("<main")[1]
    act = Intervention.objects.get()
    client.post(url("act_retry", community, act.pk))
    act.refresh_from_db()
    assert act.state == "waiting"
    for report in (one, other):
        client.post(url("report_undo", community, report.pk))
    assert sorted(Report.objects.values_list("state", flat=True)) == ["open", "undone"]


def test_a_colleague_reports_by_hand_from_a_persons_page(client, community):
    hear(community, said(10, LINK))
    found = Interaction.objects.get(external_id="10")
    link = url("report_new", community, found.pk)
    person = person_behind(SPAMMER)
    shown = url("person_reports", community, person.pk)
    page = client.get(reverse("people:person_page", args=[community.slug, person.pk]))
    assert shown in page.content.decode()
    assert link in client.get(shown).content.decode()
    assert client.get(shown, headers={"HX-Request": "true"}).content.decode().startswith("<section")

    assert "spam.ru" in client.get(link).content.decode()
    client.post(link, {"note": "Смотрите"})
    client.post(link, {"note": "Смотрите"})

    assert Report.objects.get().text == "Смотрите"


def test_a_raid_is_banned_from_its_page(client, community):
    hear(community, *(joined(n) for n in range(3)))
    shown = client.get(url("join_list", community) + "?minutes=60").content.decode()
    chosen = list(Interaction.objects.filter(external_id__in=("j0", "j2")).values_list("pk", flat=True))
    assert all(f'value="{pk}"' in shown for pk in chosen)

    client.post(url("join_decide", community), {"join": chosen, "remedy": "ban", "minutes": "0"})

    assert Intervention.objects.filter(act="ban", until=None).count() == 2


def test_a_rule_is_written_tried_seen_and_switched_on(client, community):
    hear(community, said(10, "казино"), said(11, "слова"))
    new = url("moderation_rule_new", community, "words")
    assert "казино" not in client.get(new).content.decode().split("<form")[1][:50]
    filled = {"title": "Слова", "words": "казино", "remedy": "delete", "minutes": "60"}
    assert client.post(new, filled | {"words": ""}).status_code == 200
    client.post(new, filled)
    made = ModerationRule.objects.get()
    page = url("moderation_rule_page", community, made.pk)
    assert "every 2s" in client.get(page).content.decode()
    switch = url("moderation_rule_switch", community, made.pk)
    assert client.post(switch, {"is_on": "yes"}).status_code == 422

    settle_down()

    assert "Спамер" in client.get(page).content.decode()
    client.post(switch, {"is_on": "yes"})
    made.refresh_from_db()
    assert made.is_on
    client.post(url("moderation_rule_change", community, made.pk), filled | {"words": "покер"})
    made.refresh_from_db()
    assert (made.is_on, made.settings["words"]) == (False, ["покер"])
    for name in ("try", "remove", "restore"):
        assert client.post(url(f"moderation_rule_{name}", community, made.pk)).status_code == 302
    assert client.get(url("moderation_rule_new", community, "nonsense")).status_code == 404


@pytest.mark.parametrize("kind", list(RuleKind))
def test_every_kind_can_be_filled_in(client, community, kind):
    told = {"words": "казино"} if kind is RuleKind.WORDS else {}
    made = save_moderation_rule(community, draft(kind, **told), by=SYSTEM)

    for name, argument in (("new", kind.value), ("change", made.pk), ("page", made.pk)):
        assert client.get(url(f"moderation_rule_{name}", community, argument)).status_code == 200


def test_pages_keep_their_budget(client, community):
    made = rule(community, RuleKind.WORDS, words="казино")
    hear(community, *(said(10 + n, "казино", ago=5 + n) for n in range(15)), *(joined(n) for n in range(9)))
    decide_reports(list(Report.objects.all()[:7]), Decision(Remedy.MUTE), in_=community, by=SYSTEM)
    pages = [
        url(name, community) for name in ("report_list", "report_log", "join_list", "moderation_rule_list")
    ]

    for address in (*pages, url("moderation_rule_page", community, made.pk)):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= QUERIES, f"{address}: {len(asked)}"


def test_others_see_nothing_of_it(community):
    editor, made = (
        client_of(community, Role.EDITOR),
        save_moderation_rule(community, draft(RuleKind.FLOOD), by=SYSTEM),
    )

    for address in (url("report_list", community), url("moderation_rule_page", community, made.pk)):
        assert editor.get(address).status_code == 403
