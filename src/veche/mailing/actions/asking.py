"""Asking «was it you?»: nobody is subscribed by a form alone, because anybody can fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from veche.core.actions import require
from veche.core.terms import Actor
from veche.kit import sql
from veche.kit.limits import count_or_refuse, network_of
from veche.kit.mail import write_letter
from veche.kit.terms import Reason, TooOften, refuse_if
from veche.kit.time import DAY, as_datetime, now
from veche.mailing.actions.subscribing import NO_ADDRESS, identity_at
from veche.mailing.models import Newsletter, Subscription, SubscriptionChange, Suppression
from veche.mailing.queries.subscribing import confirm_secret, own_secret
from veche.mailing.rules.addressing import address_of, mailbox_of
from veche.mailing.terms import KEEP_ADDRESSES, SubscriptionState, Why
from veche.mailing.terms.subscribing import MOST_ASKED_A_DAY, MOST_ASKS_AN_HOUR, Said

if TYPE_CHECKING:
    from veche.core.models import Community


def ask_to_subscribe(
    newsletter: Newsletter, email: str, said: Said, *, language: str, in_: Community, by: Actor
) -> None:
    """Send an address a letter that asks whether it wants a newsletter; only its link subscribes.

    What is told is the same whether the address is known, subscribed or suppressed. Refuses what is no
    address and a network that asks too much; a mailbox that was asked twice that day is asked no more,
    however its address is spelled.
    """
    require(by, KEEP_ADDRESSES, in_=in_)
    address = address_of(email)
    refuse_if([] if address else [Reason(NO_ADDRESS, field="email")])
    count_or_refuse({f"subscribe {in_.pk} {network_of(by.address)}": MOST_ASKS_AN_HOUR})
    try:
        count_or_refuse({f"subscribe {in_.pk} {mailbox_of(address)}": MOST_ASKED_A_DAY}, span=DAY)
    except TooOften:
        return
    with transaction.atomic():
        row = _asked(newsletter, address, said)
        if not _is_dead(in_, address):
            _write(row, newsletter, language, in_)


def send_own_page(email: str, *, language: str, in_: Community, by: Actor) -> None:
    """Send an address the link to the page of its letters, if it has any; tells nobody whether it has."""
    require(by, KEEP_ADDRESSES, in_=in_)
    address = address_of(email)
    refuse_if([] if address else [Reason(NO_ADDRESS, field="email")])
    count_or_refuse({f"own page {in_.pk} {network_of(by.address)}": MOST_ASKS_AN_HOUR})
    try:
        count_or_refuse({f"own page {in_.pk} {mailbox_of(address)}": MOST_ASKED_A_DAY}, span=DAY)
    except TooOften:
        return
    found = Subscription.objects.filter(newsletter__community=in_, email=address).order_by("pk").first()
    if found is None or _is_dead(in_, address):
        return
    with translation.override(language):
        link = f"{settings.ADDRESS}/l/s/{own_secret(found)}/"
        subject = gettext("Your letters from {community}").format(community=in_.name)
        body = gettext("Here you choose which letters you get, and how often:\n{link}").format(link=link)
    write_letter(address, subject, f"{body}\n", organisation=in_.organisation_id)


def _asked(newsletter: Newsletter, address: str, said: Said) -> Subscription:
    """Note that somebody asked in the name of an address; whoever is subscribed stays so."""
    sql.lock("mailing.subscribing", newsletter.pk)
    at = as_datetime(now())
    row, _ = Subscription.objects.get_or_create(
        newsletter=newsletter, email=address,
        defaults={"changed_at": at, "identity_id": identity_at(newsletter, address)},
    )  # fmt: skip
    if row.state != SubscriptionState.ON:
        # What they said last stands until the link is followed; only the asking is of now.
        row.changed_at = at
        row.save(update_fields=["changed_at"])
    SubscriptionChange.objects.create(
        subscription=row, state=SubscriptionState.ASKED, way=said.way, network=said.network,
        agent=said.agent, at=at, is_told=True, consent_text=newsletter.consent_text,
        consent_version=newsletter.consent_version,
    )  # fmt: skip
    return row


def _is_dead(in_: Community, address: str) -> bool:
    """Tell whether letters to an address come back or were called spam: it is not written to."""
    dead = Suppression.objects.filter(community=in_, email=address, ended_at=None)
    return dead.exclude(why=Why.ASKED).exists()


def _write(row: Subscription, newsletter: Newsletter, language: str, in_: Community) -> None:
    with translation.override(language):
        link = f"{settings.ADDRESS}/l/c/{confirm_secret(row)}/"
        subject = gettext("Please confirm: {newsletter}").format(newsletter=newsletter.title)
        body = gettext(
            "Somebody, we hope you, asked for “{newsletter}” of {community} at this address.\n\n"
            "If it was you, confirm it here within a week:\n{link}\n\n"
            "If it was not, do nothing: no letters will come."
        ).format(newsletter=newsletter.title, community=in_.name, link=link)  # fmt: skip
    write_letter(row.email, subject, f"{body}\n", organisation=in_.organisation_id)
