"""Letters whose time has come."""

from django.db.models import Q

from veche.core.terms import SYSTEM
from veche.kit.jobs import job
from veche.kit.terms import N_
from veche.kit.time import HOUR, as_datetime, now
from veche.mailing.actions import begin_letter, spare_cancelled
from veche.mailing.models import Letter
from veche.mailing.terms import LetterState, When

MOST = 100
# So long before its time a letter may begin that is to reach each at their own clock: the world is so wide.
WIDEST = 26 * HOUR


@job(N_("Begin letters whose time has come"), bound=600)
def begin_letters() -> None:
    """Let every scheduled letter that is due be prepared; one that may not leave stays and says why."""
    is_due = Q(leaves_at__lte=as_datetime(now()))
    may_begin = Q(when=When.LOCAL, leaves_at__lte=as_datetime(now() + WIDEST))
    due = Letter.objects.filter(is_due | may_begin, state=LetterState.SCHEDULED, removed_at=None)
    found = due.select_related("community__organisation").filter(community__closed_at=None)
    for letter in found.order_by("leaves_at", "pk")[:MOST]:
        begin_letter(letter, by=SYSTEM)


@job(N_("Leave out who waits for a letter that was given up"), bound=900)
def spare_cancelled_letter(letter: int) -> None:
    """Leave everybody out who waits for a letter that stays cancelled."""
    found = Letter.objects.select_related("community").filter(pk=letter)
    while (row := found.filter(state=LetterState.CANCELLED).first()) and spare_cancelled(
        row, in_=row.community, by=SYSTEM
    ):
        pass
