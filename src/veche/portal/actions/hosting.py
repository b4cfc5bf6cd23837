"""Hosting: the demo's events get guests, programme, team and money, as a team gives them to an event."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.models import Community, User
from veche.core.queries import colleagues_in
from veche.core.terms import Actor
from veche.events import actions, queries
from veche.events.models import Event, EventHall, Guest, Seat
from veche.events.terms import DIET_CONSENT, PLAN_EVENTS, GuestState, Scanned, WishLevel
from veche.kit.time import HOUR, MINUTE, Moment, day_of, moment, now
from veche.ledger.models import Identity
from veche.portal.rules.cast import Player
from veche.portal.rules.evenings import HOSTED
from veche.portal.rules.gatherings import GATHERINGS
from veche.portal.rules.hosting import SEED, Hosted, Talk, parties_of, words_of
from veche.portal.rules.trading import CURRENCY
from veche.portal.rules.year import Year

DOORS = {"ru": ("Вход со двора", "Телефон Оли"), "en": ("From the yard", "Olga's phone")}
# Of a hundred who came, so many say afterwards what it was like.
SAY = 45
# What helpers say of a shift.
LEVELS = (WishLevel.LIKES, WishLevel.CAN, WishLevel.CAN, WishLevel.CANNOT)


def host_gatherings(community: Community, year: Year, *, by: Actor) -> None:
    """Give the demo's events guests of its cast and all that stands round an event, each event once.

    Guests are known by their handles and have no addresses: nobody made up is ever written to.
    """
    require(by, PLAN_EVENTS, in_=community)
    known = _known(community, year.cast)
    language = "ru" if community.language == "ru" else "en"
    for gathering in GATHERINGS[language]:
        found = Event.objects.filter(community=community, title=gathering.title).order_by("starts_at", "pk")
        for place, hosted in enumerate(HOSTED[gathering.key]):
            event = found.select_related("community__organisation", "venue")[place : place + 1].first()
            if event and not event.guests.exists():
                draw = Random(f"{SEED} {gathering.key} {place}")  # noqa: S311 - a story, not a secret
                with transaction.atomic(), translation.override(language):
                    _host(event, hosted, known, draw, by)


def _known(community: Community, cast: Sequence[Player]) -> dict[Player, Identity]:
    """Answer whom of the cast the ledger knows by their address: those are somebody on every page."""
    found = Identity.objects.filter(
        organisation=community.organisation_id, kind="email", value__in=[one.email for one in cast]
    )
    by_address = {one.value: one for one in found}
    return {one: by_address[one.email] for one in cast if one.email in by_address}


def _host(event: Event, hosted: Hosted, known: Mapping[Player, Identity], draw: Random, by: Actor) -> None:
    guests = _write_down(event, hosted, known, draw, by)
    _plan_programme(event, hosted.talks, list(known), draw, by)
    _plan_team(event, hosted, list(known), draw, by)
    _plan_money(event, hosted, by)
    if moment(event.ends_at) < now():
        _let_in(event, guests, hosted.came, draw, by)
        _run(event, draw, by)
        _ask_after(event, draw, by)
        if hosted.costs:
            actions.settle_budget(event, by=by)


def _write_down(
    event: Event, hosted: Hosted, known: Mapping[Player, Identity], draw: Random, by: Actor
) -> list[Guest]:
    """Put everybody on the list; answers those who were going."""
    parties = parties_of(
        hosted, list(known), draw, seats=event.seats, most=event.most_seats, asks_diets=event.asks_diets
    )
    consent, going = gettext(DIET_CONSENT), []
    other: dict[GuestState, list[int]] = {}
    for party in parties:
        state: GuestState = party.state if party.state is not GuestState.CANCELLED else GuestState.GOING
        first: GuestState = state if state in actions.STATES_BY_HAND else GuestState.INVITED
        guest = actions.write_down_guest(
            event, name=party.who.full, state=first, known=known[party.who], mates=party.mates,
            diet_consent=consent, in_=event.community, by=by,
        )  # fmt: skip
        going += [guest] if party.state is GuestState.GOING else []
        if party.state is not first:
            other.setdefault(party.state, []).append(guest.pk)
    for state, guests in other.items():
        actions.move_guests(guests, state, event=event, in_=event.community, by=by)
    return going


def _plan_programme(
    event: Event, talks: Sequence[Talk], cast: Sequence[Player], draw: Random, by: Actor
) -> None:
    hall = _hall_of(event, by) if talks else None
    for talk in talks:
        title, abstract = (text.told_in(event.community.language) for text in (talk.title, talk.abstract))
        session = actions.save_session(
            event, title=title, abstract=abstract, kind=talk.kind, minutes=talk.minutes, by=by
        )
        starts = Moment(moment(event.starts_at) + talk.minute * MINUTE)
        actions.place_session(session, hall=hall, starts=starts, by=by)
        if talk.step:
            who = draw.choice(cast)
            speaker = actions.save_speaker(event.community, name=who.full, email=who.email, by=by)
            actions.add_speaking(session, speaker, talk.step, by=by)


def _hall_of(event: Event, by: Actor) -> EventHall | None:
    """Answer the first room of the event's venue, as a room of the event."""
    room = event.venue.halls.order_by("place").first() if event.venue else None
    return actions.save_event_hall(event, room.name, room.capacity, by=by) if room else None


def _plan_team(event: Event, hosted: Hosted, cast: Sequence[Player], draw: Random, by: Actor) -> None:
    """Bring the checklist and the run sheet, give tasks to colleagues, and fill the shifts by wishes."""
    actions.bring_checklist(event, hosted.template, by=by)
    colleagues: list[User | None] = [one.user for one in colleagues_in(event.community)]
    tasks = queries.tasks_of(event)
    for place, task in enumerate(tasks):
        owner = draw.choice([*colleagues, None])
        actions.change_task(task, task.title, due=task.due_on, user=owner, by=by)
        if place * 100 < hosted.done * len(tasks):
            actions.finish_task(task, by=by)
    shifts = []
    for duty in hosted.duties:
        starts = Moment(moment(event.starts_at) + duty.minute * MINUTE)
        title, where = (text.told_in(event.community.language) for text in (duty.title, duty.where))
        ends = Moment(starts + duty.minutes * MINUTE)
        shifts.append(actions.save_shift(
            event, title, starts=starts, ends=ends, needed=duty.needed, where=where, by=by
        ))  # fmt: skip
    for who in draw.sample(cast, k=min(hosted.helpers, len(cast))):
        volunteer = actions.add_volunteer(event, who.full, by=by)
        actions.tell_wishes(volunteer, {one.pk: draw.choice(LEVELS) for one in shifts}, by=by)
    if hosted.helpers:
        actions.fill_event_shifts(event, by=by)


def _plan_money(event: Event, hosted: Hosted, by: Actor) -> None:
    """Plan the budget where the community counts in the money of the demo, and what is served."""
    language, is_ours = event.community.language, event.community.currency == CURRENCY
    begins = day_of(moment(event.starts_at), event.time_zone)
    for cost in hosted.costs if is_ours else ():
        planned, promised, paid = (str(one or "") for one in (cost.planned, cost.promised, cost.paid))
        noted = actions.Noted(
            cost.side, cost.category, cost.title.told_in(language), planned, promised, paid, cost.grows
        )
        actions.save_line(event, noted, by=by)
    for meal in hosted.meals:
        served = actions.Planned(
            meal.title.told_in(language), meal.kind, Moment(moment(event.starts_at) + HOUR),
            price=str(meal.price) if is_ours else "", order_by=begins - timedelta(days=meal.days_before),
        )  # fmt: skip
        actions.save_meal(event, served, by=by)


def _let_in(event: Event, guests: Sequence[Guest], share: int, draw: Random, by: Actor) -> None:
    """Let most of those who were going in at the door; of the others it is noted that they did not come."""
    door, phone = DOORS["ru" if event.community.language == "ru" else "en"]
    device, _ = actions.invite_device(event, phone, door=actions.add_door(event, door, by=by), by=by)
    came = [guest.pk for guest in guests if draw.randrange(100) < share]
    seats = Seat.objects.filter(guest__in=came).order_by("guest", "number").values_list("pk", flat=True)
    begins = moment(event.starts_at)
    scans = [
        Scanned(f"demo-{seat}", begins + draw.randint(-25 * 60, 15 * 60) * 1000, seat=seat) for seat in seats
    ]
    actions.admit(scans, device=device, by=by)
    actions.mark_missed(event, by=by)


def _run(event: Event, draw: Random, by: Actor) -> None:
    """Note of the run sheet when each line began and ended: some minutes later than planned, one by one."""
    late, until = 0, Moment(0)
    for cue in (
        event.cues.filter(removed_at=None).order_by("starts_at", "pk").select_related("event__community")
    ):
        late = max(0, late + draw.randint(-3, 4))
        started = max(Moment(moment(cue.starts_at) + late * MINUTE), until)
        until = Moment(started + max(1, cue.minutes + draw.randint(-2, 2)) * MINUTE)
        if until < now():
            actions.note_run(cue, started, until, by=by)


def _ask_after(event: Event, draw: Random, by: Actor) -> None:
    """Have some of those who came say what it was like."""
    sessions = queries.rated_sessions(event)
    came = Guest.objects.filter(event=event, state=GuestState.CAME).select_related("event__community")
    guests = [guest for guest in came.order_by("pk") if draw.randrange(100) < SAY]
    for guest, said in zip(guests, words_of(len(guests), draw, event.community.language), strict=True):
        stars = {f"session_{place}": [str(draw.randint(3, 5))] for place in range(len(sessions))}
        told = {"stars": [str(said.stars)], "good": [said.good], "mend": [said.mend]} | stars
        actions.give_feedback(guest, told | {"again": [said.again]}, in_=event.community, by=by)
