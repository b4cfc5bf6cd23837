"""Notes on the time line: what happened on a day, so that nobody wonders a year later."""

from datetime import date

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community
from veche.core.terms import Actor
from veche.insights.models import Annotation
from veche.insights.rules.periods import day_number
from veche.insights.terms import SAVE_BOARDS
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.text import clean_name
from veche.kit.time import now

UNSAID = N_("Say in a few words what happened.")
UNDATED = N_("Choose the day on which it happened.")


def add_annotation(text: str, day: date | None, *, in_: Community, by: Actor) -> Annotation:
    """Note what happened on a day of the community's clock; refused without words or day."""
    require(by, SAVE_BOARDS, in_=in_)
    said = clean_name(text)[:200]
    refuse_if([Reason(UNSAID, field="text")] * (not said) + [Reason(UNDATED, field="day")] * (day is None))
    found = Annotation(
        community=in_, day=day_number(day) if day else 0, text=said, user_id=by.user_id, author=by.name,
        made_at=now(),
    )  # fmt: skip
    with transaction.atomic():
        found.save()
        audit(by, "insights.add_annotation", in_=in_, on=found, text=said)
    return found


def remove_annotation(annotation: Annotation, *, in_: Community, by: Actor) -> None:
    """Take a note away; `restore_annotation` brings it back. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    _set_removed(annotation, now(), in_, by, "insights.remove_annotation")


def restore_annotation(annotation: Annotation, *, in_: Community, by: Actor) -> None:
    """Bring a note back. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    _set_removed(annotation, None, in_, by, "insights.restore_annotation")


def _set_removed(annotation: Annotation, at: int | None, in_: Community, by: Actor, act: str) -> None:
    with transaction.atomic():
        Annotation.objects.filter(pk=annotation.pk, community=in_).update(removed_at=at)
        audit(by, act, in_=in_, on=annotation, text=annotation.text)
