"""Sending: a message is written with the change that asks for it, claimed, said once, confirmed.

kill -9 between claim and confirmation leaves a message doubtful: nobody knows whether it was
heard, so a person is asked and it is never said twice silently. Only where the outside itself
knows a repeated key (`Live.repeats_safely`) it is said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from veche.channels.actions.claiming import claim_next, end, move, wait_again
from veche.channels.models import Connection, Outgoing
from veche.channels.queries.connections import connection_of
from veche.channels.queries.doors import live_of
from veche.channels.terms import SEND_MESSAGES
from veche.channels.terms.live import Attachment, Can
from veche.channels.terms.state import OutgoingState
from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal, refuse_if
from veche.kit.text import clean, clean_name
from veche.kit.time import MINUTE, Moment, now

if TYPE_CHECKING:
    from veche.core.models import Community
    from veche.ledger.models import Channel, Identity, Interaction

LONGEST_TEXT = 20_000
MOST_FILES, LARGEST_FILES = 10, 20 * 1024**2
# A claim this old is of a process that is gone or of a line that will not answer any more.
CLAIM_HOLDS = 2 * MINUTE
_EMPTY = N_("Write something first.")
_LONG = N_("The text is longer than {most} characters.")
_NO_LINE = N_("This channel is not connected, so nothing can be written into it from here.")
_NO_SEND = N_("Nothing can be written into this channel from here.")
_NO_FILES = N_("No files can go into this channel from here.")
_LARGE = N_("The files are larger than {most} MB together, or more than {count}.")
_NO_DIRECT = N_("Nobody can be written to alone in this channel from here.")
_GONE_OUT = N_("It is on its way already and cannot be taken back.")
_NOT_UNSETTLED = N_("This message does not wait for a decision.")


def send_message(
    community: Community, *, channel: Channel, text: str, key: str, reply_to: Interaction | None = None,
    thread: str = "", to: Identity | None = None, subject: str = "",
    attachments: Sequence[Attachment] = (), at: Moment | None = None, by: Actor,
) -> Outgoing:  # fmt: skip
    """Write a message that goes out at `at` (now where nothing is said) over the channel's connection.

    `text` is Markdown; `reply_to` the interaction that is answered, `to` the one person it goes to
    alone. Asked for again with the same key, the same message is answered. Refuses with all
    reasons at once what the channel cannot do.
    """
    require(by, SEND_MESSAGES, in_=community)
    found = Outgoing.objects.filter(community=community, key=key).first()
    if found is not None:
        return found
    connection = connection_of(channel)
    text = clean(text).strip()
    refuse_if(_faults_of(connection, text, attachments, to))
    moment = now()
    reply = reply_to.external_id if reply_to is not None else ""
    facts: dict[str, Any] = {
        "connection": connection, "channel": channel, "text": text, "subject": clean_name(subject)[:400],
        "reply_to": reply, "thread": thread or (reply_to.thread if reply_to is not None else ""), "to": to,
        "user_id": by.user_id, "author": by.name[:200], "made_at": moment, "due_at": at or moment,
    }  # fmt: skip
    try:
        with transaction.atomic():
            made = Outgoing.objects.create(community=community, key=key, **facts)
            for one in attachments:
                made.enclosures.create(
                    name=clean_name(one.name)[:200] or "file", media_type=one.media_type[:100],
                    content=one.content,
                )  # fmt: skip
            audit(by, "channels.send_message", in_=community, on=made, channel=channel.title)
    except IntegrityError:
        return Outgoing.objects.get(community=community, key=key)  # somebody asked at the same moment
    return made


def withdraw_message(outgoing: Outgoing, *, by: Actor) -> None:
    """Take a message back before it goes; refuses once it is on its way."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    with transaction.atomic():
        of = (OutgoingState.WAITING, OutgoingState.FAILED)
        if not move(outgoing, OutgoingState.WITHDRAWN, of=of, ended_at=now()):
            raise Refusal(_GONE_OUT)
        audit(by, "channels.withdraw_message", in_=outgoing.community, on=outgoing)


def retry_message(outgoing: Outgoing, *, by: Actor) -> None:
    """Send what failed, or what is doubtful and was not heard, once more."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    with transaction.atomic():
        of = (OutgoingState.FAILED, OutgoingState.DOUBTFUL)
        if not move(
            outgoing, OutgoingState.WAITING, of=of, due_at=now(), attempts=0, ended_at=None, error=""
        ):
            raise Refusal(_NOT_UNSETTLED)
        audit(by, "channels.retry_message", in_=outgoing.community, on=outgoing)


def settle_message(outgoing: Outgoing, *, was_sent: bool, by: Actor) -> None:
    """Say of a doubtful message whether it was heard: then it counts as sent, else as failed."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    state = OutgoingState.SENT if was_sent else OutgoingState.FAILED
    with transaction.atomic():
        if not move(outgoing, state, of=(OutgoingState.DOUBTFUL,), ended_at=now()):
            raise Refusal(_NOT_UNSETTLED)
        audit(by, "channels.settle_message", in_=outgoing.community, on=outgoing, was_sent=was_sent)


def claim_message(connection: Connection, *, claim: str, by: Actor) -> Outgoing | None:
    """Take the next due message of a connection for this process, or nothing; safe among many."""
    require(by, SEND_MESSAGES, in_=connection.community)
    pk = claim_next(Outgoing.objects, connection, claim)
    found = Outgoing.objects.select_related("channel", "to", "community__organisation")
    return None if pk is None else found.get(pk=pk)


def put_back(outgoing: Outgoing, error: str, *, retry_after: float | None = None, by: Actor) -> None:
    """Let a claimed message that certainly was not said wait again; after many tries it has failed."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    if not wait_again(outgoing, error, retry_after):
        fail_message(outgoing, error, by=by)


def fail_message(outgoing: Outgoing, error: str, *, by: Actor) -> None:
    """Leave a message that was refused to a person."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    end(outgoing, OutgoingState.FAILED, error)


def doubt_message(outgoing: Outgoing, error: str, *, by: Actor) -> None:
    """Leave a message that may have been heard to a person."""
    require(by, SEND_MESSAGES, in_=outgoing.community)
    end(outgoing, OutgoingState.DOUBTFUL, error)


def settle_lost_claims(connection: Connection, *, by: Actor) -> int:
    """Doubt what a process claimed that is gone; where the outside knows repeats, let it wait again."""
    require(by, SEND_MESSAGES, in_=connection.community)
    lost = Outgoing.objects.filter(
        connection=connection, state=OutgoingState.CLAIMED, claimed_at__lt=now() - CLAIM_HOLDS
    )
    if live_of(connection).repeats_safely:
        return lost.update(state=OutgoingState.WAITING, claim="")
    return lost.update(state=OutgoingState.DOUBTFUL, ended_at=now(), claim="")


def _faults_of(
    connection: Connection | None, text: str, attachments: Sequence[Attachment], to: Identity | None
) -> list[Reason]:
    faults = []
    if not text and not attachments:
        faults.append(Reason(_EMPTY, field="text"))
    if len(text) > LONGEST_TEXT:
        faults.append(Reason(_LONG, field="text", values={"most": LONGEST_TEXT}))
    if connection is None:
        return [*faults, Reason(_NO_LINE)]
    live = live_of(connection)
    if live.send is None:
        return [*faults, Reason(_NO_SEND)]
    if attachments and Can.ATTACH not in live.can:
        faults.append(Reason(_NO_FILES, field="files"))
    if len(attachments) > MOST_FILES or sum(len(one.content) for one in attachments) > LARGEST_FILES:
        values = {"most": LARGEST_FILES // 1024**2, "count": MOST_FILES}
        faults.append(Reason(_LARGE, field="files", values=values))
    if to is not None and Can.DIRECT not in live.can:
        faults.append(Reason(_NO_DIRECT))
    return faults
