"""Discord: what DiscordChatExporter writes as JSON, of any of its versions; a file a channel or thread.

Format: `JsonMessageWriter.cs` of <https://github.com/Tyrrrz/DiscordChatExporter>; what the numbers
mean: <https://discord.com/developers/docs/resources/message>.
"""

from veche.channels.connectors.discord.dialects import recognise
from veche.channels.connectors.discord.live import LIVE
from veche.channels.connectors.discord.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="discord",
    title="Discord (DiscordChatExporter)",
    unit=N_("message"),
    recognise=recognise,
    read=read,
    live=LIVE,
)
