"""A real mail server for tests: dovecot with a configuration, a user and a port of its own."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from signal import SIGKILL

from tests.channels.connectors.live.certificates import certificate

LOGIN, PASSWORD = "desk@example.org", "s3cret-of-the-desk"
_SETTINGS = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{home}/mail/%u
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
auth_failure_delay = 0
disable_plaintext_auth = no
auth_mechanisms = plain login
imap_capability = {capability}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {sealed_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  inet_listener {{
    port = {auth_port}
  }}
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
  }}
}}
"""


@dataclass
class Dovecot:
    """A running server: where it is, and how to put letters into it."""

    home: Path
    port: int
    sealed_port: int
    process: subprocess.Popen[bytes] | None = None
    capability: str = ""
    # Where another server asks who may sign in; nowhere by itself.
    auth_port: int = 0

    def start(self) -> None:
        """Start it, and wait until it answers."""
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        text = _SETTINGS.format(
            home=self.home, port=self.port, sealed_port=self.sealed_port, user=user.pw_name,
            uid=user.pw_uid, gid=user.pw_gid, group=_group(user.pw_gid), password=PASSWORD,
            capability=self.capability, auth_port=self.auth_port,
        )  # fmt: skip
        (self.home / "settings").write_text(text)
        for folder in ("run", "mail"):
            (self.home / folder).mkdir(exist_ok=True)
        if os.geteuid() == 0:
            for path in (self.home, *self.home.iterdir()):
                os.chown(path, user.pw_uid, user.pw_gid)
        program = shutil.which("dovecot") or "/usr/sbin/dovecot"
        self.process = subprocess.Popen(
            [program, "-F", "-c", str(self.home / "settings")], user=user.pw_uid, group=user.pw_gid,
            extra_groups=[], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with suppress(OSError, imaplib.IMAP4.error), self.opened() as box:
                box.noop()
                return
            time.sleep(0.05)
        raise AssertionError((self.home / "log").read_text() if (self.home / "log").exists() else "no log")

    def stop(self) -> None:
        """End it and everything it started, at once: what it took is on disk."""
        if self.process is not None:
            os.killpg(self.process.pid, SIGKILL)
            self.process.wait(10)
            self.process = None

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """Answer a line to it, logged in, as a mail program has one."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=5) as box:
            box.login(LOGIN, PASSWORD)
            yield box

    def deliver(self, *letters: EmailMessage, folder: str = "INBOX") -> None:
        """Put letters into a folder."""
        with self.opened() as box:
            for letter in letters:
                assert box.append(folder, "", "", letter.as_bytes())[0] == "OK"


@contextmanager
def dovecot(capability: str = "", auth_port: int = 0) -> Iterator[Dovecot]:
    """Answer a running server, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="dovecot") as folder:
        os.chmod(folder, 0o755)
        certificate(Path(folder))
        server = Dovecot(Path(folder), free_port(), free_port(), capability=capability, auth_port=auth_port)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name


def free_port() -> int:
    """Answer a port that nobody has taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
