"""Slack: the export of a workspace, whole or unpacked and packed again, and answers of its web API.

Formats: <https://slack.com/help/articles/220556107>, <https://docs.slack.dev/reference/events/message>,
<https://docs.slack.dev/reference/methods/conversations.history>.
"""

from veche.channels.connectors.slack.layouts import recognise
from veche.channels.connectors.slack.live import LIVE
from veche.channels.connectors.slack.reading import questions, read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="slack",
    title="Slack",
    unit=N_("message"),
    recognise=recognise,
    read=read,
    questions=questions,
    live=LIVE,
)
