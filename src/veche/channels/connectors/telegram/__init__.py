"""Telegram: exports of Telegram Desktop in JSON and updates of the Bot API.

Formats: tdesktop's `export_output_json.cpp`, <https://core.telegram.org/bots/api#update>.
"""

from veche.channels.connectors.telegram.dialects import questions, recognise
from veche.channels.connectors.telegram.live import LIVE
from veche.channels.connectors.telegram.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="telegram",
    title="Telegram",
    unit=N_("message"),
    recognise=recognise,
    read=read,
    questions=questions,
    live=LIVE,
)
