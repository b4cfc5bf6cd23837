"""Working: what people do about background jobs."""

from django.db import transaction

from veche.core.actions.auditing import audit
from veche.core.actions.requiring import require
from veche.core.models import Organisation
from veche.core.queries.working import jobs_of
from veche.core.terms import SEE_JOBS, Actor
from veche.kit import jobs
from veche.kit.terms import N_, Refusal


def retry_job(job_id: int, *, in_: Organisation, by: Actor) -> None:
    """Send a failed job back to wait; refuses one that is not failed or is not this organisation's."""
    require(by, SEE_JOBS, in_=in_)
    job = jobs_of(in_).filter(pk=job_id).first()
    with transaction.atomic():
        if job is None or not jobs.retry_job(job_id):
            raise Refusal(N_("This job does not wait for another try."))
        audit(by, "core.retry_job", in_=in_, on=job, name=job.name)
