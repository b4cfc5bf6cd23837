"""Words: texts without VK's marks, what is attached to them and what polls ask."""

import re
from typing import Any, NamedTuple

from veche.channels.connectors.vk.values import dict_of, dicts_of, number_of, tallies_of, text_of
from veche.ledger.terms import Mark

MOST_OPTIONS = 30
MOST_ATTACHED = 20
# «[id1|Anna]», «[club1|Runners]», «[id1:bp-1_23|Anna]» in discussions, «[https://…|a site]», «[#alias|…|…]».
# Every length is bound: a text may be made of nothing but beginnings of marks.
_MARK = re.compile(
    r"\[(?:id(?P<user>\d{1,12})|(?:club|public|event)\d{1,12}|#alias\|[^\]|]{0,200}|vk\.com/\w{1,64}"
    r"|(?P<link>https?://[^\]|\s]{1,500}))"
    r"(?::bp-?\d{1,12}_(?P<comment>\d{1,12}))?\|(?P<shown>[^\]|]{1,500})(?:\|[^\]]{0,500})?\]"
)
_MEDIA = {
    "photo": "photo", "posted_photo": "photo", "graffiti": "photo", "album": "photo", "photos_list": "photo",
    "video": "video", "clip": "video", "short_video": "video", "video_playlist": "video", "audio": "audio",
    "audio_playlist": "audio", "podcast": "audio", "audio_message": "voice", "doc": "file",
    "sticker": "sticker", "poll": "poll", "market": "product", "market_album": "product", "geo": "location",
    "story": "story", "mini_app": "app", "app": "app", "gift": "gift",
}  # fmt: skip


class Said(NamedTuple):
    """What a post or comment says."""

    words: str
    media: str = ""
    tallies: tuple[tuple[str, int], ...] = ()
    mentioned: int = 0  # the one user it speaks to
    answered: int = 0  # the comment of the discussion it answers

    @property
    def marks(self) -> int:
        """The marks of what is carried beside words."""
        return int(Mark.MEDIA) if self.media else 0


def said_in(record: dict[str, Any]) -> Said:
    """Answer what a record says: its text, where its links lead, the poll that is attached."""
    text = text_of(record.get("text"))
    found = list(_MARK.finditer(text)) if "[" in text else []
    users = {number_of(mark["user"]) for mark in found if mark["user"]}
    answered = next((number_of(mark["comment"]) for mark in found if mark["comment"]), 0)
    attached = dicts_of(record.get("attachments"))[:MOST_ATTACHED]
    pieces, tallies = [_MARK.sub(_shown, text) if found else text], tallies_of([])
    for attachment in attached:
        inner = dict_of(attachment.get(text_of(attachment.get("type"))))
        if attachment.get("type") == "poll":
            words, tallies = _poll(inner)
            pieces.append(words)
        elif attachment.get("type") == "link" and (url := text_of(inner.get("url"))) and url not in text:
            pieces.append(url)
    media = next((_MEDIA[kind] for one in attached if (kind := text_of(one.get("type"))) in _MEDIA), "")
    if not media and record.get("geo"):
        media = "location"
    mentioned = users.pop() if len(users) == 1 else 0
    return Said("\n".join(filter(None, pieces)), media, tallies, mentioned, answered)


def _shown(mark: re.Match[str]) -> str:
    return f"{mark['shown']} ({mark['link']})" if mark["link"] else mark["shown"]


def _poll(poll: dict[str, Any]) -> tuple[str, tuple[tuple[str, int], ...]]:
    """A poll's words are its question and options; who voted how is not told, how many did is."""
    options = dicts_of(poll.get("answers"))[:MOST_OPTIONS]
    lines = [text_of(poll.get("question")), *(f"— {text_of(option.get('text'))}" for option in options)]
    counts = [("votes", number_of(poll.get("votes")))]
    counts += [(f"votes/{n}", number_of(option.get("votes"))) for n, option in enumerate(options, 1)]
    return "\n".join(lines), tallies_of(counts)
