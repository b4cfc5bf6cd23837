"""The worker: a parent that watches and children that do jobs, one at a time each."""

import gc
import logging
import os
import signal
import socket
import time
from dataclasses import dataclass, field
from functools import cache
from types import FrameType

from django.apps import apps
from django.db import DatabaseError, connections

from veche.kit.jobs.declaring import Loop, declared
from veche.kit.jobs.queueing import claim_job, end_in_failure, extend_leases, free_jobs, perform
from veche.kit.jobs.scheduling import enqueue_periodic
from veche.kit.memory import give_back_memory
from veche.kit.models import Job
from veche.kit.rooms import rooms
from veche.kit.time import SECOND, now
from veche.kit.waking import JOBS, Sleeper

log = logging.getLogger("veche.jobs")
IDLE_PAUSE = 0.4
WATCH_PAUSE = 1.0
BEAT = 5.0
GRACE = 10 * SECOND


class TookTooLong(Exception):
    """A job ran past its bound."""


@dataclass
class Crew:
    """The children of one worker process and the lanes they serve."""

    lanes: list[tuple[str, ...]]
    children: dict[int, int] = field(default_factory=dict)  # process id → place in lanes
    loops: dict[int, str] = field(default_factory=dict)  # process id → name of the loop it runs
    ending: bool = False

    def claims(self) -> list[str]:
        """Answer the names under which the living children hold jobs."""
        return [claim_of(pid) for pid in self.children]


def claim_of(pid: int) -> str:
    """Answer the name under which a process holds jobs: unique over nodes."""
    return f"{socket.gethostname()[:40]}:{pid}"


def work(processes: int = 2) -> None:
    """Do jobs until told to stop. The first child leaves long jobs alone, so short ones never wait."""
    learn_once()
    crew = Crew([("main",)] + [("main", "long")] * max(1, processes - 1))
    signal.signal(signal.SIGTERM, lambda *_: setattr(crew, "ending", True))
    signal.signal(signal.SIGINT, lambda *_: setattr(crew, "ending", True))
    beaten = 0.0
    while not crew.ending:
        _restore_children(crew)
        if time.monotonic() - beaten >= BEAT:
            beaten = time.monotonic()
            _beat(crew)
        _bury_children(crew)
        time.sleep(WATCH_PAUSE)
    _dismiss(crew)


@cache
def learn_once() -> None:
    """Do before forking what every child would do at its first job: then its memory is shared."""
    declared("")  # reads every door plate
    for model in apps.get_models(include_auto_created=True):
        model._meta.get_fields(include_hidden=True)  # who points to whom
    try:
        Job.objects.filter(pk=0).first()  # how a question is put
    except DatabaseError:
        log.warning("the database does not answer yet")
    connections.close_all()
    give_back_memory()
    gc.freeze()  # what the collector leaves alone stays shared


def _beat(crew: Crew) -> None:
    """Keep leases, give back lost jobs, stop overdue ones, give periodic jobs their turn."""
    try:
        extend_leases(crew.claims())
        free_jobs()
        _stop_overdue(crew)
        enqueue_periodic()
        _restore_loops(crew)
    except Exception:  # the database may be away for a while; the next beat tries again
        log.exception("the worker could not keep its jobs")
        connections.close_all()


def _restore_children(crew: Crew) -> None:
    for place in range(len(crew.lanes)):
        if place not in crew.children.values():
            connections.close_all()
            pid = os.fork()
            if pid == 0:
                _run_child(crew.lanes[place])
            crew.children[pid] = place


def _restore_loops(crew: Crew) -> None:
    """Start what is wanted and does not run."""
    for room in rooms().values():
        for loop in room.loops:
            if loop.name not in crew.loops.values() and loop.is_wanted():
                connections.close_all()
                pid = os.fork()
                if pid == 0:
                    _run_loop(loop)
                crew.loops[pid] = loop.name


def _bury_children(crew: Crew) -> None:
    """Give back the jobs of children that died, at once rather than when the lease ends."""
    for pid in list(crew.children):
        ended, _ = os.waitpid(pid, os.WNOHANG)
        if ended:
            del crew.children[pid]
            free_jobs(claims=[claim_of(pid)])
    for pid in list(crew.loops):
        if os.waitpid(pid, os.WNOHANG)[0]:
            del crew.loops[pid]


def _stop_overdue(crew: Crew) -> None:
    """Kill children whose job ignored its alarm: the outside may hang in foreign code."""
    for job in Job.objects.filter(state=Job.RUNNING, claim__in=crew.claims()):
        known = declared(job.name)
        bound = (known.bound if known else 60) * SECOND
        if job.started_at and now() > int(job.started_at.timestamp() * SECOND) + bound + GRACE:
            end_in_failure(job, "It ran past its time and was stopped.", again=job.attempts < 3)
            os.kill(int(job.claim.rsplit(":", 1)[1]), signal.SIGKILL)


def _dismiss(crew: Crew) -> None:
    """Let the children finish what they do, for a while, then stop them."""
    for pid in (*crew.children, *crew.loops):
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + 10
    while (crew.children or crew.loops) and time.monotonic() < end:
        _bury_children(crew)
        time.sleep(0.1)
    for pid in (*crew.children, *crew.loops):
        os.kill(pid, signal.SIGKILL)
    _bury_children(crew)


def _run_child(lanes: tuple[str, ...]) -> None:
    """Do one job after another; never returns."""
    ending = [False]

    def leave(*_: int | FrameType | None) -> None:
        ending[0] = True

    def alarm(*_: int | FrameType | None) -> None:
        raise TookTooLong("It ran past its time and was stopped.")

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, alarm)
    parent, claim = os.getppid(), claim_of(os.getpid())
    with Sleeper(JOBS) as sleeper:
        while not ending[0] and os.getppid() == parent:
            if not _one_job(claim, lanes):
                sleeper.sleep(IDLE_PAUSE)
    os._exit(0)


def _run_loop(loop: Loop) -> None:
    """Run a loop until it ends by itself or is told to; never returns."""
    ending = [False]
    signal.signal(signal.SIGTERM, lambda *_: ending.__setitem__(0, True))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    try:
        loop.run(lambda: ending[0] or os.getppid() != parent)
    except Exception:
        log.exception("%s ended by a fault", loop.name)
    os._exit(0)


def _one_job(claim: str, lanes: tuple[str, ...]) -> bool:
    try:
        job = claim_job(claim, lanes)
        if job is None:
            return False
        known = declared(job.name)
        signal.setitimer(signal.ITIMER_REAL, known.bound if known else 60)
        try:
            perform(job)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Exception:
        log.exception("the worker lost its database")
        connections.close_all()
        time.sleep(IDLE_PAUSE)
    return True
