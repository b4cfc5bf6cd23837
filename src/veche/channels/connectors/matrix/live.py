"""The live part: a bot's account that listens in rooms, answers and moderates."""

from collections.abc import Iterator, Mapping

from veche.channels.connectors.matrix.reading import read
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import (
    Access,
    Can,
    Checked,
    Cursor,
    Deed,
    Heard,
    Live,
    Message,
    Sent,
    Setting,
    Way,
)
from veche.kit.terms import N_


def _check(access: Access) -> Checked:
    from veche.channels.connectors.matrix.checking import check

    return check(access)


def _listen(access: Access, cursor: Cursor) -> Iterator[Heard]:
    from veche.channels.connectors.matrix.listening import listen

    return listen(access, cursor)


def _backfill(access: Access, cursor: Cursor) -> Iterator[Heard]:
    from veche.channels.connectors.matrix.listening import backfill

    return backfill(access, cursor)


def _send(access: Access, message: Message) -> Sent:
    from veche.channels.connectors.matrix.saying import send

    return send(access, message)


def _act(access: Access, deed: Deed) -> None:
    from veche.channels.connectors.matrix.saying import act

    act(access, deed)


def _hosts(settings: Mapping[str, str]) -> frozenset[str]:
    return hosts_at(settings, "homeserver")


LIVE = Live(
    settings=(
        Setting("homeserver", N_("Address of the homeserver"), N_("Such as https://matrix.example.org")),
        Setting("token", N_("Access token"), N_("Of the bot's own account."), is_secret=True),
        Setting("invites", N_("Invitations into rooms"), guess="own", choices=(
            ("own", N_("are accepted from accounts of the same server")),
            ("all", N_("are accepted from everybody")),
            ("none", N_("are not accepted")),
        )),
    ),
    steps=(
        N_("Make an account for the bot on your homeserver; it is a usual account with a name of its own."),
        N_("Log in with it in Element: All settings → Help & About → Advanced → Access Token. Copy it, "
           "then close the window without logging out."),
        N_("Invite the account into the rooms that Veche should hear. Encrypted rooms stay unread: "
           "take rooms without encryption for what is public."),
        N_("To moderate, make it a moderator of the room (power level 50); to mute, an administrator (100)."),
    ),
    ways=(Way.LISTEN,),
    check=_check,
    read=read,
    hosts=_hosts,
    listen=_listen,
    send=_send,
    act=_act,
    backfill=_backfill,
    can=frozenset((Can.REPLY, Can.THREAD, Can.ATTACH, Can.DELETE, Can.MUTE, Can.BAN, Can.BACKFILL)),
    longest=30_000,
    repeats_safely=True,
)  # fmt: skip
