"""Jobs: work that commits with the change that asked for it and survives kill -9."""

from veche.kit.jobs.declaring import Declared, Loop, Periodic, declared, job
from veche.kit.jobs.queueing import drain, enqueue, retry_job, tell_progress
from veche.kit.models import Job

__all__ = [
    "Declared",
    "Job",
    "Loop",
    "Periodic",
    "declared",
    "drain",
    "enqueue",
    "job",
    "retry_job",
    "tell_progress",
]
