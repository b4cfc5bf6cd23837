"""The keys that tokens of letters are signed with, each for one purpose, made of Veche's own secret."""

from functools import cache

from django.conf import settings
from django.utils.crypto import salted_hmac

from veche.mailing.models import Delivery
from veche.mailing.rules.tokens import delivery_of, delivery_returned, return_mark_of


@cache
def _key(purpose: str, secret: str) -> bytes:
    return salted_hmac(f"veche.mailing.{purpose}", "key", secret=secret, algorithm="sha256").digest()


def link_key() -> bytes:
    """Answer the key of what stands in the links of letters."""
    return _key("links", settings.SECRET_KEY)


def return_key() -> bytes:
    """Answer the key of return addresses."""
    return _key("returns", settings.SECRET_KEY)


def return_mark(delivery: int) -> str:
    """Answer what stands after the «b-» in the return address of a delivery."""
    return return_mark_of(return_key(), delivery)


def delivery_at(token: str) -> Delivery | None:
    """Answer the delivery that a link's token names, while its community is open; one query."""
    return _delivery(delivery_of(link_key(), token))


def delivery_returned_to(mark: str) -> Delivery | None:
    """Answer the delivery that a return address names; one query."""
    return _delivery(delivery_returned(return_key(), mark))


def _delivery(pk: int | None) -> Delivery | None:
    if pk is None:
        return None
    found = Delivery.objects.select_related("letter__community__organisation", "letter__newsletter")
    return found.filter(pk=pk, letter__community__closed_at=None).first()
