"""Ways out: what hands letters to a mail server, a provider, or the outbox page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from typing import Protocol

from veche.core.terms import SYSTEM
from veche.kit.dkim import Signer, signer_of
from veche.kit.sealing import unseal
from veche.kit.smtp import Fate, Notes, Outcome, Parcel, Patience, Place, Reply, Stage, opened
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.web.making import web_for
from veche.mailing.actions import keep_letter
from veche.mailing.models import Sender
from veche.mailing.queries.sending import access_of
from veche.mailing.terms import SenderKind

UNKNOWN = N_("This kind of sender is not known to this version of Veche.")
KEPT = Reply(250, "2.0.0 kept in the outbox")


class Way(Protocol):
    """An open way out."""

    eight_bit: bool

    @property
    def is_open(self) -> bool:
        """Tell whether another letter may go this way."""

    def carry(self, parcels: Iterable[Parcel], notes: Notes) -> Iterator[Outcome]:
        """Hand letters over, as `kit.smtp.Carrying` does."""

    def close(self) -> None:
        """Take leave."""


def open_way(sender: Sender, patience: Patience) -> Way:
    """Open the way out of a sender; `Refusal` where it lets nothing out, `Trouble` where it is away."""
    match sender.kind:
        case SenderKind.SMTP:
            return ServerWay(sender, patience)
        case SenderKind.OUTBOX:
            return OutboxWay(sender)
        case SenderKind.PROVIDER:
            from veche.mailing.jobs.providers import ProviderWay

            return ProviderWay(sender)
    raise Refusal(Reason(UNKNOWN))


def place_of(sender: Sender) -> Place:
    """Answer the mail server of a sender."""
    told = access_of(sender)
    port = told.get("port", "")
    return Place(
        told.get("host", ""), int(port) if port.isdigit() else 0, told.get("security", "starttls"),
        told.get("login", ""), told.get("password", ""), sender.address.rpartition("@")[2],
    )  # fmt: skip


def signer_for(sender: Sender) -> Signer | None:
    """Answer who signs a sender's letters, if we do."""
    if not sender.dkim_key or not sender.dkim_selector:
        return None
    return signer_of(sender.address.rpartition("@")[2], sender.dkim_selector, unseal(sender.dkim_key))


def envelope_of(email: str) -> bytes:
    """Answer a recipient that was checked already as RCPT takes it, its domain in letters of ASCII."""
    name, _, domain = email.rpartition("@")
    return f"{name}@{domain if domain.isascii() else _ascii_domain(domain)}".encode()


@lru_cache(maxsize=1024)
def _ascii_domain(domain: str) -> str:
    return domain.encode("idna").decode()


class ServerWay:
    """A line to a mail server."""

    def __init__(self, sender: Sender, patience: Patience) -> None:
        place = place_of(sender)
        self._held = ExitStack()
        ports = (place.port,) if place.port else ()
        web = web_for([place.host], ports=ports, patience=patience.opening)
        self._line = self._held.enter_context(opened(web, place, patience))
        self.eight_bit = self._line.offer.eight_bit

    @property
    def is_open(self) -> bool:
        """Tell whether the line holds."""
        return self._line.is_open

    def carry(self, parcels: Iterable[Parcel], notes: Notes) -> Iterator[Outcome]:
        """Hand letters over the line."""
        return self._line.carry(parcels, notes)

    def close(self) -> None:
        """Take leave."""
        self._held.close()


class OutboxWay:
    """Nothing leaves: letters lie on a page, as they would have left."""

    eight_bit = False
    is_open = True

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def carry(self, parcels: Iterable[Parcel], notes: Notes) -> Iterator[Outcome]:
        """Keep letters."""
        for parcel in parcels:
            notes.said(parcel.key)
            keep_letter(self._sender, parcel.key, parcel.data, by=SYSTEM)
            outcome = Outcome(parcel.key, Fate.SENT, KEPT, Stage.DOT)
            notes.answered(outcome)
            yield outcome

    def close(self) -> None:
        """Nothing is held."""
