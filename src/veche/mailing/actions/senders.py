"""Keeping senders: what they are reached by, their limits, whether they are open, and why they stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.dkim import check_selector, new_key
from veche.kit.jobs import enqueue
from veche.kit.sealing import seal
from veche.kit.time import as_datetime, now
from veche.mailing.models import Delivery, KeptLetter, Letter, Newsletter, Sender
from veche.mailing.queries.sending.settings import access_of
from veche.mailing.rules.cutting import checked_address
from veche.mailing.rules.records import Found
from veche.mailing.rules.senders import check_sender, domain_of, settings_after
from veche.mailing.terms import (
    KEEP_DELIVERIES,
    KEEP_SENDERS,
    SEND_LETTERS,
    LetterState,
    SenderKind,
    SenderState,
    Stand,
)

if TYPE_CHECKING:
    from veche.core.models import Community

MOST_KEPT = 1_000


def change_sender(
    sender: Sender | None,
    fields: Mapping[str, Any],
    settings: Mapping[str, str],
    *,
    in_: Community,
    by: Actor,
) -> Sender:
    """Make a sender or change it; a secret that is left empty stays as it was. May be repeated.

    Refuses with every reason at once: addresses, hosts, ports and limits that cannot be, and a server that is
    another without its secret: one is never sent to a place that it was not given for.
    """
    require(by, KEEP_SENDERS, in_=in_)
    with transaction.atomic():
        if sender is None:
            sender = Sender(community=in_, made_at=now(), user_id=by.user_id)
        else:
            sender = Sender.objects.select_for_update().get(pk=sender.pk, community=in_)
        is_same_kind = (sender.kind, sender.provider) == (fields.get("kind"), fields.get("provider", ""))
        told = settings_after(access_of(sender), settings, is_same_kind=is_same_kind)
        check_sender(fields, told)
        for name, value in fields.items():
            setattr(sender, name, value)
        sender.address = checked_address(sender.address)
        sender.return_domain = domain_of(sender.return_domain)
        sender.settings = seal(orjson.dumps(told).decode())
        sender.trouble = ""
        if sender.state == SenderState.BROKEN:
            sender.state = SenderState.OPEN
        sender.save()
        audit(by, "mailing.change_sender", in_=in_, on=sender, title=sender.title)
    return sender


def ask_for_sender_check(sender: Sender, *, to: str, in_: Community, by: Actor) -> None:
    """Have a sender tried out, with a letter to whoever asks. May be repeated."""
    require(by, KEEP_SENDERS, in_=in_)
    with transaction.atomic():
        Sender.objects.filter(pk=sender.pk, community=in_).update(findings=[], checked_at=None)
        enqueue("mailing.jobs.examining.check_sender", key=str(sender.pk), community=in_.pk,
                sender=sender.pk, to=to)  # fmt: skip


def keep_findings(sender: Sender, findings: Sequence[Found], *, in_: Community, by: Actor) -> None:
    """Keep what a check of a sender found. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    told = [[one.text, dict(one.values), one.is_good] for one in findings]
    Sender.objects.filter(pk=sender.pk).update(findings=told, checked_at=now())


def first_sender(*, in_: Community, by: Actor) -> Sender:
    """Answer the outbox of a community that has no other way out, made at the first time. May be repeated."""
    require(by, SEND_LETTERS, in_=in_)
    with transaction.atomic():
        found = Sender.objects.filter(community=in_, kind=SenderKind.OUTBOX, removed_at=None).first()
        return found or Sender.objects.create(
            community=in_,
            kind=SenderKind.OUTBOX,
            title="Исходящие" if in_.language == "ru" else "Outbox",
            address="letters@veche.invalid",
            made_at=now(),
        )


def hold_sender(sender: Sender, *, in_: Community, by: Actor) -> bool:
    """Let nothing leave by a sender until it is opened; answers whether anything changed. May be repeated."""
    require(by, KEEP_SENDERS, in_=in_)
    return _move(sender, SenderState.HELD, in_, by)


def open_sender(sender: Sender, *, in_: Community, by: Actor) -> bool:
    """Let letters leave by a sender again, also by one that stopped itself. May be repeated."""
    require(by, KEEP_SENDERS, in_=in_)
    return _move(sender, SenderState.OPEN, in_, by)


def _move(sender: Sender, to: SenderState, in_: Community, by: Actor) -> bool:
    with transaction.atomic():
        own = Sender.objects.filter(pk=sender.pk, community=in_).exclude(state=to)
        changed = bool(own.update(state=to, trouble=""))
        if changed:
            audit(by, "mailing.move_sender", in_=in_, on=sender, to=to)
    sender.refresh_from_db()
    return changed


def break_sender(sender: Sender, trouble: str, *, in_: Community, by: Actor) -> None:
    """Stop a sender that the outside lets do nothing, with the reason. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    with transaction.atomic():
        own = Sender.objects.filter(pk=sender.pk, community=in_, state=SenderState.OPEN)
        if own.update(state=SenderState.BROKEN, trouble=trouble[:500]):
            audit(by, "mailing.break_sender", in_=in_, on=sender, trouble=trouble[:200])


def note_sender_trouble(sender: Sender, trouble: str, *, in_: Community, by: Actor) -> None:
    """Show why a sender gets nothing out for now, or that it does again. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=in_)
    Sender.objects.filter(pk=sender.pk, community=in_).exclude(trouble=trouble[:500]).update(
        trouble=trouble[:500]
    )


def remove_sender(sender: Sender, *, in_: Community, by: Actor) -> None:
    """Remove a sender; what waited for it, and what was meant for it, goes by the others. May be repeated."""
    require(by, KEEP_SENDERS, in_=in_)
    with transaction.atomic():
        own = Sender.objects.filter(pk=sender.pk, community=in_, removed_at=None)
        if own.update(removed_at=as_datetime(now()), settings="", dkim_key="", return_box=""):
            Delivery.objects.filter(sender=sender, state=Stand.WAITING).update(sender=None)
            Newsletter.objects.filter(sender=sender).update(sender=None)
            Letter.objects.filter(sender=sender).exclude(state=LetterState.SENT).update(sender=None)
            audit(by, "mailing.move_sender", in_=in_, on=sender, to="removed")


def make_dkim_key(sender: Sender, *, selector: str, kind: str, in_: Community, by: Actor) -> None:
    """Make a new key to sign letters with; the record to publish stands on the sender's page afterwards."""
    require(by, KEEP_SENDERS, in_=in_)
    check_selector(selector)
    key = new_key(kind)
    with transaction.atomic():
        Sender.objects.filter(pk=sender.pk, community=in_).update(
            dkim_selector=selector, dkim_key=seal(key)
        )  # fmt: skip
        audit(by, "mailing.make_dkim_key", in_=in_, on=sender, selector=selector)
    sender.refresh_from_db()


def keep_letter(sender: Sender, delivery: int, data: bytes, *, by: Actor) -> None:
    """Keep a letter on the outbox page; of many the oldest go. May be repeated."""
    require(by, KEEP_DELIVERIES, in_=sender.community)
    KeptLetter.objects.get_or_create(
        delivery_id=delivery, defaults={"sender": sender, "data": data, "at": now()}
    )
    if delivery % 50 == 0:
        newest = KeptLetter.objects.filter(sender=sender).order_by("-pk").values_list("pk", flat=True)
        last = list(newest[MOST_KEPT : MOST_KEPT + 1])
        if last:
            KeptLetter.objects.filter(sender=sender, pk__lte=last[0]).delete()
