"""Changing what stands around a letter's words: its name, its newsletter, whom it is for, who sends it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.terms import LANGUAGES, Actor
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import as_datetime, now
from veche.mailing.actions.holding import hold_writable
from veche.mailing.actions.writing import UNTITLED, draft_again
from veche.mailing.models import Letter
from veche.mailing.rules.addressing import faults_of_address
from veche.mailing.terms import WRITE_LETTERS
from veche.mailing.terms.desk import LONGEST_TITLE

STRANGE = N_("That is not of this community.")
NO_LANGUAGE = N_("There is no such language.")
# Whoever changes one of these chooses whom it goes to.
OF_AUDIENCE = frozenset({"newsletter", "segment", "is_notice"})
FIELDS = (
    "title", "newsletter", "language", "theme", "sender", "segment", "from_name", "reply_to", "is_notice",
)  # fmt: skip


def change_letter(letter: Letter, *, by: Actor, **given: Any) -> Letter:
    """Change what is named of `FIELDS`; the rest stays. Approvals end unless only its name is another.

    Refuses with every reason at once: no name, newsletters, looks, senders and segments of other
    communities, an address that is none. May be repeated.
    """
    require(by, WRITE_LETTERS, in_=letter.community)
    fields = {name: given[name] for name in FIELDS if name in given}
    for name in ("title", "from_name"):
        if name in fields:
            fields[name] = clean_name(fields[name])[: LONGEST_TITLE if name == "title" else 100]
    refuse_if(_faults(letter, fields))
    with transaction.atomic():
        held = hold_writable(letter, by=by)
        changed = [name for name, value in fields.items() if getattr(held, name) != value]
        if not changed:
            return held
        for name in changed:
            setattr(held, name, fields[name])
        held.changed_at = as_datetime(now())
        if OF_AUDIENCE.intersection(changed) and by.user_id is not None:
            held.chosen_by = sorted({*held.chosen_by, by.user_id})
        held.save(update_fields=[*changed, "changed_at", "chosen_by"])
        if changed != ["title"]:
            draft_again(held, by=by)
        audit(by, "mailing.change_letter", in_=held.community, on=held, changed=sorted(changed))
    return held


def _faults(letter: Letter, fields: dict[str, Any]) -> list[Reason]:
    reasons = [Reason(UNTITLED, field="title")] if fields.get("title") == "" else []
    for name in ("newsletter", "theme", "sender", "segment"):
        thing = fields.get(name)
        if thing is not None and thing.community_id != letter.community_id:
            reasons.append(Reason(STRANGE, field=name))
    if fields.get("language", "ru") not in dict(LANGUAGES):
        reasons.append(Reason(NO_LANGUAGE, field="language"))
    return reasons + faults_of_address(fields.get("reply_to", ""), "reply_to")
