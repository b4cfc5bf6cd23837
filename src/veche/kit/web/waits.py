"""Waits of a line that many short words go over."""

import socket
import ssl
import struct


def bound_waits(line: socket.socket, seconds: float) -> None:
    """Have no single wait of a line be longer: then `TimeoutError` or `BlockingIOError` is raised.

    A plain line has the kernel bound it: the library would ask before each word whether the line is ready,
    which is a call of the system more for each.
    """
    if isinstance(line, ssl.SSLSocket):
        line.settimeout(seconds)
        return
    line.settimeout(None)
    wait = struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
    for which in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        line.setsockopt(socket.SOL_SOCKET, which, wait)
