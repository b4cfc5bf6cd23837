"""How a community takes money: the words of an invoice, and its providers' keys, sealed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.events.models import PaymentDesk
from veche.events.rules.paying import PROVIDERS
from veche.events.terms import KEEP_MONEY
from veche.events.terms.paying import Way
from veche.kit.sealing import seal
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean

if TYPE_CHECKING:
    from veche.core.models import Community

MISSING = N_("Both keys are needed.")
ODD_VAT = N_("A VAT code is a number from 1 to 12.")
LONGEST_WORDS = 2000


def save_payment_desk(
    community: Community,
    *,
    transfer_words: str,
    at_door: bool,
    keys: Mapping[Way, Mapping[str, str]],
    by: Actor,
) -> PaymentDesk:
    """Keep how a community takes money. Keys that are all empty stay as they are; one given, all are needed.

    Refuses with every reason at once.
    """
    require(by, KEEP_MONEY, in_=community)
    given = {
        way: told for way, told in keys.items() if any(told.get(name) for name, _ in PROVIDERS[way].FIELDS)
    }
    refuse_if([reason for way, told in given.items() for reason in _faults(way, told)])
    with transaction.atomic():
        desk, _ = PaymentDesk.objects.select_for_update().get_or_create(
            community=community, defaults={"door": secrets.token_urlsafe(24)}
        )
        desk.transfer_words, desk.at_door = clean(transfer_words).strip()[:LONGEST_WORDS], at_door
        desk.sealed = desk.sealed | {way.value: seal(json.dumps(dict(told))) for way, told in given.items()}
        desk.save()
        audit(by, "events.save_payment_desk", in_=community, on=community, ways=sorted(given))
    return desk


def forget_keys(community: Community, way: Way, *, by: Actor) -> None:
    """Take a provider's keys away: nobody pays through it any more. May be repeated."""
    require(by, KEEP_MONEY, in_=community)
    with transaction.atomic():
        desk = PaymentDesk.objects.select_for_update().filter(community=community).first()
        if desk and way.value in desk.sealed:
            desk.sealed = {key: value for key, value in desk.sealed.items() if key != way.value}
            desk.save(update_fields=["sealed"])
            audit(by, "events.forget_keys", in_=community, on=community, way=way.value)


def _faults(way: Way, told: Mapping[str, str]) -> list[Reason]:
    empty = [name for name, _ in PROVIDERS[way].FIELDS if not told.get(name)]
    reasons = [Reason(MISSING, field=f"{way.value}_{name}") for name in empty]
    code = told.get("vat_code", "")
    if code and not (code.isdecimal() and 1 <= int(code[:4]) <= 12):
        reasons.append(Reason(ODD_VAT, field=f"{way.value}_vat_code"))
    return reasons
