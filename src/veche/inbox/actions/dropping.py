"""Dropping: what the ledger took back, and what is said of people who were forgotten by law."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import require
from veche.core.models import Organisation
from veche.core.terms import Actor
from veche.inbox.actions.settling import settle
from veche.inbox.models import Conversation, FollowUp, Note, Rating
from veche.inbox.terms import KEEP_INBOX
from veche.kit import sql

if TYPE_CHECKING:
    from veche.core.models import Community

_GONE = """
    SELECT i.interaction_id, i.conversation_id FROM inbox_item i
    JOIN inbox_conversation c ON c.id = i.conversation_id
    WHERE c.community_id = %s
    AND NOT EXISTS (SELECT 1 FROM ledger_interaction l WHERE l.id = i.interaction_id)"""


def drop_withdrawn(community: Community, *, by: Actor) -> int:
    """Take out what is no longer in the ledger, and conversations of which nothing is left.

    May be repeated.
    """
    require(by, KEEP_INBOX, in_=community)
    with transaction.atomic():
        gone = sql.fetch(_GONE, (community.pk,))
        touched = {conversation for _, conversation in gone}
        which = sql.any_of("interaction_id")
        sql.execute(f"DELETE FROM inbox_item WHERE {which}", (sql.listed(pk for pk, _ in gone),))
        empty = Conversation.objects.filter(pk__in=touched, items=None)
        touched -= set(empty.values_list("pk", flat=True))
        Conversation.objects.filter(pk__in=[one.pk for one in empty]).delete()
        settle(community, touched)
    return len(gone)


def forget_traces(organisation: Organisation, identities: Iterable[int], *, by: Actor) -> None:
    """Take away what colleagues wrote about somebody who was forgotten, and their subjects.

    The conversations stay as counts; their words were the ledger's and are gone there. May be repeated.
    """
    require(by, KEEP_INBOX, in_=organisation)
    with transaction.atomic():
        theirs = Conversation.objects.filter(
            community__organisation=organisation, identity__in=list(identities)
        )
        ids = list(theirs.values_list("pk", flat=True))
        Note.objects.filter(conversation__in=ids).delete()
        FollowUp.objects.filter(conversation__in=ids).delete()
        Conversation.objects.filter(pk__in=ids).update(subject="")
        Rating.objects.filter(conversation__in=ids).update(words="", visitor="")
