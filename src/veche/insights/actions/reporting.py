"""Reports: who gets which board by mail, and how often."""

from django.db import transaction

from veche.core.actions import audit, require
from veche.core.models import Community, User
from veche.core.terms import SYSTEM, Actor
from veche.insights.actions.boards import is_board
from veche.insights.actions.sharing import NO_BOARD
from veche.insights.models import Report
from veche.insights.terms import EXPORT_FIGURES, KEEP_FIGURES, Day
from veche.kit.terms import N_, Reason, refuse_if
from veche.kit.time import now

NO_RHYTHM = N_("Choose every week or every month.")
NO_READER = N_("Only somebody signed in can be sent a report.")


def set_report(
    board: str, rhythm: str, *, in_: Community, by: Actor, with_pdf: bool = True, with_xlsx: bool = False
) -> Report:
    """Have a board sent to whoever asks, every week or month, with files of it.

    Refuses a board or a rhythm there is not. Asked again for the same board, it is changed.
    """
    require(by, EXPORT_FIGURES, in_=in_)
    reader = User.objects.filter(pk=by.user_id or 0).first()
    refuse_if(
        [Reason(NO_BOARD)] * (not is_board(in_, board))
        + [Reason(NO_RHYTHM, field="rhythm")] * (rhythm not in (Report.WEEKLY, Report.MONTHLY))
        + [Reason(NO_READER)] * (reader is None)
    )
    found = Report.objects.filter(community=in_, board=board, user=reader, removed_at=None).first()
    report = found or Report(community=in_, board=board, user=reader, author=by.name, made_at=now())
    report.rhythm, report.with_pdf, report.with_xlsx = rhythm, with_pdf, with_xlsx
    with transaction.atomic():
        report.save()
        audit(by, "insights.set_report", in_=in_, on=report, board=board)
    return report


def remove_report(report: Report, *, in_: Community, by: Actor) -> None:
    """Send a board no longer; `restore_report` sends it again. May be repeated."""
    require(by, EXPORT_FIGURES, in_=in_)
    _set_removed(report, now(), in_, by, "insights.remove_report")


def restore_report(report: Report, *, in_: Community, by: Actor) -> None:
    """Send a board again. May be repeated."""
    require(by, EXPORT_FIGURES, in_=in_)
    _set_removed(report, None, in_, by, "insights.restore_report")


def _set_removed(report: Report, at: int | None, in_: Community, by: Actor, act: str) -> None:
    with transaction.atomic():
        Report.objects.filter(pk=report.pk, community=in_, user_id=by.user_id or 0).update(removed_at=at)
        audit(by, act, in_=in_, on=report, board=report.board)


def mark_sent(report: Report, last: Day, *, by: Actor = SYSTEM) -> bool:
    """Note that the period that ends on this day is sent; answers no where it was before."""
    require(by, KEEP_FIGURES, in_=report.community)
    return bool(Report.objects.filter(pk=report.pk, sent_day__lt=last, removed_at=None).update(sent_day=last))
