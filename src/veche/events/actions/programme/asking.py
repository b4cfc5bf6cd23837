"""Asking: a speaker gets a letter with a link to agree by, is reminded once, and it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from veche.channels.actions import send_message
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.actions.programme.speakers import move_speaking
from veche.events.models import Asking, Event, Speaking
from veche.events.queries.letters import Written
from veche.events.queries.programme.asking import (
    Reach,
    is_silent_too_long,
    reach_of,
    ready_nudge,
    secret_of,
    speaker_link,
)
from veche.events.rules.asking import checked_ask, with_link
from veche.events.rules.links import digest_of
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.asking import Ask, AskBy
from veche.events.terms.programme import Step
from veche.kit.jobs import enqueue
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.time import MINUTE, Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from datetime import datetime

OVER = N_("The event is over or does not take place.")
FURTHER = N_("They have agreed already.")
NOT_SIGNED = N_("This form is not the one we showed: load the page again.")
# A letter taken back within this time has gone to nobody.
SECOND_THOUGHTS = MINUTE
ASKABLE = frozenset({Step.IDEA, Step.ASKED})


def ask_speaker(speaking: Speaking, ask: Ask, *, key: str, by: Actor) -> Asking:
    """Ask somebody to speak: the letter goes in a minute, and the talk stands as asked.

    `key` is one filling-in of the form: sent twice, it is one letter. Whoever is asked anew keeps their
    link, unless it was taken back. Refuses with every reason at once.
    """
    event = speaking.session.event
    require(by, PLAN_EVENTS, in_=event.community)
    reach = reach_of(speaking.speaker, event.community)
    told, reasons = checked_ask(ask, reach.ways)
    reasons += [] if 16 <= len(key) <= 64 and key.isalnum() else [Reason(NOT_SIGNED)]
    reasons += [Reason(OVER)] if is_over(event) else []
    refuse_if(reasons)
    with transaction.atomic():
        held = Speaking.objects.select_for_update().get(pk=speaking.pk)
        found = Asking.objects.filter(speaking=held).first()
        if found is not None and found.key == key:
            return found
        if held.step not in ASKABLE:
            raise Refusal(Reason(FURTHER))
        kept = _written(found or Asking(speaking=held), held, told, reach, language=event.language, key=key)
        kept.user_id = by.user_id
        kept.save()
        move_speaking(speaking, Step.ASKED, by=by)
        audit(by, "events.ask_speaker", in_=event.community, on=speaking.session, speaker=speaking.speaker_id)
        _tell_in_a_minute(kept, event)
    return kept


def withdraw_asking(asking: Asking, *, by: Actor) -> Asking:
    """Take back that somebody was asked: the letter does not go, or its link leads nowhere any more.

    Whoever has not answered stands where they stood before. May be repeated; `restore_asking` undoes it.
    """
    event = asking.speaking.session.event
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        speaking = Speaking.objects.select_for_update().get(pk=asking.speaking_id)
        if Asking.objects.filter(pk=asking.pk, withdrawn_at=None).update(withdrawn_at=now()):
            if speaking.step == Step.ASKED and not asking.answer:
                move_speaking(asking.speaking, asking.before, by=by)
            audit(by, "events.withdraw_asking", in_=event.community, on=asking.speaking.session)
    asking.refresh_from_db()
    return asking


def restore_asking(asking: Asking, *, by: Actor) -> Asking:
    """Ask somebody after all: the link leads to their page again, the letter goes if it had not."""
    event = asking.speaking.session.event
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        speaking = Speaking.objects.select_for_update().get(pk=asking.speaking_id)
        if Asking.objects.filter(pk=asking.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
            if speaking.step == Step.IDEA:
                move_speaking(asking.speaking, Step.ASKED, by=by)
            audit(by, "events.restore_asking", in_=event.community, on=asking.speaking.session)
            _tell_in_a_minute(asking, event)
    asking.refresh_from_db()
    return asking


def tell_asked(asking: int, *, by: Actor) -> None:
    """Write the letter that asks somebody, once, if it was not taken back. May be repeated."""
    with transaction.atomic():
        held = _held(asking)
        if held is None:
            return
        require(by, KEEP_EVENTS, in_=held.speaking.session.event.community)
        is_due = moment(held.asked_at) + SECOND_THOUGHTS <= now()
        if held.told_at is not None or not is_due or not _may_be_written(held):
            return
        with translation.override(held.language):
            below = gettext("Your page, to answer: {link}")
        link = f"<{speaker_link(held)}>" if held.chat_id else speaker_link(held)
        text = with_link(held.text, link, below.format(link=link))
        held.is_lost = not _write(held, Written(held.subject, text), "asked", by)
        held.told_at = as_datetime(now())
        held.save(update_fields=["told_at", "is_lost"])


def remind_speaker(asking: Asking, *, by: Actor) -> bool:
    """Remind somebody who has not answered for the days of their letter, once; tells whether one was."""
    require(by, KEEP_EVENTS, in_=asking.speaking.session.event.community)
    with transaction.atomic():
        held = _held(asking.pk)
        if held is None or held.answer or held.reminded_at is not None or not is_silent_too_long(held):
            return False
        if held.speaking.step != Step.ASKED or not _may_be_written(held):
            return False
        Asking.objects.filter(pk=held.pk).update(reminded_at=now())
        return _write(held, ready_nudge(held), "nudge", by)


def is_over(event: Event) -> bool:
    """Tell whether nobody need answer any more: the event is over, or does not take place."""
    return event.cancelled_at is not None or moment(event.ends_at) < now()


def _written(found: Asking, speaking: Speaking, ask: Ask, reach: Reach, *, language: str, key: str) -> Asking:
    """Put a letter on an asking that is new or asked again; what was said to an earlier one is over."""
    if not found.salt or found.withdrawn_at is not None:
        found.salt = key
        found.digest = digest_of(secret_of(speaking.pk, key))
    if found.pk is None or speaking.step == Step.IDEA:
        found.before = speaking.step
    is_chat = ask.way == AskBy.CHAT
    found.email = "" if is_chat else reach.email
    found.chat_id, found.channel_id = (reach.chat, reach.channel) if is_chat else (None, None)
    found.key, found.language, found.remind_days = key, language, ask.remind_days
    found.subject, found.text, found.asked_at = ask.subject, ask.text, as_datetime(now())
    nothing: datetime | None = None
    found.told_at = found.reminded_at = found.withdrawn_at = found.answered_at = nothing  # type: ignore[assignment]
    found.answer, found.words, found.is_lost, found.is_recorded = "", "", False, True
    return found


def _tell_in_a_minute(asking: Asking, event: Event) -> None:
    due = Moment(now() + SECOND_THOUGHTS)
    enqueue("events.jobs.tell_asked", at=due, community=event.community_id, asking=asking.pk)


def _held(pk: int) -> Asking | None:
    found = Asking.objects.select_for_update(of=("self",)).select_related(
        "speaking__speaker", "speaking__session__hall", "speaking__session__event__venue",
        "speaking__session__event__community", "chat", "channel",
    )  # fmt: skip
    return found.filter(pk=pk).first()


def _may_be_written(asking: Asking) -> bool:
    speaking = asking.speaking
    gone = (asking.withdrawn_at, speaking.removed_at, speaking.session.removed_at)
    return not any(gone) and not is_over(speaking.session.event)


def _write(asking: Asking, letter: Written, what: str, by: Actor) -> bool:
    """Write to somebody the way they were asked; tells whether there was one."""
    community = asking.speaking.session.event.community
    if asking.chat is None or asking.channel is None:
        if asking.email:
            write_letter(asking.email, letter.subject, letter.body, organisation=community.organisation_id)
        return bool(asking.email)
    try:
        with transaction.atomic():
            send_message(community, channel=asking.channel, text=letter.body, to=asking.chat, by=by,
                         subject=letter.subject, key=f"speaker-{what}-{asking.pk}-{asking.key}")  # fmt: skip
    except Refusal:
        return False  # the channel is connected no more; the page of speakers says so
    return True
