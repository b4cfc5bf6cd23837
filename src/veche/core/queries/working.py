"""Background jobs as a leader sees them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from veche.core.models import Organisation
from veche.kit.jobs import Job, declared

STATES = (Job.RUNNING, Job.WAITING, Job.FAILED, Job.DONE)


@dataclass(frozen=True)
class ShownJob:
    """A job with its title and how far it is; `percent` is nothing where nobody said."""

    job: Job
    title: str
    percent: int | None
    error: str

    @property
    def error_line(self) -> str:
        """The last line of what went wrong: the reason, without the way to it."""
        lines = self.error.strip().splitlines()
        return lines[-1][:300] if lines else ""


def jobs_of(organisation: Organisation) -> QuerySet[Job]:
    """Answer the jobs of the organisation's communities, and those of the whole installation."""
    communities = organisation.communities.values("pk")
    return Job.objects.filter(Q(community_id=None) | Q(community_id__in=communities))


def counts_of_jobs(organisation: Organisation) -> dict[str, int]:
    """Answer how many jobs stand in each state."""
    found = jobs_of(organisation).values_list("state").annotate(count=Count("id"))
    counts = dict(found.order_by())
    return {state: counts.get(state, 0) for state in STATES}


def shown_jobs(jobs: list[Job]) -> list[ShownJob]:
    """Answer jobs ready to be shown.

    What went wrong with a job of no community may name people of another organisation: where
    there are several, it is for the log alone.
    """
    alone = Organisation.objects.count() < 2
    return [_shown(job, says_why=alone or job.community_id is not None) for job in jobs]


def _shown(job: Job, *, says_why: bool) -> ShownJob:
    known = declared(job.name)
    percent = min(100, 100 * job.done_part // job.whole) if job.whole else None
    return ShownJob(job, known.title if known else job.name, percent, job.error if says_why else "")
