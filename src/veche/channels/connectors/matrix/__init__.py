"""Matrix: rooms of any homeserver, by the client-server API (<https://spec.matrix.org/latest/client-server-api/>)."""

from veche.channels.connectors.matrix.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="matrix", title="Matrix", unit=N_("message"), live=LIVE)
