"""Ways back: how letters that nobody could deliver come back to a sender."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from veche.kit.sealing import unseal
from veche.mailing.models import Sender

if TYPE_CHECKING:
    from veche.core.models import Community


def digest_of(secret: str) -> str:
    """Answer what is kept of the secret part of an address."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ways_of(sender: Sender) -> dict[str, dict[str, str]]:
    """Answer how letters come back to a sender: «box» and «knock», with their secrets."""
    return dict(orjson.loads(unseal(sender.return_box))) if sender.return_box else {}


def box_of(sender: Sender) -> dict[str, str] | None:
    """Answer the mailbox that returned letters are read from, with its password, if there is one."""
    return ways_of(sender).get("box")


def sender_at(secret: str) -> Sender | None:
    """Answer the sender whose provider tells at this address, while its community is open; one query."""
    found = Sender.objects.select_related("community__organisation")
    return found.filter(knock_digest=digest_of(secret), removed_at=None, community__closed_at=None).first()


def senders_with_return_boxes() -> list[int]:
    """Answer the senders whose return mailbox is looked into."""
    found = Sender.objects.filter(removed_at=None, community__closed_at=None).exclude(return_box="")
    return list(found.order_by("pk").values_list("pk", flat=True))


def ways_lines(community: Community) -> list[tuple[Sender, bool, bool]]:
    """Answer the senders of a community, and whether a mailbox and a provider tell what comes back."""
    found = Sender.objects.filter(community=community, removed_at=None).order_by("title", "pk")
    return [(sender, bool(box_of(sender)), sender.knock_digest is not None) for sender in found]
