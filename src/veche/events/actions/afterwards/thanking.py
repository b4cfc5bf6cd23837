"""Afterwards: thanks to those who came and a word to those who did not, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import Aftercare, Event, Guest, Notice
from veche.events.queries.after import after_letter_to, aftercare_of, unwritten_guests
from veche.events.queries.planning import stand_now
from veche.events.rules.after import faults_of_hours, faults_of_letter, usual_letter
from veche.events.terms import MOVE_GUESTS, PLAN_EVENTS, Stand
from veche.events.terms.after import LETTER_OF_STATE, AfterLetter
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.mail import write_letter
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean
from veche.kit.time import now

if TYPE_CHECKING:
    from collections.abc import Mapping

    from veche.core.models import Community

AT_ONCE = 100
PARTS = ("subject", "text")
NOT_OVER = N_("The event is not over yet.")


def save_aftercare(
    event: Event, texts: Mapping[str, str], *, hours: int | None, in_: Community, by: Actor
) -> Aftercare:
    """Keep the letters as they are to go, and after how many hours by themselves; nothing is by hand.

    `texts` has subject and text of both (`thanks_subject` …); empty ones are the usual. Refuses
    everything wrong at once. May be repeated.
    """
    require(by, PLAN_EVENTS, in_=in_)
    found: dict[str, str] = {}
    for kind in AfterLetter:
        letter = tuple(clean(texts.get(f"{kind}_{part}", "")).strip() for part in PARTS)
        # Who left the usual text as it stands still has the usual one, each guest in their language.
        kept = ("", "") if letter == usual_letter(event.template, kind, event.language) else letter
        found |= {f"{kind}_{part}": text for part, text in zip(PARTS, kept, strict=True)}
    refuse_if([
        *(
            reason
            for kind in AfterLetter
            for reason in faults_of_letter(found[f"{kind}_subject"], found[f"{kind}_text"], name=kind)
        ),
        *faults_of_hours(hours),
    ])  # fmt: skip
    with transaction.atomic():
        home = Event.objects.get(pk=event.pk, community=in_)
        care, _ = Aftercare.objects.update_or_create(event=home, defaults=found | {"hours": hours})
        audit(by, "events.save_aftercare", in_=in_, on=home, hours=hours)
    return care


def send_after_letters(event: Event, *, in_: Community, by: Actor) -> int:
    """Write the next hundred letters of afterwards; answers how many. May be repeated: nobody gets two.

    Who came is thanked, who did not is told that they were missed; of whom nobody said either, nothing.
    What is left of what somebody asks for is written by a job.
    Refuses while the event is not over.
    """
    require(by, MOVE_GUESTS, in_=in_)
    if stand_now(event) not in {Stand.OVER, Stand.SETTLED}:
        raise Refusal(Reason(NOT_OVER))
    with transaction.atomic():
        sql.lock("events.telling", in_.pk)
        held = Event.objects.select_related("venue").get(pk=event.pk, community=in_)
        held.community = in_
        care, count, known = aftercare_of(held), 0, _written(held)
        for state, kind in LETTER_OF_STATE.items():
            for guest in unwritten_guests(held, state)[: AT_ONCE - count]:
                _write(guest, kind, held, care, is_new=guest.email not in known)
                known.add(guest.email)
                count += 1
        if count and not by.is_machine:
            audit(by, "events.send_after_letters", in_=in_, on=held, count=count)
            if count == AT_ONCE:
                enqueue("events.jobs.write_after_event", key=str(held.pk), community=in_.pk, event=held.pk)
    return count


def _write(guest: Guest, kind: AfterLetter, event: Event, care: Aftercare, *, is_new: bool) -> None:
    """Note that somebody was written to, and write where nobody else of that address was."""
    Notice.objects.create(guest=guest, kind=kind, key="after", at=now())
    if is_new:
        letter = after_letter_to(guest, kind, event, care)
        write_letter(guest.email, letter.subject, letter.body, organisation=event.community.organisation_id)


def _written(event: Event) -> set[str]:
    told = Notice.objects.filter(guest__event=event, kind__in=list(AfterLetter))
    return set(told.values_list("guest__email", flat=True))
