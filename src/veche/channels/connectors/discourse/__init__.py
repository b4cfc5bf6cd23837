"""Discourse: the topics of a forum, its private messages, likes and new accounts.

Format: <https://docs.discourse.org/>.
"""

from veche.channels.connectors.discourse.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="discourse", title="Discourse", unit=N_("message"), live=LIVE)
