"""A real mail server for tests: Debian's postfix, in whose mailboxes letters lie as a stranger took them.

It has two doors, as a club and its readers have two servers. At one our sender signs in over STARTTLS; what
it hands over there goes on to the other by SMTP. That one is the readers' server: opendkim looks at each
signature for it, it turns away who has no mailbox, and the first server then writes a report of that.

    our sender → submission → exchange + opendkim → mailboxes
                     └────── reports of postfix ──────→ the return mailbox, which dovecot shows
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL

import pytest
from tests.channels.connectors.live.dovecot import LOGIN, Dovecot, dovecot, free_port

PATIENCE = 10
EXCHANGE = "mx.example.org"
_MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {home}
maillog_file = {home}/log
myhostname = smtp.club.example
mydestination =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = {certificates}/certificate.pem
smtpd_tls_key_file = {certificates}/key.pem
smtpd_tls_loglevel = 1
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth_port}
smtpd_tls_auth_only = yes
virtual_mailbox_domains = {domains}
virtual_mailbox_maps = texthash:{home}/settings/mailboxes
virtual_mailbox_base = {mail}
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_reject_unlisted_recipient=no
  -o content_filter=smtp:[127.0.0.1]:{exchange_port}
127.0.0.1:{exchange_port} inet n - n - - smtpd
  -o myhostname={exchange}
  -o smtpd_milters=inet:127.0.0.1:{milter_port}
  -o milter_default_action=tempfail
  -o smtpd_error_sleep_time=0
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
_MILTER = """
Mode v
Socket inet:{milter_port}@127.0.0.1
AuthservID {exchange}
AlwaysAddARHeader yes
InternalHosts 192.0.2.1
TestDNSData file:{home}/settings/records
Syslog no
"""


@dataclass
class Postfix:
    """A running server: where letters are handed over, what it took, and the return mailbox beside it."""

    home: Path
    returns: Dovecot
    # Of whom there is a mailbox; all of the return domain lies in one.
    readers: tuple[str, ...]
    return_domain: str
    port: int = field(default_factory=free_port)
    exchange_port: int = field(default_factory=free_port)
    milter_port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None
    milter: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start both servers."""
        self._write()
        postfix, settings = shutil.which("postfix") or "/usr/sbin/postfix", str(self.home / "settings")
        subprocess.run([postfix, "-c", settings, "check"], check=True, capture_output=True)
        asking = [postfix.replace("postfix", "postconf"), "-c", settings, "-h", "daemon_directory"]
        daemons = subprocess.run(asking, check=True, capture_output=True, text=True).stdout.strip()
        self.server = _run(f"{daemons}/master", "-c", settings, "-d")
        for port in (self.port, self.exchange_port):
            self._until(lambda port=port: _listens(port))

    def publish(self, records: Mapping[str, str]) -> None:
        """Let whoever looks at signatures find these records in the DNS, and none besides."""
        text = "".join(f"{name} {record}\n" for name, record in records.items())
        (self.home / "settings" / "records").write_text(text)
        _end(self.milter)
        program = shutil.which("opendkim") or "/usr/sbin/opendkim"
        self.milter = _run(program, "-f", "-x", str(self.home / "settings" / "milter"))
        self._until(lambda: _listens(self.milter_port))

    def stop(self) -> None:
        """End it and everything it started, at once."""
        _end(self.server)
        _end(self.milter)

    def letters(self, reader: str, count: int = 1) -> list[bytes]:
        """Answer what lies in a reader's mailbox, once it is so many."""
        box = self.returns.home / "mail" / reader / "new"
        self._until(lambda: box.is_dir() and len(list(box.iterdir())) >= count)
        return [path.read_bytes() for path in sorted(box.iterdir())]

    def log(self) -> str:
        """Answer what the servers noted so far."""
        path = self.home / "log"
        return path.read_text() if path.exists() else "no log"

    def _write(self) -> None:
        boxes = [(reader, reader) for reader in self.readers] + [(f"@{self.return_domain}", LOGIN)]
        domains = {self.return_domain, *(reader.rpartition("@")[2] for reader in self.readers)}
        owner = (self.returns.home / "mail").stat()
        mailboxes = "".join(f"{address} {box}/\n" for address, box in boxes)
        texts = {"main.cf": _MAIN, "master.cf": _MASTER, "milter": _MILTER, "mailboxes": mailboxes}
        told = {
            "home": self.home, "mail": self.returns.home / "mail", "certificates": self.returns.home,
            "domains": " ".join(sorted(domains)), "auth_port": self.returns.auth_port, "uid": owner.st_uid,
            "gid": owner.st_gid, "port": self.port, "exchange_port": self.exchange_port,
            "milter_port": self.milter_port, "exchange": EXCHANGE,
        }  # fmt: skip
        for folder in ("settings", "queue"):
            (self.home / folder).mkdir()
        for name, text in texts.items():
            (self.home / "settings" / name).write_text(text.format(**told))

    def _until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, self.log()
            time.sleep(0.02)


@contextmanager
def postfix(*readers: str, return_domain: str) -> Iterator[Postfix]:
    """Answer a running server, gone at the end; where it cannot run the test is skipped, and fails in CI."""
    if os.geteuid() != 0 or not all(map(_is_here, ("postfix", "opendkim"))):
        text = "No postfix and opendkim here, or no root to run them: `make postfix` installs both."
        pytest.fail(text) if os.environ.get("CI") == "true" else pytest.skip(text)
    with tempfile.TemporaryDirectory(prefix="postfix") as folder, dovecot(auth_port=free_port()) as returns:
        os.chmod(folder, 0o755)
        server = Postfix(Path(folder), returns, readers, return_domain)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _run(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, SIGKILL)
        process.wait(PATIENCE)


def _is_here(program: str) -> bool:
    return shutil.which(program) is not None or os.path.exists(f"/usr/sbin/{program}")


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False
