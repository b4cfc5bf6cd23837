"""Rules look at what happens, as their trial said; what they and colleagues report is decided and undone."""

import pytest
from tests import make
from tests.inbox.moderation.told import (
    ANNA,
    CHAT,
    CLARA,
    FOR_A_DAY,
    OTHERS,
    SPAMMER,
    draft,
    hear,
    joined,
    reported,
    rule,
    said,
)
from tests.people.told import person_behind

from veche.channels.actions import finish_intervention
from veche.channels.models import Connection, Intervention, Outgoing
from veche.core.terms import SYSTEM, Role
from veche.inbox.actions import (
    ask_for_trial,
    decide_reports,
    drop_withdrawn_reports,
    forget_reports,
    moderate_batch,
    remove_moderation_rule,
    report_interaction,
    report_joins,
    restore_moderation_rule,
    save_moderation_rule,
    switch_moderation_rule,
    try_moderation_rule,
    undo_decision,
)
from veche.inbox.models import Report
from veche.inbox.queries.moderation import rules_of, strikes_of
from veche.inbox.terms.moderation import Decision, Remedy, ReportState, RuleKind
from veche.kit.terms import NotAllowed, Refusal
from veche.kit.time import now
from veche.ledger.actions import withdraw_origin
from veche.ledger.models import Channel, Interaction, Origin
from veche.ledger.terms import Handle, Nature

pytestmark = pytest.mark.django_db
LINK = "Заработок тут: https://spam.ru/x"


def trouble():
    """Everything that any rule looks for, in the last minutes, and a good deal of innocence."""
    return [
        said(10, LINK), said(11, LINK, ANNA), said(12, LINK, CLARA), said(13, "Лучшее кaзин0", ANNA),
        *(said(20 + n, f"раз {n}", ago=4 - n / 10) for n in range(5)),
        *(said(30 + n, "Заработок без вложений, пиши", place=place, ago=3 - n / 10)
          for n, place in enumerate((*OTHERS, CHAT))),
        *(joined(n) for n in range(6)), said(40, "обычные слова", ANNA),
        said(41, LINK, Handle("telegram", "5", "Бот", Nature.BOT)),
    ]  # fmt: skip


RULES = (
    (RuleKind.LINKS, {}, {"10"}), (RuleKind.FLOOD, {"most": 4, "seconds": 60}, {"24"}),
    (RuleKind.WORDS, {"words": "казино"}, {"13"}), (RuleKind.RAID, {"most": 5}, {f"j{n}" for n in range(6)}),
    (RuleKind.DUPLICATES, {"shortest": 10}, {"30", "31", "32"}),
)  # fmt: skip


def test_the_trial_says_what_the_listener_then_does(community):
    for kind, told, _ in RULES:
        rule(community, kind, **told)
    hear(community, *trouble())

    for (kind, _, expected), made in zip(RULES, rules_of(community), strict=True):
        ids = Report.objects.filter(rule=made).values("interaction_id")
        heard = set(Interaction.objects.filter(pk__in=ids).values_list("external_id", flat=True))
        tried = {hit.pk for hit in try_moderation_rule(made, by=SYSTEM)}

        assert heard >= expected, kind
        assert tried == set(ids.values_list("interaction_id", flat=True)), kind
        assert made.trial["hits"] == len(tried)


def test_each_thing_is_reported_once_however_often_it_is_told(community):
    rule(community, RuleKind.WORDS, Remedy.DELETE, words="казино")
    hear(community, said(10, "казино"), said(11, "казино"))
    origin = Origin.objects.filter(kind="import").latest("pk")

    again = moderate_batch(community, origin.pk, (1, 10**9), by=SYSTEM)

    assert again == 0
    assert (Report.objects.count(), Intervention.objects.count()) == (2, 2)


def test_history_the_spared_and_other_channels_are_left_alone(community):
    with_tag = rule(community, RuleKind.WORDS, words="казино")
    place = Channel.objects.get(key="channel777")
    elsewhere = rule(community, RuleKind.WORDS, words="казино", channels=(place.pk,), title="Здесь")

    hear(
        community, said(10, "казино", ago=120), said(11, "казино", CLARA), said(12, "казино", place=OTHERS[0])
    )

    assert reported(community) == ["12"]
    assert not Report.objects.filter(rule=elsewhere).exists()
    assert Report.objects.get().rule == with_tag


def test_a_rule_acts_where_the_channel_can_and_says_so_where_not(community):
    rule(community, RuleKind.WORDS, Remedy.HIDE, words="казино", title="Прятать")
    rule(community, RuleKind.WORDS, Remedy.BAN, words="казино", title="Гнать", also_delete=True)

    hear(community, said(10, "казино"))

    hidden, banned = Report.objects.order_by("pk")
    assert (hidden.state, bool(hidden.hindrance)) == (ReportState.OPEN, True)
    assert (banned.state, banned.decided_by) == (ReportState.ACTED, "Гнать")
    assert sorted(Intervention.objects.values_list("act", "rule")) == [("ban", "Гнать"), ("delete", "Гнать")]


def test_a_warning_goes_out_once_in_the_language_of_the_words(community):
    rule(community, RuleKind.WORDS, Remedy.WARN, words="казино\ncasino", warning_ru="Не надо",
         warning_en="Please don't", appeal_ru="Возразить: @clara")  # fmt: skip

    hear(community, said(10, "казино"), said(11, "снова казино"), said(12, "to the casino please", ANNA))

    assert sorted(Outgoing.objects.values_list("text", "reply_to")) == [
        ("Please don't\n\nВозразить: @clara", "12"), ("Не надо\n\nВозразить: @clara", "10"),
    ]  # fmt: skip
    assert Report.objects.filter(state=ReportState.ACTED).count() == 3


def test_a_rule_is_off_until_it_was_tried_as_it_stands(community):
    made = save_moderation_rule(community, draft(RuleKind.WORDS, words="казино"), by=SYSTEM)
    with pytest.raises(Refusal):
        switch_moderation_rule(made, is_on=True, by=SYSTEM)
    try_moderation_rule(made, by=SYSTEM)
    switch_moderation_rule(made, is_on=True, by=SYSTEM)
    switch_moderation_rule(made, is_on=True, by=SYSTEM)

    save_moderation_rule(community, draft(RuleKind.WORDS, words="покер"), rule=made, by=SYSTEM)

    made.refresh_from_db()
    assert (made.is_on, made.is_tried, made.settings) == (False, False, {"words": ["покер"]})
    ask_for_trial(made, by=SYSTEM)
    assert made.is_trying
    remove_moderation_rule(made, by=SYSTEM)
    restore_moderation_rule(made, by=SYSTEM)
    made.refresh_from_db()
    assert (made.removed_at, made.is_on) == (None, False)


def test_a_rule_that_makes_no_sense_is_refused_with_all_reasons(community):
    wrong = draft(RuleKind.RAID, Remedy.DELETE, title=" ", most=1, minutes=7, channels=(10**9,))

    with pytest.raises(Refusal) as refused:
        save_moderation_rule(community, wrong, by=SYSTEM)

    assert {one.field for one in refused.value.reasons} == {"title", "most", "remedy", "minutes", ""}
    for kind, told in ((RuleKind.WORDS, {"words": " "}), (RuleKind.LINKS, {"days": 0, "words": 0})):
        with pytest.raises(Refusal):
            save_moderation_rule(community, draft(kind, **told), by=SYSTEM)


def report_of(community, *sightings):
    hear(community, *sightings)
    found = Interaction.objects.filter(external_id__in=[one.external_id for one in sightings])
    return [report_interaction(community, one, note="Спам", by=SYSTEM) for one in found.order_by("pk")]


def test_a_decision_is_done_once_counts_as_a_strike_and_is_taken_back(community):
    (report,) = report_of(community, said(10, LINK))
    by = make.actor(Role.MODERATOR, community)

    decide_reports([report], FOR_A_DAY, in_=community, by=by)
    decide_reports([report], Decision(Remedy.BAN), in_=community, by=by)

    muted = Intervention.objects.get()
    assert (muted.act, muted.identity.value, muted.until is not None, muted.reason) == (
        "mute",
        "666",
        True,
        "Спам",
    )
    person = person_behind(SPAMMER)
    assert strikes_of(community, [person.pk]) == {person.pk: 1}
    Intervention.objects.update(state="claimed")
    muted.refresh_from_db()
    finish_intervention(muted, by=SYSTEM)
    report.refresh_from_db()
    undo_decision(report, by=by)
    undo_decision(report, by=by)

    assert Intervention.objects.get(undoes=muted).act == "unmute"
    report.refresh_from_db()
    assert (report.state, strikes_of(community, [person.pk])) == (ReportState.UNDONE, {})


def test_nothing_wrong_is_no_strike_and_opens_again(community):
    (report,) = report_of(community, said(10, LINK))

    decide_reports([report], Decision(Remedy.NOTHING), in_=community, by=SYSTEM)
    assert Report.objects.get().state == ReportState.CLEARED
    undo_decision(Report.objects.get(), by=SYSTEM)

    assert Report.objects.get().state == ReportState.OPEN
    decide_reports([report], Decision(Remedy.NOTHING), in_=community, by=SYSTEM)
    report_of(community, said(10, LINK))
    assert Report.objects.get().state == ReportState.OPEN


def test_what_was_deleted_stays_deleted(community):
    (report,) = report_of(community, said(10, LINK))
    decide_reports([report], Decision(Remedy.DELETE), in_=community, by=SYSTEM)
    Intervention.objects.update(state="done")
    report.refresh_from_db()

    with pytest.raises(Refusal):
        undo_decision(report, by=SYSTEM)

    assert Interaction.objects.filter(external_id="10", wordings__text=LINK).exists()


def test_what_a_channel_cannot_do_is_refused_whole(community):
    Connection.objects.update(removed_at=now())
    reports = report_of(community, said(10, LINK), said(11, LINK))

    with pytest.raises(Refusal):
        decide_reports(reports, FOR_A_DAY, in_=community, by=SYSTEM)
    with pytest.raises(Refusal):
        decide_reports([], Decision(Remedy.NOTHING), in_=community, by=SYSTEM)

    assert {one.state for one in Report.objects.all()} == {ReportState.OPEN}
    assert len(decide_reports(reports, Decision(Remedy.NOTHING), in_=community, by=SYSTEM)) == 2


def test_the_chosen_of_a_raid_are_banned_at_once(community):
    hear(community, *(joined(n) for n in range(3)), said(10, LINK))
    found = list(Interaction.objects.filter(external_id__in=("j0", "j1", "10")))

    for _ in range(2):
        report_joins(community, found, Decision(Remedy.BAN, minutes=0), by=SYSTEM)

    assert sorted(Intervention.objects.values_list("act", "identity__value")) == [
        ("ban", "90"),
        ("ban", "91"),
    ]
    with pytest.raises(Refusal):
        report_joins(community, [], Decision(Remedy.BAN), by=SYSTEM)


def test_what_is_withdrawn_or_forgotten_leaves_no_words(community):
    rule(community, RuleKind.LINKS)
    (report,) = report_of(community, said(10, LINK))
    decide_reports([report], FOR_A_DAY, in_=community, by=SYSTEM)

    forget_reports(community.organisation, [report.identity_id], by=SYSTEM)
    assert {(one.text, one.reason) for one in Report.objects.all()} == {("", "")}
    assert set(Intervention.objects.values_list("reason", flat=True)) == {""}
    withdraw_origin(Interaction.objects.get(external_id="10").origin, by=SYSTEM)
    hear(community)

    assert drop_withdrawn_reports(community, by=SYSTEM) == 0
    assert not Report.objects.exists()


def test_only_stewards_and_moderators_may(community):
    made = rule(community, RuleKind.WORDS, words="казино")
    (report,) = report_of(community, said(10, LINK))
    by = make.actor(Role.EDITOR, community)

    for attempt in (
        lambda: save_moderation_rule(community, draft(RuleKind.FLOOD), by=by),
        lambda: try_moderation_rule(made, by=by), lambda: ask_for_trial(made, by=by),
        lambda: switch_moderation_rule(made, is_on=False, by=by),
        lambda: remove_moderation_rule(made, by=by), lambda: restore_moderation_rule(made, by=by),
        lambda: moderate_batch(community, 1, (1, 1), by=by),
        lambda: report_interaction(community, Interaction.objects.get(external_id="10"), by=by),
        lambda: report_joins(community, [], FOR_A_DAY, by=by),
        lambda: decide_reports([report], FOR_A_DAY, in_=community, by=by),
        lambda: undo_decision(report, by=by), lambda: drop_withdrawn_reports(community, by=by),
        lambda: forget_reports(community.organisation, [], by=by),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            attempt()
