"""Accepting: what can be a fact at all, and the one spelling a handle is kept under."""

import hashlib
import hmac

from veche.kit.terms import N_
from veche.kit.text import clean_name, fold
from veche.kit.time import is_plausible
from veche.ledger.terms import LONGEST_ID, Handle, Sighting

NO_ID = N_("It has no identifier.")
LONG_ID = N_("Its identifier is longer than any channel gives.")
NO_HANDLE = N_("It does not say who did it.")
BAD_TIME = N_("Its date is missing or impossible.")
BAD_AMOUNT = N_("Its amount is beyond all bounds.")
LARGEST_AMOUNT = 10**17
_FOLDED = frozenset({"email", "telegram_name", "vk_name", "irc", "discord_name", "website", "github"})


def fault_of(sighting: Sighting) -> str:
    """Answer why a sighting cannot be a fact, or an empty text if it can."""
    if not sighting.external_id or not sighting.place.key:
        return NO_ID
    if len(sighting.external_id) > LONGEST_ID or len(sighting.thread) > LONGEST_ID:
        return LONG_ID
    if not sighting.handle.value.strip() or len(sighting.handle.value) > LONGEST_ID:
        return NO_HANDLE
    if not is_plausible(sighting.at):
        return BAD_TIME
    if sighting.amount is not None and abs(sighting.amount) > LARGEST_AMOUNT:
        return BAD_AMOUNT
    return ""


def normal_handle(handle: Handle) -> Handle:
    """Answer the handle in the one spelling it is kept under; case matters only where it does outside."""
    value = clean_name(handle.value, LONGEST_ID)
    if handle.kind in _FOLDED:
        value = fold(value).removeprefix("@")
    name = clean_name(handle.name)
    if value == handle.value and name == handle.name:
        return handle
    return handle._replace(value=value, name=name)


def digest_of_handle(kind: str, value: str, *, secret: str) -> str:
    """Answer the keyed digest by which a forgotten handle is known again without being kept."""
    return hmac.new(secret.encode(), f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()
