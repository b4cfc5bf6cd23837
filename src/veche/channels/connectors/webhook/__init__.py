"""Webhooks of anything: what another program tells us, and what we tell it, signed both ways.

In: a secret in a header, the Standard Webhooks scheme (<https://www.standardwebhooks.com>) or GitHub's
`X-Hub-Signature-256`. What is told is read by a mapping that was made by clicking on an example.
"""

from veche.channels.connectors.webhook.live import LIVE
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(key="webhook", title=N_("Webhook"), unit=N_("call"), live=LIVE)
