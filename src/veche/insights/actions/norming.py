"""Norming: a community says itself between which numbers a sign of its health should be."""

from __future__ import annotations

import math

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.models import OwnNorm
from veche.insights.rules.signs import SIGNS
from veche.insights.terms import SAVE_BOARDS, Norm, Unit
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import now

NO_SIGN = N_("There is no such number on the health page.")
NO_NUMBER = N_("Write at least one number: from which on, or up to which.")
NEGATIVE = N_("Write a number that is not below zero.")
BEYOND = N_("A share is at most 100 %.")
BACKWARDS = N_("The first number is larger than the second.")
LARGEST = 1e9


def set_norm(sign: str, norm: Norm, reason: str = "", *, in_: Community, by: Actor) -> OwnNorm:
    """Say what is normal for a sign in this community; it holds instead of the one before.

    Refuses with every reason at once what is no sign, no number, or a range the wrong way round.
    """
    require(by, SAVE_BOARDS, in_=in_)
    refuse_if(_reasons(sign, norm))
    found = OwnNorm(
        community=in_, sign=sign, low=norm.low, high=norm.high, reason=clean_name(reason)[:300],
        user_id=by.user_id, author=by.name, made_at=now(),
    )  # fmt: skip
    with transaction.atomic():
        _end(sign, in_)
        found.save()
        audit(by, "insights.set_norm", in_=in_, on=found, sign=sign, low=norm.low, high=norm.high)
    return found


def remove_norm(norm: OwnNorm, *, in_: Community, by: Actor) -> None:
    """Let the ready norm hold again; `restore_norm` brings the own one back. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    with transaction.atomic():
        OwnNorm.objects.filter(pk=norm.pk, community=in_).update(removed_at=now())
        audit(by, "insights.remove_norm", in_=in_, on=norm, sign=norm.sign)


def restore_norm(norm: OwnNorm, *, in_: Community, by: Actor) -> None:
    """Let an own norm hold again, instead of any set since. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    with transaction.atomic():
        _end(norm.sign, in_)
        OwnNorm.objects.filter(pk=norm.pk, community=in_).update(removed_at=None)
        audit(by, "insights.restore_norm", in_=in_, on=norm, sign=norm.sign)


def _end(sign: str, community: Community) -> None:
    OwnNorm.objects.filter(community=community, sign=sign, removed_at=None).update(removed_at=now())


def _reasons(sign: str, norm: Norm) -> list[Reason]:
    given = {name: value for name, value in norm._asdict().items() if value is not None}
    is_share = sign in SIGNS and SIGNS[sign].unit is Unit.PERCENT
    found = [
        (sign not in SIGNS, Reason(NO_SIGN, field="sign")),
        (not given, Reason(NO_NUMBER, field="low")),
        (len(given) == 2 and given["low"] > given["high"], Reason(BACKWARDS, field="high")),
    ]
    for name, value in given.items():
        is_number = math.isfinite(value) and 0 <= value < LARGEST
        found.append((not is_number, Reason(NEGATIVE, field=name)))
        found.append((is_number and is_share and value > 100, Reason(BEYOND, field=name)))
    return [reason for holds, reason in found if holds]
