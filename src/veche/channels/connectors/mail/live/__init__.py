"""Mail as it comes and goes: a mailbox that is listened to, and letters sent from its address."""

from collections.abc import Iterator, Mapping

from veche.channels.connectors.mail.live.reading import read
from veche.channels.terms.live import Access, Can, Checked, Cursor, Heard, Live, Message, Sent, Setting, Way
from veche.kit.terms import N_

_SECURITY = (
    ("tls", N_("TLS (ports 993 and 465)")),
    ("starttls", N_("STARTTLS (ports 143 and 587)")),
    ("none", N_("none: only for a server on this machine")),
)


def _check(access: Access) -> Checked:
    from veche.channels.connectors.mail.live.checking import check

    return check(access)


def _listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    from veche.channels.connectors.mail.live.hearing import listen

    return listen(access, cursor)


def _backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    from veche.channels.connectors.mail.live.hearing import backfill

    return backfill(access, cursor)


def _send(access: Access, message: Message) -> Sent:
    from veche.channels.connectors.mail.live.sending import send

    return send(access, message)


def _hosts(settings: Mapping[str, str]) -> frozenset[str]:
    told = (settings.get("imap_host", ""), settings.get("smtp_host", ""))
    return frozenset(host.strip() for host in told if host.strip())


def _port(key: str, title: str) -> Setting:
    return Setting(key, title, N_("Leave it empty for the usual one."), is_optional=True)


LIVE = Live(
    settings=(
        Setting("address", N_("E-mail address"), N_("The one that people write to and get answers from.")),
        Setting("name", N_("Name of the sender"), N_("Shown beside the address."), is_optional=True),
        Setting("login", N_("Login"), N_("Leave it empty where it is the address."), is_optional=True),
        Setting("password", N_("Password"), N_("A password for apps, where the provider has such."),
                is_secret=True),
        Setting("imap_host", N_("Incoming server (IMAP)"), "imap.example.org"),
        _port("imap_port", N_("Port of the incoming server")),
        Setting("imap_security", N_("Encryption of the incoming server"), guess="tls", choices=_SECURITY),
        Setting("folder", N_("Folder"), guess="INBOX"),
        Setting("sent_folder", N_("Folder of sent letters"),
                N_("So that answers written in a mail program are seen as well."), is_optional=True),
        Setting("smtp_host", N_("Outgoing server (SMTP)"), "smtp.example.org"),
        _port("smtp_port", N_("Port of the outgoing server")),
        Setting("smtp_security", N_("Encryption of the outgoing server"), guess="tls", choices=_SECURITY),
    ),
    steps=(
        N_("Take a mailbox that is the community's own, not one with your private letters: everything in the "
           "folder will be seen by all who see this channel."),
        N_("In the settings of the mailbox, switch on IMAP, and make a password for apps where there are "
           "such (Gmail, Yandex, Mail.ru, iCloud: in the section on security)."),
        N_("Copy the names of the servers from the provider's help page on mail programs."),
        N_("Copy address, servers and password here and press «Check»: nothing is sent by that."),
    ),
    ways=(Way.LISTEN,),
    check=_check,
    read=read,
    hosts=_hosts,
    listen=_listen,
    send=_send,
    backfill=_backfill,
    can=frozenset((Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.BACKFILL)),
    longest=100_000,
)  # fmt: skip
