"""VK as it happens: a community's wall, comments, discussions, likes, members, chats and messages.

Formats: <https://dev.vk.com/en/api/community-events/json-schema>. Talks through vk_api, which comes
when it is needed.
"""

from veche.channels.connectors.vk.live.checking import check
from veche.channels.connectors.vk.live.listening import backfill, install, knock, listen, remove
from veche.channels.connectors.vk.live.reading import read
from veche.channels.connectors.vk.live.sending import LONGEST, act, send
from veche.channels.terms.live import Can, Live, Setting, Way
from veche.kit.terms import N_

# Whom the door leads to, unless `api` names another server.
HOSTS = ("api.vk.ru", ".vk.ru", ".vk.com")

LIVE = Live(
    settings=(
        Setting("group", N_("The community"), help=N_("Its number: 123, club123 or vk.com/club123.")),
        Setting(
            "token", N_("Key of the community"), is_secret=True,
            help=N_("Manage → Advanced → API usage → Create key. Whoever has it can speak as the community."),
        ),
        Setting(
            "admin_token", N_("Key of an administrator"), is_secret=True, is_optional=True,
            help=N_("Needed only to fetch earlier posts, write posts, delete comments and ban people."),
        ),
        Setting(
            "hook_secret", N_("Secret key of the Callback API"), is_secret=True, is_optional=True,
            help=N_("Needed where VK knocks: letters and digits of your own choice, up to 50."),
        ),
        Setting(
            "confirmation", N_("Confirmation string"), is_optional=True,
            help=N_("VK shows it beside our address. Left empty, the check asks for it."),
        ),
        Setting(
            "api", N_("Address of the API server"), is_optional=True,
            help=N_("Only for a server between us and VK; else leave it empty."),
        ),
    ),
    steps=(
        N_("Open the community in VK: Manage → Advanced → API usage."),
        N_("Create key: tick managing the community, messages and the wall; copy it into the field below."),
        N_("Long Poll API: enable it and choose version 5.199."),
        N_("Event types: tick messages, wall posts, comments, discussions, likes, joins and leaves."),
        N_("For messages: Manage → Messages, switch them on; for chats let the community be added to chats."),
    ),
    ways=(Way.LISTEN, Way.HOOK),
    check=check, read=read, listen=listen, knock=knock, install=install, remove=remove, send=send, act=act,
    backfill=backfill,
    can=frozenset({Can.REPLY, Can.THREAD, Can.DIRECT, Can.DELETE, Can.BAN, Can.BACKFILL}),
    longest=LONGEST,
)  # fmt: skip
