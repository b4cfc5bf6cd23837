"""Speakers: added to the programme, brought from step to step, and known to the ledger once they spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import SYSTEM, Actor
from veche.events.actions.recording import record_deed, record_sighting, unheard
from veche.events.models import Event, Session, Speaker, Speaking, SpeakingChange
from veche.events.queries.programme.speakers import identity_with
from veche.events.rules.schedules.wording import tidy, tidy_name
from veche.events.terms import KEEP_EVENTS, PLAN_EVENTS
from veche.events.terms.programme import KIND_OF_STEP, LONGEST_BIO, SPOKEN_STEPS, STEPS, Step
from veche.kit import sql
from veche.kit.jobs import enqueue
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import fold
from veche.kit.time import MINUTE, Moment, as_datetime, moment, now
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle, Kind

if TYPE_CHECKING:
    from veche.core.models import Community

NAMELESS = N_("Give the speaker a name.")
NO_ADDRESS = N_("This is no e-mail address.")
TOO_LONG = N_("That is too long: {most} characters at the most.")
UNKNOWN_STEP = N_("There is no such step.")
OTHER_COMMUNITY = N_("This speaker is not of this community.")
# What was moved by mistake is moved back within this time, and the ledger has not heard of it.
SECOND_THOUGHTS = 10 * MINUTE
SPEAKING = ("speaking__session__event__community", "speaking__speaker__identity")
AT_ONCE = 200


def save_speaker(community: Community, speaker: Speaker | None = None, *, by: Actor, **given: Any) -> Speaker:
    """Make a speaker or change one: name, bio, email, contact; fields not named stay.

    Whom the ledger knows by the address is the same person. Refuses with every reason at once.
    """
    require(by, PLAN_EVENTS, in_=community)
    at = as_datetime(now())
    found = speaker or Speaker(community=community, uid=str(uuid4()), made_at=at, user_id=by.user_id)
    told = {"name": found.name, "bio": found.bio, "email": found.email, "contact": found.contact} | given
    name, bio, email = tidy_name(told["name"], 200), tidy(told["bio"]), told["email"].strip().lower()
    refuse_if(_faults(name, bio, email))
    found.name, found.folded, found.bio, found.email = name, fold(name)[:200], bio, email
    found.contact, found.changed_at = tidy_name(told["contact"]), at
    if not found.identity_id:
        found.identity = identity_with(community, email)
    with transaction.atomic():
        found.save()
        if email and not found.identity_id:
            _tell_soon(community)
        audit(by, "events.save_speaker", in_=community, on=found, name=name)
    return found


def add_speaking(
    session: Session, speaker: Speaker, step: Step = Step.IDEA, *, by: Actor, at: Moment | None = None
) -> Speaking:
    """Have somebody speak in a session from a step on; who does or did already, stands where they stood."""
    event = session.event
    require(by, PLAN_EVENTS, in_=event.community)
    if speaker.community_id != event.community_id:
        raise Refusal(Reason(OTHER_COMMUNITY))
    when = at or now()
    place = Speaking.objects.filter(session=session).count() + 1
    with transaction.atomic():
        found, is_new = Speaking.objects.get_or_create(
            session=session, speaker=speaker, defaults={"step": step, "since": when, "place": place}
        )
        if found.removed_at is not None:
            found.removed_at = None  # type: ignore[assignment]
            found.save(update_fields=["removed_at"])
        if is_new:
            SpeakingChange.objects.create(speaking=found, step=step, at=when, user_id=by.user_id)
            _tell_soon(event.community)
            audit(by, "events.add_speaking", in_=event.community, on=session, speaker=speaker.pk)
    return found


def drop_speaking(speaking: Speaking, *, by: Actor) -> None:
    """Take a speaker out of a session; `add_speaking` brings them back to the same step."""
    event = speaking.session.event
    require(by, PLAN_EVENTS, in_=event.community)
    with transaction.atomic():
        audit(
            by, "events.drop_speaking", in_=event.community, on=speaking.session, speaker=speaking.speaker_id
        )
        Speaking.objects.filter(pk=speaking.pk).update(removed_at=now())


def move_speaking(speaking: Speaking, step: str, *, by: Actor) -> Speaking:
    """Bring a talk to a step and keep when; the ledger hears of it soon. May be repeated."""
    event = speaking.session.event
    require(by, PLAN_EVENTS, in_=event.community)
    if step not in STEPS:
        raise Refusal(Reason(UNKNOWN_STEP, field="step"))
    with transaction.atomic():
        held = Speaking.objects.select_for_update().get(pk=speaking.pk)
        before, at = held.step, now()
        if before == step:
            return held
        held.step, held.since = step, as_datetime(at)
        held.save(update_fields=["step", "since"])
        SpeakingChange.objects.create(speaking=held, step=step, before=before, at=at, user_id=by.user_id)
        audit(by, "events.move_speaking", in_=event.community, on=speaking.session, before=before, after=step)
        _tell_soon(event.community)
    return held


def record_talks(*, in_: Community, by: Actor) -> int:
    """Tell the ledger who spoke, each talk once and as something published; answers how many were told."""
    require(by, KEEP_EVENTS, in_=in_)
    told = Speaking.objects.filter(session__event__community=in_, step__in=SPOKEN_STEPS, removed_at=None)
    told = told.filter(since__lte=as_datetime(now() - SECOND_THOUGHTS))
    with unheard(told.select_related("session__event__community", "speaker__identity"), in_) as found:
        for one in found:
            _record(one)
    return len(found)


def record_speakers(*, in_: Community, by: Actor) -> int:
    """Have the ledger know speakers by their address, as entries of our list; answers how many.

    So whoever is forgotten by law, or asks for what is kept, is found among speakers too.
    """
    require(by, KEEP_EVENTS, in_=in_)
    unknown = Speaker.objects.filter(community=in_, identity=None).exclude(email="")
    with transaction.atomic():
        sql.lock("events.recording", in_.pk)
        found = list(unknown.filter(changed_at__lte=as_datetime(now() - SECOND_THOUGHTS))[:AT_ONCE])
        for one in found:
            key, at = f"speaker/{one.pk}", moment(one.made_at)
            record_sighting(in_, handle_of(one), Kind.LISTED, key, at=at)
            _know_speaker(one, in_.pk, key)
    return len(found)


def record_steps(*, in_: Community, by: Actor) -> int:
    """Tell the ledger who was asked to speak and who agreed, each once; answers how many were looked at.

    What was taken back within ten minutes, and what only a file of a schedule says, it never hears.
    """
    require(by, KEEP_EVENTS, in_=in_)
    before = as_datetime(now() - SECOND_THOUGHTS)
    changes = SpeakingChange.objects.select_related(*SPEAKING).order_by("pk")
    settled = changes.filter(at__lte=before, speaking__session__event__community=in_)
    with unheard(settled, in_) as found:
        for change in found:
            if _still_stood(change):
                _record_step(change)
    return len(found)


def handle_of(speaker: Speaker) -> Handle:
    """Answer whom the ledger knows a speaker as: their handle, their address, or this list."""
    if speaker.identity:
        return Handle(speaker.identity.kind, speaker.identity.value, speaker.name)
    if speaker.email:
        return Handle("email", speaker.email, speaker.name)
    return Handle("row", f"events/speaker/{speaker.pk}", speaker.name)


def tell_ledger_soon(community: Community, *, by: Actor) -> None:
    """Have the ledger told of what speakers answered, once nobody has second thoughts."""
    require(by, KEEP_EVENTS, in_=community)
    _tell_soon(community)


def _tell_soon(community: Community) -> None:
    """Have the ledger told once nobody has second thoughts; what comes until then is told together."""
    turn = now() // SECOND_THOUGHTS
    enqueue("events.jobs.record_talks", at=Moment((turn + 2) * SECOND_THOUGHTS),
            key=f"{community.pk}/{turn}", community=community.pk, community_id=community.pk)  # fmt: skip


def _still_stood(change: SpeakingChange) -> bool:
    """Tell whether a step is a fact: it stood for a while, of a talk that is in the programme."""
    one = change.speaking
    if Step(change.step) not in KIND_OF_STEP or one.session.is_imported:
        return False
    if one.removed_at is not None or one.session.removed_at is not None:
        return False
    ends = as_datetime(moment(change.at) + SECOND_THOUGHTS)
    return not SpeakingChange.objects.filter(speaking=one, pk__gt=change.pk, at__lt=ends).exists()


def _record_step(change: SpeakingChange) -> None:
    one = change.speaking
    event, key = one.session.event, f"speaking/{change.pk}"
    record_deed(
        event, handle_of(one.speaker), KIND_OF_STEP[Step(change.step)], key, at=moment(change.at),
        extra={"talk": one.session.title, "step": change.step}, by=SYSTEM,
    )  # fmt: skip
    _know_speaker(one.speaker, event.community_id, key)


def _record(one: Speaking) -> None:
    session, speaker = one.session, one.speaker
    event: Event = session.event
    key = f"spoke/{one.pk}"
    at = moment(session.starts_at or event.starts_at)
    record_deed(event, handle_of(speaker), Kind.PUBLISHED, key, at=at, words=session.title, by=SYSTEM)
    _know_speaker(speaker, event.community_id, key)


def _know_speaker(speaker: Speaker, community: int, key: str) -> None:
    """Keep whom the ledger knows a speaker as since it heard of them."""
    if not speaker.identity_id:
        fact = Interaction.objects.filter(community=community, channel__network="events", external_id=key)
        identity = fact.values_list("identity", flat=True).first()
        Speaker.objects.filter(pk=speaker.pk, identity=None).update(identity=identity)


def _faults(name: str, bio: str, email: str) -> list[Reason]:
    reasons = [] if name else [Reason(NAMELESS, field="name")]
    if len(bio) > LONGEST_BIO:
        reasons.append(Reason(TOO_LONG, field="bio", values={"most": LONGEST_BIO}))
    try:
        if email:
            validate_email(email)
    except ValidationError:
        reasons.append(Reason(NO_ADDRESS, field="email"))
    return reasons
