"""The sending process: a child for each lane, and a look after what killed ones left.

A lane is a process of its own, so that kill -9 of any leaves one letter in doubt at the most. Its parent
settles by the journal what it had in hand, the moment it is gone.
"""

from __future__ import annotations

import logging
import os
import platform
import secrets
import signal
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connections

from veche.core.terms import SYSTEM
from veche.kit.jobs import Loop
from veche.mailing.actions import finish_letter, keep_claims, settle_left
from veche.mailing.jobs.lanes import Lane
from veche.mailing.models import Letter
from veche.mailing.queries.sending import ended_letters, is_sending_wanted, senders_due

log = logging.getLogger("veche.mailing")
BEAT, TICK = 5.0, 0.3
MOST_LANES = 16


def journals() -> Path:
    """Answer the folder of this node's journals."""
    return Path(settings.SPOOL) / "mailing"


def node() -> str:
    """Answer the name of this node: the same as long as its journals are there."""
    path = journals() / "node"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        made.write_text(f"{platform.node()[:40]}:{secrets.token_hex(6)}")
        try:
            os.link(made, path)  # of two who make it at once one is first
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text()[:64]


class Sending:
    """The lanes of this node."""

    def __init__(self, ending: Callable[[], bool]) -> None:
        self.ending = ending
        self.node, self.folder = node(), journals()
        self.lanes: dict[int, tuple[int, int]] = {}

    def run(self) -> None:
        """Keep a process for every lane that has something to do, until told to end or until none has."""
        beaten = 0.0
        try:
            while not self.ending():
                if time.monotonic() - beaten > BEAT or self._bury():
                    beaten = time.monotonic()
                    settle_left(self.node, self.folder, by=SYSTEM)
                    keep_claims(self.node, by=SYSTEM)
                    _finish()
                self._restore()
                if not self.lanes and not is_sending_wanted(self.node):
                    return
                time.sleep(TICK)
        except Exception:  # the database may be away for a while: the house begins this process anew
            log.exception("the sending process ended by a fault")
            raise
        finally:
            self._dismiss()

    def _restore(self) -> None:
        """Begin the lanes that something is due for."""
        for sender, lanes in senders_due():
            for place in range(max(1, min(lanes, MOST_LANES))):
                if (sender, place) not in self.lanes.values() and len(self.lanes) < MOST_LANES:
                    connections.close_all()
                    pid = os.fork()
                    if pid == 0:
                        self._run_lane(sender)
                    self.lanes[pid] = (sender, place)

    def _run_lane(self, sender: int) -> None:
        """Run a lane; never returns."""
        told, parent = [False], os.getppid()
        signal.signal(signal.SIGTERM, lambda *_: told.__setitem__(0, True))
        try:
            Lane(
                sender, node=self.node, folder=self.folder,
                ending=lambda: told[0] or os.getppid() != parent,
            ).run()  # fmt: skip
        except Exception:
            log.exception("a lane of sender %s ended by a fault", sender)
        os._exit(0)

    def _bury(self) -> bool:
        """Forget lanes that ended; answers whether there were any."""
        gone = [pid for pid in self.lanes if os.waitpid(pid, os.WNOHANG)[0]]
        for pid in gone:
            del self.lanes[pid]
        return bool(gone)

    def _dismiss(self) -> None:
        for pid in self.lanes:
            os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + 8
        while self.lanes and time.monotonic() < end:
            self._bury()
            time.sleep(0.05)


def _finish() -> None:
    """End letters of which a killed lane did the last."""
    for letter in Letter.objects.filter(pk__in=ended_letters()).select_related("community"):
        finish_letter(letter, in_=letter.community, by=SYSTEM)


SENDING = Loop("letters", lambda: is_sending_wanted(node()), lambda ending: Sending(ending).run())
