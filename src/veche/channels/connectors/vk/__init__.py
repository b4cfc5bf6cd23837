"""VK: walls, comments, discussions, conversations, lists of members and of likes, from files and live.

Formats: <https://dev.vk.com/en/reference/objects/post>, `/objects/comment`, `/objects/user`,
<https://dev.vk.com/en/method/wall.get>, `/wall.getComments`, `/board.getComments`, `/board.getTopics`,
`/groups.getMembers`, `/likes.getList`; the machine-readable schema is <https://github.com/VKCOM/vk-api-schema>.
"""

from veche.channels.connectors.vk.asking import questions
from veche.channels.connectors.vk.dialects import recognise
from veche.channels.connectors.vk.live import LIVE
from veche.channels.connectors.vk.reading import read
from veche.channels.terms import Connector
from veche.kit.terms import N_

CONNECTOR = Connector(
    key="vk",
    title=N_("VK: what its API answers"),
    unit=N_("record"),
    recognise=recognise,
    read=read,
    questions=questions,
    live=LIVE,
)
