"""Whom a drive is for, how each of them is reached, and who is left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from veche.channels.queries import can_do
from veche.channels.terms import Can
from veche.events.models import Event, Guest, Invitee, NoInvitation
from veche.events.queries.refusing import consents_of
from veche.events.terms import GuestState
from veche.events.terms.inviting import (
    CAP_DAYS,
    EXPECTING,
    MOST_INVITED,
    Audience,
    DriveKind,
    Left,
    Reached,
    Refusable,
    Ways,
    Whom,
)
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.time import DAY, as_datetime, now
from veche.ledger.models import Channel, Interaction
from veche.ledger.terms import Kind
from veche.people.models import Attachment, Person, Standing
from veche.people.queries import segment_of, segment_people
from veche.people.terms import MEMBERS

if TYPE_CHECKING:
    from veche.core.models import Community

TOO_MANY = N_("At most {most} people at a time. Choose a smaller segment.")
NO_SEGMENT = N_("This segment is gone. Choose another.")
# SQLite knows 32 766 places a statement.
CHUNK = 5000
# Whoever came, or wanted to, may be asked to the next one.
KNOWN_GUESTS = (
    GuestState.GOING, GuestState.CAME, GuestState.MISSED, GuestState.WAITING, GuestState.APPLIED,
    GuestState.INTERESTED,
)  # fmt: skip
_LETTERS_ENDED = (Kind.UNSUBSCRIBED.number, Kind.COMPLAINED.number)


@dataclass(slots=True)
class Handles:
    """The handles of a person: those the ledger knows, addresses, and where a chat can write to them."""

    identities: list[int] = field(default_factory=list)
    emails: list[tuple[int, str]] = field(default_factory=list)
    chat: tuple[int, int] = (0, 0)


def audience_of(event: Event, whom: Whom) -> Audience:
    """Answer everybody an invitation is for, with how they are reached or why they are not.

    About ten queries for each five thousand people. Refuses a segment that is gone, and too many.
    """
    persons = _persons_for(event, whom)
    if len(persons) > MOST_INVITED:
        raise Refusal(Reason(TOO_MANY, field="who", values={"most": MOST_INVITED}))
    return Audience(tuple(one for chunk in _chunks(persons) for one in _reached(event, chunk, whom)))


def guests_for(event: Event, whom: Whom) -> Audience:
    """Answer the guests of an event a word is for, with how they are reached or why they are not."""
    found = Guest.objects.filter(event=event, state__in=[*whom.states] or [*EXPECTING])
    if whom.ticket:
        found = found.filter(ticket_type=whom.ticket)
    guests = list(found.select_related("identity").order_by("pk")[: MOST_INVITED + 1])
    if len(guests) > MOST_INVITED:
        raise Refusal(Reason(TOO_MANY, field="states", values={"most": MOST_INVITED}))
    if whom.question:
        wanted = whom.answer.strip().casefold()
        guests = [one for one in guests if _has_answered(one, str(whom.question), wanted)]
    return Audience(tuple(
        one for chunk in _chunks(guests) for one in reached_guests(event, chunk, whom.ways)
    ))  # fmt: skip


def reached_guests(event: Event, guests: Sequence[Guest], ways: Ways) -> list[Reached]:
    """Answer how guests are reached who are on the list; six queries.

    Who refused letters still hears of an event they registered for themselves.
    """
    community = event.community
    identities = [one.identity_id for one in guests if one.identity_id]
    person_of = dict(
        Attachment.objects.filter(identity__in=identities).values_list("identity", "person")
    )  # fmt: skip
    handles = handles_of(community, person_of.values(), chats=ways is not Ways.MAIL)
    refused = _refused(community, handles, [one.email for one in guests if one.email])
    _, withdrew = consents_of(handles)
    found = []
    for guest in guests:
        person = person_of.get(guest.identity_id or 0, 0)
        own = handles.get(person, Handles())
        is_refused = GuestState(guest.state) not in EXPECTING and (
            person in refused[0] | withdrew or guest.email in refused[1]
        )
        email = guest.email or (own.emails[0][1] if own.emails else "")
        found.append(_by_way(
            Reached(person, guest.name, email, guest.identity_id or 0, guest=guest.pk),
            own.chat, ways, Left.REFUSED if is_refused else "",
        ))  # fmt: skip
    return found


def reasons_now(event: Event, persons: Iterable[int], cap: int) -> dict[int, str]:
    """Answer who of some people is left out as it is known at this moment, and why."""
    wanted = list(persons)
    return _reasons(event, handles_of(event.community, wanted, chats=False), cap)[0]


def word_against(community: Community, person: int, email: str) -> str:
    """Answer why somebody gets no invitations by their own word, however it was said; else nothing."""
    handles = handles_of(community, [person] if person else [], chats=False)
    persons, emails = _refused(community, handles, [email] if email else [])
    if person in persons or email in emails:
        return Left.REFUSED
    return Left.WITHDREW if person in consents_of(handles)[1] else ""


def handles_of(community: Community, persons: Iterable[int], *, chats: bool) -> dict[int, Handles]:
    """Answer the handles of persons; two queries, and two more where chats are asked for."""
    wanted = sorted(set(persons))
    found: dict[int, Handles] = {pk: Handles() for pk in wanted}
    attached = Attachment.objects.filter(person__in=wanted).order_by("tie", "identity")
    person_of: dict[int, int] = {}
    for person, identity, kind, value in attached.values_list(
        "person", "identity", "identity__kind", "identity__value"
    ):
        person_of[identity] = person
        found[person].identities.append(identity)
        if kind == "email":
            found[person].emails.append((identity, value))
    for identity, channel in _chats_with(community, person_of) if chats else ():
        found[person_of[identity]].chat = (identity, channel)
    return found


def channels_to_chat(community: Community) -> list[Channel]:
    """Answer the channels in which somebody can be written to alone; letters by mail are another matter."""
    private = Channel.objects.filter(community=community, form="private").exclude(network="mail")
    return [channel for channel in private.order_by("pk") if Can.DIRECT in can_do(channel)]


def _chats_with(community: Community, identities: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Answer who has written to us alone, and where: a bot may write to whoever spoke to it alone."""
    channels = channels_to_chat(community)
    wanted = list(identities)
    for chunk in _chunks(wanted) if channels else ():
        spoken = Interaction.objects.filter(channel__in=channels, identity__in=chunk)
        yield from spoken.order_by("channel").values_list("identity", "channel").distinct()


def _persons_for(event: Event, whom: Whom) -> list[int]:
    community = event.community
    if whom.segment:
        segment = segment_of(community, whom.segment)
        if segment is None:
            raise Refusal(Reason(NO_SEGMENT, field="who"))
        found = segment_people(segment)
    elif whom.event or whom.series:
        guests = Guest.objects.filter(event__community=community, state__in=KNOWN_GUESTS)
        guests = guests.filter(event=whom.event) if whom.event else guests.filter(event__series=whom.series)
        identities = guests.exclude(event=event).exclude(identity=None).values("identity")
        known = Attachment.objects.filter(identity__in=identities).values_list("person", flat=True)
        found = sorted(set(known[: MOST_INVITED * 3]))
    else:
        here = Standing.objects.filter(
            community=community, is_team=False, stage__in=[int(one) for one in MEMBERS]
        )
        found = list(here.order_by("person").values_list("person", flat=True)[: MOST_INVITED + 1])
    return found


def _reached(event: Event, persons: Sequence[int], whom: Whom) -> Iterator[Reached]:
    alive = Person.objects.filter(pk__in=persons, merged_into=None, forgotten_at=None)
    names = dict(alive.order_by("pk").values_list("pk", "name"))
    handles = handles_of(event.community, names, chats=whom.ways is not Ways.MAIL)
    left, consented = _reasons(event, handles, whom.cap)
    for pk, name in names.items():
        own = handles[pk]
        email = own.emails[0] if own.emails else (0, "")
        identity = email[0] or own.chat[0] or next(iter(own.identities), 0)
        why = left.get(pk, "")
        if not why and whom.only_consented and pk not in consented:
            why = Left.UNASKED
        yield _by_way(
            Reached(pk, name, email[1], identity, has_consented=pk in consented), own.chat, whom.ways, why
        )


def _by_way(one: Reached, chat: tuple[int, int], ways: Ways, why: str) -> Reached:
    """Choose between mail and chat; the chosen one is all that is kept of the two."""
    takes_chat = bool(chat[0]) and (
        ways in {Ways.CHAT, Ways.CHAT_FIRST} or (ways is Ways.MAIL_FIRST and not one.email)
    )
    is_reached = takes_chat or (bool(one.email) and ways is not Ways.CHAT)
    identity, channel = chat if takes_chat else (0, 0)
    return Reached(
        one.person, one.name, one.email, one.identity, identity, channel, one.has_consented,
        why or ("" if is_reached else Left.UNREACHABLE), one.guest,
    )  # fmt: skip


def _reasons(
    event: Event, handles: dict[int, Handles], cap: int
) -> tuple[dict[int, str], set[int]]:  # fmt: skip
    """Answer why persons get no invitation, the gravest reason; and who consented to letters."""
    community = event.community
    emails = [email for own in handles.values() for _, email in own.emails]
    refused, refused_emails = _refused(community, handles, emails)
    consented, withdrew = consents_of(handles)
    listed = set(
        _of(Guest.objects.filter(event=event), handles).values_list("identity__attachment__person", flat=True)
    )
    listed_emails = set(Guest.objects.filter(event=event, email__in=emails).values_list("email", flat=True))
    often = _often(community, handles, cap)
    left: dict[int, str] = {}
    for pk, own in handles.items():
        addresses = {email for _, email in own.emails}
        if pk in refused or addresses & refused_emails:
            left[pk] = Left.REFUSED
        elif pk in withdrew:
            left[pk] = Left.WITHDREW
        elif pk in listed or addresses & listed_emails:
            left[pk] = Left.LISTED
        elif pk in often:
            left[pk] = Left.OFTEN
    return left, consented


def _refused(
    community: Community, handles: dict[int, Handles], emails: Sequence[str]
) -> tuple[set[int], set[str]]:
    """Answer who wants no more invitations: by our own link, or by what a list of letters told the ledger.

    A word about one newsletter of ours is none about invitations.
    """
    ended = NoInvitation.objects.filter(community=community, ended_at=None, what=Refusable.INVITATIONS)
    persons = set(_of(ended, handles).values_list("identity__attachment__person", flat=True))
    by_email = set(ended.filter(email__in=emails).values_list("email", flat=True))
    addresses = {identity: pk for pk, own in handles.items() for identity, _ in own.emails}
    told = Interaction.objects.filter(
        community=community, identity__in=list(addresses), kind__in=[Kind.SUBSCRIBED.number, *_LETTERS_ENDED]
    ).exclude(subject__kind="newsletter")  # fmt: skip
    latest = dict(told.order_by("occurred_at", "pk").values_list("identity", "kind"))
    persons |= {addresses[pk] for pk, kind in latest.items() if kind in _LETTERS_ENDED}
    return persons, by_email


def _often(community: Community, handles: dict[int, Handles], cap: int) -> set[int]:
    since = as_datetime(now() - CAP_DAYS * DAY)
    invited = Invitee.objects.filter(
        drive__event__community=community, drive__kind=DriveKind.INVITATION, claimed_at__gte=since
    )
    counts: dict[int, int] = defaultdict(int)
    rows = _of(invited, handles).values_list("identity__attachment__person")
    for person, count in rows.annotate(n=Count("pk")).order_by():
        counts[person] = count
    return {person for person, count in counts.items() if count >= cap}


def _of(found: QuerySet[Any], handles: dict[int, Handles]) -> QuerySet[Any]:
    return found.filter(Q(identity__attachment__person__in=list(handles)))


def _has_answered(guest: Guest, question: str, wanted: str) -> bool:
    if question not in guest.answers:
        return False
    answer = guest.answers[question]
    told = answer if isinstance(answer, list) else [answer]
    return not wanted or any(wanted in str(one).casefold() for one in told)


def _chunks(of: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(of), CHUNK):
        yield of[start : start + CHUNK]
