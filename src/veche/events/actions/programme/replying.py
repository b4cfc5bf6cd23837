"""Replying: by their link a speaker agrees or not, puts the talk right and says what they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.counting import count_attempts
from veche.events.actions.programme.asking import is_over
from veche.events.actions.programme.sessions import save_session
from veche.events.actions.programme.speakers import (
    SECOND_THOUGHTS,
    SPEAKING,
    handle_of,
    move_speaking,
    save_speaker,
    tell_ledger_soon,
)
from veche.events.actions.recording import record_deed, unheard
from veche.events.models import Asking, Speaking
from veche.events.rules.schedules.wording import tidy
from veche.events.terms import DIETS, KEEP_EVENTS
from veche.events.terms.asking import LONGEST_WORD, NEEDS, Answer, NeedsTold
from veche.events.terms.programme import Step
from veche.events.terms.registering import DIET_DAYS
from veche.kit.jobs import enqueue
from veche.kit.limits import network_of
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import DAY, Moment, as_datetime, moment, now
from veche.ledger.terms import Kind

if TYPE_CHECKING:
    from veche.core.models import Community

OVER = N_("The event is over or does not take place: write to the team, please.")
NO_SUCH = N_("There is no such answer.")
SAY_WHAT = N_("Write what would suit you.")
NO_CONSENT = N_("Agree to the text about food, or leave the food empty.")
CALLED_OFF = N_("The event does not take place.")
MOST_AN_HOUR = 120
# Where a talk stands for whoever has agreed and not spoken yet.
PROMISED = frozenset({Step.AGREED, Step.SLIDES})


def answer_asking(asking: Asking, answer: str, words: str = "", *, by: Actor) -> Asking:
    """Keep what somebody who was asked says, and bring their talk to where it stands by that.

    Refused once the event is over; another wish needs words. The same again changes nothing.
    """
    event = asking.speaking.session.event
    require(by, KEEP_EVENTS, in_=event.community)
    said = tidy(words)[:LONGEST_WORD]
    reasons = [] if answer in set(Answer) else [Reason(NO_SUCH)]
    reasons += [Reason(SAY_WHAT, field="words")] if answer == Answer.OTHERWISE and not said else []
    reasons += [Reason(OVER)] if is_over(event) else []
    refuse_if(reasons)
    count_replies(asking, by=by)
    with transaction.atomic():
        speaking = Speaking.objects.select_for_update().get(pk=asking.speaking_id)
        if (asking.answer, asking.words) == (answer, said) and _stands(speaking, answer):
            return asking
        asking.answer, asking.words, asking.answered_at = answer, said, as_datetime(now())
        asking.is_recorded = answer != Answer.DECLINED
        asking.save(update_fields=["answer", "words", "answered_at", "is_recorded"])
        _follow(asking, speaking, by)
        audit(by, "events.answer_asking", in_=event.community, on=asking.speaking.session, answer=answer)
        tell_ledger_soon(event.community, by=by)
        _tell_team_soon(asking, event.community)
    return asking


def correct_talk(asking: Asking, *, title: str, abstract: str, bio: str, by: Actor) -> None:
    """Put title, abstract and the words about the speaker right; refuses with every reason at once."""
    session, speaker = asking.speaking.session, asking.speaking.speaker
    event = session.event
    require(by, KEEP_EVENTS, in_=event.community)
    refuse_if([Reason(CALLED_OFF)] if event.cancelled_at else [])
    count_replies(asking, by=by)
    reasons: list[Reason] = []
    with transaction.atomic():
        try:
            if (title, abstract) != (session.title, session.abstract):
                save_session(event, session, title=title, abstract=abstract, by=by)
        except Refusal as refusal:
            reasons += refusal.reasons
        try:
            if bio != speaker.bio:
                save_speaker(event.community, speaker, bio=bio, by=by)
        except Refusal as refusal:
            reasons += refusal.reasons
        refuse_if(reasons)
        Asking.objects.filter(pk=asking.pk).update(corrected_at=now())


def tell_needs(asking: Asking, told: NeedsTold, *, by: Actor) -> None:
    """Keep what a speaker needs and does not eat; the latter only with their consent. May be repeated."""
    event = asking.speaking.session.event
    require(by, KEEP_EVENTS, in_=event.community)
    diets = [str(diet) for diet in DIETS if diet in told.diets] if event.asks_diets else []
    diet_words = clean_name(told.diet_words, 200) if event.asks_diets else ""
    is_eating = bool(diets or diet_words)
    reasons = [Reason(NO_CONSENT, field="diet_consent")] if is_eating and not told.diet_consent else []
    reasons += [Reason(CALLED_OFF)] if event.cancelled_at else []
    refuse_if(reasons)
    count_replies(asking, by=by)
    asking.needs = [str(need) for need in NEEDS if need in told.needs]
    asking.need_words = tidy(told.words)[:LONGEST_WORD]
    ends = Moment(moment(event.ends_at) + DIET_DAYS * DAY)
    is_kept = is_eating and ends > now()
    asking.diets, asking.diet_words = (diets, diet_words) if is_kept else ([], "")
    asking.diet_consent = told.diet_consent if is_kept else ""
    asking.diet_ends_at = as_datetime(ends) if is_kept else None  # type: ignore[assignment]
    with transaction.atomic():
        asking.save(
            update_fields=["needs", "need_words", "diets", "diet_words", "diet_consent", "diet_ends_at"]
        )
        audit(by, "events.tell_needs", in_=event.community, on=asking.speaking.session)


def record_answers(*, in_: Community, by: Actor) -> int:
    """Tell the ledger who declined to speak, each answer once and after second thoughts; answers how many."""
    require(by, KEEP_EVENTS, in_=in_)
    before = as_datetime(now() - SECOND_THOUGHTS)
    asked = Asking.objects.select_related(*SPEAKING).order_by("pk")
    settled = asked.filter(answered_at__lte=before, speaking__session__event__community=in_)
    with unheard(settled, in_) as found:
        for one in found:
            at, session = moment(one.answered_at), one.speaking.session
            record_deed(
                session.event, handle_of(one.speaking.speaker), Kind.DECLINED, f"asking/{one.pk}/{at}", at=at,
                extra={"talk": session.title, "step": str(Answer.DECLINED)}, by=SYSTEM,
            )  # fmt: skip
    return len(found)


def forget_speakers_diets(*, in_: Community, by: Actor) -> int:
    """Delete what speakers eat once its time has passed; answers of how many. May be repeated."""
    require(by, KEEP_EVENTS, in_=in_)
    old = Asking.objects.filter(speaking__session__event__community=in_, diet_ends_at__lte=now())
    return old.update(diets=[], diet_words="", diet_consent="", diet_ends_at=None)


def count_replies(asking: Asking, *, by: Actor) -> None:
    """Count one more thing that came by a link; refuses what is too much for an hour."""
    community = asking.speaking.session.event.community
    bounds = {f"speaker {network_of(by.address)}": MOST_AN_HOUR, f"speaker {asking.pk}": MOST_AN_HOUR}
    count_attempts(bounds, in_=community, by=by)


def _tell_team_soon(asking: Asking, community: Community) -> None:
    """Have whoever asked be told once the answer has stood for a while: of several, the last."""
    due = Moment(now() + SECOND_THOUGHTS)
    enqueue("events.jobs.tell_answer", at=due, community=community.pk, key=str(asking.pk), asking=asking.pk)


def _stands(speaking: Speaking, answer: str) -> bool:
    """Tell whether a talk stands where an answer leads it."""
    return (speaking.step not in {Step.IDEA, Step.ASKED}) == (answer == Answer.AGREED)


def _follow(asking: Asking, speaking: Speaking, by: Actor) -> None:
    if asking.answer == Answer.AGREED and speaking.step in {Step.IDEA, Step.ASKED}:
        slides = asking.slides.filter(removed_at=None).exists()
        move_speaking(asking.speaking, Step.SLIDES if slides else Step.AGREED, by=by)
    elif asking.answer != Answer.AGREED and speaking.step in PROMISED:
        move_speaking(asking.speaking, Step.ASKED, by=by)
