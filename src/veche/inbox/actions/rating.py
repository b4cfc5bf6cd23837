"""Rating: people are asked how it was once they were answered, and what they say is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from veche.channels import actions as channels
from veche.channels import queries as channel_queries
from veche.channels.terms import SEND_MESSAGES
from veche.core.actions import require
from veche.core.queries import allows
from veche.core.terms import Actor
from veche.inbox.actions.marking import record_marks
from veche.inbox.models import ChannelRule, Conversation, Item, Rating
from veche.inbox.queries.hearing import PRIVATE
from veche.inbox.queries.rating import asked_lately, digest_of, language_for
from veche.inbox.queries.reaching import reach_of
from veche.inbox.terms import ANSWER_PEOPLE, KEEP_INBOX, Side
from veche.inbox.terms.rating import CHANGES_FOR, FACES, LONGEST_RATING
from veche.kit import sql
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean
from veche.kit.time import HOUR, MINUTE, Moment, as_datetime, moment, now
from veche.ledger.models import Interaction

if TYPE_CHECKING:
    from veche.core.models import Community

# A closing that is taken back within this time has asked nobody.
SECOND_THOUGHTS = MINUTE
MOST_CHANGES, MOST_AN_HOUR = 20, 30
_UNKNOWN = N_("Choose one of the faces.")
_TOO_LATE = N_("An answer can be changed for a day. Thank you for yours.")
_TOO_OFTEN = N_("That were many answers within an hour. Thank you; come back later.")


def ask_how_it_was(conversations: Iterable[Conversation], *, in_: Community, by: Actor) -> int:
    """Ask those who were answered how it was, where their channel is tuned to it; answers how many.

    Once for a conversation, and nobody who was asked in the last 30 days. What a channel cannot say
    is left unasked. May be repeated.
    """
    require(by, ANSWER_PEOPLE, in_=in_)
    found = _to_be_asked([one.pk for one in conversations], in_)
    if not found or not allows(by, SEND_MESSAGES, in_):
        return 0
    count = 0
    with transaction.atomic():
        sql.lock("inbox.rating", *{one.identity_id or 0 for one in found})
        for one in found:
            if not asked_lately(in_, one.identity_id or 0) and reach_of(one.channel)[0]:
                count += _ask(one, in_, by)
    return count


def _to_be_asked(ids: list[int], community: Community) -> list[Conversation]:
    tuned = ChannelRule.objects.filter(asks_how=True, channel__community=community)
    answered = Conversation.objects.filter(
        community=community, pk__in=ids, channel__in=tuned.values("channel"), merged_into=None,
        identity__isnull=False, answered_at__gt=as_datetime(0), answered_side=Side.TEAM, rating=None,
    )  # fmt: skip
    return list(answered.select_related("channel", "identity").order_by("pk"))


def _ask(one: Conversation, community: Community, by: Actor) -> int:
    """Send the question, and keep that it was asked; nothing is kept where it cannot go."""
    secret, key = secrets.token_urlsafe(16), f"rating-{uuid4().hex}"
    language = language_for(community, one)
    asked = _latest_of(one)
    channel = asked.channel if asked else one.channel
    with translation.override(language):
        text = gettext("How was our answer? Tell us with one tap: {address}")
    address = settings.ADDRESS + reverse("inbox:rating_page", args=[secret])
    try:
        with transaction.atomic():
            channels.send_message(
                community, channel=channel, key=key, reply_to=asked, text=text.format(address=address),
                thread=asked.thread if asked else "", to=one.identity if channel.form == PRIVATE else None,
                at=Moment(now() + SECOND_THOUGHTS), by=by,
            )  # fmt: skip
    except Refusal:
        return 0
    Rating.objects.create(
        conversation=one, community=community, channel_id=one.channel_id, identity_id=one.identity_id or 0,
        digest=digest_of(secret), key=key, language=language, asked_at=now(),
    )  # fmt: skip
    return 1


def _latest_of(one: Conversation) -> Interaction | None:
    """Answer the last thing they said, which the question goes below."""
    theirs = Item.objects.filter(conversation=one, side=Side.THEY).order_by("-at", "-pk").first()
    found = Interaction.objects.select_related("channel")
    return found.filter(pk=theirs.interaction_id).first() if theirs else None


def take_questions_back(conversations: Iterable[int], *, in_: Community, by: Actor) -> None:
    """Take back questions that have not gone yet: their conversations are open again. May be repeated."""
    require(by, ANSWER_PEOPLE, in_=in_)
    unanswered = Rating.objects.filter(community=in_, conversation__in=list(conversations), score=None)
    ratings = {one.key: one for one in unanswered}
    for key, outgoing in channel_queries.outgoing_of(in_, list(ratings)).items() if ratings else ():
        try:
            with transaction.atomic():
                channels.withdraw_message(outgoing, by=by)
                ratings[key].delete()
        except Refusal:
            continue  # it has gone already, and counts as asked


def rate_answer(rating: Rating, score: int, words: str, *, by: Actor) -> None:
    """Keep what somebody says of how they were answered; their latest word counts, for a day.

    Refuses what is no face, what comes too late, and an address that says so too often. Of the
    address a keyed digest is kept.
    """
    require(by, KEEP_INBOX, in_=rating.community)
    if score not in FACES:
        raise Refusal(Reason(_UNKNOWN, field="score"))
    visitor = salted_hmac("veche.inbox.rating", by.address, algorithm="sha256").hexdigest()[:32]
    at = now()
    with transaction.atomic():
        sql.lock("inbox.rated", int(visitor[:7], 16))
        held = Rating.objects.select_for_update(of=("self",)).select_related("community").get(pk=rating.pk)
        if held.rated_at is not None and moment(held.rated_at) + CHANGES_FOR < at:
            raise Refusal(Reason(_TOO_LATE))
        lately = Rating.objects.filter(visitor=visitor, changed_at__gte=as_datetime(at - HOUR))
        if held.changes >= MOST_CHANGES or lately.exclude(pk=held.pk).count() >= MOST_AN_HOUR:
            raise Refusal(Reason(_TOO_OFTEN))
        held.score, held.words, held.visitor = score, clean(words).strip()[:LONGEST_RATING], visitor
        held.rated_at, held.changed_at = held.rated_at or as_datetime(at), as_datetime(at)
        held.changes += 1
        held.save(update_fields=["score", "words", "visitor", "rated_at", "changed_at", "changes"])
        record_marks(held.community, [held])
        Conversation.objects.filter(pk=held.pk).update(changed_at=at)
