"""Verifying: calls of Amazon, whose certificate has to be asked for over the guarded door."""

from __future__ import annotations

from functools import lru_cache

from veche.kit.terms import Refusal, Trouble
from veche.kit.web.making import web_for
from veche.mailing.models import Returning
from veche.mailing.rules.knocks import amazon
from veche.mailing.terms.returning import Call

LARGEST_CERTIFICATE = 64 * 1024
_PATIENCE = 10.0


def verified(returning: Returning, call: Call) -> bool:
    """Tell whether a call that was kept unverified is genuine; a question to subscribe is said yes to.

    Raises `Trouble` where the outside is away, so that it is tried again.
    """
    if returning.way != "ses":
        return False
    try:
        certificate = _certificate(amazon.certificate_address(call))
    except (ValueError, Refusal):
        return False
    if not amazon.is_signed(call, certificate):
        return False
    if address := amazon.confirmation_in(call):
        _asked(address)
    return True


@lru_cache(maxsize=32)
def _certificate(address: str) -> bytes:
    return _asked(address)


def _asked(address: str) -> bytes:
    web = web_for(amazon.HOSTS, patience=_PATIENCE, largest=LARGEST_CERTIFICATE)
    with web.client() as client:
        answer = client.get(address)
    if answer.status_code >= 500:
        raise Trouble(f"Amazon answers {answer.status_code}")
    if answer.status_code != 200:
        raise Refusal(f"Amazon answers {answer.status_code}")
    return answer.content
