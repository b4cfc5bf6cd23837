"""Mastodon, and what speaks as it does: mentions, replies, favourites, boosts and followers of an account.

Format: <https://docs.joinmastodon.org/client/intro/>.
"""

from veche.channels.connectors.mastodon.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="mastodon", title="Mastodon", unit=N_("message"), live=LIVE)
