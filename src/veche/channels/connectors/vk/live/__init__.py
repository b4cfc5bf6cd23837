"""VK as it happens: a community's wall, comments, discussions, chats, messages, likes and members.

Formats: <https://dev.vk.com/api/community-events/json-schema>, `/api/callback/getting-started`,
`/api/bots-long-poll/getting-started`; methods at <https://dev.vk.com/method>.
"""

from collections.abc import Mapping

from veche.channels.connectors.vk.live.acting import act
from veche.channels.connectors.vk.live.checking import check
from veche.channels.connectors.vk.live.knocking import install, knock, remove
from veche.channels.connectors.vk.live.listening import listen
from veche.channels.connectors.vk.live.past import backfill
from veche.channels.connectors.vk.live.reading import read
from veche.channels.connectors.vk.live.sending import LONGEST, send
from veche.channels.terms.addresses import hosts_at
from veche.channels.terms.live import Can, Live, Setting, Way
from veche.kit.terms import N_

# VK's API, the servers it names for listening and for files; VK is moving from the first to the second.
HOSTS = (".vk.com", ".vk.ru", ".userapi.com")


def _hosts(settings: Mapping[str, str]) -> frozenset[str]:
    return hosts_at(settings, "api", HOSTS)


def _lacks(place: str) -> frozenset[Can]:
    """People are muted in chats only: a wall knows but being banned."""
    return frozenset() if place.startswith("chat") else frozenset({Can.MUTE})


LIVE = Live(
    settings=(
        Setting(
            "token", N_("Key of the community"), is_secret=True,
            help=N_("The community's settings give it: vk1.a.…. Whoever has it can write as the community."),
        ),
        Setting(
            "user_token", N_("Key of an administrator"), is_secret=True, is_optional=True,
            help=N_(
                "VK lets only a person's key delete posts and comments, ban, and read what there was before;"
                " for the last of these an app's service key is enough."
            ),
        ),
        Setting(
            "hook_secret", N_("Secret key of the Callback API"), is_secret=True,
            is_optional=True, is_ours=True,
            help=N_("Needed where VK knocks: 1 to 50 letters and digits of your choice."),
        ),
        Setting(
            "confirmation", N_("Confirmation string"), is_optional=True,
            help=N_("Only where you add our address by hand: the string that VK shows beside it."),
        ),
        Setting(
            "api", N_("Address of VK's API"), is_optional=True,
            help=N_("Only for a server of your own that passes questions on; else leave it empty."),
        ),
    ),
    steps=(
        N_("Open the community in VK: Manage → API usage → Access tokens → Create token."),
        N_("Tick community management, messages and wall, and copy the token into the field below."),
        N_("Manage → API usage → Long Poll API: Enabled, the latest version; tick the event types."),
        N_("Manage → Messages: switch the community's messages on, and bots, if it shall be in chats."),
        N_("For a chat: add the community to it and make it an administrator."),
    ),
    ways=(Way.LISTEN, Way.HOOK),
    check=check, read=read, listen=listen, knock=knock, install=install, remove=remove, send=send, act=act,
    backfill=backfill, hosts=_hosts,
    can=frozenset(
        {Can.REPLY, Can.THREAD, Can.DIRECT, Can.ATTACH, Can.DELETE, Can.MUTE, Can.BAN, Can.BACKFILL}
    ),
    lacks=_lacks,
    longest=LONGEST, repeats_safely=True,
)  # fmt: skip
