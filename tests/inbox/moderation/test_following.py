"""Edited words are judged once a wording; members report by a command, and only moderators see who."""

import pytest
from django.test import Client
from tests import make
from tests.inbox.moderation.told import ANNA, CHAT, CLARA, SPAMMER, client_of, hear, reported, rule, said, url

from veche.channels.models import Intervention
from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import (
    decide_reports,
    forget_reports,
    hear_reports,
    moderate_batch,
    moderate_edits,
    report_interaction,
)
from veche.inbox.models import Conversation, MemberReport, Report
from veche.inbox.queries.tuning import stream_of
from veche.inbox.rules.moderating import report_in
from veche.inbox.terms.moderation import MOST_REPORTS, Decision, Remedy, ReportState, RuleKind
from veche.kit.terms import NotAllowed
from veche.kit.time import MINUTE, now
from veche.ledger.models import Identity, Interaction, Origin, Wording
from veche.ledger.terms import Handle, Place

pytestmark = pytest.mark.django_db
EVERYTHING = (1, 10**9)
LINK = "Заработок тут: https://spam.ru/x"
PRIVATE = Place("telegram", "private", "Личные сообщения", "private")


def edited(one, words, ago=0.0):
    """The same message with other words, so many minutes ago."""
    return one._replace(words=words, edited_at=now() - int(ago * MINUTE))


def test_words_and_links_that_are_edited_in_are_judged_like_new_ones(community):
    rule(community, RuleKind.WORDS, Remedy.DELETE, words="казино")
    rule(community, RuleKind.LINKS)
    old, new = said(10, "Привет", ago=3000), said(11, "И я")
    hear(community, old, new)
    assert reported(community) == []

    hear(community, edited(old, "казино"), edited(new, LINK))

    assert reported(community) == ["10", "11"]
    assert Intervention.objects.get().external_id == "10"


def test_each_wording_is_judged_once_however_often_it_is_told(community):
    made = rule(community, RuleKind.WORDS, Remedy.WARN, words="казино")
    first = said(10, "казино")
    hear(community, first)
    later = edited(first, "лучшее казино")
    for _ in range(2):
        hear(community, later)
        for origin in Origin.objects.filter(kind="import"):
            moderate_edits(community, origin.pk, EVERYTHING, at=now(), by=SYSTEM)
            moderate_batch(community, origin.pk, EVERYTHING, by=SYSTEM)

    wordings = Wording.objects.filter(interaction__external_id="10").order_by("said_at")
    found = Report.objects.filter(rule=made).order_by("pk")
    assert [one.wording for one in found] == [one.pk for one in wordings]
    assert {one.state for one in found} == {ReportState.ACTED}


def test_a_report_that_waits_stands_for_the_later_words_too(community):
    rule(community, RuleKind.WORDS, words="казино\nставка")
    first = said(10, "казино")
    hear(community, first)

    hear(community, edited(first, "ставка"))

    found = Report.objects.get()
    assert (found.state, found.values) == (ReportState.OPEN, {"word": "ставка"})


def test_old_edits_and_old_members_links_are_left_alone(community):
    rule(community, RuleKind.WORDS, words="казино")
    rule(community, RuleKind.LINKS, words="0")
    first, old = said(10, "Привет"), said(9, "Давно здесь", ago=60 * 24 * 30)
    hear(community, first, old)

    hear(community, edited(first, "казино", ago=90), edited(old, LINK))

    assert reported(community) == []


def plea(number=50, words="/report реклама", who=ANNA, about="10", **more):
    return said(number, words, who, reply_to=about, **more)


def test_members_report_and_moderators_alone_see_who(community):
    hear(community, said(10, "Купите у меня"), plea(), plea(51, "!жалоба", Handle("telegram", "7", "Семён")))

    report = Report.objects.get()
    assert (report.rule, report.author, report.state) == (None, "", ReportState.OPEN)
    assert report.identity.value == SPAMMER.value
    shown = client_of(community).get(url("report_list", community)).content.decode()
    assert ("Анна Петрова: реклама" in shown, "Семён" in shown) == (True, True)
    assert client_of(community, Role.EDITOR).get(url("report_list", community)).status_code == 403
    assert Client().get(url("report_list", community)).status_code == 302
    decide_reports([report], Decision(Remedy.NOTHING), in_=community, by=SYSTEM)
    hear(community, plea(52, who=Handle("telegram", "8", "Восьмой")))
    report.refresh_from_db()
    assert (report.state, report.members.count()) == (ReportState.CLEARED, 3)


def test_a_report_is_heard_once_in_any_order_and_no_question_in_the_inbox(community):
    hear(community, plea(50, "/report@veche_bot почему он это пишет?"))
    assert not Report.objects.exists()

    hear(community, said(10, "Купите у меня"))
    hear_reports(community, EVERYTHING, by=SYSTEM)
    hear(community, plea(51))

    assert MemberReport.objects.get().text == "почему он это пишет?"
    assert not Conversation.objects.exists()
    lines, _ = stream_of(community)
    assert not [line for line in lines if "report" in line.words]


def test_reports_of_one_person_are_bounded_and_nobody_reports_themselves(community):
    many = range(10, 10 + MOST_REPORTS + 3)
    hear(community, *(said(n, "Да", ago=4) for n in many), said(90, "Я", ANNA, ago=4))

    hear(community, *(plea(100 + n, about=str(n), ago=3) for n in many), plea(200, about="90"))

    assert Report.objects.count() == MemberReport.objects.count() == MOST_REPORTS


def test_the_private_the_old_and_plain_words_report_nothing(community):
    hear(community, said(10, "Купите"), said(11, "Личное", place=PRIVATE))

    hear(
        community, plea(50, ago=90), plea(51, "/reporter"), plea(52, "Надо бы /report"),
        plea(53, about="11", place=PRIVATE), said(54, "/report", ANNA),
    )  # fmt: skip

    assert not Report.objects.exists()
    assert report_in("Report") is None


def test_reports_of_the_forgotten_are_emptied_and_hearing_is_for_moderators(community):
    hear(community, said(10, "Купите"), plea(50))
    anna = Identity.objects.get(value=ANNA.value)

    forget_reports(community.organisation, [anna.pk], by=SYSTEM)

    assert MemberReport.objects.get().text == ""
    with pytest.raises(NotAllowed):
        hear_reports(community, EVERYTHING, by=make.actor(Role.EDITOR, community))
    with pytest.raises(NotAllowed):
        moderate_edits(community, 1, EVERYTHING, at=0, by=make.actor(Role.EDITOR, community))


def test_a_colleague_reports_what_members_reported_and_it_is_one_report(community):
    hear(community, said(10, "Купите"), plea(50))
    spam = Interaction.objects.get(external_id="10", channel__key=CHAT.key)

    report_interaction(community, spam, note="Спам", by=make.actor(Role.MODERATOR, community))

    assert Report.objects.count() == 1
    assert CLARA.value not in list(MemberReport.objects.values_list("identity__value", flat=True))
