"""Auditing: every act leaves a link in a chain that shows whether anybody changed it later."""

from typing import Any

from django.db import models, transaction
from django.utils.crypto import get_random_string

from veche.core import rules
from veche.core.models import AuditEntry, Community, Organisation
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.time import as_datetime, now


def audit(
    by: Actor, act: str, *, in_: Community | Organisation, on: models.Model | None = None, **details: Any
) -> AuditEntry:
    """Add an entry to the organisation's chain inside the running transaction.

    `act` is «room.action»; `details` may name people and are kept apart from the chained
    facts, so that erasing a person leaves the chain whole.
    """
    organisation = in_ if isinstance(in_, Organisation) else in_.organisation
    payload = {"by": by.name, "from": by.address, **details}
    salt = get_random_string(32)
    with transaction.atomic():
        sql.lock("core.audit", organisation.pk)
        last = AuditEntry.objects.filter(organisation=organisation).order_by("-number").first()
        entry = AuditEntry(
            organisation=organisation, number=last.number + 1 if last else 1, at=as_datetime(now()),
            user_id=by.user_id, community_id=in_.pk if isinstance(in_, Community) else None,
            act=act, on_kind=on._meta.label_lower if on else "", on_id=str(on.pk) if on else "",
            digest=rules.digest_of_payload(payload, salt), payload=payload, salt=salt,
        )  # fmt: skip
        entry.link = rules.link_of_chain(last.link if last else rules.CHAIN_START, entry.facts())
        entry.save(force_insert=True)
    return entry


def erase_payloads(kind: str, key: str) -> int:
    """Erase what the entries about one object say of it, and keep that they happened.

    Called by the action that forgets a person, which asks for the permission; answers how many.
    """
    found = AuditEntry.objects.filter(on_kind=kind, on_id=key)
    return found.update(payload=None, salt="")
