"""The core's jobs."""

from django.contrib.sessions.models import Session

from veche.core import actions
from veche.core.terms import SYSTEM
from veche.kit import limits
from veche.kit.jobs import job
from veche.kit.jobs.queueing import forget_done_jobs
from veche.kit.terms import N_


@job(N_("Write the letter for a new password"), bound=60)
def send_way_back(email: str) -> None:
    """Write the letter to whoever forgot their password, if anybody here has the address."""
    actions.send_way_back(email, by=SYSTEM)


@job(N_("Sweep up sessions and jobs that are over"))
def sweep() -> None:
    """Delete sessions that ended, counts of attempts, and jobs that were done a day ago."""
    Session.get_session_store_class()().clear_expired()
    limits.forget_counts()
    forget_done_jobs()
