"""What people said of how they were answered, and whom to ask in which language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from veche.core.terms import LANGUAGES
from veche.inbox.models import Conversation, Rating
from veche.inbox.terms.rating import ASKED_AGAIN_AFTER, FACES
from veche.kit.time import DAY, as_datetime, now
from veche.people.models import Attachment

if TYPE_CHECKING:
    from veche.core.models import Community

RATED_DAYS = 90


@dataclass(slots=True)
class ChannelRated:
    """How many were asked in a channel of late, and how often each face was chosen."""

    title: str
    asked: int = 0
    counts: dict[int, int] = field(default_factory=lambda: dict.fromkeys(FACES, 0))

    @property
    def rated(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def average(self) -> float | None:
        """The average of the faces; nothing where nobody answered."""
        total = sum(score * count for score, count in self.counts.items())
        return total / self.rated if self.rated else None

    @property
    def faces(self) -> list[tuple[str, str, int]]:
        """Each face with its words and how often it was chosen."""
        return [(*FACES[score], count) for score, count in self.counts.items()]


def digest_of(secret: str) -> str:
    """Answer what is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def rating_at(secret: str) -> Rating | None:
    """Answer the rating a link leads to, unless its community is closed."""
    found = Rating.objects.select_related("community__organisation")
    return found.filter(digest=digest_of(secret), community__closed_at=None).first()


def asked_lately(community: Community, identity: int) -> bool:
    """Tell whether somebody was asked of late, under whatever handle."""
    mine = Attachment.objects.filter(identity=identity).values("person")
    handles = set(Attachment.objects.filter(person__in=mine).values_list("identity", flat=True)) | {identity}
    since = as_datetime(now() - ASKED_AGAIN_AFTER)
    asked = Rating.objects.filter(identity_id__in=handles, asked_at__gt=since)
    return asked.filter(community__organisation=community.organisation_id).exists()


def language_for(community: Community, conversation: Conversation) -> str:
    """Answer in which language somebody is asked: theirs where it is known, else the community's."""
    person = Attachment.objects.filter(identity=conversation.identity_id).select_related("person").first()
    wishes = (person.person.language if person else "", conversation.language, community.language)
    return next((one for one in wishes if one in dict(LANGUAGES)), "en")


def ratings_told(community: Community) -> list[ChannelRated]:
    """Answer what people said in the last three months, by channel: one query."""
    since = as_datetime(now() - RATED_DAYS * DAY)
    found = Rating.objects.filter(community=community, asked_at__gte=since).order_by()
    rows = found.values_list("channel", "channel__title", "score").annotate(n=Count("pk"))
    told: dict[int, ChannelRated] = {}
    for channel, title, score, count in rows:
        one = told.setdefault(channel, ChannelRated(title))
        one.asked += count
        if score is not None:
            one.counts[score] += count
    return sorted(told.values(), key=lambda one: one.title)
