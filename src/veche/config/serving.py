"""The web server: granian over what `wsgi` has loaded."""

import multiprocessing
import sys

from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

import veche.config.wsgi  # noqa: F401  the server's processes are forked and share it
from veche.config import environment as env
from veche.config.running import listening


def serve() -> None:
    """Serve pages until told to stop."""
    if sys.platform == "linux":
        # What newer Pythons do instead would have every process load Veche for itself.
        multiprocessing.set_start_method("fork", force=True)
    host, port = listening(env.text("LISTEN"), env.text("ADDRESS", "http://127.0.0.1:8000"))
    threads = env.number("WEB_THREADS", 4)
    Granian(
        "veche.config.wsgi:application",
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=env.number("WEB_PROCESSES", 1),
        blocking_threads=threads,
        backpressure=max(64, threads * 16),
        http1_settings=HTTP1Settings(),
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
