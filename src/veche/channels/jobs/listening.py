"""The listening process: a thread for every line that is open, and one for everything that goes out.

Of several nodes each line is held by one (`actions.hold_lines`). A dead outside keeps nobody
else waiting: every line has threads of its own, every failure a pause that grows. kill -9
anywhere loses nothing: news are kept together with where to go on from, messages are claimed
before they are said.
"""

from __future__ import annotations

import logging
import os
import platform
import threading
import time
from collections.abc import Callable

from django.db import connections as databases

from veche.channels import actions
from veche.channels.jobs.acting import act_where_due
from veche.channels.models import Connection
from veche.channels.queries.connections import (
    connection_now,
    connections_to_send,
    is_listening_wanted,
    message_with_files,
)
from veche.channels.queries.doors import access_of, live_of
from veche.channels.queries.interventions import connections_to_act
from veche.channels.terms.live import Doubtful, Way
from veche.core.terms import SYSTEM
from veche.kit.jobs import Loop
from veche.kit.terms import Refusal, Trouble
from veche.kit.time import moment, now
from veche.kit.waking import KNOCKS, Sleeper

log = logging.getLogger("veche.channels")
BEAT, TICK = 5.0, 0.3
Ending = Callable[[], bool]


class Line:
    """The threads of one connection, as it was when they began: a changed one begins anew."""

    def __init__(self, connection: Connection) -> None:
        self.pk, self.version = connection.pk, connection.version
        self.hears = connection.way == Way.LISTEN
        self.ending = threading.Event()
        self.threads = {name: self._thread(run, connection) for name, run in _RUNS.items()}

    @property
    def is_dead(self) -> bool:
        """Whether it should hear and does not: its thread fell over something of ours."""
        return self.hears and not self.threads["hear"].is_alive()

    def _thread(
        self, run: Callable[[Connection, threading.Event], None], found: Connection
    ) -> threading.Thread:
        thread = threading.Thread(target=_bounded, args=(run, found, self.ending), daemon=True)
        thread.start()
        return thread


class Listening:
    """All lines that this process holds."""

    def __init__(self) -> None:
        self.claim = f"{platform.node()[:40]}:{os.getpid()}"
        self.lines: dict[int, Line] = {}
        self.busy: dict[tuple[str, int], threading.Thread] = {}
        self.sleeper = Sleeper(KNOCKS)

    def run(self, ending: Ending) -> None:
        """Tend the lines until told to end, or until there are none."""
        beaten = 0.0
        try:
            while not ending():
                if time.monotonic() - beaten >= BEAT:
                    beaten = time.monotonic()
                    if not self._beat():
                        return
                is_rush = self._take_knocks() > 0
                self._do_what_is_due()
                if is_rush:  # each batch is a commit: what follows the first knock goes together
                    time.sleep(TICK)
                else:
                    self.sleeper.sleep(TICK)
        finally:
            self.sleeper.close()
            self._let_go()

    def _beat(self) -> bool:
        """Hold the lines; begin those that are new or changed; answers whether there are any at all."""
        try:
            held = {one.pk: one for one in actions.hold_lines(self.claim, by=SYSTEM)}
        except Exception:  # the database may be away for a while: leases of ours run on meanwhile
            log.exception("the listening process could not hold its lines")
            databases.close_all()
            return True
        for pk, line in list(self.lines.items()):
            if pk not in held or held[pk].version != line.version or line.is_dead:
                line.ending.set()
                del self.lines[pk]
        for pk, connection in held.items():
            if pk not in self.lines:
                self.lines[pk] = Line(connection)
        return bool(held) or is_listening_wanted()

    def _take_knocks(self) -> int:
        """Bring what web processes acknowledged into the database; answers how many knocks it was."""
        try:
            return actions.take_knocks(by=SYSTEM)
        except Exception:
            log.exception("knocks wait: the listening process lost its database")
            databases.close_all()
            return 0

    def _do_what_is_due(self) -> None:
        """Give every line with a due message or act a thread of its own for each, if it has none yet."""
        try:
            at = now()
            due = {"say": connections_to_send(self.claim, at), "act": connections_to_act(self.claim, at)}
        except Exception:
            log.exception("the listening process lost its database")
            databases.close_all()
            return
        for name, pks in due.items():
            for pk in pks & set(self.lines):
                thread = self.busy.get((name, pk))
                if thread is None or not thread.is_alive():
                    self.busy[name, pk] = threading.Thread(
                        target=_DOES[name], args=(pk, self.claim, self.lines[pk].ending), daemon=True
                    )
                    self.busy[name, pk].start()

    def _let_go(self) -> None:
        for line in self.lines.values():
            line.ending.set()
        end = time.monotonic() + 3
        for thread in (
            *self.busy.values(),
            *(t for line in self.lines.values() for t in line.threads.values()),
        ):
            thread.join(max(0.0, end - time.monotonic()))
        held = Connection.objects.select_related("community__organisation").filter(pk__in=list(self.lines))
        actions.give_back_lines(self.claim, held, by=SYSTEM)


def hear(connection: Connection, ending: threading.Event) -> None:
    """Listen to a connection until told to end; a broken line is tried again after a pause."""
    live = live_of(connection)
    if connection.way != Way.LISTEN or live.listen is None:
        return
    while not ending.is_set():
        if _pauses(connection, ending):
            continue
        try:
            for heard in live.listen(access_of(connection), connection.cursor):
                actions.keep_heard(connection, heard, by=SYSTEM)
                connection.cursor = dict(heard.cursor)
                if ending.is_set():
                    return
        except (Refusal, Trouble) as error:
            actions.note_failure(
                connection, str(error), retry_after=getattr(error, "retry_after", None), by=SYSTEM
            )
        except Exception as error:
            log.exception("the line of connection %s broke", connection.pk)
            actions.note_failure(connection, f"{type(error).__name__}: {error}", by=SYSTEM)


def take_the_past(connection: Connection, ending: threading.Event) -> None:
    """Take in what there was before, from where it was left; news go on meanwhile."""
    live = live_of(connection)
    if connection.backfill is None or live.backfill is None:
        return
    while not ending.is_set():
        try:
            for heard in live.backfill(access_of(connection), connection.backfill):
                actions.keep_backfill(connection, heard, by=SYSTEM)
                connection.backfill = dict(heard.cursor)
                if ending.is_set():
                    return
            actions.keep_backfill(connection, None, by=SYSTEM)
            return
        except (Refusal, Trouble) as error:
            actions.note_failure(
                connection, str(error), retry_after=getattr(error, "retry_after", None), by=SYSTEM
            )
            while _pauses(connection, ending):
                pass


_RUNS = {"hear": hear, "take_the_past": take_the_past}


def say_what_is_due(pk: int, claim: str, ending: threading.Event) -> None:
    """Say one due message after another, until there is none, the line breaks or ends."""
    try:
        connection = connection_now(pk)
        while connection is not None and not ending.is_set():
            outgoing = actions.claim_message(connection, claim=claim, by=SYSTEM)
            if outgoing is None or not say(connection, outgoing.pk):
                return
    finally:
        databases.close_all()


def say(connection: Connection, pk: int) -> bool:
    """Say a claimed message and write down what came of it; answers whether the line holds."""
    outgoing, message = message_with_files(pk)
    try:
        sent = live_of(connection).send(access_of(connection), message)  # type: ignore[misc]
    except Refusal as refusal:
        actions.fail_message(outgoing, str(refusal), by=SYSTEM)
    except Trouble as trouble:
        actions.put_back(outgoing, str(trouble), retry_after=trouble.retry_after, by=SYSTEM)
        actions.note_failure(connection, str(trouble), retry_after=trouble.retry_after, by=SYSTEM)
        return False
    except Doubtful as doubt:
        actions.doubt_message(outgoing, str(doubt), by=SYSTEM)
    except Exception as error:
        # Nobody knows at which point it broke.
        log.exception("saying message %s broke", pk)
        actions.doubt_message(outgoing, f"{type(error).__name__}: {error}", by=SYSTEM)
    else:
        actions.confirm_message(outgoing, sent, by=SYSTEM)
        if connection.is_failing:
            actions.note_line(connection, by=SYSTEM)
    return True


_DOES = {"say": say_what_is_due, "act": act_where_due}


def _bounded(
    run: Callable[[Connection, threading.Event], None], found: Connection, ending: threading.Event
) -> None:
    """Run a thread of a line; a fault is told, and the next beat begins the line anew."""
    try:
        own = connection_now(found.pk)
        if own is not None:
            run(own, ending)
    except Exception:
        log.exception("a thread of connection %s ended by a fault", found.pk)
    finally:
        databases.close_all()


def _pauses(connection: Connection, ending: threading.Event) -> bool:
    """Wait a little where the line is left alone for a while; answers whether it still is."""
    until = moment(connection.retry_at) if connection.retry_at else 0
    left = (until - now()) / 1000
    if left <= 0:
        return False
    ending.wait(min(left, 1.0))
    return not ending.is_set()


LISTENING = Loop("listening", is_listening_wanted, lambda ending: Listening().run(ending))
