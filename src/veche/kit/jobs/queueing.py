"""Asking for jobs, claiming them, and noting how they ended."""

import random
import traceback
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, transaction

from veche.kit import sql
from veche.kit.jobs.declaring import Declared, declared
from veche.kit.models import Job
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import DAY, SECOND, Moment, now
from veche.kit.waking import JOBS, wake

LEASE = 20 * SECOND
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 3600.0
KEPT = DAY
# The job this process is at, so that what it calls can tell how far it is.
_RUNNING: ContextVar[Job | None] = ContextVar("running", default=None)


def enqueue(
    job: Declared | str,
    *,
    at: Moment | None = None,
    key: str = "",
    community: int | None = None,
    **arguments: Any,
) -> None:
    """Ask for a job inside the running transaction; it exists if and only if that commits.

    Actions, which stand below their room's jobs, name them: «ledger.jobs.index_words». With a
    `key`, asking again while the first still waits changes nothing.
    """
    job = _named(job) if isinstance(job, str) else job
    moment = now()
    row = Job(
        name=job.name, arguments=arguments, key=key and f"{job.name}:{key}", lane=job.lane,
        community_id=community, made_at=moment, due_at=at or moment,
    )  # fmt: skip
    if at is None or at <= moment:
        transaction.on_commit(_wake_workers)
    if not row.key:
        row.save(force_insert=True)
    elif not Job.objects.filter(key=row.key, state=Job.WAITING).exists():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            pass  # another node asked at the same time


def _wake_workers() -> None:
    """Wake workers that have nothing to do; those on other machines look by themselves."""
    wake(JOBS)


def _named(name: str) -> Declared:
    found = declared(name)
    if found is None:
        raise LookupError(f"no job is declared as {name}")
    return found


def claim_job(claim: str, lanes: tuple[str, ...]) -> Job | None:
    """Take the next due job of the lanes for this process, or nothing; safe among many nodes."""
    moment = now()
    skip = " FOR UPDATE SKIP LOCKED" if sql.on_postgres() else ""
    places = ", ".join(["%s"] * len(lanes))
    statement = f"""
        UPDATE kit_job SET state = 'running', claim = %s, leased_until = %s, started_at = %s,
               attempts = attempts + 1, done_part = 0
        WHERE id = (SELECT id FROM kit_job WHERE state = 'waiting' AND due_at <= %s
                    AND lane IN ({places}) ORDER BY due_at, id LIMIT 1{skip})
        RETURNING id"""
    if not _any_due(moment):
        return None
    with transaction.atomic():
        found = sql.fetch(statement, (claim, moment + LEASE, moment, moment, *lanes))
    return Job.objects.get(pk=found[0][0]) if found else None


def _any_due(moment: Moment) -> bool:
    """Look before locking: an idle worker must not take SQLite's write lock twice a second."""
    return bool(
        sql.fetch("SELECT 1 FROM kit_job WHERE state = 'waiting' AND due_at <= %s LIMIT 1", (moment,))
    )


def perform(job: Job) -> None:
    """Run a claimed job and note its end; a fault sends it back with a growing pause."""
    known = declared(job.name)
    if known is None:
        end_in_failure(job, "This version of Veche has no such job.", again=False)
        return
    token = _RUNNING.set(job)
    try:
        known.run(**job.arguments)
    except Refusal as refusal:
        end_in_failure(job, str(refusal), again=False)
    except Trouble as trouble:
        end_in_failure(job, str(trouble), again=job.attempts < known.attempts, pause=trouble.retry_after)
    except Exception:
        end_in_failure(job, traceback.format_exc(limit=-12), again=job.attempts < known.attempts)
    else:
        _end(job, state=Job.DONE, error="")
    finally:
        _RUNNING.reset(token)


def end_in_failure(job: Job, error: str, *, again: bool, pause: float | None = None) -> None:
    """Send the job back to wait, or leave it failed for a person to look at."""
    if not again:
        _end(job, state=Job.FAILED, error=error)
        return
    wait = pause if pause is not None else pause_after(job.attempts)
    due = Moment(now() + int(wait * SECOND))
    try:
        with transaction.atomic():
            _end(job, state=Job.WAITING, error=error, due_at=due)
    except IntegrityError:
        _end(job, state=Job.DONE, error=error)  # the same job was asked for again meanwhile


def pause_after(attempts: int) -> float:
    """Answer the seconds before the next try: 5, 20, 80 … to an hour, give or take a fifth."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 4.0 ** max(0, attempts - 1)) * random.uniform(0.8, 1.2)  # noqa: S311


def _end(job: Job, **change: Any) -> None:
    """Write the end only while the claim is still ours: a slow process may have lost it."""
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=Job.RUNNING)
    mine.update(ended_at=now(), leased_until=None, claim="", **change)


def retry_job(job_id: int) -> bool:
    """Send a failed job back to wait from its first attempt; answers whether it was failed."""
    changed = Job.objects.filter(pk=job_id, state=Job.FAILED).update(
        state=Job.WAITING, attempts=0, due_at=now(), ended_at=None
    )
    return bool(changed)


def tell_progress(done: int, whole: int, *, kept: bool = False) -> None:
    """Show on the jobs page how far the running job is; outside of a job it does nothing.

    `kept` says that what is done stays done whatever happens: the attempts, and the pauses
    that grow with them, then start anew, so that a long job survives any number of crashes.
    """
    job = _RUNNING.get()
    if job is None:
        return
    if kept:
        job.attempts = 1
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=Job.RUNNING)
    mine.update(done_part=done, whole=whole, attempts=job.attempts)


def extend_leases(claims: list[str]) -> None:
    """Say that these processes live: their jobs stay theirs."""
    Job.objects.filter(state=Job.RUNNING, claim__in=claims).update(leased_until=now() + LEASE)


def free_jobs(*, claims: list[str] | None = None) -> int:
    """Give back the jobs of dead processes: those named, or all whose lease ran out."""
    lost = Job.objects.filter(state=Job.RUNNING)
    lost = lost.filter(claim__in=claims) if claims is not None else lost.filter(leased_until__lt=now())
    count = 0
    for job in lost:
        known = declared(job.name)
        again = known is not None and job.attempts < known.attempts
        end_in_failure(job, "The process that ran it ended.", again=again)
        count += 1
    return count


def forget_done_jobs() -> None:
    """Delete what was done more than a day ago; failed jobs stay until somebody looked."""
    Job.objects.filter(state=Job.DONE, ended_at__lt=now() - KEPT).delete()


def drain(limit: int = 10_000) -> int:
    """Do every job that is due, here and now, and answer how many: for commands and tests."""
    count = 0
    while count < limit and (job := claim_job("drain", ("main", "long"))):
        perform(job)
        count += 1
    return count


def oldest_wait() -> int:
    """Answer for how many seconds the longest waiting job that is due has been waiting."""
    moment = now()
    found = sql.fetch("SELECT min(due_at) FROM kit_job WHERE state = 'waiting' AND due_at <= %s", (moment,))
    return (moment - found[0][0]) // SECOND if found and found[0][0] is not None else 0
