"""IRC: logs as clients, bouncers and bots write them down.

Formats: irssi, WeeChat, HexChat and XChat, mIRC, ZNC, Supybot and Limnoria, EnergyMech, Eggdrop,
Quassel, and the «[HH:MM] <nick> text» with «===» notes that public archives keep.
"""

from veche.channels.connectors.irc.asking import questions
from veche.channels.connectors.irc.logs import recognise
from veche.channels.connectors.irc.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="irc",
    title="IRC",
    unit=N_("line"),
    recognise=recognise,
    read=read,
    questions=questions,
)
