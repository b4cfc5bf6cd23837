"""Telegram as it happens: a bot in groups, topics, channels with their discussions, and private chats.

Formats: <https://core.telegram.org/bots/api>. Talks through aiogram, which comes when it is needed.
"""

from collections.abc import Mapping

from veche.channels.connectors.telegram.live.acting import act
from veche.channels.connectors.telegram.live.checking import check
from veche.channels.connectors.telegram.live.listening import install, knock, listen, remove
from veche.channels.connectors.telegram.live.reading import read
from veche.channels.connectors.telegram.live.sending import LONGEST, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Setting, Way
from veche.kit.terms import N_

# Whom the door leads to, unless `api` names another server.
HOSTS = ("api.telegram.org",)


def _hosts(settings: Mapping[str, str]) -> frozenset[str]:
    return hosts_at(settings, "api", HOSTS)


LIVE = Live(
    settings=(
        Setting(
            "token", N_("Token of the bot"), is_secret=True,
            help=N_("@BotFather gives it: 123456789:AAE…. Whoever has it can speak as the bot."),
        ),
        Setting(
            "chats", N_("Chats to look at"), is_optional=True,
            help=N_("@names or numbers of groups and channels whose rights the check should look at."),
        ),
        Setting(
            "hook_secret", N_("Secret of the webhook"), is_secret=True, is_optional=True, is_ours=True,
            help=N_("Needed where Telegram knocks: 1 to 256 letters, digits, dashes and underscores."),
        ),
        Setting(
            "api", N_("Address of the Bot API server"), is_optional=True,
            help=N_("Only for a Bot API server of your own; else leave it empty."),
        ),
    ),
    steps=(
        N_("Write to @BotFather in Telegram: /newbot, then a name, then an address that ends in “bot”."),
        N_("@BotFather answers with a token: copy it into the field below."),
        N_("@BotFather: /setprivacy, choose the bot, Disable. Else it hears only commands in groups."),
        N_("Add the bot to the group as an administrator with the rights to delete messages and ban users."),
        N_("For a channel: add the bot as an administrator of the channel and of its discussion group."),
    ),
    ways=(Way.LISTEN, Way.HOOK),
    check=check, read=read, listen=listen, knock=knock, install=install, remove=remove, send=send, act=act,
    hosts=_hosts,
    can=frozenset({Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.DELETE, Can.MUTE, Can.BAN}),
    longest=LONGEST,
)  # fmt: skip
