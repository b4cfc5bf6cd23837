"""Remarks: what colleagues say about a letter, and what became of it."""

from __future__ import annotations

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import Actor
from veche.kit.terms import N_, Reason, Refusal
from veche.kit.text import clean
from veche.kit.time import as_datetime, now
from veche.mailing.models import Letter, Remark
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.terms.desk import LONGEST_REMARK

EMPTY = N_("Write what you want to remark.")
TOO_MANY = N_("A letter has at most {most} remarks.")
MOST = 500


def write_remark(letter: Letter, text: str, block: str = "", *, by: Actor) -> Remark:
    """Remark on a letter, or on one block of it; refuses an empty remark."""
    require(by, WRITE_LETTERS, in_=letter.community)
    told = clean(text, LONGEST_REMARK).strip()
    if not told:
        raise Refusal(Reason(EMPTY, field="text"))
    if letter.remarks.count() >= MOST:
        raise Refusal(Reason(TOO_MANY, field="text", values={"most": MOST}))
    with transaction.atomic():
        kept = Remark.objects.create(
            letter=letter, block=block[:40], text=told, at=as_datetime(now()), user_id=by.user_id,
            author=by.name,
        )  # fmt: skip
        audit(by, "mailing.write_remark", in_=letter.community, on=letter)
    return kept


def settle_remark(remark: Remark, *, by: Actor) -> None:
    """Say that a remark is dealt with; `reopen_remark` takes it back. May be repeated."""
    _settle(remark, "mailing.settle_remark", is_settled=True, by=by)


def reopen_remark(remark: Remark, *, by: Actor) -> None:
    """Say that a remark is not dealt with after all. May be repeated."""
    _settle(remark, "mailing.reopen_remark", is_settled=False, by=by)


def _settle(remark: Remark, act: str, *, is_settled: bool, by: Actor) -> None:
    community = remark.letter.community
    require(by, WRITE_LETTERS, in_=community)
    if (remark.settled_at is not None) == is_settled:
        return
    remark.settled_at = as_datetime(now()) if is_settled else None  # type: ignore[assignment]
    remark.settled_by = by.name if is_settled else ""
    with transaction.atomic():
        remark.save(update_fields=["settled_at", "settled_by"])
        audit(by, act, in_=community, on=remark.letter)
