"""Confirming: what was said becomes a fact of the ledger, under the id by which it will be heard."""

from __future__ import annotations

from django.db import transaction

from veche.channels.models import Outgoing, Reach
from veche.channels.rules.spans import plain
from veche.channels.terms import SEND_MESSAGES
from veche.channels.terms.live import Sent
from veche.channels.terms.state import OutgoingState
from veche.core.actions import require
from veche.core.models import User
from veche.core.terms import Actor
from veche.kit.time import now
from veche.ledger.actions import record_many
from veche.ledger.models import Interaction
from veche.ledger.terms import Handle, Kind, Place, Sighting


def confirm_message(outgoing: Outgoing, sent: Sent, *, by: Actor) -> None:
    """Note that a claimed message was said, and record it as done by whoever wrote it. May be repeated.

    The echo that the outside sends of it carries the same id and is no second fact.
    """
    require(by, SEND_MESSAGES, in_=outgoing.community)
    with transaction.atomic():
        mine = Outgoing.objects.filter(pk=outgoing.pk, state=OutgoingState.CLAIMED, claim=outgoing.claim)
        said = mine.update(
            state=OutgoingState.SENT, ended_at=now(), external_id=sent.external_id[:250], error="", claim=""
        )
        if said:
            record_many([_sighting_of(outgoing, sent)], origin=outgoing.connection.origin, by=by)
            _note_reach(outgoing, sent)


def _sighting_of(outgoing: Outgoing, sent: Sent) -> Sighting:
    channel = outgoing.channel
    place = Place(channel.network, channel.key, channel.title, channel.form)
    if sent.place and sent.place != channel.key:
        place = Place(channel.network, sent.place, "", "private")
    return Sighting(
        place, _author_of(outgoing), Kind.ANSWERED if outgoing.reply_to else Kind.MESSAGED, sent.at,
        sent.external_id, words=plain(outgoing.text), thread=sent.thread or outgoing.thread,
        reply_to=outgoing.reply_to, target=_target_of(outgoing), extra={"outgoing": outgoing.pk},
    )  # fmt: skip


def _author_of(outgoing: Outgoing) -> Handle:
    """Answer who said it: a user of ours; what the machine says on nobody's behalf is its own."""
    email = User.objects.filter(pk=outgoing.user_id or 0).values_list("email", flat=True).first()
    aliases = (Handle("email", email, outgoing.author),) if email else ()
    return Handle("user", str(outgoing.user_id or 0), outgoing.author, aliases=aliases)


def _target_of(outgoing: Outgoing) -> Handle | None:
    if outgoing.to is not None:
        return Handle(outgoing.to.kind, outgoing.to.value, outgoing.to.name)
    if not outgoing.reply_to:
        return None
    found = Interaction.objects.filter(channel=outgoing.channel, external_id=outgoing.reply_to)
    answered = found.select_related("identity").first()
    return (
        Handle(answered.identity.kind, answered.identity.value, answered.identity.name) if answered else None
    )


def _note_reach(outgoing: Outgoing, sent: Sent) -> None:
    """A private chat begun by us can be written into again."""
    found = Interaction.objects.filter(channel__community=outgoing.community, external_id=sent.external_id)
    for channel in found.values_list("channel_id", flat=True)[:3]:
        Reach.objects.get_or_create(
            connection=outgoing.connection, channel_id=channel, defaults={"heard_at": now()}
        )
