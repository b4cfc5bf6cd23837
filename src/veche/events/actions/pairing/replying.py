"""Replying: who agrees is introduced with the others who do, and tells later whether they met."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.terms import Actor
from veche.events.actions.recording import about_event, record_sighting
from veche.events.models import Introduced, Introduction, Round
from veche.events.queries.pairing import emails_of, persons_behind
from veche.events.rules.pairing import who_agreed
from veche.events.terms import KEEP_EVENTS
from veche.events.terms.pairing import Reply
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import Moment, now
from veche.ledger.terms import About, Handle, Kind
from veche.people.models import Person

TOO_LATE = N_("You have been introduced already: write to each other.")
NOT_INTRODUCED = N_("You were not introduced to each other.")
NO_REPLY = N_("Choose one of the answers.")


def reply_to_introduction(introduced: Introduced, reply: Reply, *, by: Actor) -> bool:
    """Keep what somebody answers; answers whether everybody agreed by that. Their latest word counts.

    Refuses another answer once they were introduced.
    """
    require(by, KEEP_EVENTS, in_=introduced.round.community)
    if reply not in {Reply.YES, Reply.NO, Reply.NEVER}:
        raise Refusal(Reason(NO_REPLY, field="reply"))
    with transaction.atomic():
        table = Introduction.objects.select_for_update().get(pk=introduced.introduction_id)
        if table.agreed_at is not None and introduced.answer != reply and reply is not Reply.NEVER:
            raise Refusal(Reason(TOO_LATE))
        Introduced.objects.filter(pk=introduced.pk).update(answer=reply, answered_at=now())
        return table.agreed_at is None and _introduce(table, introduced.round)


def tell_met(introduced: Introduced, met: bool, *, by: Actor) -> None:
    """Keep whether somebody met whom they were introduced to; their meeting is a fact. May be repeated.

    Refuses who was not introduced.
    """
    require(by, KEEP_EVENTS, in_=introduced.round.community)
    found, identity = introduced.round, introduced.identity
    if introduced.introduction.agreed_at is None or introduced.answer != Reply.YES:
        raise Refusal(Reason(NOT_INTRODUCED))
    with transaction.atomic():
        Introduced.objects.filter(pk=introduced.pk).update(met=met)
        if met:
            others = Introduced.objects.filter(introduction=introduced.introduction_id, answer=Reply.YES)
            for other in others.exclude(pk=introduced.pk).select_related("identity"):
                record_sighting(
                    found.community, Handle(identity.kind, identity.value), Kind.MET,
                    f"met/{introduced.pk}/{other.pk}", at=now(), about=_about(found),
                    target=Handle(other.identity.kind, other.identity.value),
                )  # fmt: skip


def end_waiting(table: Introduction, before: Moment, *, by: Actor) -> bool:
    """Count those who were asked before then and said nothing as too late; the others go on without them."""
    require(by, KEEP_EVENTS, in_=table.round.community)
    with transaction.atomic():
        held = Introduction.objects.select_for_update().get(pk=table.pk)
        silent = Introduced.objects.filter(introduction=held, answer=Reply.NONE)
        silent.filter(asked_at__lt=before).update(answer=Reply.LATE, answered_at=now())
        silent.filter(asked_at=None).update(answer=Reply.LATE, answered_at=now())
        return held.agreed_at is None and _introduce(held, table.round)


def _introduce(table: Introduction, found: Round) -> bool:
    """Give those who agreed one another's addresses, once nobody is waited for."""
    people = list(Introduced.objects.filter(introduction=table).select_related("identity").order_by("pk"))
    places = who_agreed([Reply(one.answer) for one in people])
    if not places:
        return False
    agreed = [people[place] for place in places]
    at = now()
    Introduction.objects.filter(pk=table.pk).update(agreed_at=at)
    behind = persons_behind([one.identity_id for one in agreed])
    emails = emails_of({person.pk for person in behind.values()})
    for one in agreed:
        others = [
            behind[other.identity_id] for other in agreed if other is not one and other.identity_id in behind
        ]
        _write(found, behind.get(one.identity_id), others, emails)
        for other in agreed:
            if other is not one:
                record_sighting(
                    found.community, Handle(one.identity.kind, one.identity.value), Kind.INTRODUCED,
                    f"introduced/{one.pk}/{other.pk}", at=at, about=_about(found),
                    target=Handle(other.identity.kind, other.identity.value),
                )  # fmt: skip
    return True


def _write(found: Round, person: Person | None, others: list[Person], emails: dict[int, str]) -> None:
    if person is None or person.pk not in emails or not others:
        return
    community = found.community
    with translation.override(community.language):
        told = [
            f"{other.name} <{emails[other.pk]}>" if other.pk in emails else str(other.name)
            for other in others
        ]
        lines = [gettext("You both said yes."), "", *told, ""]
        lines.append(gettext("Write to each other and choose a time and a place. Enjoy!"))
        subject = gettext("{community}: here is whom you meet").format(community=community.name)
    write_letter(emails[person.pk], subject, "\n".join(lines), organisation=community.organisation_id)


def _about(found: Round) -> About | None:
    return about_event(found.event) if found.event else None
