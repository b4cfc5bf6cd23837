"""Asking speakers: whom a link belongs to, which letter is ready, who answered what."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db.models import F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from veche.events.models import Asking, Event, Guest, Slides, Speaker, Speaking
from veche.events.queries.calendars import place_of
from veche.events.queries.inviting_reach import handles_of
from veche.events.queries.letters import Written, when_of
from veche.events.rules.inviting import first_name
from veche.events.rules.links import digest_of
from veche.events.terms import HOLDING
from veche.events.terms.asking import Answer, AskBy
from veche.events.terms.programme import Step
from veche.events.terms.registering import LINK_DAYS
from veche.kit.time import DAY, Moment, as_datetime, moment, now

if TYPE_CHECKING:
    from veche.core.models import Community

_PURPOSE = "veche.events.speaker"
_WITH = (
    "speaking__speaker__identity",
    "speaking__session__hall",
    "speaking__session__event__venue",
    "speaking__session__event__community__organisation",
)


class Reach(NamedTuple):
    """How a speaker can be asked: their address, and a handle with the channel it can be written to in."""

    email: str = ""
    chat: int = 0
    channel: int = 0

    @property
    def ways(self) -> frozenset[str]:
        """Answer the ways there are."""
        found = {AskBy.MAIL: bool(self.email), AskBy.CHAT: bool(self.chat)}
        return frozenset(str(way) for way, there in found.items() if there)


def reach_of(speaker: Speaker, community: Community) -> Reach:
    """Answer how a speaker can be reached: by what stands with them, else by what is known of the person."""
    attached = getattr(speaker.identity, "attachment", None) if speaker.identity_id else None
    if attached is None:
        return Reach(speaker.email)
    own = handles_of(community, [attached.person_id], chats=True)[attached.person_id]
    known = next((email for _, email in own.emails), "")
    return Reach(speaker.email or known, *own.chat)


def secret_of(speaking: int, salt: str) -> str:
    """Answer the secret of a speaker's link, bound to this purpose: without our key nobody makes it."""
    made = salted_hmac(_PURPOSE, f"{speaking}/{salt}", algorithm="sha256").digest()
    return urlsafe_b64encode(made[:18]).decode()


def speaker_link(asking: Asking) -> str:
    """Answer the address of a speaker's own page, for letters to them and nobody else."""
    route = reverse(settings.SPEAKER_ROUTE, args=[secret_of(asking.speaking_id, asking.salt)])
    return f"{settings.ADDRESS}{route}"


def asking_at(secret: str) -> Asking | None:
    """Answer whom a link belongs to, until a month after the event, while they are in its programme."""
    found = _standing(Asking.objects.filter(digest=digest_of(secret))).select_related(*_WITH).first()
    if found is None or now() > moment(found.speaking.session.event.ends_at) + LINK_DAYS * DAY:
        return None
    return found


def asking_of(speaking: Speaking) -> Asking | None:
    """Answer how somebody was asked to speak, taken back or not."""
    return Asking.objects.select_related(*_WITH).filter(speaking=speaking).first()


def askings_of(event: Event, limit: int = 500) -> list[Asking]:
    """Answer who was asked by a letter and stands in the programme, answers first: two queries.

    Each has `own_slides`, its files that were not taken away.
    """
    found = Asking.objects.filter(
        speaking__session__event=event, speaking__session__removed_at=None, speaking__removed_at=None
    ).select_related("speaking__speaker", "speaking__session")
    slides = Prefetch("slides", Slides.objects.filter(removed_at=None).order_by("-pk"), "own_slides")
    order = F("answered_at").desc(nulls_last=True)
    return list(found.prefetch_related(slides).order_by(order, "-asked_at", "pk")[:limit])


def slides_of(asking: Asking) -> list[Slides]:
    """Answer the slides that stand, the newest first."""
    return list(Slides.objects.filter(asking=asking, removed_at=None).order_by("-pk"))


def slides_in(asking: Asking, pk: int, *, removed: bool = False) -> Slides | None:
    """Answer one file of slides, or one that was taken away."""
    return Slides.objects.filter(asking=asking, pk=pk, removed_at__isnull=not removed).first()


def slides_path(slides: Slides) -> Path | None:
    """Answer where slides lie on disk, if they are there."""
    path: Path = settings.FILES / slides.file
    return path if path.is_file() else None


def asking_numbered(pk: int) -> Asking | None:
    """Answer an asking with what stands around it, for jobs."""
    return Asking.objects.select_related(*_WITH).filter(pk=pk, withdrawn_at=None).first()


def askings_to_remind() -> list[Asking]:
    """Answer who has not answered for as many days as their letter says and was not reminded yet."""
    silent = _standing(
        Asking.objects.filter(
            answer="", reminded_at=None, told_at__isnull=False, is_lost=False, remind_days__isnull=False,
            speaking__step=Step.ASKED, speaking__session__event__starts_at__gt=now(),
            speaking__session__event__cancelled_at=None,
        )
    )  # fmt: skip
    found = silent.select_related(*_WITH).order_by("told_at", "pk")[:1000]
    return [one for one in found if is_silent_too_long(one)]


def is_silent_too_long(asking: Asking) -> bool:
    """Tell whether the days of a letter without an answer are over."""
    if asking.told_at is None or asking.remind_days is None:
        return False
    return moment(asking.told_at) + asking.remind_days * DAY <= now()


def speakers_diets(event: Event) -> QuerySet[Asking]:
    """Answer what speakers who come eat, as far as it may be known and they are no guests of the list too."""
    holding = Guest.objects.filter(event=event, state__in=HOLDING).exclude(email="")
    found = Asking.objects.filter(
        speaking__session__event=event, speaking__session__removed_at=None, speaking__removed_at=None,
        answer=Answer.AGREED, diet_ends_at__gt=now(),
    )  # fmt: skip
    return found.exclude(speaking__speaker__email__in=holding.values("email"))


def ready_ask(speaking: Speaking) -> Written:
    """Answer the letter that asks somebody to speak, in the event's language, before anybody changes it."""
    session = speaking.session
    event = session.event
    with translation.override(event.language):
        subject = gettext("Would you speak at “{event}”?").format(event=event.title)
        text = gettext(
            "{hello}\n\nWe are preparing “{event}” ({when}) and would be glad if you spoke there: {talk}."
            "\n\nSay yes or no here, put the title and the abstract right, and tell us what you need:\n{link}"
            "\n\nThe link is yours alone and needs no password. If another date suits you better, "
            "write it there.\n\n{community}"
        )
        return Written(subject, text.format(link="{link}", talk=_talk(speaking), **_facts(speaking)))


def ready_nudge(asking: Asking) -> Written:
    """Answer the letter that reminds somebody who was asked and has not answered."""
    speaking = asking.speaking
    with translation.override(asking.language):
        facts = _facts(speaking)
        subject = gettext("Do you speak at “{event}”?").format(event=facts["event"])
        text = gettext(
            "{hello}\n\nSome days ago we asked you to speak at “{event}” ({when}). A yes, a no or another "
            "date: one click is enough, and we know how to go on:\n{link}\n\nThis is the only reminder."
            "\n\n{community}"
        )
        return Written(subject, text.format(link=speaker_link(asking), **facts))


def slot_of(speaking: Speaking) -> str:
    """Answer when and in which hall somebody speaks, as a line; the event's own day where that is open."""
    session = speaking.session
    event = session.event
    if session.starts_at is None:
        return when_of(moment(event.starts_at), event.time_zone)
    starts = moment(session.starts_at)
    ends = as_datetime(Moment(starts + session.minutes * 60_000), event.time_zone)
    told = when_of(starts, event.time_zone)
    told += f"–{ends:%H:%M}" if session.minutes else ""
    return f"{told}, {session.hall.name}" if session.hall else told


def _facts(speaking: Speaking) -> dict[str, str]:
    event = speaking.session.event
    name = first_name(speaking.speaker.name)
    hello = gettext("Hello, {name}!").format(name=name) if name else gettext("Hello!")
    when, place = slot_of(speaking), place_of(event)
    if translation.get_language() == "ru":
        when = when[:1].lower() + when[1:]
    return {
        "hello": hello, "event": event.title, "community": event.community.name,
        "when": f"{when}; {place}" if place else when,
    }  # fmt: skip


def _talk(speaking: Speaking) -> str:
    session = speaking.session
    return gettext("“{title}”, {minutes} minutes").format(title=session.title, minutes=session.minutes)


def _standing(found: QuerySet[Asking]) -> QuerySet[Asking]:
    return found.filter(
        withdrawn_at=None, speaking__removed_at=None, speaking__session__removed_at=None,
        speaking__session__event__community__closed_at=None,
    )  # fmt: skip
