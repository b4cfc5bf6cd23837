"""Alerts: a line drawn for a measure, and telling whoever drew it when it is crossed."""

import math

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community, User
from veche.core.terms import Actor
from veche.insights.actions.reporting import NO_READER
from veche.insights.measures import MEASURES
from veche.insights.models import Alert, Firing
from veche.insights.rules.asking import grain_for
from veche.insights.terms import KEEP_FIGURES, SAVE_BOARDS, Form, Grain
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import now

NO_LINE = N_("Write the number that is the line.")
NO_SERIES = N_("Choose a measure that is told by days, weeks or months.")
NO_SIDE = N_("Choose whether above or below the line is meant.")
TOO_MANY = N_("A community has at most {most} alerts.")
MOST = 200


def set_alert(measure: str, grain: str, side: str, line: float | None, *, in_: Community, by: Actor) -> Alert:
    """Have whoever asks told when a measure's first number crosses a line in a whole day, week or month.

    Refuses with every reason at once what is no series, no line, no side.
    """
    require(by, SAVE_BOARDS, in_=in_)
    found, reader = MEASURES.get(measure), User.objects.filter(pk=by.user_id or 0).first()
    is_series = found is not None and found.form is Form.SERIES
    is_grain = grain in (Grain.DAY, Grain.WEEK, Grain.MONTH)
    alerts = Alert.objects.filter(community=in_, removed_at=None)
    refuse_if(
        [Reason(NO_SERIES, field="measure")] * (not (is_series and is_grain))
        + [Reason(NO_SIDE, field="side")] * (side not in (Alert.ABOVE, Alert.BELOW))
        + [Reason(NO_LINE, field="line")] * (line is None or not math.isfinite(line))
        + [Reason(NO_READER)] * (reader is None)
        + [Reason(TOO_MANY, values={"most": MOST})] * (alerts.count() >= MOST)
    )
    coarse = grain_for(MEASURES[measure], Grain(grain))
    alert = Alert(
        community=in_,
        measure=measure,
        grain=coarse.value,
        side=side,
        line=line or 0.0,
        user=reader,
        made_at=now(),
    )
    with transaction.atomic():
        alert.save()
        audit(by, "insights.set_alert", in_=in_, on=alert, measure=measure)
    return alert


def remove_alert(alert: Alert, *, in_: Community, by: Actor) -> None:
    """Watch a line no longer; `restore_alert` watches it again. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    _set_removed(alert, now(), in_, by, "insights.remove_alert")


def restore_alert(alert: Alert, *, in_: Community, by: Actor) -> None:
    """Watch a line again. May be repeated."""
    require(by, SAVE_BOARDS, in_=in_)
    _set_removed(alert, None, in_, by, "insights.restore_alert")


def _set_removed(alert: Alert, at: int | None, in_: Community, by: Actor, act: str) -> None:
    with transaction.atomic():
        Alert.objects.filter(pk=alert.pk, community=in_).update(removed_at=at)
        audit(by, act, in_=in_, on=alert, measure=alert.measure)


def watch_alert(alert: Alert, bucket: int, value: float, *, by: Actor) -> Firing | None:
    """Note that the line was crossed in a stretch; answers nothing where that is known. May be repeated."""
    require(by, KEEP_FIGURES, in_=alert.community)
    is_crossed = value > alert.line if alert.side == Alert.ABOVE else value < alert.line
    if not is_crossed:
        return None
    firing, is_new = Firing.objects.get_or_create(
        alert=alert, bucket=bucket, defaults={"value": value, "made_at": now()}
    )
    return firing if is_new else None
