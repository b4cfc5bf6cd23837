"""A mail server in a process of its own, and what lies in its boxes."""

import email.policy
import mailbox
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_binary_file
from pathlib import Path

from icalendar import Calendar
from tests.channels.connectors.live.dovecot import free_port

PATIENCE = 20.0
LINK = re.compile(r"https?://\S+")


class Box:
    """What the server took, as a mail program finds it in a Maildir."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.address = folder, f"smtp://127.0.0.1:{port}"

    def fetch(self, to: str) -> list[email.message.EmailMessage]:
        """Take the letters to somebody out of the box, the oldest first."""
        box = mailbox.Maildir(self.folder, factory=_read, create=False)
        found = sorted((name, letter) for name, letter in box.items() if letter["To"] == to)
        for name, _ in found:
            box.remove(name)
        return [letter for _, letter in found]


def _read(file):
    return message_from_binary_file(file, policy=email.policy.default)


@contextmanager
def mail_server(folder: Path) -> Iterator[Box]:
    """Answer the box of a running server, gone at the end."""
    port = free_port()
    words = ["-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", str(folder)]
    process = subprocess.Popen([sys.executable, "-m", "aiosmtpd", *words], start_new_session=True)
    try:
        _wait_for(port)
        yield Box(folder, port)
    finally:
        process.kill()
        process.wait(PATIENCE)


def text_of(letter):
    """What a letter says."""
    return letter.get_body(("plain",)).get_content()


def link_in(letter, part):
    """The one link of a letter with these words in it, which a reader would follow."""
    (found,) = {link for link in LINK.findall(text_of(letter)) if part in link}
    return found


def calendar_in(content):
    """A calendar as another program reads it."""
    return Calendar.from_ical(content)


def entry_in(letter):
    """What a calendar does with a letter, and the event it has, at its own clock: method, entry, begin."""
    (file,) = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    (same,) = [one for one in letter.iter_attachments() if one.get_content_type() == "application/ics"]
    calendar = calendar_in(file.get_payload(decode=True))
    assert calendar == calendar_in(same.get_payload(decode=True))
    (entry,) = calendar.walk("VEVENT")
    assert file.get_param("method") == calendar["METHOD"]
    return str(calendar["METHOD"]), entry, begins_by_its_own_rules(calendar, entry)


def begins_by_its_own_rules(calendar, entry):
    """When an entry begins by the time zone that stands in the file itself (RFC 5545, 3.6.5)."""
    start = entry["DTSTART"]
    (rules,) = [one for one in calendar.walk("VTIMEZONE") if one["TZID"] == start.params["TZID"]]
    return start.dt.replace(tzinfo=rules.to_tz(lookup_tzid=False))


def _wait_for(port):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
            return
        time.sleep(0.05)
    raise AssertionError("the mail server did not come up")
